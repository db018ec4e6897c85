//! Numbers of any size, as the digits of their text.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::big;

/// A magnitude: significant digits times a power of ten.
///
/// The digits are those of `head`, then those of `tail`, an integer without leading or trailing zeros (both are
/// empty for zero). They are to be multiplied by 10 to the power of `scale ± power`, where `power` is the text's
/// exponent and `scale` accounts for the digits after the point and the zeros left out. So all lengths in
/// memory are in `scale`, and `power` alone is unbounded; it stays a string of digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimal<'a> {
    head: &'a [u8],
    tail: &'a [u8],
    scale: i128,
    /// Without leading zeros; empty for 0.
    power: &'a [u8],
    power_negative: bool,
}

/// A power with this many digits is beyond [`FAR`], whatever the scale is.
const POWER_DIGITS: usize = 36;

/// Far above any difference of lengths in memory, far below the end of `i128`.
const FAR: i128 = 1 << 100;

impl<'a> Decimal<'a> {
    /// The magnitude of a valid JSON number.
    pub(super) const fn read(raw: &'a [u8]) -> Self {
        let unsigned = match raw {
            [b'-', rest @ ..] => rest,
            _ => raw,
        };
        let (head, rest) = digits(unsigned);
        let (tail, rest) = match rest {
            [b'.', rest @ ..] => digits(rest),
            _ => (&[] as &[u8], rest),
        };
        let (power_negative, power) = match rest {
            [_, b'-', rest @ ..] => (true, rest),
            [_, b'+', rest @ ..] => (false, rest),
            [_, rest @ ..] => (false, rest),
            [] => (false, rest),
        };
        Self::normal(head, tail, 0, power, power_negative)
    }

    /// `digits × 10^scale`.
    pub(super) const fn scaled(digits: &'a [u8], scale: i32) -> Self {
        Self::normal(digits, &[], scale as i128, &[], false)
    }

    const fn normal(
        head: &'a [u8],
        tail: &'a [u8],
        scale: i128,
        power: &'a [u8],
        power_negative: bool,
    ) -> Self {
        let mut head = without_leading_zeros(head);
        let mut scale = scale - tail.len() as i128;
        let mut tail_end = without_trailing_zeros(tail);
        scale += (tail.len() - tail_end.len()) as i128;
        if tail_end.is_empty() {
            let whole = head;
            head = without_trailing_zeros(head);
            scale += (whole.len() - head.len()) as i128;
        }
        if head.is_empty() {
            tail_end = without_leading_zeros(tail_end);
        }
        let power = without_leading_zeros(power);
        Decimal { head, tail: tail_end, scale, power, power_negative }
    }

    const fn is_zero(&self) -> bool {
        self.head.is_empty() && self.tail.is_empty()
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        self.head.iter().chain(self.tail).map(|digit| digit - b'0')
    }

