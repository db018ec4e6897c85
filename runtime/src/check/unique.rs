//! `uniqueItems` (validation section 6.4.3).

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::{Failure, Flow, Input, Kind, Sink, Str};

/// Reads an array and checks that no two items are equal. Items are compared by a hash first, so that the time is
/// that of reading them once, and twice where hashes agree.
pub fn unique_items<'a, I: Input<'a>, S: Sink>(
    input: &mut I,
    sink: &mut S,
    at: &'static str,
) -> Flow {
    input.kind()?;
    let mark = input.mark();
    let mut items: HashMap<u64, Vec<(u64, I)>> = HashMap::new();
    let mut array = input.array()?;
    let mut index = 0;
    while input.item(&mut array)? {
        input.kind()?;
        let start = input.clone();
        let alike = items.entry(hash(input)?).or_default();
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
fn hash<'a, I: Input<'a>>(input: &mut I) -> Flow<u64> {
    let kind = input.kind()?;
    let mut hasher = DefaultHasher::new();
    kind.hash(&mut hasher);
    match kind {
        Kind::Null => input.null()?,
        Kind::Boolean => input.boolean()?.hash(&mut hasher),
        Kind::Number => input.number()?.hash(&mut hasher),
        Kind::String => input.string()?.bytes().hash(&mut hasher),
        Kind::Array => {
            let mut array = input.array()?;
            while input.item(&mut array)? {
                hash(input)?.hash(&mut hasher);
            }
        }
        Kind::Object => {
            let mut object = input.object()?;
            let mut sum = 0_u64;
            while let Some(name) = input.member(&mut object)? {
                input.once(&mut object, name)?;
                let mut member = DefaultHasher::new();
                name.bytes().hash(&mut member);
                hash(input)?.hash(&mut member);
                sum = sum.wrapping_add(member.finish());
            }
            sum.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// Whether two values are equal (core section 4.2.2). The inputs are left anywhere.
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
