//! ISO 8601 durations, as the EV charging specification defines them.
//!
//! The grammar is that of the pattern
//! `^-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+[DW])?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$`: each component at most once and in
//! this order, days or weeks, a fraction of the seconds only, and a sign in front of the whole. `P1YT` is in it;
//! `P`, `PT` and `P1` are not.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Span};

/// The parts of a duration.
///
/// ```
/// use voltype_runtime::scalar::duration::Components;
///
/// let stay = Components::parse("PT1H30M")?;
/// assert_eq!((stay.hours, stay.minutes), (1, 30));
/// assert_eq!(stay.to_signed_duration().map(|stay| stay.as_secs()), Some(5400));
/// # Ok::<(), voltype_runtime::scalar::duration::DurationError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Components {
    /// Whether the whole is to be subtracted.
    pub negative: bool,
    /// Calendar years, of no fixed length.
    pub years: u64,
    /// Calendar months, of no fixed length.
    pub months: u64,
    /// Weeks; a text has either weeks or days.
    pub weeks: u64,
    /// Days.
    pub days: u64,
    /// Hours, possibly more than 23.
    pub hours: u64,
    /// Minutes, possibly more than 59.
    pub minutes: u64,
    /// Whole seconds, possibly more than 59.
    pub seconds: u64,
    /// The fraction of the seconds in nanoseconds, less than 10^9.
    pub nanoseconds: u32,
}

impl Components {
    /// Reads a duration. Digits of the seconds' fraction beyond the ninth are cut off.
    ///
    /// # Errors
    ///
    /// When `text` isn't in the module's grammar, or a component is larger than a `u64`.
    pub fn parse(text: &str) -> Result<Self, DurationError> {
        let mut reader = Reader { text: text.as_bytes(), at: 0 };
        let mut value = Components { negative: reader.take(b'-'), ..Components::default() };
        if !reader.take(b'P') {
            return Err(reader.fault());
        }
        let mut in_time = false;
        // The place of the next component among those of the date or the time.
        let mut next = 0;
        let mut any = false;
        loop {
            if !in_time && reader.take(b'T') {
                in_time = true;
                next = 0;
                if !any && !reader.digit() {
                    return Err(reader.fault());
                }
            }
            if any && reader.peek().is_none() {
                return Ok(value);
            }
            let start = reader.at;
            let number = reader.number()?;
            let fraction = if in_time { reader.fraction()? } else { None };
            let (place, component) = match (in_time, reader.peek(), fraction) {
                (false, Some(b'Y'), _) => (0, &mut value.years),
                (false, Some(b'M'), _) => (1, &mut value.months),
                (false, Some(b'W'), _) => (2, &mut value.weeks),
                (false, Some(b'D'), _) => (2, &mut value.days),
                (true, Some(b'H'), None) => (0, &mut value.hours),
                (true, Some(b'M'), None) => (1, &mut value.minutes),
                (true, Some(b'S'), _) => (2, &mut value.seconds),
                _ => return Err(reader.fault()),
            };
            if place < next {
                return Err(reader.fault());
            }
            *component = number.ok_or(DurationError { at: start, kind: Kind::TooLarge })?;
            value.nanoseconds = fraction.unwrap_or_default();
            next = place + 1;
            any = true;
            reader.at += 1;
        }
    }

    /// The length of time, where a week is 7 days and a day is 24 hours; `None` with years or months, which have no
    /// fixed length, and when it is too long for [`SignedDuration`] (2^63 seconds).
    #[must_use]
    pub fn to_signed_duration(&self) -> Option<SignedDuration> {
        let Components {
            negative,
            years,
            months,
            weeks,
            days,
            hours,
            minutes,
            seconds,
            nanoseconds,
        } = *self;
        if years > 0 || months > 0 {
            return None;
        }
        // At most 7 · 86,400 · 2^64 and some: far from the end of i128.
        let days = i128::from(weeks) * 7 + i128::from(days);
        let minutes = (days * 24 + i128::from(hours)) * 60 + i128::from(minutes);
        let seconds = minutes * 60 + i128::from(seconds);
        let nanoseconds = seconds * 1_000_000_000 + i128::from(nanoseconds);
        let nanoseconds = if negative { -nanoseconds } else { nanoseconds };
        let seconds = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
        Some(SignedDuration::new(seconds, (nanoseconds % 1_000_000_000) as i32))
    }

