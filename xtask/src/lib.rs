//! The chores of the repository: `cargo xtask help` lists them.
//!
//! They are a library so that the tests can run them as a process that cargo has built for them.

mod codegen;
mod files;

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
}

/// Does what the process's arguments say.
#[must_use]
pub fn main() -> ExitCode {
    match Cli::parse().chore {
        Chore::Codegen(arguments) => codegen::run(&arguments),
    }
}
