//! The result of a run, for people and for programs.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::run::CaseReport;
use super::suite::{DRAFTS, Group, Section};
use super::{Failure, Score, Scores};

/// A table of the drafts, and each failure with its schema and instance.
pub(super) fn table(
    scores: &Scores,
    failures: &[Failure],
    screen: &mut impl Write,
) -> io::Result<()> {
    for failure in failures {
        let Failure { draft, file, group, test, input, expected, got, material } = failure;
        let (schema, instance) = material;
        writeln!(screen, "{draft}/{file}: {group}: {test}")?;
        writeln!(screen, "    {input}: expected {expected}, got {got}")?;
        writeln!(screen, "    schema: {}", one_line(schema))?;
        writeln!(screen, "    instance: {}\n", one_line(instance))?;
    }
    writeln!(
        screen,
        "\x1b[1m{:14}{:>14}{:>14}{:>14}    as parsed values\x1b[0m",
        "draft", "required", "optional", "format"
    )?;
    let mut sum = [Score::default(); 3];
    for (draft, (name, _)) in DRAFTS.iter().enumerate() {
        let row = Section::ALL.map(|section| scores.get(&(draft, section)).copied());
        if row.iter().all(Option::is_none) {
            continue;
        }
        let row = row.map(Option::unwrap_or_default);
        for (sum, score) in sum.iter_mut().zip(row) {
            sum.add(score);
        }
        line(name, &row, screen)?;
    }
    line("all", &sum, screen)
}

fn line(name: &str, row: &[Score; 3], screen: &mut impl Write) -> io::Result<()> {
    write!(screen, "{name:14}")?;
    let mut whole = Score::default();
    for score in row {
        let Score { total, text, .. } = score;
        write!(screen, "{:>14}", format!("{text}/{total}"))?;
        whole.add(*score);
    }
    let Score { total, value_total, value, .. } = whole;
    let lost = total - value_total;
    writeln!(screen, "    {value}/{value_total}, {lost} not representable")
}

impl Score {
    fn add(&mut self, other: Score) {
        let Score { total, text, value_total, value } = other;
        self.total += total;
        self.text += text;
        self.value_total += value_total;
        self.value += value;
    }
}

/// The counts of cases that passed with text as input, and the failures with either input.
pub(super) fn json(scores: &Scores, failures: &[Failure]) -> Value {
    let mut drafts: Map<String, Value> = Map::new();
    for ((draft, section), Score { total, text, .. }) in scores {
        let draft = drafts.entry(DRAFTS[*draft].0).or_insert_with(|| json!({}));
        draft[section.name()] = json!([text, total]);
    }
    let failures: Vec<Value> = failures
        .iter()
        .map(|failure| {
            let Failure { draft, file, group, test, input, expected, got, material: _ } = failure;
            json!({
                "draft": draft, "file": file, "group": group, "test": test, "input": input,
                "expected": expected, "got": got,
            })
        })
        .collect();
    json!({ "drafts": drafts, "failures": failures })
}

/// A line for each invalid instance: the case, and the errors that its report has.
pub(super) fn errors(groups: &[&Group], reports: &[CaseReport]) -> String {
    let mut lines = String::new();
    for CaseReport { case, errors } in reports {
        let Some(group) = groups.get(case.group) else { continue };
        let Some(case) = group.cases.get(case.case) else { continue };
        let (draft, _) = DRAFTS[group.draft];
        let line = json!({
            "draft": draft, "file": group.file, "group": group.description,
            "test": case.description, "schema": group.schema, "instance": case.json,
            "formats": group.assert_formats(), "errors": errors,
        });
        lines.push_str(&format!("{line}\n"));
    }
    lines
}

/// A JSON text without the line breaks and indentation between its parts.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
