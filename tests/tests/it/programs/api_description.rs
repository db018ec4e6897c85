//! Lists what an HTTP service offers, and adds to it.

use std::collections::BTreeMap;

use serde_json::json;

use super::{first_error, written};
use crate::modules::cases::api_description::case::{
    About, Case, Components, MediaType, Operation, OperationResponses, Parameter, ParameterIn,
    Path, Paths, Reference, Response, ResponseOrReference, ValueSchema, ValueSchemaObject,
    ValueSchemaType,
};

const DOORS: &str = r##"{
    "about": {"title": "Doors", "version": "1.0", "contact": {"email": "doors@house.example"}},
    "paths": {
        "/doors": {
            "get": {
                "operationId": "list",
                "responses": {"default": {"description": "All doors."}}
            }
        }
    },
    "components": {
        "responses": {
            "gone": {"description": "It is gone.", "content": {"text/plain": {"schema": {"type": "string"}}}},
            "lost": {"$ref": "#/components/responses/gone"}
        },
        "schemas": {"doors": {"type": "array", "items": {"properties": {"open": {"type": "boolean"}}}}}
    },
    "x-reviewed": true
}"##;

/// The response of a name, with references followed.
fn response<'a>(components: &'a Components, name: &str) -> Option<&'a Response> {
    match components.responses.as_ref()?.get(name)? {
        ResponseOrReference::Response(response) => Some(response),
        ResponseOrReference::Reference(Reference { ref_, .. }) => {
            response(components, ref_.rsplit('/').next()?)
        }
    }
}

/// How deep a schema nests.
fn depth(schema: &ValueSchema) -> usize {
    let ValueSchema::Object(schema) = schema else { return 0 };
    let properties = schema.properties.iter().flat_map(|all| all.values());
    1 + properties.chain(schema.items.as_deref()).map(depth).max().unwrap_or(0)
}

#[test]
fn references_are_followed() {
    let api: Case = DOORS.parse().unwrap();
    let components = api.components.as_ref().unwrap();
    assert_eq!(response(components, "lost").unwrap().description, "It is gone.");
    assert!(response(components, "found").is_none());
    assert_eq!(depth(&components.schemas.as_ref().unwrap()["doors"]), 3);
    assert_eq!(api.about.contact.as_ref().unwrap().name, None);
}

#[test]
fn a_description_is_extended() {
    let mut api: Case = DOORS.parse().unwrap();
    let text = ValueSchemaObject::builder().type_(ValueSchemaType::String).build().unwrap();
    let media = MediaType::builder().schema(text).build().unwrap();
    let refused = Response::builder()
        .description("Not today.")
        .content([("text/plain".to_owned(), media)])
        .build()
        .unwrap();
    let components = api.components.as_mut().unwrap();
    let responses = components.responses.get_or_insert_default();
    responses.insert("refused".to_owned(), refused.into());
    assert!(api.validate().is_ok());
    assert!(written(&api).contains(r#""refused":{"description":"Not today.""#));

    "1".clone_into(&mut api.about.version);
    let expected = ("/about/version".to_owned(), "pattern".to_owned());
    assert_eq!(first_error(&api.validate().unwrap_err()), expected);
}

/// What a schema demands under a condition is checked as well.
#[test]
fn parameters_of_paths_are_required() {
    let parameter = || Parameter::builder().name("id").in_(ParameterIn::Path);
    assert!(parameter().build().is_err());
    assert!(parameter().required(false).build().is_err());
    let parameter = parameter().required(true).schema(true).build().unwrap();
    assert_eq!(written(&parameter), r#"{"name":"id","in":"path","required":true,"schema":true}"#);
}

#[test]
fn a_description_is_made_from_nothing() {
    let about = About::builder().title("Lamps").version("0.1").build().unwrap();
    let shines = Response::builder().description("It shines.").build().unwrap();
    let responses =
        OperationResponses::builder().response_or_reference("2XX", shines).build().unwrap();
    let shine = Operation::builder().responses(responses).build().unwrap();
    let path = Path::builder().put(shine).summary("Switches a lamp on.").build().unwrap();
    let paths = Paths::try_from(BTreeMap::from([("/lamp".to_owned(), path)])).unwrap();
    let api = Case::builder().about(about).paths(paths).build().unwrap();
    let again: serde_json::Value = serde_json::from_str(&written(&api)).unwrap();
    let put = json!({"responses": {"2XX": {"description": "It shines."}}});
    assert_eq!(again["paths"], json!({"/lamp": {"summary": "Switches a lamp on.", "put": put}}));
}
