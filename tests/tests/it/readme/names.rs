//! The files, modules and functions that documents name.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Code, DOCUMENTS, document, root};

/// Files and folders that are not in the repository: those of users and of their crates, and what the fuzzer writes.
const ABSENT: [&str; 5] = ["src/lib.rs", "build.rs", "codegen.toml", "corpus/", "artifacts/"];

/// What documents call that is not defined here.
const FOREIGN: [&str; 3] = ["include", "panic", "port"];

/// The folders that a path can begin in, besides the root and the folder of the document.
const BASES: [&str; 3] = ["codegen/src", "runtime/src", "xtask/src"];

/// Whether a code span names a file or a folder. Words in capitals stand for something else.
fn is_path(span: &str) -> bool {
    let spelled = span.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_./-".contains(&byte));
    let is_file = [".rs", ".md", ".toml"].iter().any(|end| span.ends_with(end));
    let has_placeholder = span.split(['/', '.']).any(|part| {
        part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_uppercase()) && part != "README"
    });
    spelled && (is_file || span.contains('/')) && !span.starts_with(['/', '-']) && !has_placeholder
}

/// Whether there is a file, a folder or a module of this path.
fn exists(document: &str, path: &str) -> bool {
    let beside = Path::new(document).parent().unwrap().to_str().unwrap();
    ["", beside].iter().chain(&BASES).any(|base| {
        let place = root().join(base).join(path);
        place.exists() || (!path.contains('.') && place.with_extension("rs").is_file())
    })
}

/// The function, macro or type that a code span names by its path or calls: `Text::defect`, `parsed()`, `quote!`.
fn called(span: &str) -> Option<&str> {
    let end =
        span.find(|c: char| !(c.is_alphanumeric() || "_:.".contains(c))).unwrap_or(span.len());
    let (path, rest) = span.split_at(end);
    let path = path.trim_end_matches(':');
    let is_called = rest.starts_with(['(', '!']) || path.contains("::");
    let name = path.rsplit([':', '.']).next()?;
    (is_called && !name.is_empty()).then_some(name)
}

/// The names of all items in the sources that are written by hand.
fn defined() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for package in ["build", "codegen", "pattern", "runtime", "generated", "xtask", "tests"] {
        sources(&root().join(package).join("src"), &mut |text| {
            let words: Vec<&str> =
                text.split(|c: char| !(c.is_alphanumeric() || "_!".contains(c))).collect();
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            names.extend(words.windows(2).filter_map(|pair| match pair[0] {
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "mod" | "macro_rules!" => {
                    Some(pair[1].to_owned())
                }
                _ => None,
            }));
        });
    }
    names
}

fn sources(folder: &Path, each: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, each);
        } else if path.extension().is_some_and(|end| end == "rs") {
            each(&std::fs::read_to_string(path).unwrap());
        }
    }
}

/// What a document names that does not exist. Notes which exceptions it needs.
fn missing(
    name: &str,
    text: &str,
    defined: &BTreeSet<String>,
    excepted: &mut BTreeSet<String>,
) -> Vec<String> {
    let code = Code::of(text);
    let beside = root().join(name).parent().unwrap().to_owned();
    let links = code.links.iter().filter(|link| !beside.join(link).exists()).cloned();
    let mut missing: Vec<String> = links.collect();
    for span in code.spans {
        let exists = match called(&span) {
            _ if is_path(&span) => exists(name, &span) || excepted_by(&ABSENT, &span, excepted),
            Some(item) => defined.contains(item) || excepted_by(&FOREIGN, item, excepted),
            None => true,
        };
        missing.extend((!exists).then_some(span));
    }
    missing
}

fn excepted_by(exceptions: &[&str], name: &str, excepted: &mut BTreeSet<String>) -> bool {
    let is_excepted = exceptions.contains(&name);
    if is_excepted {
        excepted.insert(name.to_owned());
    }
    is_excepted
}

#[test]
fn what_documents_name_exists() {
    let (defined, mut excepted) = (defined(), BTreeSet::new());
    for name in DOCUMENTS {
        let missing = missing(name, &document(name), &defined, &mut excepted);
        assert_eq!(missing, [""; 0], "{name} names what does not exist");
    }
    let exceptions = ABSENT.iter().chain(&FOREIGN).map(|name| (*name).to_owned());
    assert_eq!(excepted, exceptions.collect(), "every exception is needed");
}

#[test]
fn names_that_do_not_exist_are_found() {
    let text = "[no](NO.md) [yes](README.md) `runtime/src/tree.rs` `types/prepare` `runtime/src/texts.rs` `types/prepares` \
                `tests/it` `nothing.rs` `keyword.toml` `FOLDER/rows.jsonl` `/a/pointer` `Text::defect` `Text::defects` `report.output()` \
                `report.outputs()` `number!(\"1\")` `nombers!(\"1\")` `word`";
    let missing = missing("README.md", text, &defined(), &mut BTreeSet::new());
    assert_eq!(
        missing,
        [
            "NO.md",
            "runtime/src/texts.rs",
            "types/prepares",
            "tests/it",
            "nothing.rs",
            "keyword.toml",
            "Text::defects",
            "report.outputs()",
            "nombers!(\"1\")",
        ]
    );
}

/// The modules in the table of phases.
fn modules(architecture: &str) -> Vec<String> {
    let rows = architecture.lines().skip_while(|line| !line.starts_with("| phase | module |"));
    let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
    let cells = rows.map(|row| row.split('|').nth(2).unwrap_or_default());
    cells.flat_map(|cell| Code::of(cell).spans).collect()
}

#[test]
fn the_modules_of_the_phases_exist() {
    let modules = modules(&document("ARCHITECTURE.md"));
    assert!(modules.len() >= 8, "{modules:?}");
    for module in modules {
        let exists = root().join("codegen/src").join(&module).with_extension("rs").is_file();
        assert!(exists || root().join("codegen/src").join(&module).is_dir(), "{module}");
    }
}
