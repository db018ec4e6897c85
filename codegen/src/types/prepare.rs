//! The document that typify sees: one definition for each named type, with nothing in it but shape.

use serde_json::{Map, Value, json};

use super::integers::{self, Formats};
use super::keys::{field_key, key, nullable_key, variant_key};
use super::texts;
use super::untyped::{Notes, Reason};
use crate::arena::{Data, Literal};
use crate::branches::{kinds, nullable};
use crate::config::{Config, Digits};
use crate::enumeration::{Scalar, too_many_strings};
use crate::format;
use crate::members::{self, Members, Unnamed, lone_reference, map_keys, map_values, members};
use crate::naming::Naming;
use crate::schema::{ArrayKeywords, Combination, Keywords, Schema, SchemaId, Schemas, TypeSet};
use crate::sequence::{Rest, Sequence, sequence};
use crate::union::Union;

/// A draft-07 document whose definitions are the named types.
pub(super) fn prepare(schemas: &Schemas, naming: &Naming, config: &Config, notes: &Notes) -> Value {
    let preparing = Preparing { schemas, naming, config, notes };
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
    /// Where values have no better type than any value.
    notes: &'a Notes,
}

/// Where a shape is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// As a definition, which has a name.
    Definition,
    /// Where it is used, without a name.
    Usage,
}

