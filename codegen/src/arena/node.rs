//! The nodes of the arena, as phases see them.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use super::Source;
use super::document::{Children, Content, Document, short};
use super::written::{compact, lines};
use crate::dialect::Dialect;
use crate::json::{escape, unescape};
use crate::keyword::Keyword;

/// The id of a node in its arena. Ids are in document order: a node comes before all that it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    document: u32,
    index: u32,
}

impl NodeId {
    /// The index of its document in the arena.
    #[must_use]
    pub fn document(self) -> usize {
        self.document as usize
    }

    pub(super) fn index(self) -> u32 {
        self.index
    }
}

/// A JSON value in the arena. Two nodes are equal if they are spelled equally, wherever they stand.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    document: &'a Document,
    index: u32,
}

/// The value of a node.
#[derive(Clone, Debug)]
pub enum Data<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number as it is spelled
    Number(&'a str),
    /// A string
    String(&'a str),
    /// An array
    Array(Items<'a>),
    /// An object, in the document's order
    Object(Members<'a>),
}

/// A member of an object.
#[derive(Clone, Copy)]
pub struct Member<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value.
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    pub(super) fn new(document: &'a Document, index: u32) -> Self {
        Node { document, index }
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> NodeId {
        NodeId { document: self.document.number, index: self.index }
    }

    /// The path and the text of its document.
    #[must_use]
    pub fn source(self) -> &'a Arc<Source> {
        self.document.source()
    }

    /// Its bytes in the document.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        self.document.record(self.index).span()
    }

    /// Its value.
    #[must_use]
    pub fn data(self) -> Data<'a> {
        match self.content() {
            Content::Null => Data::Null,
            Content::Boolean(value) => Data::Boolean(value),
            Content::Number(text) => Data::Number(self.document.text(text)),
            Content::String(text) | Content::Name(text) => Data::String(self.document.text(text)),
            Content::Array(children) => Data::Array(self.items_of(children)),
            Content::Object(children) => Data::Object(self.members_of(children)),
        }
    }

    /// The string; `None` for another value.
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        match self.data() {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is `true`.
    #[must_use]
    pub fn is_true(self) -> bool {
        matches!(self.content(), Content::Boolean(true))
    }

    /// Whether it is `false`.
    #[must_use]
    pub fn is_false(self) -> bool {
        matches!(self.content(), Content::Boolean(false))
    }

    /// Whether it can be a schema: an object or a boolean.
    #[must_use]
    pub fn can_be_schema(self) -> bool {
        matches!(self.content(), Content::Object(_) | Content::Boolean(_))
    }

    /// The items of an array; of another value, none.
    #[must_use]
    pub fn items(self) -> Items<'a> {
        match self.content() {
            Content::Array(children) => self.items_of(children),
            _ => self.items_of(Children::default()),
        }
    }

    /// The members of an object, in the document's order; of another value, none.
    #[must_use]
    pub fn members(self) -> Members<'a> {
        match self.content() {
            Content::Object(children) => self.members_of(children),
            _ => self.members_of(Children::default()),
        }
    }

    /// The member of this name, if it is an object and has one.
    #[must_use]
    pub fn member(self, name: &str) -> Option<Member<'a>> {
        let Content::Object(children) = self.content() else { return None };
        let sorted = self.document.children(children);
        let name_of = |value: &u32| self.document.name(*value);
        let found = sorted.binary_search_by(|value| name_of(value).cmp(name)).ok()?;
        Some(self.member_at(*sorted.get(found)?))
    }

    /// The value of the member of this name.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Node<'a>> {
        self.member(name).map(|member| member.value)
    }

    /// The value of a keyword, if this is a schema that has it.
    #[must_use]
    pub fn keyword(self, keyword: Keyword) -> Option<Node<'a>> {
        self.get(keyword.name())
    }

    /// Whether this schema has a `$ref` that hides all keywords beside it, as in the drafts up to 7.
    #[must_use]
    pub fn only_refers(self, dialect: Dialect) -> bool {
        dialect.ref_hides_siblings() && self.keyword(Keyword::Ref).is_some()
    }

    /// The node that a JSON Pointer (RFC 6901, percent-decoded) leads to from here.
    #[must_use]
    pub fn pointer(self, pointer: &str) -> Option<Node<'a>> {
        pointer.split('/').skip(1).try_fold(self, Node::step)
    }

    /// The child that a token of a JSON Pointer leads to.
    fn step(self, token: &str) -> Option<Node<'a>> {
        match self.content() {
            Content::Object(_) => self.get(&unescape(token)),
            Content::Array(children) if token == "0" || !token.starts_with('0') => {
                let index = token.parse::<usize>().ok()?;
                Some(self.at(*self.document.children(children).get(index)?))
            }
            _ => None,
        }
    }

    /// The array or object around it; `None` for the root.
    #[must_use]
    pub fn parent(self) -> Option<Node<'a>> {
        (self.index != 0).then(|| self.at(self.document.record(self.index).parent))
    }

    /// The ids of this node and of all that it contains.
    #[must_use]
    pub fn ids(self) -> Range<NodeId> {
        let after = self.document.after(self.index);
        self.id()..NodeId { document: self.document.number, index: after }
    }

    /// How many nodes it has, itself and names of members included.
    #[must_use]
    pub fn size(self) -> usize {
        (self.document.after(self.index) - self.index) as usize
    }

    /// The node that stands this many nodes after it, in document order, or the last one inside of it.
    pub(super) fn inner(self, offset: usize) -> Node<'a> {
        let last = self.size().saturating_sub(1);
        self.at(self.index + short(offset.min(last)))
    }

    /// The node, inside of it or itself, that begins at this byte of the document or last before it. This is for
    /// documents whose nodes are spelled in document order: those without aliases.
    pub(super) fn inner_at(self, at: usize) -> Node<'a> {
        let (mut low, mut high) = (0, self.size());
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.inner(middle).span().start <= at { low = middle } else { high = middle }
        }
        self.inner(low)
    }

    /// Its value as JSON text, in one line.
    #[must_use]
    pub fn to_compact_json(self) -> String {
        compact(self)
    }

    /// Its value as JSON text, for people.
    #[must_use]
    pub fn to_json(self) -> String {
        lines(self)
    }

    /// The JSON Pointer from the document's root to it.
    #[must_use]
    pub fn spell_pointer(self) -> String {
        self.spell_pointer_from(self.document.root().id())
    }

    /// The JSON Pointer to it from a node that contains it.
    #[must_use]
    pub fn spell_pointer_from(self, ancestor: NodeId) -> String {
        let mut tokens = Vec::new();
        let mut node = self;
        while node.id() != ancestor
            && let Some(parent) = node.parent()
        {
            tokens.push(node.token(parent));
            node = parent;
        }
        let mut pointer = String::new();
        for token in tokens.iter().rev() {
            pointer.push('/');
            pointer.push_str(token);
        }
        pointer
    }

    /// The token that leads from its parent to it.
    fn token(self, parent: Node<'a>) -> Cow<'a, str> {
        match parent.content() {
            Content::Array(children) => {
                // Ids are in document order.
                let items = self.document.children(children);
                items.partition_point(|item| *item < self.index).to_string().into()
            }
            _ => match self.document.name(self.index) {
                name if name.contains(['~', '/']) => escape(name).into(),
                name => name.into(),
            },
        }
    }

    /// The phrase for its type in messages.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self.content() {
            Content::Null => "null",
            Content::Boolean(_) => "a boolean",
            Content::Number(_) => "a number",
            Content::String(_) | Content::Name(_) => "a string",
            Content::Array(_) => "an array",
            Content::Object(_) => "an object",
        }
    }

    /// The value alone. A number beyond what [`Value`] holds becomes the nearest that it does.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self.data() {
            Data::Null => Value::Null,
            Data::Boolean(value) => Value::Bool(value),
            Data::Number(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            Data::String(text) => Value::String(text.to_owned()),
            Data::Array(items) => items.map(Node::to_value).collect(),
            Data::Object(members) => members
                .map(|member| (member.name.to_owned(), member.value.to_value()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    fn content(self) -> Content {
        self.document.record(self.index).content
    }

    fn at(self, index: u32) -> Node<'a> {
        Node { document: self.document, index }
    }

    fn member_at(self, value: u32) -> Member<'a> {
        Member { name: self.document.name(value), value: self.at(value) }
    }

    fn items_of(self, children: Children) -> Items<'a> {
        Items { document: self.document, next: self.index + 1, left: children.count }
    }

    fn members_of(self, children: Children) -> Members<'a> {
        // The first value stands behind its name.
        Members { document: self.document, next: self.index + 2, left: children.count }
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.data(), other.data()) {
            (Data::Null, Data::Null) => true,
            (Data::Boolean(one), Data::Boolean(other)) => one == other,
            (Data::Number(one), Data::Number(other)) | (Data::String(one), Data::String(other)) => {
                one == other
            }
            (Data::Array(one), Data::Array(other)) => one.eq(other),
            (Data::Object(one), Data::Object(other)) => one
                .map(|member| (member.name, member.value))
                .eq(other.map(|member| (member.name, member.value))),
            _ => false,
        }
    }
}