    /// The same components as a span of calendar and clock units.
    ///
    /// # Errors
    ///
    /// When a component is beyond what [`Span`] holds (19,998 years, and as many of the other units).
    pub fn to_span(&self) -> Result<Span, jiff::Error> {
        let Components {
            negative,
            years,
            months,
            weeks,
            days,
            hours,
            minutes,
            seconds,
            nanoseconds,
        } = *self;
        // What does not fit into an i64 does not fit into a span either: that gives the error.
        let signed = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        let span = Span::new()
            .try_years(signed(years))?
            .try_months(signed(months))?
            .try_weeks(signed(weeks))?
            .try_days(signed(days))?
            .try_hours(signed(hours))?
            .try_minutes(signed(minutes))?
            .try_seconds(signed(seconds))?
            .try_nanoseconds(i64::from(nanoseconds))?;
        Ok(if negative { span.negate() } else { span })
    }
}

impl FromStr for Components {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        Components::parse(text)
    }
}

/// Writes the duration in normal form: without components that are zero, without zeros at the end of the fraction,
/// `PT0S` if all are zero. Weeks are written as days if there are days, too, because the grammar allows only one of them.
impl fmt::Display for Components {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Components {
            negative,
            years,
            months,
            weeks,
            days,
            hours,
            minutes,
            seconds,
            nanoseconds,
        } = *self;
        let (weeks, days) = match (weeks, days) {
            (_, 0) => (u128::from(weeks), 0),
            _ => (0, u128::from(weeks) * 7 + u128::from(days)),
        };
        // A fraction of a second or more is carried over.
        let seconds = u128::from(seconds) + u128::from(nanoseconds / 1_000_000_000);
        let nanoseconds = nanoseconds % 1_000_000_000;
        let part = |f: &mut fmt::Formatter<'_>, number: u128, unit: char| match number {
            0 => Ok(()),
            _ => write!(f, "{number}{unit}"),
        };
        let any_date = years > 0 || months > 0 || weeks > 0 || days > 0;
        let any_time = hours > 0 || minutes > 0 || seconds > 0 || nanoseconds > 0;
        f.write_str(if negative { "-P" } else { "P" })?;
        part(f, years.into(), 'Y')?;
        part(f, months.into(), 'M')?;
        part(f, weeks, 'W')?;
        part(f, days, 'D')?;
        match (any_date, any_time) {
            (true, false) => return Ok(()),
            (false, false) => return f.write_str("T0S"),
            (_, true) => f.write_str("T")?,
        }
        part(f, hours.into(), 'H')?;
        part(f, minutes.into(), 'M')?;
        if nanoseconds == 0 {
            return part(f, seconds, 'S');
        }
        let fraction = format!("{nanoseconds:09}");
        write!(f, "{seconds}.{}S", fraction.trim_end_matches('0'))
    }
}

/// Why a text is not a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DurationError {
    at: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Syntax,
    TooLarge,
}

impl DurationError {
    /// The index of the first invalid byte, or of the component that is too large.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether the text is or begins with a duration, but its component at [`DurationError::at`] does not fit into
    /// a `u64`.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.kind == Kind::TooLarge
    }
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Syntax => write!(f, "not an ISO 8601 duration at byte {}", self.at),
            Kind::TooLarge => write!(
                f,
                "the duration's component at byte {} is larger than {}",
                self.at,
                u64::MAX
            ),
        }
    }
}

impl std::error::Error for DurationError {}

