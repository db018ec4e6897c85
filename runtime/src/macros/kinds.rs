//! One of several kinds of JSON value: `type` with a list.

/// What a generated enum of kinds has beside its variants: ways in and out, and serde both ways. A line gives a variant
/// and the kind of its values; the one of `null` has no type, and the last one may stand for all other kinds. The flags are those of [`record!`](crate::record!).
#[macro_export]
macro_rules! kinds {
    (
        $name:ident: $validator:path, $location:expr, [$($flag:ident)*];
        $($variant:ident $(($ty:ty))? = $kind:ident;)*
        $(..$other:ident($other_ty:ty);)?
    ) => {
        $crate::validated!($name: $validator, $location, [$($flag)*]);
        $crate::enumerated!(
            $name [$($flag)*]; $($variant $(($ty))?;)* $($other($other_ty);)?
        );

        impl $crate::Build for $name {
            fn build<'a, __I: $crate::Seek<'a>>(
                input: &mut __I,
            ) -> ::core::result::Result<Self, $crate::Unfit> {
                $crate::guarded!([$($flag)*] $name, {
                    match $crate::Input::kind(input)? {
                        $($crate::Kind::$kind => $crate::variant!(build $variant input $($ty)?),)*
                        $(_ => $crate::variant!(build $other input $other_ty),)?
                        #[allow(unreachable_patterns, reason = "there may be a variant for each kind")]
                        _ => ::core::result::Result::Err($crate::Stop::Failed.into()),
                    }
                })
            }
        }

        impl<'de> $crate::Read<'de> for $name {
            fn read<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
                integers: $crate::Integers,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::guarded!([$($flag)*] $name, {
                    $crate::read::by_kind(deserializer, integers)
                })
            }
        }

        impl<'de> $crate::read::OfKind<'de> for $name {
            fn of_kind<__D: $crate::serde::Deserializer<'de>>(
                kind: $crate::Kind,
                deserializer: __D,
                integers: $crate::Integers,
            ) -> ::core::result::Result<Self, __D::Error> {
                match kind {
                    $($crate::Kind::$kind => {
                        $crate::variant!(read $variant deserializer integers $($ty)?)
                    })*
                    $(_ => $crate::variant!(read $other deserializer integers $other_ty),)?
                    #[allow(unreachable_patterns, reason = "there may be a variant for each kind")]
                    kind => ::core::result::Result::Err($crate::serde::de::Error::custom(
                        ::core::format_args!("{} has no value of the kind {kind:?}", stringify!($name)),
                    )),
                }
            }
        }
    };
}
