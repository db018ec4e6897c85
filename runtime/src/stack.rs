//! Enough stack for deeply nested values.
//!
//! A recursive validator goes as deep as the text is nested, with a chain of calls for each level. That can take more than
//! a thread's stack, above all without optimisation. Such validators grow the stack in time. So does the code that builds
//! values of large types and of types that contain each other.

use crate::check::Validator;
use crate::{Flow, Input, Sink, Unfit};

/// The part of the stack that is kept for functions of the runtime, in addition to what is asked for.
const SPARE: usize = 128 * 1024;

/// The least that is added. It is on the heap, and freed at once.
const SEGMENT: usize = 2 * 1024 * 1024;

/// Runs `f` on a stack with at least this many bytes left. On targets where stacks cannot be switched (WebAssembly),
/// just runs it.
#[inline]
pub fn enough<T>(bytes: usize, f: impl FnOnce() -> T) -> T {
    let wanted = bytes.saturating_add(SPARE);
    stacker::maybe_grow(wanted, wanted.saturating_mul(2).max(SEGMENT), f)
}

/// Runs a validator on a stack with at least this many KiB left.
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

/// Builds a value on a stack with so many bytes left, and some more. It takes a function pointer: rustc follows chains of
/// instances through closures, and those of types that contain each other are long.
///
/// # Errors
/// Those of `build`.
pub fn built<T, I>(
    bytes: usize,
    input: &mut I,
    build: fn(&mut I) -> Result<T, Unfit>,
) -> Result<T, Unfit> {
    enough(bytes, || build(input))
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
