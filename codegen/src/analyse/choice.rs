//! Choices: how the branches of `anyOf`, `oneOf`, `if`, `not` and `dependentSchemas` can be told apart, which of them
//! exclude each other, and which carry a shape.
//!
//! Types and validators both need to know this; they ask here, so they cannot disagree. All proofs rest on upper bounds of
//! what a branch allows ([`facts`]): what isn't understood (patterns, formats, bounds, `$dynamicRef`, `unevaluated…`)
//! only makes the bound wider.
//!
//! Time is roughly linear in the size of the schemas. Up to [`step::MAX_PAIRED`] branches are compared pair by pair,
//! more by tables; and what schemas that are large and much referred to would cost beyond a limit is not looked at, which
//! the choice says.

pub mod apart;
mod condition;
pub mod dispatch;
mod explain;
pub mod facts;
pub mod kinds;
mod object;
mod shape;
pub mod step;
pub mod table;
#[cfg(test)]
mod tests;
pub mod values;

use std::sync::Arc;

use crate::keyword::Keyword;
use crate::schema::{SchemaId, Schemas};
use apart::{Apart, Exclusion};
use dispatch::Dispatch;
use facts::{AllFacts, Facts, only_refers};
use kinds::Kind;
use shape::Shapes;
use step::Step;

/// The branches of one keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The schema that has the keyword.
    pub schema: SchemaId,
    /// Its location, as people read it.
    pub location: String,
    /// The keyword: `anyOf`, `oneOf`, `if`, `not` or `dependentSchemas`.
    pub keyword: Keyword,
    /// The branches. A condition (`if`, `not`) has two: its schema holds, or it doesn't. `dependentSchemas` has one for
    /// each member that it names, in their order, which applies if the member is there.
    pub branches: Vec<Branch>,
    /// How they are told apart.
    pub apart: Apart,
    /// How they are told apart if all holds that the schema says beside its choices, where that makes a difference.
    pub beside: Option<Apart>,
    /// How a verdict finds the branches of `anyOf` or `oneOf` that are worth a try. `None` if all have to be tried.
    pub dispatch: Option<Dispatch>,
}

/// One branch of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its schema: that of `then` or `else` for a condition; `None` where nothing is said.
    pub schema: Option<SchemaId>,
    /// The schema that a chain of `$ref` without siblings leads to, which may give the branch its name.
    pub target: Option<SchemaId>,
    /// The member that it depends on, in `dependentSchemas`.
    pub member: Option<String>,
    /// What it says of an instance's shape.
    pub role: Role,
    /// What is known of the instances that it is for: kinds, members and their values.
    pub facts: Arc<Facts>,
}

/// What a branch says of an instance's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It declares members, items or values, or a type that isn't already said beside the choice.
    Shape,
    /// It only asserts: `required`, `not`, bounds and the like.
    Asserts,
}

/// All choices, by schema.
#[must_use]
pub fn choices(schemas: &Schemas) -> Vec<Choice> {
    let analysis = Choices { schemas, facts: AllFacts::of(schemas), shapes: Shapes::of(schemas) };
    // How many members are looked at, all in all: many choices may refer to the same large schemas.
    let mut left = 4_000_000 + schemas.arena.len().saturating_mul(256);
    let each = (0..schemas.arena.len()).map(SchemaId);
    each.flat_map(|id| analysis.of_schema(id, &mut left)).collect()
}

struct Choices<'a> {
    schemas: &'a Schemas,
    facts: AllFacts,
    shapes: Shapes,
}

