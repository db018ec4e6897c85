//! How the members of an object are found and built.

use serde_json::{Map, Value};

use super::{Build, Unfit};
use crate::record::Fields;
use crate::{Input, Seek, SinkOf, Slots};

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

    /// Builds the members that have no slot.
    ///
    /// # Errors
    /// [`Unfit`] if a value or a name cannot be held.
    pub(crate) fn other_members<'a, I: Seek<'a>>(
        &self,
        input: &I,
    ) -> Result<Map<String, Value>, Unfit> {
        let mut members = Map::new();
        for mark in self.others() {
            let (name, mut value) = input.seek_name(*mark)?;
            if name.has_lone_surrogate() {
                let want = "a string of Unicode characters";
                return Err(Unfit { at: name.mark(), want });
            }
            members.insert(name.to_str().into_owned(), Value::build(&mut value)?);
        }
        Ok(members)
    }
}
