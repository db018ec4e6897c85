//! What a schema says of itself: its dialect, its identifier and its anchors.

use super::scope::Scope;
use super::{RECURSIVE_ANCHOR, Resolver};
use crate::arena::{Node, NodeId};
use crate::diagnostic::Diagnostic;
use crate::keyword::Keyword;
use crate::uri::ResourceUri;

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
        let hides = dialect.ref_hides_siblings() && node.keyword(Keyword::Ref).is_some();
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
        // Up to draft 7, an identifier that is only a fragment is an anchor.
        if let Some(anchor) = text.strip_prefix('#') {
            if !anchor.is_empty() && scope.dialect.ref_hides_siblings() {
                self.anchor(scope, schema, anchor, AnchorKind::Plain);
            }
            return;
        }
        let address = match scope.base.resolve(text) {
            Ok(address) => address,
            Err(error) => return self.bad_uri(id, error),
        };
        scope.base = address.resource.clone();
        scope.resource = schema.id();
        self.register_resource(address.resource, schema, id);
        if let Some(anchor) = address.fragment.filter(|fragment| !fragment.is_empty()) {
            self.anchor(scope, schema, &anchor, AnchorKind::Plain);
        }
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

    fn anchor(&mut self, scope: &Scope, schema: Node<'_>, name: &str, kind: AnchorKind) {
        if kind == AnchorKind::Dynamic {
            let anchors = self.resolved.dynamic_anchors.entry(scope.resource).or_default();
            anchors.insert(name.to_owned(), schema.id());
        }
        if name != RECURSIVE_ANCHOR {
            let anchor = Anchor { schema: schema.id(), kind };
            self.anchors.insert((scope.base.clone(), name.to_owned()), anchor);
        }
    }
}
