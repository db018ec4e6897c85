//! How a verdict finds the branches that are worth a try: as tables, from what is known of the branches.
//!
//! A branch that a table leaves out is invalid for certain, because its [`Facts`] are an upper bound. So the verdict is
//! that of trying all branches, and only the time differs.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::apart::{Apart, Exclusion};
use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::object::member_rows;
use super::step::{MAX_PAIRED, Row, Step};
use super::table::{Key, Table};

/// Of more branches, each is tried.
const MAX_BRANCHES: usize = u16::MAX as usize;

/// Members are looked at for this many branches and more.
const MIN_OBJECTS: usize = 2;

/// At most so many members are looked at: each name of an object is compared with all of them.
const MAX_MEMBERS: usize = 8;

/// At most so many members are considered.
const MAX_CONSIDERED: usize = 64;

/// What tells branches apart before one of them is tried.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dispatch {
    /// How many branches there are.
    pub branches: usize,
    /// The candidates by the kind of the value, or by the value.
    pub values: Entries,
    /// Where several branches allow objects, the candidates by the value of a member, or by its absence. All of these
    /// members count.
    pub members: Vec<(String, Entries)>,
    /// Whether no value is valid by two branches.
    pub is_exclusive: bool,
}

/// Candidates by key: keys of kinds first, then strings, then numbers, each in their order. A key that is not there has
/// none.
pub type Entries = Vec<(Key, Vec<usize>)>;

/// What tells these branches apart; `None` if all of them have to be tried for every value.
pub(super) fn dispatch(
    branches: &[Arc<Facts>],
    apart: &Apart,
    left: &mut usize,
) -> Option<Dispatch> {
    let values = by_value(branches, apart);
    let objects: Vec<Row<'_>> = branches
        .iter()
        .enumerate()
        .filter(|(_, facts)| facts.kinds().meets(Kinds::OBJECT))
        .map(|(branch, facts)| Row { branch, facts })
        .collect();
    let members = if objects.len() < MIN_OBJECTS {
        Vec::new()
    } else if objects.len() > MAX_PAIRED {
        by_best_member(apart)
    } else {
        by_members(&objects, left)
    };
    // A branch that doesn't allow the kind fails at once, so it is no gain if all of them do.
    let tells = values.lists.values().any(|list| list.len() < branches.len());
    let is_exclusive = apart.exclusion == Exclusion::All;
    let is_idle = !tells && members.is_empty() && !is_exclusive;
    if branches.len() < 2 || branches.len() > MAX_BRANCHES || is_idle {
        return None;
    }
    let values = entries(values);
    Some(Dispatch { branches: branches.len(), values, members, is_exclusive })
}

/// The candidates by kind; by value where that leaves fewer for each string or number.
fn by_value(branches: &[Arc<Facts>], apart: &Apart) -> Table {
    let mut table = Table::default();
    for (row, facts) in branches.iter().enumerate() {
        for kind in facts.kinds().kinds() {
            table.lists.entry(Key::of_kind(kind)).or_default().push(row);
        }
    }
    for kind in [Kind::String, Kind::Number] {
        if let Some(Step::Value(values)) = apart.steps.get(&kind) {
            table.lists.remove(&Key::of_kind(kind));
            table.lists.extend(values.lists.clone());
        }
    }
    table
}

/// A table in which strings and numbers are told apart only where that makes a difference.
fn coarse(mut table: Table) -> Table {
    for other in [Key::OtherString, Key::OtherNumber] {
        let is_one = |key: &Key| match key {
            Key::String(_) => other == Key::OtherString,
            Key::Number(_) => other == Key::OtherNumber,
            key => *key == other,
        };
        let ones = || table.lists.iter().filter(|(key, _)| is_one(key));
        let different: BTreeSet<&Vec<usize>> = ones().map(|(_, list)| list).collect();
        let Some(list) = different.first().filter(|_| different.len() == 1) else { continue };
        let list = (*list).clone();
        table.lists.retain(|key, _| !is_one(key));
        table.lists.insert(other, list);
    }
    table
}

