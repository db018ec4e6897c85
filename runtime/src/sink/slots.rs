//! The sink that a type is built from.

use super::{FailFast, SinkOf, Tracked};
use crate::Str;

/// Stops at the first failure, and notes the marks of the outermost object's members. A type is built from them without
/// another search.
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

    /// The mark of the value of member `slot`, if the object has it.
    #[must_use]
    #[inline(always)]
    pub fn get(&self, slot: usize) -> Option<usize> {
        self.marks.get(slot).copied().filter(|mark| *mark != Self::ABSENT)
    }

    /// The marks of the names of the members that have no slot.
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

impl<'p, const N: usize> SinkOf<'p> for Slots<N> {
    type Nested = FailFast;
    type Branch = FailFast;
    type Tracking = Tracked<FailFast>;

    const NOTES: bool = true;

    #[inline(always)]
    fn nested(&mut self) -> &mut FailFast {
        &mut self.inner
    }

    #[inline(always)]
    fn branch(&self) -> FailFast {
        FailFast
    }

    #[inline(always)]
    fn track(&mut self) -> Tracked<FailFast> {
        Tracked::new(FailFast)
    }

    #[inline(always)]
    fn untrack(&mut self, _: Tracked<FailFast>) {}

    #[inline(always)]
    fn note(&mut self, slot: usize, mark: usize) {
        if let Some(place) = self.marks.get_mut(slot) {
            *place = mark;
        }
    }

    #[inline]
    fn note_other(&mut self, name: Str<'_>) {
        self.others.push(name.mark());
    }
}