/// A place in the text.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn digit(&self) -> bool {
        self.peek().is_some_and(|byte| byte.is_ascii_digit())
    }

    fn fault(&self) -> DurationError {
        DurationError { at: self.at, kind: Kind::Syntax }
    }

    fn take(&mut self, expected: u8) -> bool {
        let found = self.peek() == Some(expected);
        self.at += usize::from(found);
        found
    }

    /// A number of at least one digit; `None` if it is larger than a `u64`.
    fn number(&mut self) -> Result<Option<u64>, DurationError> {
        if !self.digit() {
            return Err(self.fault());
        }
        let mut value = Some(0_u64);
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value =
                value.and_then(|value| value.checked_mul(10)?.checked_add(u64::from(digit - b'0')));
            self.at += 1;
        }
        Ok(value)
    }

    /// A point and at least one digit, as nanoseconds; `None` if there is no point.
    fn fraction(&mut self) -> Result<Option<u32>, DurationError> {
        if !self.take(b'.') {
            return Ok(None);
        }
        if !self.digit() {
            return Err(self.fault());
        }
        let mut value = 0;
        let mut places = 100_000_000;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value += u32::from(digit - b'0') * places;
            places /= 10;
            self.at += 1;
        }
        Ok(Some(value))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::{SignedDuration, ToSpan};

    use super::Components;

    fn read(text: &str) -> Components {
        Components::parse(text).unwrap()
    }

    #[test]
    fn reads_every_component() {
        let all = Components {
            negative: true,
            years: 1,
            months: 2,
            weeks: 0,
            days: 3,
            hours: 4,
            minutes: 5,
            seconds: 6,
            nanoseconds: 70_000_000,
        };
        assert_eq!(read("-P1Y2M3DT4H5M6.07S"), all);
        assert_eq!(read("P2W"), Components { weeks: 2, ..Components::default() });
        assert_eq!(read("P1Y2W"), Components { years: 1, weeks: 2, ..Components::default() });
        assert_eq!(read("P1YT"), Components { years: 1, ..Components::default() });
        assert_eq!(read("P1M"), Components { months: 1, ..Components::default() });
        assert_eq!(read("PT1M"), Components { minutes: 1, ..Components::default() });
        assert_eq!(read("PT36H"), Components { hours: 36, ..Components::default() });
        assert_eq!(
            read("PT0.1234567899S"),
            Components { nanoseconds: 123_456_789, ..Components::default() }
        );
        assert_eq!(read("PT0018446744073709551615S").seconds, u64::MAX);
    }

    #[test]
    fn points_at_what_is_wrong() {
        for (text, at) in [
            ("", 0),
            ("1D", 0),
            ("+P1D", 0),
            ("--P1D", 1),
            ("P", 1),
            ("PT", 2),
            ("-PT", 3),
            ("P1", 2),
            ("PT1", 3),
            ("P1H", 2),
            ("PT1D", 3),
            ("P1M1Y", 4),
            ("P1D1W", 4),
            ("P1W1D", 4),
            ("P1D1D", 4),
            ("PT1M1H", 5),
            ("PT1S1S", 5),
            ("P1.5D", 2),
            ("PT1.5H", 5),
            ("PT1.S", 4),
            ("PT.5S", 2),
            ("PT1,5S", 3),
            ("P1YT1D", 5),
            ("P1DT1HT", 6),
            ("P1DTT", 4),
            ("P1D ", 3),
            ("P1D\n", 3),
            ("P१D", 1),
        ] {
            let error = Components::parse(text).unwrap_err();
            assert_eq!((error.at(), error.is_too_large()), (at, false), "{text}");
        }
        let error = Components::parse("P1YT18446744073709551616S").unwrap_err();
        assert_eq!((error.at(), error.is_too_large()), (4, true));
        assert_eq!(
            error.to_string(),
            "the duration's component at byte 4 is larger than 18446744073709551615"
        );
    }

    #[test]
    fn writes_normal_form() {
        for (text, normal) in [
            ("P1Y2M3DT4H5M6.07S", "P1Y2M3DT4H5M6.07S"),
            ("-P02W", "-P2W"),
            ("P1YT", "P1Y"),
            ("P0YT1H", "PT1H"),
            ("PT90M0S", "PT90M"),
            ("PT0.500S", "PT0.5S"),
            ("P0D", "PT0S"),
            ("-P0DT0H", "-PT0S"),
            ("P1DT0S", "P1D"),
            ("P1DT0.000000001S", "P1DT0.000000001S"),
        ] {
            assert_eq!(read(text).to_string(), normal);
            assert_eq!(read(normal).to_string(), normal);
        }
        let both = Components {
            weeks: u64::MAX,
            days: 1,
            nanoseconds: 2_500_000_000,
            ..Components::default()
        };
        assert_eq!(both.to_string(), "P129127208515966861306DT2.5S");
    }

    #[test]
    fn gives_lengths_of_time() {
        for (text, expected) in [
            ("PT1H30M", Some(SignedDuration::from_secs(5400))),
            ("-PT1.5S", Some(SignedDuration::from_millis(-1500))),
            ("-PT0.5S", Some(SignedDuration::from_millis(-500))),
            ("P1DT1S", Some(SignedDuration::from_secs(86_401))),
            ("P1W", Some(SignedDuration::from_hours(168))),
            ("P0Y0M", Some(SignedDuration::ZERO)),
            ("P1M", None),
            ("P1Y", None),
            ("PT9223372036854775807.999999999S", Some(SignedDuration::MAX)),
            ("PT9223372036854775808S", None),
            ("-PT9223372036854775808S", Some(SignedDuration::from_secs(i64::MIN))),
            ("-PT9223372036854775808.999999999S", Some(SignedDuration::MIN)),
            ("P18446744073709551615W", None),
        ] {
            assert_eq!(read(text).to_signed_duration(), expected, "{text}");
        }
    }

    #[test]
    fn gives_spans() {
        let span = read("P1Y2M3DT4H5M6.07S").to_span().unwrap();
        let expected =
            1.year().months(2).days(3).hours(4).minutes(5).seconds(6).nanoseconds(70_000_000);
        assert_eq!(span.fieldwise(), expected.fieldwise());
        assert_eq!(read("-P2W").to_span().unwrap().fieldwise(), (-2).weeks().fieldwise());
        assert!(read("P19999Y").to_span().is_err());
        assert!(read("P18446744073709551615Y").to_span().is_err());
    }
}
