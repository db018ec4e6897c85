//! What tells branches apart, and which of them exclude each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::object;
use super::step::{Cause, Comparison, Reason, Row, Step, trying};
use super::table::{self, Presence, Table};
use super::values::{Unread, Values};

/// How the branches of a choice are told apart. Branches are numbered from 0, and what can't be valid for its kind
/// alone ([`Facts::kinds`]) is not a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// What comes next where several branches admit a kind. Other kinds have one candidate or none.
    pub steps: BTreeMap<Kind, Step>,
    /// Which branches exclude each other.
    pub exclusion: Exclusion,
}

/// Which pairs of branches exclude each other: no instance is valid by both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// All pairs.
    All,
    /// All pairs but these, which are in order.
    AllBut(Vec<(usize, usize)>),
    /// Those with different numbers in this list. It doesn't say all that is known: there are too many pairs.
    Groups(Vec<usize>),
    /// None.
    None,
}

impl Exclusion {
    /// Whether it is proved that two different branches exclude each other.
    #[must_use]
    pub fn holds(&self, one: usize, other: usize) -> bool {
        let pair = (one.min(other), one.max(other));
        one != other
            && match self {
                Exclusion::All => true,
                Exclusion::AllBut(pairs) => pairs.binary_search(&pair).is_err(),
                Exclusion::Groups(groups) => groups.get(one) != groups.get(other),
                Exclusion::None => false,
            }
    }
}

impl Apart {
    /// Compares the branches that have these facts. At most `left` members are looked at.
    pub(super) fn of(branches: &[Arc<Facts>], left: &mut usize) -> Self {
        let cost: usize = branches.iter().map(|it| 1 + it.values.size() + it.object.size()).sum();
        let comparison = Comparison::of(branches.len());
        let rounds = match comparison {
            Comparison::Pairs => branches.len(),
            Comparison::Tables => object::MAX_TRIED,
        };
        let Some(rest) = left.checked_sub(cost.saturating_mul(rounds)) else {
            return Apart::unread(branches);
        };
        *left = rest;
        let overlaps = (comparison == Comparison::Pairs).then(|| overlaps(branches));
        let mut steps = BTreeMap::new();
        for kind in Kind::ALL {
            let rows = admitting(branches, kind);
            if rows.len() > 1 {
                steps.insert(kind, step(kind, &rows, comparison));
            }
        }
        let exclusion = match overlaps {
            Some(pairs) if pairs.is_empty() => Exclusion::All,
            Some(pairs) if pairs.len() == branches.len() * (branches.len() - 1) / 2 => {
                Exclusion::None
            }
            Some(pairs) => Exclusion::AllBut(pairs),
            None => groups(branches, &steps),
        };
        Apart { steps, exclusion }
    }

    /// What is said if the comparison would take too long.
    fn unread(branches: &[Arc<Facts>]) -> Self {
        let steps = Kind::ALL.into_iter().filter_map(|kind| {
            let rows = admitting(branches, kind);
            let [first, second, ..] = rows.as_slice() else { return None };
            let branches = (first.branch, second.branch);
            Some((kind, Step::Trying(Reason { branches, cause: Cause::Unread(Unread::Limit) })))
        });
        Apart { steps: steps.collect(), exclusion: Exclusion::None }
    }

    /// Whether each instance has one candidate at the most.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.steps.values().all(Step::is_decided)
    }
}

/// The branches that admit a kind.
fn admitting(branches: &[Arc<Facts>], kind: Kind) -> Vec<Row<'_>> {
    let each = branches.iter().enumerate().map(|(branch, facts)| Row { branch, facts });
    each.filter(|row| row.facts.kinds().meets(Kinds::of(kind))).collect()
}

/// The pairs of branches that may both be valid.
fn overlaps(branches: &[Arc<Facts>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (first, one) in branches.iter().enumerate() {
        for (second, other) in branches.iter().enumerate().skip(first + 1) {
            if !one.excludes(other) {
                pairs.push((first, second));
            }
        }
    }
    pairs
}

fn step(kind: Kind, rows: &[Row<'_>], comparison: Comparison) -> Step {
    match kind {
        Kind::Null | Kind::False | Kind::True | Kind::Array => trying(rows, |_, _| Cause::Any),
        Kind::Object => object::step(rows, comparison),
        Kind::String | Kind::Number => {
            let only = Values::of_kinds(Kinds::of(kind));
            let values: Vec<Values> =
                rows.iter().map(|row| row.facts.values.intersection(&only)).collect();
            let table = rows.iter().zip(&values).map(|(row, values)| table::Row {
                branch: row.branch,
                values,
                presence: Presence::Always,
            });
            match Table::of(&table.collect::<Vec<_>>()) {
                Some(table) if table.most() < rows.len() => Step::Value(table),
                Some(_) | None => trying(rows, |one, other| {
                    let listed = |facts: &Facts| match kind {
                        Kind::String => facts.values.strings.is_some(),
                        _ => facts.values.numbers.is_some(),
                    };
                    if listed(one) && listed(other) { Cause::SharedValue } else { Cause::Any }
                }),
            }
        }
    }
}

/// Branches are in one group if some candidates' list has both of them.
fn groups(branches: &[Arc<Facts>], steps: &BTreeMap<Kind, Step>) -> Exclusion {
    let mut groups = Groups((0..branches.len()).collect());
    for (kind, step) in steps {
        match step {
            Step::Value(table) | Step::Member { name: _, table } => {
                table.lists.values().for_each(|list| groups.join(list));
            }
            Step::Members { tags: _ } => {}
            Step::Trying(_) => {
                let rows = admitting(branches, *kind).into_iter().map(|row| row.branch);
                groups.join(&rows.collect::<Vec<_>>());
            }
        }
    }
    let numbers: Vec<usize> = (0..branches.len()).map(|one| groups.root(one)).collect();
    match numbers.iter().collect::<BTreeSet<_>>().len() {
        1 => Exclusion::None,
        count if count == branches.len() => Exclusion::All,
        _ => Exclusion::Groups(numbers),
    }
}

/// Sets that are joined: each branch points to one of lower number in its set, or to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&mut self, one: usize) -> usize {
        let mut root = one;
        while let Some(next) = self.0.get(root).copied().filter(|next| *next != root) {
            root = next;
        }
        // The next search is short.
        let mut at = one;
        while let Some(next) = self.0.get_mut(at).filter(|next| **next != root) {
            at = std::mem::replace(next, root);
        }
        root
    }

    fn join(&mut self, members: &[usize]) {
        for pair in members.windows(2) {
            let [one, other] = pair else { continue };
            let (one, other) = (self.root(*one), self.root(*other));
            if let Some(place) = self.0.get_mut(one.max(other)) {
                *place = one.min(other);
            }
        }
    }
}
