//! Escapes (ECMA-262 § 22.2.1, AtomEscape and CharacterClassEscape).

use super::super::ast::{Class, ClassItem, Node, Property};
use super::super::names;
use super::quantifier::number;
use super::{Parser, Result};

/// An escape or character that means one code point or a set of them, in a class and outside.
pub(super) enum Atom {
    Char(u32),
    Set(ClassItem),
}

impl Atom {
    /// The same as an item of a class.
    pub(super) fn into_item(self) -> ClassItem {
        match self {
            Atom::Char(char) => ClassItem::Range(char, char),
            Atom::Set(item) => item,
        }
    }
}

impl Parser<'_> {
    /// Reads an escape outside of classes, after its backslash at `start`.
    pub(super) fn escape(&mut self, start: usize) -> Result<Node> {
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
                let name = self.group_name()?;
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

    /// Reads an escape that means the same in a class and outside, after its backslash at `start`.
    pub(super) fn class_escape(&mut self, start: usize) -> Result<Atom> {
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
