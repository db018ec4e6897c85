//! JSON text as an [`Input`]: no tree, and nothing allocated unless a string has escapes.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::members::Member;
use crate::stack;
use crate::syntax::MAX_DEPTH;
use crate::{Flow, Input, Kind, Number, Reason, Seek, Stop, Str, Syntax};

/// JSON text (RFC 8259) and a place in it.
///
/// What readers are known to disagree about is refused: duplicate names, a byte order mark, invalid UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
    /// Why reading stopped, once it has.
    reason: Reason,
}

/// How far the reading of an object has come, and the names in it that nobody watches.
#[derive(Debug)]
pub struct TextObject<'a> {
    started: bool,
    names: Names<'a>,
}

/// How far the reading of an array has come.
#[derive(Debug)]
pub struct TextArray {
    started: bool,
}

impl<'a> Text<'a> {
    /// The text in `bytes`, once it is known to be UTF-8 without a byte order mark.
    ///
    /// # Errors
    /// [`Reason::ByteOrderMark`] or [`Reason::InvalidUtf8`], with its place.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Syntax> {
        let text = simdutf8::compat::from_utf8(bytes)
            .map_err(|error| Syntax { at: error.valid_up_to(), reason: Reason::InvalidUtf8 })?;
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            return Err(Syntax { at: 0, reason: Reason::ByteOrderMark });
        }
        Ok(Text { text, at: 0, depth: 0, reason: Reason::UnexpectedEnd })
    }

    /// What keeps `bytes` from being JSON, if anything does.
    #[must_use]
    pub fn defect(bytes: &'a [u8]) -> Option<Syntax> {
        let mut text = match Text::new(bytes) {
            Ok(text) => text,
            Err(syntax) => return Some(syntax),
        };
        let read = text.skip().and_then(|()| text.finish());
        read.err().map(|_| Syntax { at: text.at, reason: text.reason })
    }

    /// The offset of the next byte to be read.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// The same text, at a value whose place a validator noted.
    #[must_use]
    pub fn at(&self, mark: usize) -> Self {
        Text { at: mark, ..*self }
    }

    /// Makes sure that nothing but white space is left.
    ///
    /// # Errors
    /// [`Reason::TrailingText`] where something is.
    pub fn finish(&mut self) -> Flow {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.fail(Reason::TrailingText),
        }
    }

    /// Makes sure that some value begins here.
    #[cold]
    fn something_else(&mut self) -> Flow {
        self.kind().map(drop)
    }

    /// The next byte that is not white space.
    #[inline(always)]
    fn peek(&mut self) -> Option<u8> {
        match self.bytes().get(self.at) {
            Some(byte) if *byte > b' ' => Some(*byte),
            None => None,
            Some(_) => self.peek_past_space(),
        }
    }

    fn peek_past_space(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes().get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Moves past the next byte that is no white space, if it is `wanted`.
    #[inline(always)]
    fn eat(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    #[inline(always)]
    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// A defect at the current place.
    #[cold]
    fn fail<T>(&mut self, reason: Reason) -> Flow<T> {
        self.fail_at(self.at, reason)
    }

    #[cold]
    fn fail_at<T>(&mut self, at: usize, reason: Reason) -> Flow<T> {
        self.at = at;
        self.reason = if at >= self.text.len() { Reason::UnexpectedEnd } else { reason };
        Err(Stop::Syntax)
    }

    fn literal(&mut self, spelling: &[u8]) -> Flow {
        let rest = self.bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(spelling) {
            self.at += spelling.len();
            return Ok(());
        }
        let same = rest.iter().zip(spelling).take_while(|(a, b)| a == b).count();
        self.fail_at(self.at + same, Reason::InvalidLiteral)
    }

    /// Moves to the quote of the next member's name; `false` after the last member.
    #[inline(always)]
    fn next_member(&mut self, object: &mut TextObject<'a>) -> Flow<bool> {
        match self.peek() {
            Some(b',') if object.started => self.at += 1,
            Some(b'}') => {
                self.shallower();
                return Ok(false);
            }
            _ if object.started => return self.fail(Reason::ExpectedCommaOrBrace),
            _ => {}
        }
        match self.peek() {
            Some(b'"') => {}
            Some(b'}') => return self.fail(Reason::TrailingComma),
            _ => return self.fail(Reason::ExpectedName),
        }
        object.started = true;
        Ok(true)
    }

    #[inline(always)]
    fn deeper(&mut self) -> Flow {
        if self.depth == MAX_DEPTH {
            return self.fail(Reason::TooDeep);
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    #[inline(always)]
    fn shallower(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.at += 1;
    }

    /// Reads the string whose opening quote is the current byte.
    #[inline(always)]
    fn quoted(&mut self) -> Flow<Str<'a>> {
        let start = self.at + 1;
        let end = plain_end(self.bytes(), start);
        if self.bytes().get(end) == Some(&b'"') {
            let raw = self.text.get(start..end).unwrap_or_default();
            self.at = end + 1;
            return Ok(Str::new(raw, false, start - 1));
        }
        self.quoted_with_escapes(start, end)
    }

    /// The rest of a string from `end`, its first byte that is not plain.
    #[inline(never)]
    fn quoted_with_escapes(&mut self, start: usize, mut end: usize) -> Flow<Str<'a>> {
        loop {
            match self.bytes().get(end) {
                Some(b'"') => {
                    let raw = self.text.get(start..end).unwrap_or_default();
                    self.at = end + 1;
                    return Ok(Str::new(raw, true, start - 1));
                }
                Some(b'\\') => end = self.escape(end)?,
                _ => return self.fail_at(end, Reason::ControlCharacter),
            }
            end = plain_end(self.bytes(), end);
        }
    }

    /// The place after the escape that starts at `at`.
    fn escape(&mut self, at: usize) -> Flow<usize> {
        match self.bytes().get(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'u') => {
                for digit in at + 2..at + 6 {
                    if !self.bytes().get(digit).is_some_and(u8::is_ascii_hexdigit) {
                        return self.fail_at(digit, Reason::InvalidEscape);
                    }
                }
                Ok(at + 6)
            }
            _ => self.fail_at(at + 1, Reason::InvalidEscape),
        }
    }
}

