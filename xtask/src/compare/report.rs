//! The tables of a comparison, for a terminal and for `docs/COMPARISON.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::crates::Figures;
use super::inputs::Input;
use super::tool::Tool;
use super::verdict::{Counts, Verdict};

/// The results of a tool.
#[derive(Debug)]
pub(super) struct Results {
    pub(super) tool: Tool,
    /// By input.
    pub(super) verdicts: Vec<Verdict>,
    /// What is in the code, by group.
    pub(super) figures: BTreeMap<String, Figures>,
}

/// The columns of the table behind the group and the tool.
const HEAD: [&str; 10] = [
    "inputs",
    "generated",
    "compiled",
    "all right",
    "valid accepted",
    "unchanged",
    "invalid refused",
    "types",
    "members",
    "bare",
];

/// One row for each group and tool.
pub(super) fn table(inputs: &[Input], results: &[Results]) -> Vec<Vec<String>> {
    let head = ["group", "tool"].into_iter().chain(HEAD);
    let mut rows = vec![head.map(str::to_owned).collect::<Vec<_>>()];
    for set in sets(inputs) {
        rows.extend(results.iter().map(|results| row(inputs, set, results)));
    }
    rows
}

/// The groups in the order of their inputs.
fn sets(inputs: &[Input]) -> Vec<&str> {
    let mut sets: Vec<&str> = inputs.iter().map(|input| input.set.as_str()).collect();
    sets.dedup();
    sets
}

fn row(inputs: &[Input], set: &str, results: &Results) -> Vec<String> {
    let own = inputs.iter().zip(&results.verdicts).filter(|(input, _)| input.set == set);
    let own: Vec<&Verdict> = own.map(|(_, verdict)| verdict).collect();
    let count =
        |is: fn(&Verdict) -> bool| own.iter().filter(|verdict| is(verdict)).count().to_string();
    let mut counts = Counts::default();
    own.iter().filter_map(|verdict| verdict.counts()).for_each(|one| counts.add(one));
    let Figures { types, members, bare, lines: _ } =
        results.figures.get(set).copied().unwrap_or_default();
    let mut row = vec![set.to_owned(), results.tool.name().to_owned(), own.len().to_string()];
    row.extend([
        count(Verdict::is_generated),
        count(Verdict::is_compiled),
        count(Verdict::is_right),
    ]);
    let Counts { valid, accepted, kept, invalid, refused, .. } = counts;
    row.extend(
        [(accepted, valid), (kept, valid), (refused, invalid)]
            .map(|(part, all)| format!("{part} of {all}")),
    );
    row.extend([types, members, bare].map(|count| count.to_string()));
    row
}

/// The rows with columns of equal width.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Each input with a wrong answer of any tool: what it is, for each of them. Of documents that belong together, only those
/// with a wrong answer of this compiler's types: they are many, and alike.
pub(super) fn differences(inputs: &[Input], results: &[Results]) -> Vec<Vec<String>> {
    let head = ["input".to_owned()]
        .into_iter()
        .chain(results.iter().map(|one| one.tool.name().to_owned()));
    let mut rows = vec![head.collect::<Vec<_>>()];
    for (index, input) in inputs.iter().enumerate() {
        let verdicts = results.iter().filter_map(|results| results.verdicts.get(index));
        let verdicts: Vec<&Verdict> = verdicts.collect();
        let ours = results.iter().position(|results| results.tool == Tool::Voltype);
        let is_ours = ours.and_then(|ours| verdicts.get(ours)).is_some_and(|ours| !ours.is_right());
        let is_any = verdicts.iter().any(|verdict| !verdict.is_right());
        if is_ours || is_any && !input.is_part {
            let mut row = vec![format!("{}: {}", input.set, input.name)];
            row.extend(verdicts.iter().map(|verdict| verdict.phrase()));
            rows.push(row);
        }
    }
    rows
}

