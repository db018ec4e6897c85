//! ECMA-262 patterns, compiled to Rust.
//!
//! The phases: parse → straight code if it has that form → graph → automaton over code points → smallest automaton
//! over bytes. Patterns with back-references leave after parsing for the backtracking machine, and those whose
//! automaton passes [`MAX_STATES`] are simulated.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

mod alphabet;
mod backtrack;
mod determinize;
mod emit;
mod formula;
mod graph;
mod machine;
mod minimize;
mod program;
mod run;
mod set;
mod simulate;
mod straight;

pub use determinize::MAX_STATES;
pub use emit::{static_item, test_expr};
pub use graph::MAX_SIZE;
pub use program::{Ascii, Machine, PatternError, Program, Rest, RunClass, Straight};

use graph::{Aheads, Graph};
use voltype_runtime::pattern::ast::Node;
use voltype_runtime::pattern::syntax;

/// Compiles an ECMA-262 pattern (read by code points, as with the flag `u`).
///
/// The same pattern has the same program everywhere, and the work is bounded whatever the pattern.
///
/// # Errors
///
/// The pattern is not one, its repetitions multiply beyond [`MAX_SIZE`], or it names a Unicode property for which
/// there are no data.
pub fn compile(pattern: &str) -> Result<Program, PatternError> {
    let pattern = syntax::parse(pattern)?;
    if pattern.has_back_references {
        return Ok(Program::Backtrack(backtrack::compile(&pattern)?));
    }
    if let Some(straight) = straight::straight(&pattern.root)? {
        return Ok(Program::Straight(straight));
    }
    match machine(&pattern.root)? {
        Some(program) => Ok(program),
        None => Ok(Program::Simulation(simulate::compile(&pattern.root)?)),
    }
}

/// The deterministic automaton of a pattern without back-references, if it keeps to the bound.
fn machine(root: &Node) -> Result<Option<Program>, PatternError> {
    let graph = Graph::new(root, Aheads::Forwards)?;
    let built = determinize::determinize(&graph).and_then(|automaton| machine::build(&automaton));
    Ok(built.map(|built| match built {
        machine::Built::Constant(verdict) => Program::Straight(Straight::Constant(verdict)),
        machine::Built::Machine(machine) => Program::Machine(machine),
    }))
}

/// What a pattern was compiled to, for reports: `straight: starts with "x-"`, `machine: 14 states, 9 classes`.
pub fn explain(program: &Program) -> String {
    match program {
        Program::Straight(straight) => format!("straight: {}", explain_straight(straight)),
        Program::Machine(machine) => {
            format!("machine: {} states, {} classes", machine.rows.len(), machine.width)
        }
        Program::Simulation(nfa) => format!("simulation: {} instructions", nfa.program.len()),
        Program::Backtrack(_) => "back-references: limited backtracking".to_owned(),
    }
}

fn explain_straight(straight: &Straight) -> String {
    let quote = |literal: &Vec<u8>| format!("\"{}\"", literal.escape_ascii());
    match straight {
        Straight::Constant(true) => "always".to_owned(),
        Straight::Constant(false) => "never".to_owned(),
        Straight::Contains(literal) => format!("contains {}", quote(literal)),
        Straight::StartsWith(literal) => format!("starts with {}", quote(literal)),
        Straight::EndsWith(literal) => format!("ends with {}", quote(literal)),
        Straight::OneOf(literals) => {
            format!("is {}", literals.iter().map(quote).collect::<Vec<_>>().join(" or "))
        }
        Straight::Any(_) => "has one of a class".to_owned(),
        Straight::Sequence { head, rest } => {
            let rest = match rest {
                Rest::End => "the end",
                Rest::Anything => "anything",
                Rest::Run { .. } => "a run of a class",
            };
            match head.iter().map(|(count, _)| count).sum() {
                0_usize => rest.to_owned(),
                length => format!("a sequence of {length} classes and {rest}"),
            }
        }
    }
}

#[cfg(test)]
mod everyday;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
