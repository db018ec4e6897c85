//! Phase *resolve*: which schemas there are, which resource and dialect each belongs to, and where its references lead.
//!
//! This is the only phase that knows of URIs, identifiers and anchors (2020-12 core sections 8 and 9).

mod identified;
mod library;
mod subschemas;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::dialect::Dialect;
use crate::json::{Data, Node, escape};
use crate::keyword::{Keyword, Value};
use crate::load::{self, Document, Loader};
use crate::uri::{ResourceUri, UriError};
use crate::vocabulary::Vocabularies;

use library::{Library, Unknown};

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The index of the document.
    pub document: usize,
    /// The JSON Pointer in it.
    pub pointer: String,
}

impl Place {
    /// The place of a member or an item of the value here.
    #[must_use]
    pub fn below(&self, name: &str) -> Self {
        let pointer = format!("{}/{}", self.pointer, escape(name));
        Place { document: self.document, pointer }
    }
}

/// What is known of a schema before its keywords are read.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its dialect.
    pub dialect: Dialect,
    /// The vocabularies in force.
    pub vocabularies: Vocabularies,
    /// The root of the resource that it belongs to.
    pub resource: Place,
    /// Its absolute location, as people read it.
    pub location: String,
    /// Where `$ref` leads.
    pub reference: Option<Place>,
    /// Where `$dynamicRef` or `$recursiveRef` leads.
    pub dynamic_reference: Option<DynamicReference>,
}

/// A reference whose target depends on the resources that evaluation came through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DynamicReference {
    /// Its target, if no resource on the way has the anchor.
    pub initial: Place,
    /// The dynamic anchor that is looked for, outermost resource first; `None` if the initial target has none.
    pub anchor: Option<String>,
}

/// The dynamic anchor that `$recursiveAnchor` stands for: no `$dynamicAnchor` has this name.
pub const RECURSIVE_ANCHOR: &str = "";

/// The documents, and the schemas in them.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The documents: the ones asked for, then those that references led to.
    pub documents: Vec<Document>,
    /// The schemas by place, in document order of the documents.
    pub sites: BTreeMap<Place, Site>,
    /// The schemas that are checked against their metaschema by themselves: no keyword of a schema around them, in the
    /// same dialect, says that there is a schema.
    pub roots: Vec<Place>,
    /// The dynamic anchors of each resource.
    pub dynamic_anchors: BTreeMap<Place, BTreeMap<String, Place>>,
}

impl Resolved {
    /// The value at a place.
    #[must_use]
    pub fn node(&self, place: &Place) -> Option<&Node> {
        self.documents.get(place.document)?.root.pointer(&place.pointer)
    }
}

/// Finds the schemas of the documents and resolves their references, loading what these name.
pub fn resolve(
    loader: &dyn Loader,
    config: &Config,
    documents: Vec<Document>,
    diagnostics: &mut Diagnostics,
) -> Resolved {
    let default = config.dialect.unwrap_or(Dialect::Draft7);
    let library = Library::new(&documents, default);
    let mut resolver = Resolver::new(loader, default, library, diagnostics);
    for document in documents {
        let base = ResourceUri::of_path(&document.source.path);
        resolver.add(document, base);
    }
    while let Some(pending) = resolver.open.pop() {
        resolver.follow(pending);
    }
    resolver.resolved
}

/// Of a folder, as many entries are compared with a name that isn't there.
const MAX_NAMES: usize = 10_000;

/// A reference that waits to be followed.
struct Pending {
    from: Place,
    base: ResourceUri,
    dialect: Dialect,
    dynamic: bool,
    reference: Node,
}

/// What an anchor names.
struct Anchor {
    place: Place,
    dynamic: bool,
}

struct Resolver<'a> {
    loader: &'a dyn Loader,
    default: Dialect,
    diagnostics: &'a mut Diagnostics,
    library: Library,
    resolved: Resolved,
    resources: BTreeMap<ResourceUri, Place>,
    anchors: BTreeMap<(ResourceUri, String), Anchor>,
    open: Vec<Pending>,
}

/// The surroundings of a schema.
#[derive(Clone)]
struct Scope {
    base: ResourceUri,
    dialect: Dialect,
    vocabularies: Vocabularies,
    resource: Place,
}

impl<'a> Resolver<'a> {
    fn new(
        loader: &'a dyn Loader,
        default: Dialect,
        library: Library,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Resolver {
            loader,
            default,
            diagnostics,
            library,
            resolved: Resolved::default(),
            resources: BTreeMap::new(),
            anchors: BTreeMap::new(),
            open: Vec::new(),
        }
    }

