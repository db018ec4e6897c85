//! The members of objects: those that a schema declares itself, and those that it takes from the schemas that it applies
//! to the same value (`allOf`, `$ref`).

mod unnamed;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use unnamed::{Matching, Rest, Unnamed, test_stem};

use crate::branches::has_parts;
use crate::enumeration::{Scalar, values};
use crate::schema::{Body, Combination, Keywords, SchemaId, Schemas, TypeSet};

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
    /// Its schema: of several, the one that says what its values look like, or what all of them are together.
    pub(crate) schema: SchemaId,
}

/// Members are taken from no more schemas than this: what is beyond is only validated.
pub(crate) const MAX_PARTS: usize = 256;

/// The members of a schema whose instances are objects. `None` if it declares none and does not tell others apart, other
/// values are valid, or it only refers to another schema.
pub(crate) fn members(schemas: &Schemas, id: SchemaId) -> Option<Members<'_>> {
    if lone_reference(schemas.keywords(id)?).is_some() {
        return None;
    }
    let parts = parts(schemas, id);
    if types_of(&parts).names() != ["object"] && !schemas.implied.contains(&id) {
        return None;
    }
    let declared = declared(&parts);
    let unnamed = unnamed::unnamed(schemas, &parts);
    let mut members = Members { unnamed, ..Members::default() };
    for Declared { name, schemas: declared } in &declared {
        let schema = match telling(schemas, declared).as_slice() {
            [one] => Some(*one),
            several => schemas.combined.get(&Combination::AllOf(several.to_vec())).copied(),
        };
        let last = declared.iter().rfind(|id| says_shape(schemas, **id)).or(declared.last());
        members.list.extend(schema.or(last.copied()).map(|schema| Member { name, schema }));
    }
    for keywords in &parts {
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
    let is_empty = matching.is_empty() && *rest == Rest::Absent;
    (!members.list.is_empty() || tells_apart || is_empty).then_some(members)
}

/// The schemas of members that several schemas describe, of which no single one says it all.
pub(crate) fn unsettled(schemas: &Schemas, id: SchemaId) -> Vec<Vec<SchemaId>> {
    let declared = declared(&parts(schemas, id));
    let several = declared.iter().map(|member| telling(schemas, &member.schemas));
    several.filter(|telling| telling.len() > 1).collect()
}

/// Whether a schema declares members although it allows other values than objects, and does not only refer to another one.
pub(crate) fn has_mixed_objects(schemas: &Schemas, id: SchemaId) -> bool {
    let Some(keywords) = schemas.keywords(id) else { return false };
    if lone_reference(keywords).is_some() {
        return false;
    }
    let parts = parts(schemas, id);
    let types = types_of(&parts);
    let declares = parts.iter().any(|keywords| !keywords.object.properties.is_empty());
    types.object && types.names() != ["object"] && declares
}

/// The names of the members that a schema requires, with those that it applies to the same value.
pub(crate) fn required(schemas: &Schemas, id: SchemaId) -> Vec<&str> {
    let parts = parts(schemas, id).into_iter();
    parts.flat_map(|keywords| &keywords.object.required).map(String::as_str).collect()
}

/// How many members a schema declares, with those that it applies to the same value.
pub(crate) fn count(schemas: &Schemas, id: SchemaId) -> usize {
    parts(schemas, id).iter().map(|keywords| keywords.object.properties.len()).sum()
}

/// A member, and what is said of it.
struct Declared<'a> {
    name: &'a str,
    /// The schemas of the member, in the order of those that declare it.
    schemas: Vec<SchemaId>,
}

/// The members that these schemas declare.
fn declared<'a>(parts: &[&'a Keywords]) -> Vec<Declared<'a>> {
    let mut declared: Vec<Declared<'_>> = Vec::new();
    let mut places = BTreeMap::new();
    for (name, schema) in parts.iter().flat_map(|keywords| &keywords.object.properties) {
        match places.get(name) {
            None => {
                places.insert(name, declared.len());
                declared.push(Declared { name, schemas: vec![*schema] });
            }
            Some(place) => declared[*place].schemas.push(*schema),
        }
    }
    declared
}

/// So many schemas of one value are compared. Of more, the last one that says what the value looks like counts.
const MAX_TOGETHER: usize = 16;

/// Those of several schemas of one value that say what it looks like: no other one says more.
pub(crate) fn telling(schemas: &Schemas, all: &[SchemaId]) -> Vec<SchemaId> {
    if let [one] = all {
        return vec![*one];
    }
    let mut shaped: Vec<SchemaId> = Vec::new();
    for id in all.iter().filter(|id| says_shape(schemas, **id)) {
        let target = target(schemas, *id);
        if !shaped.iter().any(|known| self::target(schemas, *known) == target) {
            shaped.push(*id);
        }
    }
    let lists = |id: &SchemaId| {
        let keywords = schemas.keywords(target(schemas, *id));
        keywords
            .is_some_and(|keywords| keywords.enumeration.is_some() || keywords.constant.is_some())
    };
    let last = shaped.iter().rfind(|id| lists(id) || shaped.len() > MAX_TOGETHER);
    if let Some(last) = last {
        return vec![*last];
    }
    // A type alone adds nothing to a schema whose values all have it.
    let mut index = 0;
    while index < shaped.len() && shaped.len() > 1 {
        let id = shaped[index];
        let types = types(schemas, id);
        let has_it =
            |other: &SchemaId| *other != id && self::types(schemas, *other).is_within(types);
        if is_only_typed(schemas, id) && shaped.iter().any(has_it) {
            shaped.remove(index);
        } else {
            index += 1;
        }
    }
    match (shaped.as_slice(), all.last()) {
        ([], Some(last)) => vec![*last],
        _ => shaped,
    }
}

