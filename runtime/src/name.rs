//! A member's name as an [`Input`], for `propertyNames`.

use crate::{Flow, Input, Kind, Number, Str};

/// A name, read as the string that it is.
#[derive(Clone, Copy, Debug)]
pub struct Name<'a> {
    name: Str<'a>,
}

impl<'a> Name<'a> {
    /// The name of a member.
    #[must_use]
    pub fn new(name: Str<'a>) -> Self {
        Name { name }
    }
}

impl<'a> Input<'a> for Name<'a> {
    type Object = ();
    type Array = ();

    fn kind(&mut self) -> Flow<Kind> {
        Ok(Kind::String)
    }

    fn mark(&self) -> usize {
        self.name.mark()
    }

    fn string(&mut self) -> Flow<Str<'a>> {
        Ok(self.name)
    }

    fn skip(&mut self) -> Flow {
        Ok(())
    }

    // A name is a string: callers that ask for its kind never call these.

    fn null(&mut self) -> Flow {
        Ok(())
    }

    fn boolean(&mut self) -> Flow<bool> {
        Ok(false)
    }

    fn number(&mut self) -> Flow<Number<'a>> {
        Ok(Number::from_u64(0))
    }

    fn object(&mut self) -> Flow<()> {
        Ok(())
    }

    fn member(&mut self, (): &mut ()) -> Flow<Option<Str<'a>>> {
        Ok(None)
    }

    fn once(&mut self, (): &mut (), _name: Str<'a>) -> Flow {
        Ok(())
    }

    fn array(&mut self) -> Flow<()> {
        Ok(())
    }

    fn item(&mut self, (): &mut ()) -> Flow<bool> {
        Ok(false)
    }
}
