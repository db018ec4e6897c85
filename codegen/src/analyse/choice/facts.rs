//! Upper bounds of the valid instances of a schema, objects included.

mod asked;
mod schemas;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::kinds::Kinds;
use super::values::{Unread, Values};

pub(super) use asked::only_refers;
pub(crate) use asked::{only_chooses, only_types};
pub(super) use schemas::AllFacts;

/// An upper bound of the valid instances of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Their kinds, and the values of scalars.
    pub values: Arc<Values>,
    /// What holds for those that are objects.
    pub object: Object,
}

/// An upper bound of the valid objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// What a member can be, if it is there. Absent ones can be anything.
    pub members: BTreeMap<String, Arc<Values>>,
    /// The members that are there.
    pub required: BTreeSet<String>,
    /// No other members than these are there; `None` if others may be.
    pub closed: Option<BTreeSet<String>>,
    /// Whether each such object is valid.
    pub exact: bool,
}

/// Everything but objects.
static NO_OBJECTS: Values = Values::of_kinds(Kinds::OBJECT.complement());

impl Object {
    /// Every object is valid.
    #[must_use]
    pub fn any() -> Self {
        Object { members: BTreeMap::new(), required: BTreeSet::new(), closed: None, exact: true }
    }

    /// Whether an object can have this member.
    #[must_use]
    pub fn admits(&self, name: &str) -> bool {
        self.closed.as_ref().is_none_or(|names| names.contains(name))
            && self.members.get(name).is_none_or(|values| !values.kinds.is_empty())
    }

    /// How many names and values it has.
    #[must_use]
    pub fn size(&self) -> usize {
        let members: usize = self.members.values().map(|values| 1 + values.size()).sum();
        members + self.required.len() + self.closed.as_ref().map_or(0, BTreeSet::len)
    }

    fn meet(&mut self, other: &Object) {
        for (name, values) in &other.members {
            self.member(name, values);
        }
        self.required.extend(other.required.iter().cloned());
        if let Some(names) = &other.closed {
            self.close(names.clone());
        }
        self.exact &= other.exact;
    }

    fn member(&mut self, name: &str, values: &Arc<Values>) {
        match self.members.get_mut(name) {
            Some(present) => *present = Arc::new(present.intersection(values)),
            None if values.is_any() => {}
            None => {
                self.members.insert(name.to_owned(), Arc::clone(values));
            }
        }
    }

    fn close(&mut self, names: BTreeSet<String>) {
        self.closed = Some(match self.closed.take() {
            Some(present) => present.intersection(&names).cloned().collect(),
            None => names,
        });
    }

    fn union(self, other: &Object) -> Object {
        let only_others = other
            .members
            .iter()
            .filter(|(name, _)| !self.members.contains_key(*name) && !self.admits(name));
        let only_others: Vec<_> =
            only_others.map(|(name, values)| (name.clone(), Arc::clone(values))).collect();
        let Object { mut members, mut required, closed, exact: _ } = self;
        members.retain(|name, values| match other.members.get(name) {
            Some(others) => {
                *values = Arc::new((**values).clone().union(others));
                true
            }
            None => !other.admits(name),
        });
        members.extend(only_others);
        required.retain(|name| other.required.contains(name));
        let closed = closed.zip(other.closed.as_ref()).map(|(mut names, others)| {
            names.extend(others.iter().cloned());
            names
        });
        Object { members, required, closed, exact: false }
    }

    /// Whether some member that has to be there cannot be.
    fn is_contradictory(&self) -> bool {
        self.required.iter().any(|name| !self.admits(name))
    }

    /// Whether no object is valid by both, because of the members that are there.
    #[must_use]
    pub fn excludes_by_names(&self, other: &Object) -> bool {
        let asks = |one: &Object, other: &Object| one.required.iter().any(|it| !other.admits(it));
        asks(self, other) || asks(other, self)
    }

    /// Whether no object is valid by both.
    #[must_use]
    pub fn excludes(&self, other: &Object) -> bool {
        // A member that one of them requires is there in all that both allow.
        let required = self.required.iter().chain(&other.required);
        self.excludes_by_names(other)
            || required.into_iter().any(|name| {
                let values = self.members.get(name).zip(other.members.get(name));
                values.is_some_and(|(one, other)| one.excludes(other))
            })
    }
}

impl Facts {
    /// Everything is valid.
    #[must_use]
    pub fn any() -> Self {
        Facts { values: Arc::new(Values::any()), object: Object::any() }
    }

    fn unknown(unread: Unread) -> Self {
        let object = Object { exact: false, ..Object::any() };
        Facts { values: Arc::new(Values::unknown(unread)), object }
    }

    /// The kinds of the valid instances.
    #[must_use]
    pub fn kinds(&self) -> Kinds {
        self.values.kinds
    }

    /// Whether each instance that these facts allow is valid.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.values.exact && (self.object.exact || !self.kinds().meets(Kinds::OBJECT))
    }

    /// What is valid by both.
    #[must_use]
    pub fn intersection(&self, other: &Facts) -> Facts {
        let mut object = self.object.clone();
        object.meet(&other.object);
        let values = self.values.intersection(&other.values);
        Facts { values: Arc::new(values), object }.normalised()
    }

    /// Whether it is proved that no instance is valid by both.
    #[must_use]
    pub fn excludes(&self, other: &Facts) -> bool {
        let objects = self.kinds().intersection(other.kinds()).meets(Kinds::OBJECT);
        self.values.excludes_but_objects(&other.values)
            && (!objects || self.object.excludes(&other.object))
    }

    fn normalised(self) -> Self {
        if !self.kinds().meets(Kinds::OBJECT) || !self.object.is_contradictory() {
            return self;
        }
        Facts { values: Arc::new(self.values.intersection(&NO_OBJECTS)), object: self.object }
    }
}
