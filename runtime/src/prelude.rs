//! What generated validators use, under one name: `use voltype_runtime::prelude::*`.
//!
//! The data of a schema that has been compiled is in the program, so the types that hold such data stand here with the
//! lifetime `'static`.

pub use crate::members::members;
pub use crate::{
    Flow, Input, Json, Kind, Name, Number, Sink, Types, check, format, number, pattern, stack,
};
// The methods of sinks are those of `SinkOf`.
pub use crate::SinkOf as _;

/// The name of a member, in the program.
pub type Member = crate::members::Member<'static>;

/// Members that `required` asks for, in the program.
pub type Required<const WORDS: usize> = check::Required<'static, WORDS>;
