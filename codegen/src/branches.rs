//! The branches of `anyOf` and `oneOf`, where they alone say what instances look like.

use crate::schema::{Keywords, SchemaId, Schemas, TypeSet};

/// The branches, if nothing beside them says what instances look like.
pub(crate) fn branches(keywords: &Keywords) -> Option<&[SchemaId]> {
    if has_shape_beside(keywords) {
        return None;
    }
    match (keywords.any_of.as_slice(), keywords.one_of.as_slice()) {
        (branches @ [_, ..], []) | ([], branches @ [_, ..]) => Some(branches),
        _ => None,
    }
}

/// The schema that a nullable one is beside `null`: `anyOf` or `oneOf` of the two.
pub(crate) fn nullable(schemas: &Schemas, keywords: &Keywords) -> Option<SchemaId> {
    let is_null = |id: &SchemaId| {
        let types = schemas.keywords(*id).and_then(|keywords| keywords.types);
        types.is_some_and(|types| types.names() == ["null"])
    };
    match branches(keywords)? {
        [one, null] | [null, one] if is_null(null) && !is_null(one) => Some(*one),
        _ => None,
    }
}

/// What stands for all types but the one before it.
pub(crate) const OTHERS: &str = "others";

/// The types that a schema lists, if it allows several beside `null` and nothing else says what instances look like.
/// Integers do not count beside numbers. A choice between branches only narrows them, if it is no union. Without a list, or
/// with one of all types, a schema with members allows objects and [`OTHERS`]; a list of all types alone says nothing.
pub(crate) fn kinds(keywords: &Keywords) -> Option<Vec<&'static str>> {
    if lists_or_applies(keywords) {
        return None;
    }
    // Without a type, members are all that is said of instances: of the objects among them.
    let has_members = !keywords.object.properties.is_empty();
    if keywords.types.is_none_or(TypeSet::is_all) {
        if has_members {
            return Some(vec!["object", OTHERS]);
        }
        if !has_parts(keywords) {
            return None;
        }
    }
    let mut names = keywords.types?.names();
    if names.contains(&"number") {
        names.retain(|name| *name != "integer");
    }
    let values = names.iter().filter(|name| **name != "null").count();
    (values > 1).then_some(names)
}

/// Whether a schema says beside `anyOf` and `oneOf` what its instances look like.
fn has_shape_beside(keywords: &Keywords) -> bool {
    lists_or_applies(keywords) || has_parts(keywords)
}

/// Whether a schema refers to another one for the same value, by other keywords than `anyOf` and `oneOf`, or lists values.
pub(crate) fn lists_or_applies(keywords: &Keywords) -> bool {
    keywords.reference.is_some()
        || keywords.dynamic_reference.is_some()
        || keywords.enumeration.is_some()
        || keywords.constant.is_some()
        || !keywords.all_of.is_empty()
}

/// Whether a schema says something of members or items.
pub(crate) fn has_parts(keywords: &Keywords) -> bool {
    keywords.array.items.is_some()
        || keywords.object.additional_properties.is_some()
        || !keywords.object.properties.is_empty()
        || !keywords.object.pattern_properties.is_empty()
        || !keywords.array.prefix_items.is_empty()
}
