//! The facts of all schemas.
//!
//! Schemas are visited after those that they apply in place (`$ref`, `allOf`, …), so nothing recurses: first for
//! [`Values`], then, with the values of all members known, for [`Facts`].

use std::collections::BTreeSet;
use std::sync::Arc;

use super::asked::{Asked, asked, only_refers};
use super::{Facts, NO_OBJECTS, Object};
use crate::analyse::choice::kinds::Kinds;
use crate::analyse::choice::values::{Unread, Values};
use crate::dialect::Dialect;
use crate::graph;
use crate::schema::{Body, Keywords, Schema, SchemaId, Schemas};

/// What is known of all schemas, by their ids.
#[derive(Debug)]
pub(in crate::analyse::choice) struct AllFacts {
    values: Vec<Arc<Values>>,
    facts: Vec<Arc<Facts>>,
}

impl AllFacts {
    pub(in crate::analyse::choice) fn of(schemas: &Schemas) -> Self {
        let edges: Vec<Vec<usize>> = schemas.arena.iter().map(in_place).collect();
        // What refers to itself in place stays unknown.
        let values = Arc::new(Values::unknown(Unread::Cycle));
        let facts = Arc::new(Facts::unknown(Unread::Cycle));
        let mut all =
            AllFacts { values: vec![values; edges.len()], facts: vec![facts; edges.len()] };
        let order: Vec<SchemaId> = graph::components(&edges)
            .into_iter()
            .filter_map(|component| match component.as_slice() {
                [one] if edges.get(*one).is_some_and(|next| !next.contains(one)) => {
                    Some(SchemaId(*one))
                }
                _ => None,
            })
            .collect();
        // Long chains of wide schemas would have each member in each of them.
        let mut left = 1_000_000 + edges.len().saturating_mul(32);
        let inputs = |id: &SchemaId| edges.get(id.0).map_or(&[][..], Vec::as_slice).iter();
        for id in &order {
            let each = inputs(id).map(|input| all.values(SchemaId(*input)).size());
            let values = match left.checked_sub(1 + each.sum::<usize>()) {
                Some(_) => all.values_of(schemas.get(*id)),
                None => Arc::new(Values::unknown(Unread::Limit)),
            };
            left = left.saturating_sub(1 + values.size());
            all.set_values(*id, values);
        }
        let mut left = 1_000_000 + edges.len().saturating_mul(32);
        for id in &order {
            let each = inputs(id).map(|input| all.get(SchemaId(*input)).object.size());
            let refers = schemas.keywords(*id).is_some_and(only_refers);
            let cost = if refers { 1 } else { 1 + each.sum::<usize>() };
            let facts = match left.checked_sub(cost) {
                Some(rest) => {
                    left = rest;
                    all.facts_of(schemas, *id)
                }
                None => Arc::new(Facts::unknown(Unread::Limit)),
            };
            all.set_facts(*id, facts);
        }
        all
    }

    fn set_values(&mut self, id: SchemaId, values: Arc<Values>) {
        if let Some(place) = self.values.get_mut(id.0) {
            *place = values;
        }
    }

    fn set_facts(&mut self, id: SchemaId, facts: Arc<Facts>) {
        if let Some(place) = self.facts.get_mut(id.0) {
            *place = facts;
        }
    }

    pub(in crate::analyse::choice) fn get(&self, id: SchemaId) -> Arc<Facts> {
        self.facts.get(id.0).cloned().unwrap_or_else(|| Arc::new(Facts::any()))
    }

    fn values(&self, id: SchemaId) -> Arc<Values> {
        self.values.get(id.0).cloned().unwrap_or_else(|| Arc::new(Values::any()))
    }

    fn values_of(&self, schema: &Schema) -> Arc<Values> {
        let keywords = match &schema.body {
            Body::Boolean(true) => return Arc::new(Values::any()),
            Body::Boolean(false) => return Arc::new(Values::nothing()),
            Body::Keywords(keywords) => keywords,
        };
        let mut values = own_values(keywords, schema.dialect);
        match keywords.reference {
            Some(target) if only_refers(keywords) => {
                return self.values(target);
            }
            Some(target) => values = values.intersection(&self.values(target)),
            None => {}
        }
        for id in &keywords.all_of {
            values = values.intersection(&self.values(*id));
        }
        if let Some(union) = self.union_of_values(&keywords.any_of) {
            values = values.intersection(&union);
        }
        if let Some(union) = self.union_of_values(&keywords.one_of) {
            values = values.intersection(&Values { exact: false, whole: false, ..union });
        }
        if let Some(not) = keywords.not {
            values = values.intersection(&self.values(not).complement());
        }
        if keywords.dynamic_reference.is_some() {
            values = values.intersection(&Values::unknown(Unread::Dynamic));
        }
        Arc::new(values)
    }

    fn union_of_values(&self, ids: &[SchemaId]) -> Option<Values> {
        let union = |one: Values, other: &SchemaId| Values::union(one, &self.values(*other));
        let (first, rest) = ids.split_first()?;
        Some(rest.iter().fold((*self.values(*first)).clone(), union))
    }

