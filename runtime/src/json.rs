//! JSON values of a schema, which instances are compared with.

use std::fmt;

use crate::{Flow, Input, Kind, Number, Str};

/// A JSON value of a schema (`const`, `enum`) that can be in a `static`.
#[derive(Clone, Copy, Debug)]
pub enum Json<'p> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number with all its digits
    Number(Number<'p>),
    /// A string
    String(&'p str),
    /// An array
    Array(&'p [Json<'p>]),
    /// An object, its members sorted by name, no name twice
    Object(&'p [(&'p str, Json<'p>)]),
}

impl Json<'_> {
    /// What kind of value it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Json::Null => Kind::Null,
            Json::Boolean(_) => Kind::Boolean,
            Json::Number(_) => Kind::Number,
            Json::String(_) => Kind::String,
            Json::Array(_) => Kind::Array,
            Json::Object(_) => Kind::Object,
        }
    }

    /// Reads the value at `input` and says whether it equals this one: numbers by value, objects whatever the order
    /// of their members (JSON Schema core section 4.2.2).
    ///
    /// # Errors
    /// The text may turn out not to be JSON.
    pub fn equals<'a, I: Input<'a>>(&self, input: &mut I) -> Flow<bool> {
        let kind = input.kind()?;
        match (self, kind) {
            (Json::Null, Kind::Null) => input.null().map(|()| true),
            (Json::Boolean(want), Kind::Boolean) => Ok(input.boolean()? == *want),
            (Json::Number(want), Kind::Number) => Ok(input.number()? == *want),
            (Json::String(want), Kind::String) => Ok(same(&input.string()?, want)),
            (Json::Array(want), Kind::Array) => equals_array(want, input),
            (Json::Object(want), Kind::Object) => equals_object(want, input),
            _ => input.skip().map(|()| false),
        }
    }
}

fn same(text: &Str<'_>, want: &str) -> bool {
    *text.bytes() == *want.as_bytes()
}

fn equals_array<'a, I: Input<'a>>(want: &[Json<'_>], input: &mut I) -> Flow<bool> {
    let mut array = input.array()?;
    let mut want = want.iter();
    let mut equal = true;
    while input.item(&mut array)? {
        match want.next() {
            Some(item) if equal => equal = item.equals(input)?,
            _ => {
                equal = false;
                input.skip()?;
            }
        }
    }
    Ok(equal && want.len() == 0)
}

fn equals_object<'a, I: Input<'a>>(want: &[(&str, Json<'_>)], input: &mut I) -> Flow<bool> {
    let mut object = input.object()?;
    let mut equal = true;
    let mut members = 0;
    while let Some(name) = input.member(&mut object)? {
        input.once(&mut object, name)?;
        members += 1;
        let place = want.binary_search_by(|(known, _)| known.as_bytes().cmp(&name.bytes()));
        match place.ok().and_then(|index| want.get(index)) {
            Some((_, value)) if equal => equal = value.equals(input)?,
            _ => {
                equal = false;
                input.skip()?;
            }
        }
    }
    Ok(equal && members == want.len())
}

impl fmt::Display for Json<'_> {
    /// Writes the value as compact JSON text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null => f.write_str("null"),
            Json::Boolean(value) => value.fmt(f),
            Json::Number(number) => f.write_str(&number.text()),
            Json::String(text) => write_string(f, text),
            Json::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    item.fmt(f)?;
                }
                f.write_str("]")
            }
            Json::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    write_string(f, name)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    // A string always has a JSON spelling.
    f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
}
