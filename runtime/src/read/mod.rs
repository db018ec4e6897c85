//! Values through serde, without validation: what [`Deserialize`](serde::Deserialize) of a generated type begins with.
//!
//! Only the outermost value is validated. A member's type must not validate itself: it would cost a pass for each level,
//! and a type alone can mean something else than inside of a document (`$dynamicRef`).

mod choosing;
mod containers;
mod integers;
mod kinds;
mod listed;
mod scalars;
mod sequences;
#[cfg(test)]
mod tests;
mod value;

pub use choosing::{choosing, choosing_record, validated};
pub use kinds::{OfKind, by_kind};
pub use listed::{find, integer, listed, value, write};

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};

/// Which numbers are integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integers {
    /// Numbers without a fraction, however they are spelled: `3.0` is one.
    ByValue,
    /// Numbers that are spelled without a point and an exponent (draft 4).
    BySpelling,
}

/// A type that is read through serde without validation.
pub trait Read<'de>: Sized {
    /// Takes the value from a deserializer.
    ///
    /// # Errors
    /// Those of the format; a value that the type cannot hold.
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error>;
}

/// [`Read`] for values inside of containers.
#[derive(Debug)]
pub struct Seed<T> {
    integers: Integers,
    value: PhantomData<T>,
}

impl<T> Seed<T> {
    /// Reads a `T`.
    #[must_use]
    pub fn new(integers: Integers) -> Self {
        Seed { integers, value: PhantomData }
    }
}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer, self.integers)
    }
}

/// A string that is one of several: `find` gives its value of the type `name`.
///
/// # Errors
/// Those of the format; the string has no value.
pub fn one_of<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    name: &'static str,
    find: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    struct OneOf<T>(&'static str, fn(&str) -> Option<T>);

    impl<T> Visitor<'_> for OneOf<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a string of the type {}", self.0)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.1)(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
        }
    }

    deserializer.deserialize_str(OneOf(name, find))
}

/// The error for a name that occurs twice in an object.
pub(crate) fn duplicate<E: Error>(name: &str) -> E {
    E::custom(format_args!("duplicate member `{name}`"))
}
