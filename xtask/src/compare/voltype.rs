//! How types of Voltype are asked. This file is part of the programs of `cargo xtask compare`.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use voltype_runtime::{Build, Validate, document};

use crate::program::Answer;

/// Reads the text in all ways, which must agree, and writes it.
pub fn ask<T>(text: &[u8]) -> Answer
where
    T: Validate + Build + DeserializeOwned + Serialize + PartialEq + Debug,
{
    let is_valid = document::is_valid::<T>(text);
    let read = serde_json::from_slice::<T>(text);
    match document::read::<T>(text) {
        Err(report) if is_valid => Answer::Refused(report.to_string()),
        Ok(_) if !is_valid => Answer::Failed("it reads what it calls invalid".to_owned()),
        Err(_) if read.is_ok() => Answer::Failed("serde reads what is invalid".to_owned()),
        Err(report) => Answer::Refused(report.to_string()),
        Ok(value) => match read {
            Err(error) => Answer::Failed(format!("serde refuses what is valid: {error}")),
            Ok(read) if read != value => Answer::Failed("serde reads another value".to_owned()),
            Ok(_) => match serde_json::to_vec(&value) {
                Ok(written) => Answer::Read(written),
                Err(error) => Answer::Failed(format!("it is not written: {error}")),
            },
        },
    }
}
