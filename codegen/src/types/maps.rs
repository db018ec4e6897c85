//! The members of objects that have no field of their own: the maps that hold them.

use std::collections::{BTreeMap, BTreeSet};

use super::Modeling;
use crate::doc::Doc;
use crate::members::{Matching, Members, Rest};
use crate::model::{MemberMap, Takes, TypeRef};
use crate::names::snake;

impl Modeling<'_> {
    /// The maps of a record whose other fields and methods have these names. `None` if their types are not those of the
    /// schema.
    pub(super) fn maps(
        &self,
        declared: &Members<'_>,
        types: &BTreeMap<usize, TypeRef>,
        fields: &BTreeSet<String>,
    ) -> Option<Vec<MemberMap>> {
        let mut taken = fields.clone();
        let mut maps = Vec::new();
        let stems = declared.unnamed.stems(self.schemas);
        for (index, (matching, stem)) in declared.unnamed.matching.iter().zip(&stems).enumerate() {
            let takes = self.takes(matching)?;
            let name = match takes {
                Takes::Matching(_) => matching_name(&snake(stem), fields, &mut taken),
                Takes::Rest => free(&REST, &mut taken),
            };
            let docs = match takes {
                Takes::Matching(_) => {
                    Doc::new("The members whose names match ").code(matching.pattern).then(".")
                }
                Takes::Rest => rest_docs(),
            };
            let docs = match self.text(matching.schema) {
                Some(text) => docs.then("\n\n").text(text),
                None => docs,
            };
            let values = types.get(&declared.map_index(index))?.clone();
            maps.push(MemberMap { name, docs, takes, values });
        }
        let values = match declared.unnamed.rest {
            Rest::Absent => return Some(maps),
            Rest::Any => TypeRef::Any,
            Rest::Values(_) => types.get(&declared.map_index(maps.len()))?.clone(),
        };
        let name = free(&REST, &mut taken);
        maps.push(MemberMap { name, docs: rest_docs(), takes: Takes::Rest, values });
        Some(maps)
    }

    /// How names are told that match a pattern.
    fn takes(&self, matching: &Matching<'_>) -> Option<Takes> {
        let home = self.schemas.get(matching.schema).home;
        let pattern = (*self.lowered.patterns.get(&(home, matching.pattern.to_owned()))?)?;
        Some(match self.lowered.plan.patterns[pattern].program.constant() {
            Some(true) => Takes::Rest,
            Some(false) | None => Takes::Matching(pattern),
        })
    }
}

/// The names that the map of all other members may have, the best first; the last gets numbers.
const REST: [&str; 4] = ["other", "other_members", "members_without_field", "other_members"];

fn rest_docs() -> Doc {
    Doc::new("The members that the schema doesn't name.")
}

/// The name of the map of a pattern: what is wanted, unless a member or a method is called so.
fn matching_name(stem: &str, known: &BTreeSet<String>, taken: &mut BTreeSet<String>) -> String {
    let members = format!("{}_members", stem.trim_end_matches('_'));
    free(&[if known.contains(stem) { &members } else { stem }], taken)
}

/// The first of these names that is free, or the last with a number.
fn free(names: &[&str], taken: &mut BTreeSet<String>) -> String {
    let last = names.last().map_or("", |last| last.trim_end_matches('_'));
    let numbered = (2..).map(|number| format!("{last}_{number}"));
    let mut names = names.iter().map(|name| (*name).to_owned()).chain(numbered);
    let name = names.find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(name.clone());
    name
}
