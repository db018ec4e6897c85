//! Which branch of each union holds, noted while a document is validated.

use std::cell::RefCell;
use std::collections::HashMap;

use super::{Branch, FailFast, SinkOf, Tracked};
use super::{Memory, Verdict};
use crate::Flow;

/// The branches that hold in one document: by the number of the union and the mark of the value.
#[derive(Debug, Default)]
pub struct Choices {
    branches: RefCell<HashMap<(u32, usize), usize>>,
}

impl Choices {
    /// The first branch that holds for the value at `mark`, if the union was asked about it and one does.
    #[must_use]
    pub fn branch(&self, union: u32, mark: usize) -> Option<usize> {
        self.branches.borrow().get(&(union, mark)).copied()
    }

    fn note(&self, union: u32, mark: usize, branch: usize) {
        // A union that is asked twice about a value gives the same answer, so nothing has to be taken back where an outer
        // branch fails.
        self.branches.borrow_mut().insert((union, mark), branch);
    }
}

/// Stops at the first failure, and notes which branches of unions hold.
#[derive(Clone, Copy, Debug)]
pub struct Choosing<'c> {
    choices: &'c Choices,
    memory: &'c Memory,
}

impl<'c> Choosing<'c> {
    /// Notes in `choices`, and caches verdicts in `memory`; both belong to one document.
    #[must_use]
    pub fn new(choices: &'c Choices, memory: &'c Memory) -> Self {
        Choosing { choices, memory }
    }
}

impl<'p> SinkOf<'p> for Choosing<'_> {
    type Nested = Self;
    type Branch = Self;
    type Tracking = Tracked<Self>;

    const CHOOSES: bool = true;

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

    fn choose(&mut self, union: u32, mark: usize, branch: usize) {
        self.choices.note(union, mark, branch);
    }
}

impl<'p> Branch<'p> for Choosing<'_> {
    fn holds(&self, flow: Flow) -> Flow<bool> {
        FailFast.holds(flow)
    }
}
