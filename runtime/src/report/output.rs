//! The output formats of JSON Schema.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Error, Report};

/// The output formats that JSON Schema defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// `{"valid": false}`
    Flag,
    /// One unit for each subschema and instance with an error, in document order.
    List,
    /// The units nested as evaluation went.
    Hierarchical,
}

/// What one subschema found at one instance.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unit {
    /// Always `false`: what holds has no unit.
    pub valid: bool,
    /// The path of keywords to the subschema, through references.
    pub evaluation_path: String,
    /// Where the subschema stands.
    pub schema_location: String,
    /// Where the instance stands.
    pub instance_location: String,
    /// The message of each failed keyword.
    pub errors: BTreeMap<String, String>,
}

/// The subschema that a path of a keyword belongs to.
fn parent<'a>(error: &Error, path: &'a str) -> &'a str {
    match error.keyword() {
        "syntax" | "false" | "unrepresentable" => path,
        _ => path.rsplit_once('/').map_or("", |(parent, _)| parent),
    }
}

/// The errors by subschema and instance, in document order; those of branches follow the applicator's.
pub(super) fn units(report: &Report) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut open: Vec<&Error> = report.errors().iter().rev().collect();
    while let Some(error) = open.pop() {
        let evaluation_path = parent(error, error.keyword_path()).to_owned();
        let instance_location = error.instance_path().to_owned();
        let key = (evaluation_path.clone(), instance_location.clone());
        let index = *known.entry(key).or_insert(units.len());
        let message = error.failure().to_string();
        match units.get_mut(index) {
            Some(unit) => {
                let said = unit.errors.entry(error.keyword().to_owned()).or_default();
                let joint = if said.is_empty() { "" } else { "; " };
                *said = format!("{said}{joint}{message}");
            }
            None => units.push(Unit {
                valid: false,
                evaluation_path,
                schema_location: parent(error, error.schema_path()).to_owned(),
                instance_location,
                errors: BTreeMap::from([(error.keyword().to_owned(), message)]),
            }),
        }
        open.extend(error.branches().iter().flatten().rev());
    }
    units
}

pub(super) fn render(report: &Report, format: Output) -> Value {
    let mut root = Map::from_iter([("valid".to_owned(), Value::Bool(false))]);
    let units = units(report).into_iter().map(to_value);
    match format {
        Output::Flag => {}
        Output::List => {
            root.insert("details".to_owned(), Value::Array(units.collect()));
        }
        Output::Hierarchical => return nest(report.schema, units.collect()),
    }
    Value::Object(root)
}

fn to_value(unit: Unit) -> Value {
    let errors = unit.errors.into_iter().map(|(keyword, message)| (keyword, message.into()));
    Value::Object(Map::from_iter([
        ("valid".to_owned(), Value::Bool(unit.valid)),
        ("evaluationPath".to_owned(), unit.evaluation_path.into()),
        ("schemaLocation".to_owned(), unit.schema_location.into()),
        ("instanceLocation".to_owned(), unit.instance_location.into()),
        ("errors".to_owned(), Value::Object(errors.collect())),
    ]))
}

/// A unit on its way into the `details` of another one.
struct Nested {
    /// Its place in document order.
    rank: usize,
    unit: Value,
    details: Vec<Nested>,
}

impl Nested {
    fn key(&self, name: &str) -> &str {
        self.unit[name].as_str().unwrap_or_default()
    }

    /// Whether this path of `other` goes on from that of this unit.
    fn leads_to(&self, other: &Nested, name: &str) -> bool {
        let rest = other.key(name).strip_prefix(self.key(name));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    fn into_value(mut self) -> Value {
        self.details.sort_by_key(|nested| nested.rank);
        let details: Vec<Value> = self.details.into_iter().map(Nested::into_value).collect();
        if let (Value::Object(members), false) = (&mut self.unit, details.is_empty()) {
            members.insert("details".to_owned(), details.into());
        }
        self.unit
    }
}

/// Puts each unit into the `details` of the one whose paths are the longest prefix of its own.
fn nest(schema: &str, units: Vec<Value>) -> Value {
    let nested = |(rank, unit)| Nested { rank, unit, details: Vec::new() };
    let mut units: Vec<Nested> = units.into_iter().enumerate().map(nested).collect();
    let is_root = |unit: &Nested| {
        unit.key("evaluationPath").is_empty() && unit.key("instanceLocation").is_empty()
    };
    if !units.iter().any(is_root) {
        let root = to_value(Unit {
            valid: false,
            evaluation_path: String::new(),
            schema_location: schema.to_owned(),
            instance_location: String::new(),
            errors: BTreeMap::new(),
        });
        units.push(nested((units.len(), root)));
    }
    // Deeper paths last, so that each is complete when it moves into its parent.
    units
        .sort_by_key(|unit| (unit.key("evaluationPath").len(), unit.key("instanceLocation").len()));
    while units.len() > 1 {
        let Some(unit) = units.pop() else { break };
        let home = units.iter().rposition(|outer| {
            outer.leads_to(&unit, "evaluationPath") && outer.leads_to(&unit, "instanceLocation")
        });
        units[home.unwrap_or(0)].details.push(unit);
    }
    units.pop().map_or(Value::Null, Nested::into_value)
}
