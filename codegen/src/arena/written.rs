//! Values of the arena as JSON text.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use super::document::short;
use super::{Data, Node};
use crate::source::Format;

/// The JSON text of a value, and which node each part of it is. A JSON document's own text is used as it stands.
#[derive(Debug)]
pub struct Written<'a> {
    node: Node<'a>,
    text: Cow<'a, str>,
    /// Where the nodes of the value begin in the text, in document order; none for a document's own text.
    starts: Vec<u32>,
}

impl<'a> Written<'a> {
    /// The text of a value.
    #[must_use]
    pub fn new(node: Node<'a>) -> Self {
        let source = node.source();
        if Format::of_path(&source.path) == Format::Json {
            let text = source.text.get(node.span()).unwrap_or_default();
            return Written { node, text: text.into(), starts: Vec::new() };
        }
        let mut writer =
            Writer { text: String::new(), starts: Vec::new(), layout: Layout::Compact };
        writer.value(node, 0);
        Written { node, text: writer.text.into(), starts: writer.starts }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the document that a part of the text, an instance or the name of a member, stands for.
    #[must_use]
    pub fn span(&self, part: Range<usize>) -> Range<usize> {
        if self.starts.is_empty() {
            let start = self.node.span().start;
            return start + part.start..start + part.end;
        }
        self.node_at(part.start).span()
    }

    /// The node, inside of the value or the value itself, that begins at this byte of the text or last before it.
    #[must_use]
    pub fn node_at(&self, at: usize) -> Node<'a> {
        if self.starts.is_empty() {
            return self.node.inner_at(self.node.span().start + at);
        }
        let after = self.starts.partition_point(|start| *start as usize <= at);
        self.node.inner(after.saturating_sub(1))
    }
}

/// The JSON text of a value, for people: a line for each member and item, unless that would make it many times longer.
#[must_use]
pub(super) fn lines(node: Node<'_>) -> String {
    let layout = if node.size() <= MAX_LINES { Layout::Lines } else { Layout::Compact };
    let mut writer = Writer { text: String::new(), starts: Vec::new(), layout };
    writer.value(node, 0);
    writer.text.push('\n');
    writer.text
}

/// The JSON text of a value, in one line.
#[must_use]
pub(super) fn compact(node: Node<'_>) -> String {
    let mut writer = Writer { text: String::new(), starts: Vec::new(), layout: Layout::Compact };
    writer.value(node, 0);
    writer.text
}

/// The most nodes that are written in lines: each line begins with up to 256 spaces.
const MAX_LINES: usize = 100_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Compact,
    Lines,
}

struct Writer {
    text: String,
    starts: Vec<u32>,
    layout: Layout,
}

impl Writer {
    /// Writes a value at this depth, which readers bound.
    fn value(&mut self, node: Node<'_>, depth: usize) {
        self.starts.push(short(self.text.len()));
        match node.data() {
            Data::Null => self.text.push_str("null"),
            Data::Boolean(value) => self.text.push_str(if value { "true" } else { "false" }),
            Data::Number(digits) => self.text.push_str(digits),
            Data::String(text) => self.string(text),
            Data::Array(items) => {
                let count = items.len();
                self.text.push('[');
                for (index, item) in items.enumerate() {
                    self.begin(index, depth + 1);
                    self.value(item, depth + 1);
                }
                self.end(']', count, depth);
            }
            Data::Object(members) => {
                let count = members.len();
                self.text.push('{');
                for (index, member) in members.enumerate() {
                    self.begin(index, depth + 1);
                    self.starts.push(short(self.text.len()));
                    self.string(member.name);
                    self.text.push_str(if self.layout == Layout::Lines { ": " } else { ":" });
                    self.value(member.value, depth + 1);
                }
                self.end('}', count, depth);
            }
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push_str(&Value::from(text).to_string());
    }

    /// Goes on to an item or member.
    fn begin(&mut self, index: usize, depth: usize) {
        if index > 0 {
            self.text.push(',');
        }
        self.line(depth);
    }

    /// Ends an array or object with this many children.
    fn end(&mut self, bracket: char, count: usize, depth: usize) {
        if count > 0 {
            self.line(depth);
        }
        self.text.push(bracket);
    }

    fn line(&mut self, depth: usize) {
        if self.layout == Layout::Lines {
            self.text.push('\n');
            (0..depth).for_each(|_| self.text.push_str("  "));
        }
    }
}
