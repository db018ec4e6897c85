//! Errors in document order.

use super::contents::Contents;
use crate::findings::{Choice, List};

impl Contents<'_> {
    /// Puts the notes of the list into document order. The notes of each choice follow, branch by branch.
    pub(super) fn arrange(&mut self, list: List) {
        let mut order = Vec::with_capacity(self.findings.kept);
        self.append(&mut order, list.first);
        self.errors = order.len();
        let mut done = 0;
        while let Some(note) = order.get(done).and_then(|number| self.findings.notes.get(*number)) {
            done += 1;
            let number = note.choice;
            let Some(choice) = self.findings.choices.get(number) else { continue };
            let (start, branches) = (order.len(), choice.branches);
            self.append(&mut order, choice.first);
            let narrow = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
            let (first, count) = (narrow(start), narrow(order.len() - start));
            if let Some(choice) = self.findings.choices.get_mut(number) {
                *choice = Choice { first, count, branches };
            }
        }
        self.order = order;
    }

    /// Appends a list, sorted.
    fn append(&self, order: &mut Vec<u32>, first: u32) {
        let start = order.len();
        order.extend(self.findings.list(first));
        let key =
            |number: &u32| self.findings.notes.get(*number).map(|note| (note.branch, note.mark));
        if let Some(list) = order.get_mut(start..) {
            list.sort_by_key(key);
        }
    }
}
