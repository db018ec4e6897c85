//! What generated validators use, under one name: `use voltype_runtime::prelude::*`.
//!
//! The data of a compiled schema is part of the program, so the types that hold such data have the lifetime `'static`
//! here.

pub use crate::check::{ByMember, Is};
pub use crate::members::members;
pub use crate::{
    Flow, Input, Json, Kind, Name, Number, Sink, Types, check, format, number, pattern, stack,
};
// The methods of sinks are those of `SinkOf`.
pub use crate::SinkOf as _;

/// The name of a member, in a compiled schema.
pub type Member = crate::members::Member<'static>;

/// What tells branches apart, in a compiled schema.
pub type Choice<const WORDS: usize> = check::Choice<'static, WORDS>;

/// The members that `required` lists, in a compiled schema.
pub type Required<const WORDS: usize> = check::Required<'static, WORDS>;
