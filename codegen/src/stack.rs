//! A pass over the plan: how deep validators call each other, and where they ask for stack.
//!
//! The text bounds how deep values are inside of each other, the schema bounds how many functions are called for one
//! value: it is the product that the stack has to hold. Functions on every cycle and on every long chain are guarded: they
//! ask for the stack that is taken up to the next guards.

use crate::plan::{Applicator, Check, Plan, Step};

/// How deep values can be inside of each other: the limit of the runtime.
const MAX_DEPTH: usize = 128;

/// The most bytes of stack that functions take before the first guarded one, and between two of them.
const MAX_UNGUARDED: usize = 192 * 1024;

/// How much stack is in use at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Bytes, estimated for a build without optimisation: others take a tenth.
    pub bytes: usize,
    /// Calls of functions.
    pub calls: usize,
}

/// Notes in the plan which functions are guarded. For each function, gives the greatest use of stack, its own included, in
/// the deepest text.
#[must_use]
pub(crate) fn guard(plan: &mut Plan) -> Vec<Use> {
    let calls = Calls::new(plan);
    let guarded = Guards::of(&calls.of, &calls.frames);
    for (function, bytes) in plan.functions.iter_mut().zip(guarded) {
        function.guarded = bytes;
    }
    deepest(&calls)
}

fn deepest(calls: &Calls) -> Vec<Use> {
    // The use of a function for values of a certain depth: that of the functions that it calls for the value itself, or
    // for a value that is one less deep.
    let mut inner = vec![Use::default(); calls.of.len()];
    for _ in 0..=MAX_DEPTH {
        let mut found = vec![Use::default(); inner.len()];
        for function in &calls.callees_first {
            let called = calls.of[*function].iter().map(|call| match call.step {
                Step::InPlace => found[call.target],
                Step::Inside => inner[call.target],
            });
            let (bytes, count) = called
                .fold((0, 0), |(bytes, count), one| (one.bytes.max(bytes), one.calls.max(count)));
            let own = calls.frames[*function];
            found[*function] = Use { bytes: bytes.saturating_add(own), calls: count + 1 };
        }
        if found == inner {
            break;
        }
        inner = found;
    }
    inner
}

/// The stack that the code of a check takes without optimisation, where every call that is inlined by force has room of
/// its own.
fn frame(check: &Check) -> usize {
    const VALUE: usize = 2048;
    const ASSERTION: usize = 1024;
    let value = match check {
        Check::Anything | Check::Nothing(_) => return ASSERTION / 2,
        Check::Call(_) => return ASSERTION,
        Check::Value(value) => value,
    };
    let mut inner = 0_usize;
    value.each_part(&mut |check| inner = inner.saturating_add(frame(check)));
    let dependent = value.object.as_ref().map_or(0, |object| object.dependent_required.len());
    let dispatches = value.applicators.iter().filter(|one| match one {
        Applicator::Any(branches) | Applicator::One(branches) => branches.dispatch.is_some(),
        Applicator::All(_) | Applicator::Not(_) | Applicator::If { .. } => false,
    });
    let assertions = value.applicators.len()
        + dispatches.count()
        + value.literals.len()
        + value.numbers.len()
        + value.strings.len()
        + dependent;
    inner.saturating_add(VALUE + assertions * ASSERTION)
}

/// A call that a function makes.
#[derive(Clone, Copy, Debug)]
struct Call {
    /// The function that is called.
    target: usize,
    /// The value that it is called for.
    step: Step,
}

struct Calls {
    /// The calls that each function makes.
    of: Vec<Vec<Call>>,
    /// The functions, each after those that it calls for the value itself.
    callees_first: Vec<usize>,
    /// The stack that each function takes by itself.
    frames: Vec<usize>,
}

impl Calls {
    fn new(plan: &Plan) -> Self {
        let mut of = Vec::new();
        for function in &plan.functions {
            let mut calls = Vec::new();
            function.check.each_call(&mut |target, step| calls.push(Call { target, step }));
            of.push(calls);
        }
        let in_place = |calls: &Vec<Call>| {
            let calls = calls.iter().filter(|call| call.step == Step::InPlace);
            calls.map(|call| call.target).collect()
        };
        let in_place: Vec<Vec<usize>> = of.iter().map(in_place).collect();
        let callees_first = crate::graph::components(&in_place).into_iter().flatten().collect();
        let frames = plan.functions.iter().map(|function| frame(&function.check)).collect();
        Calls { of, callees_first, frames }
    }
}

