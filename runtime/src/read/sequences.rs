//! Tuples and arrays of a certain length that can be read.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

use super::{Integers, Read, Seed};

/// Reads a `T` from a sequence.
struct Items<T> {
    integers: Integers,
    value: PhantomData<T>,
}

impl<T> Items<T> {
    fn new(integers: Integers) -> Self {
        Items { integers, value: PhantomData }
    }
}

/// Refuses what comes after the items of a sequence of this length.
fn end<'de, A: SeqAccess<'de>>(mut seq: A, length: usize) -> Result<(), A::Error> {
    match seq.next_element::<IgnoredAny>()? {
        None => Ok(()),
        Some(_) => Err(A::Error::invalid_length(length + 1, &expected(length).as_str())),
    }
}

fn expected(length: usize) -> String {
    format!("an array of {length}")
}

impl<'de, T: Read<'de>, const N: usize> Read<'de> for [T; N] {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple(N, Items::<[T; N]>::new(integers))
    }
}

impl<'de, T: Read<'de>, const N: usize> Visitor<'de> for Items<[T; N]> {
    type Value = [T; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&expected(N))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<[T; N], A::Error> {
        // In a vector first: an array cannot be filled one by one without `unsafe`.
        let mut items = Vec::with_capacity(N);
        while items.len() < N
            && let Some(item) = seq.next_element_seed(Seed::new(self.integers))?
        {
            items.push(item);
        }
        let items = <[T; N]>::try_from(items)
            .map_err(|items| A::Error::invalid_length(items.len(), &self))?;
        end(seq, N)?;
        Ok(items)
    }
}

macro_rules! read_tuple {
    ($length:literal: $($item:ident $index:literal)*) => {
        impl<'de, $($item: Read<'de>),*> Read<'de> for ($($item,)*) {
            fn read<__D: Deserializer<'de>>(
                deserializer: __D,
                integers: Integers,
            ) -> Result<Self, __D::Error> {
                deserializer.deserialize_tuple($length, Items::<Self>::new(integers))
            }
        }

        impl<'de, $($item: Read<'de>),*> Visitor<'de> for Items<($($item,)*)> {
            type Value = ($($item,)*);

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&expected($length))
            }

            fn visit_seq<__A: SeqAccess<'de>>(
                self,
                mut seq: __A,
            ) -> Result<Self::Value, __A::Error> {
                let tuple = ($(
                    seq.next_element_seed(Seed::<$item>::new(self.integers))?
                        .ok_or_else(|| __A::Error::invalid_length($index, &self))?,
                )*);
                end(seq, $length)?;
                Ok(tuple)
            }
        }
    };
}

read_tuple!(1: A 0);
read_tuple!(2: A 0 B 1);
read_tuple!(3: A 0 B 1 C 2);
read_tuple!(4: A 0 B 1 C 2 D 3);
read_tuple!(5: A 0 B 1 C 2 D 3 E 4);
read_tuple!(6: A 0 B 1 C 2 D 3 E 4 F 5);
read_tuple!(7: A 0 B 1 C 2 D 3 E 4 F 5 G 6);
read_tuple!(8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
read_tuple!(9: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 J 8);
read_tuple!(10: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 J 8 K 9);
read_tuple!(11: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 J 8 K 9 L 10);
read_tuple!(12: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 J 8 K 9 L 10 M 11);