impl<'a> Input<'a> for Text<'a> {
    type Object = TextObject<'a>;
    type Array = TextArray;

    #[inline(always)]
    fn kind(&mut self) -> Flow<Kind> {
        match self.peek() {
            Some(b'"') => Ok(Kind::String),
            Some(b'0'..=b'9' | b'-') => Ok(Kind::Number),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            _ => self.fail(Reason::ExpectedValue),
        }
    }

    #[inline(always)]
    fn mark(&self) -> usize {
        self.at
    }

    #[inline(always)]
    fn next_mark(&mut self) -> Flow<usize> {
        self.peek();
        Ok(self.at)
    }

    fn null(&mut self) -> Flow {
        self.literal(b"null")
    }

    #[inline(always)]
    fn boolean(&mut self) -> Flow<bool> {
        let value = self.bytes().get(self.at) == Some(&b't');
        self.literal(if value { b"true" } else { b"false" })?;
        Ok(value)
    }

    #[inline(always)]
    fn number(&mut self) -> Flow<Number<'a>> {
        match Number::scan(self.bytes(), self.at) {
            Ok((number, end)) => {
                self.at = end;
                Ok(number)
            }
            Err(at) => self.fail_at(at, Reason::InvalidNumber),
        }
    }

    #[inline(always)]
    fn string(&mut self) -> Flow<Str<'a>> {
        self.quoted()
    }

    #[inline(always)]
    fn string_if(&mut self) -> Flow<Option<Str<'a>>> {
        if self.peek() == Some(b'"') {
            return self.quoted().map(Some);
        }
        self.something_else().map(|()| None)
    }

    #[inline(always)]
    fn number_if(&mut self) -> Flow<Option<Number<'a>>> {
        if matches!(self.peek(), Some(b'0'..=b'9' | b'-')) {
            return self.number().map(Some);
        }
        self.something_else().map(|()| None)
    }

    #[inline(always)]
    fn object(&mut self) -> Flow<TextObject<'a>> {
        self.deeper()?;
        Ok(TextObject { started: false, names: Names::None })
    }

    #[inline(always)]
    fn member(&mut self, object: &mut TextObject<'a>) -> Flow<Option<Str<'a>>> {
        if !self.next_member(object)? {
            return Ok(None);
        }
        let name = self.quoted()?;
        if self.eat(b':') { Ok(Some(name)) } else { self.fail(Reason::ExpectedColon) }
    }

    #[inline(always)]
    fn member_of(
        &mut self,
        object: &mut TextObject<'a>,
        members: &[Member<'_>],
        expected: usize,
    ) -> Flow<Option<(usize, Str<'a>)>> {
        if !self.next_member(object)? {
            return Ok(None);
        }
        let start = self.at + 1;
        let (slot, name) = match members.get(expected) {
            // Compared before the name's end is looked for: this is what happens nearly always.
            Some(member) if member.is_quoted_at(self.bytes(), start) => {
                let end = start + member.name().len();
                self.at = end + 1;
                (
                    expected,
                    Str::new(self.text.get(start..end).unwrap_or_default(), false, start - 1),
                )
            }
            _ => {
                let name = self.quoted()?;
                (Member::find(members, &name), name)
            }
        };
        if self.eat(b':') { Ok(Some((slot, name))) } else { self.fail(Reason::ExpectedColon) }
    }

    fn once(&mut self, object: &mut TextObject<'a>, name: Str<'a>) -> Flow {
        if object.names.insert(name) {
            Ok(())
        } else {
            self.fail_at(name.mark(), Reason::DuplicateName)
        }
    }

    #[inline(always)]
    fn array(&mut self) -> Flow<TextArray> {
        self.deeper()?;
        Ok(TextArray { started: false })
    }

    #[inline(always)]
    fn item(&mut self, array: &mut TextArray) -> Flow<bool> {
        match self.peek() {
            Some(b']') => {
                self.shallower();
                return Ok(false);
            }
            Some(b',') if array.started => {
                self.at += 1;
                if self.peek() == Some(b']') {
                    return self.fail(Reason::TrailingComma);
                }
            }
            _ if array.started => return self.fail(Reason::ExpectedCommaOrBracket),
            _ => array.started = true,
        }
        Ok(true)
    }

    fn skip(&mut self) -> Flow {
        match self.kind()? {
            Kind::Null => self.null(),
            Kind::Boolean => self.boolean().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::String => self.string().map(drop),
            // The values inside are skipped by calls of this function, which take a lot of stack without optimisation.
            Kind::Array | Kind::Object if self.depth % 16 == 15 => {
                stack::enough(0, || self.skip_container())
            }
            Kind::Array | Kind::Object => self.skip_container(),
        }
    }

    fn reason(&self) -> Reason {
        self.reason
    }
}

impl<'a> Seek<'a> for Text<'a> {
    #[inline(always)]
    fn seek(&self, mark: usize) -> Flow<Self> {
        Ok(self.at(mark))
    }

    fn seek_name(&self, mark: usize) -> Flow<(Str<'a>, Self)> {
        let mut text = self.at(mark);
        let name = text.quoted()?;
        if !text.eat(b':') {
            return text.fail(Reason::ExpectedColon);
        }
        text.kind()?;
        Ok((name, text))
    }

    /// Fast for a number that has no exponent and so few digits that one division of exact operands gives the nearest
    /// float; most numbers do.
    #[inline(always)]
    fn short_float(&mut self) -> Option<f64> {
        const POWERS: [f64; 16] =
            [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        let rest = self.bytes().get(self.at..).unwrap_or_default();
        let negative = rest.first() == Some(&b'-');
        let mut length = usize::from(negative);
        let mut mantissa = 0_u64;
        let mut point = None;
        while let Some(byte) = rest.get(length) {
            match byte {
                b'0'..=b'9' => {
                    mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'))
                }
                b'.' => point = Some(length),
                b'e' | b'E' => return None,
                _ => break,
            }
            length += 1;
        }
        // Sign, point and fifteen digits: less than 2^53.
        if length > 15 {
            return None;
        }
        let fraction = point.map_or(0, |point| length - point - 1);
        let float = mantissa as f64 / POWERS.get(fraction)?;
        self.at += length;
        Some(if negative { -float } else { float })
    }
}

impl Text<'_> {
    fn skip_container(&mut self) -> Flow {
        if self.bytes().get(self.at) == Some(&b'[') {
            let mut array = self.array()?;
            while self.item(&mut array)? {
                self.skip()?;
            }
        } else {
            let mut object = self.object()?;
            while let Some(name) = self.member(&mut object)? {
                self.once(&mut object, name)?;
                self.skip()?;
            }
        }
        Ok(())
    }
}

