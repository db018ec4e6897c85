//! One binary for all integration tests, so that they are linked once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod builder;
mod cli;
mod diagnostics;
mod freshness;
mod inputs;
mod readme;
mod report;
mod round_trip;
mod schema;
mod serde_formats;
mod syntax;