    fn add(&mut self, document: Document, base: ResourceUri) {
        let index = self.resolved.documents.len();
        let place = Place { document: index, pointer: String::new() };
        let root = Arc::clone(&document.root);
        self.resolved.documents.push(document);
        self.resources.insert(base.clone(), place.clone());
        self.resolved.roots.push(place.clone());
        self.visit(
            &root,
            place.clone(),
            &Scope {
                base,
                dialect: self.default,
                vocabularies: Vocabularies::STANDARD,
                resource: place,
            },
        );
    }

    fn source(&self, place: &Place) -> Arc<Source> {
        Arc::clone(&self.resolved.documents[place.document].source)
    }

    /// Registers the schema at `place`, and those inside of it.
    fn visit(&mut self, node: &Node, place: Place, outer: &Scope) {
        if self.resolved.sites.contains_key(&place) {
            return;
        }
        let scope = self.enter(node, &place, outer);
        let language = |scope: &Scope| (scope.dialect, scope.vocabularies);
        if language(&scope) != language(outer) && self.resolved.roots.last() != Some(&place) {
            self.resolved.roots.push(place.clone());
        }
        let pointer = place.pointer.strip_prefix(&scope.resource.pointer);
        let location = format!("{}#{}", scope.base.display(), pointer.unwrap_or_default());
        let site = Site {
            dialect: scope.dialect,
            vocabularies: scope.vocabularies,
            resource: scope.resource.clone(),
            location,
            reference: None,
            dynamic_reference: None,
        };
        self.resolved.sites.insert(place.clone(), site);
        let hidden = scope.dialect.ref_hides_siblings() && node.keyword(Keyword::Ref).is_some();
        for member in node.members() {
            let known = Keyword::of_name(&member.name);
            let known = known.filter(|keyword| scope.vocabularies.know(*keyword));
            let Some((keyword, value)) =
                known.and_then(|keyword| Some((keyword, keyword.value(scope.dialect)?)))
            else {
                continue;
            };
            if value == Value::Reference && member.value.as_str().is_some() {
                self.open.push(Pending {
                    from: place.clone(),
                    base: scope.base.clone(),
                    dialect: scope.dialect,
                    dynamic: keyword != Keyword::Ref,
                    reference: member.value.clone(),
                });
            } else if value.holds_schemas() && (!hidden || keyword == Keyword::Definitions) {
                self.visit_value(value, &member.value, place.below(keyword.name()), &scope);
            }
        }
    }

    /// The scope inside of a schema, with its identifier and anchors registered.
    fn enter(&mut self, node: &Node, place: &Place, outer: &Scope) -> Scope {
        let mut scope = outer.clone();
        if let Some(schema) =
            node.keyword(Keyword::Schema).filter(|schema| schema.as_str().is_some())
        {
            self.dialect(schema, place, &mut scope);
        }
        let dialect = scope.dialect;
        let hidden = dialect.ref_hides_siblings() && node.keyword(Keyword::Ref).is_some();
        let id = node.keyword(Keyword::identifier(dialect)).filter(|id| id.as_str().is_some());
        if let Some(id) = id.filter(|_| !hidden) {
            self.identify(id, place, &mut scope);
        }
        for (keyword, dynamic) in [(Keyword::Anchor, false), (Keyword::DynamicAnchor, true)] {
            let Some(name) = node.keyword(keyword).and_then(Node::as_str) else { continue };
            if keyword.value(dialect).is_some() {
                self.anchor(&scope, place, name, dynamic);
            }
        }
        let keyword = Keyword::RecursiveAnchor;
        let recursive = node.keyword(keyword).map(|node| &node.data);
        if keyword.value(dialect).is_some() && recursive == Some(&Data::Boolean(true)) {
            self.anchor(&scope, place, RECURSIVE_ANCHOR, true);
        }
        scope
    }

    /// Takes over the dialect that `$schema` names: one of the drafts, or a metaschema that is at hand.
    fn dialect(&mut self, schema: &Node, place: &Place, scope: &mut Scope) {
        let uri = schema.as_str().unwrap_or_default();
        let source = self.source(place);
        let mut said = |message: String, help: &str| {
            let diagnostic = Diagnostic::error(&source, schema.span.clone(), message);
            self.diagnostics.push(diagnostic.help(help));
        };
        match self.library.language(self.loader, uri, scope.dialect, self.default) {
            Ok(language) => (scope.dialect, scope.vocabularies) = language,
            Err(Unknown::Vocabulary(unknown)) => said(
                format!("the dialect {uri:?} needs the unknown vocabulary {unknown:?}"),
                "the vocabularies of 2019-09 and 2020-12 are known",
            ),
            Err(Unknown::Metaschema(unknown)) => {
                let why = if unknown == uri {
                    String::new()
                } else {
                    format!(": its metaschema is written in the unknown dialect {unknown:?}")
                };
                said(
                    format!("unknown dialect {uri:?}{why}"),
                    "the dialects are drafts 04, 06, 07, 2019-09 and 2020-12 of json-schema.org, and the metaschemas \
                     that the schema folder has under their $id",
                );
            }
        }
    }

