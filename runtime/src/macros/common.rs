//! Members that all variants of a union have.

/// The methods that give the members that the types of all variants have alike. After the names of the variants, a line
/// gives a field: `required` or `optional` says whether every valid object has it, and `as` renames the method.
#[macro_export]
macro_rules! common {
    ($name:ident: $($variant:ident),+; $($fields:tt)*) => {
        $crate::common_members! { $name { $($variant)+ } $($fields)* }
    };
}

/// [`common!`] with the variants in one token tree, which each method repeats.
#[doc(hidden)]
#[macro_export]
macro_rules! common_members {
    (
        $name:ident $variants:tt
        $($presence:ident $field:ident $(as $method:ident)?: $ty:ty;)*
    ) => {
        impl $name {
            $($crate::common_member! { [$($method)? $field] $presence $field: $ty, $variants })*
        }
    };
}

/// A method of [`common!`]: its name comes first.
#[doc(hidden)]
#[macro_export]
macro_rules! common_member {
    (
        [$method:ident $($same:ident)?] required $field:ident: $ty:ty, { $($variant:ident)* }
    ) => {
        #[doc = concat!("The field `", stringify!($field), "` of the variant.")]
        #[must_use]
        pub fn $method(&self) -> &$ty {
            match self {
                $(Self::$variant(value) => &value.$field,)*
            }
        }
    };
    (
        [$method:ident $($same:ident)?] optional $field:ident: $ty:ty, { $($variant:ident)* }
    ) => {
        #[doc = concat!("The field `", stringify!($field), "` of the variant.")]
        #[must_use]
        pub fn $method(&self) -> ::core::option::Option<&$ty> {
            match self {
                $(Self::$variant(value) => value.$field.as_ref(),)*
            }
        }
    };
}
