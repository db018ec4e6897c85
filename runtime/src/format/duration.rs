//! `duration`: RFC 3339 appendix A.

/// Whether `text` is a `duration` of RFC 3339 appendix A.
///
/// That grammar is narrower than ISO 8601: no fractions, no sign, weeks alone, and no unit left out between two
/// others (`P1Y2D` is not valid). Durations of the charging specification are in
/// [`scalar::duration`](crate::scalar::duration).
#[must_use]
pub fn duration(text: &str) -> bool {
    let Some(rest) = text.as_bytes().strip_prefix(b"P") else {
        return false;
    };
    if let Some((b'W', rest)) = component(rest) {
        return rest.is_empty();
    }
    let Some((date, rest)) = run(rest, b"YMD") else {
        return false;
    };
    match rest {
        [] => date > 0,
        [b'T', rest @ ..] => {
            run(rest, b"HMS").is_some_and(|(time, rest)| time > 0 && rest.is_empty())
        }
        _ => false,
    }
}

/// The number of leading components, whose units follow each other in `units`, and the rest of the text. `None` if a
/// component has another unit.
fn run<'a>(mut text: &'a [u8], units: &[u8]) -> Option<(usize, &'a [u8])> {
    let mut last = None;
    let mut count = 0;
    while text.first().is_some_and(u8::is_ascii_digit) {
        let (unit, rest) = component(text)?;
        let place = units.iter().position(|candidate| *candidate == unit)?;
        if last.is_some_and(|last| place != last + 1) {
            return None;
        }
        (last, count, text) = (Some(place), count + 1, rest);
    }
    Some((count, text))
}

/// Reads digits and a unit; returns the unit and the rest of the text.
fn component(text: &[u8]) -> Option<(u8, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (unit, rest) = text.get(digits..)?.split_first()?;
    (digits > 0).then_some((*unit, rest))
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn follows_the_appendix() {
        for text in [
            "P1Y", "P1Y2M", "P1Y2M3D", "P2M3D", "P3D", "P4W", "PT5H", "PT5H6M", "PT6M7S", "PT7S",
            "P1DT1S", "P007D",
        ] {
            assert!(duration(text), "{text}");
        }
        for text in [
            "", "P", "PT", "P1", "PT1", "P1YT", "P1Y3D", "PT5H7S", "P1W1D", "P1WT1H", "P1D1M",
            "P1D1D", "PT1D", "P1H", "-P1D", "P-1D", "P1.5D", "PT1.5S", "p1d", "P1D ", "P1D\n",
            "P१D", "1D", "PT1HT1M",
        ] {
            assert!(!duration(text), "{text}");
        }
    }
}
