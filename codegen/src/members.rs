//! The members of objects: those that a schema declares itself, and those that it takes from the schemas that it applies
//! to the same value (`allOf`, `$ref`).

mod unnamed;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use unnamed::{Matching, Rest, Unnamed, test_stem};

use crate::branches::has_parts;
use crate::enumeration::strings;
use crate::schema::{Body, Keywords, SchemaId, Schemas};

/// The members that the objects of a schema are declared to have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Members<'a> {
    /// The members: first those of the schemas that are applied, in their order.
    pub(crate) list: Vec<Member<'a>>,
    /// The names of those that every object has.
    pub(crate) required: BTreeSet<&'a str>,
    /// Those that have no name there.
    pub(crate) unnamed: Unnamed<'a>,
}

impl Members<'_> {
    /// The index of a map of members that have no name, among all parts of the object: those with a name come first.
    pub(crate) fn map_index(&self, map: usize) -> usize {
        self.list.len() + map
    }
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

/// The members of a schema whose instances are objects. `None` if it declares none and does not tell others apart, other
/// values are valid, or it only refers to another schema.
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
    let unnamed = unnamed::unnamed(schemas, &parts);
    let mut members = Members { unnamed, ..Members::default() };
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
        let allowed: BTreeSet<&str> =
            keywords.object.properties.iter().map(|(name, _)| name.as_str()).collect();
        members.list.retain(|member| allowed.contains(member.name));
    }
    let Unnamed { matching, rest } = &members.unnamed;
    // Where one schema says the same of all members, they are a map.
    let is_map = matching.len() + usize::from(*rest != Rest::Absent) < 2 && parts.len() == 1;
    let tells_apart = !matching.is_empty() && !is_map;
    (!members.list.is_empty() || tells_apart).then_some(members)
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

/// The schema of the values of an object that is a map: no member has a name or a place of its own.
pub(crate) fn map_values(schemas: &Schemas, keywords: &Keywords) -> Option<SchemaId> {
    let allows = keywords.types.is_some_and(|types| types.object);
    if !allows || !keywords.object.properties.is_empty() {
        return None;
    }
    match unnamed::unnamed(schemas, &[keywords]) {
        Unnamed { matching, rest: Rest::Values(id) } if matching.is_empty() => Some(id),
        Unnamed { matching, rest: Rest::Absent } => match matching.as_slice() {
            [one] => Some(one.schema),
            _ => None,
        },
        Unnamed { .. } => None,
    }
}

/// The enumeration that the names of a map's members are of.
pub(crate) fn map_keys(schemas: &Schemas, keywords: &Keywords) -> Option<SchemaId> {
    let object = &keywords.object;
    let is_plain = object.properties.is_empty() && object.pattern_properties.is_empty();
    if !is_plain || !keywords.types.is_some_and(|types| types.object) {
        return None;
    }
    let mut next = object.property_names;
    // References may run in circles that only other phases look for.
    for _ in 0..8 {
        let keywords = schemas.keywords(next?)?;
        if strings(schemas, keywords).is_some() {
            return next;
        }
        next = lone_reference(keywords);
    }
    None
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
