//! What generated validators use, under one name: `use voltype_runtime::prelude::*`.

pub use crate::check::Required;
pub use crate::members::{Member, members};
pub use crate::{
    Flow, Input, Json, Kind, Name, Number, Sink, Types, check, format, number, pattern, stack,
};
