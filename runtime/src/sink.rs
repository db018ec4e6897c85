//! What becomes of a failure.

use crate::report::{Failure, Found};
use crate::{Flow, Stop};

/// Receives what a validator finds. Every method but [`fail`](Sink::fail) does nothing unless the sink needs it.
pub trait Sink {
    /// The sink of the members' values, where those of the object itself are noted.
    type Nested: Sink;
    /// The sink of one branch of `anyOf`, `oneOf`, `not`, `if` or `contains`.
    type Branch: Branch;

    /// An assertion failed. `at` is the path of the keyword from the subschema that the function was made of (or
    /// the last [`enter`](Sink::enter)), `mark` is the place of the instance.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink wants to hear no more.
    fn fail(&mut self, at: &'static str, mark: usize, failure: impl FnOnce() -> Failure) -> Flow;

    /// Like [`fail`](Sink::fail), for an applicator of which these branches failed.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink wants to hear no more.
    fn fail_branches(
        &mut self,
        at: &'static str,
        mark: usize,
        failure: impl FnOnce() -> Failure,
        branches: impl IntoIterator<Item = Self::Branch>,
    ) -> Flow;

    /// The checks that follow belong to the schema `schema` (its absolute location), which was reached by the path
    /// `evaluation` from the current one.
    #[inline(always)]
    fn enter(&mut self, _evaluation: &'static str, _schema: &'static str) {}

    /// Back from the last [`enter`](Sink::enter).
    #[inline(always)]
    fn leave(&mut self) {}

    /// The value of the object's member number `slot` stands at `mark`.
    #[inline(always)]
    fn note(&mut self, _slot: usize, _mark: usize) {}

    /// A member that the schema doesn't list has its name at `mark`.
    #[inline(always)]
    fn note_other(&mut self, _mark: usize) {}

    /// The sink for what is inside a member.
    fn nested(&mut self) -> &mut Self::Nested;

    /// A fresh sink for one branch.
    fn branch(&self) -> Self::Branch;
}

/// The sink of a branch: it can tell whether the branch failed.
pub trait Branch: Sink<Nested = Self, Branch = Self> {
    /// Whether the branch that ended with `flow` holds.
    ///
    /// # Errors
    /// A syntax error is not the branch's verdict: it is passed on.
    fn holds(&self, flow: Flow) -> Flow<bool>;
}

/// Stops at the first failure and keeps nothing of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct FailFast;

impl Sink for FailFast {
    type Nested = Self;
    type Branch = Self;

    #[inline(always)]
    fn fail(&mut self, _: &'static str, _: usize, _: impl FnOnce() -> Failure) -> Flow {
        Err(Stop::Failed)
    }

    #[inline(always)]
    fn fail_branches(
        &mut self,
        _: &'static str,
        _: usize,
        _: impl FnOnce() -> Failure,
        _: impl IntoIterator<Item = Self>,
    ) -> Flow {
        Err(Stop::Failed)
    }

    #[inline(always)]
    fn nested(&mut self) -> &mut Self {
        self
    }

    #[inline(always)]
    fn branch(&self) -> Self {
        FailFast
    }
}

impl Branch for FailFast {
    #[inline(always)]
    fn holds(&self, flow: Flow) -> Flow<bool> {
        match flow {
            Ok(()) => Ok(true),
            Err(Stop::Failed) => Ok(false),
            Err(syntax) => Err(syntax),
        }
    }
}

/// Stops at the first failure, and notes where the members of the outermost object stand, so that a type can be
/// built from them without looking for them again.
#[derive(Clone, Debug)]
pub struct Slots<const N: usize> {
    marks: [usize; N],
    others: Vec<usize>,
    inner: FailFast,
}

impl<const N: usize> Slots<N> {
    const ABSENT: usize = usize::MAX;

    /// No member noted yet.
    #[must_use]
    #[inline(always)]
    pub fn new() -> Self {
        Slots { marks: [Self::ABSENT; N], others: Vec::new(), inner: FailFast }
    }

