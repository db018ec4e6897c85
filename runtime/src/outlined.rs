//! JSON text as an [`Input`] that keeps validators small.

use crate::members::Member;
use crate::text::{TextArray, TextObject};
use crate::{Flow, Input, Kind, Number, Reason, Str, Text};

/// JSON text like [`Text`], whose methods it calls where `Text` itself is inlined into the validator. That halves the code
/// of a validator, and the time to compile it. It serves reports, which only invalid documents have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outlined<'a>(pub(crate) Text<'a>);

impl<'a> Input<'a> for Outlined<'a> {
    type Object = TextObject<'a>;
    type Array = TextArray;

    fn again(&self) -> Self {
        Outlined(self.0.again())
    }

    #[inline(never)]
    fn kind(&mut self) -> Flow<Kind> {
        self.0.kind()
    }

    fn mark(&self) -> usize {
        self.0.mark()
    }

    #[inline(never)]
    fn null(&mut self) -> Flow {
        self.0.null()
    }

    #[inline(never)]
    fn boolean(&mut self) -> Flow<bool> {
        self.0.boolean()
    }

    #[inline(never)]
    fn number(&mut self) -> Flow<Number<'a>> {
        self.0.number()
    }

    #[inline(never)]
    fn string(&mut self) -> Flow<Str<'a>> {
        self.0.string()
    }

    #[inline(never)]
    fn string_if(&mut self) -> Flow<Option<Str<'a>>> {
        self.0.string_if()
    }

    #[inline(never)]
    fn number_if(&mut self) -> Flow<Option<Number<'a>>> {
        self.0.number_if()
    }

    #[inline(never)]
    fn object(&mut self) -> Flow<TextObject<'a>> {
        self.0.object()
    }

    #[inline(never)]
    fn member(&mut self, object: &mut TextObject<'a>) -> Flow<Option<Str<'a>>> {
        self.0.member(object)
    }

    #[inline(never)]
    fn member_of(
        &mut self,
        object: &mut TextObject<'a>,
        members: &[Member<'_>],
        expected: usize,
    ) -> Flow<Option<(usize, Str<'a>)>> {
        self.0.member_of(object, members, expected)
    }

    #[inline(never)]
    fn once(&mut self, object: &mut TextObject<'a>, name: Str<'a>) -> Flow {
        self.0.once(object, name)
    }

    #[inline(never)]
    fn array(&mut self) -> Flow<TextArray> {
        self.0.array()
    }

    #[inline(never)]
    fn item(&mut self, array: &mut TextArray) -> Flow<bool> {
        self.0.item(array)
    }

    #[inline(never)]
    fn skip(&mut self) -> Flow {
        self.0.skip()
    }

    fn reason(&self) -> Reason {
        self.0.reason()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{self, Promises};

    #[test]
    fn text_read_by_calls_keeps_the_contract_of_inputs() {
        for json in testing::documents().iter().chain(&testing::broken_documents()) {
            let make = || Outlined(Text::new(json.as_bytes()).unwrap());
            testing::input_keeps_contract(json, Promises::TEXT, make).unwrap();
        }
    }
}
