//! Phase *schema*: the keywords of every schema, read into IR 1 and checked on the way.

mod keyword;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::json::{Data, Node, escape};
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
                let says_something = |name: &str| {
                    !matches!(
                        name,
                        "$schema"
                            | "$id"
                            | "id"
                            | "$comment"
                            | "title"
                            | "description"
                            | "definitions"
                            | "$defs"
                            | "$anchor"
                            | "$dynamicAnchor"
                            | "$recursiveAnchor"
                            | "$vocabulary"
                    ) && dialect.keyword(name).is_some()
                };
                let shelf = ["definitions", "$defs"].iter().any(|name| node.get(name).is_some());
                let asserts = members.iter().any(|member| says_something(&member.name));
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
        for keyword in ["definitions", "$defs"] {
            for member in node.and_then(|node| node.get(keyword)).map_or(&[][..], Node::members) {
                let pointer = format!("/{keyword}/{}", escape(&member.name));
                let place = Place { document: root.document, pointer };
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
