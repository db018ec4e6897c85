//! Punycode: RFC 3492, with the parameters of §5.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_POINT: u32 = 128;

/// No label that can be encoded in 63 characters is longer; this bounds the quadratic time of both directions.
pub(super) const LONGEST: usize = 63;

/// Decodes lower-case Punycode (§6.2); `None` if it isn't any.
pub(super) fn decode(encoded: &str) -> Option<Vec<char>> {
    if encoded.len() > LONGEST {
        return None;
    }
    let (basic, extended) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    let mut label: Vec<char> = basic.chars().collect();
    let mut digits = extended.bytes().map(digit_value);
    let (mut point, mut index, mut bias) = (INITIAL_POINT, 0_u32, INITIAL_BIAS);
    while digits.len() > 0 {
        let previous = index;
        let mut weight = 1_u32;
        for place in 1_u32.. {
            let digit = digits.next()??;
            index = index.checked_add(digit.checked_mul(weight)?)?;
            let threshold = threshold(place, bias);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
        }
        let length = u32::try_from(label.len()).ok()? + 1;
        bias = adapt(index - previous, length, previous == 0);
        point = point.checked_add(index / length)?;
        index %= length;
        label.insert(usize::try_from(index).ok()?, char::from_u32(point)?);
        index += 1;
    }
    Some(label)
}

/// Encodes a label (§6.3); `None` if it is too long for a domain name.
pub(super) fn encode(label: &[char]) -> Option<String> {
    if label.len() > LONGEST {
        return None;
    }
    let mut encoded: String = label.iter().filter(|point| point.is_ascii()).collect();
    let basic = u32::try_from(encoded.len()).ok()?;
    if basic > 0 {
        encoded.push('-');
    }
    let total = u32::try_from(label.len()).ok()?;
    let (mut point, mut delta, mut bias, mut handled) = (INITIAL_POINT, 0_u32, INITIAL_BIAS, basic);
    while handled < total {
        let next = label
            .iter()
            .map(|point| u32::from(*point))
            .filter(|candidate| *candidate >= point)
            .min()?;
        delta = delta.checked_add((next - point).checked_mul(handled + 1)?)?;
        point = next;
        for candidate in label.iter().map(|point| u32::from(*point)) {
            if candidate < point {
                delta = delta.checked_add(1)?;
            }
            if candidate == point {
                push_number(&mut encoded, delta, bias);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        point += 1;
    }
    Some(encoded)
}

/// Appends a variable-length integer.
fn push_number(encoded: &mut String, delta: u32, bias: u32) {
    let mut rest = delta;
    for place in 1_u32.. {
        let threshold = threshold(place, bias);
        if rest < threshold {
            break;
        }
        encoded.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
    }
    encoded.push(digit(rest));
}

/// From which value on a digit at this place (1 is the first) isn't the last one.
fn threshold(place: u32, bias: u32) -> u32 {
    place.saturating_mul(BASE).saturating_sub(bias).clamp(T_MIN, T_MAX)
}

/// The bias for the next number (§6.1).
fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut bias = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        bias += BASE;
    }
    bias + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

/// `a` to `z` and `0` to `9` for 0 to 35.
fn digit(value: u32) -> char {
    char::from_digit((value + 10) % BASE, BASE).unwrap_or_default()
}

fn digit_value(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn there_and_back() {
        for (label, encoded) in [
            ("bücher", "bcher-kva"),
            ("ü", "tda"),
            ("münchen-ost", "mnchen-ost-9db"),
            ("例え", "r8jz45g"),
            ("παράδειγμα", "hxajbheg2az3al"),
            ("테스트", "9t4b11yi5a"),
            ("😀", "e28h"),
        ] {
            let label: Vec<char> = label.chars().collect();
            assert_eq!(encode(&label).as_deref(), Some(encoded));
            assert_eq!(decode(encoded), Some(label));
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for encoded in ["9", "x", "99999999999999", "a-\u{e9}", "kva_", &"a".repeat(64)] {
            assert_eq!(decode(encoded), None, "{encoded}");
        }
        assert_eq!(encode(&['ü'; 64]), None);
    }
}
