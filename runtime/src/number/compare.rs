//! The order, equality and hash of numbers: those of their values.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::decimal::Decimal;
use super::{Number, POWERS};

impl Number<'_> {
    /// Compares the values, exactly, in time linear in the two spellings.
    #[inline(always)]
    #[must_use]
    pub fn compare(&self, other: &Number<'_>) -> Ordering {
        // With a literal, the compiler leaves little of this: for `>= 0`, only the sign.
        let (sign, other_sign) = (self.sign(), other.sign());
        if sign != other_sign || sign == 0 {
            sign.cmp(&other_sign)
        } else if self.exact && other.exact && self.exponent == other.exponent {
            self.signed(self.mantissa.cmp(&other.mantissa))
        } else {
            self.compare_scaled(*other)
        }
    }

    /// For equal signs. Functions out of line take numbers by value: a number whose address is taken has to be in memory,
    /// also on the path that does not call them.
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
    pub(super) const fn signed(&self, magnitude: Ordering) -> Ordering {
        if self.negative { magnitude.reverse() } else { magnitude }
    }

    /// -1, 0 or 1.
    #[inline(always)]
    pub(super) const fn sign(&self) -> i8 {
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
