//! Documents by the identifiers that they have, wherever they stand in the schema folder.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Resolver;
use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::json::Node;
use crate::load;
use crate::uri::ResourceUri;

impl Resolver<'_> {
    /// Loads the document that has this identifier: one of the folder, or one that is at hand.
    pub(super) fn identified(
        &mut self,
        uri: &ResourceUri,
        source: &Arc<Source>,
        reference: &Node,
    ) -> Result<(), Diagnostic> {
        let paths: Vec<String> = self.of_folder(uri).into_iter().collect();
        match paths.as_slice() {
            [path] => {
                let document = self.library.document(self.loader, path)?;
                self.add(document, ResourceUri::of_path(path));
                if self.resources.contains_key(uri) {
                    return Ok(());
                }
            }
            [one, other, ..] => {
                let message = format!("two documents have the identifier {:?}", uri.display());
                let label = format!("in {one} and in {other}");
                return Err(Diagnostic::error(source, reference.span.clone(), message).label(label));
            }
            [] => {}
        }
        match load::resource(self.loader, uri.display()) {
            Some(document) => {
                self.add(document?, uri.clone());
                Ok(())
            }
            None => Err(self.unknown_resource(uri, source, reference)),
        }
    }

    /// The documents of the folder, among those that are not loaded yet, in which a schema has this identifier.
    fn of_folder(&mut self, uri: &ResourceUri) -> BTreeSet<String> {
        let roots = self.library.roots(self.loader, uri, self.default);
        let roots = self.not_loaded(roots);
        if !roots.is_empty() {
            return roots;
        }
        if let Some(deep) = self.library.deep() {
            let found =
                deep.into_iter().filter_map(|path| Some((path.clone(), self.inside(&path)?)));
            let found = found.collect();
            self.library.embed(found);
        }
        let embedded = self.library.embedded(uri);
        self.not_loaded(embedded)
    }

    fn not_loaded(&self, mut paths: BTreeSet<String>) -> BTreeSet<String> {
        for document in &self.resolved.documents {
            paths.remove(&document.source.path);
        }
        paths
    }

    /// The identifiers in a document that is only looked at: what is wrong there is not said.
    fn inside(&mut self, path: &str) -> Option<Vec<ResourceUri>> {
        let document = self.library.document(self.loader, path).ok()?;
        let mut unsaid = Diagnostics::default();
        let library = std::mem::take(&mut self.library);
        let mut resolver = Resolver::new(self.loader, self.default, library, &mut unsaid);
        resolver.add(document, ResourceUri::of_path(path));
        let Resolver { library, resources, .. } = resolver;
        self.library = library;
        Some(resources.into_keys().collect())
    }

    fn unknown_resource(
        &self,
        uri: &ResourceUri,
        source: &Arc<Source>,
        reference: &Node,
    ) -> Diagnostic {
        let message = format!("no document has the identifier {:?}", uri.display());
        let limits = self.library.limits();
        let mut help =
            "nothing is fetched: put the document with this $id into the schema folder".to_owned();
        if let Some(path) = limits.unreadable {
            help.push_str(&format!("; {path} is there, but cannot be read"));
        }
        if limits.is_partial {
            help.push_str("; not all of the folder was searched, since it is large");
        }
        Diagnostic::error(source, reference.span.clone(), message).help(help)
    }
}
