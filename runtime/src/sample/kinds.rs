//! Kinds of JSON values, and sets of them.

use serde_json::Value;

/// A kind of value. An integer is a number without a fraction, however it is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    Integer,
    Fraction,
    String,
    Array,
    Object,
}

const KINDS: [Kind; 7] = [
    Kind::Null,
    Kind::Boolean,
    Kind::Integer,
    Kind::Fraction,
    Kind::String,
    Kind::Array,
    Kind::Object,
];

impl Kind {
    /// Whether values of this kind have values inside.
    pub(super) fn has_parts(self) -> bool {
        matches!(self, Kind::Array | Kind::Object)
    }
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Kinds = Kinds(0);
    pub(super) const ALL: Kinds = Kinds(0b111_1111);
    pub(super) const NUMBERS: Kinds = Kinds(1 << Kind::Integer as u8 | 1 << Kind::Fraction as u8);

    pub(super) fn one(kind: Kind) -> Self {
        Kinds(1 << kind as u8)
    }

    /// What a value of `type` allows.
    pub(super) fn named(names: &Value) -> Self {
        match names {
            Value::String(name) => match name.as_str() {
                "null" => Kinds::one(Kind::Null),
                "boolean" => Kinds::one(Kind::Boolean),
                "integer" => Kinds::one(Kind::Integer),
                "number" => Kinds::NUMBERS,
                "string" => Kinds::one(Kind::String),
                "array" => Kinds::one(Kind::Array),
                "object" => Kinds::one(Kind::Object),
                _ => Kinds::NONE,
            },
            Value::Array(names) => {
                names.iter().map(Kinds::named).fold(Kinds::NONE, |all, one| all.or(one))
            }
            _ => Kinds::ALL,
        }
    }

    /// The kind that a keyword speaks of.
    pub(super) fn of_keyword(keyword: &str) -> Self {
        match keyword {
            "properties"
            | "patternProperties"
            | "required"
            | "additionalProperties"
            | "propertyNames"
            | "minProperties"
            | "maxProperties"
            | "dependentRequired"
            | "dependentSchemas"
            | "unevaluatedProperties" => Kinds::one(Kind::Object),
            "prefixItems" | "items" | "contains" | "minItems" | "maxItems" | "uniqueItems"
            | "unevaluatedItems" => Kinds::one(Kind::Array),
            "pattern" | "format" | "minLength" | "maxLength" | "contentEncoding"
            | "contentMediaType" => Kinds::one(Kind::String),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                Kinds::NUMBERS
            }
            _ => Kinds::NONE,
        }
    }

    /// The kind of a value.
    pub(super) fn of(value: &Value) -> Self {
        Kinds::one(match value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(number) if number.as_f64().is_some_and(|one| one.fract() != 0.0) => {
                Kind::Fraction
            }
            Value::Number(_) => Kind::Integer,
            Value::String(_) => Kind::String,
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        })
    }

    pub(super) fn or(self, other: Kinds) -> Self {
        Kinds(self.0 | other.0)
    }

    pub(super) fn and(self, other: Kinds) -> Self {
        Kinds(self.0 & other.0)
    }

    pub(super) fn without(self, other: Kinds) -> Self {
        Kinds(self.0 & !other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self == Kinds::NONE
    }

    pub(super) fn list(self) -> Vec<Kind> {
        KINDS.into_iter().filter(|kind| !self.and(Kinds::one(*kind)).is_empty()).collect()
    }
}
