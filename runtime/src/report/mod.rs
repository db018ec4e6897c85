//! What is wrong with a document: every failure, in document order.

mod arrange;
mod contents;
mod error;
mod errors;
mod expected;
mod meant;
mod output;
mod paths;
mod show;
mod single;
mod windows;

use std::fmt;

use serde_json::Value;

pub use error::Error;
pub use errors::{Branches, BranchesIter, Errors, ErrorsIter};
pub use output::{Output, Unit};

use crate::findings::{DEFAULT_LIMIT, Outcome};
use crate::locate::{self, Located};
use crate::{Input, Text};
use contents::Contents;

/// A [`ReportOf`] a compiled schema, whose data is part of the program.
pub type Report = ReportOf<'static>;

/// Everything that is wrong with a document, in document order; `'p` is the lifetime of the schema's data.
///
/// `Display` writes each error with its source line and a caret; of a failed `anyOf` or `oneOf`, the errors of the branch
/// that was [meant](Branches::meant), and the other branches in one line. [`Serialize`](serde::Serialize) writes the
/// JSON Schema output format `list`, [`Report::output`] any of the three.
///
/// A report takes memory in proportion to the text and to the number of errors, whatever the schema is: paths are made on
/// request. It keeps a limited number of errors; [`is_truncated`](Report::is_truncated) says whether there may be more.
#[derive(Clone, PartialEq)]
pub struct ReportOf<'p>(Box<Contents<'p>>);

impl<'p> ReportOf<'p> {
    /// How many errors a report keeps unless the caller wants another limit
    /// ([`document::check_up_to`](crate::document::check_up_to)); those in branches count.
    pub const DEFAULT_LIMIT: usize = DEFAULT_LIMIT;

    /// The errors, in document order; errors of one instance in the order of the schema. There is at least one.
    #[must_use]
    pub fn errors(&self) -> Errors<'_> {
        self.0.errors()
    }

    /// Whether the report has reached its limit of errors, and there may be more. `Display` says so in its last line, and
    /// the output formats `list` and `hierarchical` with `"truncated": true`.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.0.truncated
    }

    /// What a schema found in a text.
    pub(crate) fn in_text(
        schema: &'p str,
        text: &Text<'_>,
        bytes: &[u8],
        mut outcome: Outcome<'p>,
    ) -> Self {
        let Located { places, ranks } = locate::in_text(text, bytes, outcome.findings.marks());
        outcome.findings.rank(&ranks);
        ReportOf(Box::new(Contents::new(schema, outcome, places, bytes)))
    }

    /// What a schema found in an input that is not text.
    pub(crate) fn in_input<'a, I: Input<'a>>(
        schema: &'p str,
        input: &I,
        mut outcome: Outcome<'p>,
    ) -> Self {
        let Located { places, ranks } = locate::in_input(input, outcome.findings.marks());
        outcome.findings.rank(&ranks);
        ReportOf(Box::new(Contents::new(schema, outcome, places, b"")))
    }

    /// The report on a text that begins at this line, from 1, of a bigger one, such as a file of records: the lines of
    /// its errors are then those of the bigger text. Spans and columns stay those of the text itself.
    #[must_use]
    pub fn starting_at(mut self, line: usize) -> Self {
        self.0.above = self.0.above.saturating_add(line.saturating_sub(1));
        self
    }

    /// The report in one of the output formats of JSON Schema (2020-12 core section 12, and its successor's names).
    ///
    /// Locations are written in full, so errors below very long names take much memory. After 128 MiB of text, units are
    /// left out, and `"truncated": true` says so.
    #[must_use]
    pub fn output(&self, format: Output) -> Value {
        output::render(&self.0, format)
    }

    /// The outermost members of the output formats, typed; as many as [`output`](Report::output) has.
    #[must_use]
    pub fn units(&self) -> Vec<Unit> {
        output::units(&self.0)
    }
}

impl fmt::Display for ReportOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors().iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "\n\n" })?;
            error.fmt(f)?;
        }
        if self.is_truncated() {
            write!(f, "\n\n… stopped after {} errors", self.0.findings.kept)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ReportOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.errors()).finish()
    }
}

impl std::error::Error for ReportOf<'_> {}

impl serde::Serialize for ReportOf<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        output::serialize(&self.0, serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_can_start_at_a_line_of_a_bigger_text() {
        let report = Report::of_syntax(b"[\n}");
        assert_eq!(report.errors().first().unwrap().line(), Some(2));
        let moved = report.clone().starting_at(9);
        let first = moved.errors().first().unwrap();
        assert_eq!((first.line(), first.column()), (Some(10), Some(1)));
        assert!(moved.to_string().contains("\n  --> line 10, column 1: the document\n"), "{moved}");
        assert!(moved.to_string().contains("\n10 | }\n"), "{moved}");
        assert_eq!(report.clone().starting_at(1), report);
    }
}
