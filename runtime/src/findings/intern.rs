//! Numbers in place of values that occur again and again.

use std::collections::HashMap;
use std::hash::Hash;

/// Values and their numbers; equal values have the same number. They are parts of the schema, so their number does not
/// depend on the document.
#[derive(Clone, Debug)]
pub(super) struct Interner<T> {
    numbers: HashMap<T, u32>,
    values: Vec<T>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner { numbers: HashMap::new(), values: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash> Interner<T> {
    /// The number of a value.
    pub(super) fn number(&mut self, value: T) -> u32 {
        let Interner { numbers, values } = self;
        *numbers.entry(value).or_insert_with(|| {
            values.push(value);
            u32::try_from(values.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// The values, each at the index that is its number.
    pub(super) fn into_values(self) -> Vec<T> {
        self.values
    }
}
