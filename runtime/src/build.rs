//! Rust values from text that a validator has accepted.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::document::{Build, Unfit};
use crate::record::Fields;
use crate::scalar::DateTime;
use crate::{Input, Kind, Sink, Slots, Text};

impl Build for bool {
    #[inline(always)]
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        Ok(text.boolean()?)
    }
}

impl Build for f64 {
    /// The nearest `f64`; a number beyond the greatest finite one does not fit.
    #[inline(always)]
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        if let Some(float) = text.short_float() {
            return Ok(float);
        }
        let number = text.number()?;
        let float = number.to_f64();
        if float.is_finite() {
            Ok(float)
        } else {
            Err(Unfit { at: number.start(), want: "a 64-bit float" })
        }
    }
}

impl Build for i64 {
    #[inline(always)]
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        let number = text.number()?;
        number.to_i64().ok_or(Unfit { at: number.start(), want: "a 64-bit integer" })
    }
}

impl Build for u64 {
    #[inline(always)]
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        let number = text.number()?;
        let want = "an unsigned 64-bit integer";
        number.to_u64().ok_or(Unfit { at: number.start(), want })
    }
}

impl Build for String {
    /// The string; one with a lone surrogate does not fit.
    #[inline(always)]
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        let string = text.string()?;
        if string.has_lone_surrogate() {
            return Err(Unfit { at: string.mark(), want: "a string of Unicode characters" });
        }
        Ok(string.to_str().into_owned())
    }
}

impl Build for DateTime {
    #[inline(always)]
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        Ok(DateTime::from_validated(&text.string()?.to_str()))
    }
}

impl<T: Build> Build for Box<T> {
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        T::build(text).map(Box::new)
    }
}

impl<T: Build> Build for Option<T> {
    /// `null` is `None`.
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        if text.kind()? == Kind::Null {
            text.null()?;
            return Ok(None);
        }
        T::build(text).map(Some)
    }
}

impl<T: Build> Build for Vec<T> {
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        let mut items = Vec::new();
        let mut array = text.array()?;
        while text.item(&mut array)? {
            text.kind()?;
            items.push(T::build(text)?);
        }
        Ok(items)
    }
}

impl<T: Build> Build for BTreeMap<String, T> {
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        let mut members = BTreeMap::new();
        let mut object = text.object()?;
        while let Some(name) = text.member(&mut object)? {
            if name.has_lone_surrogate() {
                let want = "a string of Unicode characters";
                return Err(Unfit { at: name.mark(), want });
            }
            text.kind()?;
            members.insert(name.to_str().into_owned(), T::build(text)?);
        }
        Ok(members)
    }
}

impl Build for Map<String, Value> {
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        BTreeMap::<String, Value>::build(text).map(Map::from_iter)
    }
}

impl Build for Value {
    /// Numbers become integers of 64 bits where they are spelled as such and fit, else the nearest float.
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
        Ok(match text.kind()? {
            Kind::Null => text.null().map(|()| Value::Null)?,
            Kind::Boolean => Value::Bool(text.boolean()?),
            Kind::String => Value::String(String::build(text)?),
            Kind::Array => Value::Array(Vec::build(text)?),
            Kind::Object => Value::Object(Map::build(text)?),
            Kind::Number => {
                let number = text.clone().number()?;
                match (number.is_integer_spelling(), number.to_u64(), number.to_i64()) {
                    (true, Some(unsigned), _) if number.text() != "-0" => {
                        text.skip()?;
                        Value::from(unsigned)
                    }
                    (true, None, Some(signed)) => {
                        text.skip()?;
                        Value::from(signed)
                    }
                    _ => Value::from(f64::build(text)?),
                }
            }
        })
    }
}

impl<const N: usize> Slots<N> {
    /// Finds the members of an object that has been validated already.
    ///
    /// # Errors
    /// None, if it has been.
    pub fn scan(text: &mut Text<'_>, fields: &Fields) -> Result<Self, Unfit> {
        let mut slots = Self::new();
        let mut expected = 0;
        let mut object = text.object()?;
        while let Some(name) = text.member(&mut object)? {
            text.kind()?;
            match fields.find(&name.bytes(), expected) {
                Some(slot) => {
                    slots.note(slot, text.mark());
                    expected = slot + 1;
                }
                None => slots.note_other(name),
            }
            text.skip()?;
        }
        Ok(slots)
    }

    /// Builds the members that have no slot.
    ///
    /// # Errors
    /// [`Unfit`] if a value or a name cannot be held.
    pub(crate) fn other_members(&self, text: &Text<'_>) -> Result<Map<String, Value>, Unfit> {
        let mut members = Map::new();
        for mark in self.others() {
            let (name, mut value) = text.at(*mark).named()?;
            if name.has_lone_surrogate() {
                let want = "a string of Unicode characters";
                return Err(Unfit { at: name.mark(), want });
            }
            members.insert(name.to_str().into_owned(), Value::build(&mut value)?);
        }
        Ok(members)
    }
}
