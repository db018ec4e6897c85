//! The errors of a report, as views.

use std::borrow::Cow;
use std::fmt;
use std::iter::FusedIterator;
use std::ops::Range;
use std::slice;

use super::windows::REACH;
use super::{Contents, Failure};
use crate::excerpt::{Caption, Colours, Excerpt, Position};
use crate::locate::{Place, Spot};
use crate::show::visible;
use crate::sink::log::Note;

/// One failed assertion, or the reason why a text is no JSON: a view into the [`Report`](crate::Report), made to be
/// copied. Its paths are made when they are asked for.
#[derive(Clone, Copy)]
pub struct Error<'r> {
    contents: &'r Contents<'r>,
    note: &'r Note<'r>,
}

/// Errors in document order: those of a report, or of a branch.
#[derive(Clone, Copy)]
pub struct Errors<'r> {
    contents: &'r Contents<'r>,
    numbers: &'r [u32],
}

/// The branches of `anyOf` or `oneOf` that failed, each with its errors.
#[derive(Clone, Copy)]
pub struct Branches<'r> {
    inside: Errors<'r>,
    count: usize,
}

/// The most bytes of a pointer that a message shows.
const SHOWN: usize = 200;

impl Contents<'_> {
    pub(super) fn errors(&self) -> Errors<'_> {
        Errors { contents: self, numbers: self.order.get(..self.errors).unwrap_or_default() }
    }

    /// The error with this number.
    pub(super) fn error(&self, number: u32) -> Option<Error<'_>> {
        self.findings.notes.get(number).map(|note| Error { contents: self, note })
    }
}

impl<'r> Error<'r> {
    fn place(&self) -> Option<&'r Place> {
        self.contents.places.places.get(self.note.mark)
    }

    fn spot(&self) -> Option<&'r Spot> {
        self.place().filter(|_| self.contents.places.in_text).map(|place| &place.spot)
    }

    /// The number of the pointer to the instance.
    pub(super) fn pointer(&self) -> u32 {
        self.place().map_or(crate::pointer::ROOT, |place| place.pointer)
    }

    pub(super) fn note(&self) -> &'r Note<'r> {
        self.note
    }

    /// Where the instance is in the document: a JSON Pointer (RFC 6901), empty for the document itself.
    #[must_use]
    pub fn instance_path(&self) -> Cow<'r, str> {
        Cow::Owned(self.contents.places.pointers.text(self.pointer()))
    }

    /// The keyword that failed; `syntax` for text that is no JSON, `false` for a schema that is just `false`, and
    /// `unrepresentable` for a valid value that the Rust type cannot hold.
    #[must_use]
    pub fn keyword(&self) -> &'r str {
        match self.note.failure {
            Failure::Syntax(_) => "syntax",
            Failure::FalseSchema => "false",
            Failure::Unrepresentable { .. } => "unrepresentable",
            _ => self.contents.assertion(self.note).1.rsplit('/').next().unwrap_or_default(),
        }
    }

    /// The path of keywords that evaluation took from the root schema, through references: a JSON Pointer.
    #[must_use]
    pub fn keyword_path(&self) -> Cow<'r, str> {
        Cow::Owned(self.with_keyword(self.contents.evaluation_path(self.note.frame)))
    }

    /// Where the keyword stands: the URI of its document, relative to the schema folder where it has no other, with a
    /// JSON Pointer as fragment.
    #[must_use]
    pub fn schema_path(&self) -> Cow<'r, str> {
        Cow::Owned(self.with_keyword(self.contents.schema_path(self.note.frame)))
    }

    /// A path to the frame's schema, continued to the keyword.
    fn with_keyword(&self, mut path: String) -> String {
        let (at, keyword) = self.contents.assertion(self.note);
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

    /// What the document has, where one phrase can say it. Long values are cut: see [`Failure`].
    #[must_use]
    pub fn got(&self) -> Option<String> {
        self.note.failure.got()
    }

    /// What the keyword asks for, where one phrase can say it.
    #[must_use]
    pub fn want(&self) -> Option<String> {
        self.note.failure.want()
    }

    /// For `anyOf` and `oneOf`: why each branch failed.
    #[must_use]
    pub fn branches(&self) -> Branches<'r> {
        let choice = self.contents.findings.choices.get(self.note.choice);
        let (range, count) = choice.map_or((0..0, 0), |choice| {
            let start = choice.first as usize;
            (start..start + choice.count as usize, choice.branches as usize)
        });
        let numbers = self.contents.order.get(range).unwrap_or_default();
        Branches { inside: Errors { contents: self.contents, numbers }, count }
    }
}