/// The names of an object that have occurred so far. Most objects have few that nobody watches, so nothing is
/// allocated before the second.
#[derive(Debug)]
enum Names<'a> {
    None,
    One(Str<'a>),
    Few(Vec<Str<'a>>),
    Many(HashSet<Cow<'a, [u8]>>),
}

/// From this many names on, looking through a list costs more than hashing.
const MANY: usize = 16;

impl<'a> Names<'a> {
    /// Adds a name; `false` if it was there.
    fn insert(&mut self, name: Str<'a>) -> bool {
        let same = |other: &Str<'a>| other.bytes() == name.bytes();
        match self {
            Names::None => *self = Names::One(name),
            Names::One(first) if same(first) => return false,
            Names::One(first) => *self = Names::Few(vec![*first, name]),
            Names::Few(names) if names.iter().any(same) => return false,
            Names::Few(names) if names.len() == MANY => {
                let mut many: HashSet<_> = names.iter().map(Str::bytes).collect();
                many.insert(name.bytes());
                *self = Names::Many(many);
            }
            Names::Few(names) => names.push(name),
            Names::Many(names) => return names.insert(name.bytes()),
        }
        true
    }
}

/// The first byte from `at` on that is a quote, a backslash or a control character; or the text's end.
#[inline(always)]
fn plain_end(bytes: &[u8], at: usize) -> usize {
    if let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let special = special_bytes(block);
        if special != 0 {
            return at + special.trailing_zeros() as usize;
        }
    }
    far_plain_end(bytes, at)
}

/// The same for what is longer than one block, or near the text's end.
#[inline(never)]
fn far_plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let special = special_bytes(block);
        if special != 0 {
            return at + special.trailing_zeros() as usize;
        }
        at += BLOCK;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..0x20) {
            break;
        }
        at += 1;
    }
    at
}

