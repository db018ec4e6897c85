//! Reports on invalid documents: locations, failures, and how they are printed.

use serde_json::{Value, json};
use voltype::runtime::{Failure, Types, Values};
use voltype::session::Session;
use voltype::{Error, Output, Report};
use voltype_tests::samples::{session, session_without};

fn report(text: &str) -> Report {
    Session::check(text.as_bytes()).unwrap_err()
}

/// The one error of a document.
fn only(report: &Report) -> Error<'_> {
    assert_eq!(report.errors().len(), 1, "{report:?}");
    report.errors().first().unwrap()
}

/// The part of the text that an error is about.
fn spanned<'a>(text: &'a str, error: Error<'_>) -> &'a str {
    &text[error.span().unwrap()]
}

#[test]
fn errors_are_in_document_order() {
    // Members in an order that is neither the schema's nor the alphabet's; `port_id` is missing.
    let text = r#"{"start_soc": 2, "session_id": 1, "energy_kwh": -1, "end_soc": "x",
        "charging_duration": "P", "plug_end_datetime": "now", "payment_type": null}"#;
    let report = report(text);
    let paths: Vec<_> = report.errors().iter().map(|error| error.instance_path()).collect();
    let missing = 21 - 7;
    assert_eq!(paths[..missing], vec![""; missing], "the object begins before its members");
    assert_eq!(
        paths[missing..],
        [
            "/start_soc",
            "/session_id",
            "/energy_kwh",
            "/end_soc",
            "/charging_duration",
            "/plug_end_datetime",
            "/payment_type",
        ]
    );
    let missing: Vec<_> =
        report.errors().iter().take(missing).filter_map(|error| error.want()).collect();
    assert_eq!(missing[..3], ["port_id", "plug_start_datetime", "charge_start_datetime"]);
}

#[test]
fn locations_are_those_of_the_keyword() {
    for (name, value, keyword, keyword_path, schema_path) in [
        (
            "user_id",
            "7",
            "type",
            "/properties/user_id/type",
            "session.schema.json#/properties/user_id/type",
        ),
        (
            "start_soc",
            "1.5",
            "maximum",
            "/properties/start_soc/maximum",
            "session.schema.json#/properties/start_soc/maximum",
        ),
        (
            "time_fee",
            "-0.1",
            "minimum",
            "/properties/time_fee/minimum",
            "session.schema.json#/properties/time_fee/minimum",
        ),
        (
            "charge_end_datetime",
            "\"24:00\"",
            "format",
            "/properties/charge_end_datetime/format",
            "session.schema.json#/properties/charge_end_datetime/format",
        ),
        (
            "charging_duration",
            "\"1h\"",
            "pattern",
            "/properties/charging_duration/$ref/pattern",
            "common.json#/definitions/duration/pattern",
        ),
        (
            "session_duration",
            "[1]",
            "type",
            "/properties/session_duration/$ref/type",
            "common.json#/definitions/duration/type",
        ),
        (
            "payment_type",
            "\"gold\"",
            "enum",
            "/properties/payment_type/$ref/enum",
            "common.json#/definitions/validPaymentType/enum",
        ),
    ] {
        let text = session(&[(name, value)]);
        let report = report(&text);
        let error = only(&report);
        assert_eq!(error.instance_path(), format!("/{name}"));
        assert_eq!(error.keyword(), keyword);
        assert_eq!(error.keyword_path(), keyword_path);
        assert_eq!(error.schema_path(), schema_path);
        assert_eq!(spanned(&text, error), value);
    }
    let text = session_without(&["user_id"]);
    let report = report(&text);
    let error = only(&report);
    assert_eq!((&*error.instance_path(), error.keyword()), ("", "required"));
    assert_eq!(error.schema_path(), "session.schema.json#/required");
    assert_eq!(spanned(&text, error), text);
}

#[test]
fn spans_are_exactly_the_values() {
    for value in [
        r#""a string with \"quotes\", commas and é""#,
        "[1, [2, {\"x\": [ ]}], null ]",
        "{ \"a\" : {} }",
        "null",
        "true",
        r#""\u0065scapes""#,
    ] {
        let spaced = format!(" \t{value}\r\n ");
        for value_text in [value, &spaced] {
            let text = session(&[("energy_kwh", value_text), ("start_soc", value_text)]);
            let report = report(&text);
            assert_eq!(report.errors().len(), 2);
            for error in report.errors() {
                assert_eq!(spanned(&text, error), value);
            }
        }
    }
    // A string that looks like the value before it is not taken for it.
    let text = session(&[("session_id", "-1"), ("energy_kwh", "-1")]);
    let report = report(&text);
    let starts: Vec<_> = report.errors().iter().map(|error| error.span().unwrap().start).collect();
    let places: Vec<_> = text.match_indices("-1").map(|(at, _)| at).collect();
    assert_eq!(starts, places);
}

#[test]
fn lines_and_columns_are_counted_in_characters() {
    for (before, line, column) in [
        ("{", 1, 16),
        ("{\n", 2, 15),
        ("{\r\n\r\n\t", 3, 16),
        ("{\"é\": 1, ", 1, 24),
        ("{\"😀\": \"日本語\", ", 1, 28),
        ("{\"e\u{301}\": 1,\n \"ü\": 2, ", 2, 24),
    ] {
        let text = format!("{before}\"energy_kwh\": -1}}");
        let all = report(&text);
        let error = all.errors().iter().find(|error| error.keyword() == "minimum").unwrap();
        let at = error.span().unwrap().start;
        let own = text[..at].rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!(own, column, "the table is right");
        assert_eq!((error.line(), error.column()), (Some(line), Some(column)), "{text}");
    }
}

