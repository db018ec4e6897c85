//! What users write against unions: matching, building, changing, and serde.

use serde_json::{Value, json};

use crate::modules::cases::{union_closed, union_members, union_of_anything};
use union_closed::case::Case as ClosedCase;
use union_members::case::{
    Case, CaseFill, CaseFillObject, Circle, Group, Shape, ShapeBox, ShapeBoxSize,
};
use union_of_anything::case::Json;

/// The area of a shape, and of all that is in a group.
fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Circle(Circle { radius, .. }) => radius * radius * 3.0,
        Shape::Group(group) => group.members.iter().map(area).sum(),
        Shape::Box(ShapeBox { size: ShapeBoxSize::Number(side), .. }) => side * side,
        Shape::Box(ShapeBox { size: ShapeBoxSize::Array(sides), .. }) => sides.iter().product(),
    }
}

#[test]
fn a_union_is_matched() {
    let json = br#"{
        "shape": {"kind": "group", "members": [
            {"kind": "circle", "radius": 2},
            {"kind": "group", "members": [{"kind": "box", "size": 3}, {"kind": "box", "size": [2, 5]}]}
        ]},
        "fill": null
    }"#;
    let case = Case::from_slice(json).unwrap();
    assert_eq!(area(&case.shape), 12.0 + 9.0 + 10.0);
    assert_eq!(case.fill, Some(CaseFill::Null));
    assert_eq!((case.width, case.label), (None, None));
}

#[test]
fn the_constant_of_a_variant_is_never_spelled_out() {
    let circle = Circle::builder().radius(1.0).build().unwrap();
    let group = Group::builder().members([Shape::Circle(circle)]).build().unwrap();
    let fill = CaseFillObject::builder().from("a").to("b").build().unwrap();
    let case = Case::builder()
        .shape(Shape::Group(group))
        .fill(CaseFill::Object(fill))
        .width(None)
        .build()
        .unwrap();
    let expected = json!({
        "shape": {"kind": "group", "members": [{"kind": "circle", "radius": 1.0}]},
        "fill": {"from": "a", "to": "b"},
        "width": null
    });
    assert_eq!(serde_json::to_value(&case).unwrap(), expected);
    let read: Case = serde_json::from_value(expected).unwrap();
    assert_eq!(read, case);
}

#[test]
fn what_a_document_lacks_is_not_filled_in() {
    for json in [r#"{"shape":{"radius":1}}"#, r#"{"shape":{"kind":"group"}}"#, "{}"] {
        assert!(Case::from_slice(json.as_bytes()).is_err(), "{json}");
        assert!(serde_json::from_str::<Case>(json).is_err(), "{json}");
    }
    assert!(serde_json::from_str::<Circle>(r#"{"radius":1}"#).is_err());
}

#[test]
fn a_changed_union_is_validated_again() {
    let mut case = Case::from_slice(br#"{"shape":{"kind":"circle","radius":1}}"#).unwrap();
    assert!(case.validate().is_ok());
    if let Shape::Circle(circle) = &mut case.shape {
        circle.radius = -1.0;
    }
    let report = case.validate().unwrap_err();
    assert_eq!(report.errors().iter().next().unwrap().instance_path(), "/shape");
}

#[test]
fn unions_go_through_other_formats() {
    let case = Case::from_slice(
        br#"{"shape":{"kind":"group","members":[{"kind":"box","size":[1,2]}]},"fill":"red"}"#,
    )
    .unwrap();
    for bytes in [rmp_serde::to_vec_named(&case).unwrap(), rmp_serde::to_vec(&case).unwrap()] {
        let read: Case = rmp_serde::from_slice(&bytes).unwrap();
        assert_eq!(read, case);
    }
    let closed = ClosedCase::from_slice(br#"{"id":7,"size":[1]}"#).unwrap();
    let read: ClosedCase = rmp_serde::from_slice(&rmp_serde::to_vec(&closed).unwrap()).unwrap();
    assert_eq!(read, closed);
}

/// A value of a type that only one variant has is that variant.
#[test]
fn values_become_variants() {
    let circle = Circle::builder().radius(1.0).build().unwrap();
    let group = Group::builder().members([Shape::from(circle)]).build().unwrap();
    let case = Case::builder().shape(group.clone()).fill("red".to_owned()).build().unwrap();
    assert_eq!(case.shape, Shape::Group(group));
    assert_eq!(case.fill, Some(CaseFill::String("red".to_owned())));
    assert_eq!(ShapeBoxSize::try_from(2.0).unwrap(), ShapeBoxSize::Number(2.0));
    assert!(ShapeBoxSize::try_from(-1.0).is_err());
    assert_eq!(Json::from(1), Json::Integer(1));
    assert_eq!(Json::from("a".to_owned()), Json::String("a".to_owned()));
}

/// The first branch that holds gives the variant: whole numbers are integers, however they are spelled.
#[test]
fn overlapping_branches_give_the_first_variant() {
    let json = Json::from_slice(br#"{"a": [1, 2.5, 1e2, null, "x"]}"#).unwrap();
    let Json::Object(members) = &json else { panic!("{json:?}") };
    let Some(Json::Array(items)) = members.get("a") else { panic!("{json:?}") };
    assert_eq!(
        *items,
        [
            Json::Integer(1),
            Json::Number(2.5),
            Json::Integer(100),
            Json::Null,
            Json::String("x".to_owned())
        ]
    );
    let value: Value = serde_json::from_str(r#"{"a": [1, 2.5, 100, null, "x"]}"#).unwrap();
    assert_eq!(serde_json::to_value(&json).unwrap(), value);
}

/// A union in a union in a union, on the stack of a test's thread.
#[test]
fn deep_unions_are_built() {
    let deepest = format!("{}1{}", "[".repeat(127), "]".repeat(127));
    let json = Json::from_slice(deepest.as_bytes()).unwrap();
    assert_eq!(serde_json::to_string(&json).unwrap(), deepest);
    let groups = r#"{"kind":"group","members":["#;
    let deep =
        format!("{}{}", groups.repeat(62), r#"{"kind":"circle","radius":1.0}"#) + &"]}".repeat(62);
    let shape = Shape::from_slice(deep.as_bytes()).unwrap();
    assert_eq!(area(&shape), 3.0);
    assert_eq!(serde_json::to_string(&shape).unwrap(), deep);
    let read: Shape = serde_json::from_str(&deep).unwrap();
    assert_eq!(read, shape);
}