/// The types that the values of a schema can have, as far as it or the schemas next to it say so.
pub(crate) fn types(schemas: &Schemas, id: SchemaId) -> TypeSet {
    let parts = part_ids(schemas, id, MAX_TOGETHER);
    let parts: Vec<&Keywords> = parts.into_iter().filter_map(|id| schemas.keywords(id)).collect();
    types_of(&parts)
}

fn types_of(parts: &[&Keywords]) -> TypeSet {
    let types = parts.iter().filter_map(|keywords| keywords.types);
    types.fold(TypeSet::ALL, TypeSet::intersection)
}

/// Where a schema leads that only refers to another one.
pub(crate) fn target(schemas: &Schemas, id: SchemaId) -> SchemaId {
    let mut target = id;
    // References may run in circles that only other phases look for.
    for _ in 0..64 {
        match schemas.keywords(target).and_then(lone_reference) {
            Some(next) => target = next,
            None => break,
        }
    }
    target
}

/// Whether a schema says nothing but a type of what its instances look like.
fn is_only_typed(schemas: &Schemas, id: SchemaId) -> bool {
    let keywords = schemas.keywords(id);
    keywords.is_some_and(|keywords| {
        !has_parts(keywords)
            && keywords.reference.is_none()
            && keywords.dynamic_reference.is_none()
            && keywords.all_of.is_empty()
            && keywords.any_of.is_empty()
            && keywords.one_of.is_empty()
    })
}

/// The schema and those that it applies to the same value, each after those that it applies.
pub(crate) fn parts(schemas: &Schemas, id: SchemaId) -> Vec<&Keywords> {
    let ids = part_ids(schemas, id, MAX_PARTS);
    ids.into_iter().filter_map(|id| schemas.keywords(id)).collect()
}

/// The same, as ids. If there are more than `most`, only the schema itself.
pub(crate) fn part_ids(schemas: &Schemas, id: SchemaId, most: usize) -> Vec<SchemaId> {
    let mut parts = Vec::new();
    let mut begun = BTreeSet::new();
    let mut open = vec![(id, false)];
    while let Some((part, is_ready)) = open.pop() {
        let Body::Keywords(keywords) = &schemas.get(part).body else { continue };
        if is_ready {
            parts.push(part);
        } else if begun.insert(part) {
            if begun.len() > most {
                return vec![id];
            }
            open.push((part, true));
            open.extend(applied(keywords).rev().map(|part| (part, false)));
        }
    }
    parts
}

/// Whether objects have no other members than the schema's properties.
fn is_closed(schemas: &Schemas, keywords: &Keywords) -> bool {
    let refused = |id: SchemaId| matches!(schemas.get(id).body, Body::Boolean(false));
    keywords.object.additional_properties.is_some_and(refused)
        && keywords.object.pattern_properties.is_empty()
}

/// The schema of the values of an object that is a map: no member has a name or a place of its own.
pub(crate) fn map_values(schemas: &Schemas, id: SchemaId) -> Option<SchemaId> {
    let parts = map_parts(schemas, id)?;
    match unnamed::unnamed(schemas, &parts) {
        Unnamed { matching, rest: Rest::Values(id) } if matching.is_empty() => Some(id),
        Unnamed { matching, rest: Rest::Absent } => match matching.as_slice() {
            [one] => Some(one.schema),
            _ => None,
        },
        Unnamed { .. } => None,
    }
}

/// The enumeration that the names of a map's members are of.
pub(crate) fn map_keys(schemas: &Schemas, id: SchemaId) -> Option<SchemaId> {
    let parts = map_parts(schemas, id)?;
    if parts.iter().any(|keywords| !keywords.object.pattern_properties.is_empty()) {
        return None;
    }
    let names = parts.iter().rev().filter_map(|keywords| keywords.object.property_names);
    let mut names = names.map(|id| target(schemas, id));
    names.find(|id| {
        let listed = schemas.shape(*id).and_then(|keywords| values(schemas, keywords));
        listed.is_some_and(|listed| listed.iter().all(|one| matches!(one.value, Scalar::String(_))))
    })
}

/// The parts of a schema that allows objects and declares no members.
fn map_parts(schemas: &Schemas, id: SchemaId) -> Option<Vec<&Keywords>> {
    let parts = parts(schemas, id);
    let says_type = parts.iter().any(|keywords| keywords.types.is_some());
    let declares = parts.iter().any(|keywords| !keywords.object.properties.is_empty());
    (says_type && types_of(&parts).object && !declares).then_some(parts)
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
            || has_parts(keywords)
    })
}

/// The target of a reference, or of an `allOf`, `anyOf` or `oneOf` of one schema, with nothing beside it that says what
/// instances look like.
pub(crate) fn lone_reference(keywords: &Keywords) -> Option<SchemaId> {
    let mut applied = applied(keywords);
    let (target, None) = (applied.next()?, applied.next()) else { return None };
    let alone = keywords.types.is_none()
        && keywords.enumeration.is_none()
        && keywords.constant.is_none()
        && keywords.any_of.len() < 2
        && keywords.one_of.len() < 2
        && !has_parts(keywords);
    alone.then_some(target)
}

/// The schemas that always apply to the same value. A choice of one branch is none.
fn applied(keywords: &Keywords) -> impl DoubleEndedIterator<Item = SchemaId> {
    let only = |branches: &[SchemaId]| match branches {
        [one] => Some(*one),
        _ => None,
    };
    let choices = only(&keywords.any_of).into_iter().chain(only(&keywords.one_of));
    keywords.reference.into_iter().chain(keywords.all_of.iter().copied()).chain(choices)
}
