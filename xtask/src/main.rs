//! The chores of the repository: `cargo xtask help` lists them.

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

fn main() -> ExitCode {
    match Cli::parse().chore {
        Chore::Codegen(arguments) => codegen::run(&arguments),
    }
}