impl Preparing<'_> {
    /// The shape of a schema where it is used.
    fn usage(&self, id: SchemaId) -> Value {
        match self.naming.types.get(&id) {
            Some(_) => self.reference(id),
            None => self.shape(id, Place::Usage, &mut vec![]),
        }
    }

    /// The shape of any value, and why it is the type of a schema or of a part of its values.
    fn any(&self, id: SchemaId, reason: Reason) -> Value {
        self.notes.add(id, reason);
        json!({})
    }

    /// The shape of a value of the type of a schema.
    fn reference(&self, id: SchemaId) -> Value {
        let reference = json!({ "$ref": format!("#/definitions/{}", key(id)) });
        if self.naming.optional.contains(&id) { or_null(reference) } else { reference }
    }

    /// The shape of a schema that has a name.
    fn definition(&self, id: SchemaId) -> Value {
        self.shape(id, Place::Definition, &mut vec![])
    }

    /// The shape of a schema. Without a name it can't be one that typify would have to name.
    fn shape(&self, id: SchemaId, place: Place, through: &mut Vec<SchemaId>) -> Value {
        let (Some(own), Some(keywords)) = (self.schemas.keywords(id), self.schemas.shape(id))
        else {
            return self.any(id, Reason::Unconstrained);
        };
        let named = place == Place::Definition;
        if let Some(union) = self.naming.unions.by_schema.get(&id).filter(|_| named) {
            return self.union(union);
        }
        if let Some(inner) = nullable(self.schemas, keywords) {
            return or_null(self.usage(inner));
        }
        if let Some(target) = lone_reference(own) {
            if self.naming.types.contains_key(&target) {
                return self.reference(target);
            }
            // A chain of references that never ends is diagnosed elsewhere.
            if through.contains(&target) {
                return json!({});
            }
            through.push(target);
            return self.shape(target, place, through);
        }
        if let Some(values) = self.naming.variants(self.schemas, id) {
            if named {
                let names: Vec<String> = (0..values.len()).map(variant_key).collect();
                return json!({ "type": "string", "enum": names });
            }
            if values.iter().all(|one| matches!(one.value, Scalar::String(_))) {
                return json!({ "type": "string" });
            }
        }
        if too_many_strings(keywords).is_some() {
            return json!({ "type": "string" });
        }
        if let Some(members) = members(self.schemas, id) {
            return if named { self.record(&members) } else { any_object() };
        }
        if let Some(kinds) = kinds(keywords).filter(|_| named) {
            let shapes = kinds.into_iter().filter(|kind| *kind != "null").enumerate();
            return one_of(shapes.map(|(index, ty)| (index, self.of_type(id, keywords, ty))));
        }
        if let Some(items) = listed_arrays(keywords) {
            return list_of(items);
        }
        let types = keywords.types.or_else(|| listed_types(keywords));
        match types.map(TypeSet::names).as_deref() {
            Some([one, "null"] | ["null", one]) => or_null(self.of_type(id, keywords, one)),
            Some([one]) => self.of_type(id, keywords, one),
            // Everything else is any value: the validator knows which.
            _ => self.any(id, Reason::of(keywords)),
        }
    }

    /// The shape of a union: a member for each branch that has a value.
    fn union(&self, union: &Union) -> Value {
        let each = union.alternatives.iter().filter(|one| !one.is_null);
        one_of(each.map(|one| (one.branch, self.usage(one.schema))))
    }

    /// The shape of the values of one type that a schema allows.
    fn of_type(&self, id: SchemaId, keywords: &Keywords, ty: &str) -> Value {
        match ty {
            "boolean" => json!({ "type": "boolean" }),
            "integer" if self.digits(self.schemas.get(id), "integer") == Digits::Exact => {
                exact_number()
            }
            "number" if self.digits(self.schemas.get(id), "number") == Digits::Exact => {
                exact_number()
            }
            "integer" => {
                let integer = integers::integer(keywords, self.integer_formats());
                json!({ "type": "integer", "format": integers::format_name(integer) })
            }
            "number" => json!({ "type": "number" }),
            "string" => self.string(self.schemas.get(id), keywords),
            "array" => self.list(id, &keywords.array),
            "object" => match self.schemas.combined.get(&Combination::Objects(id)) {
                Some(objects) => self.usage(*objects),
                None => self.map(id),
            },
            _ => json!({}),
        }
    }

    /// Which digits are kept of the numbers of a schema, which are all of this type.
    fn digits(&self, schema: &Schema, ty: &str) -> Digits {
        let settings = self.config.type_at(schema);
        let digits = match ty {
            "integer" => settings.integers.or(self.config.integers),
            _ => settings.numbers.or(self.config.numbers),
        };
        digits.unwrap_or(Digits::Native)
    }

    fn integer_formats(&self) -> Formats {
        match self.config.assert_formats {
            Some(false) => Formats::Ignored,
            Some(true) | None => Formats::Heeded,
        }
    }

    fn string(&self, schema: &Schema, keywords: &Keywords) -> Value {
        let settings = self.config.type_at(schema);
        let is_plain = keywords.enumeration.is_some()
            || keywords.constant.is_some()
            || settings.parses_to.is_some();
        let name = keywords.string.format.as_deref().filter(|_| !is_plain);
        let format = name.and_then(|name| format::asserted(name, schema, self.config));
        match format.and_then(|format| texts::of_format(&format)) {
            Some(name) => texts::prepared(name),
            None => json!({ "type": "string" }),
        }
    }

    fn list(&self, id: SchemaId, keywords: &ArrayKeywords) -> Value {
        let any = |reason| self.any(id, reason);
        let item =
            |id: Option<SchemaId>| id.map_or_else(|| any(Reason::Items), |id| self.usage(id));
        match sequence(self.schemas, keywords) {
            Sequence::List(id) => list_of(item(id)),
            Sequence::Fixed(id, length) => of_length(length, item(id)),
            Sequence::Tuple(ids) => {
                let length = ids.len();
                of_length(length, ids.into_iter().map(item).collect())
            }
            Sequence::Prefixed(prefix, rest) => {
                let rest = match rest {
                    Rest::Closed => None,
                    Rest::Open(id) => Some(item(id)),
                };
                let mut shapes: Vec<Value> =
                    prefix.into_iter().map(|id| item(Some(id))).chain(rest).collect();
                shapes.dedup();
                match shapes.as_slice() {
                    [one] => list_of(one.clone()),
                    _ => list_of(any(Reason::Prefix)),
                }
            }
        }
    }

    /// An object without members of its own.
    fn map(&self, id: SchemaId) -> Value {
        let values = map_values(self.schemas, id);
        let keys = map_keys(self.schemas, id).filter(|id| self.naming.types.contains_key(id));
        let values = match values {
            Some(values) => self.usage(values),
            None => {
                self.notes.add(id, Reason::Members);
                json!(true)
            }
        };
        match keys {
            Some(keys) => json!({
                "type": "object", "propertyNames": self.usage(keys), "additionalProperties": values
            }),
            None => json!({ "type": "object", "additionalProperties": values }),
        }
    }

    /// An object with members of its own.
    fn record(&self, members: &Members<'_>) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (index, member) in members.list.iter().enumerate() {
            let usage = self.usage(member.schema);
            let (key, usage) = match non_null(&usage) {
                Some(inner) => (nullable_key(index), inner.clone()),
                None => (field_key(index), usage),
            };
            properties.insert(key.clone(), usage);
            if members.required.contains(member.name) {
                required.push(key);
            }
        }
        let Unnamed { matching, rest } = &members.unnamed;
        let rest = match rest {
            members::Rest::Values(id) => Some(*id),
            members::Rest::Absent | members::Rest::Any => None,
        };
        let values = matching.iter().map(|one| one.schema).chain(rest);
        for (index, schema) in values.enumerate() {
            let key = field_key(members.map_index(index));
            properties.insert(key.clone(), self.usage(schema));
            required.push(key);
        }
        if properties.is_empty() {
            // Without any, typify sees a map. No member has this index.
            properties.insert(field_key(0), json!(true));
        }
        json!({ "type": "object", "properties": properties, "required": required })
    }
}

