//! A deterministic automaton over the bytes of a text: one step for each byte, whatever the pattern is.

use std::borrow::Cow;

/// The state in which no continuation matches.
const NO: u16 = 0;
/// The state in which every continuation matches.
const YES: u16 = 1;

/// A deterministic automaton.
///
/// The number of a state is the index of its row in the table, so a step is one addition and one look-up. The numbers 0
/// and 1 are the decided states, which have no row; the table begins with two unused entries for them. A text never ends
/// inside of a character, so the verdicts of the states there do not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dfa {
    classes: Cow<'static, [u8; 256]>,
    table: Cow<'static, [u16]>,
    start: u16,
    accept: u16,
}

impl Dfa {
    /// An automaton from the tables that [`classes`] and [`table`] make.
    ///
    /// `start` is the initial state, and `accept` the first accepting state; all states after that one accept, too. They
    /// are numbered as in the rows for [`table`]: 0 and 1 are the decided states, and 2 is the state of the first row.
    /// `width` is the number of classes.
    pub const fn new(
        classes: &'static [u8; 256],
        table: &'static [u16],
        width: u16,
        start: u16,
        accept: u16,
    ) -> Dfa {
        Dfa {
            classes: Cow::Borrowed(classes),
            table: Cow::Borrowed(table),
            start: place(start, width),
            accept: place(accept, width),
        }
    }

    /// The same as [`Dfa::new`] from tables made at run time.
    pub fn from_tables(
        classes: Box<[u8; 256]>,
        rows: &[Vec<u16>],
        width: u16,
        start: u16,
        accept: u16,
    ) -> Dfa {
        let mut table = vec![NO, NO];
        table.extend(rows.iter().flatten().map(|state| place(*state, width)));
        Dfa {
            classes: Cow::Owned(*classes),
            table: Cow::Owned(table),
            start: place(start, width),
            accept: place(accept, width),
        }
    }

    /// Whether the pattern matches somewhere in `text`.
    #[inline]
    pub fn is_match(&self, text: &[u8]) -> bool {
        let classes: &[u8; 256] = &self.classes;
        let table: &[u16] = &self.table;
        let mut state = self.start;
        for byte in text {
            if state <= YES {
                break;
            }
            let class = classes[usize::from(*byte)];
            // The index is always within the table. This form has no panic in its code.
            state = table.get(usize::from(state) + usize::from(class)).copied().unwrap_or(NO);
        }
        state == YES || state >= self.accept
    }
}

/// The index of the row of a state, which is numbered as in the rows for [`table`].
const fn place(state: u16, width: u16) -> u16 {
    if state <= YES { state } else { 2u16.saturating_add((state - 2).saturating_mul(width)) }
}

/// The class of each byte: 0, except in the `ranges`, each of which has a first byte, a last byte and their class.
///
/// # Panics
///
/// Never: a range that ends before its start is empty.
pub const fn classes(ranges: &[(u8, u8, u8)]) -> [u8; 256] {
    let mut classes = [0; 256];
    let mut index = 0;
    while index < ranges.len() {
        let (first, last, class) = ranges[index];
        let mut byte = first as usize;
        while byte <= last as usize {
            classes[byte] = class;
            byte += 1;
        }
        index += 1;
    }
    classes
}

/// The table of `rows`: one row for each state, with one entry for each class. An entry is 0 if no continuation matches,
/// 1 if every continuation matches, 2 for the state of the first row, and so on. `LENGTH` must be `2 + WIDTH * STATES` and
/// less than 65,536; otherwise the constant does not compile.
pub const fn table<const WIDTH: usize, const STATES: usize, const LENGTH: usize>(
    rows: &[[u16; WIDTH]; STATES],
) -> [u16; LENGTH] {
    assert!(LENGTH == 2 + WIDTH * STATES && LENGTH <= u16::MAX as usize && WIDTH <= 256);
    let mut table = [NO; LENGTH];
    let mut state = 0;
    while state < STATES {
        let mut class = 0;
        while class < WIDTH {
            table[2 + state * WIDTH + class] = place(rows[state][class], WIDTH as u16);
            class += 1;
        }
        state += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `^(ab)+$`
    static AB: Dfa = {
        const CLASSES: [u8; 256] = classes(&[(b'a', b'a', 1), (b'b', b'b', 2)]);
        const TABLE: [u16; 11] = table(&[[0, 3, 0], [0, 0, 4], [0, 3, 0]]);
        Dfa::new(&CLASSES, &TABLE, 3, 2, 4)
    };

    #[test]
    fn rows_become_steps() {
        for (text, expected) in
            [("", false), ("ab", true), ("abab", true), ("aba", false), ("abc", false)]
        {
            assert_eq!(AB.is_match(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn owned_tables_are_the_same() {
        let rows = [vec![0, 3, 0], vec![0, 0, 4], vec![0, 3, 0]];
        let classes = Box::new(classes(&[(b'a', b'a', 1), (b'b', b'b', 2)]));
        assert_eq!(Dfa::from_tables(classes, &rows, 3, 2, 4), AB);
    }
}
