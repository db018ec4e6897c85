//! The members of a node, one after the other.

use std::fmt;

use serde_json::{Map, Value, map};

use super::node::{AsNode, Entries, Members, Node};
use crate::record::Misplaced;

/// A member's name and value, if there is one more.
type Next<'v> = Result<Option<(&'v str, Node<'v>)>, Misplaced<'v>>;

/// The members of an object that are still to be read.
pub struct TypedObject<'v> {
    rest: Rest<'v>,
    /// The record, once the members of its fields have been read.
    record: Option<&'v dyn Members>,
    /// How many of the record's maps have been begun.
    maps: usize,
    depth: u8,
}

enum Rest<'v> {
    Fields { record: &'v dyn Members, names: &'static [&'static str], next: usize },
    Values(map::Iter<'v>),
    Entries { entries: &'v dyn Entries, last: Option<&'v str> },
    Nothing,
}

impl<'v> TypedObject<'v> {
    /// The members of a node; none if it is no object.
    pub(super) fn new(node: Node<'v>, depth: u8) -> Self {
        TypedObject { rest: Rest::of(node), record: None, maps: 0, depth }
    }

    /// How deep the members are nested.
    pub(super) fn depth(&self) -> u8 {
        self.depth
    }

    /// Moves to the next member: its name and value.
    ///
    /// # Errors
    /// A member in a map in which no document has it.
    #[inline]
    pub(super) fn next(&mut self) -> Next<'v> {
        if let Rest::Fields { record, names, next } = &mut self.rest {
            while let Some(name) = names.get(*next) {
                let field = record.field(*next);
                *next += 1;
                if let Some(node) = field {
                    return Ok(Some((name, node)));
                }
            }
        }
        self.next_other()
    }

    /// Moves to the next member that has no field.
    #[inline(never)]
    fn next_other(&mut self) -> Next<'v> {
        if let Rest::Fields { record, .. } = self.rest {
            self.record = Some(record);
            self.rest = Rest::Nothing;
        }
        loop {
            if let Some((name, node)) = self.rest.next() {
                let map = self.maps.saturating_sub(1);
                return match self.record.and_then(|record| record.misplaced(map, name)) {
                    Some(misplaced) => Err(misplaced),
                    None => Ok(Some((name, node))),
                };
            }
            let Some(map) = self.record.and_then(|record| record.map(self.maps)) else {
                return Ok(None);
            };
            self.rest = Rest::of(map);
            self.maps += 1;
        }
    }
}

impl<'v> Rest<'v> {
    fn of(node: Node<'v>) -> Self {
        match node {
            Node::Record(record) => {
                Rest::Fields { record, names: record.fields().names(), next: 0 }
            }
            Node::Map(members) => Rest::Values(Map::iter(members)),
            Node::Entries(entries) => Rest::Entries { entries, last: None },
            Node::Null
            | Node::Boolean(_)
            | Node::Signed(_)
            | Node::Unsigned(_)
            | Node::Float(_)
            | Node::Spelled(_)
            | Node::String(_)
            | Node::Array(_) => Rest::Nothing,
        }
    }

    /// The next member, of those that have no field.
    fn next(&mut self) -> Option<(&'v str, Node<'v>)> {
        match self {
            Rest::Values(members) => {
                members.next().map(|(name, value): (&String, &Value)| (&**name, value.as_node()))
            }
            Rest::Entries { entries, last } => {
                let (name, node) = entries.after(*last)?;
                *last = Some(name);
                Some((name, node))
            }
            Rest::Fields { .. } | Rest::Nothing => None,
        }
    }
}

impl fmt::Debug for TypedObject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedObject").field("depth", &self.depth).finish_non_exhaustive()
    }
}
