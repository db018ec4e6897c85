//! The trait of types with a validator.

#[cfg(doc)]
use crate::Stop;
use crate::{Flow, Input, Sink};

/// A type with a generated validator.
pub trait Validate {
    /// The absolute location of the schema that the type was generated from.
    const SCHEMA_PATH: &'static str;
    /// Whether verdicts have to be memoised, because a subschema can be applied to one value more than once.
    const MEMOISED: bool = false;
    /// Whether the type has unions, which are built from the branches that hold.
    const CHOOSES: bool = false;

    /// Reads one value and checks it. All functions of [`document`](crate::document) use it.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink stops at failures, [`Stop::Syntax`] if the text is not JSON.
    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow;
}
