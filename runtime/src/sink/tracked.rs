//! The sink that tracks evaluation, for `unevaluatedProperties` and `unevaluatedItems`.

use super::{Branch, Evaluated, SinkOf, Tracking, Verdict};
use crate::failure::Failure;
use crate::{Flow, Str};

/// A sink that also tracks which members and items of a value have been evaluated.
#[derive(Debug)]
pub struct Tracked<S> {
    inner: S,
    evaluated: Evaluated,
}

impl<S> Tracked<S> {
    pub(super) fn new(inner: S) -> Self {
        Tracked { inner, evaluated: Evaluated::default() }
    }

    pub(super) fn into_inner(self) -> S {
        self.inner
    }
}

impl<'p, S: Branch<'p, Branch = S, Nested = S, Tracking = Tracked<S>>> SinkOf<'p> for Tracked<S> {
    type Nested = S;
    type Branch = Self;
    type Tracking = Self;

    const COLLECTS: bool = S::COLLECTS;
    const CHOOSES: bool = S::CHOOSES;
    const TRACKS: bool = true;

    fn fail(
        &mut self,
        at: &'p str,
        keyword: &'p str,
        mark: usize,
        failure: impl FnOnce() -> Failure<'p>,
    ) -> Flow {
        self.inner.fail(at, keyword, mark, failure)
    }

    fn fail_branches(
        &mut self,
        at: &'p str,
        keyword: &'p str,
        mark: usize,
        failure: impl FnOnce() -> Failure<'p>,
        branches: Vec<Self>,
    ) -> Flow {
        let branches = branches.into_iter().map(Tracked::into_inner).collect();
        self.inner.fail_branches(at, keyword, mark, failure, branches)
    }

    fn nested(&mut self) -> &mut S {
        self.inner.nested()
    }

    fn branch(&self) -> Self {
        Tracked::new(self.inner.branch())
    }

    fn adopt(&mut self, branch: Self) {
        self.evaluated.extend(&branch.evaluated);
        self.inner.adopt(branch.inner);
    }

    fn track(&mut self) -> Self {
        self.inner.track()
    }

    fn untrack(&mut self, tracking: Self) {
        self.evaluated.extend(&tracking.evaluated);
        self.inner.untrack(tracking);
    }

    fn enter(&mut self, evaluation: &'p str, schema: &'p str) {
        self.inner.enter(evaluation, schema);
    }

    fn enter_property(&mut self, at: &'p str, schema: &'p str, name: &'p str) {
        self.inner.enter_property(at, schema, name);
    }

    fn leave(&mut self) {
        self.inner.leave();
    }

    fn note(&mut self, slot: usize, mark: usize) {
        self.inner.note(slot, mark);
    }

    fn note_other(&mut self, name: Str<'_>) {
        self.inner.note_other(name);
    }

    fn choose(&mut self, union: u32, mark: usize, branch: usize) {
        self.inner.choose(union, mark, branch);
    }

    fn memoised(&self, function: u64, mark: usize) -> Option<Verdict> {
        self.inner.memoised(tracked(function), mark)
    }

    fn memoise(&mut self, function: u64, mark: usize, verdict: Verdict) {
        self.inner.memoise(tracked(function), mark, verdict);
    }

    fn take_evaluated(&mut self) -> Evaluated {
        std::mem::take(&mut self.evaluated)
    }

    fn add_evaluated(&mut self, evaluated: &Evaluated) {
        self.evaluated.extend(evaluated);
    }

    fn fail_again(&mut self) -> Flow {
        self.inner.fail_again()
    }

    fn failures(&self) -> usize {
        self.inner.failures()
    }

    fn evaluated_member(&mut self, index: u64) {
        self.evaluated.members.insert(index);
    }

    fn evaluated_item(&mut self, index: u64) {
        self.evaluated.items.insert(index);
    }
}

impl<'p, S: Branch<'p, Branch = S, Nested = S, Tracking = Tracked<S>>> Branch<'p> for Tracked<S> {
    fn holds(&self, flow: Flow) -> Flow<bool> {
        self.inner.holds(flow)
    }
}

impl<'p, S: Branch<'p, Branch = S, Nested = S, Tracking = Tracked<S>>> Tracking<'p> for Tracked<S> {
    fn has_evaluated_member(&self, index: u64) -> bool {
        self.evaluated.members.contains(index)
    }

    fn has_evaluated_item(&self, index: u64) -> bool {
        self.evaluated.items.contains(index)
    }
}

/// The number under which a verdict is memoised together with what was evaluated.
fn tracked(function: u64) -> u64 {
    function | 1 << 62
}
