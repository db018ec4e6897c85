//! `type` (validation section 6.1.1): reads a value of the one kind that is allowed.

use crate::failure::Types;
use crate::{Failure, Flow, Input, Kind, Number, SinkOf, Str};

/// Refuses the value because of its type, and moves past it.
#[cold]
#[inline(never)]
pub fn wrong_type<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
    want: Types,
) -> Flow {
    let kind = input.kind()?;
    let got = crate::failure::type_name(kind);
    sink.fail(at, "type", input.mark(), || Failure::Type { got, want })?;
    input.skip()
}

/// Reads a string; `None` if the value was refused.
#[inline(always)]
pub fn string<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
) -> Flow<Option<Str<'a>>> {
    if let Some(text) = input.string_if()? {
        return Ok(Some(text));
    }
    wrong_type(input, sink, at, Types::STRING).map(|()| None)
}

/// Reads a number; `None` if the value was refused.
#[inline(always)]
pub fn number<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
) -> Flow<Option<Number<'a>>> {
    if let Some(number) = input.number_if()? {
        return Ok(Some(number));
    }
    wrong_type(input, sink, at, Types::NUMBER).map(|()| None)
}

/// Reads a number without a fraction, however it is spelled (`1.0` is one); `None` if the value was refused.
#[inline(always)]
pub fn integer<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
) -> Flow<Option<Number<'a>>> {
    if input.kind()? != Kind::Number {
        return wrong_type(input, sink, at, Types::INTEGER).map(|()| None);
    }
    let number = input.number()?;
    is_integer(&number, sink, at, Types::INTEGER)?;
    Ok(Some(number))
}

/// Checks that a number has no fraction; `want` are the types that the schema allows.
#[inline(always)]
pub fn is_integer<'p, S: SinkOf<'p>>(
    number: &Number<'_>,
    sink: &mut S,
    at: &'p str,
    want: Types,
) -> Flow {
    if number.is_integer() {
        return Ok(());
    }
    sink.fail(at, "type", number.start(), || Failure::Type { got: "number", want })
}

/// Checks that a number is spelled without a point and an exponent, as integers are in draft 4; `want` are the
/// types that the schema allows.
#[inline(always)]
pub fn is_spelled_as_integer<'p, S: SinkOf<'p>>(
    number: &Number<'_>,
    sink: &mut S,
    at: &'p str,
    want: Types,
) -> Flow {
    if number.is_integer_spelling() {
        return Ok(());
    }
    sink.fail(at, "type", number.start(), || Failure::Type { got: "number", want })
}

/// Reads `true` or `false`.
#[inline(always)]
pub fn boolean<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    if input.kind()? == Kind::Boolean {
        return input.boolean().map(drop);
    }
    wrong_type(input, sink, at, Types::BOOLEAN)
}

/// Reads `null`.
#[inline(always)]
pub fn null<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(input: &mut I, sink: &mut S, at: &'p str) -> Flow {
    if input.kind()? == Kind::Null {
        return input.null();
    }
    wrong_type(input, sink, at, Types::NULL)
}
