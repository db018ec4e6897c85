//! What scalars mean: the core schema of YAML 1.2 (YAML 1.2.2 section 10.3.2), as JSON values.

/// The meaning of a plain scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Null,
    Boolean(bool),
    /// An integer, as JSON spells it.
    Integer(String),
    /// A number with a point or an exponent, as JSON spells it.
    Float(String),
    /// Infinite or not a number, which JSON cannot spell.
    NotFinite,
    /// An integer of another base that is too long to be converted.
    TooLong,
    /// Everything else.
    String,
}

/// The most digits of a hexadecimal or octal integer: their conversion takes quadratic time.
pub(super) const MAX_DIGITS: usize = 1_000;

impl Scalar {
    /// What a plain scalar means.
    pub(super) fn of_plain(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
            "true" | "True" | "TRUE" => Scalar::Boolean(true),
            "false" | "False" | "FALSE" => Scalar::Boolean(false),
            ".nan" | ".NaN" | ".NAN" => Scalar::NotFinite,
            _ => Self::of_number(text),
        }
    }

    fn of_number(text: &str) -> Self {
        if let Some(digits) = text.strip_prefix("0o") {
            return Self::of_base(digits, 8);
        }
        if let Some(digits) = text.strip_prefix("0x") {
            return Self::of_base(digits, 16);
        }
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        if [".inf", ".Inf", ".INF"].contains(&rest) {
            return Scalar::NotFinite;
        }
        decimal(sign, rest).unwrap_or(Scalar::String)
    }

    /// An integer of base 8 or 16, which has no sign.
    fn of_base(digits: &str, base: u32) -> Self {
        if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(base)) {
            return Scalar::String;
        }
        if digits.len() > MAX_DIGITS {
            return Scalar::TooLong;
        }
        Scalar::Integer(converted(digits, base))
    }
}

/// A decimal number without its sign; `None` for another text.
fn decimal(sign: &str, text: &str) -> Option<Scalar> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at..])),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_digits = !whole.is_empty() || fraction.is_some_and(|digits| !digits.is_empty());
    let is_exponent = |text: &str| {
        let digits = text.get(1..).unwrap_or_default();
        let digits = digits.strip_prefix(['-', '+']).unwrap_or(digits);
        !digits.is_empty() && are_digits(digits)
    };
    if !has_digits
        || !are_digits(whole)
        || !fraction.is_none_or(are_digits)
        || !exponent.is_none_or(is_exponent)
    {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let fraction = fraction.map_or_else(String::new, |digits| {
        format!(".{}", if digits.is_empty() { "0" } else { digits })
    });
    let spelled = format!("{sign}{whole}{fraction}{}", exponent.unwrap_or_default());
    let is_integer = fraction.is_empty() && exponent.is_none();
    Some(if is_integer { Scalar::Integer(spelled) } else { Scalar::Float(spelled) })
}

/// Digits of a base in decimal, exactly.
fn converted(digits: &str, base: u32) -> String {
    const PART: u64 = 1_000_000_000;
    // The parts of the number in base 10⁹, the least one first.
    let mut parts: Vec<u64> = vec![0];
    for digit in digits.chars().filter_map(|digit| digit.to_digit(base)) {
        let mut carry = u64::from(digit);
        for part in &mut parts {
            let value = *part * u64::from(base) + carry;
            (*part, carry) = (value % PART, value / PART);
        }
        if carry > 0 {
            parts.push(carry);
        }
    }
    let (last, rest) = parts.split_last().unwrap_or((&0, &[]));
    let rest = rest.iter().rev().map(|part| format!("{part:09}"));
    format!("{last}{}", rest.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integer(text: &str) -> Scalar {
        Scalar::Integer(text.to_owned())
    }

    fn float(text: &str) -> Scalar {
        Scalar::Float(text.to_owned())
    }

    #[test]
    fn plain_scalars_mean_what_the_core_schema_says() {
        for (text, want) in [
            ("", Scalar::Null),
            ("~", Scalar::Null),
            ("Null", Scalar::Null),
            ("nULL", Scalar::String),
            ("TRUE", Scalar::Boolean(true)),
            ("False", Scalar::Boolean(false)),
            ("0", integer("0")),
            ("-0", integer("-0")),
            ("+12", integer("12")),
            ("007", integer("7")),
            ("0o17", integer("15")),
            ("0x1F", integer("31")),
            ("0xffffffffffffffffffffffff", integer("79228162514264337593543950335")),
            ("1e3", float("1e3")),
            ("1.", float("1.0")),
            (".5", float("0.5")),
            ("-.5E+07", float("-0.5E+07")),
            ("00.10", float("0.10")),
            ("123456789012345678901234567890", integer("123456789012345678901234567890")),
            (".inf", Scalar::NotFinite),
            ("-.INF", Scalar::NotFinite),
            (".NaN", Scalar::NotFinite),
        ] {
            assert_eq!(Scalar::of_plain(text), want, "{text}");
        }
        let long = format!("0x{}", "f".repeat(MAX_DIGITS + 1));
        assert_eq!(Scalar::of_plain(&long), Scalar::TooLong);
    }

    #[test]
    fn everything_else_is_a_string() {
        for text in [
            "yes",
            "no",
            "on",
            "Off",
            "y",
            "2024-01-01",
            "2024-01-01T00:00:00Z",
            "12:30:45",
            "1_000",
            "0o8",
            "0x",
            "0b1",
            "-0x1",
            "+0o7",
            "0O17",
            "1e",
            "1e+",
            ".",
            "+",
            "-",
            "+-5",
            "1.2.3",
            "e5",
            ".e5",
            "inf",
            "nan",
            "٣",
            " 1",
        ] {
            assert_eq!(Scalar::of_plain(text), Scalar::String, "{text}");
        }
    }
}
