//! Phase *schema*: the keywords of every schema, read into IR 1 and checked on the way.

mod keyword;
mod value;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::arena::{Data, Document, Literal, Member, Node, NodeId, Source};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::keyword::{Keyword, Vocabulary};
use crate::pattern::{self, PatternError, Program};
use crate::resolve::{Resolved, Site};
use crate::schema::{
    Body, Definition, DocumentOrigin, Pattern, Schema, SchemaDocument, SchemaId, Schemas,
};
use crate::share::Shared;

/// Reads the schemas of the documents.
pub(crate) fn read(resolved: &Resolved, shared: &Shared, diagnostics: &mut Diagnostics) -> Schemas {
    let (reader, pointers) = Reader::new(resolved, shared);
    let mut schemas = Schemas::default();
    for (pointer, id) in pointers {
        schemas.arena.push(reader.schema(id, pointer, diagnostics));
    }
    for (index, document) in resolved.sources.documents().iter().enumerate() {
        schemas.documents.push(SchemaDocument {
            source: Arc::clone(document.source()),
            value: Some(Literal::new(document, document.root().id())),
            origin: if index < resolved.requested {
                DocumentOrigin::Requested
            } else {
                DocumentOrigin::Found
            },
            root: reader.root(document, diagnostics),
            definitions: reader.definitions(document),
            shared: reader.shared(document),
        });
    }
    schemas.documents.extend(reader.shared_document());
    for (resource, anchors) in &resolved.dynamic_anchors {
        let Some(resource) = reader.id(*resource) else { continue };
        let anchors =
            anchors.iter().filter_map(|(name, schema)| Some((name.clone(), reader.id(*schema)?)));
        schemas.dynamic_anchors.insert(resource, anchors.collect());
    }
    schemas.name_patterns = name_patterns(&schemas);
    schemas
}

/// The patterns of `patternProperties`, compiled. What is wrong with them is reported where they are planned.
fn name_patterns(schemas: &Schemas) -> BTreeMap<String, Result<Arc<Program>, PatternError>> {
    let mut compiled = BTreeMap::new();
    for schema in &schemas.arena {
        let Body::Keywords(keywords) = &schema.body else { continue };
        for (Pattern { text, .. }, _) in &keywords.object.pattern_properties {
            if !compiled.contains_key(text) {
                compiled.insert(text.clone(), pattern::compile(text).map(Arc::new));
            }
        }
    }
    compiled
}

/// From the nodes of schemas to their ids in IR 1.
struct Reader<'a> {
    resolved: &'a Resolved,
    shared: &'a Shared,
    ids: BTreeMap<NodeId, SchemaId>,
}

impl<'a> Reader<'a> {
    /// The reader, and the pointer of each schema in the order of their ids. That is the alphabetic order of the pointers,
    /// document by document: it does not depend on the order of members.
    fn new(resolved: &'a Resolved, shared: &'a Shared) -> (Self, Vec<(String, NodeId)>) {
        let node = |id: &NodeId| resolved.sources.node(*id);
        let mut pointers: Vec<(String, NodeId)> =
            resolved.sites.keys().map(|id| (node(id).spell_pointer(), *id)).collect();
        pointers.sort_by(|(one, id), (other, other_id)| {
            id.document().cmp(&other_id.document()).then_with(|| one.cmp(other))
        });
        let ids = pointers.iter().enumerate().map(|(index, (_, id))| (*id, SchemaId(index)));
        (Reader { resolved, shared, ids: ids.collect() }, pointers)
    }

    fn id(&self, schema: NodeId) -> Option<SchemaId> {
        self.ids.get(&self.shared.of(schema)).copied()
    }

    fn schema(&self, id: NodeId, pointer: String, diagnostics: &mut Diagnostics) -> Schema {
        let document = self.resolved.sources.document(id);
        let node = document.node(id);
        let site: &Site = &self.resolved.sites[&id];
        let body = match node.data() {
            Data::Boolean(value) => Body::Boolean(value),
            _ => {
                let schema = keyword::SchemaNode { document, node, site };
                let keywords = keyword::Keywords::new(self, schema, diagnostics).read();
                Body::Keywords(Box::new(keywords))
            }
        };
        Schema {
            node: id,
            home: self.home(id),
            source: Arc::clone(node.source()),
            span: node.span(),
            pointer,
            location: site.location(node),
            resource: self.id(site.resource).unwrap_or(SchemaId(0)),
            dialect: site.dialect,
            asserts_format: site.dialect.asserts_format() || site.vocabularies.format_assertion,
            body,
        }
    }

