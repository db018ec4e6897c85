//! What users decide in `codegen.toml`, and what they write against the types that it gives.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use voltype_codegen::{Options, Output, compile};

use crate::modules::cases::{configured, implied_objects};
use configured::case::{Case, Heir, Level, Reading, Sign, Vendor};
use implied_objects::case::{Case as Station, Port};

#[test]
fn names_are_those_of_the_configuration() {
    let json = r#"{"@type":"AC","kind":3,"kW":22,"sign":"+1","measure":"high","heir":{"§":7,"section":"a"}}"#;
    let mut case = Case::from_str(json).unwrap();
    assert_eq!(case.kind.as_deref(), Some("AC"));
    assert_eq!((case.kind_2, case.power), (Some(3), Some(22)));
    assert!(matches!(case.measure, Some(Reading::Spelled(ref text)) if text == "high"));
    // The name that is set for a base holds in what inherits it.
    let Some(Heir { section: 7, section_2: Some(_), .. }) = case.heir else {
        panic!("{:?}", case.heir)
    };
    case.sign = Some(Sign::MinusOne);
    case.level = Some(Level::LowByName);
    let written = serde_json::to_value(&case).unwrap();
    assert_eq!((&written["@type"], &written["sign"]), (&json!("AC"), &json!("-1")));
    assert_eq!(written["level"], json!("1"));
}

#[test]
fn a_default_is_the_variant_as_it_is_named() {
    assert_eq!(Case::default_sign(), Sign::PlusOne);
}

#[test]
fn types_derive_what_is_asked_for() {
    // `Default` is of the configuration; this type alone has a builder, too.
    let case = Case { power: Some(11), ..Case::default() };
    assert_eq!(Case::builder().power(11).build().unwrap(), case);
}

#[test]
fn types_without_builders_are_read_and_written() {
    let mut vendor = Vendor::from_str(r#"{"id":"a","more":1}"#).unwrap();
    vendor.id = Some("b".to_owned());
    vendor.validate().unwrap();
    assert_eq!(serde_json::to_value(&vendor).unwrap(), json!({ "id": "b", "more": 1 }));
}

#[test]
fn objects_can_be_implied() {
    let station = Station::from_str(r#"{"port":{"id":"a"},"list":[{}]}"#).unwrap();
    assert_eq!(station.port.id.as_deref(), Some("a"));
    let port = Port::builder().id("b").build().unwrap();
    let station = Station::builder().port(port).build().unwrap();
    assert_eq!(serde_json::to_value(&station).unwrap(), json!({ "port": { "id": "b" } }));
}

#[test]
fn what_is_no_object_is_valid_and_cannot_be_read() {
    for json in [r#"{"port":5}"#, "5"] {
        assert!(Station::is_valid(json.as_bytes()), "{json}");
        let report = Station::from_str(json).unwrap_err();
        let first = report.errors().first().unwrap();
        assert_eq!(first.keyword(), "unrepresentable");
        assert!(report.to_string().contains("5 does not fit into a struct: it is not an object"));
        let value: Value = serde_json::from_str(json).unwrap();
        let error = serde_json::from_value::<Station>(value).unwrap_err().to_string();
        assert!(error.contains("expected an object"), "{error}");
    }
}

fn compiled(documents: &[(&str, &str)]) -> Output {
    let owned = documents.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let documents: BTreeMap<String, String> = owned.collect();
    compile(&documents, &Options::default()).unwrap_or_else(|all| panic!("{all:?}"))
}

const ROOT: &str = r##"{
    "type": "object",
    "properties": { "port": { "$ref": "parts.json#/definitions/port" } }
}"##;

const PARTS: &str = r##"{
    "title": "All", "type": "object", "properties": { "unused": { "$ref": "#/definitions/unused" } },
    "definitions": {
        "port": { "type": "object", "properties": { "plug": { "$ref": "#/definitions/plug" } } },
        "plug": { "enum": ["a", "b"] },
        "unused": { "type": "object", "properties": { "id": { "type": "string" } } }
    }
}"##;

/// What the roots refer to in other documents has types, what they don't has none.
#[test]
fn roots_bring_what_they_refer_to() {
    let other = r#"{ "type": "object", "properties": { "id": {} } }"#;
    let documents = [
        ("codegen.toml", "roots = [\"a.json\"]"),
        ("a.json", ROOT),
        ("parts.json", PARTS),
        ("b.json", other),
    ];
    let output = compiled(&documents);
    assert!(
        output.files["a.rs"].contains("pub port: Option<parts::Port>"),
        "{}",
        output.files["a.rs"]
    );
    let parts = &output.files["parts.rs"];
    assert!(parts.contains("pub struct Port ") && parts.contains("pub enum Plug "), "{parts}");
    assert!(!parts.contains("struct Unused") && !parts.contains("struct All"), "{parts}");
    assert!(!output.files.contains_key("b.rs"));
    let all = compiled(&documents[1..]);
    assert!(all.files["parts.rs"].contains("struct All") && all.files.contains_key("b.rs"));
}
