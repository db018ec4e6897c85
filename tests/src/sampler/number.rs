//! Numbers within bounds.

use fastrand::Rng;
use serde_json::Value;
use voltype_codegen::schema::Relation;

use super::wish::Wish;

/// A decimal number: `digits` / 10^`scale`.
#[derive(Clone, Copy, Debug)]
struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    /// Reads a JSON number; `None` if it has too many digits for this.
    fn read(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let fraction = mantissa.find('.').map_or(0, |at| mantissa.len() - at - 1);
        let digits: i128 = mantissa.replace('.', "").parse().ok()?;
        let scale = i32::try_from(fraction).ok()? - exponent;
        if scale < 0 {
            let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
            return Some(Decimal { digits: digits.checked_mul(factor)?, scale: 0 });
        }
        Some(Decimal { digits, scale: scale.unsigned_abs() })
    }

    /// The digits at a scale that is at least as large.
    fn at(self, scale: u32) -> Option<i128> {
        self.digits.checked_mul(10_i128.checked_pow(scale - self.scale)?)
    }

    /// The nearest value that `serde_json` has.
    fn value(self) -> Option<Value> {
        let sign = if self.digits < 0 { "-" } else { "" };
        let width = self.scale as usize + 1;
        let digits = format!("{:0>width$}", self.digits.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        let point = if fraction.is_empty() { "" } else { "." };
        serde_json::from_str(&format!("{sign}{whole}{point}{fraction}")).ok()
    }
}

/// A number, or an integer, within the bounds and with the required divisor.
pub(super) fn sample(wish: &Wish<'_>, integer: bool, rng: &mut Rng) -> Option<Value> {
    let assertions: Vec<(Relation, Decimal)> = wish
        .parts
        .iter()
        .flat_map(|part| &part.numbers)
        .map(|assertion| Some((assertion.relation, Decimal::read(&assertion.value)?)))
        .collect::<Option<_>>()?;
    let finest = assertions.iter().map(|(_, value)| value.scale).max().unwrap_or(0);
    // More digits than the bounds have: numbers between the round ones, and a chance to be next to a bound.
    let scale = finest + if integer { 0 } else { rng.u32(0..=4) };
    // The numbers in question are the multiples of `step`, in units of 10^-scale.
    let mut step: i128 = if integer { 10_i128.checked_pow(scale)? } else { 1 };
    let (mut low, mut high) = (None::<i128>, None::<i128>);
    for (relation, value) in &assertions {
        let value = value.at(scale)?;
        match relation {
            Relation::AtLeast => low = Some(low.map_or(value, |low| low.max(value))),
            Relation::GreaterThan => low = Some(low.map_or(value + 1, |low| low.max(value + 1))),
            Relation::AtMost => high = Some(high.map_or(value, |high| high.min(value))),
            Relation::LessThan => high = Some(high.map_or(value - 1, |high| high.min(value - 1))),
            Relation::MultipleOf if value != 0 => step = least_common_multiple(step, value.abs())?,
            Relation::MultipleOf => {}
        }
    }
    let span = span(step.checked_mul(10)?, rng);
    let (low, high) = match (low, high) {
        (Some(low), Some(high)) => (low, high),
        (Some(low), None) => (low, low.checked_add(span)?),
        (None, Some(high)) => (high.checked_sub(span)?, high),
        (None, None) => (-span, span),
    };
    let first = low.div_euclid(step) + i128::from(low.rem_euclid(step) != 0);
    let last = high.div_euclid(step);
    if first > last {
        return None;
    }
    let chosen = match rng.u8(..) {
        // The bounds themselves are where mistakes are.
        0..24 => first,
        24..48 => last,
        48..64 if first <= 0 && last >= 0 => 0,
        _ => rng.i128(first..=last),
    };
    Decimal { digits: chosen.checked_mul(step)?, scale }.value()
}

/// The distance from a single bound: mostly small.
fn span(unit: i128, rng: &mut Rng) -> i128 {
    let factor = *[1, 10, 1_000, 1_000_000, 1_000_000_000_000].get(rng.usize(..5)).unwrap_or(&1);
    unit.saturating_mul(factor).min(1 << 100)
}

fn least_common_multiple(one: i128, other: i128) -> Option<i128> {
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (one / a).checked_mul(other)
}
