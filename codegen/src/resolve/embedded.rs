//! References to identifiers: the documents that have these, wherever they are in the schema folder.

use std::collections::BTreeSet;

use super::{Resolved, Resolver};
use crate::arena::Node;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source;
use crate::uri::ResourceUri;

impl Resolver<'_, '_> {
    /// Adds the document that has this identifier: one of the folder, or one that the caller has at hand.
    pub(super) fn add_identified(
        &mut self,
        uri: &ResourceUri,
        reference: Node<'_>,
    ) -> Result<(), Diagnostic> {
        let paths: Vec<String> = self.paths_of(uri).into_iter().collect();
        match paths.as_slice() {
            [path] => {
                let document = self.library.document(path)?;
                self.add(document, ResourceUri::of_path(path));
                if self.resources.contains_key(uri) {
                    return Ok(());
                }
            }
            [one, other, ..] => {
                let message = format!("two documents have the identifier {:?}", uri.display());
                let label = format!("in {one} and in {other}");
                return Err(Diagnostic::at(reference, message).label(label));
            }
            [] => {}
        }
        match source::resource(self.library.loader(), uri.display()) {
            Some(document) => {
                self.add(document?, uri.clone());
                Ok(())
            }
            None => Err(self.unknown_resource(uri, reference)),
        }
    }

    /// Whether a document of the folder that has not been added has this identifier.
    pub(super) fn is_identifier(&mut self, uri: &ResourceUri) -> bool {
        !self.paths_of(uri).is_empty()
    }

    /// The documents of the folder in which a schema has this identifier, among those that have not been added.
    fn paths_of(&mut self, uri: &ResourceUri) -> BTreeSet<String> {
        let roots = self.library.others().with_root(uri);
        let roots = self.not_added(roots);
        if !roots.is_empty() {
            return roots;
        }
        if let Some(paths) = self.library.others().unsearched() {
            let found = paths.into_iter().filter_map(|path| Some((self.identifiers(&path)?, path)));
            let found = found.collect();
            self.library.others().set_embedded(found);
        }
        let embedded = self.library.others().with_embedded(uri);
        self.not_added(embedded)
    }

    fn not_added(&self, mut paths: BTreeSet<String>) -> BTreeSet<String> {
        for document in self.resolved.sources.documents() {
            paths.remove(&document.source().path);
        }
        paths
    }

    /// The identifiers in a document. Its errors are not reported, since nothing may refer to it.
    fn identifiers(&mut self, path: &str) -> Option<Vec<ResourceUri>> {
        let document = self.library.document(path).ok()?;
        let mut unreported = Diagnostics::default();
        let mut resolver = Resolver::new(Resolved::default(), self.library, &mut unreported);
        resolver.add(document, ResourceUri::of_path(path));
        Some(resolver.resources.into_keys().collect())
    }
}
