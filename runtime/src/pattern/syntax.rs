//! The syntax of ECMA-262 patterns (ECMA-262 § 22.2.1), read as with the flag `u`: by code points.
//!
//! Two things are accepted beyond that, because schemas in use rely on them: any ASCII punctuation and the space may be
//! escaped (`\-`, `\@`), and a `]`, `}` or `{` without another meaning matches itself (Annex B.1.2).

use super::ast::{Class, ClassItem, Node, Pattern, Property};
use super::groups::{Groups, name};
use super::names;
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
    offset: usize,
    depth: usize,
    next_group: u32,
    groups: Groups<'a>,
    has_back_references: bool,
}

/// An escape or character that means one code point or a set of them, in a class and outside.
enum Atom {
    Char(u32),
    Set(ClassItem),
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

    fn quantifier(&mut self, node: Node) -> Result<Node> {
        let start = self.offset;
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.offset += 1;
                match self.braces() {
                    Some((min, max, length)) => {
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

    /// Reads what follows a `{`: the bounds, and their length up to and including the `}`. `None` if it is not a
    /// quantifier. The position stays.
    fn braces(&self) -> Option<(u32, Option<u32>, usize)> {
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
        Some((min, max, self.rest().len() - after.len()))
    }

    fn group(&mut self, start: usize) -> Result<Node> {
        if self.depth == MAX_DEPTH {
            return self.error_at(start, format!("groups nest deeper than {MAX_DEPTH}"));
        }
        let look =
            |behind, negative| move |node| Node::Look { behind, negative, node: Box::new(node) };
        let wrap: Box<dyn FnOnce(Node) -> Node> = if !self.eat("?") {
            self.capture()
        } else if self.eat(":") {
            // A node of its own: a quantifier after the group must not apply to a bare assertion.
            Box::new(|node| match node {
                node
                @ (Node::Start | Node::End | Node::WordBoundary { .. } | Node::Look { .. }) => {
                    Node::Concat(vec![node])
                }
                node => node,
            })
        } else if self.eat("=") {
            Box::new(look(false, false))
        } else if self.eat("!") {
            Box::new(look(false, true))
        } else if self.eat("<=") {
            Box::new(look(true, false))
        } else if self.eat("<!") {
            Box::new(look(true, true))
        } else if self.eat("<") {
            self.group_name(true)?;
            self.capture()
        } else if self.eat("P<") || self.eat("P=") || self.eat("P>") {
            return self.error_at(
                start,
                "ECMA-262 writes a named group `(?<name>…)` and a reference `\\k<name>`",
            );
        } else {
            return self.error_at(
                start,
                "ECMA-262 has no such group: only `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!`, `(?<name>`",
            );
        };
        self.depth += 1;
        let node = self.disjunction()?;
        self.depth -= 1;
        if !self.eat(")") {
            return self.error_at(start, "missing `)`");
        }
        Ok(wrap(node))
    }

    fn capture(&mut self) -> Box<dyn FnOnce(Node) -> Node> {
        let index = self.next_group;
        self.next_group += 1;
        Box::new(move |node| Node::Group { index, node: Box::new(node) })
    }

    /// Reads a group's name after the `<`, with its `>`. `new` means that it names a group here; then it must be unique.
    fn group_name(&mut self, new: bool) -> Result<&'a str> {
        let start = self.offset;
        let Some(name) = name(self.rest()) else {
            return if self.rest().contains('>') {
                self.error("a group's name is an identifier")
            } else {
                self.error("missing `>` after a group's name")
            };
        };
        // The parser is past the group's parenthesis, but has not counted the group yet.
        if new && self.groups.first(name) != Some(self.next_group) {
            return self.error_at(start, format!("two groups are named `{name}`"));
        }
        self.offset += name.len() + 1;
        Ok(name)
    }

    /// Reads an escape outside of classes, after its backslash at `start`.
    fn escape(&mut self, start: usize) -> Result<Node> {
        let group = match self.peek() {
            Some('b' | 'B') => {
                let negated = self.next() == Some('B');
                return Ok(Node::WordBoundary { negated });
            }
            Some('1'..='9') => {
                let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
                let index = number(&self.rest()[..digits]).unwrap_or(u32::MAX);
                self.offset += digits;
                if index > self.groups.count {
                    return self.error_at(start, format!("there is no group {index}"));
                }
                index
            }
            Some('k') => {
                self.offset += 1;
                if !self.eat("<") {
                    return self.error_at(start, "`\\k` wants a group's name: `\\k<name>`");
                }
                let name = self.group_name(false)?;
                match self.groups.first(name) {
                    Some(index) => index,
                    None => return self.error_at(start, format!("there is no group `{name}`")),
                }
            }
            _ => {
                return Ok(match self.class_escape(start)? {
                    Atom::Char(char) => Node::Char(char),
                    Atom::Set(item) => Node::Class(Class { negated: false, items: vec![item] }),
                });
            }
        };
        self.has_back_references = true;
        Ok(Node::BackReference(group))
    }

    /// Reads a class after its `[` at `start`.
    fn class(&mut self, start: usize) -> Result<Class> {
        let negated = self.eat("^");
        let mut items = Vec::new();
        loop {
            let first_at = self.offset;
            let first = match self.next() {
                None => return self.error_at(start, "missing `]`"),
                Some(']') => return Ok(Class { negated, items }),
                Some(char) => self.class_atom(char, first_at)?,
            };
            let is_range = self.rest().starts_with('-') && !self.rest().starts_with("-]");
            if !is_range {
                items.push(first.into_item());
                continue;
            }
            self.offset += 1;
            let last_at = self.offset;
            let last = match self.next() {
                None => return self.error_at(start, "missing `]`"),
                Some(char) => self.class_atom(char, last_at)?,
            };
            match (first, last) {
                (Atom::Char(first), Atom::Char(last)) if first <= last => {
                    items.push(ClassItem::Range(first, last))
                }
                (Atom::Char(_), Atom::Char(_)) => {
                    return self.error_at(first_at, "range out of order in a class");
                }
                _ => {
                    return self.error_at(
                        first_at,
                        "a range goes from one character to another; write `\\-` for a hyphen",
                    );
                }
            }
        }
    }

    fn class_atom(&mut self, char: char, start: usize) -> Result<Atom> {
        match char {
            '\\' if self.eat("b") => Ok(Atom::Char(0x08)),
            '\\' => self.class_escape(start),
            char => Ok(Atom::Char(u32::from(char))),
        }
    }

    /// Reads an escape that means the same in a class and outside, after its backslash at `start`.
    fn class_escape(&mut self, start: usize) -> Result<Atom> {
        let Some(char) = self.next() else {
            return self.error_at(start, "a pattern can't end in `\\`");
        };
        Ok(match char {
            'd' | 'D' => Atom::Set(ClassItem::Digit { negated: char == 'D' }),
            'w' | 'W' => Atom::Set(ClassItem::Word { negated: char == 'W' }),
            's' | 'S' => Atom::Set(ClassItem::Space { negated: char == 'S' }),
            'p' | 'P' => {
                let property = self.property(start)?;
                Atom::Set(ClassItem::Property { property, negated: char == 'P' })
            }
            't' => Atom::Char(0x09),
            'n' => Atom::Char(0x0A),
            'v' => Atom::Char(0x0B),
            'f' => Atom::Char(0x0C),
            'r' => Atom::Char(0x0D),
            '0' if !self.rest().starts_with(|next: char| next.is_ascii_digit()) => Atom::Char(0),
            'c' => match self.peek().filter(char::is_ascii_alphabetic) {
                Some(letter) => {
                    self.offset += 1;
                    Atom::Char(u32::from(letter) % 32)
                }
                None => return self.error_at(start, "`\\c` wants a letter"),
            },
            'x' => match self.hex(2) {
                Some(char) => Atom::Char(char),
                None => return self.error_at(start, "`\\x` wants two hexadecimal digits"),
            },
            'u' => Atom::Char(self.unicode_escape(start)?),
            ' ' => Atom::Char(0x20),
            char if char.is_ascii_punctuation() => Atom::Char(u32::from(char)),
            char => return self.error_at(start, format!("ECMA-262 has no escape `\\{char}`")),
        })
    }

    /// Reads the rest of a `\u` escape. Two escapes that are a surrogate pair are one code point.
    fn unicode_escape(&mut self, start: usize) -> Result<u32> {
        if self.eat("{") {
            let digits = self.rest().bytes().take_while(u8::is_ascii_hexdigit).count();
            let value = self.rest()[..digits].bytes().try_fold(0u32, |value, digit| {
                let value = value * 16 + char::from(digit).to_digit(16)?;
                (value <= 0x10_FFFF).then_some(value)
            });
            self.offset += digits;
            return match value {
                Some(value) if digits > 0 && self.eat("}") => Ok(value),
                _ => self.error_at(start, "`\\u{…}` wants a code point up to 10FFFF"),
            };
        }
        let Some(high) = self.hex(4) else {
            return self.error_at(start, "`\\u` wants four hexadecimal digits or `{…}`");
        };
        let after = self.offset;
        if (0xD800..=0xDBFF).contains(&high) && self.eat("\\u") {
            match self.hex(4) {
                Some(low @ 0xDC00..=0xDFFF) => {
                    return Ok(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00));
                }
                _ => self.offset = after,
            }
        }
        Ok(high)
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text = self.rest().get(..digits)?;
        if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.offset += digits;
        u32::from_str_radix(text, 16).ok()
    }

    /// Reads the `{…}` of a `\p`.
    fn property(&mut self, start: usize) -> Result<Property> {
        let inner = match self.rest().strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((inner, _)) => inner,
            None => return self.error_at(start, "`\\p` wants a property: `\\p{…}`"),
        };
        let property = match inner.split_once('=') {
            Some(("General_Category" | "gc", value)) => {
                names::general_category(value).map(Property::GeneralCategory)
            }
            Some(("Script" | "sc", value)) => names::script(value).map(Property::Script),
            Some(("Script_Extensions" | "scx", value)) => {
                names::script(value).map(Property::ScriptExtensions)
            }
            Some(_) => None,
            None => names::general_category(inner)
                .map(Property::GeneralCategory)
                .or_else(|| names::binary(inner).map(Property::Binary)),
        };
        self.offset += inner.len() + 2;
        match property {
            Some(property) => Ok(property),
            None => self.error_at(start, format!("ECMA-262 has no Unicode property `{inner}`")),
        }
    }
}

impl Atom {
    fn into_item(self) -> ClassItem {
        match self {
            Atom::Char(char) => ClassItem::Range(char, char),
            Atom::Set(item) => item,
        }
    }
}

/// The leading decimal digits, and what follows.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// The value of decimal digits; the largest value if it is too large for the type, because no text is that long.
fn number(digits: &str) -> Option<u32> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
#[path = "syntax_tests.rs"]
mod tests;
