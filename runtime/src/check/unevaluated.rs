//! `unevaluatedProperties` and `unevaluatedItems` (core section 11), for what no other keyword has evaluated.

use super::Validator;
use crate::failure::kept_string;
use crate::sink::Tracking;
use crate::{Failure, Flow, Input, Kind, SinkOf, Str};

/// Applies `validator` to each member that no keyword has evaluated.
pub fn unevaluated_members<'a, 'p, I: Input<'a>, T: Tracking<'p>>(
    input: &mut I,
    sink: &mut T,
    validator: Validator<I, T::Nested>,
) -> Flow {
    unevaluated_members_with(input, sink, validator)
}

/// [`unevaluated_members`] for a validator with data of its own.
pub fn unevaluated_members_with<'a, 'p, I: Input<'a>, T: Tracking<'p>>(
    input: &mut I,
    sink: &mut T,
    mut validator: impl FnMut(&mut I, &mut T::Nested) -> Flow,
) -> Flow {
    each_member(input, sink, |input, sink, _| validator(input, sink))
}

/// `unevaluatedProperties` is `false`: refuses each member that no keyword has evaluated.
pub fn no_unevaluated_members<'a, 'p, I: Input<'a>, T: Tracking<'p>>(
    input: &mut I,
    sink: &mut T,
    at: &'p str,
) -> Flow {
    each_member(input, sink, |input, sink, name| {
        let failure = || Failure::UnexpectedMember { name: kept_string(&name) };
        sink.fail(at, "unevaluatedProperties", name.mark(), failure)?;
        input.skip()
    })
}

/// Reads an object, and visits each member that no keyword has evaluated.
fn each_member<'a, 'p, I: Input<'a>, T: Tracking<'p>>(
    input: &mut I,
    sink: &mut T,
    mut show: impl FnMut(&mut I, &mut T::Nested, Str<'a>) -> Flow,
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
            show(input, sink.nested(), name)?;
            sink.evaluated_member(index);
        }
        index += 1;
    }
    Ok(())
}

/// Applies `validator` to each item that no keyword has evaluated.
pub fn unevaluated_items<'a, 'p, I: Input<'a>, T: Tracking<'p>>(
    input: &mut I,
    sink: &mut T,
    validator: Validator<I, T::Nested>,
) -> Flow {
    unevaluated_items_with(input, sink, validator)
}

/// [`unevaluated_items`] for a validator with data of its own.
pub fn unevaluated_items_with<'a, 'p, I: Input<'a>, T: Tracking<'p>>(
    input: &mut I,
    sink: &mut T,
    validator: impl FnMut(&mut I, &mut T::Nested) -> Flow,
) -> Flow {
    each_item(input, sink, validator)
}

/// `unevaluatedItems` is `false`: refuses each item that no keyword has evaluated. The array is the instance of the failure.
pub fn no_unevaluated_items<'a, 'p, I: Input<'a>, T: Tracking<'p>>(
    input: &mut I,
    sink: &mut T,
    at: &'p str,
) -> Flow {
    input.kind()?;
    let mark = input.mark();
    each_item(input, sink, |input, sink| {
        sink.fail(at, "unevaluatedItems", mark, || Failure::UnevaluatedItem)?;
        input.skip()
    })
}

/// Reads an array, and visits each item that no keyword has evaluated.
fn each_item<'a, 'p, I: Input<'a>, T: Tracking<'p>>(
    input: &mut I,
    sink: &mut T,
    mut show: impl FnMut(&mut I, &mut T::Nested) -> Flow,
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
            show(input, sink.nested())?;
            sink.evaluated_item(index);
        }
        index += 1;
    }
    Ok(())
}
