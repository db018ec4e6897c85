//! Which of Rust's integers hold those of a schema.

use std::cmp::Ordering;

use crate::json;
use crate::model::Integer;
use crate::schema::{Keywords, NumberAssertion, Relation};

/// Whether formats that aren't asserted say something of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formats {
    /// They do: OpenAPI gives integers their type so.
    Heeded,
    /// The configuration says that formats assert nothing.
    Ignored,
}

/// The type for the integers of a schema: that whose exact range its bounds are, or that of its `format`, or else one of
/// 64 bits. A bound within the range of a type doesn't choose a smaller one, so types don't change with each bound.
pub(super) fn integer(keywords: &Keywords, formats: Formats) -> Integer {
    let bounds = Bounds::of(&keywords.numbers);
    let exact = Integer::ALL.into_iter().find(|ty| bounds.are(*ty));
    let of_format = || {
        let name = keywords.string.format.as_deref().filter(|_| formats == Formats::Heeded)?;
        let named = Integer::ALL.into_iter().find(|ty| name == format_name(*ty))?;
        (!bounds.exceed(named)).then_some(named)
    };
    let of_sign = || {
        let never_negative = keywords.numbers.iter().any(leaves_no_negative);
        if never_negative { Integer::U64 } else { Integer::I64 }
    };
    exact.or_else(of_format).unwrap_or_else(of_sign)
}

/// The name of the format that stands for a type, in the formats of OpenAPI and of typify.
pub(super) fn format_name(ty: Integer) -> &'static str {
    match ty {
        Integer::I8 => "int8",
        Integer::I16 => "int16",
        Integer::I32 => "int32",
        Integer::I64 => "int64",
        Integer::U8 => "uint8",
        Integer::U16 => "uint16",
        Integer::U32 => "uint32",
        Integer::U64 => "uint64",
    }
}

/// The least and the greatest integer that bounds allow; none where there is no bound, or one that is no integer or far
/// beyond those of 64 bits.
#[derive(Clone, Copy, Debug, Default)]
struct Bounds {
    least: Option<i128>,
    greatest: Option<i128>,
}

impl Bounds {
    fn of(numbers: &[NumberAssertion]) -> Self {
        let mut bounds = Bounds::default();
        for NumberAssertion { relation, value } in numbers {
            let Some(value) = json::number(value).to_i128() else { continue };
            let lower = |least: i128| bounds.least.map_or(least, |other| other.max(least));
            let upper = |most: i128| bounds.greatest.map_or(most, |other| other.min(most));
            match relation {
                Relation::AtLeast => bounds.least = Some(lower(value)),
                Relation::GreaterThan => bounds.least = Some(lower(value.saturating_add(1))),
                Relation::AtMost => bounds.greatest = Some(upper(value)),
                Relation::LessThan => bounds.greatest = Some(upper(value.saturating_sub(1))),
                Relation::MultipleOf => {}
            }
        }
        bounds
    }

    /// Whether they are the exact range of a type.
    fn are(self, ty: Integer) -> bool {
        let (least, greatest) = ty.range();
        self.least == Some(least) && self.greatest == Some(greatest)
    }

    /// Whether one of them is beyond the range of a type: then its format isn't meant as a range.
    fn exceed(self, ty: Integer) -> bool {
        let (least, greatest) = ty.range();
        self.least.is_some_and(|bound| bound < least)
            || self.greatest.is_some_and(|bound| bound > greatest)
    }
}

/// Whether a bound leaves no negative integer.
fn leaves_no_negative(number: &NumberAssertion) -> bool {
    let order = json::number(&number.value).cmp(&json::number("-1"));
    match number.relation {
        Relation::AtLeast => order == Ordering::Greater,
        Relation::GreaterThan => order != Ordering::Less,
        Relation::AtMost | Relation::LessThan | Relation::MultipleOf => false,
    }
}

#[cfg(test)]
mod tests {
    use Relation::{AtLeast, AtMost, GreaterThan, LessThan, MultipleOf};

    use super::*;

    fn of(numbers: &[(Relation, &str)], format: Option<&str>, formats: Formats) -> Integer {
        let each = numbers.iter();
        let numbers = each.map(|(relation, value)| NumberAssertion {
            relation: *relation,
            value: (*value).to_owned(),
        });
        let mut keywords = Keywords { numbers: numbers.collect(), ..Keywords::default() };
        keywords.string.format = format.map(str::to_owned);
        integer(&keywords, formats)
    }

    #[test]
    fn the_exact_range_of_a_type_gives_that_type() {
        for ty in Integer::ALL {
            let (least, greatest) = ty.range();
            let (below, above) = ((least - 1).to_string(), (greatest + 1).to_string());
            let (least, greatest) = (least.to_string(), format!("{greatest}.0"));
            for numbers in [
                [(AtLeast, least.as_str()), (AtMost, greatest.as_str())],
                [(LessThan, above.as_str()), (GreaterThan, below.as_str())],
            ] {
                assert_eq!(of(&numbers, None, Formats::Heeded), ty);
                assert_eq!(of(&numbers, Some("int32"), Formats::Ignored), ty);
            }
        }
    }

    #[test]
    fn other_bounds_give_64_bits() {
        for (numbers, ty) in [
            (&[(AtLeast, "0"), (AtMost, "100")][..], Integer::U64),
            (&[(AtLeast, "1"), (AtMost, "65535")], Integer::U64),
            (&[(AtLeast, "-1"), (AtMost, "255")], Integer::I64),
            (&[(GreaterThan, "-1")], Integer::U64),
            (&[(AtLeast, "-0.5")], Integer::U64),
            (&[(GreaterThan, "-1.5")], Integer::I64),
            (&[(AtMost, "255")], Integer::I64),
            (&[(AtLeast, "0"), (AtMost, "18446744073709551616")], Integer::U64),
            (&[(AtLeast, "-1"), (AtMost, "18446744073709551615")], Integer::I64),
            (&[(AtLeast, "0"), (AtMost, "1e1000000000")], Integer::U64),
            (&[(MultipleOf, "255")], Integer::I64),
        ] {
            assert_eq!(of(numbers, None, Formats::Heeded), ty, "{numbers:?}");
        }
        let twice = [(AtLeast, "0"), (AtMost, "300"), (AtMost, "255")];
        assert_eq!(of(&twice, None, Formats::Heeded), Integer::U8);
    }

    #[test]
    fn a_format_gives_a_type_within_its_range() {
        for ty in Integer::ALL {
            assert_eq!(of(&[], Some(format_name(ty)), Formats::Heeded), ty);
        }
        let (at_least, at_most) = ([(AtLeast, "0")], [(AtMost, "4294967295")]);
        assert_eq!(of(&at_least, Some("int32"), Formats::Heeded), Integer::I32);
        assert_eq!(of(&at_most, Some("int32"), Formats::Heeded), Integer::I64);
        assert_eq!(of(&at_least, Some("int32"), Formats::Ignored), Integer::U64);
        assert_eq!(of(&[], Some("int128"), Formats::Heeded), Integer::I64);
    }
}
