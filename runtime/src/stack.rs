//! Enough stack for values that are nested deep.
//!
//! A validator that calls itself for inner values may go as deep as the text is nested, with a chain of calls for each
//! level: more than a thread's stack holds, above all without optimisation. Such validators, and what builds the values
//! of large types or of such that hold each other, ask for more stack in time.

use crate::check::Validator;
use crate::{Flow, Input, Sink};

/// What is left of the stack for functions of the runtime, beside what is asked for.
const SPARE: usize = 128 * 1024;

/// How much is added at the least. It is on the heap, and given back at once.
const SEGMENT: usize = 2 * 1024 * 1024;

/// Runs `f` on a stack with so many bytes left, and some more. On targets where stacks cannot be switched (WebAssembly),
/// just runs it.
#[inline]
pub fn enough<T>(bytes: usize, f: impl FnOnce() -> T) -> T {
    let wanted = bytes.saturating_add(SPARE);
    stacker::maybe_grow(wanted, wanted.saturating_mul(2).max(SEGMENT), f)
}

/// Runs a validator on a stack with so many KiB left, and some more.
///
/// # Errors
/// Those of the validator.
#[inline]
pub fn guarded<'a, I: Input<'a>, S: Sink>(
    kibibytes: usize,
    input: &mut I,
    sink: &mut S,
    validator: Validator<I, S>,
) -> Flow {
    enough(kibibytes.saturating_mul(1024), || validator(input, sink))
}

/// The stack that building a value of the type `T` takes without optimisation, beside the values inside: some copies of it.
#[must_use]
pub const fn to_build<T>() -> usize {
    size_of::<T>().saturating_mul(32)
}

/// Whether values of the type `T` are so large that building one takes much stack.
#[must_use]
pub const fn is_large<T>() -> bool {
    size_of::<T>() > 4096
}
