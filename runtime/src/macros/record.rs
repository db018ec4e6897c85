//! The type of an object with members of its own.

/// What a generated type for objects has beside its fields: ways in and out, a builder, and serde both ways.
///
/// `required` and `optional` say whether every valid object has the member. `as` renames the method of the builder.
/// `always` gives the value of a member that has only one: builders begin with it. `other` is the field for all other
/// members; without it, there are none. The flags in brackets: `recorded` if the validator records the positions of the
/// members, `memoised` if verdicts are memoised, `spelled` if `3.0` is not an integer (draft 4).
///
/// What validates a value is `#[inline]`: the validators for values are then compiled where a program uses them, and not
/// for every type.
#[macro_export]
macro_rules! record {
    (
        $name:ident, $builder:ident: $validator:path, $location:expr, [$($flag:ident)*];
        $($presence:ident $field:ident $(as $setter:ident)? : $ty:ty = $member:literal $(, always $constant:expr)?;)*
        $(..$other:ident;)?
    ) => {
        $crate::validated!($name: $validator, $location, [$($flag)*]);

        #[doc = concat!("Collects the members of a [`", stringify!($name), "`]; validated when it is built.")]
        #[derive(Clone, Debug, Default)]
        pub struct $builder {
            $($field: ::core::option::Option<$ty>,)*
            $($other: $crate::Map<::std::string::String, $crate::Value>,)?
        }

        impl $builder {
            $($crate::setter! { $field $(as $setter)?: $ty })*

            $(
                /// Sets a member that the schema doesn't name.
                #[must_use]
                pub fn $other(
                    mut self,
                    name: impl ::core::convert::Into<::std::string::String>,
                    value: impl ::core::convert::Into<$crate::Value>,
                ) -> Self {
                    self.$other.insert(name.into(), value.into());
                    self
                }
            )?

            /// Validates what has been set and builds the value.
            ///
            /// # Errors
            /// Everything that is wrong with it, missing members included.
            #[inline]
            pub fn build(self) -> ::core::result::Result<$name, $crate::Report> {
                $crate::document::check_node::<$name>($crate::typed::AsNode::as_node(&self))?;
                ::core::result::Result::Ok(self.finish()?)
            }

            fn finish(self) -> ::core::result::Result<$name, $crate::record::Missing> {
                // One pattern for all: with a check for each member, the code that drops those before it grows with the
                // square of their number.
                match self {
                    $builder { $($field: $crate::present!($presence $field),)* $($other,)? } => {
                        ::core::result::Result::Ok($name { $($field,)* $($other)? })
                    }
                    incomplete => {
                        let complete: &[bool] =
                            &[$($crate::record::Complete.$presence(&incomplete.$field)),*];
                        ::core::result::Result::Err($crate::record::Missing::among::<Self>(complete))
                    }
                }
            }
        }

        const _: () = {
            #[allow(non_camel_case_types, dead_code, reason = "named like the fields; used as numbers")]
            enum __Member {
                $($field,)*
                __Count,
            }

            type __Slots = $crate::Slots<{ __Member::__Count as usize }>;

            impl $name {
                /// Reads JSON text, validates it and builds the value, in one pass.
                ///
                /// # Errors
                /// Everything that is wrong with the text.
                pub fn from_slice(json: &[u8]) -> ::core::result::Result<Self, $crate::Report> {
                    $crate::read_record!([$($flag)*] json __Slots)
                }

                /// The same for a string.
                ///
                /// # Errors
                /// Everything that is wrong with the text.
                #[allow(clippy::should_implement_trait, reason = "it is implemented too, and this needs no import")]
                pub fn from_str(json: &str) -> ::core::result::Result<Self, $crate::Report> {
                    Self::from_slice(json.as_bytes())
                }

                /// Validates the value again, after members were changed.
                ///
                /// # Errors
                /// Everything that is wrong with it. Spans are those of its compact JSON text.
                #[inline]
                pub fn validate(&self) -> ::core::result::Result<(), $crate::Report> {
                    $crate::document::check_typed(self)
                }

                /// A builder. No member is set, but for those that have only one value.
                #[must_use]
                pub fn builder() -> $builder {
                    $builder {
                        $($($field: ::core::option::Option::Some($constant),)?)*
                        ..::core::default::Default::default()
                    }
                }

                /// Builds the value from the members of an object that has been validated, in their order.
                fn fill<'a, __I: $crate::Seek<'a>>(
                    input: &mut __I,
                ) -> ::core::result::Result<Self, $crate::Unfit> {
                    let fields = <$builder as $crate::record::Record>::fields();
                    let mut builder = <$builder as ::core::default::Default>::default();
                    let mut members = $crate::build::Unbuilt::enter(input, fields)?;
                    while let ::core::option::Option::Some(index) = members.next(input)? {
                        $(if index == __Member::$field as usize {
                            const COUNT: usize = __Member::__Count as usize;
                            $crate::build::member::<COUNT, _, _>(input, &mut builder.$field)?;
                            continue;
                        })*
                        $crate::build_other!(members index input builder $($other)?);
                    }
                    builder.finish().map_err(|_| $crate::Stop::Failed.into())
                }

                /// Builds the value from the places of its members in a document that has been validated.
                #[allow(dead_code, reason = "not every validator notes them")]
                fn assemble<'a, __I: $crate::Seek<'a>>(
                    input: &__I,
                    slots: &__Slots,
                ) -> ::core::result::Result<Self, $crate::Unfit> {
                    let places = $crate::record::Places::new(input, slots);
                    let mut builder = <$builder as ::core::default::Default>::default();
                    $(places.build(__Member::$field as usize, &mut builder.$field)?;)*
                    $(builder.$other = places.other()?;)?
                    builder.finish().map_err(|_| $crate::Stop::Failed.into())
                }
            }

            impl $crate::Build for $name {
                fn build<'a, __I: $crate::Seek<'a>>(
                    input: &mut __I,
                ) -> ::core::result::Result<Self, $crate::Unfit> {
                    $crate::built!([$($flag)*] input Self::fill::<__I>)
                }
            }

            impl $crate::record::Record for $builder {
                const NAME: &'static str = stringify!($name);
                const INTEGERS: $crate::Integers = $crate::integers!([$($flag)*]);

                fn fields() -> &'static $crate::record::Fields {
                    static FIELDS: $crate::record::Fields =
                        $crate::record::Fields::new(&[$($member),*]);
                    &FIELDS
                }

                fn member<'de, __A: $crate::serde::de::MapAccess<'de>>(
                    &mut self,
                    index: usize,
                    access: $crate::record::MemberAccess<'_, __A>,
                ) -> ::core::result::Result<(), __A::Error> {
                    $(if index == __Member::$field as usize {
                        return access.$presence(&mut self.$field, $member);
                    })*
                    access.missing(index)
                }

                fn other<'de, __A: $crate::serde::de::MapAccess<'de>>(
                    &mut self,
                    name: ::std::string::String,
                    access: $crate::record::MemberAccess<'_, __A>,
                ) -> ::core::result::Result<(), __A::Error> {
                    $crate::other_member!(self access name $($other)?)
                }

                fn field<'de, __A: $crate::serde::de::SeqAccess<'de>>(
                    &mut self,
                    index: usize,
                    access: $crate::record::FieldAccess<'_, __A>,
                ) -> ::core::result::Result<bool, __A::Error> {
                    $(if index == __Member::$field as usize {
                        return access.$presence(&mut self.$field);
                    })*
                    access.missing(index)
                }
            }

            impl<'de> $crate::Read<'de> for $name {
                fn read<__D: $crate::serde::Deserializer<'de>>(
                    deserializer: __D,
                    _: $crate::Integers,
                ) -> ::core::result::Result<Self, __D::Error> {
                    $crate::guarded!([$($flag)*] $name, {
                        let builder: $builder = $crate::record::read(deserializer)?;
                        builder.finish().map_err($crate::serde::de::Error::custom)
                    })
                }
            }

            impl<'de> $crate::serde::Deserialize<'de> for $name {
                fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                    deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    $crate::if_chooses!([$($flag)*] {
                        $crate::read::choosing_record::<$name, $builder, _>(deserializer)
                    } {
                        $crate::guarded!([] $name, {
                            let builder: $builder = $crate::record::read(deserializer)?;
                            builder.build().map_err($crate::serde::de::Error::custom)
                        })
                    })
                }
            }

            $crate::members! {
                $name of $builder;
                $($presence $field __Member::$field;)*
                $(..$other;)?
            }

            $crate::members! {
                $builder of $builder;
                $(optional $field __Member::$field;)*
                $(..$other;)?
            }

            impl $crate::serde::Serialize for $name {
                fn serialize<__S: $crate::serde::Serializer>(
                    &self,
                    serializer: __S,
                ) -> ::core::result::Result<__S::Ok, __S::Error> {
                    let present: &[bool] = &[$($crate::record::Presence.$presence(&self.$field)),*];
                    let mut writer = $crate::writer!($builder serializer present $($other)?);
                    $(writer.$presence($member, &self.$field)?;)*
                    $(writer.other(&self.$other)?;)?
                    writer.end()
                }
            }

            impl ::core::str::FromStr for $name {
                type Err = $crate::Report;

                /// Reads and validates JSON text: the same as `from_slice`.
                fn from_str(json: &str) -> ::core::result::Result<Self, $crate::Report> {
                    Self::from_slice(json.as_bytes())
                }
            }
        };
    };
}

