//! `unevaluatedProperties` and `unevaluatedItems` (core section 11): what no other keyword has evaluated.

use crate::sink::Tracking;
use crate::{Flow, Input, Kind};

/// Applies `validator` to each member that nothing has evaluated. It is told the member's name.
pub fn unevaluated_members<'a, I: Input<'a>, T: Tracking>(
    input: &mut I,
    sink: &mut T,
    mut validator: impl FnMut(&mut I, &mut T::Nested, crate::Str<'a>) -> Flow,
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

/// Applies `validator` to each item that nothing has evaluated. It is told the item's index.
pub fn unevaluated_items<'a, I: Input<'a>, T: Tracking>(
    input: &mut I,
    sink: &mut T,
    mut validator: impl FnMut(&mut I, &mut T::Nested, u64) -> Flow,
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
            validator(input, sink.nested(), index)?;
            sink.evaluated_item(index);
        }
        index += 1;
    }
    Ok(())
}