impl fmt::Display for Error<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = self.failure();
        writeln!(f, "error: {}", visible(&failure.to_string()))?;
        let place = match self.contents.places.pointers.short(self.pointer(), SHOWN).as_str() {
            "" => "the document".to_owned(),
            path => visible(path),
        };
        match self.spot() {
            Some(spot) => {
                let (bytes, start) = self.contents.windows.around(spot.span.start);
                let line = spot.line.saturating_add(self.contents.above);
                let position = Position { line, column: spot.column };
                let span = start..start.saturating_add(spot.span.len());
                let excerpt = Excerpt::new(bytes, &span, position, REACH);
                let place = format!("line {line}, column {}: {place}", spot.column);
                let caption = Caption { place: &place, label: "", colours: &Colours::NONE };
                excerpt.write(f, caption)?;
            }
            None => writeln!(f, "  at {place}")?,
        }
        match failure {
            Failure::Syntax(reason) => write!(f, "  = help: {}", reason.help()),
            Failure::Unrepresentable { .. } => write!(f, "  = note: the schema allows this value"),
            _ => write!(f, "  = schema: {}", self.schema_path()),
        }
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
    /// Whether they say the same of the same place.
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

impl<'r> Errors<'r> {
    /// How many errors there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The error at an index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Error<'r>> {
        self.numbers.get(index).and_then(|number| self.contents.error(*number))
    }

    /// The first error.
    #[must_use]
    pub fn first(&self) -> Option<Error<'r>> {
        self.iter().next()
    }

    /// The last error.
    #[must_use]
    pub fn last(&self) -> Option<Error<'r>> {
        self.iter().next_back()
    }

    /// The errors, one after the other.
    #[must_use]
    pub fn iter(&self) -> ErrorsIter<'r> {
        ErrorsIter { contents: self.contents, numbers: self.numbers.iter() }
    }

    pub(super) fn numbers(&self) -> &'r [u32] {
        self.numbers
    }
}

impl PartialEq for Errors<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Errors<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(*self).finish()
    }
}

impl<'r> IntoIterator for Errors<'r> {
    type Item = Error<'r>;
    type IntoIter = ErrorsIter<'r>;

    fn into_iter(self) -> ErrorsIter<'r> {
        self.iter()
    }
}

/// The iterator over [`Errors`].
#[derive(Clone)]
pub struct ErrorsIter<'r> {
    contents: &'r Contents<'r>,
    numbers: slice::Iter<'r, u32>,
}

impl fmt::Debug for ErrorsIter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<'r> Iterator for ErrorsIter<'r> {
    type Item = Error<'r>;

    fn next(&mut self) -> Option<Error<'r>> {
        self.numbers.next().and_then(|number| self.contents.error(*number))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.numbers.size_hint()
    }
}

impl DoubleEndedIterator for ErrorsIter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.numbers.next_back().and_then(|number| self.contents.error(*number))
    }
}

impl ExactSizeIterator for ErrorsIter<'_> {}

impl FusedIterator for ErrorsIter<'_> {}

impl<'r> Branches<'r> {
    /// How many branches failed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none: the keyword has no branches, or one holds.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The errors of the branch at an index, among those that failed. There are none if they were reported elsewhere.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Errors<'r>> {
        (index < self.count).then(|| {
            let Errors { contents, numbers } = self.inside;
            let branch = |number: &u32| {
                contents.error(*number).map_or(usize::MAX, |error| error.note.branch as usize)
            };
            let start = numbers.partition_point(|number| branch(number) < index);
            let end = numbers.partition_point(|number| branch(number) <= index);
            Errors { contents, numbers: numbers.get(start..end).unwrap_or_default() }
        })
    }

    /// The branches, one after the other.
    #[must_use]
    pub fn iter(&self) -> BranchesIter<'r> {
        BranchesIter { branches: *self, indexes: 0..self.count }
    }

    /// The errors of all branches, one branch after the other.
    pub(super) fn numbers(&self) -> &'r [u32] {
        self.inside.numbers()
    }
}

impl PartialEq for Branches<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Branches<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(*self).finish()
    }
}

impl<'r> IntoIterator for Branches<'r> {
    type Item = Errors<'r>;
    type IntoIter = BranchesIter<'r>;

    fn into_iter(self) -> BranchesIter<'r> {
        self.iter()
    }
}

/// The iterator over [`Branches`].
#[derive(Clone, Debug)]
pub struct BranchesIter<'r> {
    branches: Branches<'r>,
    indexes: Range<usize>,
}

impl<'r> Iterator for BranchesIter<'r> {
    type Item = Errors<'r>;

    fn next(&mut self) -> Option<Errors<'r>> {
        self.indexes.next().and_then(|index| self.branches.get(index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.indexes.size_hint()
    }
}

impl ExactSizeIterator for BranchesIter<'_> {}

impl FusedIterator for BranchesIter<'_> {}