/// The values that `const` or else `enum` lists.
fn listed(keywords: &Keywords) -> Option<&[Literal]> {
    let constant = keywords.constant.as_ref().map(std::slice::from_ref);
    constant.or(keywords.enumeration.as_deref())
}

/// The types of the values that `enum` or `const` list; none if there are arrays, objects or integers beyond Rust's.
fn listed_types(keywords: &Keywords) -> Option<TypeSet> {
    let types = listed(keywords)?.iter().map(|value| match value.node().data() {
        Data::Null => TypeSet::of("null"),
        Data::Boolean(_) => TypeSet::of("boolean"),
        Data::Number(text) if text.parse::<i64>().is_ok() => TypeSet::of("integer"),
        Data::Number(text) if text.contains(['.', 'e', 'E']) => TypeSet::of("number"),
        Data::String(_) => TypeSet::of("string"),
        Data::Number(_) | Data::Array(_) | Data::Object(_) => None,
    });
    types.reduce(|one, other| Some(one?.union(other?))).flatten()
}

/// The shape of the items, if `enum` or `const` list arrays of strings.
fn listed_arrays(keywords: &Keywords) -> Option<Value> {
    let is_of_strings = |value: &Literal| match value.node().data() {
        Data::Array(mut items) => items.all(|item| item.as_str().is_some()),
        _ => false,
    };
    listed(keywords)?.iter().all(is_of_strings).then(|| json!({ "type": "string" }))
}

/// What stands for one of several shapes: a member for each.
fn one_of(shapes: impl Iterator<Item = (usize, Value)>) -> Value {
    let members: Map<String, Value> =
        shapes.map(|(index, shape)| (field_key(index), shape)).collect();
    let required: Vec<&String> = members.keys().collect();
    json!({ "type": "object", "required": required, "properties": members })
}

/// The shape of a number with all of its digits.
fn exact_number() -> Value {
    texts::prepared(texts::DECIMAL)
}

/// The shape of an array of items of one shape.
fn list_of(item: Value) -> Value {
    json!({ "type": "array", "items": item })
}

/// The shape of an array that always has so many items, of one shape or of a list of shapes.
fn of_length(length: usize, items: Value) -> Value {
    json!({ "type": "array", "items": items, "minItems": length, "maxItems": length })
}

/// The shape of any object.
fn any_object() -> Value {
    json!({ "type": "object", "additionalProperties": true })
}

/// The shape of `null` or a value of this shape.
fn or_null(shape: Value) -> Value {
    json!({ "anyOf": [shape, { "type": "null" }] })
}

/// The shape of the values that are not `null`, of a shape that `or_null` made.
fn non_null(shape: &Value) -> Option<&Value> {
    shape.get("anyOf")?.get(0)
}
