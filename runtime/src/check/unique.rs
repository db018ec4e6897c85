//! `uniqueItems` (validation section 6.4.3).

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use crate::{Failure, Flow, Input, Kind, SinkOf, Str};

/// Reads an array and checks that no two items are equal. Items are compared by a hash first, so most are read only once,
/// and those with equal hashes twice. The hash has a new random key for each array, so an attacker cannot choose items
/// with equal hashes.
pub fn unique_items<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    input.kind()?;
    let mark = input.mark();
    let key = RandomState::new();
    let mut items: HashMap<u64, Vec<(u64, I)>> = HashMap::new();
    let mut array = input.array()?;
    let mut index = 0;
    while input.item(&mut array)? {
        input.kind()?;
        let start = input.clone();
        let alike = items.entry(hash(input, &key)?).or_default();
        for (first, other) in &*alike {
            if equal(&mut other.clone(), &mut start.clone())? {
                let indexes = (*first, index);
                return sink.fail(at, "uniqueItems", mark, || Failure::Duplicate { indexes });
            }
        }
        alike.push((index, start));
        index += 1;
    }
    Ok(())
}

/// A hash of the value: the same for equal values, whatever their spelling and the order of their members.
fn hash<'a, I: Input<'a>>(input: &mut I, key: &RandomState) -> Flow<u64> {
    let kind = input.kind()?;
    let mut hasher = key.build_hasher();
    kind.hash(&mut hasher);
    match kind {
        Kind::Null => input.null()?,
        Kind::Boolean => input.boolean()?.hash(&mut hasher),
        Kind::Number => input.number()?.hash(&mut hasher),
        Kind::String => input.string()?.bytes().hash(&mut hasher),
        Kind::Array => {
            let mut array = input.array()?;
            while input.item(&mut array)? {
                hash(input, key)?.hash(&mut hasher);
            }
        }
        Kind::Object => {
            let mut object = input.object()?;
            let mut members = Vec::new();
            while let Some(name) = input.member(&mut object)? {
                input.once(&mut object, name)?;
                let mut member = key.build_hasher();
                name.bytes().hash(&mut member);
                hash(input, key)?.hash(&mut member);
                members.push(member.finish());
            }
            // Equal objects may have their members in different orders.
            members.sort_unstable();
            members.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// Whether two values are equal (core section 4.2.2). The position of the inputs is unspecified afterwards.
fn equal<'a, I: Input<'a>>(one: &mut I, other: &mut I) -> Flow<bool> {
    let kind = one.kind()?;
    if kind != other.kind()? {
        return Ok(false);
    }
    Ok(match kind {
        Kind::Null => {
            one.null()?;
            other.null()?;
            true
        }
        Kind::Boolean => one.boolean()? == other.boolean()?,
        Kind::Number => one.number()? == other.number()?,
        Kind::String => one.string()?.bytes() == other.string()?.bytes(),
        Kind::Array => {
            let (mut ones, mut others) = (one.array()?, other.array()?);
            loop {
                match (one.item(&mut ones)?, other.item(&mut others)?) {
                    (true, true) if equal(one, other)? => {}
                    (false, false) => break true,
                    _ => break false,
                }
            }
        }
        Kind::Object => {
            let (ones, others) = (members(one)?, members(other)?);
            if ones.len() != others.len() {
                return Ok(false);
            }
            for ((name, mut value), (other_name, mut other_value)) in ones.into_iter().zip(others) {
                if name.bytes() != other_name.bytes() || !equal(&mut value, &mut other_value)? {
                    return Ok(false);
                }
            }
            true
        }
    })
}

/// The members of an object, sorted by name.
fn members<'a, I: Input<'a>>(input: &mut I) -> Flow<Vec<(Str<'a>, I)>> {
    let mut object = input.object()?;
    let mut members = Vec::new();
    while let Some(name) = input.member(&mut object)? {
        input.kind()?;
        members.push((name, input.clone()));
        input.skip()?;
    }
    members.sort_by(|(one, _), (other, _)| one.bytes().cmp(&other.bytes()));
    Ok(members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn hash_of(text: &str, key: &RandomState) -> u64 {
        hash(&mut Text::new(text.as_bytes()).unwrap(), key).unwrap()
    }

    #[test]
    fn equal_values_hash_alike_whatever_their_spelling() {
        let key = RandomState::new();
        let far = "9".repeat(40);
        for (one, other) in [
            ("1", "10e-1"),
            (r#"{"a":1,"b":[2]}"#, r#"{ "b": [2.0], "\u0061": 1e0 }"#),
            (&format!("1e{far}"), &format!("0.1e1{}", "0".repeat(40))),
            (&format!("1e-{far}"), &format!("10e-1{}", "0".repeat(40))),
        ] {
            assert_eq!(hash_of(one, &key), hash_of(other, &key), "{one} {other}");
        }
    }

    #[test]
    fn different_values_hash_differently() {
        let key = RandomState::new();
        let far = |last: &str| format!("1e{}{last}", "9".repeat(40));
        for (one, other) in [
            (&*far("1"), &*far("2")),
            (&far("1"), &far("10")),
            (&far("01"), &far("001")),
            ("1e999999999999", "1e999999999998"),
            (r#"{"a":1,"b":2}"#, r#"{"a":2,"b":1}"#),
            (r#"{"a":1,"b":1}"#, r#"{"a":1}"#),
            ("[[],[]]", "[[[]]]"),
            ("[1,[2]]", "[1,2]"),
        ] {
            assert_ne!(hash_of(one, &key), hash_of(other, &key), "{one} {other}");
        }
    }

    #[test]
    fn hashes_have_a_key() {
        for text in [
            "1",
            "null",
            r#""a""#,
            "[]",
            "{}",
            r#"{"a":1}"#,
            "1e99999999999999999999999999999999999",
        ] {
            assert_ne!(
                hash_of(text, &RandomState::new()),
                hash_of(text, &RandomState::new()),
                "{text}"
            );
        }
    }
}
