//! What failed, as data.

mod kept;
mod message;
mod types;
mod values;

use std::borrow::Cow;

pub(crate) use kept::{kept, kept_string, kind_spelled, shorten, spell};
pub(crate) use message::{ASKED, QUOTED};
pub use types::Types;
pub(crate) use types::type_name;
pub use values::Values;

use crate::Reason;

/// What failed, with what the document has (`got`) and what the schema asks for (`want`).
///
/// Of a value in the document, the first 100 characters are kept, with `…` after them if there are more. The error has the
/// [span](crate::Error::span) of the whole value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Failure<'p> {
    /// The text is not JSON.
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
        /// The member whose presence requires it.
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
    /// `oneOf`: none of the branches holds, or several do.
    OneOf {
        /// The indexes of the branches that hold; of the first eight at most.
        holding: Vec<usize>,
    },
    /// `not`: the value is valid against a schema that should not hold.
    Not,
    /// `contentEncoding`, `contentMediaType`: the string is not encoded as the keyword says.
    Content {
        /// What it should be.
        want: &'p str,
    },
    /// A pattern with back-references took more work than is allowed.
    WorkLimit,
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
