//! The round trip of `cargo xtask try`: from text to the generated type, and back.

use serde_json::Value;

use crate::Root;

/// Builds the value of a valid text, writes it and compares the two as JSON.
pub fn again(text: &[u8]) -> Result<(), String> {
    let value = Root::from_slice(text).map_err(|report| report.to_string())?;
    let written = serde_json::to_vec(&value).map_err(|error| error.to_string())?;
    let parse = |json| serde_json::from_slice::<Value>(json).map_err(|error| error.to_string());
    let (before, after) = (parse(text)?, parse(&written)?);
    match difference(&before, &after, String::new()) {
        None => Ok(()),
        Some(pointer) => Err(format!("{pointer:?} is not what it was")),
    }
}

/// The first place where two documents differ; numbers are compared as the nearest doubles.
fn difference(one: &Value, other: &Value, at: String) -> Option<String> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => (one.as_f64() != other.as_f64()).then_some(at),
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| difference(one, other, format!("{at}/{index}")))
        }
        (Value::Object(one), Value::Object(other)) if one.len() == other.len() => {
            one.iter().find_map(|(name, value)| match other.get(name) {
                Some(other) => difference(value, other, format!("{at}/{name}")),
                None => Some(format!("{at}/{name}")),
            })
        }
        _ => (one != other).then_some(at),
    }
}
