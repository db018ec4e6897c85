//! Evaluates filters on records: operators with operands that are operators again.

use std::str::FromStr;

use serde_json::{Value as Json, json};

use super::written;
use crate::modules::cases::filter_expressions::case::{
    Case as Query, Comparison, ComparisonOp, Condition, Logical, LogicalOp, Negation, Number, Pair,
    Property, Value, ValueVariant1,
};

/// The value that an operand has in a record.
fn value(operand: &Value, record: &Json) -> Json {
    match operand {
        Value::Variant1(ValueVariant1::Boolean(boolean)) => Json::from(*boolean),
        Value::Variant1(ValueVariant1::String(text)) => Json::from(text.as_str()),
        Value::Number(number) => numeric(number, record),
        Value::Instant(instant) => Json::from(instant.date.to_string()),
        Value::Array(values) => values.iter().map(|one| value(one, record)).collect(),
    }
}

fn numeric(operand: &Number, record: &Json) -> Json {
    match operand {
        Number::Number(number) => Json::from(*number),
        Number::Property(Property { property, .. }) => record[property].clone(),
        Number::Arithmetic(arithmetic) => {
            let operand = |index: usize| numeric(&arithmetic.args[index], record).as_f64();
            let Some((left, right)) = operand(0).zip(operand(1)) else { return Json::Null };
            match arithmetic.op.as_str() {
                "+" => Json::from(left + right),
                "*" => Json::from(left * right),
                _ => Json::Null,
            }
        }
        Number::Function(_) => Json::Null,
    }
}

/// Whether a record is meant.
fn holds(condition: &Condition, record: &Json) -> bool {
    match condition {
        Condition::Logical(Logical { op: LogicalOp::And, args, .. }) => {
            args.iter().all(|one| holds(one, record))
        }
        Condition::Logical(Logical { args, .. }) => args.iter().any(|one| holds(one, record)),
        Condition::Negation(Negation { args, .. }) => !holds(&args[0], record),
        Condition::Comparison(Comparison { op, args, .. }) => {
            let [left, right] = [0, 1].map(|index| value(&args.get()[index], record));
            match (op.as_str(), left.as_f64().zip(right.as_f64())) {
                ("=", Some((left, right))) => left == right,
                ("=", None) => left == right,
                ("<", Some((left, right))) => left < right,
                (">=", Some((left, right))) => left >= right,
                _ => false,
            }
        }
        Condition::Between(_) | Condition::Membership(_) => false,
        Condition::Boolean(boolean) => *boolean,
    }
}

#[test]
fn filters_are_evaluated() {
    let query: Query = r#"{"filter": {"op": "and", "args": [
        {"op": "=", "args": [{"property": "color"}, "red"]},
        {"op": "not", "args": [
            {"op": "<", "args": [{"op": "*", "args": [{"property": "size"}, 2]}, {"property": "limit"}]}
        ]}
    ]}}"#
        .parse()
        .unwrap();
    let records = [
        json!({"color": "red", "size": 5, "limit": 7}),
        json!({"color": "red", "size": 3, "limit": 7}),
        json!({"color": "blue", "size": 5, "limit": 7}),
    ];
    assert_eq!(records.map(|record| holds(&query.filter, &record)), [true, false, false]);
}

fn property(name: &str) -> Value {
    Value::Number(Number::Property(Property::builder().property(name).build().unwrap()))
}

#[test]
fn filters_are_built() {
    let number = Value::Number(Number::Number(2.5));
    let pair = Pair::try_from(vec![property("size"), number]).unwrap();
    let at_least =
        Comparison::builder().op(ComparisonOp::from_str(">=").unwrap()).args(pair).build();
    let at_least = Condition::Comparison(at_least.unwrap());
    let not = Negation::builder().args([at_least]).build().unwrap();
    let mut query = Query::builder().filter(Condition::Negation(not)).limit(10u32).build().unwrap();
    assert_eq!(
        written(&query),
        r#"{"filter":{"op":"not","args":[{"op":">=","args":[{"property":"size"},2.5]}]},"limit":10}"#
    );
    assert!(holds(&query.filter, &json!({"size": 2})));

    // One operand is not enough for `or`.
    query.filter = Condition::Boolean(false);
    let or = Logical::builder().op(LogicalOp::Or).args([query.filter.clone()]).build();
    assert!(or.is_err());
    let or = Logical::builder().op(LogicalOp::Or).args([query.filter, Condition::Boolean(true)]);
    assert!(holds(&Condition::Logical(or.build().unwrap()), &json!({})));
    assert!(Pair::try_from(vec![property("a")]).is_err());
}

/// The first branch that is valid gives the variant: a property is a number as far as the schema knows.
#[test]
fn values_are_what_they_can_be() {
    let value = |json: &str| Value::from_slice(json.as_bytes()).unwrap();
    assert_eq!(value(r#"{"property": "a"}"#), property("a"));
    assert!(matches!(value(r#"{"date": "2024-02-29"}"#), Value::Instant(_)));
    assert!(matches!(value(r#"[1, "a", []]"#), Value::Array(all) if all.len() == 3));
    assert!(Value::from_slice(b"null").is_err());
}