#[test]
fn got_and_want_are_data() {
    let number = |got: &str, relation, want: &str| Failure::Number {
        got: got.to_owned(),
        relation,
        want: want.to_owned().into(),
    };
    let text = |got: &str| got.to_owned();
    let pattern = r"^-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+[DW])?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$";
    let methods = voltype::common::ValidPaymentType::ALL.map(|method| format!("\"{method}\""));
    let allowed = voltype::common::ValidPaymentType::ALL.map(|method| method.as_str());
    let allowed = Values::strings(Box::leak(Box::new(allowed)));
    for (name, value, failure, got, want) in [
        ("end_soc", "1.50", number("1.50", "at most", "1"), "1.50", "1"),
        ("end_soc", "-1e-2", number("-1e-2", "at least", "0"), "-1e-2", "0"),
        ("ended_by", "[]", Failure::Type { got: "array", want: Types::STRING }, "array", "string"),
        (
            "successful_completion",
            "0",
            Failure::Type { got: "number", want: Types::BOOLEAN },
            "number",
            "boolean",
        ),
        (
            "session_duration",
            r#""P\u0054""#,
            Failure::Pattern { got: text("PT"), want: pattern },
            "PT",
            pattern,
        ),
        (
            "plug_end_datetime",
            "\"now\"",
            Failure::Format { got: text("now"), want: "date-time" },
            "now",
            "date-time",
        ),
        (
            "payment_type",
            "[1, {\"a\" : null}]",
            Failure::Value { got: text("[1,{\"a\":null}]"), want: allowed },
            "[1,{\"a\":null}]",
            &methods.join(", "),
        ),
    ] {
        let report = report(&session(&[(name, value)]));
        let error = only(&report);
        assert_eq!(*error.failure(), failure);
        assert_eq!(error.got().as_deref(), Some(got));
        assert_eq!(error.want().as_deref(), Some(want));
        assert!(error.branches().is_empty());
    }
    let report = report(&session_without(&["user_id"]));
    assert_eq!(
        *only(&report).failure(),
        Failure::Required { missing: "user_id", because_of: None }
    );
    assert_eq!((only(&report).got(), only(&report).want()), (None, Some(text("user_id"))));
}

#[test]
fn a_report_shows_line_and_caret() {
    let text = session(&[
        ("start_soc", "120"),
        ("ended_by", "[\"driver\",\n  \"vehicle\"]"),
        ("charging_duration", "\"1 hour\""),
    ]);
    assert_eq!(
        report(&text).to_string(),
        include_str!("../../golden/report/carets.txt").trim_end()
    );
}

#[test]
fn long_lines_are_cut_and_control_characters_are_not_shown() {
    let text = session(&[]).replace('\n', " ").replace("43.2", "\"\u{9b}31m日本\"");
    assert_eq!(report(&text).to_string(), include_str!("../../golden/report/long.txt").trim_end());
    let long = format!("\"{}\"", "9".repeat(500));
    let shown = report(&session(&[("session_duration", &long)])).to_string();
    assert!(shown.lines().all(|line| line.chars().count() < 200), "{shown}");
}

/// Two errors in one member of the session, one in another, one in the session itself.
fn several() -> Report {
    let text = session_without(&["user_id"]);
    let text = text.replace("0.8", "80").replace("\"PT1H30M\"", "90").replace("0.45", "-0.45");
    report(&text)
}

#[test]
fn the_output_formats_are_those_of_json_schema() {
    let report = several();
    assert_eq!(report.output(Output::Flag), json!({"valid": false}));
    let golden = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let list = golden(include_str!("../../golden/report/list.json"));
    assert_eq!(report.output(Output::List), list);
    assert_eq!(serde_json::to_value(&report).unwrap(), list, "this is what serde writes");
    assert_eq!(serde_json::to_value(report.units()).unwrap(), list["details"]);
    let hierarchical = golden(include_str!("../../golden/report/hierarchical.json"));
    assert_eq!(report.output(Output::Hierarchical), hierarchical);
}

#[test]
fn the_hierarchy_begins_at_the_root_schema() {
    // The only error is in another document than the root schema.
    let report = report(&session(&[("session_duration", "90")]));
    let output = report.output(Output::Hierarchical);
    assert_eq!(output["schemaLocation"], "session.schema.json#");
    assert_eq!(output["errors"], json!({}));
    assert_eq!(output["details"][0]["schemaLocation"], "common.json#/definitions/duration");
    assert_eq!(output["details"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_report_is_an_error_like_others() {
    fn fail() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Session::check(b"[]")?;
        Ok(())
    }
    let error = fail().unwrap_err();
    assert!(error.to_string().starts_with("error: expected object, found array"));
    let report = error.downcast::<Report>().unwrap();
    assert_eq!(
        format!("{report:?}"),
        r#"[Error("", "session.schema.json#/type", "expected object, found array")]"#
    );
}
