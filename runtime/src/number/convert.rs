//! Conversions from and to numbers of Rust.

use std::fmt::Write as _;

use super::Number;
use super::spell::Spelling;

impl Number<'_> {
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
            let scaled = size * power;
            if scaled >= 1e15 {
                break;
            }
            // The nearest integer: `round` would be a call.
            let mantissa = (scaled + 0.5) as i64;
            if mantissa as f64 / power == size {
                return Some(float(mantissa.unsigned_abs(), exponent));
            }
        }
        let mut spelled = Spelling::default();
        write!(spelled, "{size:e}").ok()?;
        let (number, _) = Number::scan(spelled.bytes(), 0).ok()?;
        number.exact.then(|| float(number.mantissa, number.exponent))
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
        // Rust accepts every JSON number.
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
}
