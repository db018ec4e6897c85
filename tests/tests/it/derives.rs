//! Types whose parts are all `Eq` and `Hash` are keys; tuples of scalars have an order.

use std::collections::{BTreeSet, HashSet};

use crate::modules::cases::{recursion, struct_closed, tuple_draft7, union_members};

#[test]
fn records_are_keys() {
    let read = |json: &str| struct_closed::case::Case::from_slice(json.as_bytes()).unwrap();
    let known: HashSet<_> = [read(r#"{"a":"x"}"#), read(r#"{"b":1,"a":"x"}"#)].into();
    assert!(known.contains(&read(r#"{"a":"x","b":1.0}"#)));
    assert!(!known.contains(&read(r#"{"a":"y"}"#)));
}

#[test]
fn tuples_of_scalars_have_an_order() {
    let read = |json: &str| tuple_draft7::case::Case::from_slice(json.as_bytes()).unwrap();
    let texts = [r#"["b",false,[1,2]]"#, r#"["a",true,[2,1]]"#, r#"["a",true,[1,9]]"#];
    let sorted: BTreeSet<_> = texts.map(read).into();
    let names = sorted.iter().map(|one| one.get().2);
    assert_eq!(names.collect::<Vec<_>>(), [(1, 9), (2, 1), (1, 2)]);
}

/// Types that hold themselves, and unions.
#[test]
fn all_kinds_of_types_are_keys() {
    fn is_key<T: Eq + std::hash::Hash>() {}
    is_key::<recursion::case::Case>();
    is_key::<union_members::case::CaseFill>();
}
