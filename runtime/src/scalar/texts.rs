//! Strings of the formats of JSON Schema, as they were spelled.

use jiff::civil;
use jiff::tz::Offset;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::duration::{Components, DurationError};
use super::text::scalar;
use crate::format;
use crate::format::date_time::{Clock, Day};
use crate::{pattern, pointer};

scalar! {
    /// A day of the calendar of RFC 3339: `2024-02-29`.
    Date: "date", format::date;
    /// A time of RFC 3339 with its offset: `08:30:00+02:00`.
    Time: "time", format::time;
    /// A duration of RFC 3339 appendix A: `PT1H30M`.
    Duration: "duration", format::duration;
    /// An e-mail address of RFC 5321.
    Email: "email", format::email;
    /// An e-mail address of RFC 6531, with characters beyond ASCII.
    IdnEmail: "idn-email", format::idn_email;
    /// A host name of RFC 1123.
    Hostname: "hostname", format::hostname;
    /// A host name of RFC 5890, with characters beyond ASCII.
    IdnHostname: "idn-hostname", format::idn_hostname;
    /// An IPv4 address: `192.168.0.1`.
    Ipv4: "ipv4", format::ipv4;
    /// An IPv6 address of RFC 4291: `2001:db8::1`.
    Ipv6: "ipv6", format::ipv6;
    /// A URI of RFC 3986, with its scheme.
    Uri: "uri", format::uri;
    /// A URI of RFC 3986, or a relative reference.
    UriReference: "uri-reference", format::uri_reference;
    /// A URI template of RFC 6570: `/users/{id}`.
    UriTemplate: "uri-template", format::uri_template;
    /// An IRI of RFC 3987, with its scheme.
    Iri: "iri", format::iri;
    /// An IRI of RFC 3987, or a relative reference.
    IriReference: "iri-reference", format::iri_reference;
    /// A UUID of RFC 4122, of either case.
    Uuid: "uuid", format::uuid;
    /// A JSON Pointer of RFC 6901: `/items/0`.
    JsonPointer: "json-pointer", format::json_pointer;
    /// A relative JSON Pointer: `1/name`.
    RelativeJsonPointer: "relative-json-pointer", format::relative_json_pointer;
    /// A regular expression of ECMA-262.
    Regex: "regex", pattern::is_valid;
}

impl Date {
    /// The day, for calculations.
    #[must_use]
    pub fn parsed(&self) -> civil::Date {
        let day = Day::of(self.as_str());
        // Every day of RFC 3339 is one of jiff's: years from 0 to 9999.
        let date = day.and_then(|Day { year, month, day }| {
            let year = i16::try_from(year).ok()?;
            civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        });
        date.unwrap_or_default()
    }
}

impl From<civil::Date> for Date {
    /// RFC 3339 has no years before 0: earlier days become `0000-01-01`.
    fn from(date: civil::Date) -> Self {
        let date = if date.year() < 0 { civil::date(0, 1, 1) } else { date };
        Date::from_validated(&date.to_string())
    }
}

impl Time {
    /// The local time, in nanoseconds. Further digits of the fraction are cut off; a leap second is the last nanosecond of
    /// the second before it.
    #[must_use]
    pub fn parsed(&self) -> civil::Time {
        let Some(clock) = Clock::read(self.as_str().as_bytes()) else {
            return civil::Time::midnight();
        };
        let (second, nanosecond) = clock.second_and_nanosecond();
        let parts = [clock.hour, clock.minute, second].map(i8::try_from);
        let [Ok(hour), Ok(minute), Ok(second)] = parts else { return civil::Time::midnight() };
        civil::Time::new(hour, minute, second, nanosecond).unwrap_or_default()
    }

    /// How far local time is ahead of UTC. `None` for `-00:00`, by which RFC 3339 §4.3 says that it is unknown.
    #[must_use]
    pub fn offset(&self) -> Option<Offset> {
        Clock::read(self.as_str().as_bytes())?.zone.offset()
    }
}

impl Duration {
    /// Its components.
    ///
    /// # Errors
    /// One of them is larger than a `u64`.
    pub fn parsed(&self) -> Result<Components, DurationError> {
        Components::parse(self.as_str())
    }
}

impl Ipv4 {
    /// The address.
    #[must_use]
    pub fn parsed(&self) -> Ipv4Addr {
        self.as_str().parse().unwrap_or(Ipv4Addr::UNSPECIFIED)
    }
}