impl Eq for Node<'_> {}

impl Hash for Node<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let data = self.data();
        std::mem::discriminant(&data).hash(state);
        match data {
            Data::Null => {}
            Data::Boolean(value) => value.hash(state),
            Data::Number(text) | Data::String(text) => text.hash(state),
            Data::Array(items) => {
                items.len().hash(state);
                items.for_each(|item| item.hash(state));
            }
            Data::Object(members) => {
                members.len().hash(state);
                members.for_each(|member| (member.name, member.value).hash(state));
            }
        }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_value().fmt(f)
    }
}

impl Member<'_> {
    /// The bytes of its name, quotes included.
    #[must_use]
    pub fn name_span(&self) -> Range<usize> {
        // The name stands right before the value.
        self.value.at(self.value.index.saturating_sub(1)).span()
    }
}

impl fmt::Debug for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {:?}", self.name, self.value)
    }
}

/// The items of an array, in order.
#[derive(Clone)]
pub struct Items<'a> {
    document: &'a Document,
    next: u32,
    left: u32,
}

impl<'a> Iterator for Items<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        self.left = self.left.checked_sub(1)?;
        let item = Node { document: self.document, index: self.next };
        self.next = self.document.after(self.next);
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Items<'_> {}

impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The members of an object, in the document's order.
#[derive(Clone)]
pub struct Members<'a> {
    document: &'a Document,
    /// The value of the next one.
    next: u32,
    left: u32,
}

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Member<'a>> {
        self.left = self.left.checked_sub(1)?;
        let value = Node { document: self.document, index: self.next };
        // Between two values stands a name.
        self.next = self.document.after(self.next) + 1;
        Some(value.member_at(value.index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Members<'_> {}

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
