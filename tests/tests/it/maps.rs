//! What users write against members that a schema does not name: reading, building, changing, and serde.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use voltype::runtime::Report;

use crate::modules::cases::{additional_typed, map_keyed, pattern_map_only, pattern_maps};
use additional_typed::case::{Case as Jobs, CaseOther as Job, Limits};
use map_keyed::case::{Case as Keyed, CaseColorsKey, Day};
use pattern_map_only::case::{Case as Steps, Step};
use pattern_maps::case::{Case, PathItem, Paths, Ports};

#[test]
fn members_beside_declared_ones_have_their_type() {
    let json = br#"{"version": 1, "main": {"run": "make", "cores": 2.5, "memory": null}, "test": {"run": "t"}}"#;
    let mut jobs = Jobs::from_slice(json).unwrap();
    let commands: Vec<(&str, &str)> =
        jobs.other.iter().map(|(name, job)| (name.as_str(), job.run.as_str())).collect();
    assert_eq!(commands, [("main", "make"), ("test", "t")]);
    assert_eq!(jobs.other["main"].other["cores"], Some(2.5));
    assert_eq!(jobs.other["main"].other["memory"], None);

    jobs.other.remove("main");
    let report = jobs.validate().unwrap_err();
    assert_eq!(report.errors().first().unwrap().keyword(), "required");
}

#[test]
fn maps_are_built() {
    let job = Job::builder().run("make").other("cores", 4.0).build().unwrap();
    let limits = Limits::builder().cpu(8).other("gpus", 1_u64).build().unwrap();
    let jobs = Jobs::builder().version(1).limits(limits).other("main", job).build().unwrap();
    let expected = json!({
        "version": 1, "limits": {"cpu": 8, "gpus": 1}, "main": {"run": "make", "cores": 4.0}
    });
    assert_eq!(serde_json::to_value(&jobs).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Jobs>(expected).unwrap(), jobs);
}

#[test]
fn a_name_goes_to_the_first_pattern_that_it_matches() {
    let json = br#"{"id": "a", "x-id": "ab", "x-a": "b", "a-x": null, "x-off": "t", "light-off": [1], "more": true}"#;
    let case = Case::from_slice(json).unwrap();
    assert_eq!(case.x_id.as_deref(), Some("ab"));
    let extensions = [("x-a", "b"), ("x-off", "t")];
    let extensions = extensions.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(case.x, BTreeMap::from(extensions));
    assert_eq!(case.suffix, BTreeMap::from([("a-x".to_owned(), None)]));
    assert_eq!(case.off["light-off"], json!([1]));
    assert_eq!(case.other, BTreeMap::from([("more".to_owned(), true)]));

    let item = PathItem::builder().get("x").matching("put", "y").matching_2("@note", 1).build();
    let paths = Paths::builder().path_item("/a", item.unwrap()).x("x-", json!({})).build().unwrap();
    let ports = Ports::builder().matching("1-2", "b").other("other", "d").build().unwrap();
    let case = Case::builder()
        .id("a")
        .paths(paths)
        .ports(ports)
        .x("x-a", "b")
        .suffix("a-x", 1)
        .other("more", false)
        .build()
        .unwrap();
    let written = serde_json::to_string(&case).unwrap();
    assert_eq!(Case::from_slice(written.as_bytes()).unwrap(), case);
}

