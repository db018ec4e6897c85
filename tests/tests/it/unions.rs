//! What users write against unions: matching, building, changing, and serde.

use serde_json::{Value, json};
use voltype_runtime::Error;

use crate::modules::cases::{
    choice_beside_members, choice_of_base, union_closed, union_members, union_of_anything,
};
use choice_beside_members::case::{Case as Payment, CaseApp, CaseCard};
use choice_of_base::case::Case as Pet;
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

/// What one has to pay, and who is told of it: a common member, and one of the variant.
fn receipt(payment: &Payment) -> String {
    let amount = payment.amount().copied().unwrap_or_default();
    match payment {
        Payment::Card(card) => format!("{} by card {}", amount, card.last_digits),
        Payment::App(app) => format!("{} by app {}", amount, app.token),
        Payment::Fleet(fleet) => format!("{} for {}", amount, fleet.id),
    }
}

#[test]
fn members_beside_a_choice_are_in_all_variants() {
    let json = br#"{"id": "7", "method": "card", "last_digits": "1234", "amount": 3, "x": [1]}"#;
    let payment = Payment::from_slice(json).unwrap();
    assert_eq!(receipt(&payment), "3 by card 1234");
    assert_eq!((payment.id().as_str(), payment.payer()), ("7", None));
    let written: Value = serde_json::to_value(&payment).unwrap();
    assert_eq!(written["x"], json!([1]));

    // The constant of the branch is there without being spelled out.
    let built = CaseApp::builder().id("8").token("t").amount(2.5).build().unwrap();
    let built = Payment::App(built);
    assert_eq!(receipt(&built), "2.5 by app t");
    let written = serde_json::to_vec(&built).unwrap();
    assert_eq!(Payment::from_slice(&written).unwrap(), built);
}

#[test]
fn a_variant_is_valid_for_the_whole_schema() {
    let error = CaseApp::builder().id("8").token("t").amount(-1.0).build().unwrap_err();
    assert_eq!(error.errors().into_iter().next().unwrap().keyword(), "minimum");
    let error = CaseCard::builder().id("8").last_digits("12").build().unwrap_err();
    let is_meant = |error: Error<'_>| error.instance_path() == "/last_digits";
    assert!(error.errors().into_iter().any(is_meant));
}

#[test]
fn the_choice_of_a_base_is_one_of_what_inherits_it() {
    let pet = Pet::from_slice(br#"{"name": "Io", "owner": "me", "lives": 9}"#).unwrap();
    assert_eq!((pet.name().as_str(), pet.owner().as_str()), ("Io", "me"));
    assert!(matches!(&pet, Pet::Cat(cat) if cat.lives == 9));
}
