//! Everything that the documents of the repository name exists: commands with their flags, files, functions,
//! dependencies. The Rust snippets of the READMEs are doctests of this package.

mod commands;
mod dependencies;
mod names;

use std::path::{Path, PathBuf};

/// The documents, by their path in the repository.
const DOCUMENTS: [&str; 11] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "build/README.md",
    "codegen/README.md",
    "fuzz/README.md",
    "generated/README.md",
    "metaschemas/README.md",
    "runtime/README.md",
    "tests/DISAGREEMENTS.md",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The text of a document, which must exist.
fn document(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The code of a document.
#[derive(Debug, Default, PartialEq)]
struct Code {
    /// The lines of the code blocks for a shell: with a prompt in `console`, all in `sh`.
    shell: Vec<String>,
    /// The code spans in the text.
    spans: Vec<String>,
    /// The relative targets of links.
    links: Vec<String>,
}

impl Code {
    fn of(markdown: &str) -> Code {
        let (mut code, mut block, mut paragraph) = (Code::default(), None, String::new());
        for line in markdown.lines() {
            match (line.trim_start().strip_prefix("```"), block) {
                (Some(language), None) => {
                    code.paragraph(&std::mem::take(&mut paragraph));
                    block = Some(language.trim());
                }
                (Some(_), Some(_)) => block = None,
                (None, Some("console")) => {
                    code.shell.extend(line.strip_prefix("$ ").map(str::to_owned));
                }
                (None, Some("sh" | "bash" | "shell")) => code.shell.push(line.to_owned()),
                (None, Some(_)) => {}
                (None, None) if line.trim().is_empty() || line.starts_with('|') => {
                    code.paragraph(&std::mem::take(&mut paragraph));
                    code.paragraph(line);
                }
                (None, None) => {
                    paragraph.push(' ');
                    paragraph.push_str(line.trim());
                }
            }
        }
        assert_eq!(block, None, "a code block is not closed");
        code.paragraph(&paragraph);
        code
    }

    /// Adds what a paragraph, or a row of a table, has.
    fn paragraph(&mut self, text: &str) {
        let parts: Vec<&str> = text.split('`').collect();
        assert!(parts.len() % 2 == 1, "a code span is not closed: {text}");
        self.spans.extend(parts.iter().skip(1).step_by(2).map(|span| (*span).to_owned()));
        let prose = parts.iter().step_by(2).copied().collect::<String>();
        let targets = prose.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
        let relative = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
        self.links.extend(relative.map(str::to_owned));
    }
}

#[test]
fn code_is_found_in_markdown() {
    let code = Code::of(
        "A [link](a.md) and [another](https://x.test/b.md), `one\ntwo`.\n\n```sh\ncargo a\n```\n| `c` | `d` |\n\
         ```console\n$ cargo b\noutput\n```\n```rust\n`\n```\n",
    );
    assert_eq!(code.shell, ["cargo a", "cargo b"]);
    assert_eq!(code.spans, ["one two", "c", "d"]);
    assert_eq!(code.links, ["a.md"]);
}

#[test]
#[should_panic(expected = "no/such/document.md: ")]
fn documents_must_exist() {
    document("no/such/document.md");
}