/// A member that a document with it would be read into another place with.
#[test]
fn a_misplaced_member_is_reported() {
    let misplaced = |change: fn(&mut Case)| {
        let mut case = Case::from_slice(br#"{"id": "a"}"#).unwrap();
        change(&mut case);
        assert!(serde_json::to_value(&case).is_err(), "{case:?}");
        let report: Report = case.validate().unwrap_err();
        report.errors().first().unwrap().to_string()
    };
    let said = [
        misplaced(|case| _ = case.other.insert("x-id".into(), true)),
        misplaced(|case| _ = case.other.insert("x-a".into(), true)),
        misplaced(|case| _ = case.x.insert("x-id".into(), "1".into())),
        misplaced(|case| _ = case.x.insert("more".into(), "1".into())),
        misplaced(|case| _ = case.suffix.insert("x-x".into(), Some(1))),
        misplaced(|case| _ = case.off.insert("".into(), Value::Null)),
    ];
    for (said, name) in said.iter().zip(["x-id", "x-a", "x-id", "more", "x-x", ""]) {
        assert!(said.contains(&format!("`{name}`")), "{said}");
    }
    assert!(Case::builder().id("a").other("x-id", true).build().is_err());
    assert!(Case::builder().id("a").x("more", "1").build().is_err());
    let closed = PathItem::builder().matching("post", "a").build();
    assert!(closed.is_err());
}

#[test]
fn an_object_of_one_pattern_is_a_map() {
    let steps = Steps::from_slice(br#"{"build": {}, "test": {"env": {"PATH": "/"}}}"#).unwrap();
    let test: &Step = &steps.get()["test"];
    assert_eq!(test.env.as_ref().unwrap()["PATH"], "/");
    let wrong = BTreeMap::from([("Test".to_owned(), Step::builder().build().unwrap())]);
    assert!(Steps::try_from(wrong).is_err());
}

#[test]
fn names_of_an_enumeration_are_its_values() {
    let keyed =
        Keyed::from_slice(br#"{"hours": {"sun": 1.5, "s\u0061t": 8}, "colors": {"back": "x"}}"#);
    let keyed = keyed.unwrap();
    let hours = keyed.hours.as_ref().unwrap();
    assert_eq!((hours[&Day::Sat], hours.get(&Day::Sun)), (8.0, Some(&1.5)));
    assert_eq!(keyed.colors.as_ref().unwrap()[&CaseColorsKey::Back], "x");
    let built = Keyed::builder()
        .hours(BTreeMap::from([(Day::Sat, 8.0), (Day::Sun, 1.5)]))
        .colors(BTreeMap::from([(CaseColorsKey::Back, "x".to_owned())]))
        .build();
    assert_eq!(built.unwrap(), keyed);
    goes_through_formats(&keyed);
    assert!(serde_json::from_str::<Keyed>(r#"{"hours": {"mon": 1}}"#).is_err());
    assert!(serde_json::from_str::<Keyed>(r#"{"hours": {"sun": 1, "sun": 1}}"#).is_err());
}

fn goes_through_formats<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    for bytes in [rmp_serde::to_vec_named(value).unwrap(), rmp_serde::to_vec(value).unwrap()] {
        assert_eq!(rmp_serde::from_slice::<T>(&bytes).unwrap(), *value);
    }
    let tree = serde_json::to_value(value).unwrap();
    assert_eq!(serde_json::from_value::<T>(tree).unwrap(), *value);
}

#[test]
fn maps_go_through_other_formats() {
    let json = br#"{"id": "a", "x-a": "b", "a-x": null, "light-off": [1], "more": true, "paths": {"/": {"put": "x"}}}"#;
    goes_through_formats(&Case::from_slice(json).unwrap());
    let json = br#"{"version": 1, "main": {"run": "make", "memory": null}}"#;
    goes_through_formats(&Jobs::from_slice(json).unwrap());
    goes_through_formats(&Steps::from_slice(br#"{"a": {"open": {"1": {}, "b": 2}}}"#).unwrap());
}

/// Maps of serde_json keep the order of the document with its feature `preserve_order`: then both ways have to.
#[test]
fn both_ways_keep_the_same_order() {
    let json = r#"{"z-off": {"y": 1, "x": {"b": 1, "a": 2}}, "id": "a", "a-off": [{"d": 1, "c": 2}], "paths": {"x-b": 1, "x-a": 2}}"#;
    let built = Case::from_slice(json.as_bytes()).unwrap();
    let read: Case = serde_json::from_str(json).unwrap();
    let written = serde_json::to_string(&built).unwrap();
    assert_eq!(written, serde_json::to_string(&read).unwrap());
}
