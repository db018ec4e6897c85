//! What validators see of a value of a generated type.

use std::fmt;

use serde_json::{Map, Value};

use crate::record::{Fields, Misplaced};
use crate::{Json, Kind};

/// A type whose values can be validated without being written as text.
pub trait AsNode {
    /// The value as JSON has it.
    fn as_node(&self) -> Node<'_>;
}

/// A Rust value as the JSON value that it is written as.
///
/// What is inside of it is behind `dyn`. So a validator is instantiated once for the values of all types, and rustc
/// follows only short chains of instances from one type to the next.
#[derive(Clone, Copy)]
pub enum Node<'v> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// An integer, which may be negative
    Signed(i64),
    /// An integer
    Unsigned(u64),
    /// A finite float: [`Node::float`] makes it
    Float(f64),
    /// A number with all its digits
    Spelled(&'v str),
    /// A string
    String(&'v str),
    /// An array
    Array(&'v dyn Items),
    /// An object with members of any names, all of one type
    Entries(&'v dyn Entries),
    /// An object whose members can be any values
    Map(&'v Map<String, Value>),
    /// An object with members of its own
    Record(&'v dyn Members),
}

/// The items of an array.
pub trait Items {
    /// The item with this index, counted from 0.
    fn item(&self, index: usize) -> Option<Node<'_>>;
}

/// The members of an object with any names, in the order of their names.
pub trait Entries {
    /// The first member after the one with this name, or the first of all.
    fn after(&self, name: Option<&str>) -> Option<(&str, Node<'_>)>;
}

/// The members of an object whose names its type knows, and others.
pub trait Members {
    /// The names that the type knows.
    fn fields(&self) -> &'static Fields;

    /// The member with this index among the [`fields`](Self::fields), if it is present.
    fn field(&self, index: usize) -> Option<Node<'_>>;

    /// The map with this index, of those that hold the members which have no field. They come after the others.
    fn map(&self, _index: usize) -> Option<Node<'_>> {
        None
    }

    /// A member of this name in the map with this index, if no document has it there.
    fn misplaced<'n>(&self, _map: usize, _name: &'n str) -> Option<Misplaced<'n>> {
        None
    }
}

/// The node for an index that no field or map has.
#[must_use]
pub fn absent(_index: usize) -> Option<Node<'static>> {
    None
}

impl Node<'_> {
    /// A float: `null` if it is infinite or not a number, which JSON cannot write.
    #[must_use]
    pub fn float(value: f64) -> Self {
        if value.is_finite() { Node::Float(value) } else { Node::Null }
    }

    /// A scalar that an enumeration lists, as [`write`](crate::read::write) writes it.
    #[must_use]
    pub fn listed(value: &Json<'static>) -> Node<'static> {
        match value {
            Json::Boolean(value) => Node::Boolean(*value),
            Json::String(text) => Node::String(text),
            Json::Number(number) => match (number.to_i64(), number.to_u64()) {
                (Some(integer), _) => Node::Signed(integer),
                (None, Some(integer)) => Node::Unsigned(integer),
                (None, None) => Node::float(number.to_f64()),
            },
            Json::Null | Json::Array(_) | Json::Object(_) => Node::Null,
        }
    }

    /// What kind of value it is.
    #[inline]
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Node::Null => Kind::Null,
            Node::Boolean(_) => Kind::Boolean,
            Node::Signed(_) | Node::Unsigned(_) | Node::Float(_) | Node::Spelled(_) => Kind::Number,
            Node::String(_) => Kind::String,
            Node::Array(_) => Kind::Array,
            Node::Entries(_) | Node::Map(_) | Node::Record(_) => Kind::Object,
        }
    }
}

impl fmt::Debug for Node<'_> {
    /// Names the kind: the value may be large.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Node").field(&self.kind()).finish()
    }
}
