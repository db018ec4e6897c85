//! Classes of code points that a pattern treats alike.

use crate::set::{MAX, Set};

/// All code points, divided into classes: those of one class are in the same sets.
#[derive(Debug)]
pub(crate) struct Alphabet {
    /// The first code point of each run of one class, and that class; in order, from 0.
    pub(crate) runs: Vec<(u32, usize)>,
    /// For each class, whether it is in each of the sets.
    members: Vec<Vec<bool>>,
}

impl Alphabet {
    /// The alphabet of these sets.
    pub(crate) fn new(sets: &[Set]) -> Alphabet {
        let mut changes: Vec<(u32, usize)> = Vec::new();
        for (number, set) in sets.iter().enumerate() {
            for (first, last) in set.ranges() {
                changes.push((*first, number));
                if *last < MAX {
                    changes.push((last + 1, number));
                }
            }
        }
        changes.sort_unstable();
        let mut alphabet = Alphabet { runs: Vec::new(), members: Vec::new() };
        let mut classes = std::collections::BTreeMap::new();
        let mut current = vec![false; sets.len()];
        let mut start = 0;
        for (at, number) in changes.into_iter().chain([(MAX + 1, usize::MAX)]) {
            if at > start {
                let next = classes.len();
                let class = *classes.entry(current.clone()).or_insert(next);
                if class == alphabet.members.len() {
                    alphabet.members.push(current.clone());
                }
                alphabet.runs.push((start, class));
                start = at;
            }
            if let Some(is_in) = current.get_mut(number) {
                *is_in = !*is_in;
            }
        }
        alphabet
    }

    /// How many classes there are.
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether a class is in a set.
    pub(crate) fn is_in(&self, class: usize, set: usize) -> bool {
        self.members.get(class).and_then(|sets| sets.get(set)).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_what_sets_tell_apart() {
        let sets = [Set::new(vec![(10, 20)]), Set::new(vec![(15, 30), (0, 3)]), Set::default()];
        let alphabet = Alphabet::new(&sets);
        let expected = [(0, 0), (4, 1), (10, 2), (15, 3), (21, 0), (31, 1)];
        assert_eq!(alphabet.runs, expected);
        assert_eq!(alphabet.len(), 4);
        assert!(alphabet.is_in(3, 0) && alphabet.is_in(3, 1) && !alphabet.is_in(2, 1));
        assert_eq!(Alphabet::new(&[]).runs, [(0, 0)]);
    }
}
