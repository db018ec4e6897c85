//! What is wrong with a document: every failure, in document order.

mod excerpt;
mod failure;
mod output;

use std::fmt;
use std::ops::Range;

use serde_json::Value;

pub use failure::{Failure, Types};
pub(crate) use failure::{spell, type_name};
pub use output::{Output, Unit};

use crate::document::Unfit;
use crate::locate::{self, Place, Places, Spot};
use crate::show::visible;
use crate::{Input, Reason, Stop, Syntax, Text};
use excerpt::Excerpt;

/// A failure as a sink notes it: its instance is a mark yet.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) mark: usize,
    pub(crate) keyword_path: String,
    pub(crate) schema_path: String,
    pub(crate) failure: Failure,
    pub(crate) branches: Vec<Vec<Found>>,
}

/// Everything that is wrong with a document, in document order.
///
/// `Display` writes each error with its source line and a caret; [`Serialize`](serde::Serialize) writes the
/// JSON Schema output format `list`, [`Report::output`] any of the three.
#[derive(Clone, PartialEq)]
pub struct Report {
    /// Where the root schema is; nothing if it was never applied.
    schema: &'static str,
    errors: Vec<Error>,
}

/// One failed assertion, or the reason why a text is no JSON.
#[derive(Clone, PartialEq)]
pub struct Error {
    instance_path: String,
    keyword_path: String,
    schema_path: String,
    span: Option<Range<usize>>,
    excerpt: Option<Excerpt>,
    failure: Failure,
    branches: Vec<Vec<Error>>,
}

impl Report {
    /// The errors, in document order; errors of one instance in the order of the schema. There is at least one.
    #[must_use]
    pub fn errors(&self) -> &[Error] {
        &self.errors
    }

    /// The one error of a text that is no JSON, or that no type can hold.
    pub(crate) fn of_text(bytes: &[u8], at: usize, failure: Failure) -> Self {
        let end = bytes.get(at).map_or(at, |_| at + 1);
        Report {
            schema: "",
            errors: vec![Error {
                instance_path: String::new(),
                keyword_path: String::new(),
                schema_path: String::new(),
                excerpt: Some(Excerpt::new(bytes, &Spot::new(bytes, at..end))),
                span: Some(at..end),
                failure,
                branches: Vec::new(),
            }],
        }
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
            Ok::<_, Stop>(String::from_utf8_lossy(&bytes[at..value.position()]).into_owned())
        };
        let text = Text::new(bytes).ok();
        let got = text.and_then(|text| spelled(text).ok()).unwrap_or_default();
        let mut report = Self::of_text(bytes, at, Failure::Unrepresentable { got, want });
        if let (Some(text), Some(error)) = (text, report.errors.first_mut()) {
            error.instance_path =
                locate::in_text(&text, bytes, [at]).remove(&at).unwrap_or_default().pointer;
        }
        report
    }

    /// The one error of a parsed value that is nested too deep.
    pub(crate) fn of_depth() -> Self {
        let mut report = Self::of_text(b"", 0, Failure::Syntax(Reason::TooDeep));
        for error in &mut report.errors {
            error.span = None;
            error.excerpt = None;
        }
        report
    }

    /// What a schema found in a text.
    pub(crate) fn in_text(
        schema: &'static str,
        text: &Text<'_>,
        bytes: &[u8],
        found: Vec<Found>,
    ) -> Self {
        let places = locate::in_text(text, bytes, marks(&found));
        Report { schema, errors: locate_all(found, &places, Some(bytes)) }
    }

    /// What a schema found in a parsed value.
    pub(crate) fn in_tree(schema: &'static str, value: &Value, found: Vec<Found>) -> Self {
        let places = locate::in_tree(value, marks(&found));
        Report { schema, errors: locate_all(found, &places, None) }
    }

    /// The report on a text that begins at this line, from 1, of a bigger one, such as a file of records: the lines of
    /// its errors are then those of the bigger text. Spans and columns stay those of the text itself.
    #[must_use]
    pub fn starting_at(mut self, line: usize) -> Self {
        let above = line.saturating_sub(1);
        self.errors.iter_mut().for_each(|error| error.move_down(above));
        self
    }

    /// The report in one of the output formats of JSON Schema (2020-12 core section 12, and its successor's names).
    #[must_use]
    pub fn output(&self, format: Output) -> Value {
        output::render(self, format)
    }

    /// The outermost members of the output formats, typed.
    #[must_use]
    pub fn units(&self) -> Vec<Unit> {
        output::units(self)
    }
}

/// The marks of these failures and of those in their branches.
fn marks(found: &[Found]) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut open: Vec<&Found> = found.iter().collect();
    while let Some(next) = open.pop() {
        marks.push(next.mark);
        open.extend(next.branches.iter().flatten());
    }
    marks
}

