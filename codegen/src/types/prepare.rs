//! The document that typify sees: one definition for each named type, with nothing in it but shape.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::keys::{field_key, key, nullable_key, variant_key};
use crate::branches::nullable;
use crate::config::Config;
use crate::enumeration::{strings, too_many_strings};
use crate::naming::Naming;
use crate::schema::{Body, Keywords, Schema, SchemaId, Schemas};
use crate::union::Union;

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
        if let Some(union) = self.naming.unions.get(&id).filter(|_| named) {
            return self.union(union);
        }
        if let Some(inner) = nullable(self.schemas, keywords) {
            return or_null(self.usage(inner));
        }
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
        if let Some(values) = strings(self.schemas, keywords) {
            if !named {
                return json!({ "type": "string" });
            }
            let names: Vec<String> = (0..values.len()).map(variant_key).collect();
            return json!({ "type": "string", "enum": names });
        }
        if too_many_strings(keywords).is_some() {
            return json!({ "type": "string" });
        }
        let names = keywords.types.map(crate::schema::TypeSet::names);
        match names.as_deref() {
            Some([one, "null"] | ["null", one]) if *one != "object" => {
                or_null(self.of_type(schema, keywords, one, named))
            }
            Some([one]) => self.of_type(schema, keywords, one, named),
            // Everything else is any value: the validator knows which.
            _ => json!({}),
        }
    }

    /// The shape of a union: a member for each branch that has a value.
    fn union(&self, union: &Union) -> Value {
        let each = union.alternatives.iter().filter(|one| !one.is_null);
        let members: Map<String, Value> =
            each.map(|one| (field_key(one.branch), self.usage(one.schema))).collect();
        let required: Vec<&String> = members.keys().collect();
        json!({ "type": "object", "required": required, "properties": members })
    }

    /// The shape of the values of one type that a schema allows.
    fn of_type(&self, schema: &Schema, keywords: &Keywords, ty: &str, named: bool) -> Value {
        match ty {
            "boolean" => json!({ "type": "boolean" }),
            "integer" => json!({ "type": "integer" }),
            "number" => json!({ "type": "number" }),
            "string" => self.string(schema, keywords),
            "array" => match keywords.items.filter(|_| keywords.prefix_items.is_empty()) {
                Some(items) => json!({ "type": "array", "items": self.usage(items) }),
                None => json!({ "type": "array", "items": {} }),
            },
            "object" if named || keywords.properties.is_empty() => self.object(keywords),
            "object" => json!({ "type": "object", "additionalProperties": true }),
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
            let usage = self.usage(*id);
            let (key, usage) = match non_null(&usage) {
                Some(inner) => (nullable_key(index), inner.clone()),
                None => (field_key(index), usage),
            };
            properties.insert(key.clone(), usage);
            if names.contains(name) {
                required.push(key);
            }
        }
        json!({ "type": "object", "properties": properties, "required": required })
    }
}

/// The shape of `null` or a value of this shape.
fn or_null(shape: Value) -> Value {
    json!({ "anyOf": [shape, { "type": "null" }] })
}

/// The shape of the values that are not `null`, of a shape that `or_null` made.
fn non_null(shape: &Value) -> Option<&Value> {
    shape.get("anyOf")?.get(0)
}

/// The target of a reference, or of an `allOf` of one schema, with nothing beside it.
fn lone_reference(keywords: &Keywords) -> Option<SchemaId> {
    let target = match (keywords.reference, keywords.all_of.as_slice()) {
        (Some(target), []) => target,
        (None, [target]) => *target,
        _ => return None,
    };
    let alone = keywords.types.is_none()
        && keywords.properties.is_empty()
        && keywords.enumeration.is_none()
        && keywords.constant.is_none()
        && keywords.any_of.is_empty()
        && keywords.one_of.is_empty()
        && keywords.pattern_properties.is_empty()
        && keywords.additional_properties.is_none()
        && keywords.items.is_none()
        && keywords.prefix_items.is_empty();
    alone.then_some(target)
}