/// How a record is read: with a validator that notes the members, in one pass.
#[doc(hidden)]
#[macro_export]
macro_rules! read_record {
    ([recorded $($flag:ident)*] $json:ident $slots:ty) => {
        $crate::guarded!([] Self, {
            let mut slots = <$slots>::new();
            let text = $crate::document::validate::<Self>($json, &mut slots)?;
            $crate::document::built(Self::assemble(&text, &slots), $json)
        })
    };
    ([$($flag:ident)*] $json:ident $slots:ty) => {
        $crate::read_text!([$($flag)*] $json)
    };
}

/// Builds the current member, which has no field: into the map of others, if the record has one.
#[doc(hidden)]
#[macro_export]
macro_rules! build_other {
    ($members:ident $index:ident $input:ident $builder:ident) => {{
        let _: usize = $index;
        $crate::Input::skip($input)?
    }};
    ($members:ident $index:ident $input:ident $builder:ident $other:ident) => {
        $members.other($input, &mut $builder.$other)?
    };
}

/// The pattern of a field of a builder that has what a record needs.
#[doc(hidden)]
#[macro_export]
macro_rules! present {
    (required $field:ident) => {
        ::core::option::Option::Some($field)
    };
    (optional $field:ident) => {
        $field
    };
}

/// The method of a builder that sets a field.
#[doc(hidden)]
#[macro_export]
macro_rules! setter {
    ($field:ident: $ty:ty) => {
        $crate::setter! { $field as $field: $ty }
    };
    ($field:ident as $setter:ident: $ty:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $setter(mut self, value: impl ::core::convert::Into<$ty>) -> Self {
            self.$field = ::core::option::Option::Some(value.into());
            self
        }
    };
}

