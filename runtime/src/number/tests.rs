#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::Number;

/// The number that is spelled like this, and nothing more.
fn number(text: &str) -> Number<'_> {
    let (number, end) = Number::scan(text.as_bytes(), 0).unwrap();
    assert_eq!(end, text.len(), "{text}");
    number
}

fn hash(number: &Number<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

/// The same value as a fraction of integers; for exponents that can be written out.
fn fraction(text: &str) -> BigRational {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i64>().unwrap()),
        None => (text, 0),
    };
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let mantissa: BigInt = format!("{whole}{behind}").parse().unwrap();
    let exponent = exponent - i64::try_from(behind.len()).unwrap();
    let power = BigInt::from(10).pow(u32::try_from(exponent.unsigned_abs()).unwrap());
    if exponent < 0 {
        BigRational::new(mantissa, power)
    } else {
        BigRational::from(mantissa * power)
    }
}

#[test]
fn reads_what_rfc_8259_allows() {
    for text in [
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "1234567890123456789",
        "12345678901234567890",
        "0.5",
        "-0.0",
        "1e5",
        "1E+5",
        "1e-5",
        "0e0",
        "1.5e10",
        "0.00000000000000000000000000001",
        "1e99999999999999999999999999",
        "1e007",
    ] {
        assert_eq!(number(text).text(), text);
        assert_eq!(number(text).to_string(), text);
    }
}

#[test]
fn points_at_the_byte_that_is_wrong() {
    for (text, at) in [
        ("", 0),
        ("-", 1),
        ("+1", 0),
        (".5", 0),
        ("01", 1),
        ("-01", 2),
        ("00", 1),
        ("1.", 2),
        ("1.e5", 2),
        ("1e", 2),
        ("1e+", 3),
        ("1ex", 2),
        ("-x", 1),
        ("1.5e-", 5),
        ("NaN", 0),
        ("0123456789012345678901234", 1),
    ] {
        assert_eq!(Number::scan(text.as_bytes(), 0).map(|(_, end)| end), Err(at), "{text}");
    }
    assert_eq!(Number::scan(b"12", 7).map(|(_, end)| end), Err(7));
}

#[test]
fn stops_behind_the_number() {
    for (text, end) in
        [("1,", 1), ("0x", 1), ("-12]", 3), ("1.5}", 3), ("1e5 ", 3), ("1.5.5", 3), ("1-1", 1)]
    {
        let (_, at) = Number::scan(text.as_bytes(), 0).unwrap();
        assert_eq!(at, end, "{text}");
    }
    let (read, end) = Number::scan(b"[7, 12.50]", 4).unwrap();
    assert_eq!((read.start(), end, &*read.text()), (4, 9, "12.50"));
    assert_eq!(read.with_start(9).start(), 9);
}

#[test]
fn long_numbers_are_what_they_spell() {
    const DIGITS: &str = "333333333333333333333333333333";
    const HUGE: &str = "-1e99999999999999999999999999";
    // A number that is not parsed gives the same answers.
    for (text, long) in [
        ("12", Number::long_digits("12")),
        ("-0.5e3", Number::long_decimal("-0.5e3")),
        (DIGITS, Number::long_digits(DIGITS)),
        (HUGE, Number::long_decimal(HUGE)),
    ] {
        let read = number(text);
        assert_eq!(read, long);
        assert_eq!(hash(&read), hash(&long));
        assert_eq!(read.is_integer(), long.is_integer());
        assert_eq!(read.is_integer_spelling(), long.is_integer_spelling());
        assert!(read.is_multiple_of(&long) && long.is_multiple_of(&read));
        assert_eq!(long.text(), text);
    }
}

#[test]
fn equal_values_are_equal_and_hash_alike() {
    let long = format!("1{}", "0".repeat(50));
    let long_fraction = format!("10.{}", "0".repeat(3000));
    for (left, right) in [
        ("1", "1.0"),
        ("1", "10e-1"),
        ("1", "0.0000000000000000000000000000001e31"),
        ("-0", "0"),
        ("0", "0.000000000000000000000000000000000000"),
        ("0", "-0e99999999999999999999999999"),
        ("18446744073709551615", "1.8446744073709551615e19"),
        ("18446744073709551616", "1.8446744073709551616e19"),
        ("1000e2147483647", "1e2147483650"),
        ("10e-2147483648", "1e-2147483647"),
        ("0.001e-2147483648", "1e-2147483651"),
        (
            "10e99999999999999999999999999999999999999999999",
            "1e100000000000000000000000000000000000000000000",
        ),
        (
            "0.1e-99999999999999999999999999999999999999999999",
            "1e-100000000000000000000000000000000000000000000",
        ),
        ("1e0000000000000000000000000000000000000000000050", &long),
        ("1e1", &long_fraction),
    ] {
        let (left, right) = (number(left), number(right));
        assert_eq!(left, right);
        assert_eq!(right, left);
        assert_eq!(hash(&left), hash(&right), "{left} {right}");
    }
}

