//! Back to the schema: the schema that schemars derives from the generated types equals the source.

use jsonschema::Draft;
use jsonschema::canonical::{CanonicalKind, CanonicalSchema, Containment, options};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};
use voltype::common::{Duration, ValidPaymentType};
use voltype::session::Session;
use voltype_tests::normalise::{bundle, normalise};

/// The schema that schemars derives from a generated type.
fn derived<T: JsonSchema>() -> Value {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    let schema = serde_json::to_value(schema).unwrap();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    schema
}

fn common() -> Value {
    serde_json::from_str(include_str!("../../../schemas/common.json")).unwrap()
}

/// The source of `Session`, as one document.
fn session() -> Value {
    let root = serde_json::from_str(include_str!("../../../schemas/session.schema.json")).unwrap();
    bundle(&root, "./common.json", &common()).unwrap()
}

/// The source of a definition, as a document. schemars gives a type that has no title its name for one.
fn definition(name: &str, title: &str) -> Value {
    let mut schema = common()["definitions"][name].clone();
    schema["title"] = title.into();
    schema
}

/// The pairs of source and derived schema.
fn pairs() -> [(Value, Value); 3] {
    [
        (session(), derived::<Session>()),
        (definition("duration", "Duration"), derived::<Duration>()),
        (definition("validPaymentType", "ValidPaymentType"), derived::<ValidPaymentType>()),
    ]
}

fn canonical(schema: &Value) -> CanonicalSchema {
    let options = options().with_draft(Draft::Draft7).should_validate_formats(true).offline();
    let canonical = options.canonicalize(schema).unwrap();
    assert_ne!(canonical.kind(), CanonicalKind::Raw, "it is understood");
    canonical
}

fn covers(outer: &Value, inner: &Value) -> bool {
    canonical(outer).covers(&canonical(inner)).unwrap() == Containment::Yes
}

#[test]
fn the_source_text_is_in_the_crate() {
    assert_eq!(Session::schema(), include_str!("../../../schemas/session.schema.json"));
}

#[test]
fn the_derived_schema_equals_the_source() {
    for (source, derived) in pairs() {
        let (source, derived) = (normalise(&source).unwrap(), normalise(&derived).unwrap());
        assert_eq!(source, derived);
    }
}

#[test]
fn source_and_derived_schema_cover_each_other() {
    for (source, derived) in pairs() {
        assert!(covers(&derived, &source), "what the source allows, the derived schema allows");
        assert!(covers(&source, &derived), "what the derived schema allows, the source allows");
    }
}

/// The proof above can fail: a schema that was changed in one constraint is not covered both ways.
#[test]
fn a_changed_constraint_is_noticed() {
    let derived = derived::<Session>();
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 7] = [
        ("maximum", |schema| schema["properties"]["start_soc"]["maximum"] = json!(2)),
        ("minimum", |schema| schema["properties"]["energy_kwh"]["minimum"] = json!(1)),
        ("type", |schema| schema["properties"]["user_id"]["type"] = json!("number")),
        ("format", |schema| schema["properties"]["plug_end_datetime"]["format"] = json!("date")),
        ("required", |schema| drop(schema["required"].as_array_mut().unwrap().pop())),
        ("enum", |schema| {
            drop(schema["definitions"]["validPaymentType"]["enum"].as_array_mut().unwrap().pop());
        }),
        ("pattern", |schema| schema["definitions"]["duration"]["pattern"] = json!("^P")),
    ];
    for (keyword, change) in changes {
        let mut source = session();
        change(&mut source);
        assert_ne!(source, session());
        assert_ne!(normalise(&source), normalise(&derived), "{keyword}");
        assert!(!(covers(&source, &derived) && covers(&derived, &source)), "{keyword}");
    }
}
