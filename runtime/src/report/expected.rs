//! What the branches of a choice ask for, where each of them asks for another value.

use std::fmt;

use super::contents::Contents;
use super::meant::Meant;
use crate::failure::{ASKED, Failure, QUOTED, Types, shorten};
use crate::findings::Note;

/// What is allowed in a place, and what is there instead.
#[derive(Debug)]
pub(super) struct Expected<'r> {
    types: Types,
    /// Constants, as JSON texts.
    values: Vec<String>,
    /// Whether there are more of them than fit into a message.
    more: bool,
    /// The type that was found.
    kind: Option<&'static str>,
    /// The value that was found.
    value: Option<&'r str>,
}

impl<'r> Expected<'r> {
    /// What the branches of this choice ask for in the place of this rank.
    pub(super) fn new(contents: &'r Contents<'r>, choice: &Note<'_>, mark: usize) -> Self {
        let mut expected = Expected {
            types: Types::NONE,
            values: Vec::new(),
            more: false,
            kind: None,
            value: None,
        };
        let mut open = vec![contents.branches(choice).numbers().iter()];
        while let Some(numbers) = open.last_mut() {
            let Some(number) = numbers.next() else {
                open.pop();
                continue;
            };
            let Some(note) = contents.findings.notes.get(*number) else { continue };
            if contents.meant(note) == Meant::OtherValue(mark) {
                open.push(contents.branches(note).numbers().iter());
            } else if note.mark == mark {
                expected.add(&note.failure);
            }
        }
        expected
    }

    fn add(&mut self, failure: &'r Failure<'r>) {
        match failure {
            Failure::Type { got, want } => {
                self.types = self.types.or(*want);
                self.kind = Some(got);
            }
            Failure::Value { got, want } => {
                self.value = Some(got);
                for value in want.iter() {
                    if self.more {
                        break;
                    }
                    let value = shorten(&value.to_string(), QUOTED).into_owned();
                    if !self.values.contains(&value) {
                        let length: usize = self.values.iter().map(String::len).sum();
                        self.more = length + value.len() > ASKED;
                        self.values.push(value);
                    }
                }
            }
            _ => {}
        }
    }
}

impl fmt::Display for Expected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Expected { types, values, more, kind, value } = self;
        let found = value.map(|value| shorten(value, QUOTED));
        let more = if *more { ", …" } else { "" };
        match (found, types.names().as_slice()) {
            (Some(found), []) => {
                let relation = if values.len() == 1 { "not" } else { "none of" };
                write!(f, "{found} is {relation} {}{more}", values.join(", "))
            }
            (found, types) => {
                let wanted = types.iter().copied().chain(values.iter().map(String::as_str));
                let wanted: Vec<&str> = wanted.collect();
                write!(f, "expected {}{more}", wanted.join(" or "))?;
                match (kind, found) {
                    (Some(kind), _) => write!(f, ", found {kind}"),
                    (None, Some(found)) => write!(f, ", found {found}"),
                    (None, None) => Ok(()),
                }
            }
        }
    }
}
