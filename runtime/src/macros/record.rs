//! The type of an object with members of its own.

/// What a generated type for objects has beside its fields: ways in and out, a builder, and serde both ways.
///
/// `required` and `optional` say whether every valid object has the member. `as` renames the method of the builder,
/// which has the attributes that stand before them.
/// `hidden` after the name of the builder says that only what reads values uses it.
/// `always` gives the value of a member that has only one: builders begin with it. `..other` is the field for all other
/// members, a map; without it, there are none. `..x: T = test` is one for those whose names pass the test, where values
/// are of the type `T`; a member is in the first map that takes its name. The flags in brackets: `recorded` if the validator records the positions of the
/// members, `memoised` if verdicts are memoised, `spelled` if `3.0` is not an integer (draft 4),
/// `implied` if other values than objects are valid, too.
///
/// What validates a value is `#[inline]`: the validators for values are then compiled where a program uses them, and not
/// for every type.
#[macro_export]
macro_rules! record {
    (
        $name:ident, $builder:ident $($hidden:ident)?: $validator:path, $location:expr, [$($flag:ident)*];
        $($(#[$attribute:meta])* $presence:ident $field:ident $(as $setter:ident)? : $ty:ty = $member:literal $(, always $constant:expr)?;)*
        $(..$map:ident $(: $value:ty)? $(= $test:path)?;)*
    ) => {
        $crate::validated!($name: $validator, $location, [$($flag)*]);

        $crate::builder_type! {
            [$($hidden)?] $name
            struct $builder {
                $($field: ::core::option::Option<$ty>,)*
                $($map: $crate::map_type!($($value)?),)*
            }
        }

        $crate::unless_hidden! { [$($hidden)?] impl $builder {
            $($crate::setter! { $(#[$attribute])* $field $(as $setter)?: $ty })*

            $(
                #[doc = concat!("Sets a member of `", stringify!($map), "`: its name and its value.")]
                #[must_use]
                pub fn $map(
                    mut self,
                    name: impl ::core::convert::Into<::std::string::String>,
                    value: impl ::core::convert::Into<$crate::map_value!($($value)?)>,
                ) -> Self {
                    self.$map.insert(name.into(), value.into());
                    self
                }
            )*
        } }

        impl $builder {
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
                    $builder { $($field: $crate::present!($presence $field),)* $($map,)* } => {
                        ::core::result::Result::Ok($name { $($field,)* $($map,)* })
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

            #[allow(non_camel_case_types, dead_code, reason = "named like the maps; used as numbers")]
            enum __Map {
                $($map,)*
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

                $crate::unless_hidden! { [$($hidden)?]
                    /// A builder. No member is set, but for those that have only one value.
                    #[must_use]
                    #[allow(clippy::needless_update, reason = "all members may have only one value")]
                    pub fn builder() -> $builder {
                        $builder {
                            $($($field: ::core::option::Option::Some($constant),)?)*
                            ..::core::default::Default::default()
                        }
                    }
                }

                /// Builds the value from the members of an object that has been validated, in their order.
                fn fill<'a, __I: $crate::Seek<'a>>(
                    input: &mut __I,
                ) -> ::core::result::Result<Self, $crate::Unfit> {
                    let fields = <$builder as $crate::record::Record>::fields();
                    let mut builder = <$builder as ::core::default::Default>::default();
                    $crate::only_objects!([$($flag)*] input);
                    let mut members = $crate::build::Unbuilt::enter(input, fields)?;
                    while let ::core::option::Option::Some(index) = members.next(input)? {
                        $(if index == __Member::$field as usize {
                            const COUNT: usize = __Member::__Count as usize;
                            $crate::build::member::<COUNT, _, _>(input, &mut builder.$field)?;
                            continue;
                        })*
                        $crate::build_other!(members index input builder __Map [$($map)*]);
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
                    $crate::build_maps!(places builder __Map [$($map)*]);
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
                const MAPS: &'static [&'static str] = &[$(stringify!($map)),*];

                fn fields() -> &'static $crate::record::Fields {
                    static FIELDS: $crate::record::Fields =
                        $crate::record::Fields::new(&[$($member),*]);
                    &FIELDS
                }

                #[allow(unused_variables, reason = "not every record has maps, nor every map a test")]
                fn map(name: &[u8]) -> ::core::option::Option<usize> {
                    $(if $crate::takes!(name $($test)?) {
                        return ::core::option::Option::Some(__Map::$map as usize);
                    })*
                    ::core::option::Option::None
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
                    match <Self as $crate::record::Record>::map(name.as_bytes()) {
                        $(::core::option::Option::Some(map) if map == __Map::$map as usize => {
                            access.other(&mut self.$map, name)
                        })*
                        _ => access.unexpected(&name),
                    }
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

            $crate::members! {
                $name of $builder;
                $($presence $field __Member::$field;)*
                $(..$map __Map::$map;)*
            }

            $crate::members! {
                $builder of $builder;
                $(optional $field __Member::$field;)*
                $(..$map __Map::$map;)*
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

            impl $crate::serde::Serialize for $name {
                fn serialize<__S: $crate::serde::Serializer>(
                    &self,
                    serializer: __S,
                ) -> ::core::result::Result<__S::Ok, __S::Error> {
                    let present: &[bool] = &[$($crate::record::Presence.$presence(&self.$field)),*];
                    let mut writer = $crate::writer!($builder serializer present $($map)*);
                    $(writer.$presence($member, &self.$field)?;)*
                    $(writer.map::<$builder, _>(__Map::$map as usize, &self.$map)?;)*
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

/// A builder: public, or for what reads values alone.
#[doc(hidden)]
#[macro_export]
macro_rules! builder_type {
    ([] $name:ident $($builder:tt)*) => {
        #[doc = concat!("Collects the members of a [`", stringify!($name), "`]; validated when it is built.")]
        #[derive(Clone, Debug, Default)]
        pub $($builder)*
    };
    ([hidden] $name:ident $($builder:tt)*) => {
        #[derive(Clone, Debug, Default)]
        $($builder)*
    };
}

/// Items that there are if the builder is not hidden.
#[doc(hidden)]
#[macro_export]
macro_rules! unless_hidden {
    ([] $($items:tt)*) => {
        $($items)*
    };
    ([hidden] $($items:tt)*) => {};
}

/// Refuses what is no object, if the flag `implied` is among these: other values may be valid then.
#[doc(hidden)]
#[macro_export]
macro_rules! only_objects {
    ([] $input:ident) => {};
    ([implied $($flag:ident)*] $input:ident) => {
        $crate::build::only_objects($input)?;
    };
    ([$other:ident $($flag:ident)*] $input:ident) => {
        $crate::only_objects!([$($flag)*] $input);
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
    ($(#[$attribute:meta])* $field:ident: $ty:ty) => {
        $crate::setter! { $(#[$attribute])* $field as $field: $ty }
    };
    ($(#[$attribute:meta])* $field:ident as $setter:ident: $ty:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        $(#[$attribute])*
        #[must_use]
        pub fn $setter(mut self, value: impl ::core::convert::Into<$ty>) -> Self {
            self.$field = ::core::option::Option::Some(value.into());
            self
        }
    };
}

/// The type of a map of members that have no field: of any values, or of those of a type.
#[doc(hidden)]
#[macro_export]
macro_rules! map_type {
    () => { $crate::Map<::std::string::String, $crate::Value> };
    ($value:ty) => { ::std::collections::BTreeMap<::std::string::String, $value> };
}

/// The type of the values of such a map.
#[doc(hidden)]
#[macro_export]
macro_rules! map_value {
    () => {
        $crate::Value
    };
    ($value:ty) => {
        $value
    };
}

/// Whether a map takes the members of a name that no map before it takes.
#[doc(hidden)]
#[macro_export]
macro_rules! takes {
    ($name:ident) => {
        true
    };
    ($name:ident $test:path) => {
        $test($name)
    };
}

/// Builds the members that have no field into the maps of a builder.
#[doc(hidden)]
#[macro_export]
macro_rules! build_maps {
    ($places:ident $builder:ident $index:ident []) => {};
    ($places:ident $builder:ident $index:ident [$($map:ident)*]) => {
        for member in $places.others() {
            let (name, mut value) = member?;
            match $crate::record::map_of(&$builder, &name) {
                $(::core::option::Option::Some(map) if map == $index::$map as usize => {
                    $builder.$map.insert(name, $crate::Build::build(&mut value)?);
                })*
                _ => return ::core::result::Result::Err($crate::Stop::Failed.into()),
            }
        }
    };
}

/// Builds the current member, which has no field, into the map of a builder that takes its name.
#[doc(hidden)]
#[macro_export]
macro_rules! build_other {
    ($members:ident $number:ident $input:ident $builder:ident $index:ident []) => {{
        let _: usize = $number;
        $crate::Input::skip($input)?
    }};
    ($members:ident $number:ident $input:ident $builder:ident $index:ident [$($map:ident)*]) => {
        let name = $members.name()?;
        match $crate::record::map_of(&$builder, &name) {
            $(::core::option::Option::Some(map) if map == $index::$map as usize => {
                $builder.$map.insert(name, $crate::Build::build($input)?);
            })*
            _ => return ::core::result::Result::Err($crate::Stop::Failed.into()),
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
        $(..$map:ident $place:path;)*
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

            fn map(&self, index: usize) -> ::core::option::Option<$crate::typed::Node<'_>> {
                $(if index == $place as usize {
                    return ::core::option::Option::Some($crate::typed::AsNode::as_node(&self.$map));
                })*
                $crate::typed::absent(index)
            }

            fn misplaced<'n>(
                &self,
                map: usize,
                name: &'n str,
            ) -> ::core::option::Option<$crate::record::Misplaced<'n>> {
                $crate::record::Misplaced::of::<$builder>(map, name)
            }
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

/// What writes a record.
#[doc(hidden)]
#[macro_export]
macro_rules! writer {
    ($builder:ident $serializer:ident $present:ident) => {
        $crate::record::Writer::closed::<$builder>($serializer, $present)?
    };
    ($builder:ident $serializer:ident $present:ident $($map:ident)+) => {
        $crate::record::Writer::open($serializer)?
    };
}
