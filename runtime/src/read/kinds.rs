//! Types of several kinds: the kind of a value tells which of its types it has.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, UnitDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::Integers;
use crate::Kind;

/// A type with a variant for each of several kinds.
pub trait OfKind<'de>: Sized {
    /// Reads a value of this kind, without validation.
    ///
    /// # Errors
    /// Those of the format; there is no variant of this kind, or its type cannot hold the value.
    fn of_kind<D: Deserializer<'de>>(
        kind: Kind,
        deserializer: D,
        integers: Integers,
    ) -> Result<Self, D::Error>;
}

/// Reads a value of one of several kinds, without validation.
///
/// # Errors
/// Those of the format; those of the type that values of this kind have.
pub fn by_kind<'de, T: OfKind<'de>, D: Deserializer<'de>>(
    deserializer: D,
    integers: Integers,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(ByKind { integers, value: PhantomData })
}

struct ByKind<T> {
    integers: Integers,
    value: PhantomData<T>,
}

impl<T> ByKind<T> {
    /// Reads what is no container.
    fn scalar<'de, V: IntoDeserializer<'de, E>, E: Error>(
        self,
        kind: Kind,
        value: V,
    ) -> Result<T, E>
    where
        T: OfKind<'de>,
    {
        T::of_kind(kind, value.into_deserializer(), self.integers)
    }
}

impl<'de, T: OfKind<'de>> Visitor<'de> for ByKind<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        self.scalar(Kind::Boolean, value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.scalar(Kind::Number, value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.scalar(Kind::Number, value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        self.scalar(Kind::Number, value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        self.scalar(Kind::String, value)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<T, E> {
        self.scalar(Kind::String, value)
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::of_kind(Kind::Null, UnitDeserializer::new(), self.integers)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        T::of_kind(Kind::Array, SeqAccessDeserializer::new(seq), self.integers)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::of_kind(Kind::Object, MapAccessDeserializer::new(map), self.integers)
    }
}
