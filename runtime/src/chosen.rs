//! A validated document together with the branches of unions that hold in it.

use crate::members::Member;
use crate::sink::Choices;
use crate::{Flow, Input, Kind, Number, Reason, Seek, Str};

/// An input that knows which branch of each union holds for its values: what unions are built from.
#[derive(Clone, Debug)]
pub struct Chosen<'c, I> {
    input: I,
    choices: &'c Choices,
}

impl<'c, I> Chosen<'c, I> {
    /// The document behind `input`, which has been validated, and the branches that were noted.
    #[must_use]
    pub fn new(input: I, choices: &'c Choices) -> Self {
        Chosen { input, choices }
    }
}

impl<'a, I: Input<'a>> Input<'a> for Chosen<'_, I> {
    type Object = I::Object;
    type Array = I::Array;

    #[inline]
    fn again(&self) -> Self {
        Chosen { input: self.input.again(), choices: self.choices }
    }

    #[inline]
    fn kind(&mut self) -> Flow<Kind> {
        self.input.kind()
    }

    #[inline]
    fn mark(&self) -> usize {
        self.input.mark()
    }

    #[inline]
    fn next_mark(&mut self) -> Flow<usize> {
        self.input.next_mark()
    }

    #[inline]
    fn null(&mut self) -> Flow {
        self.input.null()
    }

    #[inline]
    fn boolean(&mut self) -> Flow<bool> {
        self.input.boolean()
    }

    #[inline]
    fn number(&mut self) -> Flow<Number<'a>> {
        self.input.number()
    }

    #[inline]
    fn string(&mut self) -> Flow<Str<'a>> {
        self.input.string()
    }

    #[inline]
    fn string_if(&mut self) -> Flow<Option<Str<'a>>> {
        self.input.string_if()
    }

    #[inline]
    fn number_if(&mut self) -> Flow<Option<Number<'a>>> {
        self.input.number_if()
    }

    #[inline]
    fn object(&mut self) -> Flow<I::Object> {
        self.input.object()
    }

    #[inline]
    fn member(&mut self, object: &mut I::Object) -> Flow<Option<Str<'a>>> {
        self.input.member(object)
    }

    #[inline]
    fn member_of(
        &mut self,
        object: &mut I::Object,
        members: &[Member<'_>],
        expected: usize,
    ) -> Flow<Option<(usize, Str<'a>)>> {
        self.input.member_of(object, members, expected)
    }

    #[inline]
    fn once(&mut self, object: &mut I::Object, name: Str<'a>) -> Flow {
        self.input.once(object, name)
    }

    #[inline]
    fn array(&mut self) -> Flow<I::Array> {
        self.input.array()
    }

    #[inline]
    fn item(&mut self, array: &mut I::Array) -> Flow<bool> {
        self.input.item(array)
    }

    #[inline]
    fn skip(&mut self) -> Flow {
        self.input.skip()
    }

    fn reason(&self) -> Reason {
        self.input.reason()
    }
}

impl<'a, I: Seek<'a>> Seek<'a> for Chosen<'_, I> {
    #[inline]
    fn seek(&self, mark: usize) -> Flow<Self> {
        Ok(Chosen { input: self.input.seek(mark)?, choices: self.choices })
    }

    #[inline]
    fn seek_name(&self, mark: usize) -> Flow<(Str<'a>, Self)> {
        let (name, input) = self.input.seek_name(mark)?;
        Ok((name, Chosen { input, choices: self.choices }))
    }

    #[inline]
    fn short_float(&mut self) -> Option<f64> {
        self.input.short_float()
    }

    #[inline]
    fn branch(&mut self, union: u32) -> Flow<Option<usize>> {
        let mark = self.input.next_mark()?;
        Ok(self.choices.branch(union, mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;
    use crate::testing::{self, Promises};

    #[test]
    fn it_keeps_the_contract_of_inputs() {
        let choices = Choices::default();
        for json in testing::documents().iter().chain(&testing::broken_documents()) {
            let make = || Chosen::new(Text::new(json.as_bytes()).unwrap(), &choices);
            testing::input_keeps_contract(json, Promises::TEXT, make).unwrap();
        }
    }
}
