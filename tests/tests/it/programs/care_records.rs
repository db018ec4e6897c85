//! Finds things in the records of a clinic, whose definitions say `properties` without `type`.

use std::str::FromStr;

use super::written;
use crate::modules::cases::care_records::case::{
    Case as Record, Code, Coding, CodingObject, Collection, Decimal, Extension, ExtensionObject,
    Finding, FindingObject, FindingStatus, Id, Person, PersonObject, Quantity, QuantityObject,
    ResourceList,
};

/// All findings in a record, with those in collections.
fn findings(resource: &ResourceList) -> Vec<&FindingObject> {
    match resource {
        ResourceList::Finding(Finding::Object(finding)) => vec![finding],
        ResourceList::Collection(Collection::Object(all)) => {
            let entries = all.entry.iter().flatten();
            entries.filter_map(|entry| entry.resource.as_ref()).flat_map(findings).collect()
        }
        _ => Vec::new(),
    }
}

/// The first extension of an address, however deep.
fn extension<'a>(extensions: Option<&'a [Extension]>, url: &str) -> Option<&'a ExtensionObject> {
    let objects = extensions?.iter().filter_map(|one| match one {
        Extension::Object(object) => Some(object),
        Extension::Other(_) => None,
    });
    objects.into_iter().find_map(|one| match one.url == url {
        true => Some(&**one),
        false => extension(one.extension.as_deref(), url),
    })
}

#[test]
fn findings_are_found() {
    let json = br#"{"resourceType": "Collection", "entry": [
        {"resource": {"resourceType": "Person", "active": true}},
        {"resource": {"resourceType": "Collection", "entry": [
            {"resource": {"resourceType": "Finding", "status": "final", "code": {"code": "temp"},
                "valueQuantity": {"value": 37.5, "unit": "Cel"}}}
        ]}},
        {}
    ]}"#;
    let resource = ResourceList::from_slice(json).unwrap();
    let found = findings(&resource);
    let [finding] = found[..] else { panic!("{found:?}") };
    assert_eq!(finding.status, FindingStatus::Final);
    let Some(Quantity::Object(quantity)) = &finding.value_quantity else { panic!("{finding:?}") };
    assert_eq!((quantity.value.as_ref().map(|value| *value.get())), Some(37.5));
    let Coding::Object(coding) = &finding.code else { panic!("{finding:?}") };
    assert_eq!(coding.code.as_ref().map(|code| code.as_str()), Some("temp"));
}

#[test]
fn extensions_nest() {
    let json = r#"{"resourceType":"Person","name":[{"family":"Berg","_given":[null,{"id":"g"}]}],"extension":[{"url":"a"},{"url":"b","extension":[{"url":"c","valueBoolean":false,"_valueBoolean":{"id":"e"}}]}]}"#;
    let record: Record = serde_json::from_str(json).unwrap();
    let Record::Person(Person::Object(person)) = &record else { panic!("{record:?}") };
    let deep = extension(person.extension.as_deref(), "c").unwrap();
    assert_eq!(deep.value_boolean, Some(false));
    assert!(extension(person.extension.as_deref(), "d").is_none());
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&written(&record)).unwrap(),
        serde_json::from_str::<serde_json::Value>(json).unwrap()
    );
}

#[test]
fn records_are_built() {
    let code = CodingObject::builder().code(Code::from_str("temp").unwrap()).build().unwrap();
    let quantity =
        QuantityObject::builder().value(Decimal::try_from(37.5).unwrap()).unit("Cel").build();
    let finding = FindingObject::builder()
        .status(FindingStatus::Preliminary)
        .code(code)
        .value_quantity(quantity.unwrap())
        .build()
        .unwrap();
    let mut finding = Finding::from(finding);
    assert_eq!(
        written(&finding),
        r#"{"resourceType":"Finding","status":"preliminary","code":{"code":"temp"},"valueQuantity":{"value":37.5,"unit":"Cel"}}"#
    );
    if let Finding::Object(finding) = &mut finding {
        finding.status = FindingStatus::EnteredInError;
        finding.value_string = Some("not his".to_owned());
    }
    assert!(Record::Finding(finding).validate().is_ok());
    assert!(Id::from_str("a b").is_err());
    let nobody = PersonObject::builder().active(false).build().unwrap();
    assert_eq!(written(&nobody), r#"{"resourceType":"Person","active":false}"#);
}
