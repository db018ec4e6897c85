//! The ways to tell branches apart that admit the same kind, as data.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::table::Table;
use super::values::Unread;

/// Among more branches than this, not all pairs are compared.
pub const MAX_PAIRED: usize = 64;

/// How the branches that admit the instance's kind are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// By the instance's value.
    Value(Table),
    /// By the value of a member.
    Member {
        /// Its name.
        name: String,
        /// The candidates by its value.
        table: Table,
    },
    /// By the members that are there: a branch is a candidate only if the instance has all that its
    /// [`super::facts::Object`] requires and none that it doesn't admit.
    Members {
        /// For branches that have one, a member that they require and no other branch admits.
        tags: BTreeMap<usize, String>,
    },
    /// All of them have to be tried.
    Trying(Reason),
}

/// Why two branches can't be told apart without trying them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The branches.
    pub branches: (usize, usize),
    /// What they have in common.
    pub cause: Cause,
}

/// What two branches have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Both admit any value of the kind, as far as is known.
    Any,
    /// Both admit one of the values that are listed.
    SharedValue,
    /// This member has other values in both, but neither requires it.
    Optional(String),
    /// No member has other values, or is required by one and not admitted by the other.
    NoMember,
    /// One of them was not looked into.
    Unread(Unread),
    /// It asks for more than kinds, values and members.
    Inexact,
}

impl Step {
    /// Whether each instance of the kind has one candidate at the most.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        match self {
            Step::Value(table) | Step::Member { name: _, table } => table.most() <= 1,
            Step::Members { tags: _ } => true,
            Step::Trying(_) => false,
        }
    }
}

/// A branch of a choice that admits the kind in question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    /// Its index in the choice.
    pub(super) branch: usize,
    pub(super) facts: &'a Facts,
}

/// How branches are compared with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// Each with each.
    Pairs,
    /// Only by tables, since there are too many pairs.
    Tables,
}

impl Comparison {
    /// The comparison of so many branches.
    pub(super) fn of(branches: usize) -> Self {
        if branches <= MAX_PAIRED { Comparison::Pairs } else { Comparison::Tables }
    }
}

/// All of these branches have to be tried, for this cause.
pub(super) fn trying(rows: &[Row<'_>], cause: impl FnOnce(&Facts, &Facts) -> Cause) -> Step {
    let few = rows.get(..MAX_PAIRED).unwrap_or(rows).iter().enumerate();
    let mut pairs = few.flat_map(|(index, one)| few_after(rows, index).map(move |it| (one, it)));
    let overlap = pairs.find(|(one, other)| !one.facts.excludes(other.facts));
    let Some((first, second)) = overlap.or_else(|| rows.first().zip(rows.get(1))) else {
        return Step::Trying(Reason { branches: (0, 0), cause: Cause::Any });
    };
    let (one, other) = (first.facts, second.facts);
    let unread = one.values.unread.or(other.values.unread).map(Cause::Unread);
    let cause = unread.unwrap_or_else(|| cause(one, other));
    Step::Trying(Reason { branches: (first.branch, second.branch), cause })
}

/// The rows after this one, as far as pairs are compared.
fn few_after<'r, 'f>(rows: &'r [Row<'f>], index: usize) -> std::slice::Iter<'r, Row<'f>> {
    rows.get(index + 1..MAX_PAIRED.min(rows.len())).unwrap_or_default().iter()
}
