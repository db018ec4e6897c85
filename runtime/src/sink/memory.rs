//! Verdicts that are remembered, where a schema could be asked about one place again and again.

use std::cell::RefCell;
use std::collections::HashMap;

use super::tracked::Evaluated;
use super::{Branch, SinkOf, Tracked};
use crate::Flow;

/// What is known of a function's verdict on the value at a mark.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Whether the value is valid.
    pub holds: bool,
    /// What the function has evaluated of it, where that was tracked.
    pub evaluated: Evaluated,
}

/// The verdicts of one validation, by the function's number and the value's mark.
#[derive(Debug, Default)]
pub struct Memory {
    verdicts: RefCell<HashMap<(u64, usize), bool>>,
    /// What was evaluated, where anything was: that is seldom, and takes much more room than a verdict.
    evaluated: RefCell<HashMap<(u64, usize), Evaluated>>,
}

impl Memory {
    pub(super) fn recall(&self, function: u64, mark: usize) -> Option<Verdict> {
        let holds = *self.verdicts.borrow().get(&(function, mark))?;
        let evaluated = self.evaluated.borrow().get(&(function, mark)).cloned();
        Some(Verdict { holds, evaluated: evaluated.unwrap_or_default() })
    }

    pub(super) fn remember(&self, function: u64, mark: usize, verdict: Verdict) {
        let Verdict { holds, evaluated } = verdict;
        self.verdicts.borrow_mut().insert((function, mark), holds);
        if !evaluated.is_empty() {
            self.evaluated.borrow_mut().insert((function, mark), evaluated);
        }
    }
}

/// Stops at the first failure, and remembers the verdicts of functions that ask for it.
#[derive(Clone, Copy, Debug)]
pub struct Remembering<'m> {
    memory: &'m Memory,
}

impl<'m> Remembering<'m> {
    /// Remembers in `memory`, which belongs to one document.
    #[must_use]
    pub fn new(memory: &'m Memory) -> Self {
        Remembering { memory }
    }
}

impl<'p> SinkOf<'p> for Remembering<'_> {
    type Nested = Self;
    type Branch = Self;
    type Tracking = Tracked<Self>;

    fn nested(&mut self) -> &mut Self {
        self
    }

    fn branch(&self) -> Self {
        *self
    }

    fn track(&mut self) -> Tracked<Self> {
        Tracked::new(*self)
    }

    fn untrack(&mut self, _: Tracked<Self>) {}

    fn recall(&self, function: u64, mark: usize) -> Option<Verdict> {
        self.memory.recall(function, mark)
    }

    fn remember(&mut self, function: u64, mark: usize, verdict: Verdict) {
        self.memory.remember(function, mark, verdict);
    }
}

impl<'p> Branch<'p> for Remembering<'_> {
    fn holds(&self, flow: Flow) -> Flow<bool> {
        super::FailFast.holds(flow)
    }
}
