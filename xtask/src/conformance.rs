//! `cargo xtask conformance`: the official test suite, through generated and compiled validators.

mod expected;
mod generate;
mod report;
mod run;
mod suite;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use expected::Expected;
use run::{CaseId, Complaint, Reports, Said};
use suite::{DRAFTS, Group, Section};
use voltype_codegen::render::Files;

use crate::scratch::Scratch;
use crate::terminal::{self, Named as _};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder of the suite, with `tests` and `remotes`.
    #[arg(long, value_name = "DIR")]
    suite: PathBuf,
    /// Run only the cases of this draft.
    #[arg(long, value_parser = DRAFTS.map(|(folder, _)| folder))]
    draft: Option<String>,
    /// Run only the groups whose `DRAFT/FILE: DESCRIPTION` contains this text.
    #[arg(long, value_name = "SUBSTRING")]
    filter: Option<String>,
    /// Write the errors reported for invalid instances to this file, one JSON text per case.
    #[arg(long, value_name = "FILE.jsonl")]
    errors: Option<PathBuf>,
    /// How to print the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// One JSON document.
    Json,
}

/// A case whose result differs from that of the suite.
#[derive(Clone, Debug)]
struct Failure {
    draft: &'static str,
    file: String,
    group: String,
    test: String,
    input: String,
    expected: &'static str,
    got: String,
    /// The text of the schema, and of the instance.
    material: (String, String),
}

/// How many cases had the result of the suite.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    total: usize,
    /// With text as input.
    text: usize,
    /// Those that a parsed value can represent, and how many of these passed.
    value_total: usize,
    value: usize,
}

/// The scores by draft and section.
type Scores = BTreeMap<(usize, Section), Score>;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut screen = terminal::screen();
    let mut log = terminal::log();
    let good = prove(arguments, &mut screen, &mut log);
    crate::ended(good.map(crate::verdict), &mut log)
}

/// The first `per_file` schemas of each file of the suite, with what is generated from each, types included.
pub(crate) fn samples(
    suite: &Path,
    per_file: usize,
) -> io::Result<Vec<(String, Result<Files, String>)>> {
    let all = suite::groups(suite)?;
    let remotes = suite::remotes(suite)?;
    let mut taken: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let groups = all.iter().filter(|group| {
        let taken = taken.entry((group.draft, &group.file)).or_default();
        *taken += 1;
        *taken <= per_file
    });
    let groups: Vec<&Group> = groups.collect();
    let generated = generate::generate(&groups, &remotes, false)?;
    let names = groups.iter().map(|group| {
        let Group { draft, file, description, .. } = group;
        format!("{}/{file}: {description}", DRAFTS[*draft].0)
    });
    Ok(names.zip(generated).collect())
}

/// Runs the suite. Returns whether all results are as expected.
fn prove(arguments: &Arguments, screen: &mut impl Write, log: &mut impl Write) -> io::Result<bool> {
    let expected = Expected::read()?;
    let all = suite::groups(&arguments.suite)?;
    let remotes = suite::remotes(&arguments.suite)?;
    let groups: Vec<&Group> = all.iter().filter(|group| arguments.wants(group)).collect();
    if groups.is_empty() {
        return Err(io::Error::other("no group matches the filter"));
    }

    let started = Instant::now();
    let mut generated = generate::generate(&groups, &remotes, true)?;
    let compiled = generated.iter().filter(|result| result.is_ok()).count();
    let seconds = started.elapsed().as_secs_f64();
    writeln!(log, "generated {compiled} of {} groups in {seconds:.0} s", groups.len())?;

    let started = Instant::now();
    // Part of the suite gets a separate workspace, so the workspace of the whole suite stays compiled.
    let scratch = Scratch::new(if arguments.is_partial() { "part" } else { "conformance" }, log)?;
    let program = run::build(&scratch, &groups, &mut generated)?;
    writeln!(log, "compiled them in {:.0} s", started.elapsed().as_secs_f64())?;

    let started = Instant::now();
    let numbers = run::numbers(&groups);
    let reports = arguments.errors.as_ref().map_or(Reports::Unwanted, |_| Reports::Wanted);
    let said = run::run(&program, &numbers, reports)?;
    writeln!(log, "ran them in {:.1} s", started.elapsed().as_secs_f64())?;

    if let Some(path) = &arguments.errors {
        std::fs::write(path, report::errors(&groups, &said.reports)).named("write", path)?;
    }
    let (scores, failures) = judge(&groups, &generated, &said);
    let ran: BTreeSet<(&str, &str)> =
        groups.iter().map(|group| (DRAFTS[group.draft].0, group.file.as_str())).collect();
    let verdict = expected.judge(&failures, |entry| {
        let in_part = ran.contains(&(entry.draft.as_str(), entry.file.as_str()))
            && groups.iter().any(|group| group.description == entry.group);
        in_part || !arguments.is_partial()
    });
    match arguments.format {
        Format::Table => report::table(&scores, &failures, screen)?,
        Format::Json => writeln!(screen, "{}", report::json(&scores, &failures))?,
    }
    for entry in &verdict.idle {
        let expected::Entry { draft, file, group, test, input, .. } = entry;
        writeln!(
            log,
            "{draft}/{file}: {group}: {test} ({input}) is listed in conformance.toml but does not fail"
        )?;
    }
    let listed = failures.len() - verdict.unexpected.len();
    writeln!(log, "{} failures, {listed} of them listed in conformance.toml", failures.len())?;
    Ok(verdict.unexpected.is_empty() && verdict.idle.is_empty())
}

