//! What a pattern became, in words for summaries and for the documentation of generated code.

use crate::program::{Program, Rest, Straight};

/// What a pattern was compiled to: `straight: starts with "x-"`, `automaton: 14 states, 9 classes`.
pub fn explain(program: &Program) -> String {
    match program {
        Program::Straight(straight) => format!("straight: {}", explain_straight(straight)),
        Program::Automaton(automaton) => {
            format!("automaton: {} states, {} classes", automaton.rows.len(), automaton.width)
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
