//! Rust values from JSON that a validator has accepted.

mod members;
mod values;

pub use members::{Unbuilt, member};

use crate::{Seek, Stop};

/// A type that can be built from JSON which a validator has accepted.
pub trait Build: Sized {
    /// Reads one value.
    ///
    /// # Errors
    /// The type cannot hold the value although the schema allows it.
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit>;
}

/// A valid value that a Rust type cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The mark of the value: in text, its offset in bytes.
    pub at: usize,
    /// What the type holds.
    pub want: &'static str,
}

impl From<Stop> for Unfit {
    /// Text that has been validated does not stop its reader.
    fn from(_: Stop) -> Self {
        Unfit { at: 0, want: "the type" }
    }
}
