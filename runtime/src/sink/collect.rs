//! The sink that reports are made from.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Branch, Memory, SinkOf, Tracked, Verdict};
use crate::failure::Failure;
use crate::findings::{Assertion, DEFAULT_LIMIT, FailedBranches, List, Log, Outcome, Step};
use crate::{Flow, Stop};

/// Keeps failures and the steps that led to them, up to a limit. A failure beyond the limit ends the run, or only the
/// branch that it is in: verdicts are the same as without a limit.
#[derive(Debug)]
pub struct Collect<'p, 'm> {
    found: Rc<Found<'p>>,
    /// How many steps led to the schema whose checks are running.
    depth: usize,
    in_branch: bool,
    memory: &'m Memory,
}

/// What a sink has found. The sink that tracks for it shares this, so nothing is lost if the run ends there.
#[derive(Debug)]
struct Found<'p> {
    /// Shared with the branches.
    log: Rc<RefCell<Log<'p>>>,
    list: Cell<List>,
    /// The number of failures, including those that were already reported and are not kept again.
    failures: Cell<usize>,
    /// Whether a failure was beyond the limit.
    truncated: Cell<bool>,
}

impl<'p> Found<'p> {
    fn nothing(log: Rc<RefCell<Log<'p>>>) -> Rc<Self> {
        let (list, failures, truncated) = (Cell::new(List::EMPTY), Cell::new(0), Cell::new(false));
        Rc::new(Found { log, list, failures, truncated })
    }
}

impl Drop for Found<'_> {
    /// Drops the failures of a branch that no report has taken over.
    fn drop(&mut self) {
        let list = self.list.replace(List::EMPTY);
        if !list.is_empty() {
            self.log.borrow_mut().discard(list);
        }
    }
}

impl<'p, 'm> Collect<'p, 'm> {
    /// Nothing found yet; the root schema is at `schema`. The memory belongs to one document.
    #[must_use]
    pub fn new(schema: &'p str, memory: &'m Memory) -> Self {
        Self::with_limit(schema, memory, DEFAULT_LIMIT)
    }

    /// The same, with a limit on failures, those in branches included.
    #[must_use]
    pub fn with_limit(schema: &'p str, memory: &'m Memory, limit: usize) -> Self {
        Collect {
            found: Found::nothing(Rc::new(RefCell::new(Log::new(schema, limit)))),
            depth: 1,
            in_branch: false,
            memory,
        }
    }

    /// The number under which a verdict is memoised. The failures of a branch may be dropped with the branch, so they do
    /// not count as reported elsewhere.
    fn number(&self, function: u64) -> u64 {
        function << 1 | u64::from(self.in_branch)
    }

    /// What was found.
    pub(crate) fn into_outcome(self) -> Outcome<'p> {
        let Found { log, list, failures: _, truncated } = &*self.found;
        let errors = list.replace(List::EMPTY);
        let log = log.replace(Log::new("", 1));
        Outcome { findings: log.into_findings(), errors, truncated: truncated.get() }
    }

    /// Keeps a failure within the limit. Two kinds are kept beyond it: one with failures in its branches, because those
    /// are kept already, and the first one outside of branches, because an invalid document must have an error.
    fn note(
        &mut self,
        assertion: Assertion<'p>,
        mark: usize,
        failure: impl FnOnce() -> Failure<'p>,
        branches: FailedBranches,
    ) -> Flow {
        let Found { log, list, failures, truncated } = &*self.found;
        failures.set(failures.get() + 1);
        let mut notes = list.get();
        let needed = !branches.notes.is_empty() || (notes.is_empty() && !self.in_branch);
        if !needed && log.borrow().is_full() {
            truncated.set(true);
            return Err(Stop::Failed);
        }
        let failure = failure();
        log.borrow_mut().note(&mut notes, self.depth, assertion, mark, failure, branches);
        list.set(notes);
        Ok(())
    }

    fn step(&mut self, step: Step<'p>) {
        self.found.log.borrow_mut().enter(self.depth, step);
        self.depth += 1;
    }
}

impl<'p> SinkOf<'p> for Collect<'p, '_> {
    type Nested = Self;
    type Branch = Self;
    type Tracking = Tracked<Self>;

    const COLLECTS: bool = true;

    fn fail(
        &mut self,
        at: &'p str,
        keyword: &'p str,
        mark: usize,
        failure: impl FnOnce() -> Failure<'p>,
    ) -> Flow {
        self.note(Assertion { at, keyword }, mark, failure, FailedBranches::NONE)
    }

    fn fail_branches(
        &mut self,
        at: &'p str,
        keyword: &'p str,
        mark: usize,
        failure: impl FnOnce() -> Failure<'p>,
        branches: Vec<Self>,
    ) -> Flow {
        let count = branches.len();
        let mut inside = List::EMPTY;
        let Found { log, list: _, failures: _, truncated } = &*self.found;
        for (index, branch) in branches.into_iter().enumerate() {
            truncated.set(truncated.get() || branch.found.truncated.get());
            log.borrow_mut().adopt(&mut inside, branch.found.list.replace(List::EMPTY), index);
        }
        let inside = FailedBranches { notes: inside, count };
        self.note(Assertion { at, keyword }, mark, failure, inside)
    }

    fn nested(&mut self) -> &mut Self {
        self
    }

    fn branch(&self) -> Self {
        Collect {
            found: Found::nothing(Rc::clone(&self.found.log)),
            depth: self.depth,
            in_branch: true,
            memory: self.memory,
        }
    }

    fn track(&mut self) -> Tracked<Self> {
        let Collect { found, depth, in_branch, memory } = self;
        Tracked::new(Collect {
            found: Rc::clone(found),
            depth: *depth,
            in_branch: *in_branch,
            memory,
        })
    }

    fn untrack(&mut self, _: Tracked<Self>) {}

    fn enter(&mut self, evaluation: &'p str, schema: &'p str) {
        self.step(Step { evaluation, schema, property: None });
    }

    fn enter_property(&mut self, at: &'p str, schema: &'p str, name: &'p str) {
        self.step(Step { evaluation: at, schema, property: Some(name) });
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn memoised(&self, function: u64, mark: usize) -> Option<Verdict> {
        self.memory.memoised(self.number(function), mark)
    }

    fn memoise(&mut self, function: u64, mark: usize, verdict: Verdict) {
        self.memory.memoise(self.number(function), mark, verdict);
    }

    fn fail_again(&mut self) -> Flow {
        self.found.failures.set(self.found.failures.get() + 1);
        Ok(())
    }

    fn failures(&self) -> usize {
        self.found.failures.get()
    }
}

impl<'p> Branch<'p> for Collect<'p, '_> {
    fn holds(&self, flow: Flow) -> Flow<bool> {
        match flow {
            Ok(()) => Ok(self.failures() == 0),
            // The failure was beyond the limit.
            Err(Stop::Failed) => Ok(false),
            Err(other) => Err(other),
        }
    }
}
