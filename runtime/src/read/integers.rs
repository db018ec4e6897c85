//! Integers, by value or by spelling.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

use super::{Integers, Read};

/// `f64` represents all integers up to this one.
const EXACT: f64 = 9_007_199_254_740_992.0;

macro_rules! read_integer {
    ($($ty:ident by $deserialize:ident),*) => {$(
        impl<'de> Read<'de> for $ty {
            fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
                deserializer.$deserialize(IntegerVisitor::<$ty> { integers, value: PhantomData })
            }
        }

        impl<'de> Visitor<'de> for IntegerVisitor<$ty> {
            type Value = $ty;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an integer of the type {}", stringify!($ty))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<$ty, E> {
                $ty::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<$ty, E> {
                $ty::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<$ty, E> {
                match exact(value).filter(|_| self.integers == Integers::ByValue) {
                    Some(exact) => self.visit_i64(exact),
                    None => Err(E::invalid_value(Unexpected::Float(value), &self)),
                }
            }
        }
    )*};
}

struct IntegerVisitor<T> {
    integers: Integers,
    value: PhantomData<T>,
}

read_integer!(
    i8 by deserialize_i8,
    i16 by deserialize_i16,
    i32 by deserialize_i32,
    i64 by deserialize_i64,
    u8 by deserialize_u8,
    u16 by deserialize_u16,
    u32 by deserialize_u32,
    u64 by deserialize_u64
);

/// The integer that equals a float. `None` beyond [`EXACT`], where floats do not represent all integers: it is unknown
/// which one was meant.
fn exact(value: f64) -> Option<i64> {
    let is_exact = value.fract() == 0.0 && value.abs() <= EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "it is an integer in the range of i64")]
    is_exact.then_some(value as i64)
}
