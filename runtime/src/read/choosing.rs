//! Types that have unions: read as any value first, which is validated and then built from.

use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Map, Value};

use super::value::AnyVisitor;
use super::{Integers, Read};
use crate::record::Record;
use crate::{Build, TreeIndex, Validate, document};

/// Reads a value of a type that has unions.
///
/// # Errors
/// Those of the format; everything that is wrong with the value.
pub fn choosing<'de, T: Validate + Build, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    built(&Value::read(deserializer, Integers::ByValue)?)
}

/// Reads an object of a type that has unions, whose builder is `R`. Compact formats may give its members as a sequence.
///
/// # Errors
/// Those of the format; everything that is wrong with the value.
pub fn choosing_record<'de, T: Validate + Build, R: Record, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let names = R::fields().names();
    let compact = !deserializer.is_human_readable();
    built(&deserializer.deserialize_struct(R::NAME, names, Members { names, compact })?)
}

/// Reads a value of a type that has no unions, as any value first.
///
/// # Errors
/// Those of the format; everything that is wrong with the value.
pub fn validated<'de, T: Validate + Build, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = Value::read(deserializer, Integers::ByValue)?;
    document::read_input_plain(&TreeIndex::new(&value).input()).map_err(D::Error::custom)
}

fn built<T: Validate + Build, E: Error>(value: &Value) -> Result<T, E> {
    document::read_input_choosing(&TreeIndex::new(value).input()).map_err(E::custom)
}

struct Members {
    names: &'static [&'static str],
    compact: bool,
}

impl<'de> Visitor<'de> for Members {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        AnyVisitor.visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        if !self.compact {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        let mut members = Map::new();
        for name in self.names {
            let seed = super::Seed::<Value>::new(Integers::ByValue);
            match seq.next_element_seed(seed)? {
                // Such formats cannot leave members out.
                Some(Value::Null) => {}
                Some(value) => drop(members.insert((*name).to_owned(), value)),
                None => break,
            }
        }
        Ok(Value::Object(members))
    }
}
