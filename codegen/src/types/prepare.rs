//! The document that typify sees: one definition for each named type, with nothing in it but shape.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::keys::{field_key, key, variant_key};
use crate::config::Config;
use crate::enumeration::{string_values, too_many_strings};
use crate::naming::Naming;
use crate::schema::{Body, Keywords, Schema, SchemaId, Schemas};

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
