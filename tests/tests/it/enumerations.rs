//! What users write against enumerations: matching, building, converting, and serde.

use serde_json::{Value, json};

use crate::modules::cases::{enum_draft4, enum_values};
use enum_values::case::{
    Case, CaseColor, CaseHistoryItem, CaseLevel, CaseMode, CasePriority, CaseRatio, Grade,
};

fn describe(mode: CaseMode) -> String {
    match mode {
        CaseMode::Auto => "automatic".to_owned(),
        CaseMode::Text1 | CaseMode::N1 => "one".to_owned(),
        CaseMode::N2_5 => format!("{mode} times"),
        CaseMode::True => "on".to_owned(),
        CaseMode::Null => "off".to_owned(),
    }
}

#[test]
fn constants_are_never_spelled_out() {
    let case = Case::builder()
        .level(CaseLevel::Minus1)
        .color(Some(CaseColor::Red))
        .priority(CasePriority::High)
        .mode(CaseMode::N2_5)
        .build()
        .unwrap();
    let written = serde_json::to_value(&case).unwrap();
    let expected = json!({
        "version": 1, "final": true, "parent": null,
        "level": -1, "color": "red", "priority": 2, "mode": 2.5
    });
    assert_eq!(written, expected);
    assert_eq!(serde_json::from_value::<Case>(expected).unwrap(), case);
}

#[test]
fn numbers_are_equal_by_value() {
    let text =
        br#"{"version":1.0,"final":true,"parent":null,"level":-10e-1,"ratio":0.50,"mode":1.0}"#;
    let case = Case::from_slice(text).unwrap();
    assert_eq!(case.level, Some(CaseLevel::Minus1));
    assert_eq!(case.ratio, Some(CaseRatio::N0_5));
    assert_eq!(case.mode.map(describe).as_deref(), Some("one"));
    let read: Case = serde_json::from_slice(text).unwrap();
    assert_eq!(read, case);
    let written = serde_json::to_string(&case).unwrap();
    assert_eq!(
        written,
        r#"{"version":1,"final":true,"parent":null,"level":-1,"ratio":0.5,"mode":1}"#
    );
}

#[test]
fn values_convert() {
    let levels: Vec<i64> = CaseLevel::ALL.iter().map(|level| level.as_i64()).collect();
    assert_eq!(levels, [-1, 0, 1]);
    assert_eq!(CaseLevel::try_from(1).unwrap(), CaseLevel::N1);
    assert!(CaseLevel::try_from(2).unwrap_err().to_string().contains('2'));
    assert_eq!("-1".parse::<CaseLevel>().unwrap().to_string(), "-1");
    assert_eq!(
        CaseMode::ALL.map(CaseMode::value),
        [json!("auto"), json!("1"), json!(1), json!(2.5), json!(true), Value::Null]
    );
    assert_eq!(CaseMode::ALL.map(describe)[3], "2.5 times");
    assert_eq!(CaseRatio::N1e300.value(), json!(1e300));
    assert!(CaseLevel::N0 < CaseLevel::N1);
}

#[test]
fn absent_and_null_differ() {
    let read = |members: &str| {
        Case::from_slice(
            format!(r#"{{"version":1,"final":true,"parent":null{members}}}"#).as_bytes(),
        )
    };
    assert_eq!(read("").unwrap().color, None);
    assert_eq!(read(r#","color":null"#).unwrap().color, Some(None));
    assert_eq!(read(r#","color":"green""#).unwrap().color, Some(Some(CaseColor::Green)));
    assert_eq!(read(r#","grade":null"#).unwrap().grade, Some(Grade::Null));
    let history = read(r#","history":[2,null]"#).unwrap().history.unwrap();
    assert_eq!(history, [Some(CaseHistoryItem::N2), None]);
}

/// A definition is read by itself, so it has all of its values.
#[test]
fn definitions_have_all_of_their_values() {
    assert_eq!(Grade::from_slice(b"null").unwrap(), Grade::Null);
    assert_eq!(serde_json::from_str::<Grade>("null").unwrap(), Grade::Null);
    assert!(serde_json::from_str::<Grade>("\"c\"").is_err());
}

#[test]
fn enumerations_go_through_other_formats() {
    let case = Case::from_slice(
        br#"{"version":1,"final":true,"parent":null,"level":0,"ratio":1,"mode":true,"color":"red"}"#,
    )
    .unwrap();
    let read: Case = rmp_serde::from_slice(&rmp_serde::to_vec_named(&case).unwrap()).unwrap();
    assert_eq!(read, case);
}

/// In draft 4, `1.0` equals `1` but is no integer.
#[test]
fn draft_4_tells_integers_by_their_spelling() {
    type Case = enum_draft4::case::Case;
    assert!(serde_json::from_str::<Case>(r#"{"listed":1.0}"#).is_ok());
    for json in [r#"{"spelled":1.0}"#, r#"{"mixed":1.0}"#] {
        assert!(serde_json::from_str::<Case>(json).is_err(), "{json}");
    }
}