impl Choices<'_> {
    fn of_schema(&self, id: SchemaId, left: &mut usize) -> Vec<Choice> {
        let Some(keywords) = self.schemas.keywords(id) else { return Vec::new() };
        let has_choice = !keywords.any_of.is_empty()
            || !keywords.one_of.is_empty()
            || keywords.not.is_some()
            || keywords.condition.is_some()
            || !keywords.object.dependent_schemas.is_empty();
        if !has_choice {
            return Vec::new();
        }
        let beside = self.facts.beside_choices(keywords, self.schemas.get(id).dialect);
        let mut found = Vec::new();
        for (keyword, ids) in
            [(Keyword::AnyOf, &keywords.any_of), (Keyword::OneOf, &keywords.one_of)]
        {
            if !ids.is_empty() {
                found.push(self.union(id, keyword, ids, &beside, left));
            }
        }
        if let Some(condition) = keywords.condition {
            let branches = [keywords.consequence, keywords.alternative];
            found.push(self.condition(id, Keyword::If, condition, branches, &beside));
        }
        if let Some(condition) = keywords.not {
            found.push(self.condition(id, Keyword::Not, condition, [None, None], &beside));
        }
        if !keywords.object.dependent_schemas.is_empty() {
            let each = keywords.object.dependent_schemas.iter();
            let branches = each.map(|one| Branch {
                member: Some(one.name.clone()),
                ..self.branch(one.schema, &beside)
            });
            let step = Step::Members { tags: std::collections::BTreeMap::new() };
            let apart = Apart { steps: [(Kind::Object, step)].into(), exclusion: Exclusion::None };
            let branches = branches.collect();
            found.push(self.choice(id, Keyword::DependentSchemas, branches, apart, None));
        }
        found
    }

    fn union(
        &self,
        id: SchemaId,
        keyword: Keyword,
        ids: &[SchemaId],
        beside: &Facts,
        left: &mut usize,
    ) -> Choice {
        let branches: Vec<Branch> = ids.iter().map(|id| self.branch(*id, beside)).collect();
        let facts: Vec<Arc<Facts>> = ids.iter().map(|id| self.facts.get(*id)).collect();
        let apart = Apart::of(&facts, left);
        let within = self.within(&facts, beside, left).filter(|within| *within != apart);
        let dispatch = dispatch::dispatch(&facts, &apart, left);
        Choice { dispatch, ..self.choice(id, keyword, branches, apart, within) }
    }

    /// How the branches are told apart if what is said beside them holds.
    fn within(&self, facts: &[Arc<Facts>], beside: &Facts, left: &mut usize) -> Option<Apart> {
        if beside.values.is_any() && beside.object.size() == 0 {
            return None;
        }
        let cost = facts.len().saturating_mul(1 + beside.object.size() + beside.values.size());
        *left = left.checked_sub(cost)?;
        let facts = facts.iter().map(|facts| Arc::new(facts.intersection(beside)));
        Some(Apart::of(&facts.collect::<Vec<_>>(), left))
    }

    fn condition(
        &self,
        id: SchemaId,
        keyword: Keyword,
        condition: SchemaId,
        [holds, fails]: [Option<SchemaId>; 2],
        beside: &Facts,
    ) -> Choice {
        let facts = self.facts.get(condition);
        let otherwise = condition::complement(&facts);
        let apart = condition::apart(&facts, &otherwise);
        let branch = |schema: Option<SchemaId>, facts: Arc<Facts>| Branch {
            schema,
            target: schema.map(|id| self.target(id)),
            member: None,
            role: schema
                .map_or(Role::Asserts, |id| self.shapes.role(id, &self.facts.get(id), beside)),
            facts,
        };
        let branches = vec![branch(holds, facts), branch(fails, Arc::new(otherwise))];
        self.choice(id, keyword, branches, apart, None)
    }

    fn branch(&self, id: SchemaId, beside: &Facts) -> Branch {
        let facts = self.facts.get(id);
        Branch {
            schema: Some(id),
            target: Some(self.target(id)),
            member: None,
            role: self.shapes.role(id, &facts, beside),
            facts,
        }
    }

    /// Where a chain of `$ref` without siblings leads.
    fn target(&self, id: SchemaId) -> SchemaId {
        let mut target = id;
        // A circle would not end, and a chain as long as this names nothing better.
        for _ in 0..64 {
            let keywords = self.schemas.keywords(target).filter(|it| only_refers(it));
            let Some(next) = keywords.and_then(|it| it.reference) else { break };
            target = next;
        }
        target
    }

    fn choice(
        &self,
        schema: SchemaId,
        keyword: Keyword,
        branches: Vec<Branch>,
        apart: Apart,
        beside: Option<Apart>,
    ) -> Choice {
        let location = self.schemas.get(schema).location.clone();
        Choice { schema, location, keyword, branches, apart, beside, dispatch: None }
    }
}