    const fn len(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    /// The power of ten that the digits are multiplied by, or ±[`FAR`] if it is further away from 0 than that.
    pub(super) const fn exponent(&self) -> i128 {
        let mut power = 0_i128;
        let mut at = 0;
        while at < self.power.len() && at < POWER_DIGITS {
            power = power * 10 + (self.power[at] - b'0') as i128;
            at += 1;
        }
        let exponent = self.scale + if self.power_negative { -power } else { power };
        if exponent > FAR {
            FAR
        } else if exponent < -FAR {
            -FAR
        } else {
            exponent
        }
    }

    /// The digits of an exponent beyond [`FAR`], from the last to the first: it has the sign of the power, because the
    /// scale is far smaller.
    fn hash_far_exponent<H: Hasher>(&self, state: &mut H) {
        let mut carry = if self.power_negative { -self.scale } else { self.scale };
        let mut zeros = 0_usize;
        let mut digits = self.power.iter().rev();
        loop {
            let digit = match digits.next() {
                Some(digit) => i128::from(digit - b'0'),
                None if carry == 0 => break,
                None => 0,
            };
            let value = digit + carry;
            carry = value.div_euclid(10);
            // The first digits aren't zeros, however many of them the power had before the scale was added.
            match value.rem_euclid(10) {
                0 => zeros += 1,
                digit => {
                    (zeros, digit).hash(state);
                    zeros = 0;
                }
            }
        }
    }

    /// Mantissa and exponent, if they fit.
    pub(super) const fn small(&self) -> Option<(u64, i32)> {
        if self.is_zero() {
            return Some((0, 0));
        }
        let exponent = self.exponent();
        match self.mantissa() {
            Some(mantissa) if exponent == exponent as i32 as i128 => {
                Some((mantissa, exponent as i32))
            }
            _ => None,
        }
    }

    /// The digits as an integer, if it fits.
    const fn mantissa(&self) -> Option<u64> {
        if self.len() > 20 {
            return None;
        }
        let mut value = 0_u128;
        let mut at = 0;
        while at < self.len() {
            let digit =
                if at < self.head.len() { self.head[at] } else { self.tail[at - self.head.len()] };
            value = value * 10 + (digit - b'0') as u128;
            at += 1;
        }
        if value <= u64::MAX as u128 { Some(value as u64) } else { None }
    }

    /// The value, if it is an integer that fits.
    pub(super) fn integer(&self) -> Option<u128> {
        if self.is_zero() {
            return Some(0);
        }
        // No u128 has more than 39 digits.
        let zeros = u32::try_from(self.exponent()).ok().filter(|zeros| *zeros < 39)?;
        let mut value = 0_u128;
        for digit in self.digits() {
            value = value.checked_mul(10)?.checked_add(digit.into())?;
        }
        value.checked_mul(10_u128.pow(zeros))
    }

    pub(super) fn compare(&self, other: &Decimal<'_>) -> Ordering {
        if self.is_zero() || other.is_zero() {
            return self.len().min(1).cmp(&other.len().min(1));
        }
        // Both as 0.digits × 10^exponent: the larger exponent wins, then the digits as they follow each other.
        let gap = self.exponent_gap(other) + self.len() as i128 - other.len() as i128;
        gap.cmp(&0).then_with(|| self.digits().cmp(other.digits()))
    }

    /// The difference of the exponents; beyond ±[`FAR`], it is only known to be.
    ///
    /// A difference of two integers digit by digit, from the front: once it is 2 or more, further digits
    /// (-9 to 9 each) cannot bring it back, so it can stop there. The powers' signs go with the digits.
    fn exponent_gap(&self, other: &Decimal<'_>) -> i128 {
        let length = self.power.len().max(other.power.len());
        let mut gap = 0_i128;
        for place in (0..length).rev() {
            gap = gap * 10 + self.power_digit(place) - other.power_digit(place);
            if gap.abs() > FAR {
                return gap;
            }
        }
        gap + self.scale - other.scale
    }

    /// The digit of the power that counts 10^place, with the power's sign.
    fn power_digit(&self, place: usize) -> i128 {
        let digit = self.power.len().checked_sub(place + 1).and_then(|at| self.power.get(at));
        let digit = digit.map_or(0, |digit| i128::from(digit - b'0'));
        if self.power_negative { -digit } else { digit }
    }

    /// Whether this is an integer times `divisor`; neither may be zero.
    ///
    /// Let this be `n × 10^a` and the divisor be `d × 10^b`, where neither n nor d ends in a zero. If a < b, the
    /// divisor would have to bring a factor of 10 to n, which has none. Otherwise the question is whether d divides
    /// `n × 10^(a-b)`: the power of ten cancels as many factors 2 and 5 of d as it has itself, and what is left
    /// of d shares no factor with what is left of the power; so it has to divide n. No power is ever computed.
    pub(super) fn is_multiple_of(&self, divisor: &Decimal<'_>) -> bool {
        let gap = self.exponent_gap(divisor);
        if gap < 0 {
            return false;
        }
        match divisor.mantissa() {
            Some(divisor) => {
                let divisor = cancel(cancel(divisor, 2, gap), 5, gap);
                self.remainder(divisor) == 0
            }
            // A long divisor is larger than most numbers; to read it takes the square of its length.
            None if self.compare(divisor).is_lt() => false,
            None => big::divides(divisor.digits(), gap.unsigned_abs(), self.digits()),
        }
    }

    /// The digits modulo `divisor`.
    fn remainder(&self, divisor: u64) -> u64 {
        let mut remainder = 0_u64;
        for digit in self.digits() {
            remainder =
                match remainder.checked_mul(10).and_then(|value| value.checked_add(digit.into())) {
                    Some(value) => value % divisor,
                    None => {
                        ((u128::from(remainder) * 10 + u128::from(digit)) % u128::from(divisor))
                            as u64
                    }
                };
        }
        remainder
    }
}

impl Hash for Decimal<'_> {
    /// All digits and the whole exponent are hashed, so different numbers collide only if the hasher does.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let exponent = self.exponent();
        exponent.hash(state);
        if exponent.abs() == FAR {
            self.hash_far_exponent(state);
        }
        match self.mantissa() {
            Some(mantissa) => mantissa.hash(state),
            None => self.digits().for_each(|digit| state.write_u8(digit)),
        }
    }
}

/// `value` without up to `times` factors `prime`.
fn cancel(mut value: u64, prime: u64, times: i128) -> u64 {
    let mut left = times;
    while left > 0 && value.is_multiple_of(prime) {
        value /= prime;
        left -= 1;
    }
    value
}

/// Splits `text` after its leading digits.
const fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while at < text.len() && text[at].is_ascii_digit() {
        at += 1;
    }
    text.split_at(at)
}

const fn without_leading_zeros(mut digits: &[u8]) -> &[u8] {
    while let [b'0', rest @ ..] = digits {
        digits = rest;
    }
    digits
}

const fn without_trailing_zeros(mut digits: &[u8]) -> &[u8] {
    while let [rest @ .., b'0'] = digits {
        digits = rest;
    }
    digits
}
