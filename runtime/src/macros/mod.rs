//! What generated types have in common, as macros: a generated module declares a type with its documentation, and one of
//! these gives it its methods and traits.

mod common;
mod kinds;
mod newtype;
mod record;
mod sampled;
mod strings;
mod union;
mod values;
mod variants;

/// The verdicts that every generated type gives. Flags in brackets: `memoised` if verdicts are memoised.
#[macro_export]
macro_rules! validated {
    ($name:ident: $validator:path, $location:expr, [$($flag:ident)*]) => {
        impl $name {
            /// Validates JSON text. The verdict alone: nothing is allocated unless the text is invalid.
            ///
            /// # Errors
            /// Everything that is wrong with the text.
            pub fn check(json: &[u8]) -> ::core::result::Result<(), $crate::Report> {
                $crate::document::check::<Self>(json)
            }

            /// Whether the JSON text is valid. Nothing is allocated.
            #[must_use]
            pub fn is_valid(json: &[u8]) -> bool {
                $crate::document::is_valid::<Self>(json)
            }
        }

        impl $crate::Validate for $name {
            const SCHEMA_PATH: &'static str = $location;
            const MEMOISED: bool = $crate::memoised!([$($flag)*]);
            const CHOOSES: bool = $crate::if_chooses!([$($flag)*] { true } { false });

            fn walk<'a, __I: $crate::Input<'a>, __S: $crate::Sink>(
                input: &mut __I,
                sink: &mut __S,
            ) -> $crate::Flow {
                $validator(input, sink)
            }
        }
    };
}

/// Whether the flag `memoised` is among these.
#[doc(hidden)]
#[macro_export]
macro_rules! memoised {
    ([]) => { false };
    ([memoised $($flag:ident)*]) => { true };
    ([$other:ident $($flag:ident)*]) => { $crate::memoised!([$($flag)*]) };
}

/// One of two blocks: the first if the flag `chooses` is among these, because the type has unions. Both in an `if` would be instantiated for every type.
#[doc(hidden)]
#[macro_export]
macro_rules! if_chooses {
    ([] $yes:block $no:block) => { $no };
    ([chooses $($flag:ident)*] $yes:block $no:block) => { $yes };
    ([$other:ident $($flag:ident)*] $yes:block $no:block) => {
        $crate::if_chooses!([$($flag)*] $yes $no)
    };
}

/// Reads a JSON text and builds a value, in the way that the flags ask for.
#[doc(hidden)]
#[macro_export]
macro_rules! read_text {
    ([$($flag:ident)*] $json:ident) => {
        $crate::guarded!([] Self, {
            $crate::if_chooses!([$($flag)*] {
                $crate::document::read_choosing($json)
            } {
                $crate::document::read_plain($json)
            })
        })
    };
}

/// Which numbers are integers: by their spelling if the flag `spelled` is among these.
#[doc(hidden)]
#[macro_export]
macro_rules! integers {
    ([]) => { $crate::Integers::ByValue };
    ([spelled $($flag:ident)*]) => { $crate::Integers::BySpelling };
    ([$other:ident $($flag:ident)*]) => { $crate::integers!([$($flag)*]) };
}

/// Builds a value by a function, on enough stack if the flag `recursive` is among these or the type is large.
#[doc(hidden)]
#[macro_export]
macro_rules! built {
    ([] $input:ident $build:expr) => {
        if $crate::stack::is_large::<Self>() {
            $crate::stack::built($crate::stack::to_build::<Self>(), $input, $build)
        } else {
            $build($input)
        }
    };
    ([recursive $($flag:ident)*] $input:ident $build:expr) => {
        $crate::stack::built($crate::stack::to_build::<Self>(), $input, $build)
    };
    ([$other:ident $($flag:ident)*] $input:ident $build:expr) => {
        $crate::built!([$($flag)*] $input $build)
    };
}

/// Runs a block that builds a value of a type, on enough stack if the flag `recursive` is among these or the type is large.
#[doc(hidden)]
#[macro_export]
macro_rules! guarded {
    ([] $ty:ty, $block:block) => {
        if $crate::stack::is_large::<$ty>() {
            $crate::stack::enough($crate::stack::to_build::<$ty>(), || $block)
        } else {
            $block
        }
    };
    ([recursive $($flag:ident)*] $ty:ty, $block:block) => {
        $crate::stack::enough($crate::stack::to_build::<$ty>(), || $block)
    };
    ([$other:ident $($flag:ident)*] $ty:ty, $block:block) => {
        $crate::guarded!([$($flag)*] $ty, $block)
    };
}
