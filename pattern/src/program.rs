//! What a pattern is compiled to: plain data.

use voltype_runtime::pattern::{Backtrack, Nfa};

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq)]
pub enum Program {
    /// A direct test, without an automaton.
    Straight(Straight),
    /// A deterministic automaton.
    Automaton(Automaton),
    /// A regular pattern whose deterministic automaton would be too large: linear in the text, but slower.
    Simulation(Nfa),
    /// A pattern with back-references.
    Backtrack(Backtrack),
}

impl Program {
    /// Whether a text matches, where that is so for every text, or for none.
    #[must_use]
    pub fn constant(&self) -> Option<bool> {
        match self {
            Program::Straight(Straight::Constant(matches)) => Some(*matches),
            Program::Straight(_)
            | Program::Automaton(_)
            | Program::Simulation(_)
            | Program::Backtrack(_) => None,
        }
    }

    /// Whether its test may give up: its type is then `Result<bool, WorkLimit>` instead of `bool`.
    pub fn is_limited(&self) -> bool {
        matches!(self, Program::Backtrack(_))
    }
}

/// A pattern that a line of code answers. Literals are bytes of UTF-8 or, with lone surrogates, WTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Straight {
    /// Always true, or never.
    Constant(bool),
    /// The literal occurs.
    Contains(Vec<u8>),
    /// The text begins with the literal.
    StartsWith(Vec<u8>),
    /// The text ends with the literal.
    EndsWith(Vec<u8>),
    /// The text is one of the literals.
    OneOf(Vec<Vec<u8>>),
    /// Some character is in the class.
    Any(Ascii),
    /// The text begins with so many characters of each of the classes, one after the other, and what follows is as
    /// said.
    Sequence {
        /// The classes, and how many characters there are of each.
        head: Vec<(usize, Ascii)>,
        /// What follows.
        rest: Rest,
    },
}

/// What follows a [`Straight::Sequence`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    End,
    /// Anything.
    Anything,
    /// Characters of one class up to the end, so many of them.
    Run {
        /// The class.
        class: RunClass,
        /// The least number of characters.
        min: u32,
        /// The greatest number.
        max: Option<u32>,
    },
}

/// The class of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunClass {
    /// ASCII alone.
    Ascii(Ascii),
    /// Some of ASCII and everything beyond.
    AsciiOrBeyond(Ascii),
    /// `.`: everything but line terminators.
    Dot,
    /// Everything.
    All,
}

/// A set of ASCII characters: ranges in order, ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ascii(pub Vec<(u8, u8)>);

impl Ascii {
    /// Whether a byte is in the set.
    pub fn contains(&self, byte: u8) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&byte))
    }

    /// The only character of the set, if it has but one.
    pub fn as_single(&self) -> Option<u8> {
        match self.0.as_slice() {
            [(first, last)] if first == last => Some(*first),
            _ => None,
        }
    }
}

/// The tables of a deterministic automaton.
///
/// In rows, 0 stands for "no continuation matches", 1 for "all match" and 2 for the state of the first row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Automaton {
    /// The class of each byte.
    pub classes: Box<[u8; 256]>,
    /// How many classes there are.
    pub width: u16,
    /// The next state by state and class.
    pub rows: Vec<Vec<u16>>,
    /// The first state.
    pub start: u16,
    /// The first of the states in which the end of the text is a match; all after it are such as well.
    pub accept: u16,
}
