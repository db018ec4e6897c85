//! Which schemas declare a shape.

use super::Role;
use super::facts::Facts;
use super::kinds::Kinds;
use crate::graph;
use crate::schema::{Body, Schema, SchemaId, Schemas};

/// What schemas declare, in place or through what they apply in place.
pub(super) struct Shapes {
    /// Whether members, items or values are declared, by schema.
    declares: Vec<bool>,
    /// Whether `type` is there, by schema.
    typed: Vec<bool>,
}

impl Shapes {
    pub(super) fn of(schemas: &Schemas) -> Self {
        let edges: Vec<Vec<usize>> = schemas.arena.iter().map(parts).collect();
        let mut shapes =
            Shapes { declares: vec![false; edges.len()], typed: vec![false; edges.len()] };
        for component in graph::components(&edges) {
            let any = |of: &[bool], own: fn(&Schema) -> bool| {
                component.iter().any(|one| {
                    schemas.arena.get(*one).is_some_and(own)
                        || edges.get(*one).is_some_and(|next| next.iter().any(|it| is(of, *it)))
                })
            };
            let (declares, typed) = (any(&shapes.declares, declares), any(&shapes.typed, is_typed));
            for one in &component {
                set(&mut shapes.declares, *one, declares);
                set(&mut shapes.typed, *one, typed);
            }
        }
        shapes
    }

    /// The role of a branch with these facts, beside what else its schema says.
    pub(super) fn role(&self, id: SchemaId, facts: &Facts, beside: &Facts) -> Role {
        let narrows = facts.kinds().intersection(beside.kinds()) != beside.kinds();
        match is(&self.declares, id.0) || (is(&self.typed, id.0) && narrows) {
            true => Role::Shape,
            false => Role::Asserts,
        }
    }
}

fn is(list: &[bool], index: usize) -> bool {
    list.get(index).copied().unwrap_or(false)
}

fn set(list: &mut [bool], index: usize, value: bool) {
    if let Some(place) = list.get_mut(index) {
        *place = value;
    }
}

/// The schemas whose shape is that of the schema as well: all that apply in place, but `not` and `if`.
fn parts(schema: &Schema) -> Vec<usize> {
    let Body::Keywords(keywords) = &schema.body else { return Vec::new() };
    let dynamic = keywords.dynamic_reference.as_ref().map(|reference| reference.initial);
    let each = keywords.reference.iter().chain(&dynamic).chain(&keywords.all_of);
    let each = each.chain(&keywords.any_of).chain(&keywords.one_of).chain(&keywords.consequence);
    let each = each.chain(&keywords.alternative);
    let dependent = keywords.object.dependent_schemas.iter().map(|one| &one.schema);
    each.chain(dependent).map(|id| id.0).collect()
}

fn declares(schema: &Schema) -> bool {
    let Body::Keywords(keywords) = &schema.body else { return false };
    !keywords.object.properties.is_empty()
        || !keywords.object.pattern_properties.is_empty()
        || keywords.object.additional_properties.is_some()
        || keywords.object.unevaluated_properties.is_some()
        || !keywords.array.prefix_items.is_empty()
        || keywords.array.items.is_some()
        || keywords.array.unevaluated_items.is_some()
        || keywords.enumeration.is_some()
        || keywords.constant.is_some()
}

fn is_typed(schema: &Schema) -> bool {
    let Body::Keywords(keywords) = &schema.body else { return false };
    keywords.types.is_some_and(|types| Kinds::of_types(types) != Kinds::ANY)
}
