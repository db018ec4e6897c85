//! Enough stack for values that are nested deep.
//!
//! A validator that calls itself for inner values may go as deep as the text is nested, with a chain of calls for each
//! level: more than a thread's stack holds, above all without optimisation. Such validators, and what builds the values
//! of such types, ask for more stack in time.

use crate::check::Validator;
use crate::{Flow, Input, Sink};

/// What has to be left of the stack: more than all that is called between two requests.
const RED_ZONE: usize = 256 * 1024;

/// How much is added at a time. It is on the heap, and given back at once.
const SEGMENT: usize = 2 * 1024 * 1024;

/// Runs `f` on a stack of at least 256 KiB. On targets where stacks cannot be switched (WebAssembly), just runs it.
#[inline]
pub fn enough<T>(f: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(RED_ZONE, SEGMENT, f)
}

/// Runs a validator on enough stack.
///
/// # Errors
/// Those of the validator.
#[inline]
pub fn guarded<'a, I: Input<'a>, S: Sink>(
    input: &mut I,
    sink: &mut S,
    validator: Validator<I, S>,
) -> Flow {
    enough(|| validator(input, sink))
}
