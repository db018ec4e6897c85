//! What has been evaluated of a value.

/// The members and items of a value that have been evaluated.
#[derive(Clone, Debug, Default)]
pub struct Evaluated {
    pub(super) members: Indexes,
    pub(super) items: Indexes,
}

impl Evaluated {
    /// Whether nothing was evaluated.
    pub(super) fn is_empty(&self) -> bool {
        self.members.words.is_empty() && self.items.words.is_empty()
    }

    /// Adds all that is in another.
    pub(super) fn extend(&mut self, other: &Evaluated) {
        self.members.extend(&other.members);
        self.items.extend(&other.items);
    }
}

/// A set of indexes, one bit each.
#[derive(Clone, Debug, Default)]
pub(super) struct Indexes {
    words: Vec<u64>,
}

impl Indexes {
    pub(super) fn insert(&mut self, index: u64) {
        let word = (index / 64) as usize;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (index % 64);
    }

    pub(super) fn contains(&self, index: u64) -> bool {
        let word = self.words.get((index / 64) as usize);
        word.is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    fn extend(&mut self, other: &Indexes) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }
}
