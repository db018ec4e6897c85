//! What a schema asks for beside what its own [`Values`](super::Values) can say.
//!
//! The keywords are destructured, so rustc shows that a new one is missing: without it, facts would claim to be exact.

use crate::schema::{ArrayKeywords, Keywords, ObjectKeywords, StringKeywords};

/// What a schema asks for that its own values can't say.
pub(super) struct Asked {
    /// Something of scalars or arrays.
    pub(super) more: bool,
    /// Something of objects.
    pub(super) objects: bool,
    /// Something through other schemas in place, but for a `$ref`.
    pub(super) in_place: bool,
}

/// Whether a schema that has a `$ref` says nothing else.
pub(in crate::analyse::choice) fn only_refers(keywords: &Keywords) -> bool {
    let says =
        keywords.types.is_some() || keywords.enumeration.is_some() || keywords.constant.is_some();
    let Asked { more, objects, in_place } = asked(keywords);
    !(says || more || objects || in_place)
}

/// Whether a schema that has `anyOf` or `oneOf` says nothing else.
pub(crate) fn only_chooses(keywords: &Keywords) -> bool {
    let says = keywords.types.is_some()
        || keywords.enumeration.is_some()
        || keywords.constant.is_some()
        || keywords.reference.is_some();
    let is_one = keywords.any_of.is_empty() || keywords.one_of.is_empty();
    let others = Keywords { any_of: Vec::new(), one_of: Vec::new(), ..keywords.clone() };
    let Asked { more, objects, in_place } = asked(&others);
    is_one && !(says || more || objects || in_place)
}

/// Whether a schema says nothing but `type`.
pub(crate) fn only_types(keywords: &Keywords) -> bool {
    let says = keywords.enumeration.is_some()
        || keywords.constant.is_some()
        || keywords.reference.is_some();
    let Asked { more, objects, in_place } = asked(keywords);
    !(says || more || objects || in_place)
}

pub(super) fn asked(keywords: &Keywords) -> Asked {
    let Keywords {
        title: _,
        description: _,
        annotations: _,
        types: _,
        enumeration: _,
        constant: _,
        numbers,
        string,
        array,
        object,
        all_of,
        any_of,
        one_of,
        not,
        condition,
        consequence: _,
        alternative: _,
        reference: _,
        dynamic_reference,
    } = keywords;
    let in_place = !all_of.is_empty()
        || !any_of.is_empty()
        || !one_of.is_empty()
        || not.is_some()
        || condition.is_some()
        || dynamic_reference.is_some();
    Asked {
        more: !numbers.is_empty()
            || asks_strings(string)
            || asks_arrays(array)
            || condition.is_some(),
        objects: asks_objects(object) || condition.is_some(),
        in_place,
    }
}

fn asks_strings(keywords: &StringKeywords) -> bool {
    let StringKeywords {
        min_length,
        max_length,
        pattern,
        format,
        content_encoding,
        content_media_type,
    } = keywords;
    min_length.is_some()
        || max_length.is_some()
        || pattern.is_some()
        || format.is_some()
        || content_encoding.is_some()
        || content_media_type.is_some()
}

fn asks_arrays(keywords: &ArrayKeywords) -> bool {
    let ArrayKeywords {
        prefix_items,
        items,
        contains,
        min_contains: _,
        max_contains: _,
        min_items,
        max_items,
        unique_items,
        unevaluated_items,
    } = keywords;
    !prefix_items.is_empty()
        || items.is_some()
        || contains.is_some()
        || min_items.is_some()
        || max_items.is_some()
        || *unique_items
        || unevaluated_items.is_some()
}

fn asks_objects(keywords: &ObjectKeywords) -> bool {
    let ObjectKeywords {
        properties,
        pattern_properties,
        additional_properties,
        property_names,
        unevaluated_properties,
        required,
        dependent_required,
        dependent_schemas,
        min_properties,
        max_properties,
    } = keywords;
    !properties.is_empty()
        || !pattern_properties.is_empty()
        || additional_properties.is_some()
        || property_names.is_some()
        || unevaluated_properties.is_some()
        || !required.is_empty()
        || !dependent_required.is_empty()
        || !dependent_schemas.is_empty()
        || min_properties.is_some()
        || max_properties.is_some()
}