fn entries(table: Table) -> Entries {
    let mut entries: Entries = table.lists.into_iter().collect();
    entries.sort_by_key(|(key, _)| match key {
        Key::String(_) => 1,
        Key::Number(_) => 2,
        Key::OtherString
        | Key::OtherNumber
        | Key::Null
        | Key::False
        | Key::True
        | Key::Array
        | Key::Object
        | Key::Absent => 0,
    });
    entries
}

/// The member that the analysis has found, for more branches than are compared pair by pair.
fn by_best_member(apart: &Apart) -> Vec<(String, Entries)> {
    match apart.steps.get(&Kind::Object) {
        Some(Step::Member { name, table }) => vec![(name.clone(), entries(table.clone()))],
        Some(Step::Value(_) | Step::Members { .. } | Step::Trying(_)) | None => Vec::new(),
    }
}

/// Pairs of rows: for each row, a bit for each of the others. Both rows of a pair have it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pairs(Vec<u64>);

impl Pairs {
    fn all(rows: usize) -> Self {
        let every = u64::MAX.checked_shr(64 - rows.min(64) as u32).unwrap_or(0);
        Pairs((0..rows).map(|row| every & !(1 << row)).collect())
    }

    /// How many there are in both.
    fn common(&self, other: &Pairs) -> u32 {
        self.0.iter().zip(&other.0).map(|(one, other)| (one & other).count_ones()).sum()
    }

    fn remove(&mut self, other: &Pairs) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= !other);
    }
}

/// A member, and the pairs of branches that it tells apart.
struct Member<'a> {
    name: &'a str,
    table: Table,
    /// For all of its values.
    always: Pairs,
    /// For some of its values.
    sometimes: Pairs,
}

/// The members that tell the most pairs of branches apart, the best first.
fn by_members(objects: &[Row<'_>], left: &mut usize) -> Vec<(String, Entries)> {
    let names = considered(objects);
    let Some(rest) = left.checked_sub(names.len().saturating_mul(objects.len())) else {
        return Vec::new();
    };
    *left = rest;
    let mut members: Vec<Member<'_>> =
        names.into_iter().filter_map(|name| Member::of(name, objects)).collect();
    // Those that may still be valid together, and those that no member tells apart at all.
    let (mut open, mut blurred) = (Pairs::all(objects.len()), Pairs::all(objects.len()));
    let mut chosen = Vec::new();
    while chosen.len() < MAX_MEMBERS {
        let gain =
            |member: &Member<'_>| (member.always.common(&open), member.sometimes.common(&blurred));
        // Of equals, the first.
        let best = members.iter().enumerate().rev().max_by_key(|(_, member)| gain(member));
        let Some((index, _)) = best.filter(|(_, member)| gain(member) != (0, 0)) else { break };
        let Member { name, table, always, sometimes } = members.remove(index);
        open.remove(&always);
        blurred.remove(&always);
        blurred.remove(&sometimes);
        chosen.push((name.to_owned(), entries(coarse(table))));
    }
    chosen
}

/// The names of members that some branch requires, or of which some branch lists the values.
fn considered<'a>(objects: &[Row<'a>]) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut known = BTreeSet::new();
    for Row { branch: _, facts } in objects {
        let object = &facts.object;
        let listed = object.members.iter().filter(|(_, values)| values.is_finite());
        for name in listed.map(|(name, _)| name).chain(&object.required) {
            if names.len() < MAX_CONSIDERED && known.insert(name) {
                names.push(name.as_str());
            }
        }
    }
    names
}

impl<'a> Member<'a> {
    fn of(name: &'a str, objects: &[Row<'_>]) -> Option<Self> {
        let table = Table::of(&member_rows(objects, name))?;
        let place = |row: &usize| objects.binary_search_by_key(row, |row| row.branch).ok();
        let mut always = Pairs::all(objects.len());
        let mut sometimes = Pairs(vec![0; objects.len()]);
        for list in table.lists.values() {
            let places: Vec<usize> = list.iter().filter_map(place).collect();
            let set = places.iter().fold(0_u64, |set, place| set | 1 << place);
            for place in 0..objects.len() {
                if set & (1 << place) == 0 {
                    sometimes.0[place] |= set;
                } else {
                    always.0[place] &= !set;
                    sometimes.0[place] |= !set;
                }
            }
        }
        Some(Member { name, table, always, sometimes })
    }
}
