//! One binary for all integration tests, so they are linked once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod alternatives;
mod build_script;
mod builder;
mod check_example;
mod choices;
mod cli;
mod configuration;
mod contract;
mod derives;
mod diagnostics;
mod enumerations;
mod ev;
mod formatting;
mod freshness;
mod hostile;
mod inputs;
mod maps;
mod metaschemas;
#[macro_use]
mod modules;
// Behind `modules`, whose macro it uses.
mod instances;
mod mutation;
mod patterns;
mod plan;
mod programs;
mod properties;
mod readme;
mod report;
mod round_trip;
mod scalars;
mod schema;
mod serde_formats;
mod siblings;
mod stable_names;
mod syntax;
mod tuples;
mod typed;
mod types_document;
mod unions;
mod way_back;

/// What `mutation` and `properties` test; `cargo xtask mutate` runs them on crates of changed schemas.
use voltype as subject;

/// Which of the samples `properties` takes: each one, or each second one, and so on.
const STEP: usize = 1;
