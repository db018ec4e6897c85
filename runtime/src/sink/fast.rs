//! The sink that stops at the first failure.

use super::{Branch, SinkOf, Tracked};
use crate::{Flow, Stop};

/// Stops at the first failure and keeps nothing of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct FailFast;

impl<'p> SinkOf<'p> for FailFast {
    type Nested = Self;
    type Branch = Self;
    type Tracking = Tracked<Self>;

    #[inline(always)]
    fn nested(&mut self) -> &mut Self {
        self
    }

    #[inline(always)]
    fn branch(&self) -> Self {
        FailFast
    }

    #[inline(always)]
    fn track(&mut self) -> Tracked<Self> {
        Tracked::new(FailFast)
    }

    #[inline(always)]
    fn untrack(&mut self, _: Tracked<Self>) {}
}

impl<'p> Branch<'p> for FailFast {
    #[inline(always)]
    fn holds(&self, flow: Flow) -> Flow<bool> {
        match flow {
            Ok(()) => Ok(true),
            Err(Stop::Failed) => Ok(false),
            Err(other) => Err(other),
        }
    }
}