    fn identify(&mut self, id: &Node, place: &Place, scope: &mut Scope) {
        let text = id.as_str().unwrap_or_default();
        // Up to draft 7, an identifier that is only a fragment is an anchor.
        if let Some(anchor) = text.strip_prefix('#') {
            if !anchor.is_empty() && scope.dialect.ref_hides_siblings() {
                self.anchor(scope, place, anchor, false);
            }
            return;
        }
        match scope.base.resolve(text) {
            Ok((uri, fragment)) => {
                scope.base = uri.clone();
                scope.resource = place.clone();
                match self.resources.get(&uri) {
                    Some(other) if other != place => {
                        let message = format!("a second schema with the identifier {text:?}");
                        let first = &self.resolved.documents[other.document].source.path;
                        let label = format!("the first is {first}#{}", other.pointer);
                        let source = self.source(place);
                        let span = id.span.clone();
                        let second = Diagnostic::error(&source, span, message).label(label);
                        self.diagnostics.push(second);
                    }
                    _ => {
                        self.resources.insert(uri, place.clone());
                    }
                }
                if let Some(anchor) = fragment.filter(|fragment| !fragment.is_empty()) {
                    self.anchor(&scope.clone(), place, &anchor, false);
                }
            }
            Err(error) => self.bad_uri(place, id, error),
        }
    }

    fn anchor(&mut self, scope: &Scope, place: &Place, name: &str, dynamic: bool) {
        if dynamic {
            let anchors = self.resolved.dynamic_anchors.entry(scope.resource.clone()).or_default();
            anchors.insert(name.to_owned(), place.clone());
        }
        if name != RECURSIVE_ANCHOR {
            let anchor = Anchor { place: place.clone(), dynamic };
            self.anchors.insert((scope.base.clone(), name.to_owned()), anchor);
        }
    }

    fn bad_uri(&mut self, place: &Place, node: &Node, error: UriError) {
        let text = node.as_str().unwrap_or_default();
        let (message, help) = match error {
            UriError::Invalid => (
                format!("{text:?} is not a URI reference"),
                "RFC 3986 says what is; characters such as spaces are written as %20",
            ),
            UriError::Outside => (
                format!("{text:?} leads out of the schema folder"),
                "copy the document into the schema folder and refer to it there",
            ),
        };
        let source = self.source(place);
        self.diagnostics.push(Diagnostic::error(&source, node.span.clone(), message).help(help));
    }

    /// Resolves one reference and registers its target.
    fn follow(&mut self, pending: Pending) {
        let Pending { from, base, dialect, dynamic, reference } = pending;
        let text = reference.as_str().unwrap_or_default();
        let resolved = base.resolve(text).and_then(|(uri, fragment)| {
            let known = self.resources.contains_key(&uri);
            if !known && (uri.is_file() || base.leaves_folder(text)) {
                return Err(UriError::Outside);
            }
            Ok((uri, fragment))
        });
        let (uri, fragment) = match resolved {
            Ok(resolved) => resolved,
            Err(error) => return self.bad_uri(&from, &reference, error),
        };
        let Some(root) = self.resource(&uri, &from, &reference) else { return };
        let fragment = fragment.unwrap_or_default();
        let anchor = self.anchors.get(&(uri.clone(), fragment.clone()));
        let named = anchor.filter(|_| !fragment.is_empty() && !fragment.starts_with('/'));
        let is_dynamic = named.is_some_and(|anchor| anchor.dynamic);
        let target = if fragment.is_empty() {
            Some(root.clone())
        } else if fragment.starts_with('/') {
            Some(Place { document: root.document, pointer: format!("{}{fragment}", root.pointer) })
        } else {
            named.map(|anchor| anchor.place.clone())
        };
        let Some(target) = target.and_then(|target| self.target(target, &root, &uri, dialect))
        else {
            return self.dangling(&from, &reference, &fragment, &root);
        };
        let recursive = |resolved: &Resolved| {
            let anchors = resolved.dynamic_anchors.get(&root);
            anchors.is_some_and(|anchors| anchors.contains_key(RECURSIVE_ANCHOR))
        };
        let anchor = match dialect {
            Dialect::Draft201909 if fragment.is_empty() && recursive(&self.resolved) => {
                Some(RECURSIVE_ANCHOR.to_owned())
            }
            Dialect::Draft202012 if is_dynamic => Some(fragment),
            _ => None,
        };
        let Some(site) = self.resolved.sites.get_mut(&from) else { return };
        if dynamic {
            site.dynamic_reference = Some(DynamicReference { initial: target, anchor });
        } else {
            site.reference = Some(target);
        }
    }

