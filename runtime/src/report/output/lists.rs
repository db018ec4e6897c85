//! Lists of numbers in two vectors.

/// The end of a list.
const NONE: u32 = u32::MAX;

/// Lists of numbers, each number in one list.
pub(super) struct Lists {
    first: Vec<u32>,
    next: Vec<u32>,
}

impl Lists {
    /// `count` lists; `homes` says for each number, from 0 on, in which it is, in this order.
    pub(super) fn new(
        count: usize,
        homes: impl DoubleEndedIterator<Item = u32> + ExactSizeIterator,
    ) -> Self {
        let mut lists = Lists { first: vec![NONE; count], next: vec![NONE; homes.len()] };
        for (number, home) in homes.enumerate().rev() {
            let first = lists.first.get_mut(home as usize);
            if let Some((first, next)) = first.zip(lists.next.get_mut(number)) {
                *next = std::mem::replace(first, u32::try_from(number).unwrap_or(NONE));
            }
        }
        lists
    }

    pub(super) fn of(&self, list: u32) -> impl Iterator<Item = u32> {
        let some = |number: Option<&u32>| number.copied().filter(|number| *number != NONE);
        std::iter::successors(some(self.first.get(list as usize)), move |number| {
            some(self.next.get(*number as usize))
        })
    }
}
