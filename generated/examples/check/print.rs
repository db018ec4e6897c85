//! How a failed line is printed: as a row of JSON, or for people.

use std::borrow::Cow;
use std::io::{self, Write};

use super::judge::Fault;
use super::lines::LONGEST;

/// Writes `{"line": N, "errors": [[POINTER, KEYWORD], …]}` and a line end, all of it ASCII; `file` comes first if
/// given.
pub(crate) fn row(
    out: &mut impl Write,
    file: Option<&str>,
    line: u64,
    fault: &Fault,
) -> io::Result<()> {
    out.write_all(b"{")?;
    if let Some(file) = file {
        out.write_all(b"\"file\": ")?;
        string(out, file)?;
        out.write_all(b", ")?;
    }
    write!(out, "\"line\": {line}, \"errors\": [")?;
    for (index, (pointer, keyword)) in errors(fault).into_iter().enumerate() {
        out.write_all(if index == 0 { b"[" } else { b", [" })?;
        string(out, &pointer)?;
        out.write_all(b", ")?;
        string(out, keyword)?;
        out.write_all(b"]")?;
    }
    out.write_all(b"]}\n")
}

/// The instance pointers and keywords, sorted and without repeats.
fn errors(fault: &Fault) -> Vec<(Cow<'_, str>, &str)> {
    let mut errors: Vec<(Cow<'_, str>, &str)> = match fault {
        Fault::TooLong => vec![("".into(), "syntax")],
        Fault::Invalid(report) | Fault::Unfit(report) => report
            .errors()
            .iter()
            .map(|error| (error.instance_path(), error.keyword()))
            .collect(),
        Fault::Changed(differences) => differences
            .iter()
            .map(|found| (found.pointer.as_str().into(), "round-trip"))
            .collect(),
    };
    // UTF-8 sorts as its code points do.
    errors.sort_unstable();
    errors.dedup();
    errors
}

/// Writes a JSON string in ASCII, with the short escapes that JSON has.
fn string(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(b"\"")?;
    for part in text.split_inclusive(|c| !is_plain(c)) {
        let (plain, special) = match part.char_indices().next_back() {
            Some((at, c)) if !is_plain(c) => (&part[..at], Some(c)),
            _ => (part, None),
        };
        out.write_all(plain.as_bytes())?;
        match special {
            None => {}
            Some('"') => out.write_all(b"\\\"")?,
            Some('\\') => out.write_all(b"\\\\")?,
            Some('\n') => out.write_all(b"\\n")?,
            Some('\r') => out.write_all(b"\\r")?,
            Some('\t') => out.write_all(b"\\t")?,
            Some('\u{8}') => out.write_all(b"\\b")?,
            Some('\u{c}') => out.write_all(b"\\f")?,
            Some(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
        }
    }
    out.write_all(b"\"")
}

/// Whether the row has the character unescaped: Python's `json.dumps`, whose rows these are, escapes DEL too.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~') && !matches!(c, '"' | '\\')
}

/// Writes what people want to know: where the line is, and each error with its text and carets.
pub(crate) fn human(out: &mut impl Write, file: &str, line: u64, fault: Fault) -> io::Result<()> {
    write!(out, "{file}:{line}: ")?;
    match fault {
        Fault::TooLong => {
            writeln!(
                out,
                "1 error\nerror: the line is longer than {} MiB",
                LONGEST >> 20
            )?;
        }
        Fault::Invalid(report) | Fault::Unfit(report) => {
            let count = report.errors().len();
            let report = report.starting_at(usize::try_from(line).unwrap_or(usize::MAX));
            writeln!(
                out,
                "{count} error{}\n{report}",
                if count == 1 { "" } else { "s" }
            )?;
        }
        Fault::Changed(differences) => {
            writeln!(out, "the round trip changed it")?;
            for found in differences {
                let place = if found.pointer.is_empty() {
                    "the document"
                } else {
                    &found.pointer
                };
                writeln!(out, "error: {}\n  at {place}", found.change)?;
            }
        }
    }
    writeln!(out)
}
