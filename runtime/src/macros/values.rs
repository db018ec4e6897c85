//! Enumerations of other scalars than strings.

/// What a generated enumeration of integers has: its values, ways in and out, and serde both ways. The flags are those of
/// [`record!`](crate::record!).
#[macro_export]
macro_rules! integer_values {
    ($name:ident: $validator:path, $location:expr, [$($flag:ident)*]; $($variant:ident = $value:literal;)*) => {
        $crate::listed!($name: $validator, $location, [$($flag)*]; $($variant)*);

        impl $name {
            /// The value as JSON documents have it.
            #[must_use]
            pub const fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                }
            }

            const fn find(value: i64) -> ::core::option::Option<Self> {
                match value {
                    $($value => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::core::convert::From<$name> for i64 {
            fn from(value: $name) -> i64 {
                value.as_i64()
            }
        }

        impl ::core::convert::TryFrom<i64> for $name {
            type Error = $crate::Report;

            fn try_from(value: i64) -> ::core::result::Result<Self, $crate::Report> {
                $crate::document::check_node::<Self>($crate::typed::AsNode::as_node(&value))?;
                Self::find(value)
                    .map_or_else(|| $crate::document::refuse::<Self>(value), ::core::result::Result::Ok)
            }
        }

        impl $crate::Build for $name {
            fn build<'a, __I: $crate::Seek<'a>>(
                input: &mut __I,
            ) -> ::core::result::Result<Self, $crate::Unfit> {
                let at = $crate::Input::next_mark(input)?;
                let unfit = $crate::Unfit { at, want: stringify!($name) };
                let number = $crate::Input::number_if(input)?.ok_or(unfit)?;
                number.to_i64().and_then(Self::find).ok_or(unfit)
            }
        }

        impl<'de> $crate::Read<'de> for $name {
            fn read<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
                _: $crate::Integers,
            ) -> ::core::result::Result<Self, __D::Error> {
                let integers = $crate::integers!([$($flag)*]);
                $crate::read::integer(deserializer, integers, stringify!($name), Self::find)
            }
        }

        impl $crate::typed::AsNode for $name {
            fn as_node(&self) -> $crate::typed::Node<'_> {
                $crate::typed::Node::Signed(self.as_i64())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
    };
}

/// The same for an enumeration of any scalars. Numbers are given as text, with all their digits.
#[macro_export]
macro_rules! values {
    (
        $name:ident: $validator:path, $location:expr, [$($flag:ident)*];
        $($variant:ident = $kind:ident $(($value:literal))?;)*
    ) => {
        $crate::listed!($name: $validator, $location, [$($flag)*]; $($variant)*);

        impl $name {
            /// The value as JSON documents have it.
            #[must_use]
            pub fn value(self) -> $crate::Value {
                $crate::read::value(&self.json())
            }

            fn json(self) -> $crate::Json<'static> {
                match self {
                    $(Self::$variant => $crate::scalar!($kind $(($value))?),)*
                }
            }
        }

        impl ::core::fmt::Display for $name {
            /// Writes the value as JSON.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl ::core::convert::From<$name> for $crate::Value {
            fn from(value: $name) -> $crate::Value {
                value.value()
            }
        }

        impl $crate::Build for $name {
            fn build<'a, __I: $crate::Seek<'a>>(
                input: &mut __I,
            ) -> ::core::result::Result<Self, $crate::Unfit> {
                $crate::read::find(input, &Self::ALL, Self::json, stringify!($name))
            }
        }

        impl<'de> $crate::Read<'de> for $name {
            fn read<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
                _: $crate::Integers,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::read::listed(deserializer, $crate::integers!([$($flag)*]))
            }
        }

        impl $crate::typed::AsNode for $name {
            fn as_node(&self) -> $crate::typed::Node<'_> {
                $crate::typed::Node::listed(&self.json())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                $crate::read::write(&self.json(), serializer)
            }
        }
    };
}

/// What enumerations of other scalars than strings have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! listed {
    ($name:ident: $validator:path, $location:expr, [$($flag:ident)*]; $($variant:ident)*) => {
        $crate::validated!($name: $validator, $location, [$($flag)*]);

        impl $name {
            /// All values, in the schema's order.
            pub const ALL: [Self; [$(Self::$variant),*].len()] = [$(Self::$variant),*];

            /// Reads and validates JSON text.
            ///
            /// # Errors
            /// Everything that is wrong with the text.
            pub fn from_slice(json: &[u8]) -> ::core::result::Result<Self, $crate::Report> {
                $crate::document::read_plain(json)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::Report;

            /// Reads and validates JSON text: the same as `from_slice`.
            fn from_str(json: &str) -> ::core::result::Result<Self, $crate::Report> {
                Self::from_slice(json.as_bytes())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::read::validated(deserializer)
            }
        }
    };
}

/// A scalar as validators compare it.
#[doc(hidden)]
#[macro_export]
macro_rules! scalar {
    (Null) => {
        $crate::Json::Null
    };
    (Boolean($value:literal)) => {
        $crate::Json::Boolean($value)
    };
    (Number($text:literal)) => {
        $crate::Json::Number($crate::number!($text))
    };
    (String($text:literal)) => {
        $crate::Json::String($text)
    };
}
