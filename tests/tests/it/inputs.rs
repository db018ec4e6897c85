//! Both inputs and both sinks agree.

use std::collections::BTreeSet;

use serde_json::Value;
use voltype::common::{Duration, ValidPaymentType};
use voltype::runtime::testing::{self, Promises};
use voltype::runtime::typed::AsNode;
use voltype::runtime::{
    Branch, Collect, FailFast, Flow, Input, Memoising, Memory, Name, Report, Sink, SinkOf, Text,
    Tree, TreeIndex, Typed, Validate, check, document,
};
use voltype::session::Session;
use voltype_tests::samples::{MEMBERS, session, session_without};

/// The verdict by one input and one sink. The text has been read before, so there are no syntax errors.
fn verdict<'a, T: Validate, S: SinkOf<'static> + Branch<'static>>(
    mut input: impl Input<'a>,
    mut sink: S,
) -> bool {
    let flow = T::walk(&mut input, &mut sink);
    sink.holds(flow).unwrap()
}

/// Tries the two inputs that read a value, parsed from this text.
fn trees_keep_their_contract(json: &str, value: &Value) {
    let tree = || Tree::new(value);
    testing::input_keeps_contract(json, Promises::VALUES, tree).unwrap();
    let index = TreeIndex::new(value);
    let promises = Promises { ordered_marks: true, ..Promises::VALUES };
    testing::input_keeps_contract(json, promises, || index.input()).unwrap();
    testing::seek_keeps_contract(json, promises, || index.input()).unwrap();
    let typed = || Typed::new(value.as_node());
    testing::input_keeps_contract(json, promises, typed).unwrap();
}

#[test]
fn inputs_keep_their_contract() {
    let mut trees = 0;
    for json in testing::documents().iter().chain(&testing::broken_documents()) {
        let text = || Text::new(json.as_bytes()).unwrap();
        testing::input_keeps_contract(json, Promises::TEXT, text).unwrap();
        testing::seek_keeps_contract(json, Promises::TEXT, text).unwrap();
        // What serde does not read has no tree.
        if let Ok(value) = serde_json::from_str(json) {
            trees += 1;
            trees_keep_their_contract(json, &value);
        }
    }
    assert!(trees > 40, "{trees}");
    // Deeper than serde reads.
    for depth in [128, 129] {
        let json = "[".repeat(depth) + &"]".repeat(depth);
        let value = (1..depth).fold(Value::Array(Vec::new()), |inner, _| Value::Array(vec![inner]));
        trees_keep_their_contract(&json, &value);
        let json = "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
        let value = (0..depth).fold(Value::from(1), |inner, _| serde_json::json!({"a": inner}));
        trees_keep_their_contract(&json, &value);
    }
}

/// The pairs of instance pointer and schema path.
fn places(result: Result<(), Report>) -> BTreeSet<(String, String)> {
    let place = |error: voltype::Error<'_>| {
        (error.instance_path().into_owned(), error.schema_path().into_owned())
    };
    result.err().map(|report| report.errors().iter().map(place).collect()).unwrap_or_default()
}

/// Validates the text with every input and sink; `valid` is the expected verdict.
fn agree<T: Validate>(text: &str, valid: bool) {
    let value: Value = serde_json::from_str(text).unwrap();
    let bytes = text.as_bytes();
    let reading = || Text::new(bytes).unwrap();
    let memory = [(); 4].map(|()| Memory::default());
    let collect = |memory| Collect::new(T::SCHEMA_PATH, memory);
    let verdicts = [
        verdict::<T, _>(reading(), FailFast),
        verdict::<T, _>(reading(), Memoising::new(&memory[0])),
        verdict::<T, _>(reading(), collect(&memory[1])),
        verdict::<T, _>(Tree::new(&value), FailFast),
        verdict::<T, _>(Tree::new(&value), Memoising::new(&memory[2])),
        verdict::<T, _>(Tree::new(&value), collect(&memory[3])),
        document::is_valid::<T>(bytes),
        document::is_valid_value::<T>(&value),
    ];
    assert_eq!(verdicts, [valid; 8], "{text}");
    let (of_text, of_tree) = (document::check::<T>(bytes), document::check_value::<T>(&value));
    assert_eq!(of_text.is_ok(), valid, "{text}");
    assert_eq!(places(of_text), places(of_tree), "{text}");
}

/// What the schema of `propertyNames: {allOf: [{$ref: #/$defs/d}, {$ref: #/$defs/d}]}` is compiled to, where `d` is
/// `{anyOf: [{maxLength: 1}, {pattern: ^x}]}`: its verdicts are memoised, because it is called twice for each name.
struct Names;

impl Names {
    fn name<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        check::memoised(0, input, sink, |input: &mut I, sink: &mut S| {
            let mut any = check::AnyOf::new();
            any.branch(input, sink, |input: &mut I, sink: &mut S::Branch| {
                let Some(name) = input.string_if()? else { return Ok(()) };
                check::max_length(&name, 1, sink, "/anyOf/0")
            })?;
            any.branch(input, sink, |input: &mut I, sink: &mut S::Branch| {
                let Some(name) = input.string_if()? else { return Ok(()) };
                check::pattern(&name, |bytes| bytes.starts_with(b"x"), "^x", sink, "/anyOf/1")
            })?;
            any.finish(input, sink, "")
        })
    }
}

