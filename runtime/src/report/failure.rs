//! What failed, as data; and how it is said.

use std::borrow::Cow;
use std::fmt;

use super::spell::shorten;
use crate::{Json, Kind, Reason};

/// What failed, with what the document has (`got`) and what the schema asks for (`want`).
///
/// Of what the document has, the first 100 characters are kept, and `…` behind them if there are more: the error has the
/// [span](crate::Error::span) of the value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Failure<'p> {
    /// The text is no JSON.
    Syntax(Reason),
    /// The schema is `false`: nothing is valid.
    FalseSchema,
    /// The value is valid, but the Rust type that should hold it cannot.
    Unrepresentable {
        /// The value.
        got: String,
        /// What the type holds.
        want: &'static str,
    },
    /// `type`: the value is of another type.
    Type {
        /// Its type.
        got: &'static str,
        /// The types allowed.
        want: Types,
    },
    /// `enum`: the value is none of these; `const`: it is not this one.
    Value {
        /// The value, as JSON text where that is known.
        got: String,
        /// The values allowed.
        want: Values<'p>,
    },
    /// `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`.
    Number {
        /// The number as it is spelled.
        got: String,
        /// The relation that should hold.
        relation: &'static str,
        /// The number that the keyword gives, as it is spelled.
        want: Cow<'p, str>,
    },
    /// `minLength`, `maxItems`, `minProperties`, `maxContains` and the like.
    Count {
        /// How many there are.
        got: u64,
        /// The relation that should hold: `at least` or `at most`.
        relation: &'static str,
        /// The number that the keyword gives.
        want: u64,
        /// What is counted.
        of: &'static str,
    },
    /// `pattern`: the string does not match.
    Pattern {
        /// The string.
        got: String,
        /// The regular expression (ECMA-262).
        want: &'p str,
    },
    /// `format`: the string is not of the format.
    Format {
        /// The string.
        got: String,
        /// The name of the format.
        want: &'p str,
    },
    /// `required`, `dependentRequired`: a member is missing.
    Required {
        /// Its name.
        missing: &'p str,
        /// The member whose presence asks for it.
        because_of: Option<&'p str>,
    },
    /// `additionalProperties`, `unevaluatedProperties`: a member that the schema does not allow.
    UnexpectedMember {
        /// Its name.
        name: String,
    },
    /// `unevaluatedItems`: an item that the schema does not allow.
    UnevaluatedItem,
    /// `additionalItems`, `items`: items that the schema does not allow.
    UnexpectedItems {
        /// The index of the first.
        from: u64,
    },
    /// `uniqueItems`: two items are equal.
    Duplicate {
        /// The indexes of the first such pair.
        indexes: (u64, u64),
    },
    /// `anyOf`: no branch holds.
    AnyOf,
    /// `oneOf`: none, or several of its branches hold.
    OneOf {
        /// The indexes of those that hold: of the first eight.
        holding: Vec<usize>,
    },
    /// `not`: the schema holds that should not.
    Not,
    /// `contentEncoding`, `contentMediaType`: the string is not what it says.
    Content {
        /// What it should be.
        want: &'p str,
    },
    /// A pattern with back-references took more work than is allowed.
    WorkLimit,
}

/// A set of JSON types, `integer` included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Types(u8);

impl Types {
    /// The names that `type` knows, in the order in which they are listed.
    const NAMES: [&'static str; 7] =
        ["null", "boolean", "integer", "number", "string", "array", "object"];

    /// No type.
    pub const NONE: Types = Types(0);
    /// `null`
    pub const NULL: Types = Types(1);
    /// `boolean`
    pub const BOOLEAN: Types = Types(2);
    /// `integer`: a number without a fraction
    pub const INTEGER: Types = Types(4);
    /// `number`
    pub const NUMBER: Types = Types(8);
    /// `string`
    pub const STRING: Types = Types(16);
    /// `array`
    pub const ARRAY: Types = Types(32);
    /// `object`
    pub const OBJECT: Types = Types(64);

    /// These types and those.
    #[must_use]
    pub const fn or(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    /// Whether the type of this name is in the set.
    #[must_use]
    pub fn names(self) -> Vec<&'static str> {
        let all = Self::NAMES.iter().enumerate();
        all.filter(|(bit, _)| self.0 & (1 << bit) != 0).map(|(_, name)| *name).collect()
    }
}

impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().join(" or "))
    }
}

