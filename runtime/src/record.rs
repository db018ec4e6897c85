//! Objects through serde, for any data format.

use std::fmt;
use std::marker::PhantomData;

use crate::{Report, Stop};

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A builder whose members serde fills, each with the type that it has, so that formats without types of their own
/// (CSV) are told what to read.
pub trait Record: Default {
    /// The name of the type that is built.
    const NAME: &'static str;
    /// The names of the members that have a field, in the order of the fields.
    const MEMBERS: &'static [&'static str];

    /// Takes the value of the member `name`.
    ///
    /// # Errors
    /// Those of the format.
    fn member<'de, A: MapAccess<'de>>(&mut self, name: String, map: &mut A)
    -> Result<(), A::Error>;

    /// Takes the value of the field at `index`; `false` if there is none.
    ///
    /// # Errors
    /// Those of the format.
    fn field<'de, A: SeqAccess<'de>>(
        &mut self,
        index: usize,
        seq: &mut A,
    ) -> Result<bool, A::Error>;
}

/// Fills a builder.
///
/// # Errors
/// Those of the format; a member that occurs twice.
pub fn deserialize<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    // Compact binary formats write a record as the sequence of its fields; in JSON that would be an array, which is
    // no object.
    let fields = !deserializer.is_human_readable();
    let visitor = Fill { fields, record: PhantomData };
    deserializer.deserialize_struct(R::NAME, R::MEMBERS, visitor)
}

/// The value of a member that validation has found to be there.
///
/// # Errors
/// None, after validation.
pub fn present<T>(member: Option<T>) -> Result<T, Report> {
    member.ok_or_else(|| Report::of_unfit(b"", Stop::Failed.into()))
}

/// Takes the next field of a sequence; `false` if there is none.
///
/// # Errors
/// Those of the format.
pub fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(
    seq: &mut A,
    field: &mut Option<T>,
) -> Result<bool, A::Error> {
    *field = seq.next_element()?;
    Ok(field.is_some())
}

/// The error for a member that the schema does not allow.
pub fn unexpected<E: Error>(name: &str) -> E {
    E::custom(format_args!("the member `{name}` is not allowed"))
}

struct Fill<R> {
    fields: bool,
    record: PhantomData<R>,
}

impl<'de, R: Record> Visitor<'de> for Fill<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", R::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<R, A::Error> {
        let mut record = R::default();
        let mut seen = std::collections::HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if !seen.insert(name.clone()) {
                return Err(A::Error::custom(format_args!("duplicate member `{name}`")));
            }
            record.member(name, &mut map)?;
        }
        Ok(record)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<R, A::Error> {
        if !self.fields {
            return Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self));
        }
        let mut record = R::default();
        for index in 0..R::MEMBERS.len() {
            if !record.field(index, &mut seq)? {
                return Ok(record);
            }
        }
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(record),
            Some(_) => Err(A::Error::invalid_length(R::MEMBERS.len() + 1, &self)),
        }
    }
}
