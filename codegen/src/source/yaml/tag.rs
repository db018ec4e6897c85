//! Tags: those of the core schema, and what values they ask for.

use granit_parser::Tag as Spelled;

use super::scalar::Scalar;

/// A tag of the core schema (YAML 1.2.2 sections 10.1 to 10.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// None: the spelling of a scalar tells what it is.
    Absent,
    /// `!`: a scalar is a string, whatever it looks like.
    NonSpecific,
    Str,
    Int,
    Float,
    Bool,
    Null,
    Seq,
    Map,
}

impl Tag {
    /// The tag; `None` if it is not of the core schema.
    pub(super) fn of(spelled: Option<&Spelled>) -> Option<Self> {
        let Some(spelled) = spelled else { return Some(Tag::Absent) };
        if spelled.handle().is_empty() && spelled.suffix() == "!" {
            return Some(Tag::NonSpecific);
        }
        Some(match spelled.core_suffix()? {
            "str" => Tag::Str,
            "int" => Tag::Int,
            "float" => Tag::Float,
            "bool" => Tag::Bool,
            "null" => Tag::Null,
            "seq" => Tag::Seq,
            "map" => Tag::Map,
            _ => return None,
        })
    }

    /// Whether a sequence may have it.
    pub(super) fn fits_sequence(self) -> bool {
        matches!(self, Tag::Absent | Tag::NonSpecific | Tag::Seq)
    }

    /// Whether a mapping may have it.
    pub(super) fn fits_mapping(self) -> bool {
        matches!(self, Tag::Absent | Tag::NonSpecific | Tag::Map)
    }

    /// What a scalar with this tag means; `None` if its text is not of that kind.
    pub(super) fn scalar(self, text: &str, is_plain: bool) -> Option<Scalar> {
        match self {
            Tag::Absent if is_plain => Some(Scalar::of_plain(text)),
            Tag::Absent | Tag::NonSpecific | Tag::Str => Some(Scalar::String),
            Tag::Seq | Tag::Map => None,
            Tag::Int | Tag::Float | Tag::Bool | Tag::Null => {
                self.fitting(Scalar::of_plain(text), text)
            }
        }
    }

    /// The scalar, if it is of the kind that this tag names.
    fn fitting(self, scalar: Scalar, text: &str) -> Option<Scalar> {
        match (self, scalar) {
            (Tag::Int, scalar @ (Scalar::Integer(_) | Scalar::TooLong))
            | (Tag::Float, scalar @ (Scalar::Float(_) | Scalar::NotFinite))
            | (Tag::Bool, scalar @ Scalar::Boolean(_))
            | (Tag::Null, scalar @ Scalar::Null) => Some(scalar),
            // Integers of other bases are no floats.
            (Tag::Float, Scalar::Integer(digits)) if !text.contains(['o', 'x']) => {
                Some(Scalar::Float(format!("{digits}.0")))
            }
            _ => None,
        }
    }
}
