//! Phase *source*: the documents below the schema folder, in one arena of nodes.
//!
//! A document is read once. Later phases pass [`NodeId`]s around and share the arena; none of them copies a tree, or
//! looks a value up again from the root of its document.

mod document;
mod entry;
mod folder;
mod json;
mod literal;
mod loader;
mod node;
mod skipped;

use std::io;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::metaschema;

pub use document::Document;
pub use folder::Folder;
pub use json::parse;
pub use literal::Literal;
pub use loader::{Listing, Loader};
pub use node::{Data, Items, Member, Members, Node, NodeId};
pub use skipped::{Reason, Skipped};

/// The path and the text of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path below the schema folder, with `/` between its parts; for a document from elsewhere, its URI.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// The arena: the nodes of all documents, addressed by [`NodeId`].
#[derive(Clone, Debug, Default)]
pub struct Sources {
    documents: Vec<Arc<Document>>,
}

impl Sources {
    /// Adds a document.
    pub fn add(&mut self, mut document: Document) -> Arc<Document> {
        document.number = document::short(self.documents.len());
        let document = Arc::new(document);
        self.documents.push(Arc::clone(&document));
        document
    }

    /// The documents, in the order in which they were added.
    #[must_use]
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// The document that a node belongs to.
    ///
    /// # Panics
    /// The node is of another arena.
    #[must_use]
    pub fn document(&self, id: NodeId) -> &Arc<Document> {
        &self.documents[id.document()]
    }

    /// The node with this id.
    ///
    /// # Panics
    /// The node is of another arena.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node<'_> {
        self.document(id).node(id)
    }
}

/// Reads the documents at `paths`. Each one that cannot be read is reported.
pub fn read(loader: &dyn Loader, paths: &[String], diagnostics: &mut Diagnostics) -> Sources {
    let mut sources = Sources::default();
    for path in paths {
        match load(loader, path).map_err(|error| unreadable(path, &error)).and_then(parse) {
            Ok(document) => drop(sources.add(document)),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    sources
}

/// Reads the text of a document.
///
/// # Errors
/// The error of the file system.
pub fn load(loader: &dyn Loader, path: &str) -> io::Result<Arc<Source>> {
    let text = loader.load(path)?;
    Ok(Arc::new(Source { path: path.to_owned(), text }))
}

/// The diagnostic for a document that cannot be read.
#[must_use]
pub fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::general(format!("cannot read {path}: {error}"))
}

/// Reads the document with an absolute URI, if the loader has it or it is a metaschema.
#[must_use]
pub fn resource(loader: &dyn Loader, uri: &str) -> Option<Result<Document, Diagnostic>> {
    let text = loader.resource(uri).or_else(|| metaschema::text(uri))?;
    Some(parse(Arc::new(Source { path: uri.to_owned(), text })))
}

#[cfg(test)]
mod tests;
