//! What a report holds.

use super::windows::Windows;
use crate::findings::{Findings, Outcome};
use crate::locate::Places;

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
            places,
            windows,
            above: 0,
            truncated,
        };
        contents.arrange(errors);
        contents
    }
}
