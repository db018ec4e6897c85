//! The output formats of JSON Schema.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value};

use super::nest::{self, Paths};
use super::{Contents, Error, Failure};

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

/// What one subschema found at one instance.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
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

impl Unit {
    /// How many bytes of text it has.
    fn size(&self) -> usize {
        let Unit { valid: _, evaluation_path, schema_location, instance_location, errors } = self;
        let said = errors.iter().map(|(keyword, message)| keyword.len() + message.len());
        evaluation_path.len()
            + schema_location.len()
            + instance_location.len()
            + said.sum::<usize>()
    }
}

/// The most bytes of text in all units together.
const MOST: usize = 128 << 20;

/// A unit that is yet to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    /// The subschema's path of keywords, as a number of [`Paths`].
    pub(super) evaluation: u32,
    /// The instance, as a pointer.
    pub(super) instance: u32,
}

/// The units of a report and the errors of each.
pub(super) struct Drafts<'r> {
    contents: &'r Contents<'r>,
    pub(super) paths: Paths,
    pub(super) units: Vec<Draft>,
    /// Pairs of a unit's index and a note's number, sorted by unit.
    errors: Vec<(u32, u32)>,
}

impl<'r> Drafts<'r> {
    /// The errors by subschema and instance, in document order; those of branches follow the applicator's.
    pub(super) fn new(contents: &'r Contents<'r>) -> Self {
        let mut drafts = Drafts {
            contents,
            paths: Paths::new(&contents.findings),
            units: Vec::new(),
            errors: Vec::with_capacity(contents.order.len()),
        };
        let mut known = HashMap::new();
        let mut open: Vec<u32> = contents.errors().numbers().iter().rev().copied().collect();
        while let Some(number) = open.pop() {
            let Some(error) = contents.error(number) else { continue };
            let (at, _) = split(contents, &error);
            let evaluation = drafts.paths.within(error.note().frame, at);
            let draft = Draft { evaluation, instance: error.pointer() };
            let units = &mut drafts.units;
            let index = *known.entry((draft.evaluation, draft.instance)).or_insert_with(|| {
                units.push(draft);
                units.len() - 1
            });
            drafts.errors.push((u32::try_from(index).unwrap_or(u32::MAX), number));
            open.extend(error.branches().numbers().iter().rev());
        }
        drafts.errors.sort_by_key(|(unit, _)| *unit);
        drafts
    }

    /// Writes a unit.
    fn unit(&self, index: usize) -> Unit {
        let start = self.errors.partition_point(|(unit, _)| (*unit as usize) < index);
        let same = |(unit, _): &&(u32, u32)| *unit as usize == index;
        let errors = self.errors.iter().skip(start).take_while(same);
        let mut errors = errors.filter_map(|(_, number)| self.contents.error(*number)).peekable();
        let mut unit = match errors.peek() {
            Some(error) => place(self.contents, error),
            None => root(self.contents),
        };
        for error in errors {
            let said = unit.errors.entry(error.keyword().to_owned()).or_default();
            said.push_str(if said.is_empty() { "" } else { "; " });
            said.push_str(&error.failure().to_string());
        }
        unit
    }

    /// The units, as many as there is room for; `truncated` becomes true if there are more.
    pub(super) fn write<'d>(
        &'d self,
        truncated: &'d Cell<bool>,
    ) -> impl Iterator<Item = Unit> + use<'d, 'r> {
        let mut room = MOST;
        (0..self.units.len()).map_while(move |index| {
            let unit = self.unit(index);
            let left = room.checked_sub(unit.size());
            truncated.set(truncated.get() || left.is_none());
            room = left?;
            Some(unit)
        })
    }
}

/// The path from a frame's schema to the subschema of the failed keyword, in two parts.
fn split<'r>(contents: &'r Contents<'_>, error: &Error<'_>) -> (&'r str, &'r str) {
    let (at, keyword) = contents.assertion(error.note());
    match error.failure() {
        Failure::Syntax(_) | Failure::FalseSchema | Failure::Unrepresentable { .. } => (at, ""),
        _ => (at, keyword.rsplit_once('/').map_or("", |(parent, _)| parent)),
    }
}

/// The unit of an error, without messages.
fn place(contents: &Contents<'_>, error: &Error<'_>) -> Unit {
    let (at, within) = split(contents, error);
    let continued = |path: String| {
        let slash = if within.is_empty() { "" } else { "/" };
        path + at + slash + within
    };
    let frame = error.note().frame;
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
