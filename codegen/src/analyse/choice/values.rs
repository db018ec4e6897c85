//! What is known of the valid instances of a schema, but for the members of objects.
//!
//! All of it is an upper bound: a valid instance is among these values, but not each of these values need be valid.
//! Where something isn't understood, the bound is wider. That is why a proof from it is never wrong.

use std::collections::BTreeSet;

use super::kinds::{Decimal, Kinds, kinds_of};
use crate::arena::{Data, Literal};

/// An upper bound of the valid instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// Their kinds.
    pub kinds: Kinds,
    /// The strings; `None` if any string may be valid.
    pub strings: Option<BTreeSet<String>>,
    /// The numbers; `None` if any number of `kinds` may be valid.
    pub numbers: Option<BTreeSet<Decimal>>,
    /// Whether each of these values is valid, objects left aside.
    pub exact: bool,
    /// Whether nothing is asked of objects: all are valid, or none.
    pub whole: bool,
    /// Why more could be known than is.
    pub unread: Option<Unread>,
}

/// Why a schema was not looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unread {
    /// `$dynamicRef` or `$recursiveRef`: the target depends on the way that evaluation took.
    Dynamic,
    /// It refers to itself in place.
    Cycle,
    /// The schemas are so large that the analysis has a limit.
    Limit,
}

impl Values {
    /// More strings or numbers than this are not listed.
    pub const MAX_LISTED: usize = 4_096;

    /// Everything is valid.
    #[must_use]
    pub const fn any() -> Self {
        Values::of_kinds(Kinds::ANY)
    }

    /// Nothing is valid.
    #[must_use]
    pub const fn nothing() -> Self {
        Values::of_kinds(Kinds::NONE)
    }

    /// Everything may be valid.
    #[must_use]
    pub fn unknown(unread: Unread) -> Self {
        Values { exact: false, whole: false, unread: Some(unread), ..Values::any() }
    }

    /// Everything of these kinds.
    #[must_use]
    pub const fn of_kinds(kinds: Kinds) -> Self {
        Values { kinds, strings: None, numbers: None, exact: true, whole: true, unread: None }
    }

    /// These values.
    #[must_use]
    pub fn listed(literals: &[Literal]) -> Self {
        let nodes = || literals.iter().map(Literal::node);
        let kinds = nodes().fold(Kinds::NONE, |kinds, node| kinds.union(kinds_of(node)));
        let mut strings = BTreeSet::new();
        let mut numbers = Some(BTreeSet::new());
        let mut exact = true;
        for node in nodes() {
            match node.data() {
                Data::Null | Data::Boolean(_) => {}
                Data::Number(text) => match (Decimal::of(text), &mut numbers) {
                    (Some(number), Some(numbers)) => {
                        numbers.insert(number);
                    }
                    (None, _) | (_, None) => numbers = None,
                },
                Data::String(text) => {
                    strings.insert(text.to_owned());
                }
                Data::Array(_) | Data::Object(_) => exact = false,
            }
        }
        exact &= numbers.is_some();
        let whole = !kinds.meets(Kinds::OBJECT);
        let strings = Some(strings);
        Values { kinds, strings, numbers, exact, whole, unread: None }.normalised()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.kinds == Kinds::ANY && self.strings.is_none() && self.numbers.is_none()
    }