/// What was wrong in answers of a tool, with instances.
pub(super) fn faults(inputs: &[Input], results: &Results) -> String {
    let mut text = String::new();
    for (input, verdict) in inputs.iter().zip(&results.verdicts) {
        if verdict.is_exact() {
            continue;
        }
        let (tool, name) = (results.tool.name(), format!("{}: {}", input.set, input.name));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{tool}, {name}: {}", verdict.phrase());
        for fault in verdict.counts().map_or(&[][..], |counts| &counts.faults) {
            let format = if fault.format { " (a format)" } else { "" };
            let _ = writeln!(text, "  {}{format}: {}\n    {}", fault.fault, fault.why, fault.text);
        }
    }
    text
}

/// How the document is to be made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) typify: &'a str,
    pub(super) count: usize,
}

/// The text of `docs/COMPARISON.md`.
pub(super) fn document(inputs: &[Input], results: &[Results], setting: Setting<'_>) -> String {
    let Setting { typify, count } = setting;
    let ours = env!("CARGO_PKG_VERSION");
    let mut text = format!(
        "# Comparison with typify\n\n\
         <!-- Written by `cargo xtask compare --ocpp DIR --corpora DIR --count {count}`: do not edit. -->\n\n\
         Voltype {ours} and typify {typify} on the same schemas: the golden cases of this repository, the messages of OCPP\n\
         1.6 and 2.0.1, and public schemas with real instances. To repeat it, with folders of these schemas:\n\n\
         ```sh\ncargo xtask compare --ocpp DIR --corpora DIR --count {count}\n```\n\n"
    );
    text.push_str(&paragraphs(count));
    text.push_str(&markdown(&table(inputs, results)));
    text.push_str(
        "\n## Schemas with a wrong answer\n\nSchemas that both tools compile and answer rightly for are not listed, nor are\n\
         the messages of OCPP, unless an answer of Voltype is wrong.\n\n",
    );
    text.push_str(&markdown(&differences(inputs, results)));
    text
}

/// How to read the tables.
fn paragraphs(count: usize) -> String {
    format!(
        "Each schema is compiled by both tools with their default settings; typify gets a title where a root has none,\n\
         because it names no root without. Generated code is compiled, and its root type reads instances with serde and\n\
         writes them back. The instances are those of the golden cases, at most 200 real ones of each public schema, and\n\
         for OCPP and the public schemas {count} sampled and {count} mutated ones. jsonschema and boon say which are valid. Instances\n\
         on which they disagree, whose verdict depends on whether `format` is an assertion, or that have integers of more than\n\
         64 bits are left out.\n\n\
         - **generated**, **compiled**: schemas from which the tool makes code, and of these, those whose code compiles.\n\
         - **all right**: schemas where all answers are right: valid instances are accepted and unchanged, invalid ones refused.\n\
         - **valid accepted**, **unchanged**, **invalid refused**: instances, of the schemas that compile. Unchanged: what is\n\
           written equals what was read by the equality of JSON Schema. Where a tool does not compile a schema, it is not asked.\n\
         - **types**, **members**: of all schemas from which there is code. Voltype compiles the messages of a version of OCPP\n\
           together and shares their definitions; typify has one module for each.\n\
         - **bare**: types, variants and members that are `Value` or a map of such, also in `Option`, `Vec` or `Box`. Fields\n\
           for the members that a schema doesn't name are not counted. typify keeps such members only where the schema\n\
           describes them.\n\n"
    )
}

/// The rows as a table.
fn markdown(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
        if index == 0 {
            let _ = writeln!(text, "|{}", "---|".repeat(row.len()));
        }
    }
    text
}

/// A cell in which nothing is markup.
fn escaped(cell: &str) -> String {
    let mut out = String::new();
    for c in cell.chars() {
        if matches!(c, '|' | '<' | '>' | '*' | '_' | '`' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_aligned_and_escaped() {
        let rows = [vec!["a".to_owned(), "bcd".to_owned()], vec!["ef|".to_owned(), String::new()]];
        assert_eq!(aligned(&rows), "a    bcd\nef|\n");
        assert_eq!(markdown(&rows), "| a | bcd |\n|---|---|\n| ef\\| |  |\n");
    }
}