    /// The root of a document, if it is a schema and not merely a shelf of definitions.
    fn root(&self, document: &Document, diagnostics: &mut Diagnostics) -> Option<SchemaId> {
        let root = document.root();
        match root.data() {
            Data::Boolean(_) => self.id(root.id()),
            Data::Object(mut members) => {
                let dialect = self.resolved.sites.get(&root.id())?.dialect;
                let asserts = members.any(|member| {
                    let known = Keyword::of_name(member.name);
                    known.is_some_and(|keyword| {
                        keyword.value(dialect).is_some() && says_something(keyword)
                    })
                });
                let mut shelves = Keyword::SHELVES.into_iter();
                let has_shelf = shelves.any(|keyword| root.keyword(keyword).is_some());
                (asserts || !has_shelf).then(|| self.id(root.id())).flatten()
            }
            _ => {
                let kind = root.type_name();
                let message = format!("a schema is an object or a boolean, not {kind}");
                diagnostics.push(Diagnostic::at(root, message));
                None
            }
        }
    }

    fn definitions(&self, document: &Document) -> Vec<(Definition, SchemaId)> {
        let own = shelved(document).filter(|member| !self.is_shared(member.value.id()));
        own.filter_map(|member| Some((definition(&member), self.id(member.value.id())?))).collect()
    }

    /// The schemas that stand for the definitions of a document that are shared.
    fn shared(&self, document: &Document) -> Vec<SchemaId> {
        let shared = shelved(document).filter(|member| self.is_shared(member.value.id()));
        shared.filter_map(|member| self.id(member.value.id())).collect()
    }

    fn is_shared(&self, definition: NodeId) -> bool {
        self.shared.definitions.binary_search(&self.shared.of(definition)).is_ok()
    }

    /// The document of the definitions that several have in common; none if there are none.
    fn shared_document(&self) -> Option<SchemaDocument> {
        let each = self.shared.definitions.iter();
        let definitions = each.filter_map(|node| {
            let document = self.resolved.sources.document(*node);
            let member = shelved(document).find(|member| member.value.id() == *node)?;
            Some((definition(&member), self.id(*node)?))
        });
        let definitions: Vec<(Definition, SchemaId)> = definitions.collect();
        (!definitions.is_empty()).then(|| SchemaDocument {
            source: Arc::new(Source { path: "shared".to_owned(), text: String::new() }),
            value: None,
            origin: DocumentOrigin::Shared,
            root: None,
            definitions,
            shared: Vec::new(),
        })
    }

    /// The index of the document in whose module the code of a schema stands.
    fn home(&self, schema: NodeId) -> usize {
        let shared = &self.shared.definitions;
        let after = shared.partition_point(|definition| *definition <= schema);
        let around = after.checked_sub(1).map(|index| self.resolved.sources.node(shared[index]));
        match around {
            Some(definition) if definition.ids().contains(&schema) => {
                self.resolved.sources.documents().len()
            }
            _ => schema.document(),
        }
    }
}

/// The definitions of a document.
fn shelved(document: &Document) -> impl Iterator<Item = Member<'_>> {
    let shelves = Keyword::SHELVES.into_iter();
    let shelves = shelves.filter_map(|keyword| document.root().keyword(keyword));
    shelves.flat_map(Node::members)
}

fn definition(member: &Member<'_>) -> Definition {
    Definition { name: member.name.to_owned(), span: member.name_span() }
}

/// Whether a keyword says something of instances, or of how they are used: others name the schema, or what is in it.
fn says_something(keyword: Keyword) -> bool {
    let names = keyword.vocabulary() == Vocabulary::Core && !keyword.is_reference();
    !names && !keyword.is_documentation()
}
