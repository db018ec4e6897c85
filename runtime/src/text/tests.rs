//! Texts that are JSON, and texts that are not.

use super::Text;
use crate::{Reason, Seek, Syntax};

fn read(bytes: &[u8]) -> Result<(), Syntax> {
    Text::defect(bytes).map_or(Ok(()), Err)
}

#[test]
fn json_is_read_to_its_end() {
    for text in [
        "null",
        " true ",
        "-0.5e+3",
        "\"\\u00e9 \\\\ é\"",
        "[]",
        "[1, [2], {}]",
        "\t{\"a\": {\"b\": []}}\r\n",
        r#"{"a":1,"b":2,"c":{"a":1}}"#,
    ] {
        assert_eq!(read(text.as_bytes()), Ok(()), "{text}");
    }
}

#[test]
fn defects_are_found_where_they_are() {
    use Reason::*;
    let cases: &[(&[u8], usize, Reason)] = &[
        (b"", 0, UnexpectedEnd),
        (b"  ", 2, UnexpectedEnd),
        (b"x", 0, ExpectedValue),
        (b"nul", 3, UnexpectedEnd),
        (b"nulL", 3, InvalidLiteral),
        (b"01", 1, InvalidNumber),
        (b"[1,]", 3, TrailingComma),
        (b"[1 2]", 3, ExpectedCommaOrBracket),
        (b"[", 1, UnexpectedEnd),
        (b"[,1]", 1, ExpectedValue),
        (b"{\"a\":1,}", 7, TrailingComma),
        (b"{,}", 1, ExpectedName),
        (b"{a:1}", 1, ExpectedName),
        (b"{\"a\" 1}", 5, ExpectedColon),
        (b"{\"a\":1 \"b\":2}", 7, ExpectedCommaOrBrace),
        (b"{\"a\":1}x", 7, TrailingText),
        (b"\"\\x\"", 2, InvalidEscape),
        (b"\"\\u12G4\"", 5, InvalidEscape),
        (b"\"a\nb\"", 2, ControlCharacter),
        (b"\"abc", 4, UnexpectedEnd),
        (b"{\"a\":1,\"\\u0061\":2}", 7, DuplicateName),
        (b"\xEF\xBB\xBF1", 0, ByteOrderMark),
        (b"\"\xFF\"", 1, InvalidUtf8),
    ];
    for (text, at, reason) in cases {
        let shown = String::from_utf8_lossy(text);
        assert_eq!(read(text), Err(Syntax { at: *at, reason: *reason }), "{shown}");
    }
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
    assert_eq!(read(&nested(128)), Ok(()));
    assert_eq!(read(&nested(129)), Err(Syntax { at: 128, reason: Reason::TooDeep }));
    assert_eq!(read(&vec![b'['; 1_000_000]), Err(Syntax { at: 128, reason: Reason::TooDeep }));
}

#[test]
fn duplicates_are_found_among_many_names() {
    let members: Vec<String> = (0..1000).map(|n| format!("\"n{n}\":0")).collect();
    assert_eq!(read(format!("{{{}}}", members.join(",")).as_bytes()), Ok(()));
    let again = format!("{{{},\"n7\":0}}", members.join(","));
    assert!(matches!(read(again.as_bytes()), Err(Syntax { reason: Reason::DuplicateName, .. })));
}

#[test]
fn short_floats_are_the_nearest_ones() {
    for number in [
        "0",
        "-0",
        "-0.0",
        "1",
        "12.5",
        "-37.251",
        "0.1",
        "0.3000000000001",
        "123456789012345",
        "99999999999999",
        "0.0000000000001",
        "4.35",
        "-1.005",
    ] {
        let document = format!("{number},");
        let mut text = Text::new(document.as_bytes()).unwrap();
        let want: f64 = number.parse().unwrap();
        assert_eq!(text.short_float().map(f64::to_bits), Some(want.to_bits()), "{number}");
        assert_eq!(text.position(), number.len());
    }
    for number in ["1e2", "1E+0", "2.50e-1", "1234567890123456", "0.12345678901234567"] {
        let mut text = Text::new(number.as_bytes()).unwrap();
        assert_eq!((text.short_float(), text.position()), (None, 0), "{number}");
    }
}

#[test]
fn strings_end_where_they_should_at_any_alignment() {
    for length in 0..40 {
        for special in ["\\n", "é", "\u{1F50C}", ""] {
            let body = format!("{}{special}{}", "a".repeat(length), "b".repeat(length % 7));
            assert_eq!(read(format!("\"{body}\"").as_bytes()), Ok(()), "{body}");
        }
        let control = format!("\"{}\u{1f}\"", "a".repeat(length));
        let at = length + 1;
        assert_eq!(read(control.as_bytes()), Err(Syntax { at, reason: Reason::ControlCharacter }));
    }
}
