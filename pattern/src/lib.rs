//! The pattern compiler of Voltype: ECMA-262 regular expressions in, programs as plain data out.
//!
//! ```text
//! parse → straight test, if the pattern has that form
//!       → graph of instructions → automaton over code points → smallest automaton over bytes
//! ```
//!
//! A pattern with back-references is compiled for the backtracking engine right after parsing. A pattern whose
//! automaton would have more than [`MAX_STATES`] states is compiled for the simulation.
//!
//! ```
//! let program = voltype_pattern::compile(r"^[A-Z]{2}-\d+$").unwrap();
//! assert_eq!(voltype_pattern::explain(&program), "straight: a sequence of 3 classes and a run of a class");
//! assert_eq!(program.is_match(b"DE-42"), Ok(true));
//! ```
//!
//! The parser and what runs the programs are in [`voltype_runtime::pattern`]: the format `regex` needs the first, and
//! generated code the second.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

mod alphabet;
mod backtrack;
mod byte_automaton;
mod determinize;
mod direction;
mod error;
mod explain;
mod formula;
mod graph;
mod limits;
mod minimize;
mod program;
mod run;
mod set;
mod simulate;
mod straight;

#[cfg(test)]
mod everyday;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

pub use error::PatternError;
pub use explain::explain;
pub use limits::{MAX_SIZE, MAX_STATES};
pub use program::{Ascii, Automaton, Program, Rest, RunClass, Straight};

use byte_automaton::Built;
use direction::Direction;
use graph::Graph;
use voltype_runtime::pattern::ast::Node;
use voltype_runtime::pattern::syntax;

/// Compiles an ECMA-262 pattern, read by code points (as with the flag `u`).
///
/// The same pattern always gives the same program, and the work is bounded whatever the pattern is.
///
/// # Errors
///
/// The pattern has a syntax error, its repetitions multiply beyond [`MAX_SIZE`] instructions, or it names a Unicode
/// property for which there are no data.
pub fn compile(pattern: &str) -> Result<Program, PatternError> {
    let pattern = syntax::parse(pattern)?;
    if pattern.has_back_references {
        return Ok(Program::Backtrack(backtrack::compile(&pattern)?));
    }
    if let Some(straight) = straight::straight(&pattern.root)? {
        return Ok(Program::Straight(straight));
    }
    match automaton(&pattern.root)? {
        Some(program) => Ok(program),
        None => Ok(Program::Simulation(simulate::compile(&pattern.root)?)),
    }
}

/// The deterministic automaton of a pattern without back-references; `None` if it would pass a limit.
fn automaton(root: &Node) -> Result<Option<Program>, PatternError> {
    let graph = Graph::new(root, Direction::Forwards)?;
    let built = determinize::determinize(&graph).and_then(|chars| byte_automaton::build(&chars));
    Ok(built.map(|built| match built {
        Built::Constant(verdict) => Program::Straight(Straight::Constant(verdict)),
        Built::Automaton(automaton) => Program::Automaton(automaton),
    }))
}
