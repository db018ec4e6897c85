use std::collections::BTreeMap;

use crate::source::Loader;
use crate::{Options, Output, compile};

fn compiled(documents: &[(&str, &str)]) -> Output {
    let documents: BTreeMap<String, String> =
        documents.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let loader: &dyn Loader = &documents;
    compile(loader, &Options::default()).unwrap_or_else(|all| panic!("{all:?}"))
}

/// The types of each module.
fn types(output: &Output) -> Vec<(&str, Vec<&str>)> {
    let documents = output.summary.documents.iter();
    documents
        .map(|one| (one.module.as_str(), one.types.iter().map(String::as_str).collect()))
        .collect()
}

#[test]
fn equal_definitions_are_one_type() {
    let one = r##"{"$ref": "#/definitions/A", "definitions": {"A": {"type": "object", "properties": {"b": {"$ref": "#/definitions/B"}}}, "B": {"type": "string", "minLength": 1}}}"##;
    let other = r##"{"$ref": "#/definitions/B", "definitions": {"B": {"minLength": 1, "x": 1, "type": "string"}, "A": {"type": "object", "properties": {"b": {"$ref": "#/definitions/B"}}}}}"##;
    // The order of keywords is kept in the code, so it makes a difference.
    let output = compiled(&[("one.json", one), ("other.json", other)]);
    assert_eq!(
        types(&output),
        [("one", vec!["One", "A", "B"]), ("other", vec!["Other", "A", "B"])]
    );
    let other = other.replace(
        r#""minLength": 1, "x": 1, "type": "string""#,
        r#""type": "string", "x": 1, "minLength": 1"#,
    );
    let output = compiled(&[("one.json", one), ("other.json", &other)]);
    assert_eq!(
        types(&output),
        [("one", vec!["One"]), ("other", vec!["Other"]), ("shared", vec!["A", "B"])]
    );
}

/// A difference deep inside keeps all apart that leads there.
#[test]
fn references_to_unequal_definitions_are_unequal() {
    let text = |kind: &str| {
        format!(
            r##"{{"definitions": {{
                "A": {{"properties": {{"b": {{"$ref": "#/definitions/B"}}}}}},
                "B": {{"items": {{"$ref": "#/definitions/C"}}}},
                "C": {{"type": "{kind}", "not": {{"$ref": "#/definitions/A/properties/b"}}}},
                "D": {{"type": "string"}}
            }}}}"##
        )
    };
    let output = compiled(&[("one.json", &text("array")), ("other.json", &text("object"))]);
    assert_eq!(types(&output)[2], ("shared", vec!["D"]));
    let output = compiled(&[("one.json", &text("array")), ("other.json", &text("array"))]);
    assert_eq!(types(&output)[2], ("shared", vec!["A", "B", "C", "D", "AObject"]));
}

#[test]
fn what_depends_on_its_document_is_not_shared() {
    for definition in [
        r#"{"$id": "own.json", "type": "string"}"#,
        r##"{"items": {"$dynamicRef": "#item"}}"##,
        r##"{"$ref": "#/properties/x"}"##,
    ] {
        let text = |kind: &str| {
            let anchor =
                if definition.contains("dynamic") { r#", "$dynamicAnchor": "item""# } else { "" };
            let id = definition.replace("own", kind);
            format!(
                r#"{{"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {{"x": {{"type": "{kind}"}}}}{anchor}, "$defs": {{"A": {id}}}}}"#
            )
        };
        let output = compiled(&[("one.json", &text("string")), ("other.json", &text("array"))]);
        assert_eq!(output.summary.documents.len(), 2, "{definition}");
    }
}

#[test]
fn several_of_one_name_are_told_apart() {
    let text = |length: usize| {
        format!(r#"{{"definitions": {{"A": {{"type": "string", "maxLength": {length}}}}}}}"#)
    };
    let texts: Vec<String> = [1, 2, 1, 2].map(text).to_vec();
    let paths = ["a.json", "b.json", "c.json", "d.json"];
    let documents: Vec<(&str, &str)> =
        paths.into_iter().zip(texts.iter().map(String::as_str)).collect();
    let output = compiled(&documents);
    assert_eq!(types(&output).last(), Some(&("shared", vec!["A", "A2"])));
    assert!(output.files["d.rs"].contains("pub use super::shared::A2;"));
    let warnings: Vec<String> = output.warnings.iter().map(ToString::to_string).collect();
    let warning = warnings.iter().find(|text| text.contains("is not the `A` of a.json"));
    assert!(warning.is_some_and(|text| text.contains("/maxLength")), "{warnings:?}");
}

#[test]
fn settings_keep_a_definition_apart_and_name_the_module() {
    let text = r#"{"definitions": {"A": {"type": "string"}, "B": {"type": "string"}}}"#;
    let settings =
        "shared-module = \"types\"\n[types.\"one.json#/definitions/A\"]\nname = \"Own\"\n";
    let output = compiled(&[("one.json", text), ("other.json", text), ("codegen.toml", settings)]);
    assert_eq!(types(&output), [("one", vec!["Own"]), ("other", vec!["A"]), ("types", vec!["B"])]);
}

/// A chain of definitions, each referring to the next: the rounds are bounded.
#[test]
fn long_chains_take_little_time() {
    let chain = |last: &str| {
        let mut text = r#"{"definitions": {"#.to_owned();
        for index in 0..300 {
            text += &format!(
                r##""d{index}": {{"items": {{"$ref": "#/definitions/d{}"}}}},"##,
                index + 1
            );
        }
        text + &format!(r#""d300": {{"type": "{last}"}}}}}}"#)
    };
    let equal = compiled(&[("one.json", &chain("null")), ("other.json", &chain("null"))]);
    assert_eq!(types(&equal)[2].1.len(), 301);
    let unequal = compiled(&[("one.json", &chain("null")), ("other.json", &chain("string"))]);
    assert_eq!(unequal.summary.documents.len(), 2);
}
