//! What a report holds.

use super::meant::{Meant, meant};
use super::windows::Windows;
use crate::findings::{Findings, Outcome};
use crate::locate::{Places, Spot};
use crate::pointer::ROOT;

/// A report's data. [`Error`](super::Error) and its like are views into it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contents<'p> {
    /// The location of the root schema; empty if it was never applied.
    pub(super) schema: &'p str,
    pub(super) findings: Findings<'p>,
    /// The numbers of the notes: those of the errors in document order, then those of the branches of each choice.
    pub(super) order: Vec<u32>,
    /// How many errors there are outside of branches.
    pub(super) errors: usize,
    /// What was meant by the value of each choice, by the choice's number.
    pub(super) meant: Vec<Meant>,
    pub(super) places: Places,
    pub(super) windows: Windows,
    /// The number of lines above the text.
    pub(super) above: usize,
    pub(super) truncated: bool,
}

impl<'p> Contents<'p> {
    /// What was found in the places, of a text if there is one.
    pub(super) fn new(schema: &'p str, outcome: Outcome<'p>, places: Places, bytes: &[u8]) -> Self {
        let Outcome { findings, errors, truncated } = outcome;
        let windows =
            if places.in_text { Windows::new(bytes, &places) } else { Windows::default() };
        let mut contents = Contents {
            schema,
            findings,
            order: Vec::new(),
            errors: 0,
            meant: Vec::new(),
            places,
            windows,
            above: 0,
            truncated,
        };
        contents.arrange(errors);
        contents.meant = meant(&contents);
        contents
    }

    /// The number of the pointer to the place of this rank.
    pub(super) fn pointer(&self, mark: usize) -> u32 {
        self.places.places.get(mark).map_or(ROOT, |place| place.pointer)
    }

    /// Where the place of this rank is in the text, if there is one.
    pub(super) fn spot(&self, mark: usize) -> Option<&Spot> {
        let place = self.places.places.get(mark).filter(|_| self.places.in_text);
        place.map(|place| &place.spot)
    }
}
