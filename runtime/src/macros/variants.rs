//! How values become variants of unions.

/// Conversions into a generated enum of several types: `from` if each value of the type is one of the enum, `try_from` if
/// it has to be validated.
#[macro_export]
macro_rules! variants {
    ($name:ident; $($how:ident $ty:ty => $variant:ident;)*) => {
        $($crate::converted! { $how $name $variant $ty })*
    };
}

/// One conversion. The variant may hold a box of the value.
#[doc(hidden)]
#[macro_export]
macro_rules! converted {
    (from $name:ident $variant:ident $ty:ty) => {
        impl ::core::convert::From<$ty> for $name {
            fn from(value: $ty) -> Self {
                Self::$variant(::core::convert::From::from(value))
            }
        }
    };
    (try_from $name:ident $variant:ident $ty:ty) => {
        impl ::core::convert::TryFrom<$ty> for $name {
            type Error = $crate::Report;

            fn try_from(value: $ty) -> ::core::result::Result<Self, $crate::Report> {
                let value = Self::$variant(::core::convert::From::from(value));
                value.validate()?;
                ::core::result::Result::Ok(value)
            }
        }
    };
}
