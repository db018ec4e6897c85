//! The names of one object, to find those that occur twice.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::Str;

/// The names of an object so far. Most objects have few names that the caller does not watch itself, so nothing is
/// allocated before the second.
#[derive(Debug)]
pub(super) enum Names<'a> {
    None,
    One(Str<'a>),
    Few(Vec<Str<'a>>),
    Many(HashSet<Cow<'a, [u8]>>),
}

/// With more names than these, searching a list costs more than hashing.
const MANY: usize = 16;

impl<'a> Names<'a> {
    /// Adds a name; `false` if it was there.
    pub(super) fn insert(&mut self, name: Str<'a>) -> bool {
        let same = |other: &Str<'a>| other.bytes() == name.bytes();
        match self {
            Names::None => *self = Names::One(name),
            Names::One(first) if same(first) => return false,
            Names::One(first) => *self = Names::Few(vec![*first, name]),
            Names::Few(names) if names.iter().any(same) => return false,
            Names::Few(names) if names.len() == MANY => {
                let mut many: HashSet<_> = names.iter().map(Str::bytes).collect();
                many.insert(name.bytes());
                *self = Names::Many(many);
            }
            Names::Few(names) => names.push(name),
            Names::Many(names) => return names.insert(name.bytes()),
        }
        true
    }
}