impl From<Ipv4Addr> for Ipv4 {
    fn from(address: Ipv4Addr) -> Self {
        Ipv4::from_validated(&address.to_string())
    }
}

impl Ipv6 {
    /// The address.
    #[must_use]
    pub fn parsed(&self) -> Ipv6Addr {
        self.as_str().parse().unwrap_or(Ipv6Addr::UNSPECIFIED)
    }
}

impl From<Ipv6Addr> for Ipv6 {
    fn from(address: Ipv6Addr) -> Self {
        Ipv6::from_validated(&address.to_string())
    }
}

impl Uuid {
    /// Its 128 bits. `to_be_bytes` gives the bytes in the order of the text.
    #[must_use]
    pub fn parsed(&self) -> u128 {
        let digits = self.as_str().chars().filter_map(|c| c.to_digit(16));
        digits.fold(0, |bits, digit| bits << 4 | u128::from(digit))
    }
}

impl From<u128> for Uuid {
    /// The UUID of these bits, in lower case.
    fn from(bits: u128) -> Self {
        let part = |from: u32, digits: u32| (bits >> (from * 4)) & ((1 << (digits * 4)) - 1);
        let [time, middle, high] = [part(24, 8), part(20, 4), part(16, 4)];
        let (clock, node) = (part(12, 4), part(0, 12));
        let text = format!("{time:08x}-{middle:04x}-{high:04x}-{clock:04x}-{node:012x}");
        Uuid::from_validated(&text)
    }
}

