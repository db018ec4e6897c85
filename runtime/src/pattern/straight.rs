//! What generated code calls for patterns that need no machine.

use std::ops::RangeBounds;

/// Whether every byte passes `test` and their number is within `length`: `^[a-z]{1,8}$`.
#[inline]
pub fn all(text: &[u8], length: impl RangeBounds<usize>, test: impl Fn(u8) -> bool) -> bool {
    length.contains(&text.len()) && text.iter().all(|byte| test(*byte))
}

/// Whether some byte passes `test`: `[a-z]`.
#[inline]
pub fn any(text: &[u8], test: impl Fn(u8) -> bool) -> bool {
    text.iter().any(|byte| test(*byte))
}

/// Whether every ASCII character passes `test` and the number of characters is within `length`, where all
/// characters beyond ASCII pass: `^[^ ]{1,8}$`.
#[inline]
pub fn all_or_beyond(
    text: &[u8],
    length: impl RangeBounds<usize>,
    test: impl Fn(u8) -> bool,
) -> bool {
    text.iter().all(|byte| *byte >= 0x80 || test(*byte)) && length.contains(&count(text))
}

/// Whether no line terminator of ECMA-262 (§ 12.3) occurs and the number of characters is within `length`:
/// `^.{1,20}$`.
#[inline]
pub fn line(text: &[u8], length: impl RangeBounds<usize>) -> bool {
    length.contains(&count(text)) && !has_line_terminator(text)
}

fn has_line_terminator(text: &[u8]) -> bool {
    text.iter().enumerate().any(|(at, byte)| match *byte {
        b'\n' | b'\r' => true,
        0xE2 => matches!(text.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])),
        _ => false,
    })
}

/// The number of code points: every byte but those that continue one begins one.
#[inline]
fn count(text: &[u8]) -> usize {
    text.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

/// Whether `needle` occurs in `text`.
#[inline]
pub fn contains(text: &[u8], needle: &[u8]) -> bool {
    match needle.split_first() {
        None => true,
        Some((first, rest)) => text.iter().enumerate().any(|(at, byte)| {
            byte == first && text.get(at + 1..).is_some_and(|text| text.starts_with(rest))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_code_points() {
        assert!(line("é€😀".as_bytes(), 3..=3));
        assert!(line(b"\xED\xA0\x80", 1..=1));
        assert!(!line("a\u{2028}".as_bytes(), ..));
        assert!(!line(b"a\r", ..));
        assert!(line("a\u{202A}\u{2027}".as_bytes(), 3..));
        assert!(all_or_beyond("aé".as_bytes(), 2..=2, |byte| byte == b'a'));
        assert!(!all("é".as_bytes(), .., |byte| byte == b'a'));
        assert!(all(b"", .., |_| false));
        assert!(any(b"xa", |byte| byte == b'a'));
    }

    #[test]
    fn needles_are_found() {
        for (text, needle, expected) in [
            ("", "", true),
            ("abc", "bc", true),
            ("ababc", "abc", true),
            ("ab", "abc", false),
            ("", "a", false),
        ] {
            assert_eq!(contains(text.as_bytes(), needle.as_bytes()), expected, "{text} {needle}");
        }
    }
}
