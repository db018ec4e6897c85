//! Timestamps of RFC 3339 that keep their spelling.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::Offset;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::format::date_time::{Instant, fault};

/// A `date-time` of RFC 3339 §5.6, as it was spelled.
///
/// A spelling says more than an instant does: the number of digits of the fraction, the offset of local time, whether the
/// second was a leap second, `t` or `T`. All of it is kept, so reading and writing give the same text. Equality and hash
/// are those of the text; [`DateTime::timestamp`] gives the instant for calculations.
///
/// Nothing is allocated for up to 38 bytes, which is enough for twelve digits of a fraction and an offset.
///
/// ```
/// use voltype_runtime::scalar::DateTime;
///
/// let start: DateTime = "2024-05-01T08:30:00.50+02:00".parse()?;
/// assert_eq!(start.as_str(), "2024-05-01T08:30:00.50+02:00");
/// assert_eq!(start.timestamp().to_string(), "2024-05-01T06:30:00.5Z");
/// # Ok::<(), voltype_runtime::scalar::date_time::DateTimeError>(())
/// ```
#[derive(Clone)]
pub struct DateTime {
    text: Text,
}

/// The number of bytes with which [`Text`] has a size of 40.
const INLINE: usize = 38;

#[derive(Clone)]
enum Text {
    Inline { len: u8, bytes: [u8; INLINE] },
    Heap(Box<str>),
}

impl DateTime {
    /// The text of a `date-time` that has just been validated; generated code calls this.
    ///
    /// Any other text is kept as well; then [`DateTime::timestamp`] is the Unix epoch and
    /// [`DateTime::offset`] is `None`.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn from_validated(text: &str) -> Self {
        let mut bytes = [0; INLINE];
        let text = match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(space), Ok(len)) => {
                space.copy_from_slice(text.as_bytes());
                Text::Inline { len, bytes }
            }
            _ => Text::Heap(text.into()),
        };
        DateTime { text }
    }

    /// The text as it was read.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.text {
            Text::Inline { len, bytes } => bytes
                .get(..usize::from(*len))
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .unwrap_or_default(),
            Text::Heap(text) => text,
        }
    }

    /// The instant, in nanoseconds.
    ///
    /// - Further digits of the fraction are cut off.
    /// - A leap second is the last nanosecond of the second before it, whatever its fraction. So later texts never
    ///   give earlier timestamps.
    /// - An instant after [`Timestamp::MAX`] (9999-12-30T22:00:00.999999999Z) is [`Timestamp::MAX`]. Years from 0 on
    ///   are all in range at the other end.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        let Some(Instant { day, clock }) = Instant::read(self.as_str().as_bytes()) else {
            return Timestamp::UNIX_EPOCH;
        };
        let minutes =
            day.since_epoch() * 24 * 60 + i64::from(clock.hour) * 60 + i64::from(clock.minute)
                - i64::from(clock.zone.minutes());
        let (second, nanosecond) = clock.second_and_nanosecond();
        Timestamp::new(minutes * 60 + i64::from(second), nanosecond).unwrap_or(Timestamp::MAX)
    }

    /// How far local time is ahead of UTC: zero for `Z`, and between -23:59 and 23:59. `None` for `-00:00`, by
    /// which RFC 3339 §4.3 says that the offset of local time is unknown.
    #[must_use]
    pub fn offset(&self) -> Option<Offset> {
        Instant::read(self.as_str().as_bytes())?.clock.zone.offset()
    }
}

/// Why a text is not a [`DateTime`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTimeError {
    at: usize,
}

impl DateTimeError {
    #[cold]
    fn new(text: &str) -> Self {
        DateTimeError { at: fault(text.as_bytes()) }
    }

