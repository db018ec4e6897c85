//! What a run has found, in a few bytes for each error: paths are shared, and only written on request.
//!
//! A [`Log`] collects it during the run. A report takes over the [`Findings`].

mod intern;
mod log;

use crate::chunks::Chunks;
use crate::failure::Failure;
use crate::locate::Ranks;
pub(crate) use log::Log;

/// How many errors are kept unless the caller wants another limit.
pub(crate) const DEFAULT_LIMIT: usize = 200_000;

/// The number that means no note, frame or choice.
pub(crate) const NONE: u32 = u32::MAX;

/// A failed assertion.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note<'p> {
    /// The mark of the instance; in a report, the rank of its place.
    pub(crate) mark: usize,
    /// The schema that was being applied, as a frame.
    pub(crate) frame: u32,
    /// The number of the [`Assertion`].
    pub(crate) assertion: u32,
    /// For a failure in a branch: the index of that branch among those that failed.
    pub(crate) branch: u32,
    /// For `anyOf` and `oneOf`: what failed in the branches.
    pub(crate) choice: u32,
    /// The next note of the same list.
    next: u32,
    pub(crate) failure: Failure<'p>,
}

/// The failures in the branches of one note.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Choice {
    /// The first note; in a report, where they begin in its order.
    pub(crate) first: u32,
    /// How many notes there are; known only in reports.
    pub(crate) count: u32,
    /// How many branches failed.
    pub(crate) branches: u32,
}

/// A schema that was applied, and how it was reached: by one step from another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Frame {
    pub(crate) parent: u32,
    pub(crate) step: u32,
    child: u32,
    sibling: u32,
}

/// A step from one schema into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Step<'p> {
    /// The path from the schema before.
    pub(crate) evaluation: &'p str,
    /// The absolute location of the schema.
    pub(crate) schema: &'p str,
    /// The name below `properties`, if the schema is that of a member.
    pub(crate) property: Option<&'p str>,
}

/// A keyword that failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Assertion<'p> {
    /// The path of its subschema from the frame's schema.
    pub(crate) at: &'p str,
    pub(crate) keyword: &'p str,
}

/// Notes in the order in which they were made. Each note is in one list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct List {
    pub(crate) first: u32,
    last: u32,
}

impl List {
    pub(crate) const EMPTY: List = List { first: NONE, last: NONE };

    pub(crate) fn is_empty(self) -> bool {
        self.first == NONE
    }
}

/// The failed branches of an applicator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FailedBranches {
    /// What failed in them.
    pub(crate) notes: List,
    pub(crate) count: usize,
}

impl FailedBranches {
    pub(crate) const NONE: FailedBranches = FailedBranches { notes: List::EMPTY, count: 0 };
}

/// What a report takes over from a log.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Findings<'p> {
    pub(crate) notes: Chunks<Note<'p>>,
    pub(crate) choices: Chunks<Choice>,
    pub(crate) frames: Chunks<Frame>,
    pub(crate) steps: Vec<Step<'p>>,
    pub(crate) assertions: Vec<Assertion<'p>>,
    /// How many notes are in lists: the errors, and those in their branches.
    pub(crate) kept: usize,
}

impl Findings<'_> {
    /// The numbers of the notes from this one on.
    pub(crate) fn list(&self, first: u32) -> impl Iterator<Item = u32> {
        let some = |number: u32| (number != NONE).then_some(number);
        std::iter::successors(some(first), move |number| {
            self.notes.get(*number).and_then(|note| some(note.next))
        })
    }

    /// The marks of all failures.
    pub(crate) fn marks(&self) -> impl Iterator<Item = usize> {
        self.notes.iter().map(|note| note.mark)
    }

    /// Replaces marks by the ranks of their places.
    pub(crate) fn rank(&mut self, ranks: &Ranks) {
        self.notes.iter_mut().for_each(|note| note.mark = ranks.of(note.mark));
    }
}

/// The result of a run that collects failures.
#[derive(Debug)]
pub(crate) struct Outcome<'p> {
    pub(crate) findings: Findings<'p>,
    /// The errors outside of branches, in the order in which they were found.
    pub(crate) errors: List,
    /// Whether the limit was reached, so some may be missing.
    pub(crate) truncated: bool,
}
