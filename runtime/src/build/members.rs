//! How the members of an object are found and built.

use super::{Build, Unfit};
use crate::members::OTHER;
use crate::record::{Fields, MANY_MEMBERS};
use crate::{Kind, Seek, Stop, Str};

/// Refuses what is no object, where other values are valid as well.
///
/// # Errors
/// The value is no object.
pub fn only_objects<'a, I: Seek<'a>>(input: &mut I) -> Result<(), Unfit> {
    match input.kind()? {
        Kind::Object => Ok(()),
        _ => Err(Unfit { at: input.mark(), want: "a struct: it is not an object" }),
    }
}

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

    /// The name of the current member.
    ///
    /// # Errors
    /// [`Unfit`] if it is no string of Unicode characters.
    pub fn name(&self) -> Result<String, Unfit> {
        self.name.ok_or(Stop::Failed)?.to_unicode()
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
