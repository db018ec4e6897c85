//! `cargo xtask mutate`: whether the tests notice when a constraint is gone.
//!
//! From each edit of the schemas (see [`mutants`](crate::mutants)) a crate is generated as `cargo xtask codegen` would
//! do it, and the tests of `tests/tests/it` that work with any session schema are run on it. At least one has to fail.
//!
//! A hundred crates with a test binary each would be compiled and linked for most of an hour. So all of them are
//! modules of one crate, and the files of the tests are included beside each: they reach the generated code as
//! `super::subject`, which is the crate `voltype` in the ordinary test binary and a mutant here. That is as strong,
//! because the same sources are generated, compiled and asked the same by the same test bodies; what they share are
//! the judgements of other validators on the original schemas, which don't depend on the mutant. And it is fair: one
//! of the modules is generated from unedited schemas, and there all tests have to pass. Tests that name a session's
//! members don't take part, although they might catch a mutant too: where a member is gone, they don't compile.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use voltype_codegen::source::{Folder, Loader};
use voltype_codegen::{Options, compile, config};

use crate::codegen::root;
use crate::mutants::{Documents, Mutant, mutants};
use crate::scratch::{self, Built, Scratch};
use crate::terminal;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Make only the edits whose name in the table contains this text: `enum`, `start_soc/maximum`.
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
    /// How many jobs compile and test at the same time. Default: the number of processors.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

/// The modules of the tests that take part.
const TESTS: [&str; 2] = ["mutation", "properties"];

/// The tests of a mutant use one sample out of this many.
const STEP: usize = 10;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut screen = terminal::screen();
    let mut log = terminal::log();
    let good = prove(arguments, &mut screen, &mut log);
    crate::ended(good.map(crate::verdict), &mut log)
}

fn prove(arguments: &Arguments, screen: &mut impl Write, log: &mut impl Write) -> io::Result<bool> {
    let started = Instant::now();
    let folder = Folder::new(root().join("schemas"));
    let documents = documents(&folder)?;
    let only = arguments.only.as_deref().unwrap_or_default();
    let mut mutants = mutants(&documents);
    mutants.retain(|mutant| mutant.name().contains(only));
    if mutants.is_empty() {
        return Err(io::Error::other(format!("no edit has {only:?} in its name")));
    }
    writeln!(log, "{} edits, each a generated crate", mutants.len())?;
    let scratch = Scratch::new("mutate", log)?;
    scratch.write(&sources(&folder, &documents, &mutants)?)?;
    let jobs = arguments.jobs.or_else(|| std::thread::available_parallelism().ok().map(Into::into));
    let jobs = jobs.unwrap_or(1).to_string();
    let program = match scratch.build_with(&["test", "--no-run", "--lib", "--jobs", &jobs])? {
        Built::Program(path) => path,
        Built::Failed(errors) => {
            let text = errors.into_iter().take(3).collect::<Vec<_>>().join("\n");
            return Err(io::Error::other(format!("generated code does not compile:\n{text}")));
        }
    };
    writeln!(log, "compiled after {} s", started.elapsed().as_secs())?;
    let mut tests = Command::new(program);
    tests.args(["--test-threads", &jobs]).env("RUST_BACKTRACE", "0").stdout(Stdio::piped());
    let outcome = Outcome::of(&mut tests, log)?;
    let good = report(&mutants, &outcome, screen)?;
    writeln!(log, "finished after {} s", started.elapsed().as_secs())?;
    Ok(good)
}

/// The schemas as data.
fn documents(folder: &Folder) -> io::Result<Documents> {
    let mut documents = Documents::new();
    for path in folder.list()?.documents {
        let value = serde_json::from_str(&folder.load(&path)?)
            .map_err(|error| io::Error::other(format!("{path}: {error}")))?;
        documents.insert(path, value);
    }
    Ok(documents)
}

/// The name of the module of a mutant; 0 is the crate of the unedited schemas.
fn module(index: usize) -> String {
    format!("m{index:03}")
}

/// The files of the scratch workspace.
fn sources(
    folder: &Folder,
    original: &Documents,
    mutants: &[Mutant],
) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut list =
        "//! Generated from changed schemas, and the tests beside them.\n#![allow(warnings)]\n"
            .to_owned();
    let settings = folder.load(config::FILE)?;
    let edited = mutants.iter().map(|mutant| (mutant.name(), &mutant.documents));
    for (index, (name, documents)) in
        std::iter::once(("unedited".to_owned(), original)).chain(edited).enumerate()
    {
        let module = module(index);
        let mut texts: BTreeMap<String, String> =
            documents.iter().map(|(path, value)| (path.clone(), format!("{value:#}"))).collect();
        let options = Options { documents: texts.keys().cloned().collect(), ..Options::default() };
        texts.insert(config::FILE.to_owned(), settings.clone());
        let output = compile(&texts, &options).map_err(|diagnostics| {
            let first = diagnostics.first().map(|one| one.render(false)).unwrap_or_default();
            io::Error::other(format!("{name}: nothing can be generated\n{first}"))
        })?;
        for (path, text) in output.files {
            let path = if path == "lib.rs" { "mod.rs" } else { &path };
            files.insert(format!("mutants/src/{module}/subject/{path}"), text);
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            list,
            "\n/// {name}\nmod {module} {{\n    mod subject;\n    const STEP: usize = {STEP};"
        );
        for test in TESTS {
            let path = root().join(format!("tests/tests/it/{test}.rs"));
            let _ = writeln!(list, "    #[path = {path:?}]\n    mod {test};");
        }
        list.push_str("}\n");
    }
    let mut dependencies = String::new();
    for (name, folder) in [("voltype-tests", "tests"), ("xtask", "xtask")] {
        let _ = writeln!(dependencies, "{name} = {{ path = {:?} }}", root().join(folder));
    }
    dependencies
        .push_str("schemars = \"1\"\nserde = { version = \"1\", features = [\"derive\"] }\n");
    dependencies.push_str("serde_json = \"1\"\n");
    files.insert("mutants/src/lib.rs".to_owned(), list);
    files.insert(
        "mutants/Cargo.toml".to_owned(),
        scratch::manifest("voltype-mutants", &dependencies),
    );
    files.insert("Cargo.toml".to_owned(), scratch::workspace(&["mutants".to_owned()], ""));
    Ok(files)
}

