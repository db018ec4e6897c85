use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{Options, Output, compile};

fn compiled(schema: &Value) -> Output {
    let documents = BTreeMap::from([("case.json".to_owned(), schema.to_string())]);
    compile(&documents, &Options::default()).unwrap()
}

fn types(output: &Output) -> Vec<&str> {
    output.summary.documents[0].types.iter().map(String::as_str).collect()
}

/// A base with a choice of so many branches, and so many schemas that inherit it.
fn inherited(branches: usize, heirs: usize) -> Value {
    let branch = |number: usize| {
        json!({
            "required": ["kind"],
            "properties": { "kind": { "const": number.to_string() } },
        })
    };
    let mut definitions = serde_json::Map::new();
    let base = json!({
        "type": "object",
        "properties": { "id": { "type": "string" } },
        "oneOf": (0..branches).map(branch).collect::<Vec<_>>(),
    });
    definitions.insert("base".to_owned(), base);
    for number in 0..heirs {
        let own = json!({ "properties": { format!("own{number}"): { "type": "string" } } });
        let heir = json!({ "allOf": [{ "$ref": "#/definitions/base" }, own] });
        definitions.insert(format!("heir{number}"), heir);
    }
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions })
}

#[test]
fn heirs_have_the_choice_of_their_base() {
    let output = compiled(&inherited(2, 1));
    for name in ["Base", "BaseN0", "BaseN1", "Heir0", "Heir0N0", "Heir0N1"] {
        assert!(types(&output).contains(&name), "{name} in {:?}", types(&output));
    }
    assert!(!output.has_warnings());
}

/// Branches times heirs is a number of types that a short schema must not lead to.
#[test]
fn the_number_of_combined_schemas_is_bounded() {
    let output = compiled(&inherited(40, 40));
    assert!(types(&output).len() < 1_000, "{} types", types(&output).len());
    let mut warnings = output.warnings.iter().map(ToString::to_string);
    assert!(warnings.any(|warning| warning.contains("schemas that combine others")));
}

/// Each schema combines members of others, which combine members in turn.
#[test]
fn members_that_combine_without_end_are_bounded() {
    let member = |number: usize| json!({ "$ref": format!("#/definitions/a{}", number % 40) });
    let schema = |number: usize| {
        let members = (0..6).map(|index| (format!("x{index}"), member(number * 7 + index * 3 + 1)));
        json!({ "type": "object", "properties": members.collect::<serde_json::Map<_, _>>() })
    };
    let definitions = (0..40).map(|number| (format!("a{number}"), schema(number)));
    let all: Vec<Value> = (0..6).map(member).collect();
    let output = compiled(&json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "allOf": all,
        "definitions": definitions.collect::<serde_json::Map<_, _>>(),
    }));
    assert!(types(&output).len() < 1_000, "{} types", types(&output).len());
}
