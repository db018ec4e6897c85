//! Whole documents: text in, a verdict, a report or a value out.

use serde::Serialize;
use serde_json::Value;

use crate::outlined::Outlined;
use crate::report::Failure;
use crate::sink::{Memory, Remembering};
use crate::{Collect, FailFast, Flow, Input, Report, Sink, Stop, Text, Tree};

/// A type with a generated validator.
pub trait Validate {
    /// The absolute location of the schema that the type was generated from.
    const SCHEMA_PATH: &'static str;
    /// Whether validators behind this one have to remember verdicts, so that time doesn't multiply.
    const REMEMBERS: bool = false;

    /// Reads one value and checks it: the one implementation behind every function here.
    ///
    /// # Errors
    /// [`Stop::Failed`] if the sink stops at failures, [`Stop::Syntax`] if the text is no JSON.
    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow;
}

/// A type that can be built from JSON text which a validator has accepted.
pub trait Build: Sized {
    /// Reads one value.
    ///
    /// # Errors
    /// The type cannot hold the value although the schema allows it.
    fn build(text: &mut Text<'_>) -> Result<Self, Unfit>;
}

/// A valid value that a Rust type cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The offset of the value in the text, in bytes.
    pub at: usize,
    /// What the type holds.
    pub want: &'static str,
}

impl From<Stop> for Unfit {
    /// Text that has been validated does not stop its reader.
    fn from(_: Stop) -> Self {
        Unfit { at: 0, want: "the type" }
    }
}

/// Whether the text is JSON that the schema of `T` allows. Nothing is allocated.
#[inline]
#[must_use]
pub fn is_valid<T: Validate>(json: &[u8]) -> bool {
    Text::new(json)
        .is_ok_and(|mut text| verdict::<T, _>(&mut text).and_then(|()| text.finish()).is_ok())
}

/// Validates a text; only if it fails, a second run collects what is wrong.
///
/// # Errors
/// Everything that is wrong with the text.
#[inline]
pub fn check<T: Validate>(json: &[u8]) -> Result<(), Report> {
    check_up_to::<T>(json, Report::DEFAULT_LIMIT)
}

/// The same, with as many errors in the report, those in branches included; one at least. When they have been found, the
/// run ends.
///
/// # Errors
/// What is wrong with the text; [`Report::is_truncated`] says whether there may be more.
#[inline]
pub fn check_up_to<T: Validate>(json: &[u8], limit: usize) -> Result<(), Report> {
    if is_valid::<T>(json) { Ok(()) } else { Err(report::<T>(json, limit)) }
}

/// Whether the schema of `T` allows a parsed value. What parsing loses (see [`Tree`]) is not seen.
#[must_use]
pub fn is_valid_value<T: Validate>(value: &Value) -> bool {
    verdict::<T, _>(&mut Tree::new(value)).is_ok()
}

/// Validates a parsed value. What parsing loses (see [`Tree`]) is not seen.
///
/// # Errors
/// Everything that is wrong with the value.
pub fn check_value<T: Validate>(value: &Value) -> Result<(), Report> {
    check_value_up_to::<T>(value, Report::DEFAULT_LIMIT)
}

/// The same, with as many errors in the report, those in branches included; one at least. When they have been found, the
/// run ends.
///
/// # Errors
/// What is wrong with the value; [`Report::is_truncated`] says whether there may be more.
pub fn check_value_up_to<T: Validate>(value: &Value, limit: usize) -> Result<(), Report> {
    if is_valid_value::<T>(value) {
        return Ok(());
    }
    let found = {
        let memory = Memory::default();
        let mut sink = Collect::with_limit(T::SCHEMA_PATH, &memory, limit);
        match T::walk(&mut Tree::new(value), &mut sink) {
            Err(Stop::Syntax) => return Err(Report::of_depth()),
            Ok(()) | Err(Stop::Failed) => sink.into_findings(),
        }
    };
    Err(Report::in_tree(T::SCHEMA_PATH, value, found))
}

/// Validates a value of a generated type, by the JSON text that it serializes to.
///
/// # Errors
/// Everything that is wrong with it; spans are those of the compact text.
pub fn check_typed<T: Validate + Serialize>(value: &T) -> Result<(), Report> {
    check_serialized::<T>(value)
}

/// Validates anything that serializes against the schema of `T`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn check_serialized<T: Validate>(value: &impl Serialize) -> Result<(), Report> {
    match serde_json::to_vec(value) {
        Ok(json) => check::<T>(&json),
        Err(error) => Err(Report::of_text(
            b"",
            0,
            Failure::Unrepresentable { got: error.to_string(), want: "JSON" },
        )),
    }
}

/// The report on a string that a type does not have.
///
/// # Errors
/// Always: that report.
pub fn refuse<T: Validate>(text: &str) -> Result<T, Report> {
    check_serialized::<T>(&text)?;
    // The string is valid, but the type has no such value: that can only be a defect of its schema.
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
        _ => Err(report::<T>(json, Report::DEFAULT_LIMIT)),
    }
}

/// Validates a text and builds a value from it.
///
/// # Errors
/// Everything that is wrong with the text, or why the type cannot hold it.
pub fn read<T: Validate + Build>(json: &[u8]) -> Result<T, Report> {
    check::<T>(json)?;
    match Text::new(json) {
        Ok(mut text) => {
            let built = text.kind().map_err(Unfit::from).and_then(|_| T::build(&mut text));
            self::built(built, json)
        }
        Err(_) => Err(Report::of_syntax(json)),
    }
}

/// The value that was built from the text `json`, or why it could not be.
///
/// # Errors
/// The value that the type cannot hold.
#[inline]
pub fn built<T>(result: Result<T, Unfit>, json: &[u8]) -> Result<T, Report> {
    result.map_err(|unfit| Report::of_unfit(json, unfit))
}

/// Reads a value with the sink that stops at the first failure.
#[inline]
fn verdict<'a, T: Validate, I: Input<'a>>(input: &mut I) -> Flow {
    if T::REMEMBERS {
        let memory = Memory::default();
        T::walk(input, &mut Remembering::new(&memory))
    } else {
        T::walk(input, &mut FailFast)
    }
}

/// Reads the text to its end.
#[inline]
fn whole<T: Validate, S: Sink>(mut text: Text<'_>, sink: &mut S) -> Flow {
    T::walk(&mut text, sink)?;
    text.finish()
}

/// The same, for validators that seldom run.
fn whole_outlined<T: Validate, S: Sink>(text: Text<'_>, sink: &mut S) -> Flow {
    let mut text = Outlined(text);
    T::walk(&mut text, sink)?;
    text.0.finish()
}

/// What is wrong with a text that is known to be invalid.
#[cold]
#[inline(never)]
fn report<T: Validate>(json: &[u8], limit: usize) -> Report {
    let Ok(text) = Text::new(json) else { return Report::of_syntax(json) };
    let found = {
        let memory = Memory::default();
        let mut sink = Collect::with_limit(T::SCHEMA_PATH, &memory, limit);
        match whole_outlined::<T, _>(text, &mut sink) {
            Ok(()) => {}
            // The limit was reached. Of a text that is no JSON, that is still all there is to say.
            Err(Stop::Failed) if Text::defect(json).is_none() => {}
            Err(Stop::Failed | Stop::Syntax) => return Report::of_syntax(json),
        }
        sink.into_findings()
    };
    Report::in_text(T::SCHEMA_PATH, &text, json, found)
}