#[test]
fn orders_numbers_that_no_integer_holds() {
    let million = "9".repeat(1_000_000);
    let (up, down) = (format!("1e{million}"), format!("1e-{million}"));
    let (minus_up, minus_down) = (format!("-{up}"), format!("-{down}"));
    let more = format!("2e{million}");
    let ascending = [
        minus_up.as_str(),
        "-1e1000000000",
        "-123456789012345678901234567890",
        "-1",
        "-1e-400",
        &minus_down,
        "0",
        &down,
        "1e-99999999999999999999",
        "1e-400",
        "0.3",
        "0.30000000000000000000000000000000000001",
        "1",
        "9007199254740992",
        "9007199254740993",
        "18446744073709551615",
        "18446744073709551616",
        "18446744073709551616.00000000000000000001",
        "1e400",
        "1e1000000000",
        "1e99999999999999999999",
        "1.00000000000000000000000001e99999999999999999999",
        &up,
        &more,
    ];
    for (at, left) in ascending.iter().enumerate() {
        for (other, right) in ascending.iter().enumerate() {
            assert_eq!(
                number(left).compare(&number(right)),
                at.cmp(&other),
                "{left:.50} {right:.50}"
            );
        }
    }
}

#[test]
fn knows_integers() {
    for text in [
        "0",
        "-0",
        "1.0",
        "1e3",
        "10e-1",
        "1.5e1",
        "1e99999999999999999999",
        "0e-99999999999999999999",
        "0.0",
    ] {
        assert!(number(text).is_integer(), "{text}");
    }
    for text in
        ["1.5", "1e-1", "1e-99999999999999999999", "12345678901234567890123.4", "1e-25", "15e-1"]
    {
        assert!(!number(text).is_integer(), "{text}");
    }
    for (text, spelled) in
        [("1", true), ("-12", true), ("1.0", false), ("1e3", false), ("1e0", false)]
    {
        assert_eq!(number(text).is_integer_spelling(), spelled, "{text}");
    }
    assert!(number("123456789012345678901234567890").is_integer_spelling());
}

#[test]
fn zero_has_no_sign() {
    assert!(!number("-0").is_negative_value());
    assert!(!number("-0.00000000000000000000000000e5").is_negative_value());
    assert!(number("-1e-99999999999999999999").is_negative_value());
    assert!(!number("1").is_negative_value());
}

#[test]
fn multiples() {
    let digits = "7".repeat(400);
    let twice = format!("1{}4", "5".repeat(399));
    let power_of_two = BigInt::from(2).pow(1400).to_string();
    let million = format!("1e{}", "9".repeat(1_000_000));
    for (value, divisor, expected) in [
        ("0", "5", true),
        ("-0.0", "1e400", true),
        ("5", "0", false),
        ("0", "0", false),
        ("12.5", "0.01", true),
        ("12.505", "0.01", false),
        ("-12.5", "0.5", true),
        ("12.5", "-0.5", true),
        ("0.0075", "0.0001", true),
        ("0.00751", "0.0001", false),
        ("19.99", "0.01", true),
        ("1e308", "0.123456789", false),
        ("12391239123", "1e-8", true),
        ("1e1000000000", "3", false),
        ("3e1000000000", "3", true),
        ("3e99999999999999999999999999999999999999999", "3", true),
        ("1e1000000000", "18446744073709551557", false),
        ("1e1000000000", "1024", true),
        ("1e5", "64", false),
        ("1e6", "64", true),
        ("1e-5", "1e-4", false),
        ("10", "1e99999999999999999999", false),
        ("1e-99999999999999999999", "1e-99999999999999999998", false),
        ("1e-99999999999999999998", "1e-99999999999999999999", true),
        (&twice, &digits, true),
        (&twice, "2", true),
        (&digits, "2", false),
        (&digits, &twice, false),
        (&digits, &digits, true),
        ("1e1399", &power_of_two, false),
        ("1e1400", &power_of_two, true),
        (&million, &power_of_two, true),
        (&million, "7", false),
        (&million, &digits, false),
    ] {
        assert_eq!(
            number(value).is_multiple_of(&number(divisor)),
            expected,
            "{value:.50} {divisor:.50}"
        );
    }
}

