//! Dates and times of RFC 3339: `date-time`, `date` and `time`.
//!
//! All three and the timestamps share one reader, so a check and the timestamp made from the text cannot disagree.

use jiff::tz::Offset;

/// Whether `text` is a `date-time` of RFC 3339 §5.6: a day that the calendar has, `T` or `t`, a time and an
/// offset.
///
/// The second 60 is accepted where a leap second can be: at 23:59:60 UTC.
#[inline]
#[must_use]
pub fn date_time(text: &str) -> bool {
    Instant::read(text.as_bytes()).is_some()
}

/// Whether `text` is a `full-date` of RFC 3339 §5.6, and a day that the calendar has.
#[inline]
#[must_use]
pub fn date(text: &str) -> bool {
    Day::of(text).is_some()
}

/// Whether `text` is a `full-time` of RFC 3339 §5.6; the second 60 only at 23:59:60 UTC.
#[inline]
#[must_use]
pub fn time(text: &str) -> bool {
    Clock::read(text.as_bytes()).is_some()
}

/// The parts of a `date-time`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instant<'a> {
    pub(crate) day: Day,
    pub(crate) clock: Clock<'a>,
}

/// A day of the calendar of RFC 3339: years 0 to 9999, Gregorian throughout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// A local time with its distance to UTC.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock<'a> {
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    /// 60 in a leap second.
    pub(crate) second: u8,
    /// The digits after the point.
    pub(crate) fraction: &'a [u8],
    pub(crate) zone: Zone,
}

/// How far local time is ahead of UTC.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Zone {
    /// `Z` or an offset, in minutes.
    Known(i16),
    /// `-00:00`: the time in UTC is known, the offset of local time is not (RFC 3339 §4.3).
    Unknown,
}

impl Zone {
    /// The minutes to take from local time to get UTC.
    pub(crate) fn minutes(self) -> i16 {
        match self {
            Zone::Known(minutes) => minutes,
            Zone::Unknown => 0,
        }
    }

    /// How far local time is ahead of UTC, if that is known.
    pub(crate) fn offset(self) -> Option<Offset> {
        match self {
            Zone::Known(minutes) => Offset::from_seconds(i32::from(minutes) * 60).ok(),
            Zone::Unknown => None,
        }
    }
}

impl<'a> Instant<'a> {
    #[inline]
    pub(crate) fn read(text: &'a [u8]) -> Option<Self> {
        let (day, rest) = text.split_first_chunk()?;
        let [b'T' | b't', clock @ ..] = rest else {
            return None;
        };
        Some(Instant { day: Day::read(day)?, clock: Clock::read(clock)? })
    }
}

impl Day {
    /// The day that a `full-date` says.
    #[inline]
    pub(crate) fn of(text: &str) -> Option<Self> {
        Day::read(<&[u8; 10]>::try_from(text.as_bytes()).ok()?)
    }

    #[inline]
    fn read(text: &[u8; 10]) -> Option<Self> {
        let [c0, c1, y0, y1, b'-', m0, m1, b'-', d0, d1] = *text else {
            return None;
        };
        let (century, year) = (pair(c0, c1), pair(y0, y1));
        let (month, day) = (pair(m0, m1), pair(d0, d1));
        if century > 99 || year > 99 {
            return None;
        }
        let leap = if year == 0 { century.is_multiple_of(4) } else { year.is_multiple_of(4) };
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        let year = u16::from(century) * 100 + u16::from(year);
        (1..=days).contains(&day).then_some(Day { year, month, day })
    }

    /// Days since 1970-01-01.
    pub(crate) fn since_epoch(self) -> i64 {
        // Count from the first of March: then the leap day is a year's last.
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let early = month <= 2;
        let year = i64::from(self.year) - i64::from(early);
        let month = if early { month + 9 } else { month - 3 };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        // From March on, the months' lengths repeat in 31, 30, 31, 30, 31: 153 days in five months.
        let days_before_month = (153 * month + 2) / 5;
        // 0000-03-01 is 719,468 days before 1970-01-01.
        year * 365 + leap_days + days_before_month + day - 1 - 719_468
    }
}

impl<'a> Clock<'a> {
    /// The second and its nanoseconds. Further digits of the fraction are cut off. A leap second is the last nanosecond of
    /// the second before it, whatever its fraction.
    pub(crate) fn second_and_nanosecond(&self) -> (u8, i32) {
        const PLACES: usize = 9;
        if self.second == 60 {
            return (59, 999_999_999);
        }
        let mut digits = [0; PLACES];
        for (place, digit) in digits.iter_mut().zip(self.fraction) {
            *place = i32::from(digit - b'0');
        }
        (self.second, digits.iter().fold(0, |value, digit| value * 10 + digit))
    }