/// How many bytes are looked at together.
const BLOCK: usize = 16;

/// One bit for each byte, from the lowest on: whether it is a quote, a backslash or a control character.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[allow(unsafe_code, reason = "the intrinsics have no safe form without a target feature")]
fn special_bytes(block: &[u8; BLOCK]) -> u32 {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8,
    };
    let word = u128::from_le_bytes(*block);
    // SAFETY: these instructions are SSE2, which every x86-64 processor has and which this target therefore always
    // enables; none of the functions takes a pointer.
    unsafe {
        let block = _mm_set_epi64x((word >> 64) as i64, word as i64);
        let quote = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'"' as i8));
        let backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'\\' as i8));
        let control = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
        _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), control)) as u32
    }
}

/// One bit for each byte, from the lowest on: whether it is a quote, a backslash or a control character. Only the
/// lowest bit that is set is sure to be right.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn special_bytes(block: &[u8; BLOCK]) -> u32 {
    const ONES: u128 = u128::MAX / 255;
    const TOPS: u128 = ONES << 7;
    let word = u128::from_le_bytes(*block);
    let quote = word ^ (ONES * b'"' as u128);
    let backslash = word ^ (ONES * b'\\' as u128);
    let zero_quote = quote.wrapping_sub(ONES) & !quote;
    let zero_backslash = backslash.wrapping_sub(ONES) & !backslash;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    // Borrows run upwards, so that a false bit is above a true one.
    let tops = (zero_quote | zero_backslash | control) & TOPS;
    if tops == 0 { 0 } else { 1 << (tops.trailing_zeros() / 8) }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(matches!(
            read(again.as_bytes()),
            Err(Syntax { reason: Reason::DuplicateName, .. })
        ));
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
            assert_eq!(
                read(control.as_bytes()),
                Err(Syntax { at, reason: Reason::ControlCharacter })
            );
        }
    }
}
