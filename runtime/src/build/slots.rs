//! How the members of an object are found.

use super::Unfit;
use crate::record::Fields;
use crate::{Input, SinkOf, Slots};

impl<const N: usize> Slots<N> {
    /// Finds the members of an object that has been validated already.
    ///
    /// # Errors
    /// None, if it has been.
    pub fn scan<'a, I: Input<'a>>(input: &mut I, fields: &Fields) -> Result<Self, Unfit> {
        let mut slots = Self::new();
        let mut expected = 0;
        let mut object = input.object()?;
        while let Some(name) = input.member(&mut object)? {
            input.kind()?;
            match fields.find(&name.bytes(), expected) {
                Some(slot) => {
                    slots.note(slot, input.mark());
                    expected = slot + 1;
                }
                None => slots.note_other(name),
            }
            input.skip()?;
        }
        Ok(slots)
    }
}