fn locate_all(mut found: Vec<Found>, places: &Places, bytes: Option<&[u8]>) -> Vec<Error> {
    found.sort_by_key(|found| places.get(&found.mark).map_or(0, |place| place.rank));
    found
        .into_iter()
        .map(|found| {
            let place = places.get(&found.mark).cloned().unwrap_or_default();
            let Place { pointer, spot, rank: _ } = place;
            Error {
                instance_path: pointer,
                keyword_path: found.keyword_path,
                schema_path: found.schema_path,
                excerpt: spot.as_ref().zip(bytes).map(|(spot, bytes)| Excerpt::new(bytes, spot)),
                span: spot.map(|spot| spot.span),
                failure: found.failure,
                branches: found
                    .branches
                    .into_iter()
                    .map(|branch| locate_all(branch, places, bytes))
                    .collect(),
            }
        })
        .collect()
}

impl Error {
    fn move_down(&mut self, lines: usize) {
        if let Some(excerpt) = &mut self.excerpt {
            excerpt.line = excerpt.line.saturating_add(lines);
        }
        self.branches.iter_mut().flatten().for_each(|error| error.move_down(lines));
    }

    /// Where the instance is in the document: a JSON Pointer (RFC 6901), empty for the document itself.
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.instance_path
    }

    /// The keyword that failed; `syntax` for text that is no JSON, `false` for a schema that is just `false`, and
    /// `unrepresentable` for a valid value that the Rust type cannot hold.
    #[must_use]
    pub fn keyword(&self) -> &str {
        match self.failure {
            Failure::Syntax(_) => "syntax",
            Failure::FalseSchema => "false",
            Failure::Unrepresentable { .. } => "unrepresentable",
            _ => self.schema_path.rsplit('/').next().unwrap_or_default(),
        }
    }

    /// The path of keywords that evaluation took from the root schema, through references: a JSON Pointer.
    #[must_use]
    pub fn keyword_path(&self) -> &str {
        &self.keyword_path
    }

    /// Where the keyword stands: the URI of its document, relative to the schema folder where it has no other, with a
    /// JSON Pointer as fragment.
    #[must_use]
    pub fn schema_path(&self) -> &str {
        &self.schema_path
    }

    /// The bytes of the instance in the text; `None` if the document was not text.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.clone()
    }

    /// The line of the instance's first byte, counted from 1; `None` if the document was not text.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.excerpt.as_ref().map(|excerpt| excerpt.line)
    }

    /// The column of the instance's first character in its line, in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.excerpt.as_ref().map(|excerpt| excerpt.column)
    }

    /// What failed, as data.
    #[must_use]
    pub fn failure(&self) -> &Failure {
        &self.failure
    }

    /// What the document has, where one phrase can say it.
    #[must_use]
    pub fn got(&self) -> Option<String> {
        self.failure.got()
    }

    /// What the keyword asks for, where one phrase can say it.
    #[must_use]
    pub fn want(&self) -> Option<String> {
        self.failure.want()
    }

    /// For `anyOf` and `oneOf`: why each branch failed.
    #[must_use]
    pub fn branches(&self) -> &[Vec<Error>] {
        &self.branches
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", visible(&self.failure.to_string()))?;
        let place = match self.instance_path.as_str() {
            "" => "the document".to_owned(),
            path => visible(path),
        };
        match &self.excerpt {
            Some(excerpt) => excerpt.write(f, &place)?,
            None => writeln!(f, "  at {place}")?,
        }
        match &self.failure {
            Failure::Syntax(reason) => write!(f, "  = help: {}", reason.help()),
            Failure::Unrepresentable { .. } => write!(f, "  = note: the schema allows this value"),
            _ => write!(f, "  = schema: {}", self.schema_path),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "\n\n" })?;
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Error { instance_path, schema_path, failure, .. } = self;
        write!(f, "Error({instance_path:?}, {schema_path:?}, {:?})", failure.to_string())
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.errors).finish()
    }
}

impl std::error::Error for Report {}

impl std::error::Error for Error {}

impl serde::Serialize for Report {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.output(Output::List).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_can_start_at_a_line_of_a_bigger_text() {
        let report = Report::of_syntax(b"[\n}");
        assert_eq!(report.errors()[0].line(), Some(2));
        let moved = report.clone().starting_at(9);
        assert_eq!((moved.errors()[0].line(), moved.errors()[0].column()), (Some(10), Some(1)));
        assert!(moved.to_string().contains("\n  --> line 10, column 1: the document\n"), "{moved}");
        assert!(moved.to_string().contains("\n10 | }\n"), "{moved}");
        assert_eq!(report.clone().starting_at(1), report);
    }

    #[test]
    fn the_errors_of_branches_move_with_it() {
        let bytes = b"null";
        let mut report = Report::of_text(bytes, 0, Failure::AnyOf);
        report.errors[0].branches = vec![Report::of_text(bytes, 0, Failure::Not).errors];
        let moved = report.starting_at(3);
        assert_eq!(moved.errors()[0].branches()[0][0].line(), Some(3));
    }
}
