//! Documents with many errors: the cost of their reports is linear in the text and the errors.

use std::fmt::Write;

use allocation_counter::{AllocationInfo, measure};
use serde_json::{Value, json};
use voltype::runtime::check::{self, AnyOf, array, enter_object, enumerated, string};
use voltype::runtime::{
    Failure, Flow, Input, Kind, Output, Reason, Report, Sink, SinkOf, Validate, document,
};

use super::finishes;

/// The most bytes that a report takes per error, on average, while it is made.
const BYTES: u64 = 200;

/// What a schema of `items: {enum: [250 strings]}` is compiled to.
struct Codes;

impl Codes {
    fn all() -> &'static [&'static str] {
        static CODES: std::sync::OnceLock<Vec<&'static str>> = std::sync::OnceLock::new();
        let code = |index| &*Box::leak(format!("country-code-{index:03}").into_boxed_str());
        CODES.get_or_init(|| (0..250).map(code).collect())
    }

    fn text(errors: usize) -> String {
        format!("[{}0]", "0,".repeat(errors - 1))
    }
}

impl Validate for Codes {
    const SCHEMA_PATH: &'static str = "codes.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        let Some(mut items) = array(input, sink, "")? else { return Ok(()) };
        while items.next(input)?.is_some() {
            enumerated(input, Codes::all(), false, sink.nested(), "/items")?;
        }
        Ok(())
    }
}

/// What the schema `{"items": {"$ref": "#"}, "type": ["array", "string"]}` is compiled to.
struct Deep;

impl Deep {
    /// As deep as documents can be, with wrong leaves.
    fn text(errors: usize) -> String {
        let leaves = format!("{}1", "1,".repeat(errors - 1));
        format!("{}{leaves}{}", "[".repeat(127), "]".repeat(127))
    }
}

impl Validate for Deep {
    const SCHEMA_PATH: &'static str = "deep.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        if input.kind()? != Kind::Array {
            return string(input, sink, "").map(drop);
        }
        let Some(mut items) = array(input, sink, "")? else { return Ok(()) };
        while items.next(input)?.is_some() {
            check::reference(Self::walk, input, sink.nested(), "/items/$ref", "deep.json#")?;
        }
        Ok(())
    }
}

/// What `{"anyOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#"}}]}` is compiled to: all errors but one
/// are in branches of branches.
struct Choices;

impl Validate for Choices {
    const SCHEMA_PATH: &'static str = "choices.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        let mut any = AnyOf::new();
        any.branch(input, sink, |input: &mut I, sink: &mut S::Branch| {
            string(input, sink, "/anyOf/0").map(drop)
        })?;
        any.branch(input, sink, |input: &mut I, sink: &mut S::Branch| {
            let Some(mut items) = array(input, sink, "/anyOf/1")? else { return Ok(()) };
            while items.next(input)?.is_some() {
                let at = "/anyOf/1/items/$ref";
                check::reference(Self::walk, input, sink.nested(), at, "choices.json#")?;
            }
            Ok(())
        })?;
        any.finish(input, sink, "")?;
        input.skip()
    }
}

/// What `{"additionalProperties": {"items": {"type": "string"}}}` is compiled to.
struct Members;

impl Members {
    /// One long name, with wrong items: as many bytes for the name as for the items.
    fn text(errors: usize) -> String {
        format!("{{\"{}\":[{}1]}}", "k".repeat(2 * errors), "1,".repeat(errors - 1))
    }
}

impl Validate for Members {
    const SCHEMA_PATH: &'static str = "members.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        input.kind()?;
        let mut object = enter_object::<_, 0>(input)?;
        while object.next(input, sink)?.is_some() {
            let sink = sink.nested();
            let at = "/additionalProperties";
            let Some(mut items) = array(input, sink, at)? else { continue };
            while items.next(input)?.is_some() {
                string(input, sink.nested(), "/additionalProperties/items")?;
            }
        }
        Ok(())
    }
}

/// What `{"unevaluatedItems": {"type": "string"}}` is compiled to: its errors are found by a sink that tracks.
struct Unevaluated;

impl Validate for Unevaluated {
    const SCHEMA_PATH: &'static str = "unevaluated.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        input.kind()?;
        let mut tracking = sink.track();
        check::unevaluated_items(&mut input.clone(), &mut tracking, |input, sink| {
            string(input, sink, "/unevaluatedItems").map(drop)
        })?;
        sink.untrack(tracking);
        input.skip()
    }
}

