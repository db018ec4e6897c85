//! One document of the arena: its nodes in document order, and what a reader needs to add them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::{Node, NodeId, Source};
use crate::diagnostic::Diagnostic;

/// A document that has been read: its text, and its nodes in document order.
///
/// A node takes 28 bytes, and a child four more. Text stays in the document wherever its value is spelled there. The
/// nodes do not depend on JSON's spelling: a reader of another format can add them, too.
#[derive(Clone, Debug)]
pub struct Document {
    source: Arc<Source>,
    /// The number of the document in its arena.
    pub(super) number: u32,
    records: Vec<Record>,
    /// The children of each array, in order; the values of each object's members, sorted by name.
    children: Vec<u32>,
    /// The texts whose value differs from their spelling, one after the other.
    decoded: String,
    /// The nodes that aliases stand for.
    copied: BTreeSet<u32>,
    /// What its author should know of the spelling.
    warnings: Vec<Diagnostic>,
}

/// A node, as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    start: u32,
    end: u32,
    /// The array or object around it; the root has itself.
    pub(super) parent: u32,
    pub(super) content: Content,
}

/// The content of a node. The name of a member is a node, too, and stands before the member's value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Content {
    Null,
    Boolean(bool),
    Number(Text),
    String(Text),
    Name(Text),
    Array(Children),
    Object(Children),
}

/// Where a text is: offset and length.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Text {
    /// In the document.
    Spelled { at: u32, length: u32 },
    /// Among the decoded texts.
    Decoded { at: u32, length: u32 },
}

impl Text {
    pub(super) fn length(self) -> usize {
        match self {
            Text::Spelled { length, .. } | Text::Decoded { length, .. } => length as usize,
        }
    }
}

/// The children of an array or object.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Children {
    /// Where they begin in the list of children.
    pub(super) first: u32,
    /// How many there are.
    pub(super) count: u32,
    /// The first node after them and all that they contain.
    pub(super) after: u32,
}

impl Document {
    /// Its path and text.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// What its author should know of the spelling.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Whether an alias stands for this node, or for one inside of it.
    #[must_use]
    pub fn has_alias(&self, node: Node<'_>) -> bool {
        let ids = node.ids();
        self.copied.range(ids.start.index()..ids.end.index()).next().is_some()
    }

    /// The same, with another warning.
    pub(crate) fn warned(mut self, warning: Diagnostic) -> Self {
        self.warnings.push(warning);
        self
    }

    /// Its root.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    /// The node of this document with this id.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node::new(self, id.index())
    }

    pub(crate) fn record(&self, index: u32) -> &Record {
        &self.records[index as usize]
    }

    pub(crate) fn text(&self, text: Text) -> &str {
        text_of(&self.source, &self.decoded, text)
    }

    pub(crate) fn children(&self, children: Children) -> &[u32] {
        children.of(&self.children)
    }

    /// The first node after this one and all that it contains.
    pub(crate) fn after(&self, index: u32) -> u32 {
        self.record(index).after(index)
    }

    /// The name of the member with this value; "" for what is not a member.
    pub(crate) fn name(&self, value: u32) -> &str {
        name_of(&self.records, value).map_or("", |name| self.text(name))
    }
}

impl Record {
    pub(crate) fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The first node after this one, which has this index, and all that it contains.
    fn after(&self, index: u32) -> u32 {
        match self.content {
            Content::Array(children) | Content::Object(children) => children.after,
            Content::Null
            | Content::Boolean(_)
            | Content::Number(_)
            | Content::String(_)
            | Content::Name(_) => index + 1,
        }
    }
}

impl Children {
    /// The children in this list of all children.
    fn of(self, all: &[u32]) -> &[u32] {
        let first = self.first as usize;
        all.get(first..first + self.count as usize).unwrap_or_default()
    }
}

fn text_of<'a>(source: &'a Source, decoded: &'a str, text: Text) -> &'a str {
    let (store, at, length) = match text {
        Text::Spelled { at, length } => (source.text.as_str(), at, length),
        Text::Decoded { at, length } => (decoded, at, length),
    };
    store.get(at as usize..at as usize + length as usize).unwrap_or_default()
}

fn name_of(records: &[Record], value: u32) -> Option<Text> {
    match records.get(value.checked_sub(1)? as usize)?.content {
        Content::Name(text) => Some(text),
        _ => None,
    }
}

/// Builds a document. A reader reports the nodes in document order.
pub(crate) struct Builder {
    source: Arc<Source>,
    records: Vec<Record>,
    children: Vec<u32>,
    decoded: String,
    pub(super) copied: BTreeSet<u32>,
    warnings: Vec<Diagnostic>,
    /// The arrays and objects that are open, the innermost last.
    open: Vec<Open>,
    /// The children of these so far, the innermost's last.
    pending: Vec<u32>,
}

