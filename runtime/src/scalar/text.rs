//! What all strings of a format have in common.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{Schema, json_schema};
use serde::Deserializer;
use serde::de::{self, Visitor};

use crate::{Seek, Unfit};

/// A string of a format that keeps its spelling. What it says is read on demand, by `parsed` where there is a type for it.
///
/// Equality, order and hash are those of the text.
pub trait Scalar: Sized {
    /// The name of the format.
    const FORMAT: &'static str;

    /// Whether a text is in the format.
    fn is_valid(text: &str) -> bool;

    /// The value of a text that has been validated; generated code calls this. Any other text is kept as well; what is
    /// parsed of it is then unspecified.
    #[doc(hidden)]
    fn from_text(text: Cow<'_, str>) -> Self;
}

/// Why a text is not in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatError {
    format: &'static str,
}

impl FormatError {
    /// The name of the format.
    #[must_use]
    pub fn format(&self) -> &'static str {
        self.format
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not in the format `{}`", self.format)
    }
}

impl std::error::Error for FormatError {}

/// The value of a text in its format.
pub(super) fn validated<T: Scalar>(text: Cow<'_, str>) -> Result<T, FormatError> {
    if T::is_valid(&text) { Ok(T::from_text(text)) } else { Err(FormatError { format: T::FORMAT }) }
}

/// The value of a string that has been validated.
pub(super) fn build<'a, T: Scalar, I: Seek<'a>>(input: &mut I) -> Result<T, Unfit> {
    let string = input.string()?;
    if string.has_lone_surrogate() {
        return Err(Unfit { at: string.mark(), want: "a string of Unicode characters" });
    }
    Ok(T::from_text(string.to_str()))
}

/// The value of a string in its format.
pub(super) fn deserialize<'de, T: Scalar, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct Text<T>(PhantomData<T>);

    impl<T: Scalar> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a string in the format `{}`", T::FORMAT)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            validated(Cow::Borrowed(text)).map_err(E::custom)
        }

        fn visit_string<E: de::Error>(self, text: String) -> Result<T, E> {
            validated(Cow::Owned(text)).map_err(E::custom)
        }
    }

    deserializer.deserialize_string(Text(PhantomData))
}

/// The schema of strings in a format.
pub(super) fn schema<T: Scalar>() -> Schema {
    json_schema!({ "type": "string", "format": T::FORMAT })
}

/// Types for strings of formats: for each, its documentation, name, format, and the function that checks a text.
macro_rules! scalar {
    ($($(#[$docs:meta])* $name:ident: $format:literal, $is_valid:path;)*) => {$(
        $(#[$docs])*
        ///
        /// The spelling is kept; equality, order and hash are those of the text.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text of a value that has just been validated; generated code calls this.
            #[doc(hidden)]
            #[must_use]
            pub fn from_validated(text: &str) -> Self {
                $name(text.into())
            }

            /// The text as it was read.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::scalar::text::Scalar for $name {
            const FORMAT: &'static str = $format;

            fn is_valid(text: &str) -> bool {
                $is_valid(text)
            }

            fn from_text(text: std::borrow::Cow<'_, str>) -> Self {
                $name(text.into())
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::scalar::text::FormatError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                $crate::scalar::text::validated(text.into())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::scalar::text::FormatError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                $crate::scalar::text::validated(text.into())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::scalar::text::FormatError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.try_into()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0.into()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.as_str()).finish()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::scalar::text::deserialize(deserializer)
            }
        }

        impl $crate::typed::AsNode for $name {
            fn as_node(&self) -> $crate::typed::Node<'_> {
                $crate::typed::Node::String(&self.0)
            }
        }

        impl $crate::Build for $name {
            fn build<'a, I: $crate::Seek<'a>>(input: &mut I) -> Result<Self, $crate::Unfit> {
                $crate::scalar::text::build(input)
            }
        }

        impl<'de> $crate::Read<'de> for $name {
            fn read<D: serde::Deserializer<'de>>(
                deserializer: D,
                _: $crate::Integers,
            ) -> Result<Self, D::Error> {
                $crate::scalar::text::deserialize(deserializer)
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::scalar::text::schema::<Self>()
            }
        }
    )*};
}

pub(super) use scalar;
