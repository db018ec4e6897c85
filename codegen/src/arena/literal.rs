//! JSON values that outlive the arena.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::{Document, Node, NodeId};

/// A JSON value of a document, which later phases keep: the value of `const`, or one of `enum`. It shares the document
/// and copies nothing. Two literals are equal if they are spelled equally, wherever they stand.
#[derive(Clone)]
pub struct Literal {
    document: Arc<Document>,
    id: NodeId,
}

impl Literal {
    /// The value of a node of this document.
    #[must_use]
    pub fn new(document: &Arc<Document>, id: NodeId) -> Self {
        Literal { document: Arc::clone(document), id }
    }

    /// The value.
    #[must_use]
    pub fn node(&self) -> Node<'_> {
        self.document.node(self.id)
    }
}

impl PartialEq for Literal {
    fn eq(&self, other: &Self) -> bool {
        self.node() == other.node()
    }
}

impl Eq for Literal {}

impl Hash for Literal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.node().hash(state);
    }
}

impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node().fmt(f)
    }
}
