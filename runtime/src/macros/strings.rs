//! An enumeration of strings.

/// What a generated enumeration of strings has: its values, ways in and out, and serde both ways. The flags are those of
/// [`record!`](crate::record!).
#[macro_export]
macro_rules! strings {
    ($name:ident: $validator:path, $location:expr, [$($flag:ident)*]; $($variant:ident = $value:literal;)*) => {
        $crate::validated!($name: $validator, $location, [$($flag)*]);

        impl $name {
            /// All values, in the schema's order.
            pub const ALL: [Self; [$($value),*].len()] = [$(Self::$variant),*];

            /// The value as JSON documents have it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $value,)*
                }
            }

            /// Reads and validates JSON text.
            ///
            /// # Errors
            /// Everything that is wrong with the text.
            pub fn from_slice(json: &[u8]) -> ::core::result::Result<Self, $crate::Report> {
                $crate::document::read_plain(json)
            }

            fn find(text: &[u8]) -> ::core::option::Option<Self> {
                Self::ALL.into_iter().find(|value| *value.as_str().as_bytes() == *text)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::Report;

            /// Reads a value as `Display` writes it.
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Report> {
                Self::find(text.as_bytes())
                    .map_or_else(|| $crate::document::refuse::<Self>(text), ::core::result::Result::Ok)
            }
        }

        impl $crate::Key for $name {
            const WANT: &'static str = stringify!($name);

            fn of_name(
                name: ::std::string::String,
            ) -> ::core::result::Result<Self, ::std::string::String> {
                Self::find(name.as_bytes()).ok_or(name)
            }

            fn name(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::Build for $name {
            fn build<'a, __I: $crate::Seek<'a>>(
                input: &mut __I,
            ) -> ::core::result::Result<Self, $crate::Unfit> {
                let text = $crate::Input::string(input)?;
                let unfit = $crate::Unfit { at: text.mark(), want: stringify!($name) };
                Self::find(&text.bytes()).ok_or(unfit)
            }
        }

        impl<'de> $crate::Read<'de> for $name {
            fn read<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
                _: $crate::Integers,
            ) -> ::core::result::Result<Self, __D::Error> {
                <Self as $crate::serde::Deserialize>::deserialize(deserializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let find = |text: &str| Self::find(text.as_bytes());
                $crate::read::one_of(deserializer, stringify!($name), find)
            }
        }

        impl $crate::typed::AsNode for $name {
            fn as_node(&self) -> $crate::typed::Node<'_> {
                $crate::typed::Node::String(self.as_str())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
