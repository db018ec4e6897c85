//! The JSON Schema compiler of Voltype.

pub mod pattern;
