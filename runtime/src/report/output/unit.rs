//! Units of the output formats.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::findings::Assertion;
use crate::report::Error;
use crate::report::contents::Contents;

/// What one subschema found at one instance.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unit {
    /// Always `false`: there are no units for what is valid.
    pub valid: bool,
    /// The path of keywords to the subschema, through references.
    pub evaluation_path: String,
    /// The absolute location of the subschema.
    pub schema_location: String,
    /// The location of the instance.
    pub instance_location: String,
    /// The message of each failed keyword.
    pub errors: BTreeMap<String, String>,
}

impl Unit {
    /// How many bytes of text it has.
    pub(super) fn size(&self) -> usize {
        let Unit { valid: _, evaluation_path, schema_location, instance_location, errors } = self;
        let said = errors.iter().map(|(keyword, message)| keyword.len() + message.len());
        evaluation_path.len()
            + schema_location.len()
            + instance_location.len()
            + said.sum::<usize>()
    }
}

/// The path from a frame's schema to the subschema of the failed keyword, in two parts.
pub(super) fn split<'r>(contents: &'r Contents<'_>, error: &Error<'_>) -> (&'r str, &'r str) {
    let Assertion { at, keyword } = contents.assertion(error.note);
    match error.failure() {
        Failure::Syntax(_) | Failure::FalseSchema | Failure::Unrepresentable { .. } => (at, ""),
        _ => (at, keyword.rsplit_once('/').map_or("", |(parent, _)| parent)),
    }
}

/// The unit of an error, without messages.
pub(super) fn place(contents: &Contents<'_>, error: &Error<'_>) -> Unit {
    let (at, within) = split(contents, error);
    let continued = |path: String| {
        let slash = if within.is_empty() { "" } else { "/" };
        path + at + slash + within
    };
    let frame = error.note.frame;
    Unit {
        valid: false,
        evaluation_path: continued(contents.evaluation_path(frame)),
        schema_location: continued(contents.schema_path(frame)),
        instance_location: error.instance_path().into_owned(),
        errors: BTreeMap::new(),
    }
}

/// The unit of the root schema, without messages.
pub(super) fn root(contents: &Contents<'_>) -> Unit {
    Unit {
        valid: false,
        evaluation_path: String::new(),
        schema_location: contents.schema.to_owned(),
        instance_location: String::new(),
        errors: BTreeMap::new(),
    }
}

pub(super) fn to_value(unit: Unit) -> Value {
    Value::Object(to_map(unit))
}

pub(super) fn to_map(unit: Unit) -> Map<String, Value> {
    let errors = unit.errors.into_iter().map(|(keyword, message)| (keyword, message.into()));
    Map::from_iter([
        ("valid".to_owned(), Value::Bool(unit.valid)),
        ("evaluationPath".to_owned(), unit.evaluation_path.into()),
        ("schemaLocation".to_owned(), unit.schema_location.into()),
        ("instanceLocation".to_owned(), unit.instance_location.into()),
        ("errors".to_owned(), Value::Object(errors.collect())),
    ])
}
