//! The documents as nodes, in one arena.
//!
//! Phases pass [`NodeId`]s around and share the arena; none of them copies a tree, or looks a value up again from the root
//! of its document.

mod copy;
mod document;
mod literal;
mod node;
mod written;

use std::sync::Arc;

pub use document::Document;
pub(crate) use document::{Builder, Content};
pub use literal::Literal;
pub use node::{Data, Items, Member, Members, Node, NodeId};
pub use written::Written;

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
