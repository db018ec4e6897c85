//! The work of building values grows with the text alone, however deep they are nested.

use std::cell::Cell;

use voltype::runtime::{Build, Flow, Input, Kind, Number, Seek, Str, Text};

use crate::modules::cases::recursion::case::Case;

/// A text that counts the members that are read and the values that are skipped.
#[derive(Clone)]
struct Counting<'c, 'a> {
    text: Text<'a>,
    steps: &'c Cell<usize>,
}

impl Counting<'_, '_> {
    fn count(&self) {
        self.steps.set(self.steps.get() + 1);
    }
}

impl<'a> Input<'a> for Counting<'_, 'a> {
    type Object = <Text<'a> as Input<'a>>::Object;
    type Array = <Text<'a> as Input<'a>>::Array;

    fn kind(&mut self) -> Flow<Kind> {
        self.text.kind()
    }

    fn mark(&self) -> usize {
        self.text.mark()
    }

    fn null(&mut self) -> Flow {
        self.text.null()
    }

    fn boolean(&mut self) -> Flow<bool> {
        self.text.boolean()
    }

    fn number(&mut self) -> Flow<Number<'a>> {
        self.text.number()
    }

    fn string(&mut self) -> Flow<Str<'a>> {
        self.text.string()
    }

    fn object(&mut self) -> Flow<Self::Object> {
        self.text.object()
    }

    fn member(&mut self, object: &mut Self::Object) -> Flow<Option<Str<'a>>> {
        self.count();
        self.text.member(object)
    }

    fn once(&mut self, object: &mut Self::Object, name: Str<'a>) -> Flow {
        self.text.once(object, name)
    }

    fn array(&mut self) -> Flow<Self::Array> {
        self.text.array()
    }

    fn item(&mut self, array: &mut Self::Array) -> Flow<bool> {
        self.count();
        self.text.item(array)
    }

    /// Counts the values that are skipped, those inside included.
    fn skip(&mut self) -> Flow {
        let before = self.text;
        self.text.skip()?;
        let skipped = before.mark()..self.text.mark();
        self.steps.set(self.steps.get() + skipped.len());
        Ok(())
    }
}

impl<'a> Seek<'a> for Counting<'_, 'a> {
    fn seek(&self, mark: usize) -> Flow<Self> {
        Ok(Counting { text: self.text.seek(mark)?, steps: self.steps })
    }

    fn seek_name(&self, mark: usize) -> Flow<(Str<'a>, Self)> {
        let (name, text) = self.text.seek_name(mark)?;
        Ok((name, Counting { text, steps: self.steps }))
    }
}

/// How many steps it takes to build a value of so many levels.
fn steps(levels: usize) -> usize {
    let json = (0..levels).fold(r#"{"value":0}"#.to_owned(), |inner, level| match level % 2 {
        0 => format!(r#"{{"value":1,"left":{inner},"memo":[1]}}"#),
        _ => format!(r#"{{"value":1,"children":[{inner}]}}"#),
    });
    let steps = Cell::new(0);
    let mut input = Counting { text: Text::new(json.as_bytes()).unwrap(), steps: &steps };
    input.kind().unwrap();
    let case = Case::build(&mut input).unwrap();
    assert_eq!(case.value, 1);
    steps.get()
}

#[test]
fn the_steps_to_build_a_value_grow_with_its_levels() {
    assert_eq!(steps(80) - steps(40), 2 * (steps(40) - steps(20)));
}
