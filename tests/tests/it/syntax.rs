//! Text that is not JSON, or JSON that readers disagree about.

use voltype::runtime::{Failure, Reason};
use voltype::session::Session;
use voltype_tests::samples::session;

/// Checks that every entry point rejects the text for this reason at this byte.
fn refused(text: &[u8], at: usize, reason: Reason) {
    let shown = String::from_utf8_lossy(text);
    let report = Session::check(text).unwrap_err();
    assert_eq!(report.errors().len(), 1, "{report:?}");
    let error = report.errors().first().unwrap();
    assert_eq!(error.failure(), &Failure::Syntax(reason), "{shown}");
    assert_eq!(error.keyword(), "syntax");
    assert_eq!(error.span().unwrap().start, at, "{shown}: {report}");
    let paths = [error.instance_path(), error.keyword_path(), error.schema_path()];
    assert_eq!(paths, ["", "", ""]);
    assert!(error.to_string().ends_with(&format!("= help: {}", reason.help())), "{error}");
    assert!(error.to_string().starts_with(&format!("error: not JSON: {reason}")), "{error}");
    assert_eq!(Session::from_slice(text).unwrap_err(), report, "{shown}");
    assert!(!Session::is_valid(text));
}

/// The valid session with `tail` for its last brace, and where `tail` begins.
fn with_tail(tail: &str) -> (String, usize) {
    let mut text = session(&[]);
    text.truncate(text.len() - 1);
    let at = text.len();
    (text + tail, at)
}

#[test]
fn every_reason_is_met_at_its_place() {
    use Reason::*;
    for (tail, offset, reason) in [
        ("", 0, UnexpectedEnd),
        (", ", 2, UnexpectedEnd),
        (", \"x", 4, UnexpectedEnd),
        (", \"x\": \"\\", 9, UnexpectedEnd),
        (", \"x\": tru", 10, UnexpectedEnd),
        (", \"x\": -", 8, UnexpectedEnd),
        (", \"x\": ?}", 7, ExpectedValue),
        (", \"x\": }", 7, ExpectedValue),
        (", \"x\": 'y'}", 7, ExpectedValue),
        (", \"x\": // no\n 1}", 7, ExpectedValue),
        (", x: 1}", 2, ExpectedName),
        (", 1: 1}", 2, ExpectedName),
        (",}", 1, TrailingComma),
        (", \"x\": [1,]}", 10, TrailingComma),
        (", \"x\" 1}", 6, ExpectedColon),
        (", \"x\"}", 5, ExpectedColon),
        (", \"x\": 1 \"y\": 2}", 9, ExpectedCommaOrBrace),
        (", \"x\": 1]", 8, ExpectedCommaOrBrace),
        (", \"x\": [1 2]}", 10, ExpectedCommaOrBracket),
        (", \"x\": [1}", 9, ExpectedCommaOrBracket),
        ("} {}", 2, TrailingText),
        ("},", 1, TrailingText),
        (", \"x\": nule}", 10, InvalidLiteral),
        (", \"x\": True}", 7, ExpectedValue),
        (", \"x\": NaN}", 7, ExpectedValue),
        (", \"x\": 01}", 8, InvalidNumber),
        (", \"x\": 1.}", 9, InvalidNumber),
        (", \"x\": 1e+}", 10, InvalidNumber),
        (", \"x\": -a}", 8, InvalidNumber),
        (", \"x\": \"\\x\"}", 9, InvalidEscape),
        (", \"x\": \"\\u12g4\"}", 12, InvalidEscape),
        (", \"x\": \"a\tb\"}", 9, ControlCharacter),
        (", \"x\": \"a\nb\"}", 9, ControlCharacter),
    ] {
        let (text, start) = with_tail(tail);
        refused(text.as_bytes(), start + offset, reason);
    }
    refused(b"", 0, UnexpectedEnd);
    refused(b" \r\n\t ", 5, UnexpectedEnd);
}

