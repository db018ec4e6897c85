//! The document that typify sees: one definition for each named type, with nothing in it but shape.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::naming::{Naming, key};
use crate::config::Config;
use crate::schema::{Body, Keywords, Schema, SchemaId, Schemas};
use crate::source::Literal;

/// A draft-07 document whose definitions are the named types.
pub(super) fn prepare(schemas: &Schemas, naming: &Naming, config: &Config) -> Value {
    let preparing = Preparing { schemas, naming, config };
    let definitions: Map<String, Value> =
        naming.types.keys().map(|id| (key(*id), preparing.definition(*id))).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": definitions,
    })
}

struct Preparing<'a> {
    schemas: &'a Schemas,
    naming: &'a Naming,
    config: &'a Config,
}

impl Preparing<'_> {
    /// The shape of a schema where it is used.
    fn usage(&self, id: SchemaId) -> Value {
        match self.naming.types.get(&id) {
            Some(_) => json!({ "$ref": format!("#/definitions/{}", key(id)) }),
            None => self.shape(id, false, &mut vec![]),
        }
    }

    /// The shape of a schema that has a name.
    fn definition(&self, id: SchemaId) -> Value {
        self.shape(id, true, &mut vec![])
    }

    /// The shape of a schema. Without a name it can't be one that typify would have to name.
    fn shape(&self, id: SchemaId, named: bool, through: &mut Vec<SchemaId>) -> Value {
        let schema = self.schemas.get(id);
        let Body::Keywords(keywords) = &schema.body else { return json!({}) };
        if let Some(target) = lone_reference(keywords) {
            if self.naming.types.contains_key(&target) {
                return json!({ "$ref": format!("#/definitions/{}", key(target)) });
            }
            // A chain of references that never ends is diagnosed elsewhere.
            if through.contains(&target) {
                return json!({});
            }
            through.push(target);
            return self.shape(target, named, through);
        }
        if let Some(values) = string_values(keywords) {
            if !named {
                return json!({ "type": "string" });
            }
            let names: Vec<String> = (0..values.len()).map(variant_key).collect();
            return json!({ "type": "string", "enum": names });
        }
        if too_many_strings(keywords).is_some() {
            return json!({ "type": "string" });
        }
        match keywords.types.map(crate::schema::TypeSet::names).as_deref() {
            Some(["boolean"]) => json!({ "type": "boolean" }),
            Some(["integer"]) => json!({ "type": "integer" }),
            Some(["number"]) => json!({ "type": "number" }),
            Some(["string"]) => self.string(schema, keywords),
            Some(["array"]) => match keywords.items.filter(|_| keywords.prefix_items.is_empty()) {
                Some(items) => json!({ "type": "array", "items": self.usage(items) }),
                None => json!({ "type": "array", "items": {} }),
            },
            Some(["object"]) if named || keywords.properties.is_empty() => self.object(keywords),
            Some(["object"]) => json!({ "type": "object", "additionalProperties": true }),
            // Everything else is any value: the validator knows which.
            _ => json!({}),
        }
    }

    fn string(&self, schema: &Schema, keywords: &Keywords) -> Value {
        let asserted = self.config.assert_formats.unwrap_or(schema.asserts_format);
        match keywords.format.as_deref() {
            Some("date-time") if asserted => json!({ "type": "string", "format": "date-time" }),
            _ => json!({ "type": "string" }),
        }
    }

    fn object(&self, keywords: &Keywords) -> Value {
        if keywords.properties.is_empty() {
            let plain = keywords.pattern_properties.is_empty();
            let values = keywords.additional_properties.filter(|_| plain);
            let values = values.map_or(json!(true), |id| match &self.schemas.get(id).body {
                Body::Boolean(_) => json!(true),
                Body::Keywords(_) => self.usage(id),
            });
            return json!({ "type": "object", "additionalProperties": values });
        }
        let names: BTreeSet<&String> = keywords.required.iter().collect();
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (index, (name, id)) in keywords.properties.iter().enumerate() {
            properties.insert(field_key(index), self.usage(*id));
            if names.contains(name) {
                required.push(field_key(index));
            }
        }
        json!({ "type": "object", "properties": properties, "required": required })
    }
}

/// The target of a reference with nothing beside it.
fn lone_reference(keywords: &Keywords) -> Option<SchemaId> {
    let target = keywords.reference?;
    let alone = keywords.types.is_none()
        && keywords.properties.is_empty()
        && keywords.enumeration.is_none()
        && keywords.constant.is_none();
    alone.then_some(target)
}

/// The most variants that an enum may have: the Rust compiler's time grows with the square of their number, and is
/// seconds for so many. A string takes the place of one with more.
pub const MAX_VARIANTS: usize = 2_000;

/// The values of an enumeration of nothing but strings, each once. One that leaves a choice, and not too much of it.
pub(super) fn string_values(keywords: &Keywords) -> Option<Vec<String>> {
    let strings = strings(keywords).filter(|values| values.len() <= MAX_VARIANTS)?;
    let mut values = Vec::new();
    let mut known = BTreeSet::new();
    for value in strings {
        let text = value.node().as_str()?;
        if known.insert(text) {
            values.push(text.to_owned());
        }
    }
    (!values.is_empty()).then_some(values)
}

/// An enumeration that would be an enum if it weren't for [`MAX_VARIANTS`].
pub(super) fn too_many_strings(keywords: &Keywords) -> Option<&[Literal]> {
    strings(keywords).filter(|values| values.len() > MAX_VARIANTS)
}

/// An enumeration of nothing but strings.
fn strings(keywords: &Keywords) -> Option<&[Literal]> {
    let names = keywords.types.map(crate::schema::TypeSet::names);
    if names.is_some_and(|names| names != ["string"]) || keywords.constant.is_some() {
        return None;
    }
    let values = keywords.enumeration.as_deref()?;
    let all = values.iter().all(|value| value.node().as_str().is_some());
    all.then_some(values)
}

/// What typify sees instead of a member's name. It makes names of letters and digits, and panics where two come out
/// equal: ours come out as they are.
pub(super) fn field_key(index: usize) -> String {
    format!("m{index}")
}

/// The index of the member that a key stands for.
pub(super) fn field_of_key(key: &str) -> Option<usize> {
    key.strip_prefix('m')?.parse().ok()
}

/// What typify sees instead of an enumeration's value.
pub(super) fn variant_key(index: usize) -> String {
    format!("V{index}")
}
