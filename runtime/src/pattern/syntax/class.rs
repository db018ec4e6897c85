//! Classes (ECMA-262 § 22.2.1, CharacterClass).

use super::super::ast::{Class, ClassItem};
use super::escape::Atom;
use super::{Parser, Result};

impl Parser<'_> {
    /// Reads a class after its `[` at `start`.
    pub(super) fn class(&mut self, start: usize) -> Result<Class> {
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
}
