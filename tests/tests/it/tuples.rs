//! What users write against tuples and arrays of one length.

use serde_json::json;

use crate::modules::cases::{tuple_draft7, tuple_recursion, tuple_types};
use tuple_recursion::case::{Cell, Node, Tree};
use tuple_types::case::{Case, CaseEntryItem1, CaseEntryItem2, Point};

fn distance(one: &Point, other: &Point) -> f64 {
    let ((x, y), (to_x, to_y)) = (one.get(), other.get());
    (x - to_x).hypot(y - to_y)
}

#[test]
fn tuples_are_taken_apart() {
    let case = Case::from_slice(
        br#"{"path":[[0,0],[3,4]],"range":[1,null],"entry":["a",{"weight":2},"kg"],"color":[255,0,16]}"#,
    )
    .unwrap();
    let path = case.path.as_ref().unwrap();
    assert_eq!(distance(&path[0], &path[1]), 5.0);
    let (name, properties, unit) = case.entry.as_ref().unwrap();
    assert_eq!((name.as_str(), properties.weight, *unit), ("a", Some(2.0), CaseEntryItem2::Kg));
    let Some([red, _, blue]) = case.color else { panic!("{case:?}") };
    assert_eq!((red, blue, case.range), (255, 16, Some((1, None))));
}

#[test]
fn tuples_are_built_of_rust_values() {
    let weight = CaseEntryItem1::builder().weight(0.5).build().unwrap();
    let case = Case::builder()
        .origin(Point::try_from((1.0, 2.0)).unwrap())
        .entry(("b".to_owned(), weight, CaseEntryItem2::Lb))
        .matrix([[1.0, 0.0], [0.0, 1.0]])
        .measured(("m".to_owned(), 1.0, 2.0))
        .single(None)
        .build()
        .unwrap();
    let expected = json!({
        "origin": [1.0, 2.0],
        "entry": ["b", {"weight": 0.5}, "lb"],
        "matrix": [[1.0, 0.0], [0.0, 1.0]],
        "measured": ["m", 1.0, 2.0],
        "single": null
    });
    assert_eq!(serde_json::to_value(&case).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Case>(expected).unwrap(), case);
    let color = Case::builder().color([1, 2, 255]).build().unwrap();
    assert_eq!(color.color, Some([1, 2, 255]));
    // JSON has no number for it.
    let refused = Case::builder().matrix([[1.0, f64::NAN], [0.0, 1.0]]).build().unwrap_err();
    assert_eq!(refused.errors().iter().next().unwrap().instance_path(), "/matrix/0/1");
}

#[test]
fn other_lengths_are_refused() {
    for json in [r#"{"origin":[1]}"#, r#"{"origin":[1,2,3]}"#, r#"{"matrix":[[1,2],[3]]}"#] {
        assert!(Case::from_slice(json.as_bytes()).is_err(), "{json}");
        let error = serde_json::from_str::<Case>(json).unwrap_err().to_string();
        assert!(error.contains("an array of 2"), "{error}");
    }
}

#[test]
fn tuples_go_through_other_formats() {
    let case = Case::from_slice(br#"{"origin":[1,2],"range":[1,null],"matrix":[[1,2],[3,4]]}"#);
    let case = case.unwrap();
    let read: Case = rmp_serde::from_slice(&rmp_serde::to_vec(&case).unwrap()).unwrap();
    assert_eq!(read, case);
    let tuple = tuple_draft7::case::Case::from_slice(br#"["a",true,[1,2.0]]"#).unwrap();
    assert_eq!(*tuple.get(), ("a".to_owned(), true, (1, 2)));
    let read: tuple_draft7::case::Case =
        rmp_serde::from_slice(&rmp_serde::to_vec(&tuple).unwrap()).unwrap();
    assert_eq!(read, tuple);
}

/// The number of nodes in a tree.
fn count(tree: &Tree) -> usize {
    let (_, below, node, _) = tree.get();
    1 + nodes(node) + below.as_ref().map_or(0, |below| count(below))
}

fn nodes(node: &Node) -> usize {
    node.children.iter().flat_map(|children| children.iter()).map(|node| 1 + nodes(node)).sum()
}

#[test]
fn tuples_hold_themselves_in_boxes() {
    let leaf = || Node::builder().build().unwrap();
    let node = Node::builder().name("n").children([leaf(), leaf()]).build().unwrap();
    let cell = Cell::try_from([None, None]).unwrap();
    let inner = Tree::try_from(("b".to_owned(), None, node, cell.clone())).unwrap();
    let tree = Tree::try_from(("a".to_owned(), Some(Box::new(inner)), leaf(), cell)).unwrap();
    assert_eq!(count(&tree), 4);
    let text = serde_json::to_string(&tree).unwrap();
    assert_eq!(Tree::from_slice(text.as_bytes()).unwrap(), tree);
    let deep = format!("{}null{}", "[".repeat(126), ",null]".repeat(126));
    let cell = Cell::from_slice(deep.as_bytes()).unwrap();
    assert_eq!(serde_json::to_string(&cell).unwrap(), deep);
}
