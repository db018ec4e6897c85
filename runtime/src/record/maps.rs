//! The members of a record that have no field of their own: the maps that hold them.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use super::Record;
use crate::{Seek, Unfit};

/// A map of members that have no field.
pub trait Members {
    /// What the members are.
    type Value;

    /// Whether there is a member of this name.
    fn has(&self, name: &str) -> bool;

    /// Adds a member.
    fn add(&mut self, name: String, value: Self::Value);

    /// The members, in the order in which they are written.
    fn each(&self) -> impl Iterator<Item = (&String, &Self::Value)>;
}

impl Members for Map<String, Value> {
    type Value = Value;

    fn has(&self, name: &str) -> bool {
        self.contains_key(name)
    }

    fn add(&mut self, name: String, value: Value) {
        self.insert(name, value);
    }

    fn each(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.iter()
    }
}

impl<T> Members for BTreeMap<String, T> {
    type Value = T;

    fn has(&self, name: &str) -> bool {
        self.contains_key(name)
    }

    fn add(&mut self, name: String, value: T) {
        self.insert(name, value);
    }

    fn each(&self) -> impl Iterator<Item = (&String, &T)> {
        self.iter()
    }
}

/// The members of an object that have no field, in the order of the document: each with its name, and the input at its
/// value.
#[derive(Debug)]
pub struct Others<'p, I> {
    input: &'p I,
    marks: std::slice::Iter<'p, usize>,
}

impl<'p, I> Others<'p, I> {
    /// The members whose names have these marks.
    pub(super) fn new(input: &'p I, marks: &'p [usize]) -> Self {
        Others { input, marks: marks.iter() }
    }
}

impl<'a, I: Seek<'a>> Others<'_, I> {
    fn member(&self, mark: usize) -> Result<(String, I), Unfit> {
        let (name, value) = self.input.seek_name(mark)?;
        Ok((name.to_unicode()?, value))
    }
}

impl<'a, I: Seek<'a>> Iterator for Others<'_, I> {
    type Item = Result<(String, I), Unfit>;

    fn next(&mut self) -> Option<Self::Item> {
        self.marks.next().map(|mark| self.member(*mark))
    }
}

/// A member in a map in which no document has it: a round trip would move it. Shown as what cannot be written.
#[derive(Debug)]
pub struct Misplaced<'n> {
    name: &'n str,
    map: &'static str,
    place: Place,
}

/// Where a member belongs.
#[derive(Debug)]
enum Place {
    Field,
    Map(&'static str),
    Nowhere,
}

impl<'n> Misplaced<'n> {
    /// A member of this name in the map with this index, if it is misplaced there.
    #[must_use]
    pub fn of<R: Record>(map: usize, name: &'n str) -> Option<Self> {
        let place = match R::map(name.as_bytes()) {
            _ if R::fields().find(name.as_bytes(), usize::MAX).is_some() => Place::Field,
            Some(taken) if taken == map => return None,
            taken => taken
                .and_then(|taken| R::MAPS.get(taken))
                .map_or(Place::Nowhere, |map| Place::Map(map)),
        };
        Some(Misplaced { name, map: R::MAPS.get(map).copied().unwrap_or_default(), place })
    }
}

impl fmt::Display for Misplaced<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Misplaced { name, map, place } = self;
        write!(f, "the member `{name}` in `{map}`")?;
        match place {
            Place::Field => f.write_str(" instead of its own field"),
            Place::Map(place) => write!(f, " instead of `{place}`"),
            Place::Nowhere => f.write_str(", which takes other names,"),
        }
    }
}