impl Validate for Names {
    const SCHEMA_PATH: &'static str = "names.json#";
    const MEMOISED: bool = true;

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        let schema = "names.json#/$defs/d";
        input.kind()?;
        let mut object = check::enter_object::<_, 0>(input)?;
        while let Some(name) = object.next(input, sink)? {
            for at in ["/propertyNames/allOf/0/$ref", "/propertyNames/allOf/1/$ref"] {
                check::reference(Self::name, &mut Name::new(name), sink.nested(), at, schema)?;
            }
            input.skip()?;
        }
        Ok(())
    }
}

#[test]
fn verdicts_on_names_are_memoised_by_name() {
    for (json, wrong) in [
        (r#"{"a":1,"xyz":2}"#, 0),
        (r#"{"a":1,"toolong":2}"#, 1),
        (r#"{"toolong":2}"#, 1),
        (r#"{"a":1,"toolong":2,"xyz":2}"#, 1),
        (r#"{"aa":1,"bb":2,"c":3,"xx":4,"yy":5}"#, 3),
    ] {
        let value: Value = serde_json::from_str(json).unwrap();
        let memory = [(); 2].map(|()| Memory::default());
        let verdicts = [
            document::is_valid::<Names>(json.as_bytes()),
            document::is_valid_value::<Names>(&value),
            verdict::<Names, _>(Tree::new(&value), Memoising::new(&memory[0])),
            verdict::<Names, _>(Tree::new(&value), Collect::new(Names::SCHEMA_PATH, &memory[1])),
        ];
        assert_eq!(verdicts, [wrong == 0; 4], "{json}");
        let of_text = list(document::check::<Names>(json.as_bytes()));
        assert_eq!(of_text.len(), wrong, "{json}");
        assert_eq!(list(document::check_value::<Names>(&value)), of_text, "{json}");
    }
}

/// The errors in their order, with what each says.
fn list(result: Result<(), Report>) -> Vec<String> {
    let one = |error: voltype::Error<'_>| {
        let (path, inner) = (error.keyword_path(), error.branches().iter());
        let got: Vec<_> = inner.flatten().filter_map(|error| error.got()).collect();
        format!("{} {path} {got:?}", error.instance_path())
    };
    result.err().map(|report| report.errors().iter().map(one).collect()).unwrap_or_default()
}

#[test]
fn on_valid_sessions() {
    agree::<Session>(&session(&[]), true);
    for changes in [
        ("energy_kwh", "0"),
        ("energy_kwh", "-0.0"),
        ("start_soc", "1.000"),
        ("start_soc", "10e-1"),
        ("end_soc", "0e5"),
        ("plug_end_datetime", r#""2016-12-31T23:59:60z""#),
        ("charging_duration", r#""-P1YT""#),
        ("error_code", r#""E1,E2""#),
        ("payment_type", r#""plug\u002dcharge""#),
        ("memo", "null"),
        ("memo", r#"{"energy_kwh": -1, "a": [[[]]]}"#),
    ] {
        agree::<Session>(&session(&[changes]), true);
    }
}

#[test]
fn on_values_of_the_wrong_type() {
    for wrong in ["null", "true", "1", "\"x\"", "[]", "{}", "[{\"a\": [1]}]"] {
        agree::<Session>(wrong, wrong == "no value is valid here");
        for (name, right) in MEMBERS {
            let fits = match right {
                "true" => wrong == "true",
                right if right.starts_with('"') => {
                    let free = ["session_id", "port_id", "user_id", "ended_by", "error_code"];
                    wrong == "\"x\"" && free.contains(&name)
                }
                _ => wrong == "1",
            };
            agree::<Session>(&session(&[(name, wrong)]), fits);
        }
    }
}

#[test]
fn on_wrong_values() {
    for (name, values) in [
        ("energy_kwh", &["-1", "-1e-300", "-0.000001"][..]),
        ("start_soc", &["1.0000000000000002", "2", "-0.1", "1e2"]),
        ("end_soc", &["1.5", "-5"]),
        ("plug_start_datetime", &[r#""""#, r#""2024-02-30T00:00:00Z""#, r#""2024-01-01""#]),
        ("session_duration", &[r#""""#, r#""P""#, r#""PT""#, r#""1H""#, r#""PT1H\n""#]),
        ("payment_type", &[r#""""#, r#""Cash""#, r#""cash ""#]),
    ] {
        for value in values {
            agree::<Session>(&session(&[(name, value)]), false);
        }
    }
}

#[test]
fn on_missing_members_and_many_errors() {
    for (name, _) in MEMBERS {
        agree::<Session>(&session_without(&[name]), false);
    }
    agree::<Session>("{}", false);
    agree::<Session>(
        &MEMBERS
            .iter()
            .fold("{\"x\": 1".to_owned(), |text, (name, _)| format!("{text}, \"{name}\": [{{}}]"))
            .add("}"),
        false,
    );
}

#[test]
fn on_single_definitions() {
    for (text, valid) in [
        ("\"PT1H\"", true),
        ("\"PT\"", false),
        ("1", false),
        ("null", false),
        ("[\"PT1H\"]", false),
    ] {
        agree::<Duration>(text, valid);
    }
    for (text, valid) in [("\"other\"", true), ("\"Other\"", false), ("{}", false), ("1", false)] {
        agree::<ValidPaymentType>(text, valid);
    }
}

trait Add {
    fn add(self, tail: &str) -> String;
}

impl Add for String {
    fn add(mut self, tail: &str) -> String {
        self.push_str(tail);
        self
    }
}