impl Arguments {
    fn is_partial(&self) -> bool {
        self.draft.is_some() || self.filter.is_some()
    }

    fn wants(&self, group: &Group) -> bool {
        let draft = DRAFTS[group.draft].0;
        let name = format!("{draft}/{}: {}", group.file, group.description);
        self.draft.as_ref().is_none_or(|wanted| wanted == draft)
            && self.filter.as_ref().is_none_or(|part| name.contains(part.as_str()))
    }
}

/// Counts the cases, and lists those that failed.
fn judge(
    groups: &[&Group],
    generated: &[Result<Files, String>],
    said: &Said,
) -> (Scores, Vec<Failure>) {
    let mut scores = Scores::new();
    let mut failures = Vec::new();
    let mut by_case: BTreeMap<CaseId, Vec<&Complaint>> = BTreeMap::new();
    for complaint in &said.complaints {
        by_case.entry(complaint.case).or_default().push(complaint);
    }
    for (index, (group, result)) in groups.iter().zip(generated).enumerate() {
        let score = scores.entry((group.draft, group.section)).or_default();
        for (number, case) in group.cases.iter().enumerate() {
            let mut fail = |input: &str, got: &str| {
                failures.push(Failure {
                    draft: DRAFTS[group.draft].0,
                    file: group.file.clone(),
                    group: group.description.clone(),
                    test: case.description.clone(),
                    input: input.to_owned(),
                    expected: if case.valid { "valid" } else { "invalid" },
                    got: got.to_owned(),
                    material: (group.schema.clone(), case.json.clone()),
                });
            };
            score.total += 1;
            score.value_total += usize::from(case.in_tree);
            if let Err(reason) = result {
                fail("text", reason);
                continue;
            }
            let id = CaseId { group: index, case: number };
            if !said.ran.contains(&id) {
                fail("text", "it was not run");
                continue;
            }
            let complaints = by_case.get(&id).map_or(&[][..], Vec::as_slice);
            for complaint in complaints {
                fail(&complaint.input, &complaint.got);
            }
            let passes = |input: &str| complaints.iter().all(|complaint| complaint.input != input);
            score.text += usize::from(passes("text"));
            score.value += usize::from(case.in_tree && passes("value"));
        }
    }
    (scores, failures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use suite::Case;

    #[test]
    fn a_case_passes_only_if_it_was_run() {
        let case = |description: &str| Case {
            description: description.to_owned(),
            json: "1".to_owned(),
            valid: true,
            in_tree: true,
        };
        let group = Group {
            draft: 0,
            section: Section::Required,
            file: "type.json".to_owned(),
            description: "one".to_owned(),
            schema: "{}".to_owned(),
            cases: vec![case("run"), case("left out")],
        };
        let said = Said { ran: [CaseId { group: 0, case: 0 }].into(), ..Said::default() };
        let (scores, failures) = judge(&[&group], &[Ok(Files::new())], &said);
        let score = scores.values().next().copied().unwrap_or_default();
        assert_eq!((score.total, score.text, score.value), (2, 1, 1));
        let failed: Vec<_> = failures.iter().map(|one| (&*one.test, &*one.got)).collect();
        assert_eq!(failed, [("left out", "it was not run")]);
    }
}
