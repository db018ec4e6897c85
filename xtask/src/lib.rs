//! The chores of the repository: `cargo xtask help` lists them.
//!
//! They are a library so that the tests can run them as a process that cargo has built for them.

mod codegen;
mod conformance;
pub mod files;
pub mod metaschemas;
pub mod mutants;
mod mutate;
mod scratch;
mod survey;
mod terminal;
mod try_schema;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The chores of the Voltype repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Generates the crate `generated` from the schemas.
    Codegen(codegen::Arguments),
    /// Generates the crate `metaschemas`, with which the compiler checks schemas.
    Metaschemas(metaschemas::Arguments),
    /// Runs the official test suite through generated and compiled validators.
    Conformance(conformance::Arguments),
    /// Compiles one schema and validates instances with it.
    Try(try_schema::Arguments),
    /// Generates a crate from many schemas, and compiles, documents and tests it as its users would.
    ///
    /// Each schema becomes a module of a crate with `#![deny(warnings)]`; crates are of 40. Prints how many schemas
    /// were generated, refused, compiled, documented without a warning, and tested. Exits with 1 if a generated one
    /// failed.
    Survey(survey::Arguments),
    /// Removes each constraint of the schemas in turn and checks that a test fails.
    ///
    /// Every assertion, reference and member of `required`, `properties`, `enum` and so on is edited by itself; a
    /// crate is generated from each edit and tested by the modules `mutation` and `properties` of the repository's
    /// tests. Prints which tests caught each edit. Exits with 1 if an edit was caught by none, or if a test fails
    /// without any edit; with 2 if nothing could be generated, compiled or run. Takes some minutes.
    Mutate(mutate::Arguments),
}

/// The exit code of a chore, which has told what it found; what kept it from its work is told here.
fn ended(code: io::Result<ExitCode>, log: &mut impl Write) -> ExitCode {
    code.unwrap_or_else(|error| {
        // If standard error is gone too, there is nobody to be told.
        let _ = writeln!(log, "error: {error}");
        ExitCode::from(2)
    })
}

/// The exit code of a chore that says whether all is as it should be.
fn verdict(good: bool) -> ExitCode {
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Does what the process's arguments say.
#[must_use]
pub fn main() -> ExitCode {
    match Cli::parse().chore {
        Chore::Codegen(arguments) => codegen::run(&arguments),
        Chore::Metaschemas(arguments) => metaschemas::run(&arguments),
        Chore::Conformance(arguments) => conformance::run(&arguments),
        Chore::Try(arguments) => try_schema::run(&arguments),
        Chore::Survey(arguments) => survey::run(&arguments),
        Chore::Mutate(arguments) => mutate::run(&arguments),
    }
}
