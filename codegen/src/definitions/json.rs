//! JSON as it is written: members keep their order, numbers their spelling.

use std::fmt::{self, Write as _};

use crate::arena::{Data, Node};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Json {
    /// `null`, a boolean, a number or a string, as text.
    Scalar(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

/// Arrays of scalars that take up to so many bytes are written in one line.
const LINE: usize = 80;

impl Json {
    /// A string.
    pub(super) fn string(text: &str) -> Self {
        Json::Scalar(quoted(text))
    }

    /// The value of a node.
    pub(super) fn of(node: Node<'_>) -> Self {
        match node.data() {
            Data::Null => Json::Scalar("null".to_owned()),
            Data::Boolean(value) => Json::Scalar(value.to_string()),
            Data::Number(text) => Json::Scalar(finite(text)),
            Data::String(text) => Json::string(text),
            Data::Array(items) => Json::Array(items.map(Json::of).collect()),
            Data::Object(members) => Json::Object(
                members.map(|member| (member.name.to_owned(), Json::of(member.value))).collect(),
            ),
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Json::Scalar(text) => f.write_str(text),
            Json::Array(items) => match one_line(items) {
                Some(line) => f.write_str(&line),
                None => {
                    let items = items.iter().map(|item| (None, item));
                    enclosed(f, ['[', ']'], items, depth)
                }
            },
            Json::Object(members) => {
                let members = members.iter().map(|(name, value)| (Some(name.as_str()), value));
                enclosed(f, ['{', '}'], members, depth)
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)?;
        f.write_char('\n')
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A number, or the nearest that an `f64` holds: few readers of JSON take numbers beyond it.
fn finite(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(value) if value.is_infinite() => format!("{:e}", f64::MAX.copysign(value)),
        _ => text.to_owned(),
    }
}

/// A short array of scalars.
fn one_line(items: &[Json]) -> Option<String> {
    let mut line = "[".to_owned();
    for (index, item) in items.iter().enumerate() {
        let Json::Scalar(text) = item else { return None };
        let separator = if index == 0 { "" } else { ", " };
        line += separator;
        line += text;
        if line.len() > LINE {
            return None;
        }
    }
    Some(line + "]")
}

/// An array or object, a line for each item or member.
fn enclosed<'a>(
    f: &mut fmt::Formatter<'_>,
    [open, close]: [char; 2],
    parts: impl ExactSizeIterator<Item = (Option<&'a str>, &'a Json)>,
    depth: usize,
) -> fmt::Result {
    let count = parts.len();
    f.write_char(open)?;
    for (index, (name, value)) in parts.enumerate() {
        write!(f, "\n{:1$}", "", (depth + 1) * 2)?;
        if let Some(name) = name {
            write!(f, "{}: ", quoted(name))?;
        }
        value.write(f, depth + 1)?;
        f.write_str(if index + 1 < count { "," } else { "" })?;
    }
    if count > 0 {
        write!(f, "\n{:1$}", "", depth * 2)?;
    }
    f.write_char(close)
}
