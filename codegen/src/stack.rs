//! A pass over the plan: how deep validators call each other, and where they ask for stack.
//!
//! The text bounds how deep values are inside of each other, the schema bounds how many functions are called for one
//! value: it is the product that the stack has to hold. Where it is more than a few calls, functions on every long chain
//! are guarded, so that the stack grows in time.

use crate::plan::{Plan, Step};

/// How deep values can be inside of each other: the limit of the runtime.
const MAX_DEPTH: usize = 128;

/// The deepest chain of calls for which no function is guarded.
const FEW: usize = 16;

/// The longest chain of calls without a guarded function.
const MAX_UNGUARDED: usize = 4;

/// For each function, the greatest number of calls that are under way at once, its own included.
#[must_use]
pub fn depths(plan: &Plan) -> Vec<usize> {
    let calls = Calls::new(plan);
    // The depth of a function for values of a certain depth: that of the functions that it calls for the value itself,
    // or for a value that is one less deep.
    let mut inner = vec![0; plan.functions.len()];
    for _ in 0..=MAX_DEPTH {
        let mut depths = vec![0; inner.len()];
        for function in &calls.callees_first {
            let called = calls.of[*function].iter().map(|(target, step)| match step {
                Step::InPlace => depths[*target],
                Step::Inside => inner[*target],
            });
            depths[*function] = 1 + called.max().unwrap_or(0);
        }
        if depths == inner {
            break;
        }
        inner = depths;
    }
    inner
}

/// Notes in the plan which functions are guarded.
pub fn guard(plan: &mut Plan, depths: &[usize]) {
    if depths.iter().max().is_none_or(|deepest| *deepest <= FEW) {
        return;
    }
    let calls = Calls::new(plan);
    let guarded = Guards::of(&calls.of);
    for (function, is_guarded) in plan.functions.iter_mut().zip(guarded) {
        function.guarded = is_guarded;
    }
}

struct Calls {
    /// The calls that each function makes.
    of: Vec<Vec<(usize, Step)>>,
    /// The functions, each after those that it calls for the value itself.
    callees_first: Vec<usize>,
}

impl Calls {
    fn new(plan: &Plan) -> Self {
        let mut of = Vec::new();
        for function in &plan.functions {
            let mut calls = Vec::new();
            function.check.each_call(&mut |target, step| calls.push((target, step)));
            of.push(calls);
        }
        let in_place = |calls: &Vec<(usize, Step)>| {
            let calls = calls.iter().filter(|(_, step)| *step == Step::InPlace);
            calls.map(|(target, _)| *target).collect()
        };
        let in_place: Vec<Vec<usize>> = of.iter().map(in_place).collect();
        let callees_first = crate::graph::components(&in_place).into_iter().flatten().collect();
        Calls { of, callees_first }
    }
}

/// A search through all calls, depth first, without recursion.
struct Guards {
    guarded: Vec<bool>,
    state: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// The search is in the functions that it calls.
    Open,
    /// How many calls there may be from here to the next guard.
    Done(usize),
}

impl Guards {
    /// Which functions are guarded.
    fn of(calls: &[Vec<(usize, Step)>]) -> Vec<bool> {
        let mut guards =
            Guards { guarded: vec![false; calls.len()], state: vec![State::New; calls.len()] };
        for start in 0..calls.len() {
            if guards.state[start] == State::New {
                guards.search(calls, start);
            }
        }
        guards.guarded
    }

    fn search(&mut self, calls: &[Vec<(usize, Step)>], start: usize) {
        // A function, and how many of its calls have been followed.
        let mut path = vec![(start, 0)];
        while let Some((function, followed)) = path.pop() {
            self.state[function] = State::Open;
            match calls[function].get(followed) {
                Some((target, _)) => {
                    path.push((function, followed + 1));
                    match self.state[*target] {
                        State::New => path.push((*target, 0)),
                        // It closes a cycle.
                        State::Open => self.guarded[*target] = true,
                        State::Done(_) => {}
                    }
                }
                None => self.leave(&calls[function], function),
            }
        }
    }

    fn leave(&mut self, calls: &[(usize, Step)], function: usize) {
        let runs = calls.iter().map(|(target, _)| match self.state[*target] {
            State::Done(run) if !self.guarded[*target] => run,
            State::Done(_) | State::Open | State::New => 0,
        });
        let run = 1 + runs.max().unwrap_or(0);
        self.guarded[function] |= run > MAX_UNGUARDED;
        self.state[function] = State::Done(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(edges: &[&[usize]]) -> Vec<Vec<(usize, Step)>> {
        let targets =
            |targets: &&[usize]| targets.iter().map(|target| (*target, Step::Inside)).collect();
        edges.iter().map(targets).collect()
    }

    /// The longest chain of calls without a guarded function; `None` if one has no end.
    fn unguarded(calls: &[Vec<(usize, Step)>], guarded: &[bool]) -> Option<usize> {
        fn longest(
            calls: &[Vec<(usize, Step)>],
            guarded: &[bool],
            from: usize,
            left: usize,
        ) -> Option<usize> {
            if guarded[from] {
                return Some(0);
            }
            let left = left.checked_sub(1)?;
            let mut most = 0;
            for (target, _) in &calls[from] {
                most = most.max(longest(calls, guarded, *target, left)?);
            }
            Some(most + 1)
        }
        let each = (0..calls.len()).map(|from| longest(calls, guarded, from, calls.len() + 1));
        each.collect::<Option<Vec<_>>>().map(|runs| runs.into_iter().max().unwrap_or(0))
    }

    #[test]
    fn every_cycle_and_every_long_chain_has_a_guard() {
        let chain: Vec<Vec<usize>> =
            (0..40).map(|next| if next < 39 { vec![next + 1] } else { vec![] }).collect();
        let chain: Vec<&[usize]> = chain.iter().map(Vec::as_slice).collect();
        let graphs = [
            calls(&chain),
            calls(&[&[0]]),
            calls(&[&[1], &[2], &[0]]),
            calls(&[&[1, 2], &[2, 3], &[0, 3], &[1]]),
            calls(&[&[], &[0, 2], &[3], &[1, 4], &[4, 0]]),
        ];
        for graph in graphs {
            let guarded = Guards::of(&graph);
            let longest = unguarded(&graph, &guarded);
            assert!(longest.is_some_and(|run| run <= MAX_UNGUARDED), "{graph:?}: {guarded:?}");
        }
    }
}
