//! The scratch workspace of a run: written, compiled, and run to the last case.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use voltype_codegen::render::Files;

use super::suite::{Case, Group};
use crate::scratch::{self, Built, Scratch};

/// How many crates the groups are spread over, to use all cores.
const CRATES: usize = 16;

/// The code that runs the cases, as the text that the workspace gets.
const HARNESS: &str = include_str!("harness.rs");

/// Groups that rustc rejects are removed, which may show more of them: at most this often.
const ROUNDS: usize = 8;

/// The code that the scratch program exits with if a case takes too long.
const HUNG: i32 = 3;

/// Which case of which group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CaseId {
    /// The index of the group.
    pub(super) group: usize,
    /// The index of the case in it.
    pub(super) case: usize,
}

/// Whether the errors of the reports on invalid instances are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reports {
    Wanted,
    Unwanted,
}

/// The report on an invalid instance.
#[derive(Clone, Debug)]
pub(super) struct CaseReport {
    pub(super) case: CaseId,
    pub(super) errors: Value,
}

/// One case that went wrong.
#[derive(Clone, Debug)]
pub(super) struct Complaint {
    pub(super) case: CaseId,
    /// `text` or `value`.
    pub(super) input: String,
    /// The result instead of the expected verdict.
    pub(super) got: String,
}

/// The output of the program.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// The cases that were run.
    pub(super) ran: BTreeSet<CaseId>,
    /// What went wrong.
    pub(super) complaints: Vec<Complaint>,
    /// The reports on invalid instances, if they are wanted.
    pub(super) reports: Vec<CaseReport>,
}

/// The cases in the order in which they are numbered.
pub(super) fn numbers(groups: &[&Group]) -> Vec<CaseId> {
    let each = groups.iter().enumerate();
    each.flat_map(|(index, group)| {
        (0..group.cases.len()).map(move |case| CaseId { group: index, case })
    })
    .collect()
}

/// Compiles the validators into a program. A validator that rustc rejects is replaced by its error.
pub(super) fn build(
    scratch: &Scratch,
    groups: &[&Group],
    generated: &mut [Result<Files, String>],
) -> io::Result<PathBuf> {
    for _ in 0..ROUNDS {
        scratch.write(&workspace(groups, generated))?;
        let errors = match scratch.build("runner")? {
            Built::Program(path) => return Ok(path),
            Built::Failed(errors) => errors,
        };
        let mut blamed = BTreeMap::new();
        for error in &errors {
            for index in groups_in(error) {
                blamed.entry(index).or_insert(error);
            }
        }
        if blamed.is_empty() {
            return Err(io::Error::other(errors.join("\n")));
        }
        for (index, error) in blamed {
            if let Some(result) = generated.get_mut(index) {
                let first = error.lines().next().unwrap_or_default();
                *result = Err(format!("rustc: {first}"));
            }
        }
    }
    Err(io::Error::other("the Rust compiler goes on rejecting what was generated"))
}

/// The groups whose files a message of the Rust compiler names.
fn groups_in(message: &str) -> BTreeSet<usize> {
    let words = message.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let numbers = words.filter_map(|word| {
        let digits = word.strip_prefix('g')?;
        (digits.len() == 4).then(|| digits.parse().ok())?
    });
    numbers.collect()
}

fn workspace(groups: &[&Group], generated: &[Result<Files, String>]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    files.insert("harness/src/lib.rs".to_owned(), HARNESS.to_owned());
    let manifest = scratch::manifest("harness", "serde_json = \"1\"\n");
    files.insert("harness/Cargo.toml".to_owned(), manifest);

    let mut members: Vec<String> = Vec::new();
    let mut number = 0;
    let size = groups.len().div_ceil(CRATES).max(1);
    let indexed: Vec<(usize, &&Group)> = groups.iter().enumerate().collect();
    for (part, groups) in indexed.chunks(size).enumerate() {
        let name = format!("cases{part:02}");
        let (mut modules, mut list) = (String::new(), String::new());
        for (index, group) in groups {
            let first = number;
            number += group.cases.len();
            let Some(Ok(sources)) = generated.get(*index) else { continue };
            let module = format!("g{index:04}");
            for (path, text) in sources {
                let path = if path == "lib.rs" { "mod.rs" } else { path };
                files.insert(format!("{name}/src/{module}/{path}"), text.clone());
            }
            modules.push_str(&format!("pub mod {module};\n"));
            list.push_str(&entry(&module, group, first));
        }
        let root = format!(
            "#![deny(warnings)]\n\n{modules}\n\
             pub fn groups() -> Vec<harness::Group> {{\n    vec![\n{list}    ]\n}}\n"
        );
        files.insert(format!("{name}/src/lib.rs"), root);
        let manifest = scratch::manifest(&name, "harness = { path = \"../harness\" }\n");
        files.insert(format!("{name}/Cargo.toml"), manifest);
        members.push(name);
    }

    let paths = members.iter().map(|name| format!("{name} = {{ path = \"../{name}\" }}\n"));
    let dependencies =
        format!("harness = {{ path = \"../harness\" }}\n{}", paths.collect::<String>());
    let calls: Vec<String> = members.iter().map(|name| format!("{name}::groups")).collect();
    let main = format!("fn main() {{\n    harness::main(&[{}]);\n}}\n", calls.join(", "));
    files.insert("runner/Cargo.toml".to_owned(), scratch::manifest("runner", &dependencies));
    files.insert("runner/src/main.rs".to_owned(), main);
    members.extend(["harness".to_owned(), "runner".to_owned()]);
    files.insert("Cargo.toml".to_owned(), scratch::workspace(&members, "opt-level = 0"));
    files
}

