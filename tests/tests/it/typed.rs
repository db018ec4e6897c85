//! Values of generated types are validated as they are, without being written as text.

use std::collections::BTreeMap;

use serde_json::json;
use voltype::Report;
use voltype::runtime::record::Fields;
use voltype::runtime::testing::{self, Promises};
use voltype::runtime::typed::{AsNode, Members, Node};
use voltype::runtime::{Input, Schema, SchemaOf, Text, Typed, Validate, document};
use voltype::session::Session;
use voltype_tests::samples::session;

use crate::modules::cases::recursion::case::Case as Tree;
use crate::modules::cases::struct_optional::case::Case;

/// The keyword and the instance of each error.
fn errors(result: Result<(), Report>) -> Vec<(String, String)> {
    let one = |error: voltype::Error<'_>| {
        (error.keyword().to_owned(), error.instance_path().into_owned())
    };
    result.err().map(|report| report.errors().iter().map(one).collect()).unwrap_or_default()
}

/// Validates a value, which must get the report of its text. Returns the errors.
fn validated<T: Validate + AsNode + serde::Serialize>(value: &T) -> Vec<(String, String)> {
    let json = serde_json::to_vec(value).unwrap();
    let of_value = document::check_typed(value);
    assert_eq!(of_value, document::check::<T>(&json));
    let allowed = SchemaOf::<T>::new().allows_input(Typed::new(value.as_node()));
    assert_eq!(allowed, of_value.is_ok(), "{}", String::from_utf8_lossy(&json));
    errors(of_value)
}

fn one(keyword: &str, path: &str) -> Vec<(String, String)> {
    vec![(keyword.to_owned(), path.to_owned())]
}

#[test]
fn a_changed_session_is_validated_again() {
    let valid: Session = session(&[]).parse().unwrap();
    assert_eq!(validated(&valid), []);
    let changed = |change: fn(&mut Session)| {
        let mut session = valid.clone();
        change(&mut session);
        validated(&session)
    };
    assert_eq!(changed(|session| session.energy_kwh = -1.0), one("minimum", "/energy_kwh"));
    assert_eq!(changed(|session| session.energy_kwh = -0.0), []);
    assert_eq!(
        changed(|session| session.start_soc = 1.0 + f64::EPSILON),
        one("maximum", "/start_soc")
    );
    // What JSON cannot write is written as null.
    for change in [
        (|session| session.end_soc = f64::NAN) as fn(&mut Session),
        |session| session.end_soc = f64::INFINITY,
        |session| session.end_soc = f64::NEG_INFINITY,
    ] {
        assert_eq!(changed(change), one("type", "/end_soc"));
    }
}

#[test]
fn all_that_a_builder_lacks_is_reported() {
    let report = Session::builder().energy_kwh(-1.0).build().unwrap_err();
    let keywords: Vec<_> = errors(Err(report)).into_iter().map(|(keyword, _)| keyword).collect();
    assert_eq!(keywords.iter().filter(|keyword| *keyword == "required").count(), 20);
    assert_eq!(keywords.iter().filter(|keyword| *keyword == "minimum").count(), 1);
}

#[test]
fn the_name_of_a_field_is_refused_among_the_others() {
    let mut session: Session = session(&[]).parse().unwrap();
    session.other.insert("memo".into(), json!({"a": [null, true, 1, -1, 0.5, "x"]}));
    assert_eq!(validated(&session), []);
    session.other.insert("energy_kwh".into(), json!(1));
    assert_eq!(errors(session.validate()), one("unrepresentable", ""));

    let mut case = Case::from_slice(b"{}").unwrap();
    case.other.insert("a".into(), json!("x"));
    let report = case.validate().unwrap_err().to_string();
    assert!(report.contains("the member `a` in `other` instead of its own field"), "{report}");
    assert!(!SchemaOf::<Case>::new().allows_input(Typed::new(case.as_node())));
}

#[test]
fn values_are_as_deep_as_text_may_be() {
    let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| vec![inner].into());
    for (depth, keywords) in [(127, vec![]), (128, one("syntax", "")), (5000, one("syntax", ""))] {
        let mut session: Session = session(&[]).parse().unwrap();
        session.other.insert("memo".into(), nested(depth));
        assert_eq!(errors(document::check_typed(&session)), keywords, "{depth}");
    }
}

#[test]
fn trees_are_as_deep_as_text_may_be() {
    let leaf = Tree::builder().value(1).build().unwrap();
    let around = |left: Tree| Tree { left: Some(Box::new(left)), ..leaf.clone() };
    let mut tree = leaf.clone();
    for _ in 1..128 {
        tree = around(tree);
        assert_eq!(errors(tree.validate()), []);
    }
    assert_eq!(errors(around(tree).validate()), one("syntax", ""));
}

/// A type without a size: all its values may have one address.
struct Nothing;

impl AsNode for Nothing {
    fn as_node(&self) -> Node<'_> {
        Node::Record(self)
    }
}

impl Members for Nothing {
    fn fields(&self) -> &'static Fields {
        static FIELDS: Fields = Fields::new(&[]);
        &FIELDS
    }

    fn field(&self, _: usize) -> Option<Node<'_>> {
        None
    }
}

/// A type with the address of its first field.
struct Pair {
    first: Vec<Nothing>,
    second: Nothing,
}

impl AsNode for Pair {
    fn as_node(&self) -> Node<'_> {
        Node::Record(self)
    }
}

impl Members for Pair {
    fn fields(&self) -> &'static Fields {
        static FIELDS: Fields = Fields::new(&["first", "absent", "second"]);
        &FIELDS
    }

    fn field(&self, index: usize) -> Option<Node<'_>> {
        match index {
            0 => Some(self.first.as_node()),
            2 => Some(self.second.as_node()),
            _ => None,
        }
    }
}

#[test]
fn values_at_one_address_have_their_own_marks() {
    let pair = || Pair { first: vec![Nothing, Nothing], second: Nothing };
    let pairs = BTreeMap::from([("a".to_owned(), vec![pair(), pair()]), ("b".to_owned(), vec![])]);
    let json = pairs.as_node().to_json().unwrap();
    let json = str::from_utf8(&json).unwrap();
    let one = r#"{"first":[{},{}],"second":{}}"#;
    assert_eq!(json, format!(r#"{{"a":[{one},{one}],"b":[]}}"#));
    let promises = Promises { ordered_marks: true, ..Promises::VALUES };
    testing::input_keeps_contract(json, promises, || Typed::new(pairs.as_node())).unwrap();
}

#[test]
fn numbers_are_spelled_as_they_are_written() {
    for float in
        [62.0, -0.0, 0.0, 1e15, 1e16, 1e17, 1e21, 1e22, 5e-324, f64::MAX, 0.1, 1e-7, 123.456]
    {
        let mut input = Typed::new(float.as_node());
        let number = input.number_if().unwrap().unwrap();
        let text = serde_json::to_string(&float).unwrap();
        let mut written = Text::new(text.as_bytes()).unwrap();
        let written = written.number_if().unwrap().unwrap();
        assert_eq!(number, written, "{text}");
        assert_eq!(number.is_integer_spelling(), written.is_integer_spelling(), "{text}");
        assert_eq!(number.to_f64().to_bits(), float.to_bits(), "{text}");
    }
    for (node, text) in
        [(u64::MAX.as_node(), "18446744073709551615"), (i64::MIN.as_node(), "-9223372036854775808")]
    {
        let number = Typed::new(node).number_if().unwrap().unwrap();
        assert_eq!((&*number.text(), number.is_integer_spelling()), (text, true));
    }
}
