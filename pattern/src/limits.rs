//! The limits that keep compilation short, whatever the pattern.

/// The most instructions that a pattern may have, with its repetitions written out.
pub const MAX_SIZE: usize = 50_000;

/// The most states that a deterministic automaton may have.
pub const MAX_STATES: usize = 5_000;