/// The members of a record or of its builder, as nodes.
#[doc(hidden)]
#[macro_export]
macro_rules! members {
    (
        $name:ident of $builder:ident;
        $($presence:ident $field:ident $index:path;)*
        $(..$other:ident;)?
    ) => {
        impl $crate::typed::AsNode for $name {
            fn as_node(&self) -> $crate::typed::Node<'_> {
                $crate::typed::Node::Record(self)
            }
        }

        impl $crate::typed::Members for $name {
            fn fields(&self) -> &'static $crate::record::Fields {
                <$builder as $crate::record::Record>::fields()
            }

            fn field(&self, index: usize) -> ::core::option::Option<$crate::typed::Node<'_>> {
                $(if index == $index as usize {
                    return $crate::field_node!($presence self.$field);
                })*
                $crate::typed::absent(index)
            }

            $(
                fn map(&self, index: usize) -> ::core::option::Option<$crate::typed::Node<'_>> {
                    [$crate::typed::AsNode::as_node(&self.$other)].get(index).copied()
                }
            )?
        }
    };
}

/// The node of a field; it returns `None` if that is absent. Not by a function, which would be one step more in chains of instances.
#[doc(hidden)]
#[macro_export]
macro_rules! field_node {
    (required $field:expr) => {
        ::core::option::Option::Some($crate::typed::AsNode::as_node(&$field))
    };
    (optional $field:expr) => {
        ::core::option::Option::Some($crate::typed::AsNode::as_node($field.as_ref()?))
    };
}

/// What becomes of a member that has no field.
#[doc(hidden)]
#[macro_export]
macro_rules! other_member {
    ($record:ident $access:ident $name:ident) => {
        $access.unexpected(&$name)
    };
    ($record:ident $access:ident $name:ident $other:ident) => {
        $access.other(&mut $record.$other, $name)
    };
}

/// What writes a record.
#[doc(hidden)]
#[macro_export]
macro_rules! writer {
    ($builder:ident $serializer:ident $present:ident) => {
        $crate::record::Writer::closed::<$builder>($serializer, $present)?
    };
    ($builder:ident $serializer:ident $present:ident $other:ident) => {
        $crate::record::Writer::open($serializer)?
    };
}
