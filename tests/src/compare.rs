//! Equality of JSON documents.

use serde_json::Value;
use voltype_runtime::{Flow, Input, Sink, Validate, check, document};

/// Whether two documents are equal where every number stands for the `f64` that is nearest to it: members in any
/// order, numbers however they are spelled, everything else exactly.
#[must_use]
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        // Both are read by a reader that rounds to nearest; an integer becomes a float in the same way here.
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(name, value)| b.get(name).is_some_and(|other| same(value, other)))
        }
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        _ => false,
    }
}

/// Whether the text is JSON in which no member occurs twice: parsing keeps the last one, so a parsed value would not say
/// what the text says.
#[must_use]
pub fn is_lossless(text: &str) -> bool {
    document::is_valid::<Anything>(text.as_bytes())
}

/// The schema `true`: whatever is JSON, without a name that occurs twice.
struct Anything;

impl Validate for Anything {
    const SCHEMA_PATH: &'static str = "";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, _: &mut S) -> Flow {
        check::anything(input)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::same;

    #[test]
    fn numbers_are_equal_by_value_and_all_else_exactly() {
        assert!(same(&json!({"a": [1, null], "b": 0.0}), &json!({"b": 0, "a": [1.0, null]})));
        for (a, b) in [
            (json!(1), json!(2)),
            (json!({"a": null}), json!({})),
            (json!({}), json!({"a": null})),
            (json!([1]), json!([1, 2])),
            (json!("1"), json!(1)),
            (json!({"a": 1}), json!({"b": 1})),
        ] {
            assert!(!same(&a, &b), "{a} {b}");
        }
    }
}
