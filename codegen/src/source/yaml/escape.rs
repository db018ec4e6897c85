//! Where the broken escape of a double-quoted scalar is: the parser only tells where the scalar begins.

use std::ops::Range;

/// The escapes of one letter (YAML 1.2.2 section 5.7), and the line break that is left out.
const LETTERS: &[u8] = b"0abt\tnvfre \"/\\N_LP\n\r";

/// The first escape after the quote at `start` that is not one; the quote if there is none.
pub(super) fn broken_escape(text: &str, start: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| *b == b'\\')) {
        at += found;
        match good(text, at) {
            Some(length) => at += length,
            None => return at..end(text, at),
        }
    }
    start..start + 1
}

/// The length of the escape at a place; `None` if it is broken.
fn good(text: &str, at: usize) -> Option<usize> {
    let letter = *text.as_bytes().get(at + 1)?;
    if LETTERS.contains(&letter) {
        return Some(2);
    }
    let digits = digits(letter)?;
    let value = hexadecimal(text, at + 2, digits)?;
    if !(0xD800..0xDC00).contains(&value) {
        return char::from_u32(value).map(|_| 2 + digits);
    }
    // The second half of a pair has to follow.
    let next = at + 2 + digits;
    let follows = letter == b'u' && text.get(next..next + 2) == Some("\\u");
    let low = hexadecimal(text, next + 2, digits).filter(|_| follows)?;
    (0xDC00..0xE000).contains(&low).then_some(2 * (2 + digits))
}

/// How many hexadecimal digits follow this letter.
fn digits(letter: u8) -> Option<usize> {
    match letter {
        b'x' => Some(2),
        b'u' => Some(4),
        b'U' => Some(8),
        _ => None,
    }
}

fn hexadecimal(text: &str, at: usize, digits: usize) -> Option<u32> {
    let text = text.get(at..at + digits)?;
    let is_hexadecimal = text.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(text, 16).ok().filter(|_| is_hexadecimal)
}

/// Where a broken escape ends: after its letter, and after its digits if it has all of them.
fn end(text: &str, at: usize) -> usize {
    let letter = text.get(at + 1..).and_then(|rest| rest.chars().next());
    let after = at + 1 + letter.map_or(0, char::len_utf8);
    let digits = letter.and_then(|letter| digits(u8::try_from(letter).ok()?));
    let whole = digits.filter(|digits| hexadecimal(text, after, *digits).is_some());
    after + whole.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_broken_escape_is_found() {
        for (text, want) in [
            (r#""\n\d""#, r"\d"),
            (r#""\\\ud83d\ude00\ud83d""#, r"\ud83d"),
            (r#""\ude00""#, r"\ude00"),
            (r#""\xZZ""#, r"\x"),
            (r#""\U00110000""#, r"\U00110000"),
            (r#""\é""#, r"\é"),
            (r#""\u00"#, r"\u"),
            ("\"\\", "\\"),
            ("\"", "\""),
        ] {
            assert_eq!(&text[broken_escape(text, 0)], want, "{text}");
        }
    }
}
