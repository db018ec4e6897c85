//! Quantifiers (ECMA-262 § 22.2.1, Quantifier).

use super::super::ast::Node;
use super::{Parser, Result};

/// The bounds of a quantifier in braces.
pub(super) struct Braces {
    min: u32,
    max: Option<u32>,
    /// The number of bytes after the `{`, up to and including the `}`.
    length: usize,
}

impl Parser<'_> {
    /// Reads the quantifier after a node, if there is one.
    pub(super) fn quantifier(&mut self, node: Node) -> Result<Node> {
        let start = self.offset;
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.offset += 1;
                match self.braces() {
                    Some(Braces { min, max, length }) => {
                        // The closing brace is stepped over below, like the other one-byte quantifiers.
                        self.offset += length - 1;
                        (min, max)
                    }
                    None => {
                        self.offset = start;
                        return Ok(node);
                    }
                }
            }
            _ => return Ok(node),
        };
        self.offset += 1;
        if max.is_some_and(|max| max < min) {
            return self.error_at(start, "numbers out of order in a quantifier");
        }
        if matches!(node, Node::Start | Node::End | Node::WordBoundary { .. } | Node::Look { .. }) {
            return self.error_at(start, "an assertion can't be repeated");
        }
        let greedy = !self.eat("?");
        Ok(Node::Repeat { node: Box::new(node), min, max, greedy })
    }

    /// Reads what follows a `{`; `None` if it is not a quantifier. The position stays.
    pub(super) fn braces(&self) -> Option<Braces> {
        // Only bytes that can belong to it are read, because there may be any number of other braces.
        let (min, after) = digits(self.rest());
        let min = number(min)?;
        let (max, after) = match after.strip_prefix(',') {
            None => (Some(min), after),
            Some(after) if after.starts_with('}') => (None, after),
            Some(after) => {
                let (max, after) = digits(after);
                (Some(number(max)?), after)
            }
        };
        let after = after.strip_prefix('}')?;
        Some(Braces { min, max, length: self.rest().len() - after.len() })
    }
}

/// The leading decimal digits, and what follows.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// The value of decimal digits; the largest value if it is too large for the type, because no text is that long.
pub(super) fn number(digits: &str) -> Option<u32> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u32::MAX))
}