#[test]
fn defects_hide_nowhere() {
    // Inside of values that no keyword looks at, and after errors that keywords have found.
    let (text, start) = with_tail(", \"x\": {\"y\": [0, {\"z\": 00}]}}");
    refused(text.as_bytes(), start + 24, Reason::InvalidNumber);
    let text = session(&[("energy_kwh", "-1"), ("start_soc", "1e")]);
    refused(text.as_bytes(), text.find("1e").unwrap() + 2, Reason::InvalidNumber);
    let text = format!("{}x", session(&[("energy_kwh", "-1")]));
    refused(text.as_bytes(), text.len() - 1, Reason::TrailingText);
}

#[test]
fn names_occur_once_in_an_object() {
    for (tail, offset) in [
        (", \"energy_kwh\": 43.2}", 2),
        (", \"energy\\u005fkwh\": 43.2}", 2),
        (", \"x\": 1, \"x\": 1}", 10),
        (", \"é\": 1, \"\\u00e9\": 2}", 11),
        (", \"x\": {\"y\": [{\"a\": 1, \"b\": 2, \"a\": 3}]}}", 31),
        (", \"\": 1, \"\": 1}", 9),
        (", \"\\ud800\": 1, \"\\uD800\": 1}", 15),
    ] {
        let (text, start) = with_tail(tail);
        refused(text.as_bytes(), start + offset, Reason::DuplicateName);
    }
    // The same name in another object is another member.
    let nested = r#"{"energy_kwh": {"energy_kwh": [{"energy_kwh": 1}, {"energy_kwh": 1}]}}"#;
    Session::check(session(&[("memo", nested)]).as_bytes()).unwrap();
}

#[test]
fn a_duplicate_is_found_among_many_members() {
    let names: Vec<String> = (0..2000).map(|index| format!("n{index}")).collect();
    let mut members: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "0")).collect();
    Session::check(session(&members).as_bytes()).unwrap();
    members.push(("n\\u0037", "1"));
    let text = session(&members);
    refused(text.as_bytes(), text.find("\"n\\u0037\"").unwrap(), Reason::DuplicateName);
}

#[test]
fn text_is_utf8_without_a_byte_order_mark() {
    let text = session(&[]);
    refused(format!("\u{feff}{text}").as_bytes(), 0, Reason::ByteOrderMark);
    for bytes in [&b"\xff"[..], b"\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"] {
        let at = text.find("unplugged").unwrap() + 2;
        let broken = [&text.as_bytes()[..at], bytes, &text.as_bytes()[at..]].concat();
        refused(&broken, at, Reason::InvalidUtf8);
    }
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(!Session::is_valid(&utf16));
}

#[test]
fn nesting_is_bounded() {
    // The session itself is one level.
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    Session::check(session(&[("x", &nested(127))]).as_bytes()).unwrap();
    Session::from_str(&session(&[("x", &nested(127))])).unwrap();
    let text = session(&[("x", &nested(128))]);
    refused(text.as_bytes(), text.find("[[").unwrap() + 127, Reason::TooDeep);
    let objects = format!("{}1{}", "{\"a\":".repeat(200), "}".repeat(200));
    let text = session(&[("x", &objects)]);
    refused(text.as_bytes(), text.find("{\"a\"").unwrap() + 127 * 5, Reason::TooDeep);
    let endless = "[".repeat(1_000_000);
    refused(endless.as_bytes(), 128, Reason::TooDeep);
}

#[test]
fn line_and_column_lead_to_the_defect() {
    let text = "{\n  \"é\": \"日本\",\n  \"日\": \"本\" nope\n}";
    let report = Session::check(text.as_bytes()).unwrap_err();
    let error = report.errors().first().unwrap();
    assert_eq!((error.line(), error.column()), (Some(3), Some(12)));
    assert_eq!(
        report.to_string(),
        "error: not JSON: expected a comma or `}`
 --> line 3, column 12: the document
  |
3 |   \"日\": \"本\" nope
  |              ^
  = help: separate members with a comma, or close the object"
    );
}
