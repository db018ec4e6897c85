//! ECMA-262 patterns: their syntax, and what runs them.
//!
//! A pattern is compiled when code is generated. What is left at run time is one of four things, in the order of
//! preference: calls of the helpers in [`straight`], a table machine ([`Dfa`]), the simulation of an automaton
//! whose table would be too large ([`Nfa`]), or a backtracking machine with a limit on its work for patterns with
//! back-references ([`Backtrack`]).
//!
//! All of them read a text as bytes of UTF-8, extended so that a lone surrogate is a code point of three bytes
//! (ED A0 80 to ED BF BF, what is called WTF-8). Bytes that are neither give an unspecified verdict, but never a
//! panic. All search: a pattern matches a text if it matches anywhere in it (JSON Schema Validation § 6.3.3).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

pub mod ast;
pub mod backtrack;
pub mod code_point;
pub mod dfa;
mod groups;
mod names;
pub mod nfa;
pub mod straight;
pub mod syntax;

pub use backtrack::{Backtrack, WorkLimit};
pub use dfa::Dfa;
pub use nfa::Nfa;
pub use straight::{Sequence, after_one, all, all_or_beyond, any, contains, line, one_of};
pub use syntax::{SyntaxError, is_valid};
