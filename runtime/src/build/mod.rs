//! Rust values from JSON that a validator has accepted.

mod members;
mod sequences;
mod values;

use std::collections::BTreeMap;
use std::ops::Bound;

pub use members::{Unbuilt, member, only_objects};

use crate::{Seek, Stop, Str};

/// A type that can be built from JSON which a validator has accepted.
pub trait Build: Sized {
    /// Reads one value.
    ///
    /// # Errors
    /// The type cannot hold the value although the schema allows it.
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit>;
}

/// A type of the names of a map's members.
pub trait Key: Ord + Sized {
    /// What the type is called in messages.
    const WANT: &'static str;

    /// The key that a name is.
    ///
    /// # Errors
    /// There is none: the name.
    fn of_name(name: String) -> Result<Self, String>;

    /// The name.
    fn name(&self) -> &str;

    /// The first entry of a map behind that of a name, or the first of all.
    fn after<'m, T>(map: &'m BTreeMap<Self, T>, name: Option<&str>) -> Option<(&'m Self, &'m T)> {
        match name {
            None => map.iter().next(),
            Some(name) => {
                let key = Self::of_name(name.to_owned()).ok()?;
                map.range((Bound::Excluded(key), Bound::Unbounded)).next()
            }
        }
    }
}

impl Key for String {
    const WANT: &'static str = "a string";

    fn of_name(name: String) -> Result<Self, String> {
        Ok(name)
    }

    fn name(&self) -> &str {
        self
    }

    fn after<'m, T>(map: &'m BTreeMap<Self, T>, name: Option<&str>) -> Option<(&'m Self, &'m T)> {
        let start = name.map_or(Bound::Unbounded, Bound::Excluded);
        map.range::<str, _>((start, Bound::Unbounded)).next()
    }
}

/// A valid value that a Rust type cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The mark of the value: in text, its offset in bytes.
    pub at: usize,
    /// What the type holds.
    pub want: &'static str,
}

impl Str<'_> {
    /// The string as Rust has it.
    ///
    /// # Errors
    /// There is a lone surrogate in it.
    pub(crate) fn to_unicode(self) -> Result<String, Unfit> {
        if self.has_lone_surrogate() {
            return Err(Unfit { at: self.mark(), want: "a string of Unicode characters" });
        }
        Ok(self.to_str().into_owned())
    }
}

impl From<Stop> for Unfit {
    /// Text that has been validated does not stop its reader.
    fn from(_: Stop) -> Self {
        Unfit { at: 0, want: "the type" }
    }
}
