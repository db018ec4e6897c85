//! The compact JSON text of a node, for reports.

use serde::ser::Error as _;

use super::Node;
use super::node::Items;
use super::object::TypedObject;

/// An array or object of which a part has been written.
enum Open<'v> {
    Array { items: &'v dyn Items, next: usize },
    Object { members: TypedObject<'v>, is_first: bool },
}

impl Node<'_> {
    /// The value as compact JSON text, as serde_json writes it. It is not recursive: a value may be nested deeper than a
    /// reader accepts.
    ///
    /// # Errors
    /// Those of serde_json, which writes the scalars.
    pub fn to_json(self) -> serde_json::Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut open: Vec<Open<'_>> = Vec::new();
        open.extend(begin(self, &mut out)?);
        while let Some(innermost) = open.last_mut() {
            match innermost.next(&mut out)? {
                Some(node) => open.extend(begin(node, &mut out)?),
                None => drop(open.pop()),
            }
        }
        Ok(out)
    }
}

/// Writes a scalar, or the bracket that opens an array or object.
fn begin<'v>(node: Node<'v>, out: &mut Vec<u8>) -> serde_json::Result<Option<Open<'v>>> {
    match node {
        Node::Null => serde_json::to_writer(out, &())?,
        Node::Boolean(value) => serde_json::to_writer(out, &value)?,
        Node::Signed(value) => serde_json::to_writer(out, &value)?,
        Node::Unsigned(value) => serde_json::to_writer(out, &value)?,
        Node::Float(value) => serde_json::to_writer(out, &value)?,
        Node::Spelled(text) => out.extend_from_slice(text.as_bytes()),
        Node::String(text) => serde_json::to_writer(out, text)?,
        Node::Array(items) => {
            out.push(b'[');
            return Ok(Some(Open::Array { items, next: 0 }));
        }
        Node::Entries(_) | Node::Map(_) | Node::Record(_) => {
            out.push(b'{');
            let members = TypedObject::new(node, 0);
            return Ok(Some(Open::Object { members, is_first: true }));
        }
    }
    Ok(None)
}

impl<'v> Open<'v> {
    /// Writes what is before the next value; the closing bracket if there is none.
    fn next(&mut self, out: &mut Vec<u8>) -> serde_json::Result<Option<Node<'v>>> {
        match self {
            Open::Array { items, next } => {
                let Some(node) = items.item(*next) else {
                    out.push(b']');
                    return Ok(None);
                };
                if *next > 0 {
                    out.push(b',');
                }
                *next += 1;
                Ok(Some(node))
            }
            Open::Object { members, is_first } => {
                let Some((name, node)) = members.next().map_err(serde_json::Error::custom)? else {
                    out.push(b'}');
                    return Ok(None);
                };
                if !std::mem::take(is_first) {
                    out.push(b',');
                }
                serde_json::to_writer(&mut *out, name)?;
                out.push(b':');
                Ok(Some(node))
            }
        }
    }
}
