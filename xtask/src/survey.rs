//! `cargo xtask survey`: generates, compiles, documents and tests crates of many schemas.

pub(crate) mod collect;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use voltype_runtime::show::visible_line;

use crate::scratch::{self, Scratch};
use crate::terminal;
use collect::{Subject, subjects};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folders of schemas. Each document below is compiled separately; it can refer to the documents of its folder.
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Also use schemas of the official test suite.
    #[arg(long, value_name = "DIR")]
    suite: Option<PathBuf>,
    /// How many schemas to use from each file of the suite.
    #[arg(long, value_name = "N", default_value_t = 1)]
    per_file: usize,
    /// How many jobs compile at the same time. Default: the number of processors.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

/// How many schemas one crate has.
const PER_CRATE: usize = 40;

/// How often the crates are built, each time without the schemas that rustc has rejected before.
const ROUNDS: usize = 10;

/// What can go wrong with generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Compiled,
    Documented,
    Tested,
}

/// Why schemas failed, by their index and the step.
type Failures = BTreeMap<(usize, Step), String>;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let (mut screen, mut log) = (terminal::screen(), terminal::log());
    let good = survey(arguments, &mut screen, &mut log);
    crate::ended(good.map(crate::verdict), &mut log)
}

fn survey(
    arguments: &Arguments,
    screen: &mut impl Write,
    log: &mut impl Write,
) -> io::Result<bool> {
    let suite = arguments.suite.as_ref().map(|suite| (suite.as_path(), arguments.per_file));
    let subjects = subjects(&arguments.folders, suite, log)?;
    if subjects.is_empty() {
        return Err(io::Error::other(
            "no schemas found: name folders with schemas, or use --suite",
        ));
    }
    let scratch = Scratch::new("survey", log)?;
    let jobs =
        arguments.jobs.map_or_else(Vec::new, |jobs| vec!["--jobs".to_owned(), jobs.to_string()]);
    let with_jobs = |arguments: &[&str]| {
        arguments.iter().map(|&one| one.to_owned()).chain(jobs.clone()).collect::<Vec<_>>()
    };
    let mut failures = Failures::new();
    build(
        &scratch,
        &subjects,
        &with_jobs(&["build", "--workspace", "--keep-going"]),
        &mut failures,
        log,
    )?;
    let doc = with_jobs(&["doc", "--workspace", "--no-deps", "--keep-going"]);
    for error in scratch.errors(&borrowed(&doc), "-D warnings")? {
        blame(&error, Step::Documented, &mut failures)?;
    }
    writeln!(log, "documented")?;
    test(&scratch, &with_jobs(&["test", "--workspace", "--no-fail-fast"]), &mut failures)?;
    report(&subjects, &failures, screen)?;
    Ok(failures.is_empty() && !subjects.iter().any(Subject::is_defect))
}

fn borrowed(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

/// Compiles the crates, without those that don't compile.
fn build(
    scratch: &Scratch,
    subjects: &[Subject],
    arguments: &[String],
    failures: &mut Failures,
    log: &mut impl Write,
) -> io::Result<()> {
    for _ in 0..ROUNDS {
        scratch.write(&workspace(subjects, failures))?;
        let errors = scratch.errors(&borrowed(arguments), "")?;
        if errors.is_empty() {
            writeln!(log, "compiled")?;
            return Ok(());
        }
        for error in errors {
            blame(&error, Step::Compiled, failures)?;
        }
        writeln!(log, "{} schemas do not compile; trying without them", failures.len())?;
    }
    Err(io::Error::other("the Rust compiler goes on rejecting what was generated"))
}

/// Notes an error for the schemas whose files it names.
fn blame(error: &str, step: Step, failures: &mut Failures) -> io::Result<()> {
    let blamed = modules(error);
    // `aborting due to …` and the like.
    if blamed.is_empty() && error.contains("-->") {
        return Err(io::Error::other(error.to_owned()));
    }
    for index in blamed {
        failures.entry((index, step)).or_insert_with(|| error.to_owned());
    }
    Ok(())
}

/// Runs the tests of all crates. All of them are in documentation.
fn test(scratch: &Scratch, arguments: &[String], failures: &mut Failures) -> io::Result<()> {
    let output = scratch.cargo(&borrowed(arguments)).output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = said.lines().filter(|line| line.starts_with("test ") && line.ends_with("FAILED"));
    let before = failures.len();
    for line in failed {
        blame(line, Step::Tested, failures)?;
    }
    if failures.len() == before {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("cargo test failed:\n{said}{errors}")));
    }
    Ok(())
}

/// The name of a schema's module.
fn module(index: usize) -> String {
    format!("survey_{index:05}")
}

/// The schemas whose modules a message names.
fn modules(message: &str) -> BTreeSet<usize> {
    scratch::numbered("survey_", message)
}