/// An array or object that has begun.
struct Open {
    index: u32,
    /// Where its children begin among the pending ones.
    pending: usize,
}

impl Builder {
    /// A builder for the document with this text, which must be shorter than 4 GiB.
    pub(crate) fn new(source: Arc<Source>) -> Self {
        Builder {
            source,
            records: Vec::new(),
            children: Vec::new(),
            decoded: String::new(),
            copied: BTreeSet::new(),
            warnings: Vec::new(),
            open: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// Adds a value without children. Returns its index.
    pub(crate) fn scalar(&mut self, span: Range<usize>, content: Content) -> u32 {
        let index = self.push(span, content);
        self.pending.push(index);
        index
    }

    /// Adds the name of a member. Its value follows. Returns its index.
    pub(crate) fn name(&mut self, span: Range<usize>, text: Text) -> u32 {
        self.push(span, Content::Name(text))
    }

    /// How many arrays and objects are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Adds something that the author should know.
    pub(crate) fn warn(&mut self, warning: Diagnostic) {
        self.warnings.push(warning);
    }

    /// Adds a text whose spelling, without quotes, is `inner`.
    pub(crate) fn text(&mut self, inner: Range<usize>, value: &str) -> Text {
        if self.source.text.get(inner.clone()) == Some(value) {
            return Text::Spelled { at: short(inner.start), length: short(value.len()) };
        }
        let at = self.decoded.len();
        self.decoded.push_str(value);
        Text::Decoded { at: short(at), length: short(value.len()) }
    }

    /// Begins an array.
    pub(crate) fn array(&mut self, start: usize) {
        self.begin(start, Content::Array(Children::default()));
    }

    /// Begins an object.
    pub(crate) fn object(&mut self, start: usize) {
        self.begin(start, Content::Object(Children::default()));
    }

    fn begin(&mut self, start: usize, content: Content) {
        let index = self.push(start..start, content);
        self.open.push(Open { index, pending: self.pending.len() });
    }

    /// Ends the innermost array or object. Returns its index.
    pub(crate) fn end(&mut self, end: usize) -> Option<u32> {
        let Open { index, pending } = self.open.pop()?;
        let after = short(self.records.len());
        let mut list = self.pending.split_off(pending);
        if let Content::Object(_) = self.records[index as usize].content {
            let name = |value: &u32| self.name_of(*value);
            list.sort_by(|one, other| name(one).cmp(&name(other)));
        }
        let children = Children { after, ..self.add_children(list) };
        let record = &mut self.records[index as usize];
        record.end = short(end);
        match &mut record.content {
            Content::Array(place) | Content::Object(place) => *place = children,
            Content::Null
            | Content::Boolean(_)
            | Content::Number(_)
            | Content::String(_)
            | Content::Name(_) => {}
        }
        self.pending.push(index);
        Some(index)
    }

    /// The document, after its root has been added.
    pub(crate) fn finish(mut self) -> Document {
        self.records.shrink_to_fit();
        self.children.shrink_to_fit();
        let Builder { source, records, children, decoded, copied, warnings, open: _, pending: _ } =
            self;
        Document { source, number: 0, records, children, decoded, copied, warnings }
    }

    /// How many nodes have been added.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// A node that has been added.
    pub(super) fn record(&self, index: u32) -> &Record {
        &self.records[index as usize]
    }

    /// The first node after this one and all that it contains.
    pub(super) fn after(&self, index: u32) -> u32 {
        self.record(index).after(index)
    }

    /// The children of an array or object that has ended.
    pub(super) fn children(&self, children: Children) -> &[u32] {
        children.of(&self.children)
    }

    /// The name of the member with this value.
    pub(super) fn name_of(&self, value: u32) -> Option<&str> {
        let text = name_of(&self.records, value)?;
        Some(text_of(&self.source, &self.decoded, text))
    }

    /// Adds the list of an array's or object's children.
    pub(super) fn add_children(&mut self, mut list: Vec<u32>) -> Children {
        let first = short(self.children.len());
        let count = short(list.len());
        self.children.append(&mut list);
        Children { first, count, after: 0 }
    }

    fn push(&mut self, span: Range<usize>, content: Content) -> u32 {
        let parent = self.open.last().map_or(0, |open| open.index);
        self.push_below(parent, span, content)
    }

    /// Adds a node below an array or object.
    pub(super) fn push_below(&mut self, parent: u32, span: Range<usize>, content: Content) -> u32 {
        let index = short(self.records.len());
        self.records.push(Record {
            start: short(span.start),
            end: short(span.end),
            parent,
            content,
        });
        index
    }
}

/// An offset or an index. A document has less than 4 GiB, and fewer nodes than bytes.
pub(crate) fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_small() {
        assert_eq!(size_of::<Record>(), 28);
    }
}
