//! Whether two JSON texts say the same.
//!
//! They are read with `serde_json`, so the reader of the runtime does not judge itself; but its numbers are not
//! used, since they are not always the nearest floats.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A part that is not the same in both.
#[derive(Debug, PartialEq)]
pub(crate) struct Difference {
    /// Where it is: a JSON Pointer (RFC 6901).
    pub(crate) pointer: String,
    /// What happened to it.
    pub(crate) change: Change,
}

impl Difference {
    /// The document could not be compared.
    pub(crate) fn unreadable(error: &serde_json::Error) -> Self {
        Difference {
            pointer: String::new(),
            change: Change::Unreadable(error.to_string()),
        }
    }
}

/// What became of a part of the first text in the second.
#[derive(Debug, PartialEq)]
pub(crate) enum Change {
    /// It has another value.
    Became(String, String),
    Lost(String),
    Added(String),
    /// `serde_json` cannot write or read it, and says why.
    Unreadable(String),
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::Became(before, after) => write!(f, "{before} became {after}"),
            Change::Lost(before) => write!(f, "{before} was lost"),
            Change::Added(after) => write!(f, "{after} was added"),
            Change::Unreadable(reason) => write!(f, "not to be compared: {reason}"),
        }
    }
}

/// The members of an object as they stand there, repeated names included.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

/// A name, borrowed unless it has escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

struct MembersVisitor;

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

impl Members<'_> {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }

    fn sort(&mut self) {
        self.0.sort_by(|(one, _), (other, _)| one.cmp(other));
    }
}

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(32);
        while let Some((Name(name), value)) = map.next_entry()? {
            members.push((name, value));
        }
        Ok(Members(members))
    }
}

/// Where the two texts differ as JSON: numbers are compared as the nearest `f64`, members in any order.
pub(crate) fn differences(before: &[u8], after: &[u8]) -> Vec<Difference> {
    let mut comparison = Comparison {
        pointer: String::new(),
        found: Vec::new(),
    };
    match (str::from_utf8(before), str::from_utf8(after)) {
        (Ok(before), Ok(after)) => comparison.values(before.trim_ascii(), after.trim_ascii()),
        (Err(error), _) | (_, Err(error)) => comparison.note(Change::Unreadable(error.to_string())),
    }
    comparison.found
}

struct Comparison {
    /// Where in the document the comparison is.
    pointer: String,
    found: Vec<Difference>,
}

impl Comparison {
    fn note(&mut self, change: Change) {
        self.found.push(Difference {
            pointer: self.pointer.clone(),
            change,
        });
    }

    /// Goes on at a member or an item of the present place.
    fn below(&mut self, token: &str, compare: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer
            .push_str(&token.replace('~', "~0").replace('/', "~1"));
        compare(self);
        self.pointer.truncate(length);
    }

    /// Compares the texts of two values, without white space around them.
    fn values(&mut self, before: &str, after: &str) {
        if before == after {
            return;
        }
        let compared = match (before.as_bytes().first(), after.as_bytes().first()) {
            (Some(b'{'), Some(b'{')) => self.objects(before, after),
            (Some(b'['), Some(b'[')) => self.arrays(before, after),
            (Some(b'"'), Some(b'"')) => strings(before, after),
            _ => Ok(numbers(before, after)),
        };
        match compared {
            Ok(true) => {}
            Ok(false) => self.note(Change::Became(before.to_owned(), after.to_owned())),
            Err(error) => self.note(Change::Unreadable(error.to_string())),
        }
    }

    /// What differs inside is noted there, so the objects themselves never differ.
    fn objects(&mut self, before: &str, after: &str) -> serde_json::Result<bool> {
        let mut before: Members<'_> = serde_json::from_str(before)?;
        let mut after: Members<'_> = serde_json::from_str(after)?;
        if !before.names().eq(after.names()) {
            before.sort();
            after.sort();
        }
        let (mut before, mut after) = (before.0.iter().peekable(), after.0.iter().peekable());
        loop {
            // Where the two are not sorted, their names are the same one after the other.
            let order = match (before.peek(), after.peek()) {
                (Some((one, _)), Some((other, _))) => one.cmp(other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return Ok(true),
            };
            match (
                before.next_if(|_| order.is_le()),
                after.next_if(|_| order.is_ge()),
            ) {
                (Some((_, one)), Some((_, other))) if one.get() == other.get() => {}
                (Some((name, one)), Some((_, other))) => {
                    self.below(name, |inside| inside.values(one.get(), other.get()));
                }
                (Some((name, one)), None) => {
                    self.below(name, |inside| {
                        inside.note(Change::Lost(one.get().to_owned()))
                    });
                }
                (None, Some((name, other))) => {
                    self.below(name, |inside| {
                        inside.note(Change::Added(other.get().to_owned()))
                    });
                }
                (None, None) => return Ok(true),
            }
        }
    }

    /// Arrays of one length differ where their items do; others do as a whole.
    fn arrays(&mut self, before: &str, after: &str) -> serde_json::Result<bool> {
        let before: Vec<&RawValue> = serde_json::from_str(before)?;
        let after: Vec<&RawValue> = serde_json::from_str(after)?;
        if before.len() != after.len() {
            return Ok(false);
        }
        for (index, (one, other)) in before.into_iter().zip(after).enumerate() {
            self.below(&index.to_string(), |inside| {
                inside.values(one.get(), other.get())
            });
        }
        Ok(true)
    }
}

fn strings(one: &str, other: &str) -> serde_json::Result<bool> {
    let Name(one) = serde_json::from_str(one)?;
    let Name(other) = serde_json::from_str(other)?;
    Ok(one == other)
}

/// Whether these are two spellings of one number; no other scalars have several.
fn numbers(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
