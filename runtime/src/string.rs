//! A JSON string as it is spelled in its text.

use std::borrow::Cow;

/// The bytes of the longest spelling of a character: the escapes of two surrogates.
const LONGEST: usize = 12;

/// A string: the bytes between its quotes, and whether any of them are escapes.
///
/// The escapes of a `Str` have been checked, so decoding cannot fail. A lone surrogate (`"\ud800"`) is one character of
/// the string, although UTF-8 cannot encode it.
#[derive(Clone, Copy, Debug)]
pub struct Str<'a> {
    raw: &'a str,
    escaped: bool,
    mark: usize,
}

impl<'a> Str<'a> {
    /// The bytes between the quotes of a string whose escapes have been checked.
    pub(crate) fn new(raw: &'a str, escaped: bool, mark: usize) -> Self {
        Str { raw, escaped, mark }
    }

    /// A string that has no escapes.
    #[must_use]
    pub fn plain(text: &'a str, mark: usize) -> Self {
        Str { raw: text, escaped: false, mark }
    }

    /// The same string with another mark.
    #[must_use]
    pub fn with_mark(self, mark: usize) -> Self {
        Str { mark, ..self }
    }

    /// The mark of the string: see [`Input::mark`](crate::Input::mark).
    #[inline(always)]
    #[must_use]
    pub fn mark(&self) -> usize {
        self.mark
    }

    /// The string's bytes: UTF-8, except that a lone surrogate has the three bytes that UTF-8 would give it (WTF-8).
    /// Allocates only if there are escapes.
    #[inline(always)]
    #[must_use]
    pub fn bytes(&self) -> Cow<'a, [u8]> {
        if self.escaped {
            Cow::Owned(decode(self.raw.as_bytes()))
        } else {
            Cow::Borrowed(self.raw.as_bytes())
        }
    }

    /// The string, with U+FFFD for each lone surrogate.
    #[inline]
    #[must_use]
    pub fn to_str(&self) -> Cow<'a, str> {
        if self.escaped {
            Cow::Owned(match String::from_utf8(decode(self.raw.as_bytes())) {
                Ok(text) => text,
                Err(error) => replace_surrogates(error.as_bytes()),
            })
        } else {
            Cow::Borrowed(self.raw)
        }
    }

    /// At least the first `count` characters of the string, or all if it has fewer, with U+FFFD for each lone surrogate.
    /// Little more than that is decoded.
    pub(crate) fn start(&self, count: usize) -> Cow<'a, str> {
        if !self.escaped {
            let end = self.raw.char_indices().nth(count).map_or(self.raw.len(), |(end, _)| end);
            return Cow::Borrowed(self.raw.get(..end).unwrap_or_default());
        }
        // No character has more bytes than a pair of surrogates, so only a character after the first `count` can be cut.
        let end = self.raw.len().min((count + 1) * LONGEST);
        let start = decode(self.raw.as_bytes().get(..end).unwrap_or_default());
        let text = String::from_utf8(start);
        let text = text.unwrap_or_else(|error| replace_surrogates(error.as_bytes()));
        Cow::Owned(text.chars().take(count).collect())
    }

    /// Whether the string has a lone surrogate, which no Rust string can hold.
    #[must_use]
    pub fn has_lone_surrogate(&self) -> bool {
        self.escaped && std::str::from_utf8(&self.bytes()).is_err()
    }

    /// The string's length in characters (Unicode code points), as `minLength` and `maxLength` count it.
    #[must_use]
    pub fn chars(&self) -> u64 {
        count(&self.bytes())
    }
}

/// The code points in UTF-8 or WTF-8: every byte but the continuation bytes.
fn count(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u64
}

/// Resolves the escapes of a string that has been checked.
fn decode(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(backslash) = rest.iter().position(|byte| *byte == b'\\') {
        out.extend_from_slice(&rest[..backslash]);
        rest = &rest[backslash + 1..];
        let Some((escape, after)) = rest.split_first() else { break };
        rest = after;
        match escape {
            b'b' => out.push(0x08),
            b'f' => out.push(0x0C),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'u' => {
                let mut unit = take_unit(&mut rest);
                if (0xD800..0xDC00).contains(&unit) && rest.starts_with(b"\\u") {
                    let mut ahead = &rest[2..];
                    let low = take_unit(&mut ahead);
                    if (0xDC00..0xE000).contains(&low) {
                        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                        rest = ahead;
                    }
                }
                push_code_point(&mut out, unit);
            }
            other => out.push(*other),
        }
    }
    out.extend_from_slice(rest);
    out
}

/// Takes four hexadecimal digits.
fn take_unit(rest: &mut &[u8]) -> u32 {
    let (digits, after) = rest.split_at(rest.len().min(4));
    *rest = after;
    digits
        .iter()
        .fold(0, |unit, digit| (unit << 4) | (*digit as char).to_digit(16).unwrap_or_default())
}

/// Writes a code point in UTF-8, or a surrogate in WTF-8.
fn push_code_point(out: &mut Vec<u8>, point: u32) {
    let tail = |shift: u32| 0x80 | ((point >> shift) & 0x3F) as u8;
    match point {
        0..0x80 => out.push(point as u8),
        0x80..0x800 => out.extend([0xC0 | (point >> 6) as u8, tail(0)]),
        0x800..0x10000 => out.extend([0xE0 | (point >> 12) as u8, tail(6), tail(0)]),
        _ => out.extend([0xF0 | (point >> 18) as u8, tail(12), tail(6), tail(0)]),
    }
}

/// WTF-8 to UTF-8, each lone surrogate (three bytes that start with ED and A0 or above) as U+FFFD.
fn replace_surrogates(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (0xED, [0xA0..=0xBF, _, after @ ..]) => {
                out.extend("\u{FFFD}".as_bytes());
                rest = after;
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(raw: &str) -> Str<'_> {
        Str::new(raw, true, 0)
    }

    #[test]
    fn escapes_are_resolved() {
        for (raw, text) in [
            (r#"a\"\\\/\b\f\n\r\tz"#, "a\"\\/\u{8}\u{c}\n\r\tz"),
            (r"\u0041\u00e9\u20ac\ud83d\udd0c", "Aé€🔌"),
            (r"\uD83Dx\uDD0C", "\u{FFFD}x\u{FFFD}"),
            (r"\ud83d\u0041", "\u{FFFD}A"),
        ] {
            assert_eq!(escaped(raw).to_str(), text, "{raw}");
        }
    }

    #[test]
    fn length_counts_code_points_and_lone_surrogates() {
        assert_eq!(escaped(r"\ud83d\udd0c").chars(), 1);
        assert_eq!(escaped(r"\ud83d\ud83d\n").chars(), 3);
        assert_eq!(Str::plain("é🔌", 0).chars(), 2);
        assert!(escaped(r"\ud83d").has_lone_surrogate());
        assert!(!escaped(r"\u0041").has_lone_surrogate());
    }
}
