//! Objects with members of their own: what the macro [`record!`](crate::record!) builds on.

mod maps;

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::OnceLock;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeStruct, Serializer};

pub use maps::{Members, Misplaced, Others};

use crate::read::{Integers, Read, Seed, duplicate};
use crate::{Build, Report, Seek, Slots, Stop, Unfit};

/// A builder that serde fills, each member with the type that it has, so that formats without types of their own (CSV)
/// are told what to read.
pub trait Record: Default {
    /// The name of the type that is built.
    const NAME: &'static str;
    /// Which numbers are integers for the schema.
    const INTEGERS: Integers;
    /// The names of the maps that hold the members without a field.
    const MAPS: &'static [&'static str];

    /// The names of the members that have a field.
    fn fields() -> &'static Fields;

    /// The index of the map that takes the members of this name, if they have no field. `None` if no object has any.
    fn map(name: &[u8]) -> Option<usize>;

    /// Takes the value of the member with this index among [`fields`](Self::fields).
    ///
    /// # Errors
    /// Those of the format; a member that occurs twice.
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        access: MemberAccess<'_, A>,
    ) -> Result<(), A::Error>;

    /// Takes the value of a member that has no field.
    ///
    /// # Errors
    /// Those of the format; a member that occurs twice, or that the schema does not allow.
    fn other<'de, A: MapAccess<'de>>(
        &mut self,
        name: String,
        access: MemberAccess<'_, A>,
    ) -> Result<(), A::Error>;

    /// Takes the value of the field with this index from a sequence; `false` if there is none.
    ///
    /// # Errors
    /// Those of the format.
    fn field<'de, A: SeqAccess<'de>>(
        &mut self,
        index: usize,
        access: FieldAccess<'_, A>,
    ) -> Result<bool, A::Error>;
}

/// The names of a record's members, in the order of the fields.
#[derive(Debug)]
pub struct Fields {
    names: &'static [&'static str],
    /// The indexes by name, where there are so many that looking through the list would take long.
    index: OnceLock<HashMap<&'static str, usize>>,
}

/// The members of records with more than these are built by calls.
pub(crate) const MANY_MEMBERS: usize = 64;

/// From this many names on they are indexed.
const MANY: usize = 32;

impl Fields {
    /// The members of these names.
    #[must_use]
    pub const fn new(names: &'static [&'static str]) -> Self {
        Fields { names, index: OnceLock::new() }
    }

    /// The names, in the order of the fields.
    #[must_use]
    pub fn names(&self) -> &'static [&'static str] {
        self.names
    }

    /// The index of the member with this name. Most documents have their members in the schema's order: the one that is
    /// `expected` is compared first.
    #[must_use]
    pub fn find(&self, name: &[u8], expected: usize) -> Option<usize> {
        let is = |known: &str| known.as_bytes() == name;
        if self.names.get(expected).is_some_and(|known| is(known)) {
            return Some(expected);
        }
        if self.names.len() < MANY {
            return self.names.iter().position(|known| is(known));
        }
        let each = || self.names.iter().enumerate().map(|(index, name)| (*name, index));
        let index = self.index.get_or_init(|| each().collect());
        std::str::from_utf8(name).ok().and_then(|name| index.get(name)).copied()
    }
}

/// The members of an object that has been validated, by their places in the document.
#[derive(Debug)]
pub struct Places<'p, I, const N: usize> {
    input: &'p I,
    slots: &'p Slots<N>,
}

impl<'p, 'a, I: Seek<'a>, const N: usize> Places<'p, I, N> {
    /// The members that a validator noted in `slots` when it read `input`.
    #[must_use]
    pub fn new(input: &'p I, slots: &'p Slots<N>) -> Self {
        Places { input, slots }
    }

    /// Builds a member into its field, if the object has it.
    ///
    /// # Errors
    /// [`Unfit`] if its type cannot hold it.
    #[inline(always)]
    pub fn build<T: Build>(&self, slot: usize, field: &mut Option<T>) -> Result<(), Unfit> {
        // Rust takes minutes for a function into which very many others are inlined. What both ways do is written twice,
        // and chosen by a constant block, whose other side is not instantiated: rustc follows chains of instances
        // recursively, and one step less for each type counts.
        if const { N > MANY_MEMBERS } {
            return self.outlined(slot, field);
        }
        if let Some(mark) = self.slots.get(slot) {
            *field = Some(T::build(&mut self.input.seek(mark)?)?);
        }
        Ok(())
    }

    #[inline(never)]
    fn outlined<T: Build>(&self, slot: usize, field: &mut Option<T>) -> Result<(), Unfit> {
        if let Some(mark) = self.slots.get(slot) {
            *field = Some(T::build(&mut self.input.seek(mark)?)?);
        }
        Ok(())
    }

    /// The members that have no slot.
    #[must_use]
    pub fn others(&self) -> Others<'p, I> {
        Others::new(self.input, self.slots.others())
    }
}

/// A member without which a value cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing(&'static str);