impl JsonPointer {
    /// The names and indexes that it leads along, unescaped.
    pub fn parsed(&self) -> impl Iterator<Item = String> {
        self.as_str().split('/').skip(1).map(pointer::unescape)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::fmt::{Debug, Display};
    use std::hash::Hash;
    use std::str::FromStr;

    use schemars::JsonSchema;
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::scalar::{FormatError, Scalar};
    use crate::{Build, Text};

    /// What all scalars do with texts in their format, and with others.
    fn keeps<T>(valid: &[&str], invalid: &[&str])
    where
        T: Scalar + FromStr<Err = FormatError> + TryFrom<String, Error = FormatError>,
        T: Into<String> + AsRef<str> + Display + Debug + Clone + Ord + Hash + JsonSchema,
        T: Serialize + DeserializeOwned + Build,
    {
        for text in valid {
            let value: T = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((value.as_ref(), value.to_string()), (*text, (*text).to_owned()));
            assert_eq!(value.clone().into(), *text);
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(json, serde_json::to_string(text).unwrap());
            assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
            let tree = serde_json::to_value(&value).unwrap();
            assert_eq!(serde_json::from_value::<T>(tree).unwrap(), value);
            assert_eq!(T::build(&mut Text::new(json.as_bytes()).unwrap()).unwrap(), value);
        }
        for text in invalid {
            let error = T::try_from((*text).to_owned()).unwrap_err();
            assert_eq!(error.to_string(), format!("not in the format `{}`", T::FORMAT));
            let json = serde_json::to_string(text).unwrap();
            assert!(serde_json::from_str::<T>(&json).is_err(), "{text}");
        }
        assert!(serde_json::from_str::<T>("1").is_err());
        let lone = T::build(&mut Text::new(br#""\ud800""#).unwrap()).unwrap_err();
        assert_eq!(lone.want, "a string of Unicode characters");
        let schema = schemars::schema_for!(T);
        assert_eq!(schema.get("format").unwrap(), T::FORMAT);
    }

    #[test]
    fn dates_and_times() {
        keeps::<Date>(&["2024-02-29", "0000-01-01"], &["2023-02-29", "2024-2-1", ""]);
        keeps::<Time>(&["08:30:00Z", "23:59:60z", "08:30:00.5-00:00"], &["08:30:00", "24:00:00Z"]);
        keeps::<Duration>(&["PT1H30M", "P1W", "P0D"], &["P", "PT0.5S", "P1Y1W"]);
    }

    #[test]
    fn addresses() {
        keeps::<Email>(&["a@b.example", "\"a b\"@c.example"], &["a", "ü@b.example"]);
        keeps::<IdnEmail>(&["ü@b.example"], &["a"]);
        keeps::<Hostname>(&["www.example.com", "xn--nxasmq6b"], &["-a.example", "a_b"]);
        keeps::<IdnHostname>(&["例.example"], &["-a.example"]);
        keeps::<Ipv4>(&["192.168.0.1"], &["192.168.0.01", "256.0.0.1"]);
        keeps::<Ipv6>(&["2001:DB8::1", "::ffff:1.2.3.4"], &["::1%eth0", "1::2::3"]);
    }

    #[test]
    fn identifiers() {
        keeps::<Uri>(&["https://example.com/a?b#c", "urn:isbn:1"], &["/a", "a b:c"]);
        keeps::<UriReference>(&["/a", "", "urn:isbn:1"], &["a b", "%"]);
        keeps::<UriTemplate>(&["/users/{id}"], &["/users/{"]);
        keeps::<Iri>(&["https://例.example/ü"], &["/ü"]);
        keeps::<IriReference>(&["/ü"], &["a b"]);
        keeps::<Uuid>(
            &["2EB8AA08-aa98-11ea-b4aa-73b441d16380"],
            &["2eb8aa08aa9811eab4aa73b441d16380"],
        );
        keeps::<JsonPointer>(&["", "/a~1b/~0/0"], &["a", "/~2"]);
        keeps::<RelativeJsonPointer>(&["0#", "1/a"], &["/a", "01"]);
        keeps::<Regex>(&["^a(?=b)$", ""], &["(", "a{2,1}"]);
    }

    #[test]
    fn dates_are_parsed_and_made() {
        for text in ["2024-02-29", "0000-01-01", "9999-12-31"] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.parsed(), text.parse::<civil::Date>().unwrap());
            assert_eq!(Date::from(date.parsed()), date);
        }
        assert_eq!(Date::from(civil::Date::MIN).as_str(), "0000-01-01");
    }

    #[test]
    fn times_are_parsed() {
        let of = |text: &str| text.parse::<Time>().unwrap();
        assert_eq!(of("08:30:01.25+02:00").parsed(), civil::time(8, 30, 1, 250_000_000));
        assert_eq!(of("23:59:60.5Z").parsed(), civil::time(23, 59, 59, 999_999_999));
        assert_eq!(of("08:30:00+02:00").offset(), Offset::from_seconds(7200).ok());
        assert_eq!(of("08:30:00-00:00").offset(), None);
    }

    #[test]
    fn durations_are_parsed() {
        let hour: Duration = "PT1H30M".parse().unwrap();
        let Components { hours, minutes, .. } = hour.parsed().unwrap();
        assert_eq!((hours, minutes), (1, 30));
        let long: Duration = "P99999999999999999999D".parse().unwrap();
        assert!(long.parsed().unwrap_err().is_too_large());
    }

    #[test]
    fn addresses_and_identifiers_are_parsed_and_made() {
        let four: Ipv4 = "192.168.0.1".parse().unwrap();
        assert_eq!(four.parsed(), Ipv4Addr::new(192, 168, 0, 1));
        assert_eq!(Ipv4::from(four.parsed()), four);
        let six: Ipv6 = "2001:DB8::1".parse().unwrap();
        assert_eq!(Ipv6::from(six.parsed()).as_str(), "2001:db8::1");
        let uuid: Uuid = "2EB8AA08-aa98-11ea-b4aa-73b441d16380".parse().unwrap();
        assert_eq!(uuid.parsed(), 0x2eb8_aa08_aa98_11ea_b4aa_73b4_41d1_6380);
        assert_eq!(Uuid::from(uuid.parsed()).as_str(), "2eb8aa08-aa98-11ea-b4aa-73b441d16380");
        assert_eq!(Uuid::from(1).as_str(), "00000000-0000-0000-0000-000000000001");
        let pointer: JsonPointer = "/a~1b/~01/0".parse().unwrap();
        assert_eq!(pointer.parsed().collect::<Vec<_>>(), ["a/b", "~1", "0"]);
        assert_eq!("".parse::<JsonPointer>().unwrap().parsed().count(), 0);
    }

    #[test]
    fn texts_that_were_not_validated_are_survived() {
        let text = "ü";
        assert_eq!(Date::from_validated(text).parsed(), civil::Date::default());
        assert_eq!(Time::from_validated(text).parsed(), civil::Time::midnight());
        assert_eq!(Time::from_validated(text).offset(), None);
        assert_eq!(Ipv4::from_validated(text).parsed(), Ipv4Addr::UNSPECIFIED);
        assert_eq!(Uuid::from_validated(text).parsed(), 0);
        let all = "f".repeat(40);
        assert_eq!(Uuid::from_validated(&all).parsed(), u128::MAX);
    }
}
