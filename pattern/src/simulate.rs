//! Patterns without back-references as programs for the simulation.

use crate::direction::Direction;
use crate::error::PatternError;
use crate::graph::{Graph, Op};
use std::borrow::Cow;
use voltype_runtime::pattern::Nfa;
use voltype_runtime::pattern::ast::Node;
use voltype_runtime::pattern::nfa::{Inst, Look};

/// Compiles a pattern without back-references.
pub(crate) fn compile(root: &Node) -> Result<Nfa, PatternError> {
    let graph = Graph::new(root, Direction::Backwards)?;
    let number = |number: usize| u32::try_from(number).map_err(|_| PatternError::TooLarge);
    let mut ranges = Vec::new();
    let mut places = Vec::new();
    for set in &graph.sets {
        let start = number(ranges.len())?;
        ranges.extend_from_slice(set.ranges());
        places.push((start, number(ranges.len())?));
    }
    let mut program = Vec::with_capacity(graph.ops.len());
    for op in &graph.ops {
        program.push(match *op {
            Op::Set(set, then) => {
                let (start, end) = places.get(set).copied().unwrap_or_default();
                Inst::Set(start, end, then)
            }
            Op::Split(one, other) => Inst::Split(one, other),
            Op::Start(then) => Inst::Start(then),
            Op::End(then) => Inst::End(then),
            Op::Boundary(wanted, then) => Inst::Boundary(wanted, then),
            Op::Look(look, wanted, then) => Inst::Look(number(look)?, wanted, then),
            Op::Match => Inst::Match,
        });
    }
    let looks = graph.looks.iter().map(|look| Look { start: look.start, behind: look.behind });
    Ok(Nfa {
        program: Cow::Owned(program),
        ranges: Cow::Owned(ranges),
        looks: Cow::Owned(looks.collect()),
        start: graph.start,
    })
}
