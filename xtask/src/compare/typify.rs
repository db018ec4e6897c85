//! How types of typify are asked. This file is part of the programs of `cargo xtask compare`.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::program::Answer;

/// Reads the text, and writes it.
pub fn ask<T: DeserializeOwned + Serialize>(text: &[u8]) -> Answer {
    match serde_json::from_slice::<T>(text) {
        Err(error) => Answer::Refused(error.to_string()),
        Ok(value) => match serde_json::to_vec(&value) {
            Ok(written) => Answer::Read(written),
            Err(error) => Answer::Failed(format!("it is not written: {error}")),
        },
    }
}
