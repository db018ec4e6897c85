//! JSON → type → JSON gives an equal document, with every way to read it.

use serde_json::Value;
use voltype::session::Session;
use voltype_tests::compare::same;
use voltype_tests::samples::{MEMBERS, object, session};

/// Reads the text in every possible way; all must give the same value.
fn read(text: &str) -> Session {
    let ways = [
        ("from_slice", Session::from_slice(text.as_bytes())),
        ("from_str", Session::from_str(text)),
        ("FromStr", text.parse::<Session>()),
    ];
    let by_serde: Session = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    for (way, read) in ways {
        let read = read.unwrap_or_else(|report| panic!("{way}: {report}"));
        assert_eq!(read, by_serde, "{way} and serde differ");
    }
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(Session::deserialize_value(value), by_serde, "a value and a text differ");
    by_serde
}

trait FromValue {
    fn deserialize_value(value: Value) -> Self;
}

impl FromValue for Session {
    fn deserialize_value(value: Value) -> Self {
        serde_json::from_value(value).unwrap()
    }
}

/// Reads and writes the text, and compares.
fn round(text: &str) -> Session {
    let read = read(text);
    let written = serde_json::to_string(&read).unwrap();
    let before: Value = serde_json::from_str(text).unwrap();
    let after: Value = serde_json::from_str(&written).unwrap();
    assert!(same(&before, &after), "before: {before}\n after: {after}");
    assert_eq!(Session::from_str(&written).unwrap(), read, "the written text says the same");
    read.validate().unwrap_or_else(|report| panic!("{report}"));
    read
}

#[test]
fn the_plain_session_is_equal() {
    let read = round(&session(&[]));
    assert_eq!(read.port_id, "US*ABC*E1*2");
    assert!(read.successful_completion);
    assert!(read.other.is_empty());
}

#[test]
fn order_does_not_matter() {
    let expected = read(&session(&[]));
    let mut members = MEMBERS;
    for by in 1..members.len() {
        members.rotate_left(by);
        members.swap(0, by);
        assert_eq!(round(&object(members)), expected);
    }
    members.reverse();
    assert_eq!(round(&object(members)), expected);
}

#[test]
fn numbers_are_the_nearest_float_however_they_are_spelled() {
    for (text, float) in [
        ("1e1", 10.0),
        ("1E+1", 10.0),
        ("0.0", 0.0),
        ("-0.0", -0.0),
        ("-0", -0.0),
        ("0e99999", 0.0),
        ("2.50e-1", 0.25),
        ("1e-400", 0.0),
        ("10000000000000000000000", 1e22),
        ("9007199254740993", 9007199254740992.0),
        ("18446744073709551616", 18446744073709551616.0),
        ("1.7976931348623157e308", f64::MAX),
        ("5e-324", 5e-324),
        ("0.1000000000000000055511151231257827021181583404541015625", 0.1),
        // Halfway between two floats, and a little more: every digit counts.
        ("9007199254740993.00000000000000000000000000000000000001", 9007199254740994.0),
        ("7.2057594037927933e16", 72057594037927933.0),
        ("8.5e-5", 8.5e-5),
        ("51.24817837550540", 51.2481783755054),
        ("1.448997445238699", 1.448997445238699),
    ] {
        let read = round(&session(&[("energy_kwh", text), ("note", text)]));
        assert_eq!(read.energy_kwh.to_bits(), float.to_bits(), "{text}");
        assert_eq!(read.other["note"].as_f64().unwrap().to_bits(), float.to_bits(), "{text}");
    }
}

/// Without that feature serde_json rounds in the last place. Here it is on in any case, because `jsonschema` asks for
/// it; a program that has nothing but `voltype` needs it as well.
#[test]
fn the_workspace_itself_asks_for_exact_floats() {
    let manifest = include_str!("../../../Cargo.toml");
    let line = manifest.lines().find(|line| line.starts_with("serde_json =")).unwrap();
    assert!(line.contains("\"float_roundtrip\""), "{line}");
    let manifest = include_str!("../../../runtime/Cargo.toml");
    assert!(manifest.contains("serde_json.workspace = true"), "it takes the feature over");
}

#[test]
fn integers_of_unknown_members_keep_all_their_digits() {
    for text in ["0", "-1", "9007199254740993", "18446744073709551615", "-9223372036854775808"] {
        let written = serde_json::to_string(&round(&session(&[("n", text)]))).unwrap();
        assert!(written.contains(&format!("\"n\":{text}")), "{written}");
    }
}

#[test]
fn timestamps_keep_their_spelling() {
    for text in [
        "2024-05-01T08:30:00Z",
        "2024-05-01t08:30:00z",
        "2024-05-01T08:30:00.123456789012+02:00",
        "2024-05-01T08:30:00.000-00:00",
        "2016-12-31T23:59:60Z",
        "2016-12-31T18:59:60.25-05:00",
        "0000-01-01T00:00:00+23:59",
        "2024-02-29T23:59:59.99999999999999999999999999999999999999Z",
    ] {
        let quoted = format!("\"{text}\"");
        let read = round(&session(&[("plug_start_datetime", &quoted)]));
        assert_eq!(read.plug_start_datetime.as_str(), text);
        // An escape is another spelling of the JSON text, not of the timestamp.
        let escaped = quoted.replace('-', "\\u002d");
        assert_eq!(round(&session(&[("plug_start_datetime", &escaped)])), read);
    }
}

