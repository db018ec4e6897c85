//! Numbers of any size, as they were spelled.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::{Build, Integers, Number, Read, Seek, Unfit};

/// A JSON number with all of its digits: `1e400`, or an integer of 30 digits.
///
/// The spelling is kept, so reading and writing JSON text give the same text. Equality, order and hash are those of the
/// value: `1.50` equals `1.5`.
///
/// Through serde_json, the digits are kept in text. A `serde_json::Value` holds no others than those of an `f64` or of
/// a 64-bit integer, nor do most other formats; those without names take other numbers as strings.
///
/// ```
/// use voltype_runtime::scalar::Decimal;
///
/// let large: Decimal = "123456789012345678901234567890".parse()?;
/// assert!(large > Decimal::from(u64::MAX));
/// assert_eq!(large.to_i64(), None);
/// assert_eq!(serde_json::to_string(&large).unwrap(), large.as_str());
/// # Ok::<(), voltype_runtime::scalar::DecimalError>(())
/// ```
#[derive(Clone)]
pub struct Decimal(Box<str>);

/// Why a text or a float is not a [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalError(());

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a JSON number")
    }
}

impl std::error::Error for DecimalError {}

impl Decimal {
    /// The number as it was spelled.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number, for exact comparisons.
    #[must_use]
    pub fn number(&self) -> Number<'_> {
        match Number::scan(self.0.as_bytes(), 0) {
            Ok((number, _)) => number,
            Err(_) => Number::from_u64(0),
        }
    }

    /// The nearest `f64`; infinite if the value is too large for one.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.number().to_f64()
    }

    /// The value, if it is an integer in the range of an `i64`.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.number().to_i64()
    }

    /// The value, if it is an integer in the range of a `u64`.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.number().to_u64()
    }

    /// The value, if it is an integer in the range of an `i128`.
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        self.number().to_i128()
    }

    fn of(number: &Number<'_>) -> Self {
        Decimal(number.text().into())
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        match Number::scan(text.as_bytes(), 0) {
            Ok((_, end)) if end == text.len() => Ok(Decimal(text.into())),
            Ok(_) | Err(_) => Err(DecimalError(())),
        }
    }
}

macro_rules! from_integer {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Decimal {
            fn from(value: $ty) -> Self {
                Decimal(value.to_string().into())
            }
        }
    )*};
}

from_integer!(i8, i16, i32, i64, i128, u8, u16, u32, u64, u128);

impl TryFrom<f64> for Decimal {
    type Error = DecimalError;

    /// The shortest number that reads back as the float. NaN and the infinities are none.
    fn try_from(value: f64) -> Result<Self, DecimalError> {
        Number::from_f64(value).map(|number| Decimal::of(&number)).ok_or(DecimalError(()))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({})", self.0)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number().compare(&other.number())
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number().hash(state);
    }
}

impl Build for Decimal {
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        Ok(Decimal::of(&input.number()?))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.number();
        let is_integer = number.is_integer_spelling() && &*self.0 != "-0";
        if let Some(integer) = number.to_u64().filter(|_| is_integer) {
            return serializer.serialize_u64(integer);
        }
        if let Some(integer) = number.to_i64().filter(|_| is_integer) {
            return serializer.serialize_i64(integer);
        }
        let float = number.to_f64();
        if serde_json::to_string(&float).is_ok_and(|text| text == *self.0) {
            return serializer.serialize_f64(float);
        }
        if !serializer.is_human_readable() {
            return serializer.serialize_str(&self.0);
        }
        let text = RawValue::from_string(self.0.to_string());
        text.map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

/// The name by which serde_json recognizes [`RawValue`]: it gives the text of a number then, other formats its value.
const RAW: &str = "$serde_json::private::RawValue";

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let takes_strings = !deserializer.is_human_readable();
        deserializer.deserialize_newtype_struct(RAW, DecimalVisitor { takes_strings })
    }
}