    /// The index of the first byte of the invalid part.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = match self.at {
            0..=3 => "a year of four digits",
            4 | 7 => "`-`",
            5 | 6 => "a month from 01 to 12",
            8 | 9 => "a day that the month has",
            10 => "`T`",
            11 | 12 => "an hour from 00 to 23",
            13 | 16 => "`:`",
            14 | 15 => "a minute from 00 to 59",
            17 | 18 => "a second from 00 to 59 (60 only at 23:59:60 UTC)",
            _ => "a fraction, then `Z` or an offset of at most 23:59, then the end",
        };
        write!(f, "not an RFC 3339 date-time: expected {expected} at byte {}", self.at)
    }
}

impl std::error::Error for DateTimeError {}

impl TryFrom<&str> for DateTime {
    type Error = DateTimeError;

    #[inline]
    fn try_from(text: &str) -> Result<Self, DateTimeError> {
        match Instant::read(text.as_bytes()) {
            Some(_) => Ok(DateTime::from_validated(text)),
            None => Err(DateTimeError::new(text)),
        }
    }
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        text.try_into()
    }
}

impl TryFrom<String> for DateTime {
    type Error = DateTimeError;

    fn try_from(text: String) -> Result<Self, DateTimeError> {
        text.as_str().try_into()
    }
}

/// The timestamp in UTC, with as many digits as it needs, such as `2024-05-01T06:30:00.5Z`.
///
/// RFC 3339 has no years before 0: earlier timestamps become `0000-01-01T00:00:00Z`.
impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        const START: &str = "0000-01-01T00:00:00Z";
        let mut text = String::with_capacity(INLINE);
        match write!(text, "{timestamp}") {
            Ok(()) if !text.starts_with('-') => DateTime::from_validated(&text),
            _ => DateTime::from_validated(START),
        }
    }
}

impl From<DateTime> for Timestamp {
    fn from(value: DateTime) -> Self {
        value.timestamp()
    }
}

impl From<DateTime> for String {
    fn from(value: DateTime) -> Self {
        value.as_str().to_owned()
    }
}

impl AsRef<str> for DateTime {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for DateTime {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for DateTime {}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DateTime").field(&self.as_str()).finish()
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = DateTime;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an RFC 3339 date-time")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<DateTime, E> {
                text.try_into().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

impl JsonSchema for DateTime {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "DateTime".into()
    }

    fn schema_id() -> Cow<'static, str> {
        concat!(module_path!(), "::DateTime").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::Offset;

    use super::{DateTime, Text};

    fn read(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    #[test]
    fn keeps_the_spelling() {
        for text in [
            "2024-05-01T08:30:00Z",
            "2024-05-01t08:30:00z",
            "2024-05-01T08:30:00.500+02:00",
            "2024-05-01T08:30:00.123456789012+02:00",
            "2024-05-01T08:30:00.1234567890123+02:00",
            "2024-05-01T08:30:00.123456789012345678901234567890-00:00",
            "2016-12-31T23:59:60Z",
        ] {
            let value = read(text);
            assert_eq!(value.as_str(), text);
            assert_eq!(value.to_string(), text);
            assert_eq!(String::from(value.clone()), text);
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<DateTime>(&json).unwrap(), value);
        }
        assert_ne!(read("2024-05-01T08:30:00Z"), read("2024-05-01T08:30:00z"));
    }

    #[test]
    fn allocates_for_long_spellings_only() {
        assert_eq!(size_of::<DateTime>(), 40);
        assert!(matches!(read("2024-05-01T08:30:00.123456789012+02:00").text, Text::Inline { .. }));
        assert!(matches!(read("2024-05-01T08:30:00.1234567890123+02:00").text, Text::Heap(_)));
    }