/// The memory that a report on a text takes while it is made.
fn made<T: Validate>(text: &str) -> (AllocationInfo, Report) {
    let mut report = None;
    let made = measure(|| report = document::check::<T>(text.as_bytes()).err());
    (made, report.unwrap())
}

/// The errors of a report, those in branches included.
fn count(errors: voltype::runtime::Errors<'_>) -> u64 {
    let one = |error: voltype::Error<'_>| 1 + error.branches().iter().map(count).sum::<u64>();
    errors.iter().map(one).sum()
}

/// A writer that discards its input.
struct Nowhere;

impl Write for Nowhere {
    fn write_str(&mut self, _: &str) -> std::fmt::Result {
        Ok(())
    }
}

/// Checks that reports take so many bytes an error at most, and twice as much for twice the text.
fn in_proportion<T: Validate>(text: impl Fn(usize) -> String, errors: usize) {
    let sizes = [text(errors), text(2 * errors)];
    let name = std::any::type_name::<T>();
    let costs = finishes(move || {
        sizes.map(|text| {
            let (made, report) = made::<T>(&text);
            let said = count(report.errors());
            assert!(said >= errors as u64 && !report.is_truncated());
            let per_error = (made.bytes_max - text.len() as u64) / said;
            assert!(per_error < BYTES, "{name}: {per_error} bytes an error");
            let shown = measure(|| write!(Nowhere, "{report}").unwrap());
            assert!(shown.bytes_max < 100_000 + text.len() as u64, "nothing is kept: {shown:?}");
            let list = measure(|| drop(serde_json::to_writer(std::io::sink(), &report)));
            [made.bytes_max, made.count_total, shown.count_total, list.count_total]
        })
    });
    let [once, twice] = costs;
    for (what, (once, twice)) in once.into_iter().zip(twice).enumerate() {
        assert!(twice <= once * 22 / 10, "{name}: {what} grows from {once} to {twice}");
    }
}

#[test]
fn an_error_takes_few_bytes_whatever_the_schema_and_the_text() {
    in_proportion::<Codes>(Codes::text, 10_000);
    in_proportion::<Deep>(Deep::text, 1_500);
    in_proportion::<Choices>(Deep::text, 500);
    in_proportion::<Members>(Members::text, 1_000);
}

#[test]
fn the_same_is_true_of_parsed_values() {
    let text = Codes::text(20_000);
    let value: Value = serde_json::from_str(&text).unwrap();
    let mut report = None;
    let made = measure(|| report = document::check_value::<Codes>(&value).err());
    assert_eq!(report.unwrap().errors().len(), 20_000);
    assert!(made.bytes_max < 20_000 * BYTES, "{made:?}");
}

#[test]
fn errors_under_one_long_name_share_it() {
    // In full, the pointers of these errors have 6.4 GB.
    let text = Members::text(40_000);
    let (made, report) = finishes(move || made::<Members>(&text));
    assert_eq!(report.errors().len(), 40_000);
    assert!(made.bytes_max < 40_000 * BYTES + 320_000, "{made:?}");
    let last = report.errors().last().unwrap();
    assert_eq!(last.instance_path(), format!("/{}/39999", "k".repeat(80_000)));
    assert!(last.to_string().len() < 1_000);
    // The output formats have as many units as there is room for, and say so.
    let list = report.output(Output::List);
    assert_eq!(list["truncated"], true);
    let units = list["details"].as_array().unwrap().len();
    assert!((1_000..40_000).contains(&units), "{units}");
    assert_eq!(report.output(Output::Hierarchical)["truncated"], true);
}

#[test]
fn the_output_formats_take_no_longer_for_more_errors() {
    let (list, nested) = finishes(|| {
        let report = document::check::<Codes>(Codes::text(40_000).as_bytes()).unwrap_err();
        let deep = document::check::<Choices>(Deep::text(1_000).as_bytes()).unwrap_err();
        let nested = report.output(Output::Hierarchical);
        assert_eq!(nested["details"].as_array().unwrap().len(), 40_000);
        (report.output(Output::List), deep.output(Output::Hierarchical))
    });
    assert_eq!(list["details"].as_array().unwrap().len(), 40_000);
    assert_eq!(list.get("truncated"), None);
    // Each level is in the one around it.
    let (mut at, mut depth) = (&nested, 0);
    while let Some(inner) = at["details"].as_array().and_then(|details| details.last()) {
        (at, depth) = (inner, depth + 1);
    }
    assert!(depth > 100, "{depth}");
}