#[test]
fn integers_of_rust() {
    for (text, expected) in [
        ("0", Some(0)),
        ("-0", Some(0)),
        ("1.0", Some(1)),
        ("1e3", Some(1000)),
        ("-9223372036854775808", Some(i128::from(i64::MIN))),
        ("9223372036854775807", Some(i128::from(i64::MAX))),
        ("9223372036854775808", Some(1 << 63)),
        ("18446744073709551615", Some(i128::from(u64::MAX))),
        ("18446744073709551616", Some(1 << 64)),
        ("170141183460469231731687303715884105727", Some(i128::MAX)),
        ("170141183460469231731687303715884105728", None),
        ("-170141183460469231731687303715884105728", Some(i128::MIN)),
        ("-170141183460469231731687303715884105729", None),
        ("1e38", Some(10_i128.pow(38))),
        ("1e39", None),
        ("1e99999999999999999999", None),
        ("0e99999999999999999999", Some(0)),
        ("1.5", None),
    ] {
        let read = number(text);
        assert_eq!(read.to_i128(), expected, "{text}");
        assert_eq!(read.to_i64(), expected.and_then(|value| value.try_into().ok()), "{text}");
        assert_eq!(read.to_u64(), expected.and_then(|value| value.try_into().ok()), "{text}");
    }
}

#[test]
fn numbers_of_rust() {
    assert_eq!(Number::from_u64(u64::MAX), number("18446744073709551615"));
    assert_eq!(Number::from_i64(i64::MIN), number("-9223372036854775808"));
    assert_eq!(Number::from_i64(-5).text(), "-5");
    assert!(Number::from_i64(-5).is_integer_spelling());
    for (value, text) in [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (-2.5, "-2.5"),
        (0.1, "0.1"),
        (1e300, "1e300"),
        (5e-324, "5e-324"),
        (f64::MAX, "1.7976931348623157e308"),
        (123456.78905, "123456.78905"),
    ] {
        let made = Number::from_f64(value).unwrap();
        assert_eq!(made.text(), text);
        assert_eq!(made, number(text));
        assert_eq!(made.to_f64().to_bits(), value.to_bits());
        assert!(!made.is_integer_spelling());
    }
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(Number::from_f64(value).is_none());
    }
}

#[test]
fn literals_are_constants() {
    const CENT: Number<'static> = Number::literal("0.01");
    const LONG: Number<'static> = Number::literal("123456789012345678901234567890.5");
    assert!(number("12.34").is_multiple_of(&CENT));
    assert_eq!(LONG, number("1234567890123456789012345678905e-1"));
    assert_eq!(number("1").compare(&const { Number::literal("1.0") }), Ordering::Equal);
}

/// Numbers as people and attackers write them, without an exponent: mostly short, sometimes very long.
fn digits() -> impl Strategy<Value = String> {
    let whole = prop_oneof![
        8 => "(0|[1-9][0-9]{0,7})",
        4 => "(0|[1-9]0{0,25}[0-9]{0,25})",
        2 => "[1-9][0-9]{17,21}",
        1 => "[1-9][0-9]{0,1000}",
    ];
    let behind = prop_oneof![3 => Just(String::new()), 3 => "\\.[0-9]{1,4}", 2 => "\\.0{0,30}[0-9]{1,30}0{0,30}"];
    ("-?", whole, behind).prop_map(|(sign, whole, behind)| sign + &whole + &behind)
}

