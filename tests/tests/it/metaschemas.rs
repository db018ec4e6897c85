//! Schemas are checked against the metaschemas of their dialects: whatever another validator of these rejects, the
//! compiler rejects too, with the place.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use voltype_codegen::diagnostic::{Diagnostic, Severity};
use voltype_codegen::dialect::Dialect;
use voltype_codegen::{Options, compile};

/// The errors of the compiler for a wrong schema.
fn errors(schema: &str) -> Vec<Diagnostic> {
    let options = Options { validators_only: true, ..Options::default() };
    let documents = BTreeMap::from([("schema.json".to_owned(), schema.to_owned())]);
    compile(&documents, &options).err().unwrap_or_default()
}

/// A schema with each keyword of a dialect.
fn complete(dialect: Dialect) -> Value {
    let mut schema = json!({
        "title": "t", "description": "d", "default": 1, "type": ["object", "string"],
        "properties": {"a": {"type": "integer", "minimum": 1, "maximum": 9, "multipleOf": 2}},
        "patternProperties": {"^x": {"type": "string", "minLength": 1, "maxLength": 3, "pattern": "a"}},
        "additionalProperties": {"enum": ["a", "b"]},
        "required": ["a"], "minProperties": 1, "maxProperties": 4,
        "definitions": {"d": {"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": true}},
        "dependencies": {"a": ["b"], "b": {"type": "object"}},
        "allOf": [{"type": "object"}], "anyOf": [{"not": {"type": "null"}}], "oneOf": [{}],
        "format": "email",
    });
    let mut add = |more: Value| {
        let more = more.as_object().cloned().unwrap_or_default();
        schema.as_object_mut().unwrap().extend(more);
    };
    add(json!({"$schema": format!("{}#", dialect.metaschema())}));
    if dialect == Dialect::Draft4 {
        add(json!({"id": "http://example.com/a", "minimum": 1, "exclusiveMinimum": true}));
    } else {
        add(json!({
            "$id": "http://example.com/a", "exclusiveMinimum": 1, "exclusiveMaximum": 2,
            "examples": [1], "const": 1, "contains": {"type": "null"}, "propertyNames": {"maxLength": 9},
        }));
    }
    if dialect < Dialect::Draft202012 {
        add(json!({"items": [{"type": "null"}], "additionalItems": {"type": "string"}}));
    } else {
        add(json!({"prefixItems": [{"type": "null"}], "items": {"type": "string"}}));
        add(json!({"$dynamicAnchor": "dyn", "$defs": {"r": {"$dynamicRef": "#dyn"}}}));
    }
    if dialect >= Dialect::Draft7 {
        add(json!({
            "$comment": "c", "readOnly": true, "writeOnly": false, "contentMediaType": "text/plain",
            "contentEncoding": "base64", "if": {"type": "null"}, "then": {"type": "null"}, "else": {},
        }));
    }
    if dialect == Dialect::Draft201909 {
        add(json!({"$recursiveAnchor": true, "$defs": {"r": {"$recursiveRef": "#"}}}));
    }
    if dialect >= Dialect::Draft201909 {
        add(json!({
            "$anchor": "here", "dependentRequired": {"a": ["b"]}, "dependentSchemas": {"a": {}},
            "minContains": 1, "maxContains": 2, "unevaluatedItems": {}, "unevaluatedProperties": {},
            "contentSchema": {"type": "string"}, "deprecated": true, "$vocabulary": {"http://example.com/v": false},
        }));
    }
    schema
}

/// The pointers of all values in a value, except the one of the dialect.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(name, _)| *name != "$schema");
            members.for_each(|(name, value)| {
                pointers(value, &format!("{at}/{}", name.replace('/', "~1")), found)
            });
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| pointers(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// Values that are wrong for most keywords.
fn replacements() -> [Value; 12] {
    let array = json!([]);
    let twice = json!(["a", "a"]);
    [
        json!(null),
        json!(-1),
        json!(1.5),
        json!("#"),
        json!("x"),
        array,
        json!([1]),
        twice,
        json!({}),
        json!({"type": "nonsense"}),
        json!({"a": 1}),
        json!({"a": [1]}),
    ]
}

#[test]
fn what_a_metaschema_refuses_is_refused() {
    let (mut refused, mut by_metaschema) = (0, 0);
    for dialect in Dialect::ALL {
        let schema = complete(dialect);
        let said = errors(&schema.to_string());
        assert!(
            said.is_empty(),
            "{dialect}: {}",
            said.iter().map(ToString::to_string).collect::<String>()
        );
        let mut places = Vec::new();
        pointers(&schema, "", &mut places);
        for place in places.iter().filter(|place| !place.is_empty()) {
            for replacement in replacements() {
                let mut changed = schema.clone();
                *changed.pointer_mut(place).unwrap() = replacement;
                let said = errors(&changed.to_string());
                let told = said.iter().any(|one| {
                    one.help.as_deref().is_some_and(|help| help.contains("the metaschema of"))
                });
                if jsonschema::meta::is_valid(&changed) {
                    assert!(!told, "{dialect}: {place}: {changed}");
                    continue;
                }
                refused += 1;
                by_metaschema += usize::from(told);
                let wrong = said.iter().filter(|one| one.severity == Severity::Error);
                assert!(wrong.clone().next().is_some(), "{dialect}: {place}: {changed}");
                assert!(
                    wrong.clone().any(|one| one.place.is_some()),
                    "{dialect}: {place}: {changed}"
                );
            }
        }
    }
    assert!(refused > 2_000 && by_metaschema > 100, "{refused} {by_metaschema}");
}
