//! The values of `const` and `enum`.

use std::fmt;

use crate::Json;

/// Values of a schema: those that `const` or `enum` allows.
#[derive(Clone, Copy)]
pub struct Values<'p>(Kinds<'p>);

#[derive(Clone, Copy)]
enum Kinds<'p> {
    Any(&'p [Json<'p>]),
    Strings(&'p [&'p str]),
}

impl<'p> Values<'p> {
    /// Values of any kind.
    #[must_use]
    pub fn any(values: &'p [Json<'p>]) -> Self {
        Values(Kinds::Any(values))
    }

    /// Strings.
    #[must_use]
    pub fn strings(values: &'p [&'p str]) -> Self {
        Values(Kinds::Strings(values))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.0 {
            Kinds::Any(values) => values.len(),
            Kinds::Strings(values) => values.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values in the order of the schema.
    pub fn iter(&self) -> impl Iterator<Item = Json<'p>> + use<'p> {
        let (any, strings): (&'p [Json<'p>], &'p [&'p str]) = match self.0 {
            Kinds::Any(values) => (values, &[]),
            Kinds::Strings(values) => (&[], values),
        };
        any.iter().copied().chain(strings.iter().map(|text| Json::String(text)))
    }
}

impl fmt::Display for Values<'_> {
    /// Writes the values as JSON texts, with commas between.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, value) in self.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { ", " })?;
            value.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{self}]")
    }
}

impl PartialEq for Values<'_> {
    /// Whether they are the same values, spelled in the same way, in the same order.
    fn eq(&self, other: &Self) -> bool {
        let text = |value: Json<'_>| value.to_string();
        self.len() == other.len() && self.iter().map(text).eq(other.iter().map(text))
    }
}
