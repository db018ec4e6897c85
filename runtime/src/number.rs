//! JSON numbers, exactly.
//!
//! A JSON number (RFC 8259 §6) is a decimal number of any size. JSON Schema compares such numbers by their
//! mathematical value, so a [`Number`] stays the digits that it was written with: nothing is rounded until
//! somebody asks for an `f64`.
//!
//! Nearly all numbers have at most 19 significant digits and a modest exponent. [`Number::scan`] reads those
//! into an integer mantissa and a power of ten, and every question about them is integer arithmetic. All
//! others are answered from the text, in the module `decimal`, without ever expanding a power of ten:
//! `1e1000000000` costs no more than `1`.

mod big;
mod decimal;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};

use decimal::Decimal;

/// A JSON number: its decimal digits, and where they stand in the text.
///
/// Equality, order and hash are those of the mathematical value: `1`, `1.0` and `10e-1` are equal, and so are
/// `-0` and `0`.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a> {
    /// The number's JSON text; empty when it was made from a Rust number.
    raw: &'a [u8],
    /// Where `raw` stands in the text that it was read from.
    start: usize,
    /// The value is `±mantissa × 10^exponent` when `exact`; otherwise both are 0 and `raw` decides.
    mantissa: u64,
    exponent: i32,
    negative: bool,
    /// Whether mantissa and exponent hold the value. A number that isn't exact is never zero.
    exact: bool,
    /// Whether it is spelled as digits only, without `.` and exponent.
    plain: bool,
}

/// The powers of ten that fit a `u64`.
const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// As many decimal digits always fit a `u64`.
const EXACT_DIGITS: usize = 19;

/// The longest mantissa (20 digits), exponent (11) and punctuation.
const SPELLING: usize = 40;

