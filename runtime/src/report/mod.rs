//! What is wrong with a document: every failure, in document order.

mod arrange;
mod error;
mod failure;
mod nest;
mod output;
mod spell;
mod trail;
mod windows;

use std::fmt;

use serde_json::Value;

pub use error::{Branches, BranchesIter, Error, Errors, ErrorsIter};
pub(crate) use failure::type_name;
pub use failure::{Failure, Types, Values};
pub use output::{Output, Unit};
pub(crate) use spell::{kept, kept_string, spell};
use windows::Windows;

use crate::document::Unfit;
use crate::locate::{self, Places, Spot};
use crate::sink::log::{Findings, List};
use crate::{Input, Reason, Seek, Stop, Syntax, Text};

/// A [`ReportOf`] a schema that has been compiled: its data is in the program.
pub type Report = ReportOf<'static>;

/// Everything that is wrong with a document, in document order; `'p` is the lifetime of the schema's data.
///
/// `Display` writes each error with its source line and a caret; [`Serialize`](serde::Serialize) writes the
/// JSON Schema output format `list`, [`Report::output`] any of the three.
///
/// A report takes memory in proportion to the text and to the number of errors, whatever the schema: paths are made when
/// they are asked for. It keeps a limited number of errors, and says so if there may be more
/// ([`is_truncated`](Report::is_truncated)).
#[derive(Clone, PartialEq)]
pub struct ReportOf<'p>(Box<Contents<'p>>);

#[derive(Clone, Debug, PartialEq)]
struct Contents<'p> {
    /// Where the root schema is; nothing if it was never applied.
    schema: &'p str,
    findings: Findings<'p>,
    /// The numbers of the notes: those of the errors, in document order, then those of each choice's branches.
    order: Vec<u32>,
    /// How many errors there are outside of branches.
    errors: usize,
    places: Places,
    windows: Windows,
    /// How many lines there are above the text.
    above: usize,
    truncated: bool,
}

impl<'p> ReportOf<'p> {
    /// How many errors a report keeps unless the caller wants another limit
    /// ([`document::check_up_to`](crate::document::check_up_to)); those in branches count.
    pub const DEFAULT_LIMIT: usize = 200_000;

    /// The errors, in document order; errors of one instance in the order of the schema. There is at least one.
    #[must_use]
    pub fn errors(&self) -> Errors<'_> {
        self.0.errors()
    }

    /// Whether the report has reached its limit of errors, so that there may be more. `Display` says so in its last line,
    /// and the output formats `list` and `hierarchical` with `"truncated": true`.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.0.truncated
    }

    /// A report with what was found in the places, of a text if there is one.
    fn new(
        schema: &'p str,
        (findings, list, truncated): (Findings<'p>, List, bool),
        places: Places,
        bytes: &[u8],
    ) -> Self {
        let windows =
            if places.in_text { Windows::new(bytes, &places) } else { Windows::default() };
        let mut contents = Contents {
            schema,
            findings,
            order: Vec::new(),
            errors: 0,
            places,
            windows,
            above: 0,
            truncated,
        };
        contents.arrange(list);
        ReportOf(Box::new(contents))
    }

    /// The one error of a text that is no JSON, or that no type can hold: at this place.
    fn of_places(bytes: &[u8], places: Places, failure: Failure<'p>) -> Self {
        let (findings, list) = Findings::one(0, failure);
        Self::new("", (findings, list, false), places, bytes)
    }

    /// The one error of a text that is no JSON, or that no type can hold.
    pub(crate) fn of_text(bytes: &[u8], at: usize, failure: Failure<'p>) -> Self {
        Self::of_places(bytes, Places::one(spot(bytes, at)), failure)
    }

    /// The one error of a text that is no JSON.
    pub(crate) fn of_syntax(bytes: &[u8]) -> Self {
        let Syntax { at, reason } =
            Text::defect(bytes).unwrap_or(Syntax { at: 0, reason: Reason::ExpectedValue });
        Self::of_text(bytes, at, Failure::Syntax(reason))
    }

    /// The one error of a valid text with a value that the Rust type cannot hold.
    pub(crate) fn of_unfit(bytes: &[u8], Unfit { at, want }: Unfit) -> Self {
        let spelled = |text: Text<'_>| {
            let mut value = text.at(at);
            value.kind()?;
            value.skip()?;
            let spelled = bytes.get(at..value.position()).unwrap_or_default();
            Ok::<_, Stop>(kept(&String::from_utf8_lossy(spelled)))
        };
        let text = Text::new(bytes).ok();
        let got = text.and_then(|text| spelled(text).ok()).unwrap_or_default();
        let failure = Failure::Unrepresentable { got, want };
        let Some(text) = text else { return Self::of_text(bytes, at, failure) };
        let (mut places, _) = locate::in_text(&text, bytes, [at]);
        match places.places.first_mut() {
            Some(place) => place.spot = spot(bytes, at),
            None => places = Places::one(spot(bytes, at)),
        }
        Self::of_places(bytes, places, failure)
    }

    /// The one error of a valid value with a value in it that the Rust type cannot hold.
    pub(crate) fn of_unfit_input<'a, I: Seek<'a>>(input: &I, Unfit { at, want }: Unfit) -> Self {
        let got = input.seek(at).and_then(|mut value| spell(&mut value));
        let failure = Failure::Unrepresentable { got: got.unwrap_or_default(), want };
        let (mut places, _) = locate::in_input(input, [at]);
        if places.places.is_empty() {
            places = Places { in_text: false, ..Places::one(Spot::default()) };
        }
        Self::of_places(b"", places, failure)
    }

    /// The one error of an input that is not text, and no JSON either.
    pub(crate) fn of_reason(reason: Reason) -> Self {
        let places = Places { in_text: false, ..Places::one(Spot::default()) };
        Self::of_places(b"", places, Failure::Syntax(reason))
    }

    /// What a schema found in a text.
    pub(crate) fn in_text(
        schema: &'p str,
        text: &Text<'_>,
        bytes: &[u8],
        (mut findings, list, truncated): (Findings<'p>, List, bool),
    ) -> Self {
        let (places, ranks) = locate::in_text(text, bytes, findings.marks());
        findings.rank(&ranks);
        Self::new(schema, (findings, list, truncated), places, bytes)
    }

    /// What a schema found in an input that is not text.
    pub(crate) fn in_input<'a, I: Input<'a>>(
        schema: &'p str,
        input: &I,
        (mut findings, list, truncated): (Findings<'p>, List, bool),
    ) -> Self {
        let (places, ranks) = locate::in_input(input, findings.marks());
        findings.rank(&ranks);
        Self::new(schema, (findings, list, truncated), places, b"")
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
    /// Locations are written in full, so that errors behind very long names take much room. After 128 MiB of text, units
    /// are left out, and `"truncated": true` says so.
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

/// The spot of one byte, or of the text's end.
fn spot(bytes: &[u8], at: usize) -> Spot {
    Spot::new(bytes, at..bytes.get(at).map_or(at, |_| at + 1))
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
