//! The assertions of JSON Schema, one function each, as generated validators call them.
//!
//! Every function takes `at`, the path of its subschema from the schema of the validator, and reports to a
//! [`Sink`](crate::Sink). Some read a value from an [`Input`](crate::Input), the others take what has been read.
//! All return the error of the sink or of the text: see [`Stop`](crate::Stop).

mod array;
mod branch;
mod choice;
mod content;
mod number;
mod object;
mod string;
mod types;
mod unevaluated;
mod unique;
mod value;

pub use array::{Array, array, enter_array};
pub use branch::{AnyOf, OneOf, holds, holds_with, not, not_with};
pub use choice::{ByMember, Candidates, Choice, Entries, Is};
pub use content::content;
pub use number::{exclusive_maximum, exclusive_minimum, maximum, minimum, multiple_of};
pub use object::{Object, Required, enter_object, object};
pub use string::{
    enumerated, format, limited_name, limited_pattern, max_length, min_length, one_of, pattern,
};
pub use types::{
    boolean, integer, is_integer, is_spelled_as_integer, null, number, string, wrong_type,
};
pub use unevaluated::{
    no_unevaluated_items, no_unevaluated_members, unevaluated_items, unevaluated_items_with,
    unevaluated_members, unevaluated_members_with,
};
pub use unique::unique_items;
pub use value::{
    Validator, anything, literal, memoised, memoised_with, nothing, property, reference,
};