impl Missing {
    /// The first of the builder's members that is not `complete`.
    #[must_use]
    pub fn among<R: Record>(complete: &[bool]) -> Self {
        let mut members = R::fields().names.iter().zip(complete);
        Missing(members.find(|(_, complete)| !**complete).map_or("", |(name, _)| name))
    }
}

/// Whether a builder has what it needs of a member.
#[derive(Clone, Copy, Debug)]
pub struct Complete;

impl Complete {
    /// A member that every object has.
    #[must_use]
    pub fn required<T>(self, member: &Option<T>) -> bool {
        member.is_some()
    }

    /// A member that may be absent.
    #[must_use]
    pub fn optional<T>(self, _: &Option<T>) -> bool {
        true
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the member `{}` is missing", self.0)
    }
}

impl From<Missing> for Report {
    /// Validation has found the member to be there.
    fn from(_: Missing) -> Self {
        Report::of_unfit(b"", Stop::Failed.into())
    }
}

/// The value of a member that serde has come to, in a map.
#[derive(Debug)]
pub struct MemberAccess<'m, A> {
    map: &'m mut A,
    integers: Integers,
    /// Whether `null` stands for an absent member: in formats that cannot leave members out.
    nulls: bool,
}

impl<'de, A: MapAccess<'de>> MemberAccess<'_, A> {
    /// Reads a member that every object has.
    ///
    /// # Errors
    /// Those of the format; the member occurs twice.
    pub fn required<T: Read<'de>>(
        self,
        member: &mut Option<T>,
        name: &'static str,
    ) -> Result<(), A::Error> {
        if member.is_some() {
            return Err(duplicate(name));
        }
        *member = Some(self.map.next_value_seed(Seed::new(self.integers))?);
        Ok(())
    }

    /// Reads a member that may be absent.
    ///
    /// # Errors
    /// Those of the format; the member occurs twice.
    pub fn optional<T: Read<'de>>(
        self,
        member: &mut Option<T>,
        name: &'static str,
    ) -> Result<(), A::Error> {
        if self.nulls && member.is_none() {
            *member = self.map.next_value_seed(Seed::new(self.integers))?;
            return Ok(());
        }
        self.required(member, name)
    }

    /// Reads a member that has no field.
    ///
    /// # Errors
    /// Those of the format; the member occurs twice.
    pub fn other<M>(self, members: &mut M, name: String) -> Result<(), A::Error>
    where
        M: Members<Value: Read<'de>>,
    {
        if members.has(&name) {
            return Err(duplicate(&name));
        }
        let value = self.map.next_value_seed(Seed::new(self.integers))?;
        members.add(name, value);
        Ok(())
    }

    /// The error for an index that no field has, which [`Fields`] does not give.
    ///
    /// # Errors
    /// Always.
    pub fn missing(self, index: usize) -> Result<(), A::Error> {
        Err(A::Error::custom(format_args!("there is no field {index}")))
    }

    /// Refuses a member that the schema does not allow.
    ///
    /// # Errors
    /// Always.
    pub fn unexpected(self, name: &str) -> Result<(), A::Error> {
        Err(A::Error::custom(format_args!("the member `{name}` is not allowed")))
    }
}

/// The value of a member that serde has come to, in a sequence of all of them.
#[derive(Debug)]
pub struct FieldAccess<'s, A> {
    seq: &'s mut A,
    integers: Integers,
}

impl<'de, A: SeqAccess<'de>> FieldAccess<'_, A> {
    /// There is no field for this element.
    ///
    /// # Errors
    /// None.
    pub fn missing(self, _index: usize) -> Result<bool, A::Error> {
        Ok(false)
    }

    /// Reads a member that every object has; `false` at the end of the sequence.
    ///
    /// # Errors
    /// Those of the format.
    pub fn required<T: Read<'de>>(self, member: &mut Option<T>) -> Result<bool, A::Error> {
        *member = self.seq.next_element_seed(Seed::new(self.integers))?;
        Ok(member.is_some())
    }

    /// Reads a member that may be absent, which is `null` then; `false` at the end of the sequence.
    ///
    /// # Errors
    /// Those of the format.
    pub fn optional<T: Read<'de>>(self, member: &mut Option<T>) -> Result<bool, A::Error> {
        let read: Option<Option<T>> = self.seq.next_element_seed(Seed::new(self.integers))?;
        let found = read.is_some();
        *member = read.flatten();
        Ok(found)
    }
}

/// The map of a builder's record that takes the members of a name.
#[must_use]
pub fn map_of<R: Record>(_builder: &R, name: &str) -> Option<usize> {
    R::map(name.as_bytes())
}

/// Fills a builder.
///
/// # Errors
/// Those of the format; a member that occurs twice.
pub fn read<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    // Compact binary formats write a record as the sequence of its fields; in JSON that would be an array, which is
    // no object.
    let compact = !deserializer.is_human_readable();
    deserializer.deserialize_struct(
        R::NAME,
        R::fields().names,
        Fill { compact, record: PhantomData },
    )
}

