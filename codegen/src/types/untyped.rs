//! Why values have no better type than any value.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use crate::schema::{Keywords, SchemaId, Schemas};
use crate::summary::Untyped;

/// Why the type of a schema, of its items or of its members is any value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The schema says nothing of what its instances look like.
    Unconstrained,
    /// It says nothing of the items of its arrays.
    Items,
    /// Its items differ in type, and their number is not fixed.
    Prefix,
    /// It says nothing of the members of its objects.
    Members,
    /// It lists arrays or objects, or numbers that no Rust type is equal to.
    Listed,
    /// It has several choices, or says beside one that its values are listed elsewhere.
    Choices,
    /// Its choice has branches that do not say what instances look like, or too many.
    Branches,
    /// Where a dynamic reference leads depends on the way.
    Dynamic,
}

impl Reason {
    /// Why no type says what the instances of a schema look like.
    pub(super) fn of(keywords: &Keywords) -> Self {
        let choices =
            usize::from(!keywords.any_of.is_empty()) + usize::from(!keywords.one_of.is_empty());
        if keywords.dynamic_reference.is_some() {
            Reason::Dynamic
        } else if keywords.enumeration.is_some() || keywords.constant.is_some() {
            Reason::Listed
        } else if choices > 1 {
            Reason::Choices
        } else if choices == 1 {
            Reason::Branches
        } else {
            Reason::Unconstrained
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Unconstrained => "nothing is said of what the values look like",
            Reason::Items => "nothing is said of the items",
            Reason::Prefix => "the items differ in type, and their number is not fixed",
            Reason::Members => "nothing is said of the members",
            Reason::Listed => "arrays, objects, or numbers that no Rust type is equal to are listed",
            Reason::Choices => "there are several choices",
            Reason::Branches => "not all branches of the choice say what the values look like, or there are too many",
            Reason::Dynamic => "where the dynamic reference leads depends on the way",
        })
    }
}

/// The reasons that have been noted, by schema.
#[derive(Debug, Default)]
pub(super) struct Notes(RefCell<BTreeMap<SchemaId, Reason>>);

impl Notes {
    pub(super) fn add(&self, schema: SchemaId, reason: Reason) {
        self.0.borrow_mut().entry(schema).or_insert(reason);
    }

    /// The notes, in the order of the schemas' places.
    pub(super) fn list(self, schemas: &Schemas) -> Vec<Untyped> {
        let notes = self.0.into_inner();
        let mut notes: Vec<(SchemaId, SchemaId, Reason)> =
            notes.into_iter().map(|(id, reason)| (schemas.place(id), id, reason)).collect();
        notes.sort_unstable();
        let untyped = |(_, id, reason): (SchemaId, SchemaId, Reason)| {
            let location = schemas.get(id).location.clone();
            Untyped { location, reason }
        };
        notes.into_iter().map(untyped).collect()
    }
}
