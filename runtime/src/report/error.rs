//! One error of a report, as a view.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::contents::Contents;
use super::show::SHOWN;
use crate::Failure;
use crate::findings::{Assertion, Note};
use crate::locate::Spot;

/// One failed assertion, or the reason why a text is not JSON: a view into the [`Report`](crate::Report) that is
/// cheap to copy. Its paths are made on request.
#[derive(Clone, Copy)]
pub struct Error<'r> {
    pub(super) contents: &'r Contents<'r>,
    pub(super) note: &'r Note<'r>,
}

impl<'r> Error<'r> {
    fn spot(&self) -> Option<&'r Spot> {
        self.contents.spot(self.note.mark)
    }

    /// The number of the pointer to the instance.
    pub(super) fn pointer(&self) -> u32 {
        self.contents.pointer(self.note.mark)
    }

    /// Where the instance is in the document: a JSON Pointer (RFC 6901), empty for the document itself.
    #[must_use]
    pub fn instance_path(&self) -> Cow<'r, str> {
        Cow::Owned(self.contents.places.pointers.text(self.pointer()))
    }

    /// The keyword that failed; `syntax` for text that is not JSON, `false` for a schema that is just `false`, and
    /// `unrepresentable` for a valid value that the Rust type cannot hold.
    #[must_use]
    pub fn keyword(&self) -> &'r str {
        match self.note.failure {
            Failure::Syntax(_) => "syntax",
            Failure::FalseSchema => "false",
            Failure::Unrepresentable { .. } => "unrepresentable",
            _ => self.contents.assertion(self.note).keyword.rsplit('/').next().unwrap_or_default(),
        }
    }

    /// The path of keywords that evaluation took from the root schema, through references: a JSON Pointer.
    #[must_use]
    pub fn keyword_path(&self) -> Cow<'r, str> {
        Cow::Owned(self.with_keyword(self.contents.evaluation_path(self.note.frame)))
    }

    /// The location of the keyword: the URI of its document, relative to the schema folder where it has no other, with a
    /// JSON Pointer as fragment.
    #[must_use]
    pub fn schema_path(&self) -> Cow<'r, str> {
        Cow::Owned(self.with_keyword(self.contents.schema_path(self.note.frame)))
    }

    /// A path to the frame's schema, continued to the keyword.
    fn with_keyword(&self, mut path: String) -> String {
        let Assertion { at, keyword } = self.contents.assertion(self.note);
        path.push_str(at);
        // The schema `false` has no keyword.
        if !keyword.is_empty() {
            path.push('/');
            path.push_str(keyword);
        }
        path
    }

    /// The bytes of the instance in the text; `None` if the document was not text.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.spot().map(|spot| spot.span.clone())
    }

    /// The line of the instance's first byte, counted from 1; `None` if the document was not text.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.spot().map(|spot| spot.line.saturating_add(self.contents.above))
    }

    /// The column of the instance's first character in its line, in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.spot().map(|spot| spot.column)
    }

    /// What failed, as data.
    #[must_use]
    pub fn failure(&self) -> &'r Failure<'r> {
        &self.note.failure
    }

    /// What the document has, if one phrase can say it. Long values are shortened: see [`Failure`].
    #[must_use]
    pub fn got(&self) -> Option<String> {
        self.note.failure.got()
    }

    /// What the keyword requires, if one phrase can say it.
    #[must_use]
    pub fn want(&self) -> Option<String> {
        self.note.failure.want()
    }
}

impl fmt::Debug for Error<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let instance_path = self.contents.places.pointers.short(self.pointer(), SHOWN);
        let (schema_path, failure) = (self.schema_path(), self.failure().to_string());
        write!(f, "Error({instance_path:?}, {schema_path:?}, {failure:?})")
    }
}

impl PartialEq for Error<'_> {
    /// Whether they say the same about the same place.
    fn eq(&self, other: &Self) -> bool {
        self.failure() == other.failure()
            && self.spot() == other.spot()
            && self.line() == other.line()
            && self.instance_path() == other.instance_path()
            && self.keyword_path() == other.keyword_path()
            && self.schema_path() == other.schema_path()
            && self.branches() == other.branches()
    }
}

impl std::error::Error for Error<'_> {}

#[cfg(test)]
mod tests {
    use crate::{Report, Unfit};

    #[test]
    fn line_breaks_in_names_do_not_break_lines() {
        let json = br#"{"a\nerror: b\tc": 1}"#;
        let report = Report::of_unfit(json, Unfit { at: 19, want: "an i\n8" });
        let path = "/a\nerror: b\tc";
        assert_eq!(report.errors().first().unwrap().instance_path(), path);
        let shown = report.to_string();
        let first = "error: 1 does not fit into an i\u{fffd}8\n";
        assert!(shown.starts_with(first), "{shown}");
        let place = "\n --> line 1, column 20: /a\u{fffd}error: b\u{fffd}c\n";
        assert!(shown.contains(place), "{shown}");
    }
}
