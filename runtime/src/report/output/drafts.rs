//! The units of a report before they are written.

use std::cell::Cell;
use std::collections::HashMap;

use super::paths::Paths;
use super::unit::{Unit, place, root, split};
use crate::report::contents::Contents;

/// The most bytes of text in all units together.
const MOST: usize = 128 << 20;

/// A unit that is yet to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    /// The subschema's path of keywords, as a number of [`Paths`].
    pub(super) evaluation: u32,
    /// The instance, as a pointer.
    pub(super) instance: u32,
}

/// The units of a report and the errors of each.
pub(super) struct Drafts<'r> {
    contents: &'r Contents<'r>,
    pub(super) paths: Paths,
    pub(super) units: Vec<Draft>,
    /// Pairs of a unit's index and a note's number, sorted by unit.
    errors: Vec<(u32, u32)>,
}

impl<'r> Drafts<'r> {
    /// The errors by subschema and instance, in document order; those of branches follow the applicator's.
    pub(super) fn new(contents: &'r Contents<'r>) -> Self {
        let mut drafts = Drafts {
            contents,
            paths: Paths::new(&contents.findings),
            units: Vec::new(),
            errors: Vec::with_capacity(contents.order.len()),
        };
        let mut known = HashMap::new();
        let mut open: Vec<u32> = contents.errors().numbers().iter().rev().copied().collect();
        while let Some(number) = open.pop() {
            let Some(error) = contents.error(number) else { continue };
            let (at, _) = split(contents, &error);
            let evaluation = drafts.paths.within(error.note.frame, at);
            let draft = Draft { evaluation, instance: error.pointer() };
            let units = &mut drafts.units;
            let index = *known.entry((draft.evaluation, draft.instance)).or_insert_with(|| {
                units.push(draft);
                units.len() - 1
            });
            drafts.errors.push((u32::try_from(index).unwrap_or(u32::MAX), number));
            open.extend(error.branches().numbers().iter().rev());
        }
        drafts.errors.sort_by_key(|(unit, _)| *unit);
        drafts
    }

    /// Writes a unit.
    fn unit(&self, index: usize) -> Unit {
        let start = self.errors.partition_point(|(unit, _)| (*unit as usize) < index);
        let same = |(unit, _): &&(u32, u32)| *unit as usize == index;
        let errors = self.errors.iter().skip(start).take_while(same);
        let mut errors = errors.filter_map(|(_, number)| self.contents.error(*number)).peekable();
        let mut unit = match errors.peek() {
            Some(error) => place(self.contents, error),
            None => root(self.contents),
        };
        for error in errors {
            let said = unit.errors.entry(error.keyword().to_owned()).or_default();
            said.push_str(if said.is_empty() { "" } else { "; " });
            said.push_str(&error.failure().to_string());
        }
        unit
    }

    /// The units, within the limit on text; `truncated` becomes true if there are more.
    pub(super) fn write<'d>(
        &'d self,
        truncated: &'d Cell<bool>,
    ) -> impl Iterator<Item = Unit> + use<'d, 'r> {
        let mut room = MOST;
        (0..self.units.len()).map_while(move |index| {
            let unit = self.unit(index);
            let left = room.checked_sub(unit.size());
            truncated.set(truncated.get() || left.is_none());
            room = left?;
            Some(unit)
        })
    }
}
