//! The members of objects: those that a schema declares itself, and those that it takes from the schemas that it applies
//! to the same value (`allOf`, `$ref`).

use std::collections::{BTreeMap, BTreeSet};

use crate::branches::has_parts;
use crate::schema::{Body, Keywords, SchemaId, Schemas};

/// The members that the objects of a schema are declared to have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Members<'a> {
    /// The members: first those of the schemas that are applied, in their order.
    pub(crate) list: Vec<Member<'a>>,
    /// The names of those that every object has.
    pub(crate) required: BTreeSet<&'a str>,
    /// Whether an object can have others.
    pub(crate) open: bool,
    /// Whether the schema declares all of them itself.
    pub(crate) own: bool,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Its schema. Of several, the last that says what its values look like: all of them hold.
    pub(crate) schema: SchemaId,
}

/// Members are taken from no more schemas than this: what is beyond is only validated.
const MAX_PARTS: usize = 256;

/// The declared members of a schema whose instances are objects. `None` if it declares none, other values are valid, or
/// it only refers to another schema.
pub(crate) fn members(schemas: &Schemas, id: SchemaId) -> Option<Members<'_>> {
    if lone_reference(schemas.keywords(id)?).is_some() {
        return None;
    }
    let parts = parts(schemas, id)?;
    let is_object =
        |keywords: &&Keywords| keywords.types.is_some_and(|types| types.names() == ["object"]);
    if !parts.iter().any(is_object) {
        return None;
    }
    let mut members = Members { open: true, ..Members::default() };
    let mut places = BTreeMap::new();
    for keywords in &parts {
        for (name, schema) in &keywords.object.properties {
            let place = *places.entry(name).or_insert_with(|| {
                members.list.push(Member { name, schema: *schema });
                members.list.len() - 1
            });
            if says_shape(schemas, *schema) {
                members.list[place].schema = *schema;
            }
        }
        members.required.extend(keywords.object.required.iter().map(String::as_str));
    }
    for keywords in parts.iter().filter(|keywords| is_closed(schemas, keywords)) {
        members.open = false;
        let allowed: BTreeSet<&str> =
            keywords.object.properties.iter().map(|(name, _)| name.as_str()).collect();
        members.list.retain(|member| allowed.contains(member.name));
    }
    let declaring = parts.iter().filter(|keywords| !keywords.object.properties.is_empty());
    let own = schemas.keywords(id).filter(|keywords| !keywords.object.properties.is_empty());
    members.own = own.is_some() && declaring.count() == 1;
    (!members.list.is_empty()).then_some(members)
}

/// The schema and those that it applies to the same value, each after those that it applies.
fn parts(schemas: &Schemas, id: SchemaId) -> Option<Vec<&Keywords>> {
    let mut parts = Vec::new();
    let mut begun = BTreeSet::new();
    let mut open = vec![(id, false)];
    while let Some((id, is_ready)) = open.pop() {
        let Body::Keywords(keywords) = &schemas.get(id).body else { continue };
        if is_ready {
            parts.push(&**keywords);
        } else if begun.insert(id) {
            if begun.len() > MAX_PARTS {
                return schemas.keywords(id).map(|keywords| vec![keywords]);
            }
            open.push((id, true));
            open.extend(keywords.all_of.iter().rev().map(|id| (*id, false)));
            open.extend(keywords.reference.map(|id| (id, false)));
        }
    }
    Some(parts)
}

/// Whether objects have no other members than the schema's properties.
fn is_closed(schemas: &Schemas, keywords: &Keywords) -> bool {
    let refused = |id: SchemaId| matches!(schemas.get(id).body, Body::Boolean(false));
    keywords.object.additional_properties.is_some_and(refused)
        && keywords.object.pattern_properties.is_empty()
}

/// Whether a schema says what its instances look like.
fn says_shape(schemas: &Schemas, id: SchemaId) -> bool {
    schemas.keywords(id).is_some_and(|keywords| {
        keywords.types.is_some()
            || keywords.reference.is_some()
            || keywords.enumeration.is_some()
            || keywords.constant.is_some()
            || !keywords.any_of.is_empty()
            || !keywords.one_of.is_empty()
            || !keywords.all_of.is_empty()
    })
}

/// The target of a reference, or of an `allOf` of one schema, with nothing beside it that says what instances look like.
pub(crate) fn lone_reference(keywords: &Keywords) -> Option<SchemaId> {
    let target = match (keywords.reference, keywords.all_of.as_slice()) {
        (Some(target), []) => target,
        (None, [target]) => *target,
        _ => return None,
    };
    let alone = keywords.types.is_none()
        && keywords.enumeration.is_none()
        && keywords.constant.is_none()
        && keywords.any_of.is_empty()
        && keywords.one_of.is_empty()
        && !has_parts(keywords);
    alone.then_some(target)
}
