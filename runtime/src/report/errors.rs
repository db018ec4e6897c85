//! The errors of a report or of a branch, and the branches of an error, as views.

use std::fmt;
use std::iter::FusedIterator;
use std::ops::Range;
use std::slice;

use super::contents::Contents;
use super::error::Error;
use super::meant::Meant;
use crate::findings::Note;

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
    meant: Meant,
    count: usize,
}

impl Contents<'_> {
    pub(super) fn errors(&self) -> Errors<'_> {
        Errors { contents: self, numbers: self.order.get(..self.errors).unwrap_or_default() }
    }

    /// The branches of the choice that this note is about; none if it is about something else.
    pub(super) fn branches(&self, note: &Note<'_>) -> Branches<'_> {
        let choice = self.findings.choices.get(note.choice);
        let (range, count) = choice.map_or((0..0, 0), |choice| {
            let start = choice.first as usize;
            (start..start + choice.count as usize, choice.branches as usize)
        });
        let numbers = self.order.get(range).unwrap_or_default();
        Branches { inside: Errors { contents: self, numbers }, meant: self.meant(note), count }
    }

    /// What was meant by the value of the choice that this note is about.
    pub(super) fn meant(&self, note: &Note<'_>) -> Meant {
        self.meant.get(note.choice as usize).copied().unwrap_or(Meant::Unknown)
    }

    /// The error with this number.
    pub(super) fn error(&self, number: u32) -> Option<Error<'_>> {
        self.findings.notes.get(number).map(|note| Error { contents: self, note })
    }
}

impl<'r> Error<'r> {
    /// For `anyOf` and `oneOf`: why each branch failed.
    #[must_use]
    pub fn branches(&self) -> Branches<'r> {
        self.contents.branches(self.note)
    }
}

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

    /// The index of the branch that was probably meant, among those that failed: the one whose discriminator and kind are
    /// those of the value, else the one that got furthest. `None` if no branch stands out. `Display` of the error shows the
    /// failures of this branch.
    #[must_use]
    pub fn meant(&self) -> Option<usize> {
        match self.meant {
            Meant::Branch(index) => Some(index as usize),
            Meant::Unknown | Meant::OtherValue(_) | Meant::Shared(_) => None,
        }
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
