//! The names of objects, to find those that occur twice.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::Str;

/// With more names than these in one object, searching a list costs more than hashing.
const MANY: usize = 32;

/// The names of an object so far. Most objects have few names that the caller does not watch itself, so nothing is
/// allocated before the second.
#[derive(Debug)]
pub(super) enum Names<'a> {
    None,
    One(Entry<'a>),
    Few(Vec<Entry<'a>>),
    Many(HashSet<Cow<'a, [u8]>>),
}

impl<'a> Names<'a> {
    /// Adds a name; `false` if it was there.
    pub(super) fn insert(&mut self, name: Str<'a>) -> bool {
        let entry = Entry::new(name);
        match self {
            Names::None => *self = Names::One(entry),
            Names::One(first) if first.is_same(&entry) => return false,
            Names::One(first) => {
                let mut names = Vec::with_capacity(8);
                names.extend([*first, entry]);
                *self = Names::Few(names);
            }
            Names::Few(names) if names.iter().any(|one| one.is_same(&entry)) => return false,
            Names::Few(names) if names.len() == MANY => {
                let mut many = hashed(names);
                many.insert(name.bytes());
                *self = Names::Many(many);
            }
            Names::Few(names) => names.push(entry),
            Names::Many(names) => return names.insert(name.bytes()),
        }
        true
    }
}

/// The names of an object and of all that it is inside of, in one list: it is allocated once for a whole value.
#[derive(Debug, Default)]
pub(super) struct Nested<'a> {
    names: Vec<Entry<'a>>,
}

/// The names of one of these objects.
#[derive(Debug)]
pub(super) struct Level<'a> {
    /// Where its names begin in the list.
    start: usize,
    /// Instead of the list, if there are many.
    many: Option<HashSet<Cow<'a, [u8]>>>,
}

impl<'a> Nested<'a> {
    /// Begins with the names of an object.
    #[inline(always)]
    pub(super) fn enter(&self) -> Level<'a> {
        Level { start: self.names.len(), many: None }
    }

    /// Adds a name to those of the innermost object; `false` if it was there.
    #[inline(always)]
    pub(super) fn insert(&mut self, level: &mut Level<'a>, name: Str<'a>) -> bool {
        let own = self.names.get(level.start..).unwrap_or_default();
        if level.many.is_some() || own.len() == MANY {
            return self.insert_into_many(level, name);
        }
        let entry = Entry::new(name);
        if own.iter().any(|one| one.is_same(&entry)) {
            return false;
        }
        self.names.push(entry);
        true
    }

    #[inline(never)]
    fn insert_into_many(&mut self, level: &mut Level<'a>, name: Str<'a>) -> bool {
        let names = self.names.drain(level.start..);
        level.many.get_or_insert_with(|| hashed(names.as_slice())).insert(name.bytes())
    }

    /// Ends with the names of the innermost object.
    #[inline(always)]
    pub(super) fn leave(&mut self, level: &Level<'a>) {
        self.names.truncate(level.start);
    }
}

fn hashed<'a>(names: &[Entry<'a>]) -> HashSet<Cow<'a, [u8]>> {
    names.iter().map(|entry| entry.name.bytes()).collect()
}

/// A name, and what tells it from most others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    print: u64,
    name: Str<'a>,
}

impl<'a> Entry<'a> {
    #[inline(always)]
    fn new(name: Str<'a>) -> Self {
        Entry { print: print(&name.bytes()), name }
    }

    #[inline(always)]
    fn is_same(&self, other: &Entry<'_>) -> bool {
        self.print == other.print && self.name.bytes() == other.name.bytes()
    }
}

/// The length, the first and the last bytes of a name in one word.
#[inline(always)]
fn print(name: &[u8]) -> u64 {
    let length = (name.len() as u64) << 56;
    match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(20) ^ length
        }
        _ => name.iter().fold(length, |print, byte| print << 8 ^ u64::from(*byte)) ^ length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(index: usize) -> String {
        // Equal in length and at both ends.
        format!("beginning{index:04}theending")
    }

    #[test]
    fn a_name_is_refused_the_second_time() {
        let all: Vec<String> = (0..100).map(name).collect();
        for count in [1, 2, 3, MANY - 1, MANY, MANY + 1, 100] {
            let mut names = Names::None;
            let mut nested = Nested::default();
            let mut outer = nested.enter();
            assert!(nested.insert(&mut outer, Str::plain("outer", 0)));
            let mut level = nested.enter();
            for name in &all[..count] {
                assert!(names.insert(Str::plain(name, 0)), "{name}");
                assert!(nested.insert(&mut level, Str::plain(name, 0)), "{name}");
            }
            for name in &all[..count] {
                assert!(!names.insert(Str::plain(name, 0)), "{name} of {count}");
                assert!(!nested.insert(&mut level, Str::plain(name, 0)), "{name} of {count}");
            }
            nested.leave(&level);
            assert!(nested.insert(&mut outer, Str::plain(&all[0], 0)));
            assert!(!nested.insert(&mut outer, Str::plain("outer", 0)));
        }
    }

    #[test]
    fn short_names_have_different_prints() {
        let names = ["", "a", "b", "ab", "ba", "abcdefg", "bacdefg", "abcdefgh", "abcdefghi"];
        let prints: HashSet<u64> = names.iter().map(|name| print(name.as_bytes())).collect();
        assert_eq!(prints.len(), names.len());
    }
}
