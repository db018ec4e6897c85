//! Whole documents: text in, a verdict, a report or a value out.

use serde::Serialize;
use serde_json::Value;

use crate::typed::{AsNode, Node};
use crate::{
    Build, Choices, Choosing, Chosen, Failure, Flow, Memory, Report, Schema, SchemaOf, Seek, Sink,
    Stop, Text, Tree, Typed, Unfit, Validate,
};

/// Whether the text is JSON that the schema of `T` allows. Nothing is allocated.
#[inline]
#[must_use]
pub fn is_valid<T: Validate>(json: &[u8]) -> bool {
    SchemaOf::<T>::new().allows(json)
}

/// Validates a text; only if it fails, a second run collects what is wrong.
///
/// # Errors
/// Everything that is wrong with the text.
#[inline]
pub fn check<T: Validate>(json: &[u8]) -> Result<(), Report> {
    check_up_to::<T>(json, Report::DEFAULT_LIMIT)
}

/// The same, with another limit on the errors in the report, those in branches included; one is always kept. The run ends
/// at the limit.
///
/// # Errors
/// What is wrong with the text; [`Report::is_truncated`] says whether there may be more.
#[inline]
pub fn check_up_to<T: Validate>(json: &[u8], limit: usize) -> Result<(), Report> {
    SchemaOf::<T>::new().check_text(json, limit)
}

/// Whether the schema of `T` allows a parsed value. What parsing loses (see [`Tree`]) is not seen.
#[must_use]
pub fn is_valid_value<T: Validate>(value: &Value) -> bool {
    SchemaOf::<T>::new().allows_input(Tree::new(value))
}

/// Validates a parsed value. What parsing loses (see [`Tree`]) is not seen.
///
/// # Errors
/// Everything that is wrong with the value.
pub fn check_value<T: Validate>(value: &Value) -> Result<(), Report> {
    check_value_up_to::<T>(value, Report::DEFAULT_LIMIT)
}

/// The same, with another limit on the errors in the report, those in branches included; one is always kept. The run ends
/// at the limit.
///
/// # Errors
/// What is wrong with the value; [`Report::is_truncated`] says whether there may be more.
pub fn check_value_up_to<T: Validate>(value: &Value, limit: usize) -> Result<(), Report> {
    SchemaOf::<T>::new().check_input(&Tree::new(value), limit)
}

/// Validates a value of a generated type. Only if it is invalid, it is written as JSON text, for the report.
///
/// # Errors
/// Everything that is wrong with it; spans are those of the compact text.
pub fn check_typed<T: Validate + AsNode>(value: &T) -> Result<(), Report> {
    check_node::<T>(value.as_node())
}

/// Validates a value of any type that is a JSON value, such as a builder, against the schema of `T`.
///
/// # Errors
/// Everything that is wrong with it; spans are those of the compact text.
pub fn check_node<T: Validate>(node: Node<'_>) -> Result<(), Report> {
    if SchemaOf::<T>::new().allows_input(Typed::new(node)) {
        return Ok(());
    }
    match node.to_json() {
        Ok(json) => check::<T>(&json),
        Err(error) => Err(unwritable(&error)),
    }
}

/// Validates anything that serializes against the schema of `T`, by its JSON text.
///
/// # Errors
/// Everything that is wrong with it.
pub fn check_serialized<T: Validate>(value: &impl Serialize) -> Result<(), Report> {
    match serde_json::to_vec(value) {
        Ok(json) => check::<T>(&json),
        Err(error) => Err(unwritable(&error)),
    }
}

/// The report on a value that JSON text cannot be made of.
fn unwritable(error: &serde_json::Error) -> Report {
    let failure = Failure::Unrepresentable { got: error.to_string(), want: "JSON" };
    Report::of_text(b"", 0, failure)
}

/// The report on a scalar for which a type has no value.
///
/// # Errors
/// Always: that report.
pub fn refuse<T: Validate>(value: impl Serialize) -> Result<T, Report> {
    check_serialized::<T>(&value)?;
    // The value is valid, but the type has no such value. Only a bug in the generated code can cause that.
    Err(Report::of_unfit(b"", Unfit::from(Stop::Failed)))
}

