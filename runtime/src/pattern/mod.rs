//! ECMA-262 patterns: their syntax, and what runs them.
//!
//! A pattern is compiled when code is generated. At run time it is one of four things, in order of preference: calls of
//! the helpers in [`straight`], the tables of a deterministic automaton ([`Dfa`]), the simulation of an automaton whose
//! tables would be too large ([`Nfa`]), or, for patterns with back-references, a program for a backtracking engine with
//! limited work ([`Backtrack`]).
//!
//! All of them read a text as WTF-8: UTF-8 in which a lone surrogate is a code point of three bytes (ED A0 80 to
//! ED BF BF). Other bytes give an unspecified verdict, but never a panic. A pattern matches a text if it matches anywhere
//! in it (JSON Schema Validation § 6.3.3).

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
