//! The abstract syntax of ECMA-262 patterns: plain data.

/// A parsed pattern (ECMA-262 § 22.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What has to match somewhere in the text.
    pub root: Node,
    /// How many capturing groups there are; they are numbered from 1.
    pub groups: u32,
    /// Whether it has back-references, so an automaton may not be able to match it.
    pub has_back_references: bool,
}

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Matches the empty string.
    Empty,
    /// One code point (surrogates included).
    Char(u32),
    /// `.`: any code point except the four line terminators.
    Dot,
    /// One code point of a class, such as `[a-z]` or `\d`.
    Class(Class),
    /// `^`: the start of the text.
    Start,
    /// `$`: the end of the text.
    End,
    /// `\b`, or `\B` if `negated`.
    WordBoundary {
        /// Whether it is `\B`.
        negated: bool,
    },
    /// One after the other.
    Concat(Vec<Node>),
    /// One of several.
    Alternate(Vec<Node>),
    /// A quantifier.
    Repeat {
        /// What is repeated.
        node: Box<Node>,
        /// The least number of iterations.
        min: u32,
        /// The greatest number of iterations; `None` means no limit.
        max: Option<u32>,
        /// Whether more iterations are tried first. That matters for what groups capture, but without back-references
        /// not for whether the pattern matches.
        greedy: bool,
    },
    /// A capturing group, named or not.
    Group {
        /// Its number, from 1.
        index: u32,
        /// What it encloses.
        node: Box<Node>,
    },
    /// A look-ahead or look-behind.
    Look {
        /// Whether it is a look-behind.
        behind: bool,
        /// Whether it must not match.
        negative: bool,
        /// What must match, or must not.
        node: Box<Node>,
    },
    /// `\1` or `\k<name>`.
    BackReference(u32),
}

/// A set of code points: the union of its items, or the complement of that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    /// Whether it is the complement, `[^…]`.
    pub negated: bool,
    /// The items.
    pub items: Vec<ClassItem>,
}

/// One item of a class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClassItem {
    /// The code points from the first to the second, both included.
    Range(u32, u32),
    /// `\d`, or `\D` if negated.
    Digit {
        /// Whether it is `\D`.
        negated: bool,
    },
    /// `\w`, or `\W` if negated.
    Word {
        /// Whether it is `\W`.
        negated: bool,
    },
    /// `\s`, or `\S` if negated.
    Space {
        /// Whether it is `\S`.
        negated: bool,
    },
    /// `\p{…}`, or `\P{…}` if negated.
    Property {
        /// Which property.
        property: Property,
        /// Whether it is `\P`.
        negated: bool,
    },
}

/// A Unicode property, by its long name in the Unicode Character Database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// A value of General_Category.
    GeneralCategory(&'static str),
    /// A value of Script.
    Script(&'static str),
    /// A value of Script_Extensions.
    ScriptExtensions(&'static str),
    /// A binary property.
    Binary(&'static str),
}
