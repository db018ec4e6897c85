//! Numbers within bounds.

use serde_json::{Map, Value};

use super::dice::Dice;
use super::maker::Maker;
use super::wish::Wish;

/// A decimal number: `digits` / 10^`scale`.
#[derive(Clone, Copy, Debug)]
struct Decimal {
    digits: i128,
    scale: u32,
}

/// The numbers in question: multiples of `step`, in units of 10^-`scale`, between `low` and `high`.
#[derive(Clone, Copy, Debug)]
struct Range {
    scale: u32,
    step: i128,
    low: Option<i128>,
    high: Option<i128>,
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
        let scale = i32::try_from(fraction).ok()?.checked_sub(exponent)?;
        if scale < 0 {
            let factor = 10_i128.checked_pow(scale.unsigned_abs())?;
            return Some(Decimal { digits: digits.checked_mul(factor)?, scale: 0 });
        }
        Some(Decimal { digits, scale: scale.unsigned_abs() }).filter(|_| scale <= 30)
    }

    /// The digits at a scale that is at least as large.
    fn at(self, scale: u32) -> Option<i128> {
        self.digits.checked_mul(10_i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }

    /// The nearest value that `serde_json` has.
    fn value(self) -> Option<Value> {
        let sign = if self.digits < 0 { "-" } else { "" };
        let width = self.scale as usize + 1;
        let digits = format!("{:0>width$}", self.digits.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        serde_json::from_str(&format!("{sign}{whole}{point}{fraction}")).ok()
    }
}

impl Range {
    /// The bounds of the schemas. One with too many digits to compute with is left to chance.
    fn new(parts: &[&Map<String, Value>], integer: bool, dice: &mut Dice<'_>) -> Option<Self> {
        let read = |keyword: &'static str| {
            let values = parts.iter().filter_map(move |part| part.get(keyword));
            values.filter_map(|value| Decimal::read(&value.to_string())).collect::<Vec<_>>()
        };
        let (least, most) = (read("minimum"), read("maximum"));
        let (above, below) = (read("exclusiveMinimum"), read("exclusiveMaximum"));
        let divisors = read("multipleOf");
        let all = [&least, &most, &above, &below, &divisors].into_iter().flatten();
        let finest = all.map(|value| value.scale).max().unwrap_or(0);
        // More digits than the bounds have: numbers between the round ones, and a chance to be next to a bound.
        let scale = finest + if integer || !divisors.is_empty() { 0 } else { dice.below(5) as u32 };
        let at = |values: &[Decimal], offset: i128| {
            let values = values.iter().map(|value| value.at(scale)?.checked_add(offset));
            values.collect::<Option<Vec<_>>>()
        };
        let low = at(&least, 0)?.into_iter().chain(at(&above, 1)?).max();
        let high = at(&most, 0)?.into_iter().chain(at(&below, -1)?).min();
        let unit = if integer { 10_i128.checked_pow(scale)? } else { 1 };
        let divisors = at(&divisors, 0)?.into_iter().filter(|value| *value != 0);
        let step = divisors.map(i128::abs).try_fold(unit, least_common_multiple)?;
        Some(Range { scale, step, low, high })
    }

    fn pick(self, dice: &mut Dice<'_>) -> Option<Decimal> {
        let span = self.span(dice);
        let (low, high) = match (self.low, self.high) {
            (Some(low), Some(high)) => (low, high),
            (Some(low), None) => (low, low.checked_add(span)?),
            (None, Some(high)) => (high.checked_sub(span)?, high),
            (None, None) => (-span, span),
        };
        let first = low.div_euclid(self.step) + i128::from(low.rem_euclid(self.step) != 0);
        let last = high.div_euclid(self.step);
        if first > last {
            return None;
        }
        let chosen = match dice.below(100) {
            // The bounds themselves are where mistakes are.
            0..8 => first,
            8..16 => last,
            16..24 if first <= 0 && last >= 0 => 0,
            _ => dice.within(first, last),
        };
        Some(Decimal { digits: chosen.checked_mul(self.step)?, scale: self.scale })
    }

    /// The distance from a single bound: mostly small.
    fn span(self, dice: &mut Dice<'_>) -> i128 {
        let factors = [1, 10, 1_000, 1_000_000, 1_000_000_000];
        let factor = dice.choice(&factors).copied().unwrap_or(1);
        self.step.saturating_mul(10).saturating_mul(factor).min(1 << 100)
    }
}

impl<'s> Maker<'s, '_> {
    /// A number, or an integer, within the bounds and with the required divisor.
    pub(super) fn number(&mut self, wish: &Wish<'s>, integer: bool) -> Option<Value> {
        let range = Range::new(&wish.parts, integer, &mut self.dice);
        let made = range.and_then(|range| range.pick(&mut self.dice)).and_then(Decimal::value);
        made.or_else(|| {
            // What cannot be computed with here may still be a bound itself.
            let bounds: Vec<&Value> = ["minimum", "maximum", "multipleOf"]
                .into_iter()
                .flat_map(|one| wish.all(one))
                .collect();
            self.dice.choice(&bounds).map(|value| (*value).clone())
        })
    }
}

fn least_common_multiple(one: i128, other: i128) -> Option<i128> {
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (one / a).checked_mul(other)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The numbers that are picked for a schema.
    fn picked(schema: Value, integer: bool) -> Vec<Value> {
        let Value::Object(keywords) = schema else { return Vec::new() };
        let mut dice = Dice::of_seed(1);
        let mut pick = || Range::new(&[&keywords], integer, &mut dice)?.pick(&mut dice)?.value();
        (0..200).filter_map(|_| pick()).collect()
    }

    #[test]
    fn bounds_and_divisors_are_exact() {
        let cents = json!({ "exclusiveMinimum": 0.29, "maximum": 0.33, "multipleOf": 0.01 });
        let made = picked(cents, false);
        let expected = [json!(0.3), json!(0.31), json!(0.32), json!(0.33)];
        assert!(made.iter().all(|number| expected.contains(number)), "{made:?}");
        assert!(expected.iter().all(|number| made.contains(number)), "{made:?}");
        let even = json!({ "minimum": -3.5, "exclusiveMaximum": 2, "multipleOf": 2 });
        assert!(picked(even, true).iter().all(|number| [json!(-2), json!(0)].contains(number)));
        assert_eq!(picked(json!({ "minimum": 0.1, "maximum": 0.9 }), true), [Value::Null; 0]);
    }

    #[test]
    fn bounds_may_be_large() {
        let largest = json!({ "minimum": u64::MAX, "maximum": u64::MAX });
        assert!(picked(largest, true).iter().all(|number| *number == json!(u64::MAX)));
        assert_eq!(picked(json!({ "minimum": 1e300, "type": "number" }), false).len(), 200);
    }
}