    fn facts_of(&self, schemas: &Schemas, id: SchemaId) -> Arc<Facts> {
        let mut values = self.values(id);
        let Some(keywords) = schemas.keywords(id) else {
            return Arc::new(Facts { values, object: Object::any() });
        };
        if let Some(target) = keywords.reference.filter(|_| only_refers(keywords)) {
            return self.get(target);
        }
        let mut object = self.own_object(keywords);
        let parts = keywords.reference.iter().chain(&keywords.all_of);
        parts.for_each(|id| object.meet(&self.get(*id).object));
        for ids in [&keywords.any_of, &keywords.one_of].into_iter().filter(|ids| !ids.is_empty()) {
            match self.union_of_objects(ids) {
                Some(union) => object.meet(&union),
                // Each branch contradicts itself for objects, which the values of branches don't know.
                None => values = Arc::new(values.intersection(&NO_OBJECTS)),
            }
        }
        if let Some(not) = keywords.not {
            match only_requires(&self.get(not)) {
                Some(name) => object.member(&name, &Arc::new(Values::nothing())),
                None => object.exact &= self.values(not).exact && self.values(not).whole,
            }
        }
        Arc::new(Facts { values, object }.normalised())
    }

    /// The objects that one of these schemas allows; `None` if there are none.
    fn union_of_objects(&self, ids: &[SchemaId]) -> Option<Object> {
        let each: Vec<Arc<Facts>> = ids.iter().map(|id| self.get(*id)).collect();
        let mut objects = each.iter().filter(|it| it.kinds().meets(Kinds::OBJECT));
        let total: usize = each.iter().map(|facts| 1 + facts.object.size()).sum();
        // The union may grow with each of many schemas.
        let mut left = total.saturating_mul(16);
        let mut union = objects.next()?.object.clone();
        for facts in objects {
            let Some(rest) = left.checked_sub(union.size()) else {
                union = Object::any();
                break;
            };
            left = rest;
            union = union.union(&facts.object);
        }
        union.exact = false;
        Some(union)
    }

    /// What a schema says beside its choices.
    pub(in crate::analyse::choice) fn beside_choices(
        &self,
        keywords: &Keywords,
        dialect: Dialect,
    ) -> Facts {
        let own = own_values(keywords, dialect);
        let own = Facts { values: Arc::new(own), object: self.own_object(keywords) };
        let parts = keywords.reference.iter().chain(&keywords.all_of);
        parts.fold(own, |facts, id| facts.intersection(&self.get(*id)))
    }

    /// What the keywords for objects say.
    fn own_object(&self, keywords: &Keywords) -> Object {
        let mut object = Object::any();
        for (name, id) in &keywords.object.properties {
            let values = self.values(*id);
            object.exact &= values.exact && values.whole;
            object.member(name, &values);
        }
        object.required.extend(keywords.object.required.iter().cloned());
        let names =
            |list: &[(String, SchemaId)]| list.iter().map(|(name, _)| name.clone()).collect();
        if let Some(id) = keywords.object.additional_properties {
            let values = self.values(id);
            let open = !keywords.object.pattern_properties.is_empty() || !values.kinds.is_empty();
            if open {
                object.exact &= values.is_any() && values.exact && values.whole;
            } else {
                object.close(names(&keywords.object.properties));
            }
        }
        if let Some(id) = keywords.object.property_names {
            let values = self.values(id);
            object.exact &= values.exact;
            if !values.kinds.meets(Kinds::STRING) {
                object.close(BTreeSet::new());
            } else if let Some(names) = &values.strings {
                object.close(names.clone());
            }
        }
        let required = u64::try_from(object.required.len()).unwrap_or(u64::MAX);
        if keywords.object.max_properties.is_some_and(|max| max <= required) {
            object.close(object.required.clone());
        }
        object.exact &= keywords.object.pattern_properties.is_empty()
            && keywords.object.unevaluated_properties.is_none()
            && keywords.object.dependent_required.is_empty()
            && keywords.object.dependent_schemas.is_empty()
            && keywords.object.min_properties.is_none()
            && keywords.object.max_properties.is_none()
            && keywords.condition.is_none()
            && keywords.dynamic_reference.is_none();
        object
    }
}

/// The schemas that are applied in place, and whose facts are asked for.
fn in_place(schema: &Schema) -> Vec<usize> {
    let Body::Keywords(keywords) = &schema.body else { return Vec::new() };
    let each = keywords.reference.iter().chain(&keywords.all_of).chain(&keywords.any_of);
    each.chain(&keywords.one_of).chain(&keywords.not).map(|id| id.0).collect()
}

/// What `type`, `enum` and `const` say, and whether there is more to say.
fn own_values(keywords: &Keywords, dialect: Dialect) -> Values {
    let mut values = Values::any();
    if let Some(types) = keywords.types {
        // In draft 4, 1.0 is not an integer, though it equals 1.
        let by_spelling = dialect == Dialect::Draft4 && types.integer && !types.number;
        let kinds = Values::of_kinds(Kinds::of_types(types));
        values = values.intersection(&Values { exact: !by_spelling, ..kinds });
    }
    if let Some(nodes) = &keywords.enumeration {
        values = values.intersection(&Values::listed(nodes));
    }
    if let Some(node) = &keywords.constant {
        values = values.intersection(&Values::listed(std::slice::from_ref(node)));
    }
    let Asked { more, objects, in_place: _ } = asked(keywords);
    values.exact &= !more;
    values.whole &= !objects;
    values
}

/// The member, if all that a schema asks for is that objects have it.
fn only_requires(facts: &Facts) -> Option<String> {
    let Object { members, required, closed, exact } = &facts.object;
    let objects = facts.kinds().meets(Kinds::OBJECT) && *exact && facts.values.exact;
    let nothing_else = members.is_empty() && closed.is_none() && required.len() == 1;
    required.first().filter(|_| objects && nothing_else).cloned()
}
