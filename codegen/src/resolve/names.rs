//! What a schema says of itself: its dialect, its identifier and its anchors.

use super::scope::Scope;
use super::{RECURSIVE_ANCHOR, Resolver};
use crate::arena::{Node, NodeId};
use crate::diagnostic::Diagnostic;
use crate::keyword::Keyword;
use crate::uri::{Address, ResourceUri};

/// The schema that has an anchor.
pub(super) struct Anchor {
    pub(super) schema: NodeId,
    pub(super) kind: AnchorKind,
}

/// How references find an anchor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AnchorKind {
    /// In their own resource.
    Plain,
    /// In any resource that evaluation came through, too.
    Dynamic,
}

/// An identifier that names a place in a document.
struct Place<'a> {
    /// The schema that has it.
    schema: Node<'a>,
    /// Its value.
    id: Node<'a>,
    resource: ResourceUri,
    pointer: &'a str,
}

impl Resolver<'_, '_> {
    /// The scope inside of a schema, after its identifier and its anchors are registered.
    pub(super) fn enter(&mut self, node: Node<'_>, outer: &Scope) -> Scope {
        let mut scope = outer.clone();
        if let Some(uri) = node.keyword(Keyword::Schema)
            && let Some(text) = uri.as_str()
        {
            match self.library.language(text, scope.dialect) {
                Ok(language) => {
                    scope.dialect = language.dialect;
                    scope.vocabularies = language.vocabularies;
                }
                Err(unknown) => self.unknown_dialect(uri, text, &unknown),
            }
        }
        let dialect = scope.dialect;
        let hides = node.only_refers(dialect);
        if let Some(id) = node.keyword(Keyword::identifier(dialect))
            && let Some(text) = id.as_str()
            && !hides
        {
            self.identify(node, id, text, &mut scope);
        }
        for (keyword, kind) in
            [(Keyword::Anchor, AnchorKind::Plain), (Keyword::DynamicAnchor, AnchorKind::Dynamic)]
        {
            if let Some(name) = node.keyword(keyword).and_then(Node::as_str)
                && keyword.value(dialect).is_some()
            {
                self.anchor(&scope, node, name, kind);
            }
        }
        let recursive = Keyword::RecursiveAnchor;
        if recursive.value(dialect).is_some() && node.keyword(recursive).is_some_and(Node::is_true)
        {
            self.anchor(&scope, node, RECURSIVE_ANCHOR, AnchorKind::Dynamic);
        }
        scope
    }

    /// Registers the identifier of a schema, which is the value `id` with this text.
    fn identify(&mut self, schema: Node<'_>, id: Node<'_>, text: &str, scope: &mut Scope) {
        // From 2019-09 on, identifiers have no fragments, as the metaschema says.
        let takes_fragments = scope.dialect.ref_hides_siblings();
        if matches!(text, "#" | "#/") || text.starts_with('#') && !takes_fragments {
            return;
        }
        let Address { resource, fragment } = match scope.base.resolve(text) {
            Ok(address) => address,
            Err(error) => return self.bad_uri(id, error),
        };
        // Some schemas end their identifiers with `#/` instead of `#`.
        let fragment = fragment.filter(|fragment| !["", "/"].contains(&fragment.as_str()));
        if let Some(pointer) = fragment.as_deref().filter(|fragment| fragment.starts_with('/')) {
            return self.place(Place { schema, id, resource, pointer }, scope);
        }
        // Up to draft 7, a fragment is an anchor: of the resource around the schema, if it names no other.
        let is_inside = self.resources.get(&resource) == Some(&scope.resource);
        if fragment.is_none() || !takes_fragments || !is_inside {
            scope.base = resource.clone();
            scope.resource = schema.id();
            self.register_resource(resource, schema, id);
        }
        if let Some(anchor) = fragment {
            self.anchor(scope, schema, &anchor, AnchorKind::Plain);
        }
    }

    /// Checks an identifier whose fragment is a JSON Pointer. The effect of these is undefined (draft-07 core section
    /// 8.2.3). As for other validators, one that names the place at which it stands changes nothing. No reference leads
    /// to one that names another place.
    fn place(&mut self, place: Place<'_>, scope: &Scope) {
        let Place { schema, id, resource, pointer } = place;
        let document = self.document(schema.id());
        let is_inside = self.resources.get(&resource) == Some(&scope.resource);
        let named = document.node(scope.resource).pointer(pointer).map(Node::id);
        if is_inside && named == Some(schema.id()) {
            return;
        }
        let text = id.as_str().unwrap_or_default();
        let here = format!("this is {}#{}", schema.source().path, schema.spell_pointer());
        let diagnostic = if text.starts_with('#') {
            let message = format!("the identifier {text:?} names another place, and has no effect");
            Diagnostic::at(id, message).warning()
        } else {
            Diagnostic::at(id, format!("the identifier {text:?} names another place"))
        };
        let help =
            "remove it, or correct it; references find a schema by its place without an identifier";
        self.diagnostics.push(diagnostic.label(here).help(help));
    }

    fn register_resource(&mut self, uri: ResourceUri, schema: Node<'_>, id: Node<'_>) {
        match self.resources.get(&uri) {
            Some(other) if *other != schema.id() => {
                let text = id.as_str().unwrap_or_default();
                let other = self.resolved.sources.node(*other);
                let first = format!("{}#{}", other.source().path, other.spell_pointer());
                let message = format!("a second schema with the identifier {text:?}");
                let second = Diagnostic::at(id, message).label(format!("the first is {first}"));
                self.diagnostics.push(second);
            }
            Some(_) | None => {
                self.resources.insert(uri, schema.id());
            }
        }
    }

    /// Warns of a second anchor of one name. A resource has one (2020-12 core section 8.2.2); the last counts.
    fn second_anchor(&mut self, schema: Node<'_>, name: &str, first: NodeId) {
        let Some(anchor) = schema.keyword(Keyword::DynamicAnchor) else { return };
        let first = self.resolved.sources.node(first);
        let place = format!("the first is {}#{}", first.source().path, first.spell_pointer());
        let message = format!("a second dynamic anchor {name:?} in one resource hides the first");
        let help = "give one of them another name: references find only the last";
        self.diagnostics.push(Diagnostic::at(anchor, message).label(place).help(help).warning());
    }

    fn anchor(&mut self, scope: &Scope, schema: Node<'_>, name: &str, kind: AnchorKind) {
        if kind == AnchorKind::Dynamic {
            let anchors = self.resolved.dynamic_anchors.entry(scope.resource).or_default();
            let first = anchors.insert(name.to_owned(), schema.id());
            if let Some(first) = first.filter(|_| name != RECURSIVE_ANCHOR) {
                self.second_anchor(schema, name, first);
            }
        }
        if name != RECURSIVE_ANCHOR {
            let anchor = Anchor { schema: schema.id(), kind };
            self.anchors.insert((scope.base.clone(), name.to_owned()), anchor);
        }
    }
}