impl<'a> Number<'a> {
    /// Reads the number that begins at `text[start]`.
    ///
    /// Returns it together with the index of the first byte behind it. What follows the number is the caller's
    /// business: of `1x`, the number `1` is read.
    ///
    /// # Errors
    ///
    /// The index of the first byte that RFC 8259 §6 doesn't allow where it stands (a leading zero's follower, a
    /// missing digit; `text.len()` if the text ends too early).
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
                Ok(rest) => (mantissa, exponent, exact, at) = rest,
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
        // Built in one place, and not by the functions out of line, so that the parts stay in registers.
        let number = Number { raw, start, mantissa, exponent, negative, exact, plain };
        Ok((number, at))
    }

    /// The number that is spelled `text`, for numbers that stand in generated code:
    /// `const { Number::literal("0.01") }`.
    ///
    /// # Panics
    ///
    /// When `text` isn't a JSON number. In a `const` block that is an error of compilation.
    #[must_use]
    #[allow(clippy::panic, reason = "generated code evaluates this when it is compiled")]
    pub const fn literal(text: &'static str) -> Number<'static> {
        match Number::scan(text.as_bytes(), 0) {
            Ok((number, end)) if end == text.len() => number,
            _ => panic!("not a JSON number"),
        }
    }

    /// A long number that stands in generated code, which isn't read: the Rust compiler evaluates constants too slowly
    /// to read thousands of digits. `text` has to be a JSON number whose value isn't 0, and `plain` says whether it is
    /// spelled as digits only. Where it isn't so, the answers are unspecified.
    #[must_use]
    pub const fn long(text: &'static str, plain: bool) -> Number<'static> {
        let raw = text.as_bytes();
        let negative = matches!(raw, [b'-', ..]);
        Number { raw, start: 0, mantissa: 0, exponent: 0, negative, exact: false, plain }
    }

    /// The number with this integer value.
    #[inline]
    #[must_use]
    pub const fn from_u64(value: u64) -> Number<'static> {
        Number {
            raw: &[],
            start: 0,
            mantissa: value,
            exponent: 0,
            negative: false,
            exact: true,
            plain: true,
        }
    }

    /// The number with this integer value.
    #[inline]
    #[must_use]
    pub const fn from_i64(value: i64) -> Number<'static> {
        Number { negative: value < 0, ..Number::from_u64(value.unsigned_abs()) }
    }

    /// The number with the fewest digits that reads back as `value`; `None` for NaN and the infinities, which
    /// JSON cannot write.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Number<'static>> {
        if !value.is_finite() {
            return None;
        }
        let negative = value.is_sign_negative();
        let float = |mantissa, exponent| Number {
            negative,
            exponent,
            plain: false,
            ..Number::from_u64(mantissa)
        };
        // A decimal number of up to 15 digits that reads back as `value` is the only such number, hence the
        // shortest. Both operands of the division are exact, so its result is the nearest float.
        let size = value.abs();
        for (exponent, power) in [(0, 1.0), (-1, 1e1), (-2, 1e2), (-3, 1e3), (-4, 1e4)] {
            let mantissa = (size * power).round();
            if mantissa >= 1e15 {
                break;
            }
            if mantissa / power == size {
                return Some(float(mantissa as u64, exponent));
            }
        }
        let mut spelled = Spelling::default();
        write!(spelled, "{size:e}").ok()?;
        let (number, _) = Number::scan(spelled.bytes(), 0).ok()?;
        number.exact.then(|| float(number.mantissa, number.exponent))
    }

    /// The index of the number's first byte in the text that it was read from; 0 when it was made from a Rust
    /// number.
    #[inline]
    #[must_use]
    pub const fn start(&self) -> usize {
        self.start
    }

    /// The same number, said to stand at `start`.
    #[inline]
    #[must_use]
    pub const fn with_start(self, start: usize) -> Self {
        Number { start, ..self }
    }

    /// The number as it was spelled. One that was made from a Rust number is spelled as Rust does: integers as
    /// `1`, floats as `1.0`.
    #[must_use]
    pub fn text(&self) -> Cow<'a, str> {
        if self.raw.is_empty() {
            let mut spelled = Spelling::default();
            // Neither spelling is longer than the buffer.
            let _ = self.spell(&mut spelled);
            Cow::Owned(spelled.text().to_owned())
        } else {
            Cow::Borrowed(std::str::from_utf8(self.raw).unwrap_or_default())
        }
    }

    /// Compares the values, exactly, in time linear in the two spellings.
    #[inline(always)]
    #[must_use]
    pub fn compare(&self, other: &Number<'_>) -> Ordering {
        // Against a literal, little is left of this: of `>= 0`, the sign.
        let (sign, other_sign) = (self.sign(), other.sign());
        if sign != other_sign || sign == 0 {
            sign.cmp(&other_sign)
        } else if self.exact && other.exact && self.exponent == other.exponent {
            self.signed(self.mantissa.cmp(&other.mantissa))
        } else {
            self.compare_scaled(*other)
        }
    }

    /// For the same signs. By value, here and wherever else the work is done out of line: a number whose address is
    /// taken would have to stand in memory, on the way that needs nothing of this, too.
    #[inline(never)]
    fn compare_scaled(self, other: Number<'_>) -> Ordering {
        if !(self.exact && other.exact) {
            return self.compare_digits(&other);
        }
        let gap = i64::from(self.exponent) - i64::from(other.exponent);
        let (this, other) = (u128::from(self.mantissa), u128::from(other.mantissa));
        let magnitude = match POWERS.get(gap.unsigned_abs() as usize) {
            Some(power) if gap > 0 => (this * u128::from(*power)).cmp(&other),
            Some(power) => this.cmp(&(other * u128::from(*power))),
            // 10^20 is larger than any mantissa.
            None => gap.cmp(&0),
        };
        self.signed(magnitude)
    }

    #[cold]
    fn compare_digits(&self, other: &Number<'_>) -> Ordering {
        let magnitude = self.with_decimal(|this| other.with_decimal(|other| this.compare(other)));
        self.signed(magnitude)
    }

    /// The order of two numbers of the same sign as this one, from that of their magnitudes.
    #[inline(always)]
    const fn signed(&self, magnitude: Ordering) -> Ordering {
        if self.negative { magnitude.reverse() } else { magnitude }
    }

    /// -1, 0 or 1.
    #[inline(always)]
    const fn sign(&self) -> i8 {
        if self.exact && self.mantissa == 0 {
            0
        } else if self.negative {
            -1
        } else {
            1
        }
    }

    /// Whether the value is less than 0. That of `-0` is not.
    #[inline]
    #[must_use]
    pub const fn is_negative_value(&self) -> bool {
        self.sign() < 0
    }

    /// Whether the value is an integer, as drafts 6 and later mean it: `1.0` and `10e-1` are.
    #[inline]
    #[must_use]
    pub fn is_integer(&self) -> bool {
        if !self.exact {
            return self.is_integer_by_digits();
        }
        if self.exponent >= 0 {
            return true;
        }
        match POWERS.get(self.exponent.unsigned_abs() as usize) {
            Some(power) => self.mantissa.is_multiple_of(*power),
            None => self.mantissa == 0,
        }
    }

    #[cold]
    #[inline(never)]
    fn is_integer_by_digits(self) -> bool {
        // The digits of a `Decimal` don't end in a zero.
        self.with_decimal(|this| this.exponent() >= 0)
    }

    /// Whether the number is spelled as an integer, as draft 4 means it: without `.` and exponent.
    #[inline]
    #[must_use]
    pub const fn is_integer_spelling(&self) -> bool {
        self.plain
    }

    /// Whether this is `divisor` times an integer. The signs don't matter; nothing is a multiple of 0.
    ///
    /// Exact at any size. Exponents cost nothing, whatever their size; time is linear in the number of digits
    /// if the divisor's significant digits make a `u64`. For longer divisors, which a schema would have to
    /// contain, it is at most 20 operations on 64-bit words for every digit of the number and every word
    /// (19 digits) of the divisor, and a square number of them to read the divisor.
    #[inline]
    #[must_use]
    pub fn is_multiple_of(&self, divisor: &Number<'_>) -> bool {
        self.is_multiple_of_exact(divisor).unwrap_or_else(|| self.is_multiple_of_digits(*divisor))
    }

    #[inline(always)]
    fn is_multiple_of_exact(&self, divisor: &Number<'_>) -> Option<bool> {
        if !(self.exact && divisor.exact) {
            return None;
        }
        if self.mantissa == 0 || divisor.mantissa == 0 {
            return Some(divisor.mantissa != 0);
        }
        let gap = i64::from(self.exponent) - i64::from(divisor.exponent);
        if gap == 0 {
            return Some(self.mantissa.is_multiple_of(divisor.mantissa));
        }
        let power = POWERS.get(gap.unsigned_abs() as usize).copied();
        if gap > 0 {
            Some(self.mantissa.checked_mul(power?)?.is_multiple_of(divisor.mantissa))
        } else {
            // A divisor that overflows is larger than the mantissa.
            let divisor = power.and_then(|power| divisor.mantissa.checked_mul(power));
            Some(divisor.is_some_and(|divisor| self.mantissa.is_multiple_of(divisor)))
        }
    }

    #[cold]
    #[inline(never)]
    fn is_multiple_of_digits(self, divisor: Number<'_>) -> bool {
        divisor.sign() != 0
            && (self.sign() == 0
                || self.with_decimal(|this| {
                    divisor.with_decimal(|divisor| this.is_multiple_of(divisor))
                }))
    }

    /// The nearest `f64`, ties to even, as [`str::parse`] has it: infinite if the value is too large for an
    /// `f64`.
    #[inline]
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        const EXACT_POWERS: [f64; 23] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
            1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
        ];
        // One operation on two exact operands rounds once, hence correctly.
        if self.exact
            && self.mantissa <= 1 << 53
            && let Some(power) = EXACT_POWERS.get(self.exponent.unsigned_abs() as usize)
        {
            let size = self.mantissa as f64;
            let size = if self.exponent < 0 { size / power } else { size * power };
            return if self.negative { -size } else { size };
        }
        self.parse_f64()
    }

    #[inline(never)]
    fn parse_f64(self) -> f64 {
        let mut spelled = Spelling::default();
        let text = if self.raw.is_empty() {
            let sign = if self.negative { "-" } else { "" };
            let _ = write!(spelled, "{sign}{}e{}", self.mantissa, self.exponent);
            spelled.text()
        } else {
            std::str::from_utf8(self.raw).unwrap_or_default()
        };
        // Whatever JSON calls a number, Rust does, too.
        text.parse().unwrap_or(f64::NAN)
    }

    /// The value, if it is an integer in the range of an `i64`.
    #[inline]
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        if self.exact && self.exponent == 0 {
            return if self.negative {
                0_i64.checked_sub_unsigned(self.mantissa)
            } else {
                self.mantissa.try_into().ok()
            };
        }
        self.integer()?.try_into().ok()
    }

    /// The value, if it is an integer in the range of a `u64`.
    #[inline]
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        if self.exact && self.exponent == 0 && !self.negative {
            return Some(self.mantissa);
        }
        self.integer()?.try_into().ok()
    }

    /// The value, if it is an integer in the range of an `i128`.
    #[inline]
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        self.integer()
    }

    #[inline(never)]
    fn integer(self) -> Option<i128> {
        let magnitude = self.with_decimal(|this| this.integer())?;
        if self.negative {
            0_i128.checked_sub_unsigned(magnitude)
        } else {
            magnitude.try_into().ok()
        }
    }

    /// Calls `answer` with the number's digits.
    fn with_decimal<T>(&self, answer: impl FnOnce(&Decimal<'_>) -> T) -> T {
        if self.exact {
            let mut spelled = Spelling::default();
            let _ = write!(spelled, "{}", self.mantissa);
            answer(&Decimal::scaled(spelled.bytes(), self.exponent))
        } else {
            answer(&Decimal::read(self.raw))
        }
    }

    /// Writes what [`Number::text`] returns.
    fn spell(&self, out: &mut impl fmt::Write) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        match std::str::from_utf8(self.raw) {
            Ok(text) if !text.is_empty() => out.write_str(text),
            _ if self.plain => write!(out, "{sign}{}", self.mantissa),
            _ => write!(out, "{:?}", self.to_f64()),
        }
    }
}

