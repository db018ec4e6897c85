//! What the features `arbitrary` and `proptest` add to generated types.

/// Implements the traits of the features for a type.
#[doc(hidden)]
#[macro_export]
macro_rules! sampled {
    ($ty:ident) => {
        $crate::arbitrary!($ty);
        $crate::strategy!($ty);
    };
}

/// Implements `arbitrary::Arbitrary`.
#[cfg(feature = "arbitrary")]
#[doc(hidden)]
#[macro_export]
macro_rules! arbitrary {
    ($ty:ident) => {
        const _: () = {
            static SAMPLES: ::std::sync::LazyLock<$crate::sample::Samples<$ty>> =
                ::std::sync::LazyLock::new($crate::sample::Samples::new);

            impl<'a> $crate::sample::fuzzed::Arbitrary<'a> for $ty {
                fn arbitrary(
                    input: &mut $crate::sample::fuzzed::Unstructured<'a>,
                ) -> $crate::sample::fuzzed::Result<Self> {
                    SAMPLES.arbitrary(input)
                }

                fn arbitrary_take_rest(
                    input: $crate::sample::fuzzed::Unstructured<'a>,
                ) -> $crate::sample::fuzzed::Result<Self> {
                    SAMPLES.arbitrary_take_rest(input)
                }
            }
        };
    };
}

/// The feature is off.
#[cfg(not(feature = "arbitrary"))]
#[doc(hidden)]
#[macro_export]
macro_rules! arbitrary {
    ($ty:ident) => {};
}

/// Implements `proptest::arbitrary::Arbitrary`.
#[cfg(feature = "proptest")]
#[doc(hidden)]
#[macro_export]
macro_rules! strategy {
    ($ty:ident) => {
        const _: () = {
            static SAMPLES: ::std::sync::LazyLock<$crate::sample::Samples<$ty>> =
                ::std::sync::LazyLock::new($crate::sample::Samples::new);

            impl $crate::sample::tested::Arbitrary for $ty {
                type Parameters = ();
                type Strategy = $crate::sample::Samples<$ty>;

                fn arbitrary_with((): ()) -> Self::Strategy {
                    ::core::clone::Clone::clone(&*SAMPLES)
                }
            }
        };
    };
}

/// The feature is off.
#[cfg(not(feature = "proptest"))]
#[doc(hidden)]
#[macro_export]
macro_rules! strategy {
    ($ty:ident) => {};
}
