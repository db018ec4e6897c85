//! How the members of an object are found and built.

use serde_json::{Map, Value};

use super::{Build, Unfit};
use crate::members::OTHER;
use crate::record::{Fields, MANY_MEMBERS};
use crate::{Seek, Slots, Stop, Str};

/// The members of a validated object that are still to be built. Each is built when it is read, so the time to build a
/// value does not depend on how deep it is nested.
#[derive(Debug)]
pub struct Unbuilt<'a, O> {
    object: O,
    fields: &'static Fields,
    name: Option<Str<'a>>,
    expected: usize,
}

impl<'a, O> Unbuilt<'a, O> {
    /// Enters an object, whose type has these fields.
    ///
    /// # Errors
    /// None, if it has been validated.
    pub fn enter<I: Seek<'a, Object = O>>(
        input: &mut I,
        fields: &'static Fields,
    ) -> Result<Self, Unfit> {
        Ok(Unbuilt { object: input.object()?, fields, name: None, expected: 0 })
    }

    /// Moves to the next member: the index of its field, or [`OTHER`].
    ///
    /// # Errors
    /// None, if the object has been validated.
    pub fn next<I: Seek<'a, Object = O>>(&mut self, input: &mut I) -> Result<Option<usize>, Unfit> {
        self.name = input.member(&mut self.object)?;
        let Some(name) = self.name else { return Ok(None) };
        input.kind()?;
        let field = self.fields.find(&name.bytes(), self.expected);
        if let Some(field) = field {
            self.expected = field + 1;
        }
        Ok(Some(field.unwrap_or(OTHER)))
    }

    /// Builds the current member, which has no field.
    ///
    /// # Errors
    /// [`Unfit`] if the value or the name cannot be held.
    pub fn other<I: Seek<'a, Object = O>>(
        &self,
        input: &mut I,
        members: &mut Map<String, Value>,
    ) -> Result<(), Unfit> {
        add_other(self.name.ok_or(Stop::Failed)?, input, members)
    }
}

/// Builds the member that comes next in an input into its field. `N` is the number of the fields.
///
/// # Errors
/// [`Unfit`] if its type cannot hold it.
#[inline(always)]
pub fn member<'a, const N: usize, T: Build, I: Seek<'a>>(
    input: &mut I,
    field: &mut Option<T>,
) -> Result<(), Unfit> {
    // As in `Places::build`.
    if const { N > MANY_MEMBERS } {
        return outlined(input, field);
    }
    *field = Some(T::build(input)?);
    Ok(())
}

#[inline(never)]
fn outlined<'a, T: Build, I: Seek<'a>>(input: &mut I, field: &mut Option<T>) -> Result<(), Unfit> {
    *field = Some(T::build(input)?);
    Ok(())
}

/// Builds a member that has no field.
fn add_other<'a, I: Seek<'a>>(
    name: Str<'a>,
    input: &mut I,
    members: &mut Map<String, Value>,
) -> Result<(), Unfit> {
    if name.has_lone_surrogate() {
        let want = "a string of Unicode characters";
        return Err(Unfit { at: name.mark(), want });
    }
    members.insert(name.to_str().into_owned(), Value::build(input)?);
    Ok(())
}

impl<const N: usize> Slots<N> {
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
            add_other(name, &mut value, &mut members)?;
        }
        Ok(members)
    }
}
