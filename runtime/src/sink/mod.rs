//! What happens to a failure.

mod choosing;
mod collect;
mod evaluated;
mod fast;
mod memoising;
mod memory;
mod slots;
mod tracked;

pub use choosing::{Choices, Choosing};
pub use collect::Collect;
pub use evaluated::Evaluated;
pub use fast::FailFast;
pub use memoising::Memoising;
pub use memory::{Memory, Verdict};
pub use slots::Slots;
pub use tracked::Tracked;

use crate::failure::Failure;
use crate::{Flow, Stop, Str};

/// A [`SinkOf`] a compiled schema, whose data is part of the program.
pub trait Sink: SinkOf<'static> {}

impl<S: SinkOf<'static>> Sink for S {}

/// Receives what a validator finds. By default, it stops at the first failure, and all other methods do nothing.
///
/// Paths, keywords and all that a failure says of the schema live for `'p`: for `'static` in generated code, and as long
/// as the plan does where a plan is interpreted.
pub trait SinkOf<'p> {
    /// The sink for what is inside the value: members, items, names.
    type Nested: SinkOf<'p>;
    /// The sink of one branch of `anyOf`, `oneOf`, `not`, `if` or `contains`.
    type Branch: Branch<'p>;
    /// The sink that also tracks what has been evaluated.
    type Tracking: Tracking<'p>;

    /// Whether failures are kept, so it is worth looking for more of them.
    const COLLECTS: bool = false;
    /// Whether [`note`](SinkOf::note) has an effect.
    const NOTES: bool = false;
    /// Whether [`choose`](SinkOf::choose) has an effect.
    const CHOOSES: bool = false;
    /// Whether [`evaluated_member`](SinkOf::evaluated_member) and its like have an effect.
    const TRACKS: bool = false;

    /// An assertion failed: `keyword` of the subschema at the path `at` from the schema of the function (or from the last
    /// [`enter`](SinkOf::enter)). `mark` is the mark of the instance.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink stops here.
    #[inline(always)]
    fn fail(
        &mut self,
        _at: &'p str,
        _keyword: &'p str,
        _mark: usize,
        _failure: impl FnOnce() -> Failure<'p>,
    ) -> Flow {
        Err(Stop::Failed)
    }

    /// Like [`fail`](SinkOf::fail), for an applicator: these are the branches that failed.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink stops here.
    #[inline(always)]
    fn fail_branches(
        &mut self,
        _at: &'p str,
        _keyword: &'p str,
        _mark: usize,
        _failure: impl FnOnce() -> Failure<'p>,
        _branches: Vec<Self::Branch>,
    ) -> Flow {
        Err(Stop::Failed)
    }

    /// The sink for what is inside the value.
    fn nested(&mut self) -> &mut Self::Nested;

    /// A fresh sink for one branch.
    fn branch(&self) -> Self::Branch;

    /// Takes over what a branch that holds has evaluated.
    #[inline(always)]
    fn adopt(&mut self, _branch: Self::Branch) {}

    /// The memoised verdict of the function with this number on the value at `mark`.
    #[inline(always)]
    fn memoised(&self, _function: u64, _mark: usize) -> Option<Verdict> {
        None
    }

    /// Memoises the verdict of a function that has just ended.
    #[inline(always)]
    fn memoise(&mut self, _function: u64, _mark: usize, _verdict: Verdict) {}

    /// Takes what has been evaluated so far, and leaves nothing.
    #[inline(always)]
    fn take_evaluated(&mut self) -> Evaluated {
        Evaluated::default()
    }

    /// Adds to what has been evaluated.
    #[inline(always)]
    fn add_evaluated(&mut self, _evaluated: &Evaluated) {}

    /// The value is invalid for a reason that has been reported already.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink stops here.
    #[inline(always)]
    fn fail_again(&mut self) -> Flow {
        Err(Stop::Failed)
    }

    /// How many failures there have been; 0 for a sink that does not count them.
    #[inline(always)]
    fn failures(&self) -> usize {
        0
    }

    /// Begins to track what is evaluated, until [`untrack`](SinkOf::untrack).
    fn track(&mut self) -> Self::Tracking;

    /// Ends what [`track`](SinkOf::track) began: this sink takes over what the other has found and evaluated.
    fn untrack(&mut self, tracking: Self::Tracking);

    /// The checks that follow belong to the schema `schema` (its absolute location), which was reached by the path
    /// `evaluation` from the current one.
    #[inline(always)]
    fn enter(&mut self, _evaluation: &'p str, _schema: &'p str) {}

    /// Like [`enter`](SinkOf::enter), for the schema of the member `name` below `properties`: `at` is the path of the
    /// object's schema from the current one, and `schema` its absolute location.
    #[inline(always)]
    fn enter_property(&mut self, _at: &'p str, _schema: &'p str, _name: &'p str) {}

    /// Ends the last [`enter`](SinkOf::enter).
    #[inline(always)]
    fn leave(&mut self) {}

    /// The value of the object's member with the number `slot` has this mark.
    #[inline(always)]
    fn note(&mut self, _slot: usize, _mark: usize) {}

    /// The object has a member with this name, which the schema does not list.
    #[inline(always)]
    fn note_other(&mut self, _name: Str<'_>) {}

    /// The branch number `branch` is the first that holds of the union with this number, for the value at `mark`.
    #[inline(always)]
    fn choose(&mut self, _union: u32, _mark: usize, _branch: usize) {}

    /// The member at `index` (in the order of the document) has been evaluated.
    #[inline(always)]
    fn evaluated_member(&mut self, _index: u64) {}

    /// The item at `index` has been evaluated.
    #[inline(always)]
    fn evaluated_item(&mut self, _index: u64) {}
}

/// The sink of a branch: it can tell whether the branch failed.
pub trait Branch<'p>: SinkOf<'p> {
    /// Whether the branch that ended with `flow` holds.
    ///
    /// # Errors
    /// A syntax error ends the whole run, so it is passed on.
    fn holds(&self, flow: Flow) -> Flow<bool>;
}

/// A sink that tracks what has been evaluated of a value.
pub trait Tracking<'p>: SinkOf<'p> {
    /// Whether the member at `index` has been evaluated.
    fn has_evaluated_member(&self, index: u64) -> bool;
    /// Whether the item at `index` has been evaluated.
    fn has_evaluated_item(&self, index: u64) -> bool;
}
