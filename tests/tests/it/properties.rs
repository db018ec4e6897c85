//! Thousands of random sessions, valid ones and slightly invalid ones: the generated validator agrees with other
//! validators, with every input and every sink.
//!
//! # When validators may differ
//!
//! Two validators are compared as to the verdict and as to the set of error locations (see
//! [`voltype_tests::oracle`] for how each names them). They are all right by the specification where
//!
//! - *the text contains more than a parsed value.* The oracles only know values. Here every text means exactly its
//!   value, and the value that the oracles judge is read back from the text, so both have the same rounding.
//! - *the second oracle cannot read a pattern.* boon knows no look-around, so it is asked about the schema without
//!   such a pattern. Then it may accept what violates that pattern and nothing else.
//!
//! All of them read RFC 3339 alike, the second 60 included: it is valid where it ends a day in UTC.

use std::collections::BTreeSet;

use serde_json::Value;
use voltype_runtime::{
    Branch, Collect, FailFast, Input, Memory, Report, SinkOf, Text, Tree, Validate, document,
};
use voltype_tests::compare::same;
use voltype_tests::judged::{COUNT, JUDGED, Judged, ORACLE};
use voltype_tests::oracle::Location;

use super::subject::session::Session;

/// The instances that are asked about: evenly taken from all of them if there is less time.
fn instances() -> impl Iterator<Item = &'static Judged> {
    JUDGED.iter().step_by(super::STEP)
}

fn locations(report: &Report) -> BTreeSet<Location> {
    let location = |error: voltype_runtime::Error<'_>| Location {
        instance: error.instance_path().into_owned(),
        schema: error.schema_path().into_owned(),
    };
    report.errors().iter().map(location).collect()
}

fn verdict<'a, S: SinkOf<'static> + Branch<'static>>(
    mut input: impl Input<'a>,
    mut sink: S,
) -> bool {
    let flow = Session::walk(&mut input, &mut sink);
    sink.holds(flow).unwrap()
}

fn errors(checked: Result<(), Report>) -> BTreeSet<Location> {
    checked.err().map(|report| locations(&report)).unwrap_or_default()
}

#[test]
fn the_samples_are_worth_asking_about() {
    let (valid, mutated) = JUDGED.split_at(COUNT);
    let wrong: Vec<_> = valid.iter().filter(|judged| !judged.errors.is_empty()).collect();
    assert!(wrong.is_empty(), "instances that were made to be valid are not: {wrong:#?}");
    let invalid = mutated.iter().filter(|judged| !judged.errors.is_empty()).count();
    let many = mutated.iter().filter(|judged| judged.errors.len() > 1).count();
    assert!(invalid > COUNT / 2 && invalid < COUNT, "{invalid} of {COUNT} are invalid");
    assert!(many > COUNT / 50, "{many} of {COUNT} have several errors");
    let varies = |judged: &&Judged| {
        let plain = judged.value.to_string();
        plain != judged.text
    };
    assert!(JUDGED.iter().filter(varies).count() > COUNT, "texts should vary");
}

#[test]
fn both_inputs_and_both_sinks_agree_with_jsonschema() {
    for Judged { text, value, errors: expected } in instances() {
        let valid = expected.is_empty();
        assert_eq!(Session::is_valid(text.as_bytes()), valid, "{expected:#?}\n{text}");
        assert_eq!(errors(Session::check(text.as_bytes())), *expected, "{text}");
        assert_eq!(errors(document::check_value::<Session>(value)), *expected, "{value}");
        // The functions above ask the sink that collects only when the one that stops has failed. Alone it says the
        // same.
        let memory = Memory::default();
        assert_eq!(verdict(Text::new(text.as_bytes()).unwrap(), FailFast), valid, "{text}");
        assert_eq!(verdict(Tree::new(value), FailFast), valid, "{value}");
        let collect = Collect::new(Session::SCHEMA_PATH, &memory);
        assert_eq!(verdict(Text::new(text.as_bytes()).unwrap(), collect), valid, "{text}");
        let memory = Memory::default();
        let collect = Collect::new(Session::SCHEMA_PATH, &memory);
        assert_eq!(verdict(Tree::new(value), collect), valid, "{value}");
    }
}

#[test]
fn the_second_opinion_is_the_same() {
    for Judged { text, value, errors: _ } in instances() {
        let unseen = |location: &Location| ORACLE.blind_spots().contains(&location.schema);
        let seen =
            errors(Session::check(text.as_bytes())).into_iter().filter(|error| !unseen(error));
        let seen: Vec<_> = seen.collect();
        assert_eq!(seen.is_empty(), ORACLE.second_opinion(value), "{seen:#?}\n{text}");
    }
}

#[test]
fn types_hold_what_is_valid_and_nothing_else() {
    for Judged { text, value, errors: expected } in instances() {
        let read = Session::from_slice(text.as_bytes());
        let by_serde = serde_json::from_str::<Session>(text);
        let by_value = serde_json::from_value::<Session>(value.clone());
        if !expected.is_empty() {
            assert_eq!(locations(&read.unwrap_err()), *expected, "{text}");
            assert!(by_serde.is_err() && by_value.is_err(), "{text}");
            continue;
        }
        let read = read.unwrap_or_else(|report| panic!("{report}"));
        let written = serde_json::to_string(&read).unwrap();
        let after: Value = serde_json::from_str(&written).unwrap();
        assert!(same(value, &after), "before: {value}\n after: {after}");
        assert_eq!(Session::from_slice(written.as_bytes()).unwrap(), read, "{written}");
        assert_eq!(by_serde.unwrap(), read, "{text}");
        assert_eq!(by_value.unwrap(), read, "{text}");
        // What `Session::validate` does; it does not exist if a mutant's type is not a struct.
        document::check_typed(&read).unwrap_or_else(|report| panic!("{report}"));
    }
}
