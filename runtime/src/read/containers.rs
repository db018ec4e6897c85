//! Containers of values that can be read.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Map, Value};

use super::{Integers, Read, Seed, duplicate};
use crate::Key;

impl<'de, T: Read<'de>> Read<'de> for Box<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        T::read(deserializer, integers).map(Box::new)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        struct Optional<T>(Seed<T>);

        impl<'de, T: Read<'de>> Visitor<'de> for Optional<T> {
            type Value = Option<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }

            fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Option<T>, D::Error> {
                self.0.deserialize(inner).map(Some)
            }
        }

        deserializer.deserialize_option(Optional(Seed::new(integers)))
    }
}

impl<'de, T: Read<'de>> Read<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        struct Items<T>(Integers, PhantomData<T>);

        impl<'de, T: Read<'de>> Visitor<'de> for Items<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element_seed(Seed::new(self.0))? {
                    items.push(item);
                }
                Ok(items)
            }
        }

        deserializer.deserialize_seq(Items(integers, PhantomData))
    }
}

impl<'de, K: Key, T: Read<'de>> Read<'de> for BTreeMap<K, T> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        struct Members<K, T>(Integers, PhantomData<(K, T)>);

        impl<'de, K: Key, T: Read<'de>> Visitor<'de> for Members<K, T> {
            type Value = BTreeMap<K, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = BTreeMap::new();
                while let Some(name) = map.next_key::<String>()? {
                    let key = K::of_name(name).map_err(|name| {
                        A::Error::invalid_value(Unexpected::Str(&name), &K::WANT)
                    })?;
                    if members.contains_key(&key) {
                        return Err(duplicate(key.name()));
                    }
                    members.insert(key, map.next_value_seed(Seed::new(self.0))?);
                }
                Ok(members)
            }
        }

        deserializer.deserialize_map(Members(integers, PhantomData))
    }
}

impl<'de> Read<'de> for Map<String, Value> {
    fn read<D: Deserializer<'de>>(deserializer: D, integers: Integers) -> Result<Self, D::Error> {
        struct Members(Integers);

        impl<'de> Visitor<'de> for Members {
            type Value = Map<String, Value>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Map::new();
                while let Some(name) = map.next_key::<String>()? {
                    if members.contains_key(&name) {
                        return Err(duplicate(&name));
                    }
                    members.insert(name, map.next_value_seed(Seed::new(self.0))?);
                }
                Ok(members)
            }
        }

        deserializer.deserialize_map(Members(integers))
    }
}
