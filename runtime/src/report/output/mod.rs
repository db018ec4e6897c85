//! The output formats of JSON Schema.

mod drafts;
mod lists;
mod nest;
mod paths;
mod unit;

use std::cell::Cell;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value};

pub use unit::Unit;

use super::contents::Contents;
use drafts::Drafts;
use unit::to_value;

/// The output formats that JSON Schema defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// `{"valid": false}`
    Flag,
    /// One unit for each subschema and instance with an error, in document order.
    List,
    /// The units nested as evaluation went. Those more than 128 deep are beside the one that they should be in.
    Hierarchical,
}

pub(super) fn units(contents: &Contents<'_>) -> Vec<Unit> {
    Drafts::new(contents).write(&Cell::new(false)).collect()
}

pub(super) fn render(contents: &Contents<'_>, format: Output) -> Value {
    let truncated = Cell::new(contents.truncated);
    let mut root = match format {
        Output::Flag => return Value::Object(Map::from_iter([invalid()])),
        Output::List => {
            let drafts = Drafts::new(contents);
            let details = drafts.write(&truncated).map(to_value).collect();
            Map::from_iter([invalid(), ("details".to_owned(), Value::Array(details))])
        }
        Output::Hierarchical => nest::nest(contents, &truncated),
    };
    if truncated.get() {
        root.insert("truncated".to_owned(), Value::Bool(true));
    }
    Value::Object(root)
}

fn invalid() -> (String, Value) {
    ("valid".to_owned(), Value::Bool(false))
}

/// Writes the format `list`, one unit after the other.
pub(super) fn serialize<S: Serializer>(
    contents: &Contents<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let details = Details { drafts: Drafts::new(contents), truncated: contents.truncated.into() };
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("details", &details)?;
    if details.truncated.get() {
        map.serialize_entry("truncated", &true)?;
    }
    map.serialize_entry("valid", &false)?;
    map.end()
}

struct Details<'r> {
    drafts: Drafts<'r>,
    truncated: Cell<bool>,
}

impl Serialize for Details<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for unit in self.drafts.write(&self.truncated) {
            list.serialize_element(&to_value(unit))?;
        }
        list.end()
    }
}
