//! Evaluates filters on records: operators with operands that are operators again.

use serde_json::{Value as Json, json};

use super::written;
use crate::modules::cases::filter_expressions::case::{
    ArithmeticOp, Between, Case as Query, Comparison, ComparisonOp, Condition, Logical, LogicalOp,
    Membership, Negation, Number, Pair, Property, Value, ValueVariant1,
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
            let [left, right] = arithmetic.args.each_ref().map(|one| numeric(one, record).as_f64());
            let Some((left, right)) = left.zip(right) else { return Json::Null };
            match arithmetic.op {
                ArithmeticOp::Plus => Json::from(left + right),
                ArithmeticOp::Star => Json::from(left * right),
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
            let [left, right] = args.get().each_ref().map(|one| value(one, record));
            match (op, left.as_f64().zip(right.as_f64())) {
                (ComparisonOp::Equal, Some((left, right))) => left == right,
                (ComparisonOp::Equal, None) => left == right,
                (ComparisonOp::LessThan, Some((left, right))) => left < right,
                (ComparisonOp::GreaterThanOrEqual, Some((left, right))) => left >= right,
                _ => false,
            }
        }
        Condition::Between(Between { args: (number, least, most), .. }) => {
            let [number, least, most] =
                [number, least, most].map(|one| numeric(one, record).as_f64());
            number.is_some() && least <= number && number <= most
        }
        Condition::Membership(Membership { args: (one, list), .. }) => {
            let one = value(one, record);
            list.iter().any(|listed| value(listed, record) == one)
        }

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

    let query: Query = r#"{"filter": {"op": "or", "args": [
        {"op": "between", "args": [{"property": "size"}, 4, {"op": "+", "args": [1, 5.5]}]},
        {"op": "in", "args": [{"property": "color"}, ["blue", "green"]]}
    ]}}"#
        .parse()
        .unwrap();
    let sizes = [json!({"size": 6.5}), json!({"size": 3}), json!({"color": "green"}), json!({})];
    assert_eq!(sizes.map(|record| holds(&query.filter, &record)), [true, false, true, false]);
}

fn property(name: &str) -> Value {
    Number::from(Property::builder().property(name).build().unwrap()).into()
}

#[test]
fn filters_are_built() {
    let pair = Pair::try_from([property("size"), Number::from(2.5).into()]).unwrap();

    let at_least = Comparison::builder().op(ComparisonOp::GreaterThanOrEqual).args(pair).build();

    let not = Negation::builder().args([at_least.unwrap().into()]).build().unwrap();
    let mut query = Query::builder().filter(not).limit(10u32).build().unwrap();
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
    assert!(Pair::from_slice(b"[1]").is_err());
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