/// The crates with all schemas that compile as far as is known.
fn workspace(subjects: &[Subject], failures: &Failures) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut members = Vec::new();
    let good = subjects.iter().enumerate().filter_map(|(index, subject)| {
        let is_good = !failures.contains_key(&(index, Step::Compiled));
        Some((index, subject.generated.as_ref().ok().filter(|_| is_good)?))
    });
    let good: Vec<_> = good.collect();
    // A schema stays in its crate when others are left out, so the rest need not be compiled again.
    let crates = good.chunk_by(|(one, _), (other, _)| one / PER_CRATE == other / PER_CRATE);
    for part in crates {
        let Some((first, _)) = part.first() else { continue };
        let name = format!("part_{}", first / PER_CRATE);
        let mut root = "//! Generated from many schemas.\n#![deny(warnings)]\n\n".to_owned();
        for (index, generated) in part {
            let module = module(*index);
            root.push_str(&format!("pub mod {module};\n"));
            for (path, text) in *generated {
                let path = if path == "lib.rs" { "mod.rs" } else { path };
                files.insert(format!("{name}/src/{module}/{path}"), text.clone());
            }
        }
        files.insert(format!("{name}/src/lib.rs"), root);
        files.insert(format!("{name}/Cargo.toml"), scratch::manifest(&name, ""));
        members.push(name);
    }
    // Everything else has the defaults of cargo, as users have them.
    files.insert("Cargo.toml".to_owned(), scratch::workspace(&members, ""));
    files
}

/// A table by source, then what was refused and what failed.
fn report(subjects: &[Subject], failures: &Failures, screen: &mut impl Write) -> io::Result<()> {
    let sources: BTreeSet<&str> = subjects.iter().map(|subject| subject.source.as_str()).collect();
    let width = sources.iter().map(|source| visible_line(source).chars().count()).max();
    let width = width.unwrap_or(0).max("source".len());
    let head = ["schemas", "refused", "generated", "compiled", "documented", "tested"];
    writeln!(screen, "{:width$}  {}", "source", head.join("  "))?;
    let all = "all together";
    for source in sources.into_iter().map(Some).chain([None]) {
        let own = subjects
            .iter()
            .enumerate()
            .filter(|(_, subject)| source.is_none_or(|source| source == subject.source));
        let own: Vec<_> = own.collect();
        let generated: Vec<usize> = own
            .iter()
            .filter(|(_, subject)| subject.generated.is_ok())
            .map(|(index, _)| *index)
            .collect();
        // What doesn't compile is neither documented nor tested.
        let good = |step: Step| {
            let fails = |index: usize, step| failures.contains_key(&(index, step));
            let is_good = |index: &&usize| !fails(**index, Step::Compiled) && !fails(**index, step);
            generated.iter().filter(is_good).count()
        };
        let counts = [
            own.len(),
            own.len() - generated.len(),
            generated.len(),
            good(Step::Compiled),
            good(Step::Documented),
            good(Step::Tested),
        ];
        let cells = counts.iter().zip(head).map(|(count, head)| format!("{count:>0$}", head.len()));
        let source = visible_line(source.unwrap_or(all));
        writeln!(screen, "{source:width$}  {}", cells.collect::<Vec<_>>().join("  "))?;
    }
    for subject in subjects {
        if let Err(why) = &subject.generated {
            writeln!(screen, "refused: {}: {}", visible_line(&subject.name), visible_line(why))?;
        }
    }
    for ((index, step), error) in failures {
        let name = subjects.get(*index).map(|subject| visible_line(&subject.name));
        writeln!(screen, "\nnot {step:?}: {}\n{error}", name.unwrap_or_default())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects() -> Vec<Subject> {
        let subject = |index: usize| Subject {
            source: "here".to_owned(),
            name: format!("{index}.json"),
            generated: if index == 1 {
                Err("no".to_owned())
            } else {
                Ok(BTreeMap::from([("lib.rs".to_owned(), "pub mod a;".to_owned())]))
            },
        };
        (0..PER_CRATE + 2).map(subject).collect()
    }

    #[test]
    fn messages_name_their_schemas() {
        let error =
            "error: x\n --> part_0/src/survey_00007/a.rs:1:2\n ::: survey_00012::b, survey_x";
        assert_eq!(modules(error), BTreeSet::from([7, 12]));
        let mut failures = Failures::new();
        blame(error, Step::Compiled, &mut failures).unwrap();
        blame("aborting due to 1 previous error", Step::Compiled, &mut failures).unwrap();
        assert_eq!(failures.len(), 2);
        assert!(blame("error\n --> elsewhere.rs", Step::Compiled, &mut failures).is_err());
    }

    #[test]
    fn what_does_not_compile_is_left_out_and_counted() {
        let subjects = subjects();
        let failures = Failures::from([
            ((0, Step::Compiled), "error".to_owned()),
            ((2, Step::Tested), "failed".to_owned()),
        ]);
        let files = workspace(&subjects, &failures);
        let has = |path: &str| files.contains_key(path);
        assert!(!has("part_0/src/survey_00000/mod.rs") && !has("part_0/src/survey_00001/mod.rs"));
        assert!(has("part_0/src/survey_00002/mod.rs") && has("part_1/src/survey_00041/mod.rs"));
        assert!(files["part_1/src/lib.rs"].contains("#![deny(warnings)]"));
        let mut screen = Vec::new();
        report(&subjects, &failures, &mut screen).unwrap();
        let screen = String::from_utf8(screen).unwrap();
        let row = screen.lines().find(|line| line.starts_with("here")).unwrap();
        let row: Vec<&str> = row.split_whitespace().skip(1).collect();
        assert_eq!(row, ["42", "1", "41", "40", "40", "39"]);
        assert!(screen.contains("refused: 1.json: no") && screen.contains("not Tested: 2.json"));
    }
}
