//! Where documents come from.

use std::collections::BTreeMap;
use std::io;

use super::Skipped;
use crate::config;

/// Where documents come from. Paths are relative to the schema folder. They have `/` between their parts, and no part is
/// `.` or `..`.
pub trait Loader {
    /// The text of a document.
    ///
    /// # Errors
    /// The error of the file system; [`io::ErrorKind::NotFound`] if there is no such document.
    fn load(&self, path: &str) -> io::Result<String>;

    /// The paths of all documents, sorted, and what was skipped.
    ///
    /// # Errors
    /// The error of the file system.
    fn list(&self) -> io::Result<Listing>;

    /// The paths of documents that a reference by URI may lead to, the nearest first. If the folder has more than `limit`
    /// entries, only that many are looked at.
    ///
    /// # Errors
    /// The error of the file system.
    fn nearby(&self, limit: usize) -> io::Result<Vec<String>> {
        self.list().map(|mut listing| {
            listing.documents.truncate(limit);
            listing.documents
        })
    }

    /// The text of the document with this absolute URI (without fragment), if the caller has it at hand: nothing is
    /// ever fetched. The metaschemas of the dialects need not be given.
    fn resource(&self, _uri: &str) -> Option<String> {
        None
    }
}

/// The content of a schema folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The paths of the documents.
    pub documents: Vec<String>,
    /// What was skipped although its name looks like that of a document.
    pub skipped: Vec<Skipped>,
}

impl Listing {
    /// A listing of these documents.
    #[must_use]
    pub fn of(documents: Vec<String>) -> Self {
        Listing { documents, skipped: Vec::new() }
    }
}

/// Documents in memory, by path; `codegen.toml` is the configuration.
impl Loader for BTreeMap<String, String> {
    fn load(&self, path: &str) -> io::Result<String> {
        self.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self) -> io::Result<Listing> {
        Ok(Listing::of(self.keys().filter(|path| *path != config::FILE).cloned().collect()))
    }
}
