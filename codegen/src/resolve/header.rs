//! What the root of a document says of itself, without the rest of the document.

use std::sync::Arc;

use voltype_runtime::{Flow, Input, Kind, Text};

use crate::arena::{Node, Source};
use crate::dialect::{Dialect, Dialects};
use crate::keyword::Keyword;
use crate::source::{self, BYTE_ORDER_MARK, Format};
use crate::uri::ResourceUri;

/// The `$schema` and the identifiers of a root.
#[derive(Debug, Default)]
pub(super) struct Header {
    schema: Option<String>,
    id: Option<String>,
    /// The identifier as draft 4 spells it.
    old_id: Option<String>,
    /// Whether a schema inside of the document may have an identifier of its own.
    may_have_inner: bool,
}

impl Header {
    /// The header of a document that has been read.
    pub(super) fn of_node(root: Node<'_>) -> Self {
        let text = |keyword| root.keyword(keyword).and_then(Node::as_str).map(str::to_owned);
        Header {
            schema: text(Keyword::Schema),
            id: text(Keyword::Id),
            old_id: text(Keyword::OldId),
            may_have_inner: true,
        }
    }

    /// The header of a document; `None` if it cannot be read.
    pub(super) fn of_source(source: &Arc<Source>) -> Option<Self> {
        match Format::of_path(&source.path) {
            Format::Json => Self::of_json(&source.text),
            Format::Jsonc | Format::Yaml => {
                Some(Self::of_node(source::parse(Arc::clone(source)).ok()?.root()))
            }
        }
    }

    /// The header of a JSON text, of which only the root's members are looked at.
    fn of_json(text: &str) -> Option<Self> {
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let mut reader = Text::new(text.as_bytes()).ok()?;
        let header = Self::read(&mut reader).ok()?;
        reader.finish().ok()?;
        let own = [&header.id, &header.old_id].into_iter().flatten().count();
        let may_have_inner = text.matches("id\"").count() > own || text.contains("\\u");
        Some(Header { may_have_inner, ..header })
    }

    fn read(reader: &mut Text<'_>) -> Flow<Self> {
        let mut header = Header::default();
        if reader.kind()? != Kind::Object {
            reader.skip()?;
            return Ok(header);
        }
        let mut object = reader.object()?;
        while let Some(name) = reader.member(&mut object)? {
            let Header { schema, id, old_id, may_have_inner: _ } = &mut header;
            let name = name.to_str();
            let fields = [(Keyword::Schema, schema), (Keyword::Id, id), (Keyword::OldId, old_id)];
            let mut fields = fields.into_iter();
            let Some((_, field)) = fields.find(|(keyword, _)| keyword.name() == name) else {
                reader.skip()?;
                continue;
            };
            match reader.string_if()? {
                Some(text) => *field = Some(text.to_str().into_owned()),
                None => reader.skip()?,
            }
        }
        Ok(header)
    }

    /// The identifier of the root of the document at `path`, if it has one besides its path.
    pub(super) fn uri(&self, path: &str, dialects: &Dialects) -> Option<ResourceUri> {
        let dialect = match &self.schema {
            Some(schema) => dialects.of(schema),
            None => Some(dialects.default),
        };
        let id = match dialect {
            Some(Dialect::Draft4) => self.old_id.as_ref(),
            Some(_) => self.id.as_ref(),
            // The metaschema decides which of the two counts, and it is not known yet.
            None => self.id.as_ref().or(self.old_id.as_ref()),
        };
        let id = id.filter(|id| !id.starts_with('#'))?;
        ResourceUri::of_path(path).resolve(id).ok().map(|address| address.resource)
    }

    /// Whether a schema inside of the document may have an identifier of its own.
    pub(super) fn may_have_inner_identifiers(&self) -> bool {
        self.may_have_inner
    }
}
