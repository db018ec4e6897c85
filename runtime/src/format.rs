//! The formats of JSON Schema, as functions of a string's text.
//!
//! Each says whether a text is in the format, and nothing else: values that aren't strings are none of its
//! business. `regex` is not here; it belongs to the patterns.

pub(crate) mod date_time;

pub use date_time::{date, date_time, time};