/// The name of a kind, as `type` spells it.
pub(crate) fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "boolean",
        Kind::Number => "number",
        Kind::String => "string",
        Kind::Array => "array",
        Kind::Object => "object",
    }
}

/// Values of a schema: those that `const` or `enum` allows.
#[derive(Clone, Copy)]
pub struct Values<'p>(Kinds<'p>);

#[derive(Clone, Copy)]
enum Kinds<'p> {
    Any(&'p [Json<'p>]),
    Strings(&'p [&'p str]),
}

impl<'p> Values<'p> {
    /// Values of any kind.
    #[must_use]
    pub fn any(values: &'p [Json<'p>]) -> Self {
        Values(Kinds::Any(values))
    }

    /// Strings.
    #[must_use]
    pub fn strings(values: &'p [&'p str]) -> Self {
        Values(Kinds::Strings(values))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.0 {
            Kinds::Any(values) => values.len(),
            Kinds::Strings(values) => values.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values in the order of the schema.
    pub fn iter(&self) -> impl Iterator<Item = Json<'p>> + use<'p> {
        let (any, strings): (&'p [Json<'p>], &'p [&'p str]) = match self.0 {
            Kinds::Any(values) => (values, &[]),
            Kinds::Strings(values) => (&[], values),
        };
        any.iter().copied().chain(strings.iter().map(|text| Json::String(text)))
    }
}

impl fmt::Display for Values<'_> {
    /// Writes the values as JSON texts, with commas between.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, value) in self.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { ", " })?;
            value.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{self}]")
    }
}

impl PartialEq for Values<'_> {
    /// Whether they are the same values, spelled in the same way, in the same order.
    fn eq(&self, other: &Self) -> bool {
        let text = |value: Json<'_>| value.to_string();
        self.len() == other.len() && self.iter().map(text).eq(other.iter().map(text))
    }
}

impl Failure<'_> {
    /// What the document has.
    pub(crate) fn got(&self) -> Option<String> {
        match self {
            Failure::Unrepresentable { got, .. }
            | Failure::Value { got, .. }
            | Failure::Number { got, .. }
            | Failure::Pattern { got, .. }
            | Failure::Format { got, .. } => Some(got.clone()),
            Failure::Type { got, .. } => Some((*got).to_owned()),
            Failure::Count { got, .. } => Some(got.to_string()),
            Failure::UnexpectedMember { name } => Some(name.clone()),
            Failure::UnexpectedItems { from } => Some(from.to_string()),
            Failure::Duplicate { indexes: (first, second) } => Some(format!("{first}, {second}")),
            Failure::Syntax(_)
            | Failure::FalseSchema
            | Failure::Required { .. }
            | Failure::UnevaluatedItem
            | Failure::AnyOf
            | Failure::OneOf { .. }
            | Failure::Not
            | Failure::Content { .. }
            | Failure::WorkLimit => None,
        }
    }

    /// What the schema asks for.
    pub(crate) fn want(&self) -> Option<String> {
        match self {
            Failure::Unrepresentable { want, .. }
            | Failure::Pattern { want, .. }
            | Failure::Format { want, .. }
            | Failure::Content { want } => Some((*want).to_owned()),
            Failure::Type { want, .. } => Some(want.to_string()),
            Failure::Value { want, .. } => Some(want.to_string()),
            Failure::Number { want, .. } => Some(want.clone().into_owned()),
            Failure::Count { want, .. } => Some(want.to_string()),
            Failure::Required { missing, .. } => Some((*missing).to_owned()),
            Failure::Syntax(_)
            | Failure::FalseSchema
            | Failure::UnexpectedMember { .. }
            | Failure::UnexpectedItems { .. }
            | Failure::Duplicate { .. }
            | Failure::UnevaluatedItem
            | Failure::AnyOf
            | Failure::OneOf { .. }
            | Failure::Not
            | Failure::WorkLimit => None,
        }
    }
}

