//! Phase *combine*: schemas that no document has, but that types need. They join IR 1 behind those that were read.
//!
//! - What several schemas say of one member (`allOf` of two schemas with `properties`) holds together: the member's type is
//!   that of an `allOf` of them.
//! - A branch of `anyOf` or `oneOf` beside other keywords holds together with them: the variant's type is that of an `allOf`
//!   of the schema and the branch.
//! - A schema with `properties` that also allows other kinds of values has a type for its objects.
//!
//! These schemas only have `type` and `allOf`, so all that follows treats them like any other. No validator calls theirs:
//! they are for whoever uses such a type on its own.
//!
//! For schemas that apply others in place, the phase also says what all of them say together ([`Schemas::shape`]).

mod merge;
#[cfg(test)]
mod tests;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

use crate::analyse::choice::Choice;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::members;
use crate::schema::{Body, Combination, Keywords, Schema, SchemaId, Schemas, TypeSet};
use crate::union::Unions;
use unions::ByPlace;

/// Adds the schemas that types need, and finds the unions.
pub(crate) fn combine(
    schemas: &mut Schemas,
    choices: &[Choice],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Unions {
    let choices: ByPlace<'_> =
        choices.iter().map(|choice| ((choice.schema, choice.keyword), choice)).collect();
    let left = schemas.arena.len().max(LEAST);
    let mut combining =
        Combining { schemas, config, left, room: MAX_ROOM, taken: BTreeMap::new(), beyond: None };
    let mut unions = Unions::default();
    let mut begun = 0;
    // Those that are added are looked at as well.
    while begun < combining.schemas.arena.len() {
        let new = begun..combining.schemas.arena.len();
        begun = new.end;
        for id in new.clone().map(SchemaId) {
            combining.members(id);
            combining.merge(id);
            combining.objects(id);
        }
        // What the branches look like must be known by then.
        for id in new.map(SchemaId) {
            combining.union(id, &choices, &mut unions);
        }
    }
    if let Some(id) = combining.beyond {
        let schema = schemas.get(id);
        let message = format!(
            "the types of {} and others would need more than {left} schemas that combine others: they say less than the schemas",
            schema.location
        );
        let help = "validators check everything; members that types don't have are in `other`";
        let diagnostic = Diagnostic::error(&schema.source, schema.span.clone(), message);
        diagnostics.push(diagnostic.help(help).warning());
    }
    unions
}

/// At least so many schemas can be added, and as many as there are. What is beyond is only validated.
const LEAST: usize = 256;

/// So many keywords are copied to say what schemas are together with others. Beyond, what others say of a shape is lost.
const MAX_ROOM: usize = 4_000_000;

struct Combining<'a> {
    schemas: &'a mut Schemas,
    config: &'a Config,
    /// How many schemas can still be added.
    left: usize,
    /// How many keywords can still be copied.
    room: usize,
    /// The first schema that could not be combined with others.
    beyond: Option<SchemaId>,
    /// The schemas whose choices are made already, for schemas that stand for one of the branches.
    taken: BTreeMap<SchemaId, BTreeSet<SchemaId>>,
}

impl Combining<'_> {
    /// Combines what several schemas say of one member.
    fn members(&mut self, id: SchemaId) {
        let unsettled = members::unsettled(self.schemas, id);
        for together in unsettled {
            self.all_of(&together);
        }
    }

    /// Gives the objects of a schema that allows other values, too, a schema, unless others are not meant.
    fn objects(&mut self, id: SchemaId) {
        if !members::has_mixed_objects(self.schemas, id) {
            return;
        }
        let says_no_type = members::types(self.schemas, id).is_all();
        if says_no_type && self.config.implies_objects(&self.schemas.get(id).source.path) {
            self.schemas.implied.insert(id);
        } else {
            let origin = Combination::Objects(id);
            self.add(origin, &[id], TypeSet::of("object"));
        }
    }

    /// The schema that all of these together are.
    fn all_of(&mut self, parts: &[SchemaId]) -> Option<SchemaId> {
        self.add(Combination::AllOf(parts.to_vec()), parts, None)
    }

    fn add(
        &mut self,
        origin: Combination,
        parts: &[SchemaId],
        types: Option<TypeSet>,
    ) -> Option<SchemaId> {
        if let Some(known) = self.schemas.combined.get(&origin) {
            return Some(*known);
        }
        let first = parts.first()?;
        if self.left == 0 {
            self.beyond.get_or_insert(*first);
            return None;
        }
        self.left -= 1;
        // A branch says better than the whole what it is, and the last of several schemas what they are together.
        let last = *parts.last()?;
        let told = self.schemas.keywords(members::target(self.schemas, last));
        let keywords = Keywords {
            title: told.and_then(|part| part.title.clone()),
            description: told.and_then(|part| part.description.clone()),
            types,
            all_of: parts.to_vec(),
            ..Keywords::default()
        };
        let place = self.schemas.get(last).clone();
        let Schema { resource, home, .. } = *self.schemas.get(*first);
        let id = SchemaId(self.schemas.arena.len());
        let body = Body::Keywords(Box::new(keywords));
        self.schemas.arena.push(Schema { home, resource, body, ..place });
        self.schemas.combined.insert(origin, id);
        Some(id)
    }
}
