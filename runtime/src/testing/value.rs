//! One value, read in all ways.

use super::model::Model;
use super::{Clause, Kept, Kit};
use crate::Input;

impl Kit<'_> {
    /// Reads a value in each way by clones, and then what is inside of it in the same manner.
    pub(super) fn value<'a, I: Input<'a>>(&mut self, input: &mut I, model: &Model) -> Kept {
        let mark = self.look(input, model)?;
        self.mark(mark)?;
        self.scalar(&mut input.clone(), model, mark)?;
        self.conditional(input, model, mark)?;
        let mut checkpoint = input.clone();
        // The clone is read first: the original has to stay.
        let mut clone = input.clone();
        self.given(Clause::Skip, "skip", clone.skip())?;
        self.same(Clause::Clones, "the mark after a clone was read", input.mark(), mark)?;
        match model {
            Model::Array(items) => self.array(input, items)?,
            Model::Object(members) => self.object(input, members)?,
            Model::Null | Model::Boolean(_) | Model::Number(_) | Model::String(_) => {
                self.given(Clause::Skip, "skip", input.skip())?;
            }
        }
        // The original has been read: the clone has to have stayed.
        self.same(Clause::Clones, "the mark of a clone", checkpoint.mark(), mark)?;
        let kind = self.given(Clause::Clones, "kind", checkpoint.kind())?;
        self.same(Clause::Clones, "the kind of a clone", kind, model.kind())?;
        self.compare(&mut checkpoint, model)
    }

    /// Looks at a value: its mark.
    fn look<'a, I: Input<'a>>(&self, input: &mut I, model: &Model) -> Kept<usize> {
        let next = self.given(Clause::Marks, "next_mark", input.clone().next_mark())?;
        for (clause, what) in [
            (Clause::Marks, "mark, beside next_mark,"),
            (Clause::Kind, "mark, after a second look,"),
        ] {
            let kind = self.given(Clause::Kind, "kind", input.kind())?;
            self.same(Clause::Kind, "kind", kind, model.kind())?;
            self.same(clause, what, input.mark(), next)?;
        }
        let again = self.given(Clause::Marks, "next_mark", input.next_mark())?;
        self.same(Clause::Marks, "next_mark, after kind,", again, next)?;
        Ok(next)
    }

    /// Reads a string or a number, whose mark is that of the value.
    fn scalar<'a, I: Input<'a>>(&self, input: &mut I, model: &Model, mark: usize) -> Kept {
        match model {
            Model::String(want) => {
                let string = self.given(Clause::Strings, "string", input.string())?;
                self.string(&string, want)?;
                self.same(Clause::Marks, "the mark of a string", string.mark(), mark)
            }
            Model::Number(want) => {
                let number = self.given(Clause::Numbers, "number", input.number())?;
                self.number(&number, want)?;
                self.same(Clause::Marks, "the start of a number", number.start(), mark)
            }
            Model::Null | Model::Boolean(_) | Model::Array(_) | Model::Object(_) => Ok(()),
        }
    }

    /// Reads clones by `string_if` and `number_if`.
    fn conditional<'a, I: Input<'a>>(&self, input: &I, model: &Model, mark: usize) -> Kept {
        let clause = Clause::Conditional;
        let mut clone = input.clone();
        let string = self.given(clause, "string_if", clone.string_if())?;
        match (&string, model) {
            (Some(string), Model::String(want)) => {
                self.same(clause, "string_if", &*string.bytes(), want)?;
                self.same(clause, "the mark by string_if", string.mark(), mark)?;
            }
            (None, Model::String(_)) | (Some(_), _) => {
                self.breach(clause, "string_if does not see what kind sees")?;
            }
            (None, _) => self.same(clause, "the mark after string_if", clone.mark(), mark)?,
        }
        let mut clone = input.clone();
        let number = self.given(clause, "number_if", clone.number_if())?;
        match (&number, model) {
            (Some(number), Model::Number(want)) => {
                self.number(number, want)?;
                self.same(clause, "the start by number_if", number.start(), mark)
            }
            (None, Model::Number(_)) | (Some(_), _) => {
                self.breach(clause, "number_if does not see what kind sees")
            }
            (None, _) => self.same(clause, "the mark after number_if", clone.mark(), mark),
        }
    }

    /// Moves past the value in each possible way: by `skip`, or by the methods that read it if it is a string or number.
    pub(super) fn leave<'a, I: Input<'a>>(&self, input: &mut I, skip: bool) -> Kept {
        if skip {
            return self.given(Clause::Skip, "skip", input.skip());
        }
        let clause = Clause::Conditional;
        if self.given(clause, "string_if", input.string_if())?.is_none()
            && self.given(clause, "number_if", input.number_if())?.is_none()
        {
            self.given(Clause::Skip, "skip", input.skip())?;
        }
        Ok(())
    }

    fn array<'a, I: Input<'a>>(&mut self, input: &mut I, items: &[Model]) -> Kept {
        for (skip, clause) in [(true, Clause::Skip), (false, Clause::Conditional)] {
            let mut clone = input.clone();
            let mut array = self.given(Clause::Depth, "array", clone.array())?;
            for item in items {
                let more = self.given(clause, "item", clone.item(&mut array))?;
                self.keep(clause, more, "an item is missing")?;
                let kind = self.given(clause, "kind", clone.kind())?;
                self.same(clause, "the kind of an item behind another", kind, item.kind())?;
                self.leave(&mut clone, skip)?;
            }
            let more = self.given(clause, "item", clone.item(&mut array))?;
            self.keep(clause, !more, "there is an item too many")?;
        }
        let mut array = self.given(Clause::Depth, "array", input.array())?;
        for item in items {
            let more = self.given(Clause::Order, "item", input.item(&mut array))?;
            self.keep(Clause::Order, more, "an item is missing")?;
            self.value(input, item)?;
        }
        let more = self.given(Clause::Order, "item", input.item(&mut array))?;
        self.keep(Clause::Order, !more, "there is an item too many")
    }
}
