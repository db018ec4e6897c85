//! The texts of documents that are searched.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::arena::Source;
use crate::source::{self, Loader};

/// The texts that have been read. A document may be searched and then compiled, but its file is read once.
pub(super) struct Texts<'l> {
    loader: &'l dyn Loader,
    known: BTreeMap<String, Arc<Source>>,
}

impl<'l> Texts<'l> {
    /// The texts that `loader` has; those of `known` documents have been read.
    pub(super) fn new(loader: &'l dyn Loader, known: BTreeMap<String, Arc<Source>>) -> Self {
        Texts { loader, known }
    }

    pub(super) fn loader(&self) -> &'l dyn Loader {
        self.loader
    }

    /// The text of a document, which is read if it has not been before.
    pub(super) fn read(&mut self, path: &str) -> io::Result<Arc<Source>> {
        if let Some(source) = self.known.get(path) {
            return Ok(Arc::clone(source));
        }
        let source = source::load(self.loader, path)?;
        self.known.insert(path.to_owned(), Arc::clone(&source));
        Ok(source)
    }
}
