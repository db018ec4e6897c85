//! The syntax of ECMA-262 patterns (ECMA-262 § 22.2.1), read as with the flag `u`: by code points.
//!
//! Two things are accepted beyond that, because schemas in use rely on them: any ASCII punctuation and the space may be
//! escaped (`\-`, `\@`), and a `]`, `}` or `{` without another meaning matches itself (Annex B.1.2).

mod class;
mod escape;
mod group;
mod quantifier;
#[cfg(test)]
mod tests;

use super::ast::{Node, Pattern};
use super::groups::Groups;
use std::fmt;

/// The deepest nesting of groups. It keeps recursion over the syntax within any thread's stack.
pub const MAX_DEPTH: usize = 250;

/// Why a text is not a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where it is wrong: a byte offset into the pattern.
    pub offset: usize,
    /// What is wrong, in lower case and without the place.
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

impl std::error::Error for SyntaxError {}

type Result<T> = std::result::Result<T, SyntaxError>;

/// Whether `pattern` is a valid ECMA-262 pattern: the format `regex`.
pub fn is_valid(pattern: &str) -> bool {
    parse(pattern).is_ok()
}

/// Parses a pattern.
///
/// # Errors
///
/// The first place where the text isn't an ECMA-262 pattern, or where it nests deeper than [`MAX_DEPTH`].
pub fn parse(pattern: &str) -> Result<Pattern> {
    let mut parser = Parser {
        pattern,
        offset: 0,
        depth: 0,
        next_group: 1,
        groups: Groups::of(pattern),
        has_back_references: false,
    };
    let root = parser.disjunction()?;
    match parser.peek() {
        None => Ok(Pattern {
            root,
            groups: parser.groups.count,
            has_back_references: parser.has_back_references,
        }),
        // A disjunction stops nowhere else.
        Some(_) => parser.error("unmatched `)`"),
    }
}

struct Parser<'a> {
    pattern: &'a str,
    /// The position in the pattern, in bytes.
    offset: usize,
    /// How deeply the current group is nested.
    depth: usize,
    /// The number of the next capturing group.
    next_group: u32,
    groups: Groups<'a>,
    has_back_references: bool,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.pattern.get(self.offset..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.offset += char.len_utf8();
        Some(char)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.offset += text.len();
        }
        found
    }

    fn error<T>(&self, message: impl Into<String>) -> Result<T> {
        self.error_at(self.offset, message)
    }

    fn error_at<T>(&self, offset: usize, message: impl Into<String>) -> Result<T> {
        Err(SyntaxError { offset, message: message.into() })
    }

    fn disjunction(&mut self) -> Result<Node> {
        let mut alternatives = vec![self.alternative()?];
        while self.eat("|") {
            alternatives.push(self.alternative()?);
        }
        Ok(match alternatives.len() {
            1 => alternatives.swap_remove(0),
            _ => Node::Alternate(alternatives),
        })
    }

    fn alternative(&mut self) -> Result<Node> {
        let mut terms = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            terms.push(self.term()?);
        }
        Ok(match terms.len() {
            0 => Node::Empty,
            1 => terms.swap_remove(0),
            _ => Node::Concat(terms),
        })
    }

    fn term(&mut self) -> Result<Node> {
        let start = self.offset;
        let node = match self.next() {
            Some('^') => Node::Start,
            Some('$') => Node::End,
            Some('(') => self.group(start)?,
            Some('.') => Node::Dot,
            Some('[') => Node::Class(self.class(start)?),
            Some('\\') => self.escape(start)?,
            Some('*' | '+' | '?') => return self.error_at(start, "nothing to repeat"),
            Some('{') if self.braces().is_some() => {
                return self.error_at(start, "nothing to repeat");
            }
            Some(char) => Node::Char(u32::from(char)),
            None => Node::Empty,
        };
        self.quantifier(node)
    }
}
