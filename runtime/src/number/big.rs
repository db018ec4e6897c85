//! Divisibility by integers that don't fit a machine word.

use std::cmp::Ordering;

/// Whether the integer `divisor` divides the integer `value` times 10 to the power of `tens`, all given by
/// their decimal digits (0 to 9, the most significant first).
///
/// As `Decimal::is_multiple_of` explains, the power of ten only cancels factors 2 and 5 of the divisor.
pub(super) fn divides(
    divisor: impl Iterator<Item = u8>,
    tens: u128,
    value: impl Iterator<Item = u8>,
) -> bool {
    let mut divisor = Natural::read(divisor);
    divisor.cancel(2, tens);
    divisor.cancel(5, tens);
    // Long division as on paper: at most nine subtractions a digit.
    let mut remainder = Natural::default();
    for digit in value {
        remainder.push_digit(digit);
        while remainder.compare(&divisor).is_ge() {
            remainder.subtract(&divisor);
        }
    }
    remainder.words.is_empty()
}

/// An integer in words, the least significant first, without leading zero words.
#[derive(Clone, Debug, Default)]
struct Natural {
    words: Vec<u64>,
}

impl Natural {
    fn read(digits: impl Iterator<Item = u8>) -> Self {
        let mut value = Natural::default();
        for digit in digits {
            value.push_digit(digit);
        }
        value
    }

    /// Appends a decimal digit.
    fn push_digit(&mut self, digit: u8) {
        let mut carry = u128::from(digit);
        for word in &mut self.words {
            let value = u128::from(*word) * 10 + carry;
            *word = value as u64;
            carry = value >> 64;
        }
        if carry > 0 {
            self.words.push(carry as u64);
        }
    }

    /// Divides by `prime` as long as that leaves no remainder, but at most `times` times.
    fn cancel(&mut self, prime: u64, times: u128) {
        let mut left = times;
        while left > 0 && !self.words.is_empty() {
            let mut quotient = self.clone();
            if quotient.divide(prime) != 0 {
                return;
            }
            *self = quotient;
            left -= 1;
        }
    }

    /// Divides by `divisor`, which isn't 0; returns the remainder.
    fn divide(&mut self, divisor: u64) -> u64 {
        let divisor = u128::from(divisor);
        let mut remainder = 0_u128;
        for word in self.words.iter_mut().rev() {
            let value = remainder << 64 | u128::from(*word);
            *word = (value / divisor) as u64;
            remainder = value % divisor;
        }
        self.trim();
        remainder as u64
    }

    fn compare(&self, other: &Self) -> Ordering {
        let length = self.words.len().cmp(&other.words.len());
        length.then_with(|| self.words.iter().rev().cmp(other.words.iter().rev()))
    }

    /// Takes away `other`, which must not be larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        for (word, other) in self.words.iter_mut().zip(others) {
            let (value, under) = word.overflowing_sub(other);
            let (value, under_again) = value.overflowing_sub(borrow.into());
            *word = value;
            borrow = under || under_again;
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.words.last() == Some(&0) {
            self.words.pop();
        }
    }
}
