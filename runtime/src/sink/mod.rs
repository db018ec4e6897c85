//! What becomes of a failure.

mod collect;
mod evaluated;
mod fast;
mod memory;
mod remembering;
mod slots;
mod tracked;

pub use collect::Collect;
pub use evaluated::Evaluated;
pub use fast::FailFast;
pub use memory::{Memory, Verdict};
pub use remembering::Remembering;
pub use slots::Slots;
pub use tracked::Tracked;

use crate::failure::Failure;
use crate::{Flow, Stop, Str};

/// A [`SinkOf`] a schema that has been compiled: its data is in the program.
pub trait Sink: SinkOf<'static> {}

impl<S: SinkOf<'static>> Sink for S {}

/// Receives what a validator finds. By default it stops at the first failure, and all else does nothing.
///
/// Paths, keywords and all that a failure says of the schema live for `'p`: for `'static` in generated code, and as long
/// as the plan does where a plan is interpreted.
pub trait SinkOf<'p> {
    /// The sink for what is inside the value: members, items, names.
    type Nested: SinkOf<'p>;
    /// The sink of one branch of `anyOf`, `oneOf`, `not`, `if` or `contains`.
    type Branch: Branch<'p>;
    /// The sink that remembers what has been evaluated.
    type Tracking: Tracking<'p>;

    /// Whether failures are kept, so that looking for more of them is worth the while.
    const COLLECTS: bool = false;
    /// Whether anybody asks where members stand.
    const NOTES: bool = false;
    /// Whether anybody asks what has been evaluated.
    const TRACKS: bool = false;

    /// An assertion failed: `keyword` of the schema at the path `at` from the one that the function was made of (or
    /// the last [`enter`](SinkOf::enter)). `mark` is the place of the instance.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink wants to hear no more.
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

    /// Like [`fail`](SinkOf::fail), for an applicator of which these branches failed.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink wants to hear no more.
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

    /// What is remembered of the verdict of the function with this number on the value at `mark`.
    #[inline(always)]
    fn recall(&self, _function: u64, _mark: usize) -> Option<Verdict> {
        None
    }

    /// Remembers the verdict of a function that has just ended.
    #[inline(always)]
    fn remember(&mut self, _function: u64, _mark: usize, _verdict: Verdict) {}

    /// Forgets what has been evaluated so far, and gives it back.
    #[inline(always)]
    fn take_evaluated(&mut self) -> Evaluated {
        Evaluated::default()
    }

    /// All of this has been evaluated, too.
    #[inline(always)]
    fn add_evaluated(&mut self, _evaluated: &Evaluated) {}

    /// The value is invalid for a reason that has been reported already.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink wants to hear no more.
    #[inline(always)]
    fn fail_again(&mut self) -> Flow {
        Err(Stop::Failed)
    }

    /// How many failures this sink has heard of, as far as it counts.
    #[inline(always)]
    fn failures(&self) -> usize {
        0
    }

    /// From here on, what is evaluated is remembered. To be ended by [`untrack`](SinkOf::untrack).
    fn track(&mut self) -> Self::Tracking;

    /// The end of [`track`](SinkOf::track): this sink takes over what the other has found and seen.
    fn untrack(&mut self, tracking: Self::Tracking);

    /// The checks that follow belong to the schema `schema` (its absolute location), which was reached by the path
    /// `evaluation` from the current one.
    #[inline(always)]
    fn enter(&mut self, _evaluation: &'p str, _schema: &'p str) {}

    /// Like [`enter`](SinkOf::enter), for the schema that `properties` has for the member `name`: `at` is the path of the
    /// object's schema from the current one, and `schema` where the function of that one is made of.
    #[inline(always)]
    fn enter_property(&mut self, _at: &'p str, _schema: &'p str, _name: &'p str) {}

    /// Back from the last [`enter`](SinkOf::enter).
    #[inline(always)]
    fn leave(&mut self) {}

    /// The value of the object's member number `slot` stands at `mark`.
    #[inline(always)]
    fn note(&mut self, _slot: usize, _mark: usize) {}

    /// A member that the schema doesn't list has this name.
    #[inline(always)]
    fn note_other(&mut self, _name: Str<'_>) {}

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
    /// A syntax error is not the branch's verdict: it is passed on.
    fn holds(&self, flow: Flow) -> Flow<bool>;
}

/// A sink that remembers what has been evaluated of a value.
pub trait Tracking<'p>: SinkOf<'p> {
    /// Whether the member at `index` has been evaluated.
    fn has_evaluated_member(&self, index: u64) -> bool;
    /// Whether the item at `index` has been evaluated.
    fn has_evaluated_item(&self, index: u64) -> bool;
}