/// Validates a text with a sink that stops at the first failure, and gives the text back to build from.
///
/// # Errors
/// Everything that is wrong with the text.
#[inline]
pub fn validate<'a, T: Validate>(json: &'a [u8], sink: &mut impl Sink) -> Result<Text<'a>, Report> {
    match Text::new(json) {
        Ok(text) if whole::<T, _>(text, sink).is_ok() => Ok(text),
        _ => Err(SchemaOf::<T>::new().report(json, Report::DEFAULT_LIMIT)),
    }
}

/// Validates a text and builds a value from it.
///
/// # Errors
/// Everything that is wrong with the text, or why the type cannot hold it.
pub fn read<T: Validate + Build>(json: &[u8]) -> Result<T, Report> {
    if T::CHOOSES { read_choosing(json) } else { read_plain(json) }
}

/// [`read`] for types that have no unions.
///
/// # Errors
/// As for [`read`].
pub fn read_plain<T: Validate + Build>(json: &[u8]) -> Result<T, Report> {
    check::<T>(json)?;
    match Text::new(json) {
        Ok(mut text) => built(next(&mut text), json),
        Err(_) => Err(Report::of_syntax(json)),
    }
}

/// [`read`] for types that have unions: validation notes which branches hold.
///
/// # Errors
/// As for [`read`].
pub fn read_choosing<T: Validate + Build>(json: &[u8]) -> Result<T, Report> {
    let (choices, memory) = (Choices::default(), Memory::default());
    let text = validate::<T>(json, &mut Choosing::new(&choices, &memory))?;
    built(next(&mut Chosen::new(text, &choices)), json)
}

/// Builds the value that comes next in an input.
fn next<'a, T: Build, I: Seek<'a>>(input: &mut I) -> Result<T, Unfit> {
    input.kind()?;
    T::build(input)
}

/// Validates the value that comes next in an input, and builds a Rust value from it. An error has no span.
///
/// # Errors
/// Everything that is wrong with the value, or why the type cannot hold it.
pub fn read_input<'a, T: Validate + Build, I: Seek<'a>>(input: &I) -> Result<T, Report> {
    if T::CHOOSES { read_input_choosing(input) } else { read_input_plain(input) }
}

/// [`read_input`] for types that have no unions.
///
/// # Errors
/// As for [`read_input`].
pub fn read_input_plain<'a, T: Validate + Build, I: Seek<'a>>(input: &I) -> Result<T, Report> {
    SchemaOf::<T>::new().check_input(input, Report::DEFAULT_LIMIT)?;
    next(&mut input.clone()).map_err(|unfit| Report::of_unfit_input(input, unfit))
}

/// [`read_input`] for types that have unions.
///
/// # Errors
/// As for [`read_input`].
pub fn read_input_choosing<'a, T: Validate + Build, I: Seek<'a>>(input: &I) -> Result<T, Report> {
    let (choices, memory) = (Choices::default(), Memory::default());
    if T::walk(&mut input.clone(), &mut Choosing::new(&choices, &memory)).is_err() {
        SchemaOf::<T>::new().check_input(input, Report::DEFAULT_LIMIT)?;
    }
    let built = next(&mut Chosen::new(input.clone(), &choices));
    built.map_err(|unfit| Report::of_unfit_input(input, unfit))
}

/// The value that was built from the text `json`, or why it could not be.
///
/// # Errors
/// The value that the type cannot hold.
#[inline]
pub fn built<T>(result: Result<T, Unfit>, json: &[u8]) -> Result<T, Report> {
    result.map_err(|unfit| Report::of_unfit(json, unfit))
}

/// Reads the text to its end.
#[inline]
fn whole<T: Validate, S: Sink>(mut text: Text<'_>, sink: &mut S) -> Flow {
    T::walk(&mut text, sink)?;
    text.finish()
}
