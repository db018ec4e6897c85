//! Follows references, each to the schema that it names.

use std::io::ErrorKind;

use super::errors::Dangling;
use super::names::AnchorKind;
use super::scope::Scope;
use super::{DynamicReference, RECURSIVE_ANCHOR, Resolver};
use crate::arena::{Node, NodeId};
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::source;
use crate::uri::{Address, ResourceUri, UriError};
use crate::vocabulary::Vocabularies;

/// A reference that waits to be followed.
pub(super) struct Pending {
    /// The schema that has it.
    pub(super) from: NodeId,
    /// The string that names the target.
    pub(super) reference: NodeId,
    pub(super) kind: ReferenceKind,
    pub(super) base: ResourceUri,
    pub(super) dialect: Dialect,
}

/// Whether the target of a reference depends on the resources that evaluation came through.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReferenceKind {
    /// `$ref`
    Static,
    /// `$dynamicRef` or `$recursiveRef`
    Dynamic,
}

impl ReferenceKind {
    pub(super) fn of(keyword: Keyword) -> Self {
        if keyword == Keyword::Ref { ReferenceKind::Static } else { ReferenceKind::Dynamic }
    }
}

impl Resolver<'_, '_> {
    /// Resolves one reference and registers its target.
    pub(super) fn follow(&mut self, pending: &Pending) {
        let document = self.document(pending.reference);
        let reference = document.node(pending.reference);
        let address = match self.address(pending, reference.as_str().unwrap_or_default()) {
            Ok(address) => address,
            Err(error) => return self.bad_uri(reference, error),
        };
        let root = match self.resource(&address.resource, reference) {
            Ok(root) => root,
            Err(diagnostic) => return self.diagnostics.push(diagnostic),
        };
        let fragment = address.fragment.unwrap_or_default();
        let named = Named { uri: address.resource, root, fragment };
        let Some(target) = self.target(&named, pending.dialect) else {
            let Named { uri: _, root, fragment } = named;
            return self.dangling.push(Dangling { reference: pending.reference, root, fragment });
        };
        let anchor = self.dynamic_anchor(named, pending.dialect);
        let Some(site) = self.resolved.sites.get_mut(&pending.from) else { return };
        match pending.kind {
            ReferenceKind::Static => site.reference = Some(target),
            ReferenceKind::Dynamic => {
                site.dynamic_reference = Some(DynamicReference { initial: target, anchor });
            }
        }
    }

    /// The address that a reference gives, which must not be outside of the schema folder.
    fn address(&self, pending: &Pending, text: &str) -> Result<Address, UriError> {
        let address = pending.base.resolve(text)?;
        let is_outside = || address.resource.is_file() || pending.base.leaves_folder(text);
        if !self.resources.contains_key(&address.resource) && is_outside() {
            return Err(UriError::Outside);
        }
        Ok(address)
    }

    /// The root of the resource with this URI, whose document may have to be read.
    fn resource(&mut self, uri: &ResourceUri, reference: Node<'_>) -> Result<NodeId, Diagnostic> {
        if let Some(root) = self.resources.get(uri) {
            return Ok(*root);
        }
        match uri.path().map(|path| (self.library.text(&path), path)) {
            Some((Ok(source), _)) => self.add(source::parse(source)?, uri.clone()),
            // A document of another name may say that this is its identifier.
            Some((Err(error), path))
                if error.kind() != ErrorKind::NotFound || !self.is_identifier(uri) =>
            {
                return Err(self.unreadable(reference, &path, &error));
            }
            Some((Err(_), _)) | None => self.add_identified(uri, reference)?,
        }
        let root = self.resources.get(uri).copied();
        root.ok_or_else(|| self.unknown_resource(uri, reference))
    }

    /// The schema at an address. Even a keyword that holds no schemas may contain it: it is registered now.
    fn target(&mut self, named: &Named, dialect: Dialect) -> Option<NodeId> {
        let document = self.document(named.root);
        let root = document.node(named.root);
        let target = match named.anchor() {
            Some(name) => {
                let anchor = self.anchors.get(&(named.uri.clone(), name.to_owned()))?;
                return Some(anchor.schema);
            }
            None => root.pointer(&named.fragment).filter(|node| node.can_be_schema())?,
        };
        if !self.resolved.sites.contains_key(&target.id()) {
            let scope = self.scope_around(target).unwrap_or_else(|| Scope {
                base: named.uri.clone(),
                dialect,
                vocabularies: Vocabularies::STANDARD,
                resource: named.root,
            });
            self.resolved.roots.push(target.id());
            self.visit(target, &scope);
        }
        Some(target.id())
    }

    /// The scope of the innermost schema around a node.
    fn scope_around(&self, node: Node<'_>) -> Option<Scope> {
        let mut outer = node.parent();
        while let Some(node) = outer {
            if let Some(site) = self.resolved.sites.get(&node.id()) {
                return Some(Scope {
                    base: site.base.clone(),
                    dialect: site.dialect,
                    vocabularies: site.vocabularies,
                    resource: site.resource,
                });
            }
            outer = node.parent();
        }
        None
    }

    /// The dynamic anchor that a dynamic reference to this address looks for.
    fn dynamic_anchor(&self, named: Named, dialect: Dialect) -> Option<String> {
        let anchors = self.resolved.dynamic_anchors.get(&named.root);
        match dialect {
            Dialect::Draft201909 if named.fragment.is_empty() => {
                let is_recursive = anchors.is_some_and(|all| all.contains_key(RECURSIVE_ANCHOR));
                is_recursive.then(|| RECURSIVE_ANCHOR.to_owned())
            }
            Dialect::Draft202012 => {
                let name = named.anchor()?.to_owned();
                let anchor = self.anchors.get(&(named.uri, name.clone()))?;
                (anchor.kind == AnchorKind::Dynamic).then_some(name)
            }
            Dialect::Draft4 | Dialect::Draft6 | Dialect::Draft7 | Dialect::Draft201909 => None,
        }
    }
}

/// The address of a schema whose resource is known.
struct Named {
    uri: ResourceUri,
    /// The root of the resource.
    root: NodeId,
    /// A JSON Pointer from the root, or an anchor.
    fragment: String,
}

impl Named {
    /// The anchor; `None` if the fragment is a JSON Pointer.
    fn anchor(&self) -> Option<&str> {
        let is_pointer = self.fragment.is_empty() || self.fragment.starts_with('/');
        (!is_pointer).then_some(self.fragment.as_str())
    }
}
