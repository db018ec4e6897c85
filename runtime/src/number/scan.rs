//! How a number is read.

use super::Number;
use super::decimal::Decimal;

/// As many decimal digits always fit a `u64`.
const EXACT_DIGITS: usize = 19;

impl<'a> Number<'a> {
    /// Reads the number that begins at `text[start]`.
    ///
    /// Returns it together with the index of the first byte after it. What follows the number is not checked: from `1x`,
    /// the number `1` is read.
    ///
    /// # Errors
    ///
    /// The index of the first byte that RFC 8259 §6 does not allow: a digit after a leading zero, or anything in place of
    /// a digit; `text.len()` if the text ends too early.
    #[inline(always)]
    pub const fn scan(text: &'a [u8], start: usize) -> Result<(Self, usize), usize> {
        let negative = byte(text, start) == b'-';
        let first = if negative { start + 1 } else { start };
        let (mut mantissa, mut at) = read_digits(text, first, 0);
        if at == first {
            return Err(at);
        }
        if byte(text, first) == b'0' && at > first + 1 {
            return Err(first + 1);
        }
        let mut exponent = 0;
        let mut exact = at - first <= EXACT_DIGITS;
        let plain = !matches!(byte(text, at), b'.' | b'e' | b'E');
        if !plain {
            match scan_rest(text, first, at, mantissa) {
                Ok(scanned) => Scanned { mantissa, exponent, exact, end: at } = scanned,
                Err(at) => return Err(at),
            }
        }
        let raw = between(text, start, at);
        if !exact {
            // Once more, without the zeros around the significant digits.
            (mantissa, exponent, exact) = match Decimal::read(raw).small() {
                Some((mantissa, exponent)) => (mantissa, exponent, true),
                None => (0, 0, false),
            };
        }
        // Built here and not by the functions out of line, because that keeps the parts in registers.
        let number = Number { raw, start, mantissa, exponent, negative, exact, plain };
        Ok((number, at))
    }
}

/// A number with a fraction or an exponent.
struct Scanned {
    mantissa: u64,
    exponent: i32,
    /// Whether mantissa and exponent are the value.
    exact: bool,
    /// The index after the number.
    end: usize,
}

/// Reads the fraction and the exponent of a number; `point` is the index of its `.` or `e`.
#[inline]
const fn scan_rest(
    text: &[u8],
    first: usize,
    point: usize,
    mantissa: u64,
) -> Result<Scanned, usize> {
    let mut end = point;
    let mut mantissa = mantissa;
    let mut digits = point - first;
    let mut exponent = 0_i64;
    if byte(text, end) == b'.' {
        (mantissa, end) = read_digits(text, point + 1, mantissa);
        let fraction = end - point - 1;
        if fraction == 0 {
            return Err(end);
        }
        digits += fraction;
        exponent = -(fraction as i64);
    }
    if matches!(byte(text, end), b'e' | b'E') {
        match read_exponent(text, end + 1) {
            Ok((power, after)) => (exponent, end) = (exponent + power, after),
            Err(at) => return Err(at),
        }
    }
    let exact = digits <= EXACT_DIGITS && exponent == exponent as i32 as i64;
    Ok(Scanned { mantissa, exponent: exponent as i32, exact, end })
}

/// Reads the exponent after its `e`. Returns it, or another one that does not fit into an `i32` either, and the index
/// after it.
#[inline(always)]
const fn read_exponent(text: &[u8], start: usize) -> Result<(i64, usize), usize> {
    let sign = byte(text, start);
    let first = if matches!(sign, b'+' | b'-') { start + 1 } else { start };
    let mut at = first;
    let mut power = 0_i64;
    while byte(text, at).is_ascii_digit() {
        // Beyond this, the sum does not fit into an i32, whatever follows.
        if power < 1 << 40 {
            power = power * 10 + (byte(text, at) - b'0') as i64;
        }
        at += 1;
    }
    if at == first {
        return Err(at);
    }
    Ok((if sign == b'-' { -power } else { power }, at))
}

/// Reads the digits from this index on, and appends them to a mantissa, which wraps around if there are too many.
/// Returns the mantissa and the index after the digits.
#[inline(always)]
const fn read_digits(text: &[u8], start: usize, mantissa: u64) -> (u64, usize) {
    let mut at = start;
    let mut mantissa = mantissa;
    while byte(text, at).is_ascii_digit() {
        mantissa = mantissa.wrapping_mul(10).wrapping_add((text[at] - b'0') as u64);
        at += 1;
    }
    (mantissa, at)
}

/// The byte at this index; after the end, a byte that cannot be part of a number.
#[inline(always)]
const fn byte(text: &[u8], at: usize) -> u8 {
    if at < text.len() { text[at] } else { 0 }
}

/// `text[start..end]`, for `const fn`; empty if that is out of bounds, which never happens.
#[inline(always)]
const fn between(text: &[u8], start: usize, end: usize) -> &[u8] {
    match text.split_at_checked(end) {
        Some((front, _)) => match front.split_at_checked(start) {
            Some((_, middle)) => middle,
            None => &[],
        },
        None => &[],
    }
}