    /// Where the value of member `slot` stands, if the object has it.
    #[must_use]
    #[inline(always)]
    pub fn get(&self, slot: usize) -> Option<usize> {
        self.marks.get(slot).copied().filter(|mark| *mark != Self::ABSENT)
    }

    /// Where the names of the members stand that have no slot.
    #[must_use]
    pub fn others(&self) -> &[usize] {
        &self.others
    }
}

impl<const N: usize> Default for Slots<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> Sink for Slots<N> {
    type Nested = FailFast;
    type Branch = FailFast;

    #[inline(always)]
    fn fail(&mut self, _: &'static str, _: usize, _: impl FnOnce() -> Failure) -> Flow {
        Err(Stop::Failed)
    }

    #[inline(always)]
    fn fail_branches(
        &mut self,
        _: &'static str,
        _: usize,
        _: impl FnOnce() -> Failure,
        _: impl IntoIterator<Item = FailFast>,
    ) -> Flow {
        Err(Stop::Failed)
    }

    #[inline(always)]
    fn note(&mut self, slot: usize, mark: usize) {
        if let Some(place) = self.marks.get_mut(slot) {
            *place = mark;
        }
    }

    #[inline]
    fn note_other(&mut self, mark: usize) {
        self.others.push(mark);
    }

    #[inline(always)]
    fn nested(&mut self) -> &mut FailFast {
        &mut self.inner
    }

    #[inline(always)]
    fn branch(&self) -> FailFast {
        FailFast
    }
}

/// Keeps every failure, with the way that led to it.
#[derive(Clone, Debug)]
pub struct Collect {
    found: Vec<Found>,
    frames: Vec<Frame>,
}

/// The schema whose checks are running: how it was reached, and where it is.
#[derive(Clone, Debug)]
struct Frame {
    evaluation: String,
    schema: &'static str,
}

impl Collect {
    /// Nothing found yet; the root schema is at `schema`.
    #[must_use]
    pub fn new(schema: &'static str) -> Self {
        Collect { found: Vec::new(), frames: vec![Frame { evaluation: String::new(), schema }] }
    }

    /// What was found, in the order of finding.
    pub(crate) fn into_found(self) -> Vec<Found> {
        self.found
    }
}

impl Sink for Collect {
    type Nested = Self;
    type Branch = Self;

    fn fail(&mut self, at: &'static str, mark: usize, failure: impl FnOnce() -> Failure) -> Flow {
        self.fail_branches(at, mark, failure, [])
    }

    fn fail_branches(
        &mut self,
        at: &'static str,
        mark: usize,
        failure: impl FnOnce() -> Failure,
        branches: impl IntoIterator<Item = Self>,
    ) -> Flow {
        let (evaluation, schema) = match self.frames.last() {
            Some(frame) => (frame.evaluation.as_str(), frame.schema),
            None => ("", ""),
        };
        self.found.push(Found {
            mark,
            keyword_path: format!("{evaluation}{at}"),
            schema_path: format!("{schema}{at}"),
            failure: failure(),
            branches: branches.into_iter().map(Collect::into_found).collect(),
        });
        Ok(())
    }

    fn enter(&mut self, evaluation: &'static str, schema: &'static str) {
        let outer = self.frames.last().map_or("", |frame| frame.evaluation.as_str());
        let evaluation = format!("{outer}{evaluation}");
        self.frames.push(Frame { evaluation, schema });
    }

    fn leave(&mut self) {
        self.frames.pop();
    }

    fn nested(&mut self) -> &mut Self {
        self
    }

    fn branch(&self) -> Self {
        Collect { found: Vec::new(), frames: self.frames.last().cloned().into_iter().collect() }
    }
}

impl Branch for Collect {
    fn holds(&self, flow: Flow) -> Flow<bool> {
        flow.map(|()| self.found.is_empty())
    }
}
