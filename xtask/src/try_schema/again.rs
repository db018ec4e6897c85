//! The round trip of `cargo xtask try`: from text to the generated type, and back.

use serde_json::Value;

use crate::Root;

/// Makes sure that all ways to read a text agree with its verdict, and that a value built from a valid text is written
/// as it was read.
pub fn again(text: &[u8], valid: bool) -> Result<(), String> {
    let built = match Root::from_slice(text) {
        // Valid, but the Rust type cannot hold it.
        Err(report) if valid && report.errors().iter().any(|error| error.keyword() == "unrepresentable") => {
            return Err(report.to_string());
        }
        built => built,
    };
    agree("from_slice", valid, built.as_ref().err().map(ToString::to_string))?;
    let read = serde_json::from_slice::<Root>(text);
    agree("serde_json::from_slice", valid, read.as_ref().err().map(ToString::to_string))?;
    let (Ok(built), Ok(read)) = (built, read) else { return Ok(()) };
    if built != read {
        return Err("from_slice and serde give different values".to_owned());
    }
    let written = serde_json::to_vec(&built).map_err(|error| error.to_string())?;
    let parse = |json| serde_json::from_slice::<Value>(json).map_err(|error| error.to_string());
    let (before, after) = (parse(text)?, parse(&written)?);
    if let Some(pointer) = difference(&before, &after, String::new()) {
        return Err(format!("{pointer:?} has changed"));
    }
    let error = serde_json::from_value::<Root>(before).err();
    agree("serde_json::from_value", valid, error.map(|error| error.to_string()))
}

fn agree(way: &str, valid: bool, error: Option<String>) -> Result<(), String> {
    match error {
        Some(error) if valid => Err(format!("valid, but {way} fails: {error}")),
        None if !valid => Err(format!("invalid, but {way} accepts it")),
        _ => Ok(()),
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
