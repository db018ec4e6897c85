//! The sink that memoises verdicts.

use super::{Branch, FailFast, Memory, SinkOf, Tracked, Verdict};
use crate::Flow;

/// Stops at the first failure, and memoises the verdicts of functions that ask for it.
#[derive(Clone, Copy, Debug)]
pub struct Memoising<'m> {
    memory: &'m Memory,
}

impl<'m> Memoising<'m> {
    /// Keeps the verdicts in `memory`, which belongs to one document.
    #[must_use]
    pub fn new(memory: &'m Memory) -> Self {
        Memoising { memory }
    }
}

impl<'p> SinkOf<'p> for Memoising<'_> {
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

    fn memoised(&self, function: u64, mark: usize) -> Option<Verdict> {
        self.memory.memoised(function, mark)
    }

    fn memoise(&mut self, function: u64, mark: usize, verdict: Verdict) {
        self.memory.memoise(function, mark, verdict);
    }
}

impl<'p> Branch<'p> for Memoising<'_> {
    fn holds(&self, flow: Flow) -> Flow<bool> {
        FailFast.holds(flow)
    }
}
