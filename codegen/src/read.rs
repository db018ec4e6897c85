//! Phase *schema*: the keywords of every schema, read into IR 1 and checked on the way.

mod keyword;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::json::{Data, Node};
use crate::keyword::{Keyword, Vocabulary};
use crate::resolve::{Place, Resolved};
use crate::schema::{Body, Definition, Schema, SchemaDocument, SchemaId, Schemas};

/// Reads the schemas of the documents; the first `requested` documents are those that were asked for.
pub fn read(resolved: &Resolved, requested: usize, diagnostics: &mut Diagnostics) -> Schemas {
    let ids: BTreeMap<&Place, SchemaId> =
        resolved.sites.keys().enumerate().map(|(index, place)| (place, SchemaId(index))).collect();
    let reader = Reader { resolved, ids };
    let mut schemas = Schemas::default();
    for place in resolved.sites.keys() {
        let schema = reader.schema(place, diagnostics);
        schemas.arena.push(schema);
    }
    for (index, document) in resolved.documents.iter().enumerate() {
        let root = Place { document: index, pointer: String::new() };
        schemas.documents.push(SchemaDocument {
            source: Arc::clone(&document.source),
            requested: index < requested,
            root: reader.root(&root, diagnostics),
            definitions: reader.definitions(&root),
        });
    }
    for (resource, anchors) in &resolved.dynamic_anchors {
        let Some(resource) = reader.id(resource) else { continue };
        let anchors =
            anchors.iter().filter_map(|(name, place)| Some((name.clone(), reader.id(place)?)));
        schemas.dynamic_anchors.insert(resource, anchors.collect());
    }
    schemas
}

struct Reader<'a> {
    resolved: &'a Resolved,
    ids: BTreeMap<&'a Place, SchemaId>,
}

impl Reader<'_> {
    fn id(&self, place: &Place) -> Option<SchemaId> {
        self.ids.get(place).copied()
    }

    fn source(&self, place: &Place) -> &Arc<Source> {
        &self.resolved.documents[place.document].source
    }

    fn schema(&self, place: &Place, diagnostics: &mut Diagnostics) -> Schema {
        let site = &self.resolved.sites[place];
        let source = Arc::clone(self.source(place));
        let node = self.resolved.node(place);
        let body = match node.map(|node| &node.data) {
            Some(Data::Boolean(value)) => Body::Boolean(*value),
            Some(_) => {
                let mut keywords = keyword::Keywords::new(self, place, site, &source, diagnostics);
                Body::Keywords(Box::new(keywords.read()))
            }
            None => Body::Boolean(true),
        };
        Schema {
            source,
            span: node.map_or(0..0, |node| node.span.clone()),
            pointer: place.pointer.clone(),
            location: site.location.clone(),
            resource: self.id(&site.resource).unwrap_or(SchemaId(0)),
            dialect: site.dialect,
            asserts_format: site.dialect.asserts_format() || site.vocabularies.format_assertion,
            body,
        }
    }

    /// The root of a document, if it is a schema and not merely a shelf of definitions.
    fn root(&self, place: &Place, diagnostics: &mut Diagnostics) -> Option<SchemaId> {
        let node = self.resolved.node(place)?;
        match &node.data {
            Data::Boolean(_) => self.id(place),
            Data::Object(members) => {
                let dialect = self.resolved.sites.get(place)?.dialect;
                let mut shelves = Keyword::SHELVES.iter();
                let shelf = shelves.any(|keyword| node.keyword(*keyword).is_some());
                let known = members.iter().filter_map(|member| Keyword::of_name(&member.name));
                let mut known = known.filter(|keyword| keyword.value(dialect).is_some());
                let asserts = known.any(says_something);
                (asserts || !shelf).then(|| self.id(place)).flatten()
            }
            _ => {
                let message =
                    format!("a schema is an object or a boolean, not {}", node.type_name());
                let source = self.source(place);
                diagnostics.push(Diagnostic::error(source, node.span.clone(), message));
                None
            }
        }
    }

    fn definitions(&self, root: &Place) -> Vec<(Definition, SchemaId)> {
        let node = self.resolved.node(root);
        let mut definitions = Vec::new();
        for keyword in Keyword::SHELVES {
            let shelf = root.below(keyword.name());
            for member in node.and_then(|node| node.keyword(keyword)).map_or(&[][..], Node::members)
            {
                let place = shelf.below(&member.name);
                if let Some(id) = self.id(&place) {
                    let definition =
                        Definition { name: member.name.clone(), span: member.name_span.clone() };
                    definitions.push((definition, id));
                }
            }
        }
        definitions
    }
}

/// Whether a keyword says something of instances, or of how they are used: others name the schema, or what is in it.
fn says_something(keyword: Keyword) -> bool {
    let names = keyword.vocabulary() == Vocabulary::Core && !keyword.is_reference();
    !names && !keyword.is_documentation()
}