/// The results of the tests by module: the names of those that passed and of those that failed.
#[derive(Debug, Default)]
struct Outcome {
    passed: BTreeMap<String, BTreeSet<String>>,
    failed: BTreeMap<String, BTreeSet<String>>,
}

impl Outcome {
    fn of(tests: &mut Command, log: &mut impl Write) -> io::Result<Self> {
        let mut child = tests.spawn()?;
        let mut outcome = Outcome::default();
        let mut count = 0;
        if let Some(lines) = child.stdout.take() {
            for line in BufReader::new(lines).lines() {
                if outcome.read(&line?) && io::stderr().is_terminal() {
                    count += 1;
                    write!(log, "\r{count} tests run")?;
                }
            }
        }
        if count > 0 {
            writeln!(log)?;
        }
        // The exit code does not matter: most tests are meant to fail.
        child.wait()?;
        Ok(outcome)
    }

    /// Reads a line such as `test m001::mutation::name ... FAILED`. Returns whether it was such a line.
    fn read(&mut self, line: &str) -> bool {
        let parts = line.strip_prefix("test ").and_then(|line| {
            let (name, verdict) = line.split_once(" ... ")?;
            let (module, test) = name.split_once("::")?;
            Some((module, test, verdict))
        });
        let Some((module, test, verdict)) = parts else { return false };
        let list = if verdict == "ok" { &mut self.passed } else { &mut self.failed };
        list.entry(module.to_owned()).or_default().insert(test.to_owned());
        true
    }
}

/// Prints the table. Returns whether every edit was caught, by tests that pass without it.
fn report(mutants: &[Mutant], outcome: &Outcome, screen: &mut impl Write) -> io::Result<bool> {
    let none = BTreeSet::new();
    let failed = |index: usize| outcome.failed.get(&module(index)).unwrap_or(&none);
    let passed = outcome.passed.get(&module(0)).unwrap_or(&none);
    let mut good = true;
    for test in failed(0) {
        good = false;
        writeln!(screen, "{test} fails on the unedited schemas")?;
    }
    if passed.is_empty() {
        return Err(io::Error::other("no test passed on the unedited schemas"));
    }
    let width = mutants.iter().map(|mutant| mutant.name().chars().count()).max().unwrap_or(0);
    writeln!(screen, "\x1b[1m{:width$}  caught by\x1b[0m", "constraint")?;
    let mut survivors = 0;
    for (index, mutant) in mutants.iter().enumerate() {
        let caught: Vec<&str> = failed(index + 1)
            .iter()
            .filter(|test| passed.contains(*test))
            .map(String::as_str)
            .collect();
        survivors += usize::from(caught.is_empty());
        let caught = if caught.is_empty() { "NOTHING".to_owned() } else { caught.join(", ") };
        writeln!(screen, "{:width$}  {caught}", mutant.name())?;
    }
    writeln!(screen, "\n{} edits, {survivors} not caught", mutants.len())?;
    Ok(good && survivors == 0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Outcome, report};
    use crate::mutants::mutants;

    fn table(lines: &[&str]) -> (Option<bool>, String) {
        let document = json!({ "minLength": 1, "pattern": "a" });
        let mutants = mutants(&BTreeMap::from([("x.json".to_owned(), document)]));
        let mut outcome = Outcome::default();
        for line in lines {
            outcome.read(line);
        }
        let mut text = Vec::new();
        let good = report(&mutants, &outcome, &mut text).ok();
        (good, String::from_utf8_lossy(&text).into_owned())
    }

    #[test]
    fn every_edit_has_to_be_caught() {
        let control = ["running 6 tests", "test m000::a::b ... ok", "test m000::a::c ... ok"];
        let caught = ["test m001::a::b ... FAILED", "test m002::a::c ... FAILED"];
        let (good, text) = table(&[&control[..], &caught].concat());
        assert_eq!(good, Some(true), "{text}");
        assert!(text.contains("x.json#/minLength: removed  a::b\n"), "{text}");
        let survived = ["test m001::a::b ... FAILED", "test m002::a::c ... ok"];
        let (good, text) = table(&[&control[..], &survived].concat());
        assert_eq!(good, Some(false), "{text}");
        assert!(text.contains("x.json#/pattern: removed    NOTHING\n"), "{text}");
    }

    #[test]
    fn a_test_that_always_fails_catches_nothing() {
        let lines = ["test m000::a::b ... FAILED", "test m000::a::c ... ok"];
        let caught = ["test m001::a::b ... FAILED", "test m002::a::b ... FAILED"];
        let (good, text) = table(&[lines, caught].concat());
        assert_eq!(good, Some(false));
        assert!(text.contains("2 not caught"), "{text}");
        assert_eq!(table(&caught).0, None, "there was no run on the unedited schemas");
    }
}
