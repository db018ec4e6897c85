//! JSON documents with the place of every value.

use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};

use serde_json::Value;
pub use voltype_runtime::pointer::{escape, unescape};
use voltype_runtime::{Flow, Input, Kind, Number, Reason, Stop, Syntax, Text};

use crate::keyword::Keyword;

/// A JSON value and its bytes in the document. Equal nodes are spelled equally, wherever they stand.
#[derive(Clone, Debug, Eq)]
pub struct Node {
    /// The bytes of the value.
    pub span: Range<usize>,
    /// The value.
    pub data: Data,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}

impl Hash for Node {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.data.hash(state);
    }
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Data {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number as it is spelled
    Number(String),
    /// A string
    String(String),
    /// An array
    Array(Vec<Node>),
    /// An object, in the document's order
    Object(Members),
}

/// A member of an object. The place of its name is not compared either.
#[derive(Clone, Debug, Eq)]
pub struct Member {
    /// The bytes of its name.
    pub name_span: Range<usize>,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Node,
}

impl PartialEq for Member {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.value) == (&other.name, &other.value)
    }
}

impl Hash for Member {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.name, &self.value).hash(state);
    }
}

/// The members of an object in the document's order, which find the one of a name without looking at all of them:
/// every reference and every schema is found by a pointer, so that time would be the square of a schema's width.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Members {
    list: Vec<Member>,
    /// Indexes in the list, by name.
    sorted: Vec<usize>,
}

impl Members {
    /// The member of this name.
    #[must_use]
    pub fn of_name(&self, name: &str) -> Option<&Member> {
        let name_of = |index: &usize| self.list.get(*index).map(|member| member.name.as_str());
        let found = self.sorted.binary_search_by(|index| name_of(index).cmp(&Some(name))).ok()?;
        self.list.get(*self.sorted.get(found)?)
    }
}

impl From<Vec<Member>> for Members {
    fn from(list: Vec<Member>) -> Self {
        let mut sorted: Vec<usize> = (0..list.len()).collect();
        sorted.sort_by(|one, other| list[*one].name.cmp(&list[*other].name));
        Members { list, sorted }
    }
}

impl Deref for Members {
    type Target = [Member];

    fn deref(&self) -> &[Member] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Members {
    type Item = &'a Member;
    type IntoIter = std::slice::Iter<'a, Member>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl Node {
    /// Reads a JSON text.
    ///
    /// # Errors
    /// Why it is no JSON, or cannot be a schema: a lone surrogate has no spelling in Rust source.
    pub fn parse(text: &str) -> Result<Node, Syntax> {
        let mut reader = Text::new(text.as_bytes())?;
        let node = read(&mut reader).and_then(|node| reader.finish().map(|()| node));
        node.map_err(|_| {
            // What is JSON for others can only be a lone surrogate, at which the reader stands.
            let lone = Syntax { at: reader.position(), reason: Reason::InvalidEscape };
            Text::defect(text.as_bytes()).unwrap_or(lone)
        })
    }

    /// The member of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.member(name).map(|member| &member.value)
    }

    /// The value of a keyword, if this is a schema that has it.
    #[must_use]
    pub fn keyword(&self, keyword: Keyword) -> Option<&Node> {
        self.get(keyword.name())
    }

    /// The member of this name, with its name's place.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        match &self.data {
            Data::Object(members) => members.of_name(name),
            _ => None,
        }
    }

    /// The members; none if this is no object.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.data {
            Data::Object(members) => members,
            _ => &[],
        }
    }

    /// The items; none if this is no array.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.data {
            Data::Array(items) => items,
            _ => &[],
        }
    }

    /// The string; `None` if this is none.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    /// The node that a JSON Pointer (RFC 6901, percent-decoded) leads to.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        let mut node = self;
        for token in pointer.split('/').skip(1) {
            let token = unescape(token);
            node = match &node.data {
                Data::Object(_) => node.get(&token)?,
                Data::Array(items) if token == "0" || !token.starts_with('0') => {
                    items.get(token.parse::<usize>().ok()?)?
                }
                _ => return None,
            };
        }
        Some(node)
    }

    /// What JSON Schema calls the type of this value.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match &self.data {
            Data::Null => "null",
            Data::Boolean(_) => "a boolean",
            Data::Number(_) => "a number",
            Data::String(_) => "a string",
            Data::Array(_) => "an array",
            Data::Object(_) => "an object",
        }
    }

    /// The value without its places. A number beyond what [`Value`] holds becomes the nearest that it does.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match &self.data {
            Data::Null => Value::Null,
            Data::Boolean(value) => Value::Bool(*value),
            Data::Number(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            Data::String(text) => Value::String(text.clone()),
            Data::Array(items) => items.iter().map(Node::to_value).collect(),
            Data::Object(members) => members
                .iter()
                .map(|member| (member.name.clone(), member.value.to_value()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}

/// The value of a number that stands in a document.
#[must_use]
pub fn number(text: &str) -> Number<'_> {
    match Number::scan(text.as_bytes(), 0) {
        Ok((number, _)) => number,
        Err(_) => Number::from_u64(0),
    }
}

fn read(text: &mut Text<'_>) -> Flow<Node> {
    let kind = text.kind()?;
    let start = text.position();
    let data = match kind {
        Kind::Null => text.null().map(|()| Data::Null)?,
        Kind::Boolean => Data::Boolean(text.boolean()?),
        Kind::Number => Data::Number(text.number()?.text().into_owned()),
        Kind::String => Data::String(string(text)?),
        Kind::Array => {
            let mut array = text.array()?;
            let mut items = Vec::new();
            while text.item(&mut array)? {
                items.push(read(text)?);
            }
            Data::Array(items)
        }
        Kind::Object => {
            let mut object = text.object()?;
            let mut members = Vec::new();
            while let Some(name) = text.member(&mut object)? {
                text.once(&mut object, name)?;
                let mut after = text.at(name.mark());
                let decoded = string(&mut after)?;
                let name_span = name.mark()..after.position();
                members.push(Member { name_span, name: decoded, value: read(text)? });
            }
            Data::Object(members.into())
        }
    };
    Ok(Node { span: start..text.position(), data })
}

fn string(text: &mut Text<'_>) -> Flow<String> {
    let string = text.string()?;
    if string.has_lone_surrogate() {
        return Err(Stop::Syntax);
    }
    Ok(string.to_str().into_owned())
}