/// A search through all calls, depth first, without recursion.
struct Guards<'a> {
    frames: &'a [usize],
    /// Which functions close a cycle, or are called through too many others.
    guarded: Vec<bool>,
    state: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// The search is in the functions that it calls.
    Open,
    /// How much stack is taken from here to the next guards.
    Done(usize),
}

impl<'a> Guards<'a> {
    /// Which functions are guarded, and the bytes that each asks for.
    fn of(calls: &[Vec<Call>], frames: &'a [usize]) -> Vec<Option<usize>> {
        let mut guards = Guards {
            frames,
            guarded: vec![false; calls.len()],
            state: vec![State::New; calls.len()],
        };
        for start in 0..calls.len() {
            if guards.state[start] == State::New {
                guards.search(calls, start);
            }
        }
        let each = guards.guarded.iter().zip(&guards.state);
        let bytes = each.map(|(is_guarded, state)| match state {
            State::Done(bytes) => is_guarded.then_some(*bytes),
            State::New | State::Open => None,
        });
        bytes.collect()
    }

    fn search(&mut self, calls: &[Vec<Call>], start: usize) {
        // A function, and how many of its calls have been followed.
        let mut path = vec![(start, 0)];
        while let Some((function, followed)) = path.pop() {
            self.state[function] = State::Open;
            match calls[function].get(followed) {
                Some(call) => {
                    path.push((function, followed + 1));
                    match self.state[call.target] {
                        State::New => path.push((call.target, 0)),
                        // It closes a cycle.
                        State::Open => self.guarded[call.target] = true,
                        State::Done(_) => {}
                    }
                }
                None => self.leave(&calls[function], function),
            }
        }
    }

    fn leave(&mut self, calls: &[Call], function: usize) {
        let runs = calls.iter().map(|call| match self.state[call.target] {
            State::Done(run) if !self.guarded[call.target] => run,
            State::Done(_) | State::Open | State::New => 0,
        });
        let run = self.frames[function].saturating_add(runs.max().unwrap_or(0));
        self.guarded[function] |= run > MAX_UNGUARDED;
        self.state[function] = State::Done(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(edges: &[&[usize]]) -> Vec<Vec<Call>> {
        let call = |target: &usize| Call { target: *target, step: Step::Inside };
        edges.iter().map(|targets| targets.iter().map(call).collect()).collect()
    }

    /// The most stack from a function to the next guards; `None` if there is a cycle without one.
    fn unguarded(
        calls: &[Vec<Call>],
        frames: &[usize],
        guarded: &[Option<usize>],
        (from, left): (usize, usize),
    ) -> Option<usize> {
        let left = left.checked_sub(1)?;
        let mut most = 0;
        for Call { target, step: _ } in &calls[from] {
            if guarded[*target].is_none() {
                most = most.max(unguarded(calls, frames, guarded, (*target, left))?);
            }
        }
        Some(most + frames[from])
    }

    #[test]
    fn every_cycle_and_every_long_chain_has_a_guard() {
        const SMALL: usize = MAX_UNGUARDED / 10;
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
            for frames in [vec![SMALL; graph.len()], vec![2 * MAX_UNGUARDED; graph.len()]] {
                let guarded = Guards::of(&graph, &frames);
                for function in 0..graph.len() {
                    let found = unguarded(&graph, &frames, &guarded, (function, graph.len() + 1));
                    let run = found.unwrap_or_else(|| panic!("{graph:?}: {guarded:?}"));
                    match guarded[function] {
                        Some(bytes) => assert!(bytes >= run, "{graph:?}: {guarded:?}"),
                        None => assert!(run <= MAX_UNGUARDED, "{graph:?}: {guarded:?}"),
                    }
                }
            }
        }
        assert!(Guards::of(&calls(&[&[1], &[]]), &[SMALL, SMALL]).iter().all(Option::is_none));
    }
}
