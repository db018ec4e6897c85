//! The nodes of scalars and containers.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde_json::{Map, Value};

use super::node::{AsNode, Entries, Items, Node};
use crate::scalar::DateTime;

macro_rules! integers {
    ($($ty:ty as $node:ident),*) => {$(
        impl AsNode for $ty {
            fn as_node(&self) -> Node<'_> {
                Node::$node((*self).into())
            }
        }
    )*};
}

integers!(i8 as Signed, i16 as Signed, i32 as Signed, i64 as Signed);
integers!(u8 as Unsigned, u16 as Unsigned, u32 as Unsigned, u64 as Unsigned);

impl AsNode for bool {
    fn as_node(&self) -> Node<'_> {
        Node::Boolean(*self)
    }
}

impl AsNode for f64 {
    fn as_node(&self) -> Node<'_> {
        Node::float(*self)
    }
}

impl AsNode for str {
    fn as_node(&self) -> Node<'_> {
        Node::String(self)
    }
}

impl AsNode for String {
    fn as_node(&self) -> Node<'_> {
        Node::String(self)
    }
}

impl AsNode for DateTime {
    fn as_node(&self) -> Node<'_> {
        Node::String(self.as_str())
    }
}

impl<T: AsNode> AsNode for Box<T> {
    fn as_node(&self) -> Node<'_> {
        T::as_node(self)
    }
}

impl<T: AsNode> AsNode for Option<T> {
    fn as_node(&self) -> Node<'_> {
        match self {
            Some(value) => value.as_node(),
            None => Node::Null,
        }
    }
}

impl<T: AsNode> AsNode for Vec<T> {
    fn as_node(&self) -> Node<'_> {
        Node::Array(self)
    }
}

impl<T: AsNode> Items for Vec<T> {
    fn item(&self, index: usize) -> Option<Node<'_>> {
        // Not by `map`, which would be one step more in chains of instances.
        let item = self.get(index)?;
        Some(item.as_node())
    }
}

impl<T: AsNode> AsNode for BTreeMap<String, T> {
    fn as_node(&self) -> Node<'_> {
        Node::Entries(self)
    }
}

impl<T: AsNode> Entries for BTreeMap<String, T> {
    fn after(&self, name: Option<&str>) -> Option<(&str, Node<'_>)> {
        let start = name.map_or(Bound::Unbounded, Bound::Excluded);
        let (name, value) = self.range::<str, _>((start, Bound::Unbounded)).next()?;
        Some((name, value.as_node()))
    }
}

impl AsNode for Map<String, Value> {
    fn as_node(&self) -> Node<'_> {
        Node::Map(self)
    }
}

impl AsNode for Value {
    fn as_node(&self) -> Node<'_> {
        match self {
            Value::Null => Node::Null,
            Value::Bool(value) => Node::Boolean(*value),
            Value::Number(number) => of_number(number),
            Value::String(text) => Node::String(text),
            Value::Array(items) => Node::Array(items),
            Value::Object(members) => Node::Map(members),
        }
    }
}

fn of_number(number: &serde_json::Number) -> Node<'static> {
    if let Some(unsigned) = number.as_u64() {
        Node::Unsigned(unsigned)
    } else if let Some(signed) = number.as_i64() {
        Node::Signed(signed)
    } else {
        number.as_f64().map_or(Node::Null, Node::float)
    }
}
