//! How a value is skipped, and checked.

use super::Text;
use super::names::Nested;
use crate::stack;
use crate::{Flow, Input, Kind, Reason};

impl<'a> Text<'a> {
    /// Moves past a scalar of this kind.
    #[inline(always)]
    pub(super) fn skip_scalar(&mut self, kind: Kind) -> Flow {
        match kind {
            Kind::Null => self.null(),
            Kind::Boolean => self.boolean().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::String | Kind::Array | Kind::Object => self.string().map(drop),
        }
    }

    /// Moves past the array or object that begins at the current byte. No name may occur twice in an object.
    #[inline(never)]
    pub(super) fn skip_container(&mut self) -> Flow {
        self.skip_nested(&mut Nested::default())
    }

    fn skip_nested(&mut self, names: &mut Nested<'a>) -> Flow {
        if self.bytes().get(self.at) == Some(&b'[') {
            let mut array = self.array()?;
            while self.item(&mut array)? {
                self.skip_value(names)?;
            }
            return Ok(());
        }
        let mut object = self.object()?;
        let mut level = names.enter();
        while let Some(name) = self.member(&mut object)? {
            if !names.insert(&mut level, name) {
                return self.fail_at(name.mark(), Reason::DuplicateName);
            }
            self.skip_value(names)?;
        }
        names.leave(&level);
        Ok(())
    }

    #[inline(always)]
    fn skip_value(&mut self, names: &mut Nested<'a>) -> Flow {
        match self.kind()? {
            // Inner values are skipped by recursion, which takes much stack without optimisation.
            Kind::Array | Kind::Object if self.depth % 16 == 15 => {
                stack::enough(0, || self.skip_nested(names))
            }
            Kind::Array | Kind::Object => self.skip_nested(names),
            scalar => self.skip_scalar(scalar),
        }
    }
}
