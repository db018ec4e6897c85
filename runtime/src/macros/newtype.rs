//! A type around another one: strings, numbers, arrays, maps, and any value.

/// What a generated type around another one has: ways in and out, conversions, and serde both ways. For strings, write
/// `string`, or `text` for those of a format that has a type; for all others, `value`. A string with `as` has a method that parses it. The flags are those of [`record!`](crate::record!).
#[macro_export]
macro_rules! newtype {
    (
        string $name:ident as $parts:ty: $validator:path, $location:expr, [$($flag:ident)*]
    ) => {
        $crate::newtype! { string $name: $validator, $location, [$($flag)*] }

        impl $name {
            /// The parts of the value.
            ///
            /// # Errors
            /// A part is too large for its type.
            pub fn parsed(
                &self,
            ) -> ::core::result::Result<$parts, <$parts as ::core::str::FromStr>::Err> {
                self.0.parse()
            }
        }
    };
    (string $name:ident: $validator:path, $location:expr, [$($flag:ident)*]) => {
        $crate::newtype! { @all $name(::std::string::String): $validator, $location, [$($flag)*] }

        impl $name {
            /// The string.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::Report;

            /// Validates a string: the value itself, not its JSON text.
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Report> {
                <Self as ::core::convert::TryFrom<::std::string::String>>::try_from(text.into())
            }
        }
    };
    (text $name:ident($inner:ty): $validator:path, $location:expr, [$($flag:ident)*]) => {
        $crate::newtype! { value $name($inner): $validator, $location, [$($flag)*] }

        impl $name {
            /// The string.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.0.as_str()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::Report;

            /// Validates a string: the value itself, not its JSON text.
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Report> {
                $crate::document::check_node::<Self>($crate::typed::AsNode::as_node(text))?;
                ::core::result::Result::Ok($name(<$inner>::from_validated(text)))
            }
        }

        impl ::core::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::Report;

            fn try_from(text: ::std::string::String) -> ::core::result::Result<Self, $crate::Report> {
                text.parse()
            }
        }

        impl ::core::convert::From<$name> for ::std::string::String {
            fn from(value: $name) -> Self {
                value.0.into()
            }
        }
    };
    (value $name:ident($inner:ty): $validator:path, $location:expr, [$($flag:ident)*]) => {
        $crate::newtype! { @all $name($inner): $validator, $location, [$($flag)*] }

        #[allow(clippy::type_complexity, reason = "so are the values of the schema")]
        impl $name {
            /// The value inside.
            #[must_use]
            pub fn get(&self) -> &$inner {
                &self.0
            }
        }
    };
    (@all $name:ident($inner:ty): $validator:path, $location:expr, [$($flag:ident)*]) => {
        $crate::validated!($name: $validator, $location, [$($flag)*]);

        impl $name {
            /// Reads and validates JSON text.
            ///
            /// # Errors
            /// Everything that is wrong with the text.
            pub fn from_slice(json: &[u8]) -> ::core::result::Result<Self, $crate::Report> {
                $crate::read_text!([$($flag)*] json)
            }
        }

        #[allow(clippy::type_complexity, reason = "so are the values of the schema")]
        impl ::core::convert::TryFrom<$inner> for $name {
            type Error = $crate::Report;

            #[inline]
            fn try_from(value: $inner) -> ::core::result::Result<Self, $crate::Report> {
                $crate::document::check_node::<Self>($crate::typed::AsNode::as_node(&value))?;
                ::core::result::Result::Ok($name(value))
            }
        }

        #[allow(clippy::type_complexity, reason = "so are the values of the schema")]
        impl ::core::convert::From<$name> for $inner {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl $crate::Build for $name {
            fn build<'a, __I: $crate::Seek<'a>>(
                input: &mut __I,
            ) -> ::core::result::Result<Self, $crate::Unfit> {
                $crate::guarded!([$($flag)*] $name, { $crate::Build::build(input).map($name) })
            }
        }

        impl<'de> $crate::Read<'de> for $name {
            fn read<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
                _: $crate::Integers,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::guarded!([$($flag)*] $name, {
                    let integers = $crate::integers!([$($flag)*]);
                    $crate::Read::read(deserializer, integers).map($name)
                })
            }
        }

        #[allow(clippy::type_complexity, reason = "so are the values of the schema")]
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::if_chooses!([$($flag)*] {
                    $crate::read::choosing(deserializer)
                } {
                    $crate::guarded!([] Self, {
                        let integers = $crate::integers!([$($flag)*]);
                        let inner: $inner = $crate::Read::read(deserializer, integers)?;
                        <Self as ::core::convert::TryFrom<$inner>>::try_from(inner)
                            .map_err($crate::serde::de::Error::custom)
                    })
                })
            }
        }

        impl $crate::typed::AsNode for $name {
            fn as_node(&self) -> $crate::typed::Node<'_> {
                $crate::typed::AsNode::as_node(&self.0)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                $crate::serde::Serialize::serialize(&self.0, serializer)
            }
        }
    };
}
