//! One of several types: `anyOf` and `oneOf`.

/// What a generated enum of several types has beside its variants: ways in and out, and serde both ways. A line gives a
/// variant and the number of the branch that it is built from; one without a type is `null`. `union` is the
/// number under which validators note the branch. The flags are those of [`record!`](crate::record!).
#[macro_export]
macro_rules! union {
    (
        $name:ident: $validator:path, $location:expr, [$($flag:ident)*], union $union:literal;
        $($variant:ident $(($ty:ty))? = $branch:literal;)*
    ) => {
        $crate::validated!($name: $validator, $location, [$($flag)*]);

        $crate::enumerated!($name [$($flag)*]; $($variant $(($ty))?;)*);

        impl $name {
            /// Builds the variant whose branch holds.
            fn choose<'a, __I: $crate::Seek<'a>>(
                input: &mut __I,
            ) -> ::core::result::Result<Self, $crate::Unfit> {
                match $crate::Seek::branch(input, $union)? {
                    $(::core::option::Option::Some($branch) => {
                        $crate::variant!(build $variant input $($ty)?)
                    })*
                    _ => ::core::result::Result::Err($crate::Stop::Failed.into()),
                }
            }
        }

        impl $crate::Build for $name {
            fn build<'a, __I: $crate::Seek<'a>>(
                input: &mut __I,
            ) -> ::core::result::Result<Self, $crate::Unfit> {
                $crate::built!([$($flag)*] input Self::choose::<__I>)
            }
        }

        impl<'de> $crate::Read<'de> for $name {
            fn read<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
                _: $crate::Integers,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::read::choosing(deserializer)
            }
        }
    };
}

/// What all enums of types have: ways in, and serde both ways but for what is inside of other values.
#[doc(hidden)]
#[macro_export]
macro_rules! enumerated {
    ($name:ident [$($flag:ident)*]; $($variant:ident $(($ty:ty))?;)*) => {
        impl $name {
            /// Reads JSON text, validates it and builds the value.
            ///
            /// # Errors
            /// Everything that is wrong with the text.
            pub fn from_slice(json: &[u8]) -> ::core::result::Result<Self, $crate::Report> {
                $crate::read_text!([$($flag)*] json)
            }

            /// Validates the value again, after it was changed.
            ///
            /// # Errors
            /// Everything that is wrong with it. Spans are those of its compact JSON text.
            #[inline]
            pub fn validate(&self) -> ::core::result::Result<(), $crate::Report> {
                $crate::document::check_typed(self)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::if_chooses!([$($flag)*] {
                    $crate::read::choosing(deserializer)
                } {
                    $crate::read::validated(deserializer)
                })
            }
        }

        impl $crate::typed::AsNode for $name {
            fn as_node(&self) -> $crate::typed::Node<'_> {
                match self {
                    $($crate::variant!(pattern $variant value $($ty)?) => {
                        $crate::variant!(node value $($ty)?)
                    })*
                }
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                match self {
                    $($crate::variant!(pattern $variant value $($ty)?) => {
                        $crate::variant!(write value serializer $($ty)?)
                    })*
                }
            }
        }
    };
}

/// A variant of a union: how it is built, read, matched and written.
#[doc(hidden)]
#[macro_export]
macro_rules! variant {
    (build $variant:ident $input:ident $ty:ty) => {
        <$ty as $crate::Build>::build($input).map(Self::$variant)
    };
    (build $variant:ident $input:ident) => {{
        $crate::Input::null($input)?;
        ::core::result::Result::Ok(Self::$variant)
    }};
    (read $variant:ident $deserializer:ident $integers:ident $ty:ty) => {
        <$ty as $crate::Read>::read($deserializer, $integers).map(Self::$variant)
    };
    (read $variant:ident $deserializer:ident $integers:ident) => {
        ::core::result::Result::Ok(Self::$variant)
    };
    (pattern $variant:ident $value:ident $ty:ty) => {
        Self::$variant($value)
    };
    (pattern $variant:ident $value:ident) => {
        Self::$variant
    };
    (node $value:ident $ty:ty) => {
        $crate::typed::AsNode::as_node($value)
    };
    (node $value:ident) => {
        $crate::typed::Node::Null
    };
    (write $value:ident $serializer:ident $ty:ty) => {
        $crate::serde::Serialize::serialize($value, $serializer)
    };
    (write $value:ident $serializer:ident) => {
        $crate::serde::Serializer::serialize_unit($serializer)
    };
}