/// The cases of a group, for the harness.
fn entry(module: &str, group: &Group, first: usize) -> String {
    let cases = group.cases.iter().zip(first..).map(|(case, number)| {
        let Case { description: _, json, valid, in_tree } = case;
        format!(
            "                harness::Case {{ number: {number}, json: {json:?}, valid: {valid}, in_tree: {in_tree} }},\n"
        )
    });
    let cases: String = cases.collect();
    format!(
        "        harness::Group {{\n            checks: harness::Checks::of::<{module}::schema::Root>(),\n            \
         cases: &[\n{cases}            ],\n        }},\n"
    )
}

/// Runs the program until it has run every case: where it dies, it goes on after the case that killed it.
pub(super) fn run(program: &Path, numbers: &[CaseId], reports: Reports) -> io::Result<Said> {
    let mut said = Said::default();
    let mut from = 0;
    loop {
        let mut child = Command::new(program)
            .arg(from.to_string())
            .args((reports == Reports::Wanted).then_some("--errors"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut current = None;
        if let Some(lines) = child.stdout.take() {
            for line in BufReader::new(lines).lines() {
                let mut line: Value = serde_json::from_str(&line?)?;
                if let Some(number) = line["begin"].as_u64() {
                    current = usize::try_from(number).ok();
                    said.ran.extend(current.and_then(|number| numbers.get(number)));
                } else if let Some(case) = current.and_then(|number| numbers.get(number)) {
                    if let Some(errors) = line.get_mut("errors") {
                        said.reports.push(CaseReport { case: *case, errors: errors.take() });
                        continue;
                    }
                    let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
                    let (input, got) = (text("input"), text("got"));
                    said.complaints.push(Complaint { case: *case, input, got });
                }
            }
        }
        let status = child.wait()?;
        if status.success() {
            return Ok(said);
        }
        let Some((number, case)) = current.and_then(|number| Some((number, numbers.get(number)?)))
        else {
            return Err(io::Error::other(format!("the scratch program failed: {status}")));
        };
        let got = match status.code() {
            Some(HUNG) => "no verdict within 30 seconds".to_owned(),
            _ => format!("a crash ({status})"),
        };
        said.complaints.push(Complaint { case: *case, input: "text".to_owned(), got });
        from = number + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::suite::Section;
    use super::*;

    fn group(cases: &[(&str, bool)]) -> Group {
        Group {
            draft: 0,
            section: Section::Required,
            file: "type.json".to_owned(),
            description: "one".to_owned(),
            schema: "{}".to_owned(),
            cases: cases
                .iter()
                .map(|(json, valid)| Case {
                    description: "a case".to_owned(),
                    json: (*json).to_owned(),
                    valid: *valid,
                    in_tree: true,
                })
                .collect(),
        }
    }

    #[test]
    fn messages_of_the_compiler_name_groups() {
        let message =
            "error\n --> cases00/src/g0012/schema.rs:1:2\n | g0300::schema::Root, big0001, g12";
        assert_eq!(groups_in(message), BTreeSet::from([12, 300]));
    }

    #[test]
    fn the_workspace_numbers_cases_as_the_run_does() {
        let groups =
            [group(&[("1", true), ("2", false)]), group(&[]), group(&[(r#""\u0041""#, true)])];
        let groups: Vec<&Group> = groups.iter().collect();
        let generated = [Err("no code".to_owned()), Ok(Files::new()), Ok(Files::new())];
        let files = workspace(&groups, &generated);
        assert!(!files["cases00/src/lib.rs"].contains("g0000"), "a group without code is left out");
        let root = &files["cases02/src/lib.rs"];
        let case =
            r#"harness::Case { number: 2, json: "\"\\u0041\"", valid: true, in_tree: true }"#;
        assert!(root.contains(case) && root.contains("of::<g0002::schema::Root>()"), "{root}");
        let id = |group, case| CaseId { group, case };
        assert_eq!(numbers(&groups), [id(0, 0), id(0, 1), id(2, 0)]);
    }
}