struct Fill<R> {
    compact: bool,
    record: PhantomData<R>,
}

impl<'de, R: Record> Visitor<'de> for Fill<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", R::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<R, A::Error> {
        let mut record = R::default();
        let mut expected = 0;
        while let Some(name) = map.next_key_seed(NameSeed { fields: R::fields(), expected })? {
            let access = MemberAccess { map: &mut map, integers: R::INTEGERS, nulls: self.compact };
            match name {
                Name::Field(index) => {
                    record.member(index, access)?;
                    expected = index + 1;
                }
                Name::Other(name) => record.other(name, access)?,
            }
        }
        Ok(record)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<R, A::Error> {
        if !self.compact {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        let mut record = R::default();
        let count = R::fields().names.len();
        for index in 0..count {
            let access = FieldAccess { seq: &mut seq, integers: R::INTEGERS };
            if !record.field(index, access)? {
                return Ok(record);
            }
        }
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(record),
            Some(_) => Err(A::Error::invalid_length(count + 1, &self)),
        }
    }
}

/// The name of a member, as the index of its field where it has one.
enum Name {
    Field(usize),
    Other(String),
}

struct NameSeed {
    fields: &'static Fields,
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameSeed {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        let index = self.fields.find(name.as_bytes(), self.expected);
        Ok(index.map_or_else(|| Name::Other(name.to_owned()), Name::Field))
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Name, E> {
        match std::str::from_utf8(name) {
            Ok(name) => self.visit_str(name),
            Err(_) => Err(E::invalid_value(Unexpected::Bytes(name), &self)),
        }
    }
}

/// Writes the members of a record.
pub enum Writer<S: Serializer> {
    /// A record that has other members, too.
    Open(S::SerializeMap),
    /// A record that has no others. Compact formats get absent members as `null`, since they cannot leave them out.
    Closed(S::SerializeStruct, bool),
}

impl<S: Serializer> fmt::Debug for Writer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}

impl<S: Serializer> Writer<S> {
    /// Begins a record that has other members, too.
    ///
    /// # Errors
    /// Those of the format.
    pub fn open(serializer: S) -> Result<Self, S::Error> {
        serializer.serialize_map(None).map(Writer::Open)
    }

    /// Begins a record with no other members than its fields, which are `present` or not.
    ///
    /// # Errors
    /// Those of the format.
    pub fn closed<R: Record>(serializer: S, present: &[bool]) -> Result<Self, S::Error> {
        let compact = !serializer.is_human_readable();
        let present = present.iter().filter(|present| **present).count();
        let count = if compact { R::fields().names.len() } else { present };
        Ok(Writer::Closed(serializer.serialize_struct(R::NAME, count)?, compact))
    }

    /// Writes a member that every object has.
    ///
    /// # Errors
    /// Those of the format.
    pub fn required<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        match self {
            // In two calls, since `serialize_entry` would be one step more in chains of instances.
            Writer::Open(map) => {
                map.serialize_key(name)?;
                map.serialize_value(value)
            }
            Writer::Closed(members, _) => members.serialize_field(name, value),
        }
    }

    /// Writes a member that may be absent.
    ///
    /// # Errors
    /// Those of the format.
    pub fn optional<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
    ) -> Result<(), S::Error> {
        match (self, value) {
            // Not by `required`, which would be one step more in chains of instances.
            (Writer::Open(map), Some(value)) => {
                map.serialize_key(name)?;
                map.serialize_value(value)
            }
            (Writer::Closed(members, _), Some(value)) => members.serialize_field(name, value),
            (Writer::Closed(members, true), None) => members.serialize_field(name, &()),
            (Writer::Closed(members, false), None) => members.skip_field(name),
            (Writer::Open(_), None) => Ok(()),
        }
    }

    /// Writes the members of the map with this index.
    ///
    /// # Errors
    /// Those of the format; a member that does not belong there.
    pub fn map<R, M>(&mut self, index: usize, members: &M) -> Result<(), S::Error>
    where
        R: Record,
        M: Members<Value: Serialize>,
    {
        let Writer::Open(map) = self else { return Ok(()) };
        for (name, value) in members.each() {
            if let Some(misplaced) = Misplaced::of::<R>(index, name) {
                return Err(S::Error::custom(misplaced));
            }
            // In two calls, as in `required`.
            map.serialize_key(name)?;
            map.serialize_value(value)?;
        }
        Ok(())
    }

    /// Ends the record.
    ///
    /// # Errors
    /// Those of the format.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        match self {
            Writer::Open(map) => map.end(),
            Writer::Closed(members, _) => members.end(),
        }
    }
}

/// Whether a member is written in formats that leave absent ones out.
#[derive(Clone, Copy, Debug)]
pub struct Presence;

impl Presence {
    /// A member that every object has.
    #[must_use]
    pub fn required<T>(self, _: &T) -> bool {
        true
    }

    /// A member that may be absent.
    #[must_use]
    pub fn optional<T>(self, value: &Option<T>) -> bool {
        value.is_some()
    }
}
