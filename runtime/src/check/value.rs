//! Assertions for any value, and calls of other validators.

use crate::members::Member;
use crate::{Failure, Flow, Input, Json, SinkOf, Stop, Values, Verdict};

/// The schema `true`: every value is valid.
#[inline(always)]
pub fn anything<'a, I: Input<'a>>(input: &mut I) -> Flow {
    input.kind()?;
    input.skip()
}

/// The schema `false`: no value is valid.
pub fn nothing<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    input.kind()?;
    sink.fail(at, "", input.mark(), || Failure::FalseSchema)?;
    input.skip()
}

/// `enum` and `const`: the value equals one of these (validation sections 6.1.2 and 6.1.3).
pub fn literal<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    input: &mut I,
    want: &'p [Json<'p>],
    sink: &mut S,
    (at, keyword): (&'p str, &'p str),
) -> Flow {
    input.kind()?;
    for value in want {
        let mut again = input.clone();
        if value.equals(&mut again)? {
            *input = again;
            return Ok(());
        }
    }
    let start = input.clone();
    input.skip()?;
    sink.fail(at, keyword, start.mark(), || {
        // The value has just been read to its end, so this cannot fail.
        let got = crate::failure::spell(&mut start.clone()).unwrap_or_default();
        Failure::Value { got, want: Values::any(want) }
    })
}

/// A validator as a function pointer. With a generic parameter in its place, each of these functions would be one more
/// instance in the chain of validators that call each other, and the Rust compiler limits such chains
/// (`recursion_limit`).
pub type Validator<I, S> = fn(&mut I, &mut S) -> Flow;

/// `$ref`, and every other step into a schema that has its own function. `at` is the path from the current subschema to the
/// target, and `schema` the absolute location of the target.
#[inline(always)]
pub fn reference<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    validator: Validator<I, S>,
    input: &mut I,
    sink: &mut S,
    at: &'p str,
    schema: &'p str,
) -> Flow {
    sink.enter(at, schema);
    validator(input, sink)?;
    sink.leave();
    Ok(())
}

/// The step from an object's schema into the schema of its current member. Equal schemas of other members share the
/// function. `at` is the path of the object's schema, and `schema` its absolute location.
#[inline(always)]
pub fn property<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    validator: Validator<I, S>,
    input: &mut I,
    sink: &mut S,
    members: &'p [Member<'p>],
    member: usize,
    (at, schema): (&'p str, &'p str),
) -> Flow {
    if S::COLLECTS {
        sink.enter_property(at, schema, members.get(member).map_or("", Member::name));
    }
    validator(input, sink)?;
    sink.leave();
    Ok(())
}

/// A validator with memoised verdicts, by its number and the mark of the value, because it could be applied to one value
/// many times.
pub fn memoised<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    function: u64,
    input: &mut I,
    sink: &mut S,
    validator: Validator<I, S>,
) -> Flow {
    memoised_with(function, input, sink, validator)
}

/// [`memoised`] for a validator with data of its own.
pub fn memoised_with<'a, 'p, I: Input<'a>, S: SinkOf<'p>>(
    function: u64,
    input: &mut I,
    sink: &mut S,
    validator: impl FnOnce(&mut I, &mut S) -> Flow,
) -> Flow {
    input.kind()?;
    let mark = input.mark();
    if let Some(verdict) = sink.memoised(function, mark) {
        if verdict.holds {
            sink.add_evaluated(&verdict.evaluated);
        } else {
            sink.fail_again()?;
        }
        return input.skip();
    }
    let before = sink.take_evaluated();
    let failures = sink.failures();
    let flow = validator(input, sink);
    if flow != Err(Stop::Syntax) {
        let holds = flow.is_ok() && sink.failures() == failures;
        let evaluated = sink.take_evaluated();
        sink.add_evaluated(&evaluated);
        sink.memoise(function, mark, Verdict { holds, evaluated });
    }
    sink.add_evaluated(&before);
    flow
}
