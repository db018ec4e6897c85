//! Values of an input against those of the model.

use super::model::Model;
use super::{Clause, Kept, Kit};
use crate::{Flow, Input, Kind, Number, Str};

/// Reads a value to its end, item by item and member by member.
pub(super) fn read_all<'a, I: Input<'a>>(input: &mut I) -> Flow {
    match input.kind()? {
        Kind::Null => input.null(),
        Kind::Boolean => input.boolean().map(drop),
        Kind::Number => input.number().map(drop),
        Kind::String => input.string().map(drop),
        Kind::Array => {
            let mut array = input.array()?;
            while input.item(&mut array)? {
                read_all(input)?;
            }
            Ok(())
        }
        Kind::Object => {
            let mut object = input.object()?;
            while let Some(name) = input.member(&mut object)? {
                input.once(&mut object, name)?;
                read_all(input)?;
            }
            Ok(())
        }
    }
}

impl Kit<'_> {
    /// Reads a value, which has to be that of the model.
    pub(super) fn compare<'a, I: Input<'a>>(&self, input: &mut I, model: &Model) -> Kept {
        let kind = self.given(Clause::Kind, "kind", input.kind())?;
        self.same(Clause::Kind, "kind", kind, model.kind())?;
        match model {
            Model::Null => self.given(Clause::Order, "null", input.null()),
            Model::Boolean(want) => {
                let got = self.given(Clause::Booleans, "boolean", input.boolean())?;
                self.same(Clause::Booleans, "boolean", got, *want)
            }
            Model::Number(want) => {
                let number = self.given(Clause::Numbers, "number", input.number())?;
                self.number(&number, want)
            }
            Model::String(want) => {
                let string = self.given(Clause::Strings, "string", input.string())?;
                self.string(&string, want)
            }
            Model::Array(items) => {
                let mut array = self.given(Clause::Depth, "array", input.array())?;
                for item in items {
                    let more = self.given(Clause::Order, "item", input.item(&mut array))?;
                    self.keep(Clause::Order, more, "an item is missing")?;
                    self.compare(input, item)?;
                }
                let more = self.given(Clause::Order, "item", input.item(&mut array))?;
                self.keep(Clause::Order, !more, "there is an item too many")
            }
            Model::Object(members) => self.compare_members(input, members),
        }
    }

    fn compare_members<'a, I: Input<'a>>(
        &self,
        input: &mut I,
        members: &[(Vec<u8>, Model)],
    ) -> Kept {
        let mut object = self.given(Clause::Depth, "object", input.object())?;
        let mut count = 0;
        while let Some(name) = self.given(Clause::Order, "member", input.member(&mut object))? {
            let bytes = name.bytes();
            let (want, value) = self.member(members, count, &bytes)?;
            self.same(Clause::Strings, "a name", &*bytes, want)?;
            self.compare(input, value)?;
            count += 1;
        }
        self.same(Clause::Order, "the number of members", count, members.len())
    }

    /// The member that should be at this index. Without the promise of a text, it is found by its name.
    pub(super) fn member<'m>(
        &self,
        members: &'m [(Vec<u8>, Model)],
        index: usize,
        name: &[u8],
    ) -> Kept<(&'m [u8], &'m Model)> {
        let member = if self.promises.text {
            members.get(index)
        } else {
            members.iter().find(|(known, _)| known == name)
        };
        match member {
            Some((name, value)) => Ok((name, value)),
            None => self.breach(Clause::Order, "there is a member too many"),
        }
    }

    pub(super) fn number(&self, got: &Number<'_>, want: &str) -> Kept {
        if self.promises.text {
            return self.same(Clause::Numbers, "number", &*got.text(), want);
        }
        let exact = Number::scan(want.as_bytes(), 0).is_ok_and(|(want, _)| *got == want);
        let near = want.parse::<f64>().is_ok_and(|want| want == got.to_f64());
        self.keep(Clause::Numbers, exact || near, "number is not the nearest float")
    }

    pub(super) fn string(&self, got: &Str<'_>, want: &[u8]) -> Kept {
        self.same(Clause::Strings, "string", &*got.bytes(), want)
    }
}
