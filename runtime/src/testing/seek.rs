//! Inputs that can return to their marks.

use super::model::Model;
use super::{Breach, Clause, Kept, Kit, Promises};
use crate::{Seek, Str};

/// Returns to each mark of a document, from its start and from its end. Call
/// [`input_keeps_contract`](super::input_keeps_contract), too. A text that is not JSON or has a name twice is ignored,
/// because types are never built from those.
///
/// # Errors
/// The first clause that is broken.
pub fn seek_keeps_contract<'a, I: Seek<'a>>(
    json: &str,
    promises: Promises,
    make: impl Fn() -> I,
) -> Result<(), Breach> {
    let kit = Kit::new(json, promises);
    let Some(model) = Model::read(json) else { return Ok(()) };
    let model = match (model.has_duplicates(), promises.text) {
        (true, true) => return Ok(()),
        (true, false) => model.without_duplicates(),
        (false, _) => model,
    };
    let mut places = Vec::new();
    let mut end = make();
    kit.collect(&mut end, &model, None, &mut places)?;
    for from in [make(), end] {
        for place in &places {
            kit.returns(&from, place)?;
        }
    }
    Ok(())
}

/// A value, its mark, and its name if it is a member.
struct Marked<'a, 'm> {
    mark: usize,
    name: Option<Str<'a>>,
    model: &'m Model,
}

impl Kit<'_> {
    /// Reads a value, and notes the marks of all in it.
    fn collect<'a, 'm, I: Seek<'a>>(
        &self,
        input: &mut I,
        model: &'m Model,
        name: Option<Str<'a>>,
        places: &mut Vec<Marked<'a, 'm>>,
    ) -> Kept {
        self.given(Clause::Kind, "kind", input.kind())?;
        places.push(Marked { mark: input.mark(), name, model });
        match model {
            Model::Array(items) => {
                let mut array = self.given(Clause::Depth, "array", input.array())?;
                let mut items = items.iter();
                while self.given(Clause::Order, "item", input.item(&mut array))? {
                    let Some(item) = items.next() else {
                        return self.breach(Clause::Order, "there is an item too many");
                    };
                    self.collect(input, item, None, places)?;
                }
                Ok(())
            }
            Model::Object(members) => {
                let mut object = self.given(Clause::Depth, "object", input.object())?;
                let mut index = 0;
                while let Some(name) =
                    self.given(Clause::Order, "member", input.member(&mut object))?
                {
                    let (_, value) = self.member(members, index, &name.bytes())?;
                    self.collect(input, value, Some(name), places)?;
                    index += 1;
                }
                Ok(())
            }
            Model::Null | Model::Boolean(_) | Model::Number(_) | Model::String(_) => {
                self.given(Clause::Skip, "skip", input.skip())
            }
        }
    }

    /// Returns to a place, and reads what is there.
    fn returns<'a, I: Seek<'a>>(&self, from: &I, place: &Marked<'a, '_>) -> Kept {
        let Marked { mark, name, model } = place;
        let Ok(mut value) = from.seek(*mark) else {
            return self.breach(Clause::Seek, "seek refuses a mark");
        };
        self.is_at(&mut value, *mark, model)?;
        if let Some(name) = name {
            let Ok((again, mut value)) = from.seek_name(name.mark()) else {
                return self.breach(Clause::Seek, "seek_name refuses a mark");
            };
            self.same(Clause::Seek, "the name", again.bytes(), name.bytes())?;
            self.same(Clause::Seek, "the mark of the name", again.mark(), name.mark())?;
            self.is_at(&mut value, *mark, model)?;
        }
        let Model::Number(want) = model else { return Ok(()) };
        let Ok(mut value) = from.seek(*mark) else { return Ok(()) };
        match value.short_float() {
            Some(float) => self.same(Clause::ShortFloat, "the float", Ok(float), want.parse()),
            None => self.is_at(&mut value, *mark, model),
        }
    }

    fn is_at<'a, I: Seek<'a>>(&self, input: &mut I, mark: usize, model: &Model) -> Kept {
        let clause = |breach: Breach| Breach { clause: Clause::Seek, ..breach };
        // The input must be as it was when it came to the value, so `mark` needs no `kind` before it.
        self.same(Clause::Seek, "the mark after seek", input.mark(), mark)?;
        self.compare(input, model).map_err(clause)
    }
}
