//! What generated code calls for patterns that need no automaton.

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

/// Whether every ASCII character passes `test` and the number of characters is within `length`. Characters beyond ASCII
/// always pass: `^[^ ]{1,8}$`.
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

/// The number of code points: the number of bytes that are not continuation bytes.
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

/// Whether the text is one of these: `^(yes|no)$`.
#[inline]
pub fn one_of<const COUNT: usize>(text: &[u8], literals: &[&[u8]; COUNT]) -> bool {
    literals.contains(&text)
}

/// The rest of the text after the first byte, if that passes `test`: the beginning of `^[a-z][a-z0-9]*$`.
#[inline]
pub fn after_one(text: &[u8], test: impl Fn(u8) -> bool) -> Option<&[u8]> {
    text.split_first().filter(|(first, _)| test(**first)).map(|(_, rest)| rest)
}

/// Runs of characters, each with a length and a class of ASCII characters: `^[0-9a-f]{8}-[0-9a-f]{4}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence<const RUNS: usize> {
    /// The number of characters, and a bit for each byte that is in the class.
    runs: [(usize, [u64; 4]); RUNS],
}

impl<const RUNS: usize> Sequence<RUNS> {
    /// For each run, its length and the inclusive ranges of its class. Characters beyond ASCII are in no class.
    pub const fn new(runs: [(usize, &[(u8, u8)]); RUNS]) -> Self {
        let mut made = [(0, [0; 4]); RUNS];
        let mut index = 0;
        while index < RUNS {
            let (count, ranges) = runs[index];
            made[index] = (count, bits(ranges));
            index += 1;
        }
        Sequence { runs: made }
    }

    /// The rest of the text after the runs, if it begins with them.
    #[inline]
    pub fn after<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        let mut rest = text;
        for (count, class) in &self.runs {
            let (run, after) = rest.split_at_checked(*count)?;
            if !run.iter().all(|byte| class[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1) {
                return None;
            }
            rest = after;
        }
        Some(rest)
    }
}

/// A bit for each character of the ranges.
const fn bits(ranges: &[(u8, u8)]) -> [u64; 4] {
    let mut bits = 0_u128;
    let mut index = 0;
    while index < ranges.len() {
        let (first, last) = ranges[index];
        if first <= last && last < 128 {
            bits |= (u128::MAX << first) & (u128::MAX >> (127 - last));
        }
        index += 1;
    }
    [bits as u64, (bits >> 64) as u64, 0, 0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_runs_one_after_the_other() {
        static HEAD: Sequence<3> = Sequence::new([
            (2, &[(b'0', b'9'), (b'a', b'f')]),
            (1, &[(b'-', b'-')]),
            (1, &[(0, 127)]),
        ]);
        for (text, expected) in [
            ("0f-x", Some("")),
            ("0f-\u{7f}yz", Some("yz")),
            ("0f-\0é", Some("é")),
            ("0g-x", None),
            ("0f-", None),
            ("0f-é", None),
            ("", None),
        ] {
            assert_eq!(HEAD.after(text.as_bytes()), expected.map(str::as_bytes), "{text}");
        }
        assert_eq!(Sequence::new([]).after(b"a"), Some(&b"a"[..]));
        // A range that is not one of ASCII is empty.
        assert_eq!(Sequence::new([(1, &[(b'b', b'a'), (0, 200)])]).after(b"a"), None);
    }

    #[test]
    fn the_first_byte_and_whole_texts_are_tested() {
        assert_eq!(after_one(b"ab", |byte| byte == b'a'), Some(&b"b"[..]));
        assert_eq!(after_one(b"ba", |byte| byte == b'a'), None);
        assert_eq!(after_one(b"", |_| true), None);
        assert!(one_of(b"b", &[b"", b"b"]) && one_of(b"", &[b"", b"b"]));
        assert!(!one_of(b"bb", &[b"", b"b"]));
    }

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