    /// Whether there are only so many values: scalars that are listed.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        !self.kinds.meets(Kinds::ARRAY.union(Kinds::OBJECT))
            && (self.strings.is_some() || !self.kinds.meets(Kinds::STRING))
            && (self.numbers.is_some() || !self.kinds.meets(Kinds::NUMBER))
    }

    /// How many strings and numbers are listed.
    #[must_use]
    pub fn size(&self) -> usize {
        self.strings.as_ref().map_or(0, BTreeSet::len)
            + self.numbers.as_ref().map_or(0, BTreeSet::len)
    }

    /// What is valid by both.
    #[must_use]
    pub fn intersection(&self, other: &Values) -> Values {
        Values {
            kinds: self.kinds.intersection(other.kinds),
            strings: both(self.strings.as_ref(), other.strings.as_ref()),
            numbers: both(self.numbers.as_ref(), other.numbers.as_ref()),
            exact: self.exact && other.exact,
            whole: self.whole && other.whole,
            unread: self.unread.or(other.unread),
        }
        .normalised()
    }

    /// What is valid by one of them.
    #[must_use]
    pub fn union(self, other: &Values) -> Values {
        let counts = [self.kinds.meets(Kinds::NUMBER), other.kinds.meets(Kinds::NUMBER)];
        let texts = [self.kinds.meets(Kinds::STRING), other.kinds.meets(Kinds::STRING)];
        // All integers and one fraction: that can't be said, but with all fractions.
        let mixed = counts == [true, true] && self.numbers.is_some() != other.numbers.is_some();
        Values {
            kinds: self.kinds.union(other.kinds),
            strings: either(self.strings, other.strings.as_ref(), texts),
            numbers: either(self.numbers, other.numbers.as_ref(), counts),
            exact: self.exact && other.exact && !mixed,
            whole: self.whole && other.whole,
            unread: self.unread.or(other.unread),
        }
        .normalised()
    }

    /// What is not valid.
    #[must_use]
    pub fn complement(&self) -> Values {
        if !self.exact {
            let unread = self.unread;
            return Values { exact: false, whole: false, unread, ..Values::any() };
        }
        // Kinds of which only some values are valid have other ones that aren't.
        let partly = |some: bool, kinds: Kinds| if some { kinds } else { Kinds::NONE };
        let partial = partly(self.strings.is_some(), Kinds::STRING)
            .union(partly(self.numbers.is_some(), Kinds::NUMBER))
            .union(partly(!self.whole, Kinds::OBJECT));
        Values {
            kinds: self.kinds.without(partial).complement(),
            exact: self.strings.is_none() && self.numbers.is_none(),
            whole: self.whole,
            unread: self.unread,
            ..Values::any()
        }
    }

    /// Whether no value is valid by both.
    #[must_use]
    pub fn excludes(&self, other: &Values) -> bool {
        self.excludes_but_objects(other)
            && !self.kinds.intersection(other.kinds).meets(Kinds::OBJECT)
    }

    /// Whether no value but an object is valid by both.
    #[must_use]
    pub fn excludes_but_objects(&self, other: &Values) -> bool {
        let common = self.kinds.intersection(other.kinds);
        let listed = Kinds::STRING.union(Kinds::NUMBER).union(Kinds::OBJECT);
        if common.meets(listed.complement()) {
            return false;
        }
        (!common.meets(Kinds::STRING) || disjoint(self.strings.as_ref(), other.strings.as_ref()))
            && (!common.meets(Kinds::NUMBER)
                || disjoint(self.numbers.as_ref(), other.numbers.as_ref()))
    }

    /// Lists and kinds agree: a kind has a value, and a listed value has its kind.
    fn normalised(mut self) -> Self {
        if self.size() > Self::MAX_LISTED {
            self.exact = false;
            self.unread = self.unread.or(Some(Unread::Limit));
            self.strings = None;
            self.numbers = None;
        }
        if !self.kinds.meets(Kinds::STRING) {
            self.strings = None;
        } else if self.strings.as_ref().is_some_and(BTreeSet::is_empty) {
            self.strings = None;
            self.kinds = self.kinds.without(Kinds::STRING);
        }
        let kinds = self.kinds;
        if let Some(numbers) = &mut self.numbers {
            numbers.retain(|number| number.kinds().meets(kinds));
            let rest = numbers.iter().fold(Kinds::NONE, |all, number| all.union(number.kinds()));
            self.kinds = kinds.without(Kinds::NUMBER).union(rest);
        }
        if !self.kinds.meets(Kinds::NUMBER) {
            self.numbers = None;
        }
        self
    }
}

fn both<T: Ord + Clone>(
    one: Option<&BTreeSet<T>>,
    other: Option<&BTreeSet<T>>,
) -> Option<BTreeSet<T>> {
    match (one, other) {
        (None, None) => None,
        (Some(set), None) | (None, Some(set)) => Some(set.clone()),
        (Some(one), Some(other)) => Some(one.intersection(other).cloned().collect()),
    }
}

/// The union of two lists, each of which says something only if there are such values at all.
fn either<T: Ord + Clone>(
    one: Option<BTreeSet<T>>,
    other: Option<&BTreeSet<T>>,
    there: [bool; 2],
) -> Option<BTreeSet<T>> {
    match (there, one, other) {
        ([true, true], Some(mut one), Some(other)) => {
            one.extend(other.iter().cloned());
            Some(one)
        }
        ([true, false], one, _) => one,
        ([false, true], _, other) => other.cloned(),
        ([true, true], _, _) | ([false, false], _, _) => None,
    }
}

fn disjoint<T: Ord>(one: Option<&BTreeSet<T>>, other: Option<&BTreeSet<T>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
            few.iter().all(|value| !many.contains(value))
        }
        (None, _) | (_, None) => false,
    }
}