/// The most characters of a value that a message quotes.
const QUOTED: usize = 60;

/// The most characters that a message says of what the schema asks for.
const ASKED: usize = 500;

/// A value of the document, cut where it gets long, with nothing that would disturb a terminal.
fn quote(text: &str) -> String {
    let cut: String = text.chars().take(QUOTED).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    format!("\"{}\"{more}", cut.escape_debug())
}

/// As many of the values as a message can hold, and how many there are if it holds fewer.
fn list(values: Values<'_>) -> String {
    let mut said = String::new();
    for (index, value) in values.iter().enumerate() {
        let value = value.to_string();
        let value = shorten(&value, ASKED);
        if said.len() + value.len() > ASKED && index > 0 {
            said.push_str(&format!(", … ({} in all)", values.len()));
            break;
        }
        said.push_str(if index == 0 { "" } else { ", " });
        said.push_str(&value);
    }
    said
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Syntax(reason) => write!(f, "not JSON: {reason}"),
            Failure::FalseSchema => f.write_str("the schema allows no value here"),
            Failure::Unrepresentable { got, want } => {
                write!(f, "{} does not fit into {want}", shorten(got, QUOTED))
            }
            Failure::Type { got, want } => write!(f, "expected {want}, found {got}"),
            Failure::Value { got, want } => {
                let relation = if want.len() == 1 { "not" } else { "none of" };
                write!(f, "{} is {relation} {}", shorten(got, QUOTED), list(*want))
            }
            Failure::Number { got, relation, want } => {
                let want = shorten(want, ASKED);
                write!(f, "{} is not {relation} {want}", shorten(got, QUOTED))
            }
            Failure::Count { got, relation, want, of } => {
                write!(f, "expected {relation} {want} {of}, found {got}")
            }
            Failure::Pattern { got, want } => {
                write!(f, "{} does not match the pattern {}", quote(got), shorten(want, ASKED))
            }
            Failure::Format { got, want } => write!(f, "{} is not a valid {want}", quote(got)),
            Failure::Required { missing, because_of: None } => {
                write!(f, "the member {} is missing", quote(missing))
            }
            Failure::Required { missing, because_of: Some(other) } => {
                write!(
                    f,
                    "the member {} is missing, which {} asks for",
                    quote(missing),
                    quote(other)
                )
            }
            Failure::UnexpectedMember { name } => {
                write!(f, "the member {} is not allowed", quote(name))
            }
            Failure::UnexpectedItems { from } => {
                write!(f, "items that are not allowed, from index {from} on")
            }
            Failure::UnevaluatedItem => f.write_str("an item that no part of the schema allows"),
            Failure::Duplicate { indexes: (first, second) } => {
                write!(f, "the items {first} and {second} are equal")
            }
            Failure::AnyOf => f.write_str("none of the alternatives holds"),
            Failure::OneOf { holding } if holding.is_empty() => {
                f.write_str("none of the alternatives holds, and one should")
            }
            Failure::OneOf { holding } => {
                let holding: Vec<_> = holding.iter().map(usize::to_string).collect();
                write!(
                    f,
                    "only one of the alternatives should hold, but {} do",
                    holding.join(" and ")
                )
            }
            Failure::Not => f.write_str("the value is what it should not be"),
            Failure::Content { want } => write!(f, "the string is not {want}"),
            Failure::WorkLimit => {
                f.write_str("matching the pattern took more work than is allowed")
            }
        }
    }
}
