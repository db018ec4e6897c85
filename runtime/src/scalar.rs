//! Rust types for strings that a schema gives a meaning: timestamps and durations.

pub mod date_time;
pub mod duration;

pub use date_time::DateTime;
pub use duration::Components;