#[test]
fn values_are_kept_up_to_a_length() {
    // Each level of a schema for nested values could say all that is inside.
    let long = format!("[\"{}\"]", "é".repeat(500_000));
    let (_, report) = made::<Codes>(&long);
    let error = report.errors().first().unwrap();
    assert_eq!(error.got(), Some(format!("\"{}…", "é".repeat(99))));
    assert_eq!(error.span().unwrap().len(), 1_000_002);
    // The message does not say 250 values.
    let message = error.failure().to_string();
    assert!(message.ends_with(", … (250 in all)") && message.len() < 1_000, "{message}");
    assert_eq!(error.want().unwrap().matches("country-code").count(), 250);
    let Failure::Value { want, .. } = error.failure() else { panic!("{error:?}") };
    assert_eq!(want.len(), 250);
}

#[test]
fn a_limit_ends_the_report_and_says_so() {
    let text = Codes::text(100);
    let check = |limit| document::check_up_to::<Codes>(text.as_bytes(), limit).unwrap_err();
    let full = check(100);
    assert_eq!((full.errors().len(), full.is_truncated()), (100, false));
    assert_eq!(full.output(Output::List).get("truncated"), None);
    for limit in [0, 1, 7, 99] {
        let report = check(limit);
        assert_eq!((report.errors().len(), report.is_truncated()), (limit.max(1), true));
        let first = full.errors().iter().take(limit.max(1)).map(|error| error.to_string());
        assert!(report.errors().iter().map(|error| error.to_string()).eq(first));
        let last = format!("\n\n… stopped after {} errors", limit.max(1));
        assert!(report.to_string().ends_with(&last), "{report}");
        assert_eq!(report.output(Output::Flag), json!({"valid": false}));
        assert_eq!(report.output(Output::List)["truncated"], true);
        assert_eq!(report.output(Output::Hierarchical)["truncated"], true);
        assert_eq!(serde_json::to_value(&report).unwrap(), report.output(Output::List));
        let value: Value = serde_json::from_str(&text).unwrap();
        let of_value = document::check_value_up_to::<Codes>(&value, limit).unwrap_err();
        assert_eq!((of_value.errors().len(), of_value.is_truncated()), (limit.max(1), true));
    }
    // What was found by a sink that tracks is kept, too, if the run ends there.
    for limit in 1..5 {
        let report = document::check_up_to::<Unevaluated>(b"[1,2,\"a\",3]", limit).unwrap_err();
        assert_eq!((report.errors().len(), report.is_truncated()), (limit.min(3), limit < 3));
    }
    // Text that is not JSON has only that error, wherever it is found.
    let broken = format!("{text}]");
    let report = document::check_up_to::<Codes>(broken.as_bytes(), 3).unwrap_err();
    let failure = report.errors().first().unwrap().failure();
    assert_eq!(failure, &Failure::Syntax(Reason::TrailingText));
    assert!(!report.is_truncated());
}

#[test]
fn a_limit_holds_for_branches_and_keeps_verdicts() {
    let texts =
        ["[[[1,2],3,[\"a\",4]],5]", "1", "[\"a\",[\"b\"],[]]", "{\"a\":[]}", &Deep::text(50)];
    for text in texts {
        let full = document::check::<Choices>(text.as_bytes());
        let all = full.as_ref().err().map_or(0, |report| count(report.errors()));
        for limit in 1..all as usize + 2 {
            let report = document::check_up_to::<Choices>(text.as_bytes(), limit);
            assert_eq!(report.is_ok(), full.is_ok(), "{text}, {limit}");
            let (Err(full), Err(report)) = (&full, &report) else { continue };
            assert_eq!(report.errors().len(), full.errors().len());
            // One more for each choice around the last that there was room for.
            let said = count(report.errors());
            assert!(said >= 1 && said <= limit as u64 + 128, "{text}, {limit}: {said}");
            assert_eq!(report.is_truncated(), said < all, "{text}, {limit}");
        }
    }
}
