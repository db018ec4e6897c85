//! Values through serde, without validation: what [`Deserialize`] of a generated type begins with.
//!
//! Only the outermost value is validated. A member's type must not validate itself: it would cost a pass for each level,
//! and a type that stands alone can mean something else than inside of a document (`$dynamicRef`).

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Map, Number, Value};

use crate::scalar::DateTime;

/// Which numbers are integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integers {
    /// Numbers without a fraction, however they are spelled: `3.0` is one.
    ByValue,
    /// Numbers that are spelled without a point and an exponent (draft 4).
    BySpelling,
}

/// A value that serde gives.
pub trait Read<'de>: Sized {
    /// Takes the value from a deserializer.
    ///
    /// # Errors
    /// Those of the format; a value that the type cannot hold.
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error>;
}

/// [`Read`] for serde's containers.
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

macro_rules! read_as_deserialized {
    ($($ty:ty),*) => {$(
        impl<'de> Read<'de> for $ty {
            fn read<D: Deserializer<'de>>(deserializer: D, _: Integers) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}

read_as_deserialized!(bool, f64, String, DateTime);

/// The greatest integer up to which `f64` has all integers.
const EXACT: f64 = 9_007_199_254_740_992.0;

macro_rules! read_integer {
    ($($ty:ident by $deserialize:ident),*) => {$(
        impl<'de> Read<'de> for $ty {
            fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
                deserializer.$deserialize(IntegerVisitor::<$ty> { integers, value: PhantomData })
            }
        }

        impl<'de> Visitor<'de> for IntegerVisitor<$ty> {
            type Value = $ty;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an integer of the type {}", stringify!($ty))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<$ty, E> {
                $ty::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<$ty, E> {
                $ty::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<$ty, E> {
                match exact(value).filter(|_| self.integers == Integers::ByValue) {
                    Some(exact) => self.visit_i64(exact),
                    None => Err(E::invalid_value(Unexpected::Float(value), &self)),
                }
            }
        }
    )*};
}

struct IntegerVisitor<T> {
    integers: Integers,
    value: PhantomData<T>,
}

read_integer!(i64 by deserialize_i64, u64 by deserialize_u64);

/// The integer that a float is. `None` beyond the greatest up to which floats have all integers: which one was meant is
/// not known there.
fn exact(value: f64) -> Option<i64> {
    let is_exact = value.fract() == 0.0 && value.abs() <= EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "it is an integer in the range of i64")]
    is_exact.then_some(value as i64)
}

impl<'de, T: Read<'de>> Read<'de> for Box<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        T::read(deserializer, integers).map(Box::new)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        struct Optional<T>(Seed<T>);

        impl<'de, T: Read<'de>> Visitor<'de> for Optional<T> {
            type Value = Option<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }

            fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Option<T>, D::Error> {
                self.0.deserialize(inner).map(Some)
            }
        }

        deserializer.deserialize_option(Optional(Seed::new(integers)))
    }
}

impl<'de, T: Read<'de>> Read<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        struct Items<T>(Integers, PhantomData<T>);

        impl<'de, T: Read<'de>> Visitor<'de> for Items<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element_seed(Seed::new(self.0))? {
                    items.push(item);
                }
                Ok(items)
            }
        }

        deserializer.deserialize_seq(Items(integers, PhantomData))
    }
}

impl<'de, T: Read<'de>> Read<'de> for BTreeMap<String, T> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        struct Members<T>(Integers, PhantomData<T>);

        impl<'de, T: Read<'de>> Visitor<'de> for Members<T> {
            type Value = BTreeMap<String, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = BTreeMap::new();
                while let Some(name) = map.next_key::<String>()? {
                    if members.contains_key(&name) {
                        return Err(duplicate(&name));
                    }
                    members.insert(name, map.next_value_seed(Seed::new(self.0))?);
                }
                Ok(members)
            }
        }

        deserializer.deserialize_map(Members(integers, PhantomData))
    }
}

impl<'de> Read<'de> for Map<String, Value> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        BTreeMap::read(deserializer, integers).map(Map::from_iter)
    }
}

impl<'de> Read<'de> for Value {
    /// Unlike serde_json's own, it refuses a name that occurs twice in an object.
    fn read<D: Deserializer<'de>>(deserializer: D, _: Integers) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value).map(Value::Number);
        number.ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Seed::new(Integers::ByValue))? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if members.contains_key(&name) {
                return Err(duplicate(&name));
            }
            let value = map.next_value_seed(Seed::new(Integers::ByValue))?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

/// A string that is one of several: `find` gives the value of the type `name` that it stands for.
///
/// # Errors
/// Those of the format; the string stands for no value.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: for<'de> Read<'de>>(json: &str, integers: Integers) -> Result<T, String> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let value = T::read(&mut deserializer, integers).map_err(|error| error.to_string())?;
        deserializer.end().map_err(|error| error.to_string())?;
        Ok(value)
    }

    #[test]
    fn integers_are_read_by_value_or_by_spelling() {
        for (json, value) in
            [("3", 3), ("3.0", 3), ("-0.0", 0), ("1e3", 1000), ("9007199254740992.0", 1_i64 << 53)]
        {
            assert_eq!(read(json, Integers::ByValue), Ok(value), "{json}");
        }
        for json in ["3.5", "1e300", "9007199254740994.0", "18446744073709551615", "\"3\""] {
            assert!(read::<i64>(json, Integers::ByValue).is_err(), "{json}");
        }
        assert_eq!(read("18446744073709551615", Integers::ByValue), Ok(u64::MAX));
        assert!(read::<u64>("-1", Integers::ByValue).is_err());
        assert_eq!(read("3", Integers::BySpelling), Ok(3_i64));
        assert!(read::<i64>("3.0", Integers::BySpelling).is_err());
        assert_eq!(read("[3.0]", Integers::ByValue), Ok(vec![3_i64]));
        assert!(read::<Vec<i64>>("[3.0]", Integers::BySpelling).is_err());
    }

    #[test]
    fn values_refuse_duplicate_names_at_any_depth() {
        let json = r#"[{"a": [null, true, -1, 2.5, "s"], "b": {}}]"#;
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(read(json, Integers::ByValue), Ok(value));
        assert!(read::<Value>(r#"[{"a": {"b": 1, "b": 2}}]"#, Integers::ByValue).is_err());
    }
}