    #[test]
    fn gives_instants() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
            ("2024-05-01T08:30:00.5+02:00", "2024-05-01T06:30:00.5Z"),
            ("2024-05-01T08:30:00.5-00:00", "2024-05-01T08:30:00.5Z"),
            ("1969-12-31T23:59:59.999999999999Z", "1969-12-31T23:59:59.999999999Z"),
            ("2016-12-31T23:59:59.9999999999Z", "2016-12-31T23:59:59.999999999Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999999Z"),
            ("2016-12-31T15:59:60.5-08:00", "2016-12-31T23:59:59.999999999Z"),
            ("2017-01-01T00:00:00Z", "2017-01-01T00:00:00Z"),
            ("0000-01-01T00:00:00+23:59", "-000001-12-31T00:01:00Z"),
            ("0000-02-29T00:00:00Z", "0000-02-29T00:00:00Z"),
            ("9999-12-30T22:00:00Z", "9999-12-30T22:00:00Z"),
            ("9999-12-31T23:59:59-23:59", "9999-12-30T22:00:00.999999999Z"),
            ("9999-12-31T23:59:60Z", "9999-12-30T22:00:00.999999999Z"),
        ] {
            assert_eq!(read(text).timestamp(), expected.parse().unwrap(), "{text}");
        }
    }

    #[test]
    fn counts_days_like_jiff() {
        let mut day = jiff::civil::date(0, 1, 1);
        while day.year() < 9999 {
            let expected = day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
            assert_eq!(read(&format!("{day}T00:00:00Z")).timestamp(), expected);
            // Coprime to a year's, a month's and a week's length.
            day = day.checked_add(jiff::Span::new().days(11)).unwrap();
        }
    }

    #[test]
    fn gives_offsets() {
        for (zone, seconds) in
            [("Z", 0), ("z", 0), ("+00:00", 0), ("+23:59", 86_340), ("-23:59", -86_340)]
        {
            let value = read(&format!("2024-05-01T08:30:00{zone}"));
            assert_eq!(value.offset(), Some(Offset::from_seconds(seconds).unwrap()));
        }
        assert_eq!(read("2024-05-01T08:30:00-00:00").offset(), None);
    }

    #[test]
    fn comes_from_timestamps() {
        for text in
            ["2024-05-01T06:30:00.5Z", "0000-01-01T00:00:00Z", "9999-12-30T22:00:00.999999999Z"]
        {
            let timestamp: Timestamp = text.parse().unwrap();
            assert_eq!(DateTime::from(timestamp), read(text));
        }
        assert_eq!(DateTime::from(Timestamp::MIN), read("0000-01-01T00:00:00Z"));
        assert_eq!(DateTime::from(Timestamp::MAX).timestamp(), Timestamp::MAX);
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, at) in [
            ("", 0),
            ("yesterday", 0),
            ("2024/01/01T00:00:00Z", 4),
            ("2024-13-01T00:00:00Z", 5),
            ("2024-02-30T00:00:00Z", 8),
            ("2024-02-20 00:00:00Z", 10),
            ("2024-02-20T24:00:00Z", 11),
            ("2024-02-20T23:60:00Z", 14),
            ("2024-02-20T23:00:61Z", 17),
            ("2024-02-20T23:00:60Z", 17),
            ("2024-02-20T23:00:00", 19),
            ("2024-02-20T23:00:00+24:00", 19),
            ("2024-02-20T23:00:60+24:00", 19),
            ("2024-02-2", 9),
            ("２０２４", 0),
        ] {
            let error = text.parse::<DateTime>().unwrap_err();
            assert_eq!(error.at(), at, "{text}");
            assert!(error.to_string().ends_with(&format!("at byte {at}")));
        }
        let error = "2024-13-01T00:00:00Z".parse::<DateTime>().unwrap_err().to_string();
        assert_eq!(error, "not an RFC 3339 date-time: expected a month from 01 to 12 at byte 5");
        assert!(serde_json::from_str::<DateTime>("\"2024\"").is_err());
        assert!(serde_json::from_str::<DateTime>("2024").is_err());
    }

    #[test]
    fn survives_text_that_was_not_validated() {
        let value = DateTime::from_validated("nothing of the kind");
        assert_eq!(value.as_str(), "nothing of the kind");
        assert_eq!(value.timestamp(), Timestamp::UNIX_EPOCH);
        assert_eq!(value.offset(), None);
    }

    #[test]
    fn has_a_schema() {
        let schema = schemars::schema_for!(DateTime);
        assert_eq!(schema.get("format").unwrap(), "date-time");
        assert_eq!(schema.get("type").unwrap(), "string");
    }
}
