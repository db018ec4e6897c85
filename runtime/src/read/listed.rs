//! Scalars that enumerations list: which of them a value is, and how they are written.

use serde::de::{Deserializer, Error, Unexpected};
use serde::ser::Serializer;
use serde_json::Value;

use super::{Integers, Read};
use crate::typed::Node;
use crate::{Build, Json, Seek, TreeIndex, Unfit};

/// The value of an enumeration that the next value of an input equals; `want` is the name of the type.
///
/// # Errors
/// There is none.
pub fn find<'a, I: Seek<'a>, T: Copy>(
    input: &mut I,
    values: &[T],
    json: fn(T) -> Json<'static>,
    want: &'static str,
) -> Result<T, Unfit> {
    let at = input.next_mark()?;
    for value in values {
        if json(*value).equals(&mut input.again())? {
            input.skip()?;
            return Ok(*value);
        }
    }
    Err(Unfit { at, want })
}

/// Reads one of several scalars. `integers` says whether numbers have to be spelled as integers.
///
/// # Errors
/// Those of the format; the value is none of them.
pub fn listed<'de, T: Build, D: Deserializer<'de>>(
    deserializer: D,
    integers: Integers,
) -> Result<T, D::Error> {
    let value = Value::read(deserializer, integers)?;
    if let (Integers::BySpelling, Some(float)) =
        (integers, value.as_f64().filter(|_| value.is_f64()))
    {
        return Err(D::Error::invalid_value(Unexpected::Float(float), &"an integer"));
    }
    let index = TreeIndex::new(&value);
    let built = T::build(&mut index.input());
    built.map_err(|unfit| D::Error::custom(format_args!("a value is not {}", unfit.want)))
}

/// Reads one of several integers: `find` gives its value of the type `want`.
///
/// # Errors
/// Those of the format; the integer has no value.
pub fn integer<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    integers: Integers,
    want: &'static str,
    find: fn(i64) -> Option<T>,
) -> Result<T, D::Error> {
    let value = i64::read(deserializer, integers)?;
    find(value).ok_or_else(|| D::Error::invalid_value(Unexpected::Signed(value), &want))
}

/// A scalar as a value of any type.
#[must_use]
pub fn value(json: &Json<'static>) -> Value {
    write(json, serde_json::value::Serializer).unwrap_or_default()
}

/// Writes a scalar. Arrays and objects, which enumerations of scalars do not have, are `null`.
///
/// # Errors
/// Those of the format.
pub fn write<S: Serializer>(json: &Json<'static>, serializer: S) -> Result<S::Ok, S::Error> {
    match Node::listed(json) {
        Node::Boolean(value) => serializer.serialize_bool(value),
        Node::Signed(integer) => serializer.serialize_i64(integer),
        Node::Unsigned(integer) => serializer.serialize_u64(integer),
        Node::Float(float) => serializer.serialize_f64(float),
        Node::String(text) => serializer.serialize_str(text),
        Node::Null
        | Node::Spelled(_)
        | Node::Array(_)
        | Node::Entries(_)
        | Node::Map(_)
        | Node::Record(_) => serializer.serialize_unit(),
    }
}
