//! Code points of a text in WTF-8, forwards and backwards, and sets of them.

/// The code point that begins at byte `at`, and the index of the next one; `None` at the end.
///
/// A byte that does not begin a code point counts as one.
#[inline]
pub fn after(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let rest = text.get(at..)?;
    let low = |byte: u8| u32::from(byte & 0x3F);
    Some(match *rest {
        [] => return None,
        [a, b, ..] if (0xC0..0xE0).contains(&a) => (u32::from(a & 0x1F) << 6 | low(b), at + 2),
        [a, b, c, ..] if (0xE0..0xF0).contains(&a) => {
            (u32::from(a & 0x0F) << 12 | low(b) << 6 | low(c), at + 3)
        }
        [a, b, c, d, ..] if a >= 0xF0 => {
            (u32::from(a & 0x07) << 18 | low(b) << 12 | low(c) << 6 | low(d), at + 4)
        }
        [a, ..] => (u32::from(a), at + 1),
    })
}

/// The code point that ends before byte `at`, and its index; `None` at the start.
#[inline]
pub fn before(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let head = text.get(..at)?;
    let back = head.iter().rev().take(3).take_while(|byte| (0x80..0xC0).contains(*byte)).count();
    let start = at.checked_sub(back + 1)?;
    match after(head, start) {
        Some((char, end)) if end == at => Some((char, start)),
        // Not WTF-8: the last byte counts as one.
        _ => head.last().map(|byte| (u32::from(*byte), at - 1)),
    }
}

/// Whether this is a word character of ECMA-262 (§ 22.2.2.9.3).
pub fn is_word(char: u32) -> bool {
    u8::try_from(char).is_ok_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether there is a word boundary at byte `at` of `text` (ECMA-262 § 22.2.2.4, `\b`).
pub fn is_word_boundary(text: &[u8], at: usize) -> bool {
    let left = before(text, at).is_some_and(|(char, _)| is_word(char));
    let right = after(text, at).is_some_and(|(char, _)| is_word(char));
    left != right
}

/// Whether `char` is in one of these inclusive ranges, which are in order.
pub fn contains(ranges: &[(u32, u32)], char: u32) -> bool {
    let index = ranges.partition_point(|(_, last)| *last < char);
    ranges.get(index).is_some_and(|(first, _)| *first <= char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions_agree() {
        let text = b"a\xC3\xA9\xE2\x82\xAC\xED\xA0\x80\xF0\x9F\x98\x80z";
        let chars = [0x61, 0xE9, 0x20AC, 0xD800, 0x1F600, 0x7A];
        let mut at = 0;
        for char in chars {
            let (found, next) = after(text, at).unwrap();
            assert_eq!((found, before(text, next)), (char, Some((char, at))));
            at = next;
        }
        assert_eq!((after(text, at), before(text, 0)), (None, None));
    }

    #[test]
    fn any_bytes_are_survived() {
        for bytes in
            [&b"\xC3"[..], b"\x80\x80\x80\x80\x80", b"\xF0\x9F", b"\xFF\xFF\xFF\xFF", b"a\x80"]
        {
            let mut at = 0;
            while let Some((_, next)) = after(bytes, at) {
                assert!(next > at && next <= bytes.len());
                at = next;
            }
            while let Some((_, next)) = before(bytes, at) {
                assert!(next < at);
                at = next;
            }
        }
    }

    #[test]
    fn sets_include_their_ends() {
        let set = [(1, 3), (7, 7)];
        let inside: Vec<u32> = (0..10).filter(|char| contains(&set, *char)).collect();
        assert_eq!(inside, [1, 2, 3, 7]);
    }
}
