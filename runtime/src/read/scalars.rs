//! Scalars that are read as serde reads them.

use serde::{Deserialize, Deserializer};

use super::{Integers, Read};
use crate::scalar::DateTime;

macro_rules! read_as_deserialized {
    ($($ty:ty),*) => {$(
        impl<'de> Read<'de> for $ty {
            fn read<D: Deserializer<'de>>(deserializer: D, _: Integers) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}

read_as_deserialized!(bool, f64, String, DateTime);
