//! The official test suite as it stands in a folder.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use voltype_codegen::arena::{Data, Document, Node, Source};
use voltype_codegen::json;
use voltype_codegen::source;

use crate::terminal::Named as _;

/// The folders of the drafts, and the dialects that are their defaults.
pub(super) const DRAFTS: [(&str, &str); 5] = [
    ("draft4", "draft-04"),
    ("draft6", "draft-06"),
    ("draft7", "draft-07"),
    ("draft2019-09", "2019-09"),
    ("draft2020-12", "2020-12"),
];

/// The base under which the suite's schemas know the documents in its folder `remotes`.
const REMOTES: &str = "http://localhost:1234/";

/// The part of the suite that a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// What every implementation has to do.
    Required,
    /// What an implementation may do.
    Optional,
    /// The formats, asserted.
    Format,
}

impl Section {
    pub(super) const ALL: [Section; 3] = [Section::Required, Section::Optional, Section::Format];

    pub(super) fn name(self) -> &'static str {
        match self {
            Section::Required => "required",
            Section::Optional => "optional",
            Section::Format => "format",
        }
    }

    fn of(file: &str) -> Self {
        if file.starts_with("optional/format/") {
            Section::Format
        } else if file.starts_with("optional/") {
            Section::Optional
        } else {
            Section::Required
        }
    }
}

/// A schema and its cases.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The index in [`DRAFTS`].
    pub(super) draft: usize,
    /// The part of the suite.
    pub(super) section: Section,
    /// The file, relative to the draft's folder.
    pub(super) file: String,
    /// What the group is about.
    pub(super) description: String,
    /// The text of the schema.
    pub(super) schema: String,
    /// The cases.
    pub(super) cases: Vec<Case>,
}

/// An instance, and whether it is valid.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// What the case is about.
    pub(super) description: String,
    /// The text of the instance, byte by byte as the suite has it.
    pub(super) json: String,
    /// The verdict that is right.
    pub(super) valid: bool,
    /// Whether a parsed value holds the instance without loss.
    pub(super) in_tree: bool,
}

impl Group {
    /// Whether formats have to be assertions; `None` if the dialect decides.
    pub(super) fn assert_formats(&self) -> Option<bool> {
        match self.section {
            Section::Format => Some(true),
            // What this file expects in every draft is that an implementation doesn't assert unless it is told to.
            Section::Required if self.file == "format.json" => Some(false),
            Section::Required | Section::Optional => None,
        }
    }
}

/// Reads all groups of all drafts that there are, in the order of drafts and paths.
pub(super) fn groups(suite: &Path) -> io::Result<Vec<Group>> {
    let mut groups = Vec::new();
    let tests = suite.join("tests");
    let drafts = DRAFTS.map(|(folder, _)| tests.join(folder));
    if !drafts.iter().any(|folder| folder.is_dir()) {
        let names = DRAFTS.map(|(folder, _)| folder).join(", ");
        let message = format!("{} has no folder {names}: it is not a test suite", tests.display());
        return Err(io::Error::other(message));
    }
    for (draft, folder) in drafts.into_iter().enumerate().filter(|(_, folder)| folder.is_dir()) {
        for (file, path) in files(&folder)? {
            let text = fs::read_to_string(&path).named("read", &path)?;
            let wrong = |what: &str| io::Error::other(format!("{}: {what}", path.display()));
            let document = document(&file, text).map_err(|error| wrong(&error))?;
            for node in document.root().items() {
                let group = group(draft, &file, node);
                groups.push(group.ok_or_else(|| wrong("a group lacks a member"))?);
            }
        }
    }
    Ok(groups)
}

fn document(file: &str, text: String) -> Result<Document, String> {
    let source = Source { path: file.to_owned(), text };
    source::parse(Arc::new(source)).map_err(|error| error.message)
}

fn group(draft: usize, file: &str, node: Node<'_>) -> Option<Group> {
    let spelling = |node: Node<'_>| node.source().text.get(node.span()).map(str::to_owned);
    let cases = node.get("tests")?.items().map(|node| {
        let data = node.get("data")?;
        let json = spelling(data)?;
        let parsed = serde_json::from_str::<Value>(&json);
        Some(Case {
            description: node.get("description")?.as_str()?.to_owned(),
            valid: node.get("valid")?.is_true(),
            in_tree: parsed.is_ok_and(|value| holds(&value, data)),
            json,
        })
    });
    Some(Group {
        draft,
        section: Section::of(file),
        file: file.to_owned(),
        description: node.get("description")?.as_str()?.to_owned(),
        schema: spelling(node.get("schema")?)?,
        cases: cases.collect::<Option<_>>()?,
    })
}

/// Whether the value is the whole truth about the node.
fn holds(value: &Value, node: Node<'_>) -> bool {
    match (value, node.data()) {
        (Value::Null, Data::Null) => true,
        (Value::Bool(one), Data::Boolean(other)) => *one == other,
        (Value::Number(one), Data::Number(other)) => {
            json::number(&one.to_string()).compare(&json::number(other)).is_eq()
        }
        (Value::String(one), Data::String(other)) => one == other,
        (Value::Array(one), Data::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| holds(one, other))
        }
        (Value::Object(one), Data::Object(mut other)) => {
            let held = |name: &str, node| one.get(name).is_some_and(|value| holds(value, node));
            one.len() == other.len() && other.all(|member| held(member.name, member.value))
        }
        _ => false,
    }
}

/// The documents that the suite's schemas refer to, by URI.
pub(super) fn remotes(suite: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut remotes = BTreeMap::new();
    let folder = suite.join("remotes");
    if !folder.is_dir() {
        return Ok(remotes);
    }
    for (file, path) in files(&folder)? {
        remotes.insert(format!("{REMOTES}{file}"), fs::read_to_string(&path).named("read", &path)?);
    }
    Ok(remotes)
}

/// The JSON files below a folder: relative paths with `/`, sorted, and where they are.
fn files(folder: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), folder.to_path_buf())];
    while let Some((prefix, folder)) = open.pop() {
        let entries = fs::read_dir(&folder)
            .map_err(|error| io::Error::other(format!("{}: {error}", folder.display())))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type().named("read", &entry.path())?.is_dir() {
                open.push((format!("{prefix}{name}/"), entry.path()));
            } else if name.ends_with(".json") {
                found.insert(format!("{prefix}{name}"), entry.path());
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_what_it_does_not_change() {
        for (json, held) in [
            ("1.0", true),
            ("0.1", true),
            ("1e2", true),
            ("12345678901234567890", true),
            ("123456789012345678901234567890", false),
            ("9007199254740993.0", false),
            ("1e400", false),
            (r#"{"a": [null, {"b": "\u00e9\ud83d\udd0c"}]}"#, true),
            (r#"[98249283749234923498293171823948729348710298301928331]"#, false),
        ] {
            let text = format!(
                r#"[{{"description": "g", "schema": {{}}, "tests": [
                    {{"description": "c", "data": {json} , "valid": true}}
                ]}}]"#
            );
            let document = document("x.json", text).unwrap();
            let first = document.root().items().next().unwrap();
            let group = group(4, "optional/format/x.json", first).unwrap();
            let case = &group.cases[0];
            assert_eq!((case.json.as_str(), case.in_tree), (json, held));
            assert_eq!(group.assert_formats(), Some(true));
        }
    }
}
