//! Instances for fuzzers: `arbitrary`.

use arbitrary::{Error, Result, Unstructured};
use schemars::JsonSchema;

use super::Samples;
use crate::{Build, Validate};

impl<T: Validate + Build + JsonSchema> Samples<T> {
    /// The instance that some of the bytes decide on.
    ///
    /// # Errors
    /// `IncorrectFormat` if no instance was found.
    pub fn arbitrary(&self, input: &mut Unstructured<'_>) -> Result<T> {
        let length = input.arbitrary_len::<u8>()?;
        let bytes = input.bytes(length)?;
        self.sample_bytes(bytes).map_err(|_| Error::IncorrectFormat)
    }

    /// The instance that all bytes decide on.
    ///
    /// # Errors
    /// `IncorrectFormat` if no instance was found.
    pub fn arbitrary_take_rest(&self, input: Unstructured<'_>) -> Result<T> {
        self.sample_bytes(input.take_rest()).map_err(|_| Error::IncorrectFormat)
    }
}
