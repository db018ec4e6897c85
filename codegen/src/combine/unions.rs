//! Which schemas are unions, and what their variants are.

use std::collections::BTreeMap;

use super::Combining;
use crate::analyse::choice::facts::only_chooses;
use crate::analyse::choice::{Choice, Role};
use crate::branches::{has_parts, lists_or_applies};
use crate::enumeration::values;
use crate::keyword::Keyword;
use crate::members::{count, types};
use crate::schema::{Combination, Keywords, SchemaId, TypeSet};
use crate::union::{Alternative, Live, MAX_ALTERNATIVES, Unions, names};

/// The choices of all schemas that were read.
pub(super) type ByPlace<'c> = BTreeMap<(SchemaId, Keyword), &'c Choice>;

/// The types of the variants of one union have no more fields than this, all in all.
const MAX_FIELDS: usize = 4096;

/// What a schema says of the shape of instances beside its choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// Nothing but a type.
    Types(TypeSet),
    /// Something of members or items, which holds for all branches.
    Parts,
}

impl Combining<'_> {
    /// Notes the schema if its type is an enum with a variant for each branch of its choice, or of that of a schema that it
    /// applies in place.
    pub(super) fn union(&mut self, id: SchemaId, choices: &ByPlace<'_>, unions: &mut Unions) {
        let Some(keywords) = self.schemas.shape(id) else { return };
        let keyword = match (keywords.any_of.as_slice(), keywords.one_of.as_slice()) {
            ([_, ..], []) => Keyword::AnyOf,
            ([], [_, ..]) => Keyword::OneOf,
            _ => return,
        };
        if lists_or_applies(keywords) || values(self.schemas, keywords).is_some() {
            return;
        }
        let beside = beside(keywords);
        let [chosen] = self.open_choices(id)[..] else { return };
        let Some(choice) = choices.get(&(chosen, keyword)) else { return };
        let live = Live::of(self.schemas, choice);
        if !self.is_union(id, &live, beside) {
            return;
        }
        let names = names(self.schemas, choice, &live);
        let alone = chosen == id && self.schemas.keywords(id).is_some_and(only_chooses);
        let mut alternatives = Vec::new();
        for (live, name) in live.iter().zip(names) {
            let Some(branch) = live.branch.schema else { return };
            let is_null = live.is_null();
            let schema =
                if is_null { Some(branch) } else { self.variant(id, chosen, branch, beside) };
            let Some(schema) = schema else { return };
            // What is combined with the schema is valid for it.
            let suffices = schema != branch || alone && live.suffices(choice);
            let target = live.branch.target.filter(|_| schema == branch).unwrap_or(schema);
            let branch = live.index;
            alternatives.push(Alternative { branch, schema, name, is_null, target, suffices });
        }
        unions.add(id, (chosen, keyword), alternatives);
    }

    /// Whether there are enough branches, and not too many, which differ in shape.
    fn is_union(&self, id: SchemaId, live: &[Live<'_>], beside: Beside) -> bool {
        let nulls = live.iter().filter(|one| one.is_null()).count();
        let enough = (2..=MAX_ALTERNATIVES).contains(&(live.len() - nulls)) && nulls < 2;
        let mut roles = live.iter().map(|one| one.branch.role == Role::Shape);
        enough
            && match beside {
                Beside::Types(_) => roles.all(|has_shape| has_shape),
                Beside::Parts => {
                    let branches = live.iter().filter_map(|one| one.branch.schema);
                    let branches = branches.map(|branch| count(self.schemas, branch));
                    let fields = branches.sum::<usize>() + live.len() * count(self.schemas, id);
                    roles.any(|has_shape| has_shape) && fields <= MAX_FIELDS
                }
            }
    }

    /// The schema of a variant: the branch, together with what is said beside it.
    fn variant(
        &mut self,
        id: SchemaId,
        chosen: SchemaId,
        branch: SchemaId,
        beside: Beside,
    ) -> Option<SchemaId> {
        let says_all = match beside {
            Beside::Types(all) => types(self.schemas, branch).is_within(all) || all == TypeSet::ALL,
            Beside::Parts => false,
        };
        if says_all {
            return Some(branch);
        }
        let variant = self.add(Combination::AllOf(vec![id, branch]), &[id, branch], None)?;
        let mut taken = self.taken.get(&id).cloned().unwrap_or_default();
        taken.insert(chosen);
        self.taken.insert(variant, taken);
        Some(variant)
    }
}

fn beside(keywords: &Keywords) -> Beside {
    if has_parts(keywords) {
        Beside::Parts
    } else {
        Beside::Types(keywords.types.unwrap_or(TypeSet::ALL))
    }
}
