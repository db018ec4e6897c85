//! Integers and multiples.

use super::{Number, POWERS};

impl Number<'_> {
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

    /// Whether this is `divisor` times an integer. The signs don't matter; nothing is a multiple of 0.
    ///
    /// Exact at any size. The size of exponents does not matter. Time is linear in the number of digits if the divisor's
    /// significant digits fit into a `u64`. Longer divisors, which only a schema can contain, take at most 20 operations
    /// on 64-bit words for each digit of the number and each word (19 digits) of the divisor, and the square of its length
    /// to read the divisor.
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
}
