//! `unevaluatedProperties` and `unevaluatedItems` (core section 11): what no other keyword has evaluated.

use crate::report::kept_string;
use crate::sink::Tracking;
use crate::{Failure, Flow, Input, Kind, Sink, Str};

/// Applies `validator` to each member that nothing has evaluated. It is told the member's name.
pub fn unevaluated_members<'a, I: Input<'a>, T: Tracking>(
    input: &mut I,
    sink: &mut T,
    mut validator: impl FnMut(&mut I, &mut T::Nested, Str<'a>) -> Flow,
) -> Flow {
    if input.kind()? != Kind::Object {
        return Ok(());
    }
    let mut object = input.object()?;
    let mut index = 0;
    while let Some(name) = input.member(&mut object)? {
        if sink.has_evaluated_member(index) {
            input.skip()?;
        } else {
            validator(input, sink.nested(), name)?;
            sink.evaluated_member(index);
        }
        index += 1;
    }
    Ok(())
}

/// Applies `validator` to each item that nothing has evaluated.
pub fn unevaluated_items<'a, I: Input<'a>, T: Tracking>(
    input: &mut I,
    sink: &mut T,
    mut validator: impl FnMut(&mut I, &mut T::Nested) -> Flow,
) -> Flow {
    if input.kind()? != Kind::Array {
        return Ok(());
    }
    let mut array = input.array()?;
    let mut index = 0;
    while input.item(&mut array)? {
        if sink.has_evaluated_item(index) {
            input.skip()?;
        } else {
            validator(input, sink.nested())?;
            sink.evaluated_item(index);
        }
        index += 1;
    }
    Ok(())
}

/// `unevaluatedProperties` is `false`, and nothing has evaluated the member of this name.
pub fn unevaluated_member<'a, I: Input<'a>, S: Sink>(
    name: Str<'a>,
    input: &mut I,
    sink: &mut S,
    at: &'static str,
) -> Flow {
    let failure = || Failure::UnexpectedMember { name: kept_string(&name) };
    sink.fail(at, "unevaluatedProperties", name.mark(), failure)?;
    input.skip()
}

/// `unevaluatedItems` is `false`, and nothing has evaluated an item of the array at `mark`.
pub fn unevaluated_item<'a, I: Input<'a>, S: Sink>(
    mark: usize,
    input: &mut I,
    sink: &mut S,
    at: &'static str,
) -> Flow {
    sink.fail(at, "unevaluatedItems", mark, || Failure::UnevaluatedItem)?;
    input.skip()
}
