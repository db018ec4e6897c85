//! Labels that are read from right to left: RFC 5893.

use unicode_bidi::BidiClass::{self, AL, AN, BN, CS, EN, ES, ET, L, NSM, ON, R};
use unicode_bidi::bidi_class;

/// The labels of a name, as far as their direction is concerned.
///
/// Every label of a name has to follow the rule of §2 as soon as one of them has a character that is read from right
/// to left (§1.4).
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Direction {
    right_to_left: bool,
    broken: bool,
}

impl Direction {
    /// Adds the next label.
    pub(in super::super) fn add(&mut self, label: impl Iterator<Item = char> + Clone) {
        let mut classes = label.map(bidi_class);
        self.right_to_left |= classes.clone().any(|class| matches!(class, R | AL | AN));
        self.broken |= !follows_rule(&mut classes);
    }

    /// Whether the labels so far are allowed together.
    pub(in super::super) fn is_allowed(self) -> bool {
        !(self.right_to_left && self.broken)
    }
}

/// The six conditions of §2.
fn follows_rule(classes: &mut (impl Iterator<Item = BidiClass> + Clone)) -> bool {
    let mut rest = classes.clone();
    let last = classes.clone().filter(|class| *class != NSM).last();
    match rest.next() {
        Some(R | AL) => {
            let neutral =
                rest.all(|class| matches!(class, R | AL | AN | EN | ES | CS | ET | ON | BN | NSM));
            let mixed =
                classes.clone().any(|class| class == EN) && classes.any(|class| class == AN);
            neutral && !mixed && matches!(last, Some(R | AL | EN | AN))
        }
        Some(L) => {
            let neutral = rest.all(|class| matches!(class, L | EN | ES | CS | ET | ON | BN | NSM));
            neutral && matches!(last, Some(L | EN))
        }
        _ => false,
    }
}
