//! Back to the schema: what schemars is told of the generated types is the source.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};
use voltype::common::{Duration, ValidPaymentType};
use voltype::session::Session;

fn common() -> Value {
    serde_json::from_str(include_str!("../../../schemas/common.json")).unwrap()
}

/// The source of `Session`, with its definitions inside.
fn session() -> Value {
    let text = include_str!("../../../schemas/session.schema.json");
    let text = text.replace("./common.json#/definitions/duration", "#/$defs/Duration");
    let text =
        text.replace("./common.json#/definitions/validPaymentType", "#/$defs/ValidPaymentType");
    let mut session: Value = serde_json::from_str(&text).unwrap();
    let definitions = &common()["definitions"];
    session["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    session["$defs"] = json!({
        "Duration": definitions["duration"],
        "ValidPaymentType": definitions["validPaymentType"],
    });
    session.as_object_mut().unwrap().remove("$id");
    session
}

/// The source of a definition, as a document. schemars gives a type that has no title its name for one.
fn definition(name: &str, title: &str) -> Value {
    let mut schema = common()["definitions"][name].clone();
    schema["title"] = title.into();
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema
}

#[test]
fn the_source_text_is_in_the_crate() {
    assert_eq!(Session::schema(), include_str!("../../../schemas/session.schema.json"));
}

#[test]
fn the_schema_of_a_type_is_its_source() {
    assert_eq!(schema_for!(Session).to_value(), session());
    assert_eq!(schema_for!(Duration).to_value(), definition("duration", "Duration"));
    let payment = definition("validPaymentType", "ValidPaymentType");
    assert_eq!(schema_for!(ValidPaymentType).to_value(), payment);
}

/// The types are parts of the user's own, and other drafts are wanted.
#[test]
fn schemars_uses_the_schemas_like_those_of_other_types() {
    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is of interest")]
    struct Batch {
        sessions: Vec<Session>,
        longest: Option<Duration>,
    }
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Batch>();
    let schema = schema.to_value();
    assert_eq!(
        schema["properties"]["sessions"]["items"],
        json!({ "$ref": "#/definitions/Session" })
    );
    let duration = &schema["definitions"]["Session"]["properties"]["session_duration"];
    assert!(duration.to_string().contains("#/definitions/Duration"), "{duration}");
    assert_eq!(schema["definitions"]["Duration"]["type"], "string");
    assert!(!schema.to_string().contains("$defs"), "all references were followed");

    let inline = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let inline = inline.into_generator().into_root_schema_for::<Batch>().to_value();
    assert!(!inline.to_string().contains("$ref"), "{inline}");
}

/// Another type of the same name comes first: schemars gives one of them another name.
#[test]
fn equal_names_are_kept_apart() {
    mod own {
        #[derive(schemars::JsonSchema)]
        #[expect(dead_code, reason = "only its schema is of interest")]
        pub(super) struct Duration {
            seconds: u64,
        }
    }
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let one = generator.subschema_for::<own::Duration>().to_value();
    let other = generator.subschema_for::<Session>().to_value();
    assert_eq!(one, json!({ "$ref": "#/$defs/Duration" }));
    assert_eq!(other, json!({ "$ref": "#/$defs/Session" }));
    let definitions = generator.definitions();
    assert_eq!(
        definitions["Session"]["properties"]["session_duration"]["$ref"],
        "#/$defs/Duration2"
    );
    assert_eq!(definitions["Duration2"]["type"], "string");
}
