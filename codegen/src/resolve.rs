//! Phase *resolve*: which schemas there are, which resource and dialect each belongs to, and where its references lead.
//!
//! No other phase knows of URIs, identifiers and anchors (2020-12 core sections 8 and 9).

mod embedded;
mod errors;
mod follow;
mod header;
mod library;
mod names;
mod others;
mod scope;
mod texts;
mod visit;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::arena::{Document, Node, NodeId, Sources};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::source::Loader;
use crate::uri::ResourceUri;
use crate::vocabulary::Vocabularies;

use follow::Pending;
use library::Library;
use names::Anchor;
use scope::Scope;

/// The documents, and the schemas in them.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The documents: the requested ones, then those that references led to.
    pub sources: Sources,
    /// How many documents were requested.
    pub requested: usize,
    /// The schemas, in document order.
    pub sites: BTreeMap<NodeId, Site>,
    /// The schemas that are checked against their metaschema separately: no keyword of a schema around them, in the same
    /// dialect, says that there is a schema.
    pub roots: Vec<NodeId>,
    /// The dynamic anchors of each resource, by the root of the resource.
    pub dynamic_anchors: BTreeMap<NodeId, BTreeMap<String, NodeId>>,
}

/// What is known of a schema before its keywords are read.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its dialect.
    pub dialect: Dialect,
    /// The vocabularies in force.
    pub vocabularies: Vocabularies,
    /// The root of the resource that it belongs to.
    pub resource: NodeId,
    /// The base URI.
    base: ResourceUri,
    /// Where `$ref` leads.
    pub reference: Option<NodeId>,
    /// Where `$dynamicRef` or `$recursiveRef` leads.
    pub dynamic_reference: Option<DynamicReference>,
}

/// A reference whose target depends on the resources that evaluation came through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DynamicReference {
    /// Its target, if no resource on the way has the anchor.
    pub initial: NodeId,
    /// The dynamic anchor that is looked for, outermost resource first; `None` if the initial target has none.
    pub anchor: Option<String>,
}

/// The dynamic anchor that `$recursiveAnchor` stands for: no `$dynamicAnchor` has this name.
pub(crate) const RECURSIVE_ANCHOR: &str = "";

impl Site {
    /// Whether a keyword means something in the schema.
    #[must_use]
    pub fn knows(&self, keyword: Keyword) -> bool {
        keyword.value(self.dialect).is_some() && self.vocabularies.know(keyword)
    }

    /// Whether a keyword is read in a schema that [only refers](Node::only_refers) or not.
    #[must_use]
    pub(crate) fn reads(&self, keyword: Keyword, only_refers: bool) -> bool {
        let hidden = only_refers && keyword != Keyword::Ref && !keyword.is_documentation();
        self.knows(keyword) && !hidden
    }

    /// Where a keyword leads that refers to another schema; for a dynamic one, its initial target.
    #[must_use]
    pub fn target(&self, keyword: Keyword) -> Option<NodeId> {
        match keyword {
            Keyword::Ref => self.reference,
            Keyword::DynamicRef | Keyword::RecursiveRef => {
                self.dynamic_reference.as_ref().map(|reference| reference.initial)
            }
            _ => None,
        }
    }

    /// Where its references lead.
    pub fn targets(&self) -> impl Iterator<Item = NodeId> {
        [Keyword::Ref, Keyword::DynamicRef].into_iter().filter_map(|keyword| self.target(keyword))
    }

    /// The absolute location of the schema, which is this node, as people read it.
    #[must_use]
    pub fn location(&self, schema: Node<'_>) -> String {
        format!("{}#{}", self.base.display(), schema.spell_pointer_from(self.resource))
    }
}

/// Finds the schemas of the documents and resolves their references, reading the documents that these name.
pub(crate) fn resolve(
    loader: &dyn Loader,
    config: &Config,
    sources: Sources,
    diagnostics: &mut Diagnostics,
) -> Resolved {
    let dialects = config.dialects();
    let mut library = Library::new(loader, &dialects, &sources);
    let requested = sources.documents().to_vec();
    let resolved = Resolved { sources, requested: requested.len(), ..Resolved::default() };
    let mut resolver = Resolver::new(resolved, &mut library, diagnostics);
    for document in &requested {
        resolver.register(document, ResourceUri::of_path(&document.source().path));
    }
    while let Some(pending) = resolver.open.pop() {
        resolver.follow(&pending);
    }
    resolver.report_dangling();
    resolver.resolved
}

/// The state of the phase.
struct Resolver<'r, 'l> {
    library: &'r mut Library<'l>,
    diagnostics: &'r mut Diagnostics,
    resolved: Resolved,
    /// The roots of the resources. One resource may have several URIs.
    resources: BTreeMap<ResourceUri, NodeId>,
    anchors: BTreeMap<(ResourceUri, String), Anchor>,
    /// The references that are not followed yet.
    open: Vec<Pending>,
    /// The references that lead to no schema.
    dangling: Vec<errors::Dangling>,
}

impl<'r, 'l> Resolver<'r, 'l> {
    fn new(
        resolved: Resolved,
        library: &'r mut Library<'l>,
        diagnostics: &'r mut Diagnostics,
    ) -> Self {
        Resolver {
            library,
            diagnostics,
            resolved,
            resources: BTreeMap::new(),
            anchors: BTreeMap::new(),
            open: Vec::new(),
            dangling: Vec::new(),
        }
    }

    /// Adds a document to the arena and registers its schemas.
    fn add(&mut self, document: Document, base: ResourceUri) {
        document.warnings().iter().for_each(|warning| self.diagnostics.push(warning.clone()));
        let document = self.resolved.sources.add(document);
        self.register(&document, base);
    }

    /// Registers the schemas of a document of the arena.
    fn register(&mut self, document: &Arc<Document>, base: ResourceUri) {
        let root = document.root();
        self.resources.insert(base.clone(), root.id());
        self.resolved.roots.push(root.id());
        let scope = Scope {
            base,
            dialect: self.library.default_dialect(),
            vocabularies: Vocabularies::STANDARD,
            resource: root.id(),
        };
        self.visit(root, &scope);
    }

    /// The document of a node, to be held while the resolver changes.
    fn document(&self, id: NodeId) -> Arc<Document> {
        Arc::clone(self.resolved.sources.document(id))
    }
}

#[cfg(test)]
mod tests;
