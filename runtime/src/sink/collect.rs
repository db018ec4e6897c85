//! The sink behind reports.

use std::cell::RefCell;
use std::rc::Rc;

use super::log::{Findings, List, Log, Step};
use super::{Branch, Memory, Sink, Tracked, Verdict};
use crate::report::{Failure, Report};
use crate::{Flow, Stop};

/// Keeps failures, with the way that led to them: all, up to a limit. What fails after that ends the run, or the branch
/// that it is in, so that verdicts are the same as without a limit.
#[derive(Debug)]
pub struct Collect<'m> {
    /// Shared with the branches.
    log: Rc<RefCell<Log>>,
    found: List,
    /// How many failures there were, those included that were met again and not kept a second time.
    failures: usize,
    /// How many steps led to the schema whose checks are running.
    depth: usize,
    in_branch: bool,
    /// Whether there was no room for a failure.
    truncated: bool,
    memory: &'m Memory,
}

impl<'m> Collect<'m> {
    /// Nothing found yet; the root schema is at `schema`. The memory belongs to one document.
    #[must_use]
    pub fn new(schema: &'static str, memory: &'m Memory) -> Self {
        Self::with_limit(schema, memory, Report::DEFAULT_LIMIT)
    }

    /// The same, for as many failures, those in branches included.
    #[must_use]
    pub fn with_limit(schema: &'static str, memory: &'m Memory, limit: usize) -> Self {
        Collect {
            log: Rc::new(RefCell::new(Log::new(schema, limit))),
            found: List::EMPTY,
            failures: 0,
            depth: 1,
            in_branch: false,
            truncated: false,
            memory,
        }
    }

    /// The number under which a verdict is remembered. What a branch finds may be thrown away with the branch, so that
    /// it doesn't count as reported elsewhere.
    fn number(&self, function: u64) -> u64 {
        function << 1 | u64::from(self.in_branch)
    }

    /// What was found; the list of the errors outside of branches, in the order of finding; whether some are missing.
    pub(crate) fn into_findings(mut self) -> (Findings, List, bool) {
        let list = std::mem::replace(&mut self.found, List::EMPTY);
        let log = std::mem::replace(&mut *self.log.borrow_mut(), Log::new("", 1));
        (log.into_findings(), list, self.truncated)
    }

    /// Keeps a failure, if there is room for it. One with failures in its branches always has room: they have theirs
    /// already, and without it they would be nobody's.
    fn note(
        &mut self,
        assertion: (&'static str, &'static str),
        mark: usize,
        failure: impl FnOnce() -> Failure,
        branches: (List, usize),
    ) -> Flow {
        self.failures += 1;
        if branches.0.is_empty() && self.log.borrow().is_full() {
            self.truncated = true;
            return Err(Stop::Failed);
        }
        let failure = failure();
        let mut log = self.log.borrow_mut();
        log.note(&mut self.found, self.depth, assertion, mark, failure, branches);
        Ok(())
    }

    fn step(&mut self, step: Step) {
        self.log.borrow_mut().enter(self.depth, step);
        self.depth += 1;
    }
}

impl Drop for Collect<'_> {
    /// The failures of a branch that nobody asks for are forgotten.
    fn drop(&mut self) {
        if !self.found.is_empty() {
            self.log.borrow_mut().forget(self.found);
        }
    }
}

impl Sink for Collect<'_> {
    type Nested = Self;
    type Branch = Self;
    type Tracking = Tracked<Self>;

    const COLLECTS: bool = true;

    fn fail(
        &mut self,
        at: &'static str,
        keyword: &'static str,
        mark: usize,
        failure: impl FnOnce() -> Failure,
    ) -> Flow {
        self.note((at, keyword), mark, failure, (List::EMPTY, 0))
    }

    fn fail_branches(
        &mut self,
        at: &'static str,
        keyword: &'static str,
        mark: usize,
        failure: impl FnOnce() -> Failure,
        branches: Vec<Self>,
    ) -> Flow {
        let count = branches.len();
        let mut inside = List::EMPTY;
        for (index, mut branch) in branches.into_iter().enumerate() {
            self.truncated |= branch.truncated;
            let found = std::mem::replace(&mut branch.found, List::EMPTY);
            self.log.borrow_mut().adopt(&mut inside, found, index);
        }
        self.note((at, keyword), mark, failure, (inside, count))
    }

    fn nested(&mut self) -> &mut Self {
        self
    }

    fn branch(&self) -> Self {
        Collect {
            log: Rc::clone(&self.log),
            found: List::EMPTY,
            failures: 0,
            depth: self.depth,
            in_branch: true,
            truncated: false,
            memory: self.memory,
        }
    }

    fn track(&mut self) -> Tracked<Self> {
        let branch = self.branch();
        Tracked::new(std::mem::replace(self, branch))
    }

    fn untrack(&mut self, tracking: Tracked<Self>) {
        *self = tracking.into_inner();
    }

    fn enter(&mut self, evaluation: &'static str, schema: &'static str) {
        self.step(Step { evaluation, schema, property: None });
    }

    fn enter_property(&mut self, at: &'static str, schema: &'static str, name: &'static str) {
        self.step(Step { evaluation: at, schema, property: Some(name) });
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn recall(&self, function: u64, mark: usize) -> Option<Verdict> {
        self.memory.recall(self.number(function), mark)
    }

    fn remember(&mut self, function: u64, mark: usize, verdict: Verdict) {
        self.memory.remember(self.number(function), mark, verdict);
    }

    fn fail_again(&mut self) -> Flow {
        self.failures += 1;
        Ok(())
    }

    fn failures(&self) -> usize {
        self.failures
    }
}

impl Branch for Collect<'_> {
    fn holds(&self, flow: Flow) -> Flow<bool> {
        match flow {
            Ok(()) => Ok(self.failures == 0),
            // There was no room for what failed.
            Err(Stop::Failed) => Ok(false),
            Err(other) => Err(other),
        }
    }
}