impl<'de> Read<'de> for Decimal {
    fn read<D: Deserializer<'de>>(deserializer: D, _: Integers) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

struct DecimalVisitor {
    /// Whether a string is a number that the format has no other spelling for.
    takes_strings: bool,
}

impl<'de> Visitor<'de> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
        Ok(Decimal::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
        Ok(Decimal::from(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
        let number = Decimal::try_from(value);
        number.map_err(|_| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        let number = text.parse().ok().filter(|_| self.takes_strings);
        number.ok_or_else(|| E::invalid_type(Unexpected::Str(text), &self))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Decimal, D::Error> {
        inner.deserialize_any(self)
    }

    /// A raw value of serde_json: a member of the name [`RAW`] with the text.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Decimal, A::Error> {
        let wrong = || de::Error::invalid_type(Unexpected::Map, &self);
        // serde_json takes no string for a number.
        if self.takes_strings || map.next_key::<Cow<'_, str>>()?.is_none_or(|name| name != RAW) {
            return Err(wrong());
        }
        let text: String = map.next_value()?;
        text.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Decimal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn schema_id() -> Cow<'static, str> {
        concat!(module_path!(), "::Decimal").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Text;

    fn of(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_spelling_survives_json_text() {
        for text in [
            "0",
            "-0",
            "1.50",
            "1.5",
            "1e400",
            "-1E-400",
            "0.1",
            "123456789012345678901234567890",
            "18446744073709551615",
            "-9223372036854775808",
            "1e2",
            "-0.0",
        ] {
            let value = of(text);
            assert_eq!((value.as_str(), value.to_string()), (text, text.to_owned()));
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            assert_eq!(serde_json::from_str::<Decimal>(text).unwrap().as_str(), text);
            let built = Decimal::build(&mut Text::new(text.as_bytes()).unwrap()).unwrap();
            assert_eq!(built.as_str(), text);
            let list = format!("[{text},null]");
            let read: Vec<Option<Decimal>> = serde_json::from_str(&list).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), list);
        }
    }

    #[test]
    fn only_numbers_are_numbers() {
        for text in ["", "01", "1.", ".5", "+1", " 1", "1 ", "NaN", "0x1", "\"1\""] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        for json in ["\"1\"", "null", "[1]", "{\"a\":1}", "true", "{}"] {
            assert!(serde_json::from_str::<Decimal>(json).is_err(), "{json}");
            let tree: serde_json::Value = serde_json::from_str(json).unwrap();
            assert!(serde_json::from_value::<Decimal>(tree).is_err(), "{json}");
        }
        let disguised = format!("{{{RAW:?}:\"1\"}}");
        assert!(serde_json::from_str::<Decimal>(&disguised).is_err());
        assert!(Decimal::try_from(f64::NAN).is_err());
    }

    #[test]
    fn values_go_through_trees_as_far_as_these_hold_them() {
        for text in ["1.5", "-3", "18446744073709551615"] {
            let tree = serde_json::to_value(of(text)).unwrap();
            assert_eq!(tree, serde_json::from_str::<serde_json::Value>(text).unwrap());
            assert_eq!(serde_json::from_value::<Decimal>(tree).unwrap(), of(text));
        }
    }

    #[test]
    fn they_compare_by_value() {
        assert_eq!(of("1.50"), of("1.5"));
        assert_eq!(of("-0"), Decimal::from(0));
        assert!(of("1e400") > of("9e399") && of("-1e400") < of("-1"));
        let distinct: BTreeSet<Decimal> = ["1", "1.0", "10e-1", "2"].map(of).into();
        assert_eq!(distinct.len(), 2);
        assert_eq!((of("1e400").to_f64(), of("1e2").to_i64()), (f64::INFINITY, Some(100)));
        assert_eq!((of("0.5").to_i64(), of("-1").to_u64()), (None, None));
        assert_eq!(of("170141183460469231731687303715884105727").to_i128(), Some(i128::MAX));
        assert_eq!(Decimal::try_from(0.1).unwrap().as_str(), "0.1");
    }
}
