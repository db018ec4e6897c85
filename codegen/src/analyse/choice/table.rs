//! The branches that a value leaves.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Object;
use super::kinds::{Decimal, Kind, Kinds};
use super::values::Values;

/// What a value, or a member that may be absent, is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// This string
    String(String),
    /// A string that is not among the keys
    OtherString,
    /// This number
    Number(Decimal),
    /// A number that is not among the keys
    OtherNumber,
    /// `null`
    Null,
    /// `false`
    False,
    /// `true`
    True,
    /// An array
    Array,
    /// An object
    Object,
    /// There is no such member
    Absent,
}

impl Key {
    /// All values of this kind that are not among the keys.
    #[must_use]
    pub fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Null => Key::Null,
            Kind::False => Key::False,
            Kind::True => Key::True,
            Kind::Number => Key::OtherNumber,
            Kind::String => Key::OtherString,
            Kind::Array => Key::Array,
            Kind::Object => Key::Object,
        }
    }
}

/// The candidates by key. Each list is complete and in order; where there is none, no branch can be valid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The candidates.
    pub lists: BTreeMap<Key, Vec<usize>>,
}

/// What a branch says of a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    /// The index of the branch in its choice.
    pub(super) branch: usize,
    pub(super) values: &'a Values,
    pub(super) presence: Presence,
}

/// Whether there is a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// It is the instance, or a required member.
    Always,
    /// It is a member that may be absent.
    Optional,
}

impl Presence {
    /// That of a member of these objects.
    pub(super) fn of_member(name: &str, object: &Object) -> Self {
        if object.required.contains(name) { Presence::Always } else { Presence::Optional }
    }
}

impl Table {
    /// The table of these branches. `None` if the lists would be very long together, since many branches take any
    /// value.
    pub(super) fn of(rows: &[Row<'_>]) -> Option<Self> {
        let listed: usize = rows.iter().map(|row| row.values.size()).sum();
        let mut left = listed.saturating_mul(8).saturating_add(rows.len() * 8 + 64);
        let strings: BTreeSet<&String> =
            rows.iter().filter_map(|row| row.values.strings.as_ref()).flatten().collect();
        let numbers: BTreeSet<&Decimal> =
            rows.iter().filter_map(|row| row.values.numbers.as_ref()).flatten().collect();
        let mut table = Table::default();
        for row in rows {
            for key in keys(*row, &strings, &numbers) {
                left = left.checked_sub(1)?;
                table.lists.entry(key).or_default().push(row.branch);
            }
        }
        Some(table)
    }

    /// How many candidates are left at the most.
    #[must_use]
    pub fn most(&self) -> usize {
        self.lists.values().map(Vec::len).max().unwrap_or(0)
    }

    /// How long the lists are together.
    #[must_use]
    pub fn size(&self) -> usize {
        self.lists.values().map(Vec::len).sum()
    }

    /// The branches that can be valid for this key; one that isn't there is among the others of its kind.
    #[must_use]
    pub fn candidates(&self, key: &Key) -> &[usize] {
        let other = match key {
            Key::String(_) => Some(Key::OtherString),
            Key::Number(_) => Some(Key::OtherNumber),
            Key::OtherString
            | Key::OtherNumber
            | Key::Null
            | Key::False
            | Key::True
            | Key::Array
            | Key::Object
            | Key::Absent => None,
        };
        // A listed value has a list of its own, since some branch lists it.
        let list = self.lists.get(key).or_else(|| other.and_then(|other| self.lists.get(&other)));
        list.map_or(&[], Vec::as_slice)
    }
}

fn keys<'a>(
    Row { branch: _, values, presence }: Row<'a>,
    strings: &'a BTreeSet<&'a String>,
    numbers: &'a BTreeSet<&'a Decimal>,
) -> impl Iterator<Item = Key> + 'a {
    let kinds = values.kinds;
    let plain = [
        (Kinds::NULL, Key::Null),
        (Kinds::FALSE, Key::False),
        (Kinds::TRUE, Key::True),
        (Kinds::ARRAY, Key::Array),
        (Kinds::OBJECT, Key::Object),
    ];
    let plain = plain.into_iter().filter_map(move |(kind, key)| kinds.meets(kind).then_some(key));
    let any_string = kinds.meets(Kinds::STRING) && values.strings.is_none();
    let own_strings = values.strings.iter().flatten();
    let all_strings = strings.iter().copied().filter(move |_| any_string);
    let any_number = kinds.meets(Kinds::NUMBER) && values.numbers.is_none();
    let own_numbers = values.numbers.iter().flatten();
    let all_numbers = numbers.iter().copied();
    let all_numbers = all_numbers.filter(move |it| any_number && it.kinds().meets(kinds));
    plain
        .chain(own_strings.chain(all_strings).cloned().map(Key::String))
        .chain(any_string.then_some(Key::OtherString))
        .chain(own_numbers.chain(all_numbers).cloned().map(Key::Number))
        .chain(any_number.then_some(Key::OtherNumber))
        .chain((presence == Presence::Optional).then_some(Key::Absent))
}
