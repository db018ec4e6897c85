//! The nodes of scalars and containers.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::node::{AsNode, Entries, Items, Node};
use crate::build::Key;
use crate::scalar::{DateTime, Decimal};

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

impl AsNode for Decimal {
    fn as_node(&self) -> Node<'_> {
        Node::Spelled(self.as_str())
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

impl<T: AsNode, const N: usize> AsNode for [T; N] {
    fn as_node(&self) -> Node<'_> {
        Node::Array(self)
    }
}

impl<T: AsNode, const N: usize> Items for [T; N] {
    fn item(&self, index: usize) -> Option<Node<'_>> {
        let item = self.get(index)?;
        Some(item.as_node())
    }
}

macro_rules! tuple {
    ($($item:ident $place:tt)*) => {
        impl<$($item: AsNode),*> AsNode for ($($item,)*) {
            fn as_node(&self) -> Node<'_> {
                Node::Array(self)
            }
        }

        impl<$($item: AsNode),*> Items for ($($item,)*) {
            fn item(&self, index: usize) -> Option<Node<'_>> {
                match index {
                    $($place => Some(self.$place.as_node()),)*
                    _ => None,
                }
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0 B 1);
tuple!(A 0 B 1 C 2);
tuple!(A 0 B 1 C 2 D 3);
tuple!(A 0 B 1 C 2 D 3 E 4);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 J 8);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 J 8 K 9);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 J 8 K 9 L 10);
tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 J 8 K 9 L 10 M 11);

impl<K: Key, T: AsNode> AsNode for BTreeMap<K, T> {
    fn as_node(&self) -> Node<'_> {
        Node::Entries(self)
    }
}

impl<K: Key, T: AsNode> Entries for BTreeMap<K, T> {
    fn after(&self, name: Option<&str>) -> Option<(&str, Node<'_>)> {
        let (key, value) = K::after(self, name)?;
        Some((key.name(), value.as_node()))
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
