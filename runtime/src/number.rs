//! JSON numbers, exactly.
//!
//! A JSON number (RFC 8259 §6) is a decimal number of any size. JSON Schema compares such numbers by their
//! mathematical value, so a [`Number`] keeps the digits that it was written with. Nothing is rounded, except for an
//! `f64`.
//!
//! Nearly all numbers have at most 19 significant digits and a small exponent. [`Number::scan`] reads those into an
//! integer mantissa and a power of ten, and everything about them is integer arithmetic. For all others, the module
//! `decimal` works on the text. It never expands a power of ten: `1e1000000000` costs no more than `1`.

mod big;
mod compare;
mod convert;
mod decimal;
mod multiple;
mod scan;
mod spell;
#[cfg(test)]
mod tests;

/// A JSON number: its decimal digits, and their index in the text.
///
/// Equality, order and hash are those of the mathematical value: `1`, `1.0` and `10e-1` are equal, and so are
/// `-0` and `0`.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a> {
    /// The number's JSON text; empty when it was made from a Rust number.
    raw: &'a [u8],
    /// The index of `raw` in the text that it was read from.
    start: usize,
    /// The value is `±mantissa × 10^exponent` when `exact`; otherwise both are 0 and `raw` decides.
    mantissa: u64,
    exponent: i32,
    negative: bool,
    /// Whether mantissa and exponent are the value. A number that is not exact is never zero.
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

impl<'a> Number<'a> {
    /// The number that is spelled `text`, for numbers in generated code:
    /// `const { Number::literal("0.01") }`.
    ///
    /// # Panics
    ///
    /// If `text` is not a JSON number. In a `const` block, that is a compile error.
    #[must_use]
    #[allow(clippy::panic, reason = "generated code evaluates this when it is compiled")]
    pub const fn literal(text: &'static str) -> Number<'static> {
        match Number::scan(text.as_bytes(), 0) {
            Ok((number, end)) if end == text.len() => number,
            _ => panic!("not a JSON number"),
        }
    }

    /// A long number in generated code, spelled as digits only. It is not parsed, because the Rust compiler evaluates
    /// constants too slowly for thousands of digits. `text` must be such a number and not 0; otherwise the results are
    /// unspecified.
    #[must_use]
    pub const fn long_digits(text: &'static str) -> Number<'static> {
        Number { plain: true, ..Number::long_decimal(text) }
    }

    /// Like [`long_digits`](Self::long_digits), for a number with a decimal point or an exponent.
    #[must_use]
    pub const fn long_decimal(text: &'static str) -> Number<'static> {
        let raw = text.as_bytes();
        let negative = matches!(raw, [b'-', ..]);
        Number { raw, start: 0, mantissa: 0, exponent: 0, negative, exact: false, plain: false }
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

    /// The index of the number's first byte in the text that it was read from; 0 when it was made from a Rust
    /// number.
    #[inline]
    #[must_use]
    pub const fn start(&self) -> usize {
        self.start
    }

    /// The same number, at the index `start`.
    #[inline]
    #[must_use]
    pub const fn with_start(self, start: usize) -> Self {
        Number { start, ..self }
    }

    /// Whether the number is spelled as an integer, as draft 4 means it: without `.` and exponent.
    #[inline]
    #[must_use]
    pub const fn is_integer_spelling(&self) -> bool {
        self.plain
    }
}
