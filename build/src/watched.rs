//! Which documents were read.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;

use voltype_codegen::source::{Folder, Listing, Loader};

/// A schema folder that notes which of its files were read.
#[derive(Debug)]
pub(crate) struct Watched {
    folder: Folder,
    read: RefCell<BTreeSet<String>>,
}

impl Watched {
    /// Nothing has been read of the folder.
    pub(crate) fn new(folder: Folder) -> Self {
        Watched { folder, read: RefCell::default() }
    }

    /// The paths of the files that were read, below the folder.
    pub(crate) fn read(&self) -> BTreeSet<String> {
        self.read.borrow().clone()
    }
}

impl Loader for Watched {
    fn load(&self, path: &str) -> io::Result<String> {
        let text = self.folder.load(path)?;
        self.read.borrow_mut().insert(path.to_owned());
        Ok(text)
    }

    fn list(&self) -> io::Result<Listing> {
        self.folder.list()
    }

    fn nearby(&self, limit: usize) -> io::Result<Vec<String>> {
        self.folder.nearby(limit)
    }

    fn resource(&self, uri: &str) -> Option<String> {
        self.folder.resource(uri)
    }
}