impl PartialEq for Number<'_> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.compare(other).is_eq()
    }
}

impl Eq for Number<'_> {}

impl PartialOrd for Number<'_> {
    #[inline(always)]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number<'_> {
    #[inline(always)]
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare(other)
    }
}

impl Hash for Number<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sign().hash(state);
        if self.sign() == 0 {
            return;
        }
        if self.exact {
            // The same as `Decimal::hash` of these digits.
            let (mut mantissa, mut exponent) = (self.mantissa, i128::from(self.exponent));
            while mantissa.is_multiple_of(10) {
                mantissa /= 10;
                exponent += 1;
            }
            exponent.hash(state);
            mantissa.hash(state);
        } else {
            Decimal::read(self.raw).hash(state);
        }
    }
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spell(f)
    }
}

/// A buffer for the spelling of a number that has no text.
struct Spelling {
    bytes: [u8; SPELLING],
    len: usize,
}

impl Default for Spelling {
    fn default() -> Self {
        Spelling { bytes: [0; SPELLING], len: 0 }
    }
}

impl Spelling {
    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    fn text(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

impl fmt::Write for Spelling {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let space = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        space.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// Goes on with the fraction and the exponent of a number; `point` is the index of its `.` or `e`.
///
/// Returns the mantissa, the exponent, whether they hold the value, and the index behind the number.
#[inline]
const fn scan_rest(
    text: &[u8],
    first: usize,
    point: usize,
    mantissa: u64,
) -> Result<(u64, i32, bool, usize), usize> {
    let mut at = point;
    let mut mantissa = mantissa;
    let mut digits = point - first;
    let mut exponent = 0_i64;
    if byte(text, at) == b'.' {
        (mantissa, at) = read_digits(text, point + 1, mantissa);
        let fraction = at - point - 1;
        if fraction == 0 {
            return Err(at);
        }
        digits += fraction;
        exponent = -(fraction as i64);
    }
    if matches!(byte(text, at), b'e' | b'E') {
        at += 1;
        let sign = byte(text, at);
        if matches!(sign, b'+' | b'-') {
            at += 1;
        }
        let first = at;
        let mut power = 0_i64;
        while byte(text, at).is_ascii_digit() {
            // Beyond this, the sum is out of i32 whatever follows.
            if power < 1 << 40 {
                power = power * 10 + (byte(text, at) - b'0') as i64;
            }
            at += 1;
        }
        if at == first {
            return Err(at);
        }
        exponent += if sign == b'-' { -power } else { power };
    }
    let exact = digits <= EXACT_DIGITS && exponent == exponent as i32 as i64;
    Ok((mantissa, exponent as i32, exact, at))
}

/// Reads the digits from this index on, and appends them to a mantissa, which wraps around if there are too many.
/// Returns the mantissa and the index behind the digits.
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

/// The byte at this index; behind the end, one that is no part of a number.
#[inline(always)]
const fn byte(text: &[u8], at: usize) -> u8 {
    if at < text.len() { text[at] } else { 0 }
}

/// `text[start..end]`, for `const fn`; empty if that is out of bounds, which it never is.
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
