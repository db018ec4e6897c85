//! The chores of the repository: `cargo xtask help` lists them.
//!
//! They are a library, so the tests can build a binary of their own from them and run it.

mod codegen;
mod compare;
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
    /// Generates the crate `metaschemas`, which the compiler uses to check schemas.
    Metaschemas(metaschemas::Arguments),
    /// Runs the official test suite through generated and compiled validators.
    Conformance(conformance::Arguments),
    /// Compiles one schema and validates instances with it.
    Try(try_schema::Arguments),
    /// Generates a crate from many schemas, and compiles, documents and tests it as its users would.
    ///
    /// Each schema becomes a module of a crate with `#![deny(warnings)]`, 40 modules per crate. Prints how many schemas
    /// were generated, refused, compiled, documented without a warning, and tested. Exits with 1 if the code generated
    /// from a schema failed.
    Survey(survey::Arguments),
    /// Compares the types of this compiler with those of typify, on the same schemas and instances.
    ///
    /// Uses the golden cases of the repository, and the schemas of the folders. Prints for each group and tool how many
    /// schemas it compiles, how many instances it accepts, refuses and writes as they were, and how many types are bare.
    /// With both folders and both tools it writes `docs/COMPARISON.md`. Exits with 1 if an answer of this compiler's
    /// types is wrong.
    Compare(compare::Arguments),
    /// Removes each constraint of the schemas in turn and checks that a test fails.
    ///
    /// Edits every assertion, reference and member of `required`, `properties`, `enum` and so on separately. Generates
    /// a crate from each edited schema and tests it with the modules `mutation` and `properties` of the repository's
    /// tests. Prints which tests caught each edit. Exits with 1 if no test caught an edit, or if a test fails without
    /// any edit, and with 2 if the crates could not be generated, compiled or run. Takes some minutes.
    Mutate(mutate::Arguments),
}

/// The exit code of a chore. The chore has printed its result; an error that stopped it is printed here.
fn ended(code: io::Result<ExitCode>, log: &mut impl Write) -> ExitCode {
    code.unwrap_or_else(|error| {
        // If standard error is closed too, the error cannot be reported.
        let _ = writeln!(log, "error: {error}");
        ExitCode::from(2)
    })
}

/// The exit code of a chore that finds either no problem or some.
fn verdict(good: bool) -> ExitCode {
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs the chore that the process's arguments name.
#[must_use]
pub fn main() -> ExitCode {
    match Cli::parse().chore {
        Chore::Codegen(arguments) => codegen::run(&arguments),
        Chore::Metaschemas(arguments) => metaschemas::run(&arguments),
        Chore::Conformance(arguments) => conformance::run(&arguments),
        Chore::Try(arguments) => try_schema::run(&arguments),
        Chore::Survey(arguments) => survey::run(&arguments),
        Chore::Compare(arguments) => compare::run(&arguments),
        Chore::Mutate(arguments) => mutate::run(&arguments),
    }
}