#[test]
fn durations_keep_their_spelling() {
    for text in [
        "PT1H30M",
        "PT90M",
        "PT5400S",
        "-PT0S",
        "P1Y2M3DT4H5M6.70S",
        "P2W",
        "P1YT",
        "PT007H",
        "P99999999999999999999999D",
        "PT0.000000000001S",
    ] {
        let read = round(&session(&[("session_duration", &format!("\"{text}\""))]));
        assert_eq!(read.session_duration.as_str(), text);
    }
}

#[test]
fn strings_are_kept_with_every_character() {
    for (text, string) in [
        (r#""""#, ""),
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u0000\u001f\u007f""#, "\0\u{1f}\u{7f}"),
        (r#""é\u00e9 😀 \ud83d\ude00 \u{2028}""#, "é\u{e9} 😀 😀 \u{2028}"),
        (r#""0123""#, "0123"),
        (r#""1e5""#, "1e5"),
        (r#""null""#, "null"),
        (r#""\ufeff\ufffe\uffff""#, "\u{feff}\u{fffe}\u{ffff}"),
    ] {
        let text = &text.replace(r"\u{2028}", "\u{2028}");
        let read = round(&session(&[("user_id", text), ("memo", text)]));
        assert_eq!(read.user_id, string);
        assert_eq!(read.other["memo"], string);
    }
}

#[test]
fn names_may_be_spelled_with_escapes() {
    let plain = read(&session(&[]));
    let escaped = MEMBERS.map(|(name, value)| {
        let units: String = name.bytes().map(|byte| format!("\\u{byte:04X}")).collect();
        (units, value)
    });
    let text = object(escaped.iter().map(|(name, value)| (name.as_str(), *value)));
    assert_eq!(round(&text), plain);
    let read = round(&session(&[(r"m\u0065mo\/\\", "1")]));
    assert_eq!(read.other.keys().collect::<Vec<_>>(), ["memo/\\"]);
}

#[test]
fn members_that_the_schema_does_not_name_are_kept() {
    let others = [
        ("a_null", "null"),
        ("a_boolean", "false"),
        ("a_number", "-1.5e3"),
        ("a_string", r#""x""#),
        ("an_array", r#"[null, [], [[{"deep": [1, "two", {"three": null}]}]], {}]"#),
        ("an_object", r#"{"": {}, "b": {"session_id": 1}, "a/b~c": null, "é": "😀"}"#),
        ("", "\"a name without characters\""),
        ("Session_id", "\"names have upper and lower case\""),
        ("session_id ", "\"and spaces\""),
        ("other", r#"{"other": 1}"#),
        ("😀", "true"),
    ];
    let read = round(&session(&others));
    assert_eq!(read.other.len(), others.len());
    for (name, value) in others {
        let value: Value = serde_json::from_str(value).unwrap();
        assert!(same(&read.other[name], &value), "{name}");
    }
}

#[test]
fn null_differs_from_absent() {
    let (with, without) = (round(&session(&[("memo", "null")])), round(&session(&[])));
    assert_ne!(with, without);
    assert_eq!(with.other.get("memo"), Some(&Value::Null));
    assert!(serde_json::to_string(&with).unwrap().contains(r#""memo":null"#));
    assert!(!serde_json::to_string(&without).unwrap().contains("memo"));
}

#[test]
fn what_is_valid_but_does_not_fit_is_refused_and_not_changed() {
    for (name, value, pointer, want) in [
        ("energy_kwh", "1e400", "/energy_kwh", "a 64-bit float"),
        ("peak_kw", "1797693134862315800000e290", "/peak_kw", "a 64-bit float"),
        ("user_id", r#""a\ud800b""#, "/user_id", "a string of Unicode characters"),
        ("memo", "[0, -1e999]", "/memo/1", "a 64-bit float"),
        ("memo", r#"{"a": "\udfff"}"#, "/memo/a", "a string of Unicode characters"),
        ("memo", r#"{"a": {"\udead": 1}}"#, "/memo/a", "a string of Unicode characters"),
        (r"x\udbff", "1", "", "a string of Unicode characters"),
    ] {
        let text = session(&[(name, value)]);
        Session::check(text.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
        let report = Session::from_str(&text).unwrap_err();
        assert_eq!(report.errors().len(), 1, "{report:?}");
        let error = report.errors().first().unwrap();
        assert_eq!(error.keyword(), "unrepresentable", "{value}");
        assert_eq!(error.instance_path(), pointer, "{value}");
        assert_eq!(error.want().as_deref(), Some(want), "{value}");
        assert_eq!([error.keyword_path(), error.schema_path()], ["", ""]);
        assert!(error.to_string().ends_with("= note: the schema allows this value"), "{error}");
        assert!(text.parse::<Session>().is_err());
        assert!(serde_json::from_str::<Session>(&text).is_err(), "{value}");
    }
}
