//! What a pattern is compiled to: plain data.

use voltype_runtime::pattern::{Backtrack, Nfa};

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq)]
pub enum Program {
    /// A direct test, without an automaton.
    Straight(Straight),
    /// A deterministic automaton.
    Automaton(Automaton),
    /// The simulation of an automaton, where the deterministic one would be too large: linear in the text, but slower.
    Simulation(Nfa),
    /// A pattern with back-references.
    Backtrack(Backtrack),
}

impl Program {
    /// The verdict, if it is the same for every text.
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

    /// Whether its work is limited: the type of its test is then `Result<bool, WorkLimit>` instead of `bool`.
    pub fn is_limited(&self) -> bool {
        matches!(self, Program::Backtrack(_))
    }
}

/// A pattern that one line of code can test. Literals are UTF-8, or WTF-8 if they contain lone surrogates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Straight {
    /// Every text matches, or none.
    Constant(bool),
    /// The text contains the literal.
    Contains(Vec<u8>),
    /// The text begins with the literal.
    StartsWith(Vec<u8>),
    /// The text ends with the literal.
    EndsWith(Vec<u8>),
    /// The text is one of the literals.
    OneOf(Vec<Vec<u8>>),
    /// Some character is in the class.
    Any(Ascii),
    /// The text begins with a number of characters of each class, one class after the other. The rest of the text is
    /// tested, too.
    Sequence {
        /// The number of characters of each class, and the class.
        head: Vec<(usize, Ascii)>,
        /// The test of the rest.
        rest: Rest,
    },
}

/// The rest of the text after a [`Straight::Sequence`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rest {
    /// It is empty.
    End,
    /// It may be anything.
    Anything,
    /// It has only characters of one class, and their number is within bounds.
    Run {
        /// The class.
        class: RunClass,
        /// The least number of characters.
        min: u32,
        /// The greatest number; `None` means no limit.
        max: Option<u32>,
    },
}

/// The class of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunClass {
    /// Only ASCII characters.
    Ascii(Ascii),
    /// Some ASCII characters, and all others.
    AsciiOrBeyond(Ascii),
    /// `.`: every character except line terminators.
    Dot,
    /// Every character.
    All,
}

/// A set of ASCII characters: inclusive ranges, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ascii(pub Vec<(u8, u8)>);

impl Ascii {
    /// Whether a byte is in the set.
    pub fn contains(&self, byte: u8) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&byte))
    }

    /// The only character of the set, if it has just one.
    pub fn as_single(&self) -> Option<u8> {
        match self.0.as_slice() {
            [(first, last)] if first == last => Some(*first),
            _ => None,
        }
    }
}

/// The tables of a deterministic automaton.
///
/// In rows, 0 means "no continuation matches", 1 means "every continuation matches", and 2 is the state of the first row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Automaton {
    /// The class of each byte.
    pub classes: Box<[u8; 256]>,
    /// The number of classes.
    pub width: u16,
    /// The next state by state and class.
    pub rows: Vec<Vec<u16>>,
    /// The initial state.
    pub start: u16,
    /// The first accepting state; all states after it accept, too.
    pub accept: u16,
}
