//! How scalars and containers are built.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Build, Key, Unfit};
use crate::scalar::DateTime;
use crate::{Kind, Number, Seek};

impl Build for bool {
    #[inline(always)]
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        Ok(input.boolean()?)
    }
}

impl Build for f64 {
    /// The nearest `f64`; a number beyond the greatest finite one does not fit.
    #[inline(always)]
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        if let Some(float) = input.short_float() {
            return Ok(float);
        }
        let number = input.number()?;
        let float = number.to_f64();
        if float.is_finite() {
            Ok(float)
        } else {
            Err(Unfit { at: number.start(), want: "a 64-bit float" })
        }
    }
}

macro_rules! build_integer {
    ($($ty:ident by $convert:ident: $want:literal),* $(,)?) => {$(
        impl Build for $ty {
            #[inline(always)]
            fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
                let number = input.number()?;
                let integer = number.$convert().and_then(|integer| $ty::try_from(integer).ok());
                integer.ok_or(Unfit { at: number.start(), want: $want })
            }
        }
    )*};
}

build_integer! {
    i8 by to_i64: "an 8-bit integer",
    i16 by to_i64: "a 16-bit integer",
    i32 by to_i64: "a 32-bit integer",
    i64 by to_i64: "a 64-bit integer",
    u8 by to_u64: "an unsigned 8-bit integer",
    u16 by to_u64: "an unsigned 16-bit integer",
    u32 by to_u64: "an unsigned 32-bit integer",
    u64 by to_u64: "an unsigned 64-bit integer",
}

impl Build for String {
    /// The string; one with a lone surrogate does not fit.
    #[inline(always)]
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        input.string()?.to_unicode()
    }
}

impl Build for DateTime {
    #[inline(always)]
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        Ok(DateTime::from_validated(&input.string()?.to_str()))
    }
}

impl<T: Build> Build for Box<T> {
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        T::build(input).map(Box::new)
    }
}

impl<T: Build> Build for Option<T> {
    /// `null` is `None`.
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        if input.kind()? == Kind::Null {
            input.null()?;
            return Ok(None);
        }
        T::build(input).map(Some)
    }
}

impl<T: Build> Build for Vec<T> {
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        let mut items = Vec::new();
        let mut array = input.array()?;
        while input.item(&mut array)? {
            input.kind()?;
            items.push(T::build(input)?);
        }
        Ok(items)
    }
}

impl<K: Key, T: Build> Build for BTreeMap<K, T> {
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        let mut members = BTreeMap::new();
        let mut object = input.object()?;
        while let Some(name) = input.member(&mut object)? {
            let unfit = Unfit { at: name.mark(), want: K::WANT };
            let key = K::of_name(name.to_unicode()?).map_err(|_| unfit)?;
            input.kind()?;
            members.insert(key, T::build(input)?);
        }
        Ok(members)
    }
}

impl Build for Map<String, Value> {
    /// The members keep their order, if maps of serde_json have one (`preserve_order`).
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        let mut members = Map::new();
        let mut object = input.object()?;
        while let Some(name) = input.member(&mut object)? {
            input.kind()?;
            members.insert(name.to_unicode()?, Value::build(input)?);
        }
        Ok(members)
    }
}

impl Build for Value {
    /// Numbers become integers of 64 bits where they are spelled as such and fit, else the nearest float.
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        Ok(match input.kind()? {
            Kind::Null => input.null().map(|()| Value::Null)?,
            Kind::Boolean => Value::Bool(input.boolean()?),
            Kind::String => Value::String(String::build(input)?),
            Kind::Array => Value::Array(Vec::build(input)?),
            Kind::Object => Value::Object(Map::build(input)?),
            Kind::Number => match integer(&input.clone().number()?) {
                Some(integer) => {
                    input.skip()?;
                    integer
                }
                None => Value::from(f64::build(input)?),
            },
        })
    }
}

/// The integer that a number is spelled as, if it fits into 64 bits. Only a float can be `-0`.
fn integer(number: &Number<'_>) -> Option<Value> {
    if !number.is_integer_spelling() || number.text() == "-0" {
        return None;
    }
    number.to_u64().map(Value::from).or_else(|| number.to_i64().map(Value::from))
}
