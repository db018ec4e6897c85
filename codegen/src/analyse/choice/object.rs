//! How branches that admit objects are told apart.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, Object};
use super::step::{Cause, Comparison, Row, Step, trying};
use super::table::{self, Key, Presence, Table};
use super::values::Values;

/// How many members are tried as discriminators: the likeliest.
pub(super) const MAX_TRIED: usize = 8;

pub(super) fn step(rows: &[Row<'_>], comparison: Comparison) -> Step {
    let best = best_member(rows);
    if let Some(best) = best.as_ref().filter(|best| best.table.most() <= 1 && best.is_valued()) {
        return best.step();
    }
    if by_names(rows, comparison) {
        return Step::Members { tags: tags(rows) };
    }
    match best.filter(|best| best.table.most() < rows.len()) {
        Some(best) => best.step(),
        None => trying(rows, cause),
    }
}

struct Candidate<'a> {
    name: &'a str,
    table: Table,
}

impl Candidate<'_> {
    fn step(&self) -> Step {
        Step::Member { name: self.name.to_owned(), table: self.table.clone() }
    }

    /// Whether values that schemas name lead to different branches.
    fn is_valued(&self) -> bool {
        let lists = self.table.lists.iter().filter(|(key, _)| match key {
            Key::String(_) | Key::Number(_) | Key::Null | Key::False | Key::True => true,
            Key::OtherString | Key::OtherNumber | Key::Array | Key::Object | Key::Absent => false,
        });
        lists.map(|(_, list)| list).collect::<BTreeSet<_>>().len() > 1
    }
}

/// The member whose value leaves the fewest candidates.
fn best_member<'a>(rows: &[Row<'a>]) -> Option<Candidate<'a>> {
    let mut weights: BTreeMap<&str, usize> = BTreeMap::new();
    for Row { branch: _, facts } in rows {
        for (name, values) in &facts.object.members {
            let finite = 2 * usize::from(values.is_finite());
            let required = usize::from(facts.object.required.contains(name));
            *weights.entry(name).or_default() += 1 + finite * (1 + required) + required;
        }
    }
    let mut names: Vec<(&str, usize)> = weights.into_iter().collect();
    names.sort_by_key(|(_, weight)| Reverse(*weight));
    let tables = names.into_iter().take(MAX_TRIED).filter_map(|(name, _)| {
        let table = Table::of(&member_rows(rows, name))?;
        Some(Candidate { name, table })
    });
    tables.min_by_key(|it| (it.table.most(), !it.is_valued(), it.table.size()))
}

/// What each branch says of a member.
pub(super) fn member_rows<'a>(rows: &[Row<'a>], name: &str) -> Vec<table::Row<'a>> {
    let each = rows.iter().map(|Row { branch, facts }| {
        let object = &facts.object;
        let values = match object.members.get(name) {
            _ if !object.admits(name) => &NOTHING,
            Some(values) => &**values,
            None => &ANY,
        };
        table::Row { branch: *branch, values, presence: Presence::of_member(name, object) }
    });
    each.collect()
}

static ANY: Values = Values::any();
static NOTHING: Values = Values::nothing();

/// Whether the names of the members alone leave one branch at the most.
fn by_names(rows: &[Row<'_>], comparison: Comparison) -> bool {
    if comparison == Comparison::Tables {
        // An object has one set of names: branches that ask for different ones exclude each other.
        let exact = rows.iter().map(|row| exact_names(&row.facts.object));
        return exact
            .collect::<Option<BTreeSet<_>>>()
            .is_some_and(|different| different.len() == rows.len());
    }
    rows.iter().enumerate().all(|(index, one)| {
        let after = rows.iter().skip(index + 1);
        after.into_iter().all(|other| one.facts.object.excludes_by_names(&other.facts.object))
    })
}

/// The names of all members, if each valid object has the same ones.
fn exact_names(object: &Object) -> Option<&BTreeSet<String>> {
    object.closed.as_ref().filter(|names| **names == object.required)
}

/// For each branch a member that it requires and no other admits.
fn tags(rows: &[Row<'_>]) -> BTreeMap<usize, String> {
    let mut admitted: BTreeMap<&str, isize> = BTreeMap::new();
    let mut open = 0;
    for Row { branch: _, facts: Facts { values: _, object } } in rows {
        match &object.closed {
            Some(names) => {
                for name in names.iter().filter(|name| object.admits(name)) {
                    *admitted.entry(name).or_default() += 1;
                }
            }
            None => {
                open += 1;
                for name in object.members.keys().filter(|name| !object.admits(name)) {
                    *admitted.entry(name).or_default() -= 1;
                }
            }
        }
    }
    let is_tag = |name: &&String| admitted.get(name.as_str()).copied().unwrap_or(0) + open == 1;
    let each = rows.iter().filter_map(|Row { branch, facts }| {
        Some((*branch, facts.object.required.iter().find(is_tag)?.clone()))
    });
    each.collect()
}

/// Why no member tells two branches apart.
fn cause(one: &Facts, other: &Facts) -> Cause {
    let (one, other) = (&one.object, &other.object);
    let both = one.members.iter().filter_map(|(name, values)| {
        let others = other.members.get(name)?;
        Some((name, values.excludes(others)))
    });
    let optional = both.into_iter().find(|(_, excludes)| *excludes).map(|(name, _)| name);
    match optional {
        // Neither requires it, or else they would exclude each other.
        Some(name) if !one.required.contains(name) && !other.required.contains(name) => {
            Cause::Optional(name.clone())
        }
        Some(_) | None => Cause::NoMember,
    }
}