    #[inline]
    pub(crate) fn read(text: &'a [u8]) -> Option<Self> {
        let ([h0, h1, b':', m0, m1, b':', s0, s1], rest) = text.split_first_chunk()? else {
            return None;
        };
        let (hour, minute, second) = (pair(*h0, *h1), pair(*m0, *m1), pair(*s0, *s1));
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => {
                let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                if digits == 0 {
                    return None;
                }
                rest.split_at_checked(digits)?
            }
            _ => (&[] as &[u8], rest),
        };
        let zone = match *rest {
            [b'Z' | b'z'] => Zone::Known(0),
            [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
                let (hours, minutes) = (pair(h0, h1), pair(m0, m1));
                if hours > 23 || minutes > 59 {
                    return None;
                }
                let minutes = i16::from(hours) * 60 + i16::from(minutes);
                match (sign, minutes) {
                    (b'-', 0) => Zone::Unknown,
                    (b'-', _) => Zone::Known(-minutes),
                    _ => Zone::Known(minutes),
                }
            }
            _ => return None,
        };
        if second == 60 {
            let utc = i16::from(hour) * 60 + i16::from(minute) - zone.minutes();
            if utc.rem_euclid(24 * 60) != 23 * 60 + 59 {
                return None;
            }
        }
        Some(Clock { hour, minute, second, fraction, zone })
    }
}

/// Two digits as a number, or one above 99.
#[inline(always)]
fn pair(tens: u8, ones: u8) -> u8 {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens > 9 || ones > 9 { u8::MAX } else { tens * 10 + ones }
}

/// The index of the first invalid part in a text that is not a `date-time`.
#[cold]
pub(crate) fn fault(text: &[u8]) -> usize {
    const SHAPE: &[u8; 19] = b"0000-00-00T00:00:00";
    for (at, shape) in SHAPE.iter().enumerate() {
        let fits = text.get(at).is_some_and(|byte| match shape {
            b'0' => byte.is_ascii_digit(),
            b'T' => byte.eq_ignore_ascii_case(&b'T'),
            _ => byte == shape,
        });
        if !fits {
            return at;
        }
    }
    let number = |at: usize| match text.get(at..at + 2) {
        Some([tens, ones]) => pair(*tens, *ones),
        _ => u8::MAX,
    };
    let (day, rest) = text.split_at(10);
    let behind = rest.get(9..).unwrap_or_default();
    if !(1..=12).contains(&number(5)) {
        5
    } else if !std::str::from_utf8(day).is_ok_and(date) {
        8
    } else if number(11) > 23 {
        11
    } else if number(14) > 59 {
        14
    } else if number(17) > 60 || Clock::read(&[b"00:00:00", behind].concat()).is_some() {
        // With another second, it would be valid: only the second 60 is wrong.
        17
    } else {
        19
    }
}

#[cfg(test)]
mod tests {
    use super::{date, date_time, time};

    #[test]
    fn accepts_what_rfc_3339_does() {
        for text in [
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31T23:59:60Z",
            "1990-12-31T15:59:60-08:00",
            "1937-01-01T12:00:27.87+00:20",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999999999999999999Z",
            "2024-02-29t00:00:00z",
            "2000-02-29T00:00:00-00:00",
            "2024-06-30T23:59:60.5+00:00",
            "2024-07-01T23:58:60+23:59",
            "2024-06-30T00:00:60-23:59",
            "2024-06-15T12:00:00+23:59",
            "2024-06-15T12:00:00-23:59",
        ] {
            assert!(date_time(text), "{text}");
            let (day, clock) = text.split_at(10);
            assert!(date(day), "{day}");
            assert!(time(&clock[1..]), "{clock}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for text in [
            "",
            "2024",
            "2024-01-01",
            "2024-01-01T",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00Z",
            "2024-01-01 00:00:00Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00,5Z",
            "2024-01-01T00:00:00.5",
            "2024-01-01T00:00:00ZZ",
            "2024-01-01T00:00:00Z ",
            " 2024-01-01T00:00:00Z",
            "2024-01-01T00:00:00+1:00",
            "2024-01-01T00:00:00+01",
            "2024-01-01T00:00:00+0100",
            "2024-01-01T00:00:00+01:0",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01T00:00:00+00:60",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:61Z",
            "2024-01-01T00:00:60Z",
            "2024-01-01T23:59:60+00:01",
            "2024-00-01T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-01-00T00:00:00Z",
            "2024-01-32T00:00:00Z",
            "2024-04-31T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2024-02-30T00:00:00Z",
            "202a-01-01T00:00:00Z",
            "2024/01/01T00:00:00Z",
            "2024-01-01T00-00-00Z",
            "２024-01-01T00:00:00Z",
            "2024-01-01T00:00:00.٣Z",
        ] {
            assert!(!date_time(text), "{text}");
        }
    }

    #[test]
    fn dates_and_times_stand_alone() {
        for text in [
            "2024-1-01",
            "2024-01-1",
            "20240101",
            "2024-01-01Z",
            "02024-01-01",
            "2024-02-30",
            "-024-01-01",
        ] {
            assert!(!date(text), "{text}");
        }
        for text in
            ["12:00", "12:00:00", "12:00:00+1", "T12:00:00Z", "12:00:00 Z", "1:00:00Z", "12:00:0Z"]
        {
            assert!(!time(text), "{text}");
        }
    }

    #[test]
    fn every_month_ends_on_its_last_day() {
        for year in 0..=9999_u16 {
            let leap =
                year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
            assert_eq!(date(&format!("{year:04}-02-29")), leap, "{year}");
        }
        for (month, days) in (1..).zip([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
            assert!(date(&format!("2023-{month:02}-{days}")));
            assert!(!date(&format!("2023-{month:02}-{}", days + 1)));
        }
    }
}