    /// The root of the resource at a URI, which may have to be loaded.
    fn resource(&mut self, uri: &ResourceUri, from: &Place, reference: &Node) -> Option<Place> {
        if let Some(place) = self.resources.get(uri) {
            return Some(place.clone());
        }
        let source = self.source(from);
        let diagnostic = match uri.path() {
            Some(path) => match self.library.source(self.loader, &path) {
                Ok(text) => match load::parse(text) {
                    Ok(document) => {
                        self.add(document, uri.clone());
                        return self.resources.get(uri).cloned();
                    }
                    Err(diagnostic) => diagnostic,
                },
                Err(error) => self.unreadable(&source, reference, &path, &error),
            },
            None => match self.identified(uri, &source, reference) {
                Ok(()) => return self.resources.get(uri).cloned(),
                Err(diagnostic) => diagnostic,
            },
        };
        self.diagnostics.push(diagnostic);
        None
    }

    /// Why the document that a reference names is not to be had.
    fn unreadable(
        &mut self,
        source: &Arc<Source>,
        reference: &Node,
        path: &str,
        error: &io::Error,
    ) -> Diagnostic {
        let span = reference.span.clone();
        if error.kind() != io::ErrorKind::NotFound {
            let message = format!("cannot read {path:?}: {error}");
            return Diagnostic::error(source, span, message);
        }
        let message = format!("there is no document {path:?} to refer to");
        let known = self.loader.nearby(MAX_NAMES).unwrap_or_default();
        let help = match self.diagnostics.nearest(path, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "paths are relative to the document with the reference, or its $id".to_owned(),
        };
        Diagnostic::error(source, span, message).help(help)
    }

    /// Makes sure that there is a schema at the target of a reference, which may be inside of a keyword that holds none.
    fn target(
        &mut self,
        target: Place,
        root: &Place,
        uri: &ResourceUri,
        dialect: Dialect,
    ) -> Option<Place> {
        let document = Arc::clone(&self.resolved.documents.get(target.document)?.root);
        let node = document.pointer(&target.pointer)?;
        if !matches!(node.data, Data::Object(_) | Data::Boolean(_)) {
            return None;
        }
        if !self.resolved.sites.contains_key(&target) {
            let outer = self.enclosing(&target).unwrap_or_else(|| Scope {
                base: uri.clone(),
                dialect,
                vocabularies: Vocabularies::STANDARD,
                resource: root.clone(),
            });
            self.resolved.roots.push(target.clone());
            self.visit(node, target.clone(), &outer);
        }
        Some(target)
    }

    /// The scope of the innermost schema around a place.
    fn enclosing(&self, place: &Place) -> Option<Scope> {
        let mut pointer = place.pointer.as_str();
        while let Some((outer, _)) = pointer.rsplit_once('/') {
            let outer = Place { document: place.document, pointer: outer.to_owned() };
            if let Some(site) = self.resolved.sites.get(&outer) {
                let mut uris = self.resources.iter().filter(|(_, at)| **at == site.resource);
                let (base, resource) = uris.next_back()?;
                return Some(Scope {
                    base: base.clone(),
                    dialect: site.dialect,
                    vocabularies: site.vocabularies,
                    resource: resource.clone(),
                });
            }
            pointer = &place.pointer[..outer.pointer.len()];
        }
        None
    }

    fn dangling(&mut self, from: &Place, reference: &Node, fragment: &str, root: &Place) {
        let source = self.source(from);
        let path = &self.resolved.documents[root.document].source.path;
        let message = format!("{:?} leads to no schema", reference.as_str().unwrap_or_default());
        let label = format!("{path} has no schema at {fragment:?}");
        let mut diagnostic =
            Diagnostic::error(&source, reference.span.clone(), message).label(label);
        let sites = self.resolved.sites.keys().filter(|place| place.document == root.document);
        let pointers = sites.filter_map(|place| place.pointer.strip_prefix(&root.pointer));
        let pointers = pointers.filter(|pointer| !pointer.is_empty());
        if let Some(near) = self.diagnostics.nearest(fragment, pointers) {
            diagnostic = diagnostic.help(format!("there is one at {near:?}"));
        }
        self.diagnostics.push(diagnostic);
    }
}

#[cfg(test)]
mod tests;
