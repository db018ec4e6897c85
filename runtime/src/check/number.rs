//! Bounds and multiples (validation section 6.2), exact for numbers of any size.

use std::cmp::Ordering;

use crate::failure::kept;
use crate::{Failure, Flow, Number, SinkOf};

#[cold]
#[inline(never)]
fn refuse<'p, S: SinkOf<'p>>(
    number: &Number<'_>,
    keyword: &'p str,
    relation: &'static str,
    want: &Number<'p>,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    sink.fail(at, keyword, number.start(), || Failure::Number {
        got: kept(&number.text()),
        relation,
        want: want.text(),
    })
}

/// `minimum`: the number is this one or greater.
#[inline(always)]
pub fn minimum<'p, S: SinkOf<'p>>(
    number: &Number<'_>,
    want: Number<'p>,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    if number.compare(&want) != Ordering::Less {
        return Ok(());
    }
    refuse(number, "minimum", "at least", &want, sink, at)
}

/// `maximum`: the number is this one or less.
#[inline(always)]
pub fn maximum<'p, S: SinkOf<'p>>(
    number: &Number<'_>,
    want: Number<'p>,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    if number.compare(&want) != Ordering::Greater {
        return Ok(());
    }
    refuse(number, "maximum", "at most", &want, sink, at)
}

/// `exclusiveMinimum`: the number is greater than this one.
#[inline(always)]
pub fn exclusive_minimum<'p, S: SinkOf<'p>>(
    number: &Number<'_>,
    want: Number<'p>,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    if number.compare(&want) == Ordering::Greater {
        return Ok(());
    }
    refuse(number, "exclusiveMinimum", "greater than", &want, sink, at)
}

/// `exclusiveMaximum`: the number is less than this one.
#[inline(always)]
pub fn exclusive_maximum<'p, S: SinkOf<'p>>(
    number: &Number<'_>,
    want: Number<'p>,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    if number.compare(&want) == Ordering::Less {
        return Ok(());
    }
    refuse(number, "exclusiveMaximum", "less than", &want, sink, at)
}

/// `multipleOf`: the number is an integer times this one.
#[inline]
pub fn multiple_of<'p, S: SinkOf<'p>>(
    number: &Number<'_>,
    want: Number<'p>,
    sink: &mut S,
    at: &'p str,
) -> Flow {
    if number.is_multiple_of(&want) {
        return Ok(());
    }
    refuse(number, "multipleOf", "a multiple of", &want, sink, at)
}