/// The same with exponents up to this size.
fn spelled(max_exponent: i32) -> impl Strategy<Value = String> {
    let exponent = prop_oneof![
        3 => Just(String::new()),
        2 => (-30..30_i32, "[eE]").prop_map(|(power, e)| format!("{e}{power}")),
        1 => (-max_exponent..=max_exponent).prop_map(|power| format!("e{power:+}")),
    ];
    (digits(), exponent).prop_map(|(digits, exponent)| digits + &exponent)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn compares_like_fractions(left in spelled(400), right in spelled(400)) {
        let (a, b) = (number(&left), number(&right));
        let expected = fraction(&left).cmp(&fraction(&right));
        prop_assert_eq!(a.compare(&b), expected);
        prop_assert_eq!(b.compare(&a), expected.reverse());
    }

    #[test]
    fn compares_neighbours_like_fractions(digits in "[1-9][0-9]{0,40}", shift in 0..60_usize, nines in 0..3_usize) {
        let moved = format!("{}{}.{}e-{shift}", digits, "0".repeat(shift), "0".repeat(nines) + "0");
        let above = format!("{}{}.{}1e-{shift}", digits, "0".repeat(shift), "0".repeat(nines));
        prop_assert_eq!(number(&moved), number(&digits));
        prop_assert_eq!(hash(&number(&moved)), hash(&number(&digits)));
        prop_assert!(number(&above) > number(&digits));
    }

    #[test]
    fn compares_alike_at_any_exponent(
        left in digits(), right in digits(), power in "-?[1-9][0-9]{0,60}",
    ) {
        let (moved_left, moved_right) = (format!("{left}e{power}"), format!("{right}e{power}"));
        let expected = number(&left).compare(&number(&right));
        prop_assert_eq!(number(&moved_left).compare(&number(&moved_right)), expected);
        if number(&right).to_f64() != 0.0 {
            prop_assert_eq!(
                number(&moved_left).is_multiple_of(&number(&moved_right)),
                number(&left).is_multiple_of(&number(&right)),
            );
        }
    }

    #[test]
    fn divides_like_fractions(left in spelled(400), right in spelled(400)) {
        let divisor = fraction(&right);
        let expected = divisor != BigRational::from(BigInt::ZERO) && (fraction(&left) / divisor).is_integer();
        prop_assert_eq!(number(&left).is_multiple_of(&number(&right)), expected);
    }

    #[test]
    fn finds_multiples(factor in "[1-9][0-9]{0,60}", divisor in spelled(300)) {
        let divisor_value = fraction(&divisor);
        let product = divisor_value.clone() * BigRational::from(factor.parse::<BigInt>().unwrap());
        // Write the product out: scale it until it is an integer.
        let places = 500_u32;
        let scaled = (product * BigRational::from(BigInt::from(10).pow(places))).to_integer();
        let text = format!("{scaled}e-{places}");
        if divisor_value != BigRational::from(BigInt::ZERO) {
            prop_assert!(number(&text).is_multiple_of(&number(&divisor)));
            let off = format!("{}e-{places}", scaled + 1);
            prop_assert_eq!(
                number(&off).is_multiple_of(&number(&divisor)),
                (fraction(&off) / divisor_value).is_integer(),
            );
        }
    }

    #[test]
    fn integers_like_fractions(text in spelled(400)) {
        let (read, value) = (number(&text), fraction(&text));
        prop_assert_eq!(read.is_integer(), value.is_integer());
        prop_assert_eq!(read.is_negative_value(), value < BigRational::from(BigInt::ZERO));
        let integer = value.is_integer().then(|| value.to_integer());
        prop_assert_eq!(read.to_i64(), integer.as_ref().and_then(|value| value.try_into().ok()));
        prop_assert_eq!(read.to_u64(), integer.as_ref().and_then(|value| value.try_into().ok()));
        prop_assert_eq!(read.to_i128(), integer.as_ref().and_then(|value| value.try_into().ok()));
    }

    #[test]
    fn floats_like_the_standard_library(text in spelled(400)) {
        prop_assert_eq!(number(&text).to_f64().to_bits(), text.parse::<f64>().unwrap().to_bits());
    }

    #[test]
    fn floats_there_and_back(value in any::<f64>()) {
        prop_assume!(value.is_finite());
        let made = Number::from_f64(value).unwrap();
        prop_assert_eq!(made.to_f64().to_bits(), value.to_bits());
        let text = format!("{value:?}");
        prop_assert_eq!(made.text(), text.as_str());
        prop_assert_eq!(made, number(&text));
    }

    #[test]
    fn short_floats_there_and_back(mantissa in -1_000_000_000_i64..1_000_000_000, places in 0..8_i32) {
        let value = mantissa as f64 / 10_f64.powi(places);
        let text = format!("{mantissa}e-{places}");
        prop_assert_eq!(Number::from_f64(value).unwrap(), number(&text));
    }

    #[test]
    fn any_bytes_are_read_or_refused(text in proptest::collection::vec(prop_oneof![
        Just(b'0'), Just(b'1'), Just(b'9'), Just(b'.'), Just(b'e'), Just(b'-'), Just(b'+'), any::<u8>(),
    ], 0..12)) {
        // What serde_json passes over, however large: JSON that begins as numbers do.
        let begins = matches!(text.first(), Some(b'0'..=b'9' | b'-'));
        let is_number = begins && serde_json::from_slice::<serde::de::IgnoredAny>(&text).is_ok();
        match Number::scan(&text, 0) {
            Ok((_, end)) => prop_assert!(end <= text.len() && end > 0),
            Err(at) => {
                prop_assert!(at <= text.len());
                prop_assert!(!is_number);
            }
        }
    }
}
