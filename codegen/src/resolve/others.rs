//! The documents of the schema folder that were not requested, by the identifiers that they have.

use std::collections::{BTreeMap, BTreeSet};

use super::header::Header;
use super::texts::Texts;
use crate::dialect::Dialects;
use crate::uri::ResourceUri;

/// The most entries of the folder that are looked at.
const MAX_ENTRIES: usize = 20_000;

/// The most bytes of documents that are looked at.
const MAX_BYTES: usize = 64 << 20;

/// The documents of the folder that were not requested.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// Their paths by the identifiers of their roots.
    roots: BTreeMap<ResourceUri, BTreeSet<String>>,
    /// The paths of those that may have further identifiers.
    deep: Vec<String>,
    /// Their paths by the further identifiers, once they have been searched.
    embedded: Option<BTreeMap<ResourceUri, BTreeSet<String>>>,
    limits: Limits,
}

/// What could not be looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    /// The first document that cannot be read.
    pub(super) unreadable: Option<String>,
    /// Whether there are too many documents to look at all of them.
    pub(super) is_partial: bool,
}

impl Others {
    /// Reads the headers of all documents of the folder.
    pub(super) fn read(texts: &mut Texts<'_>, dialects: &Dialects) -> Self {
        let mut others = Others::default();
        let Ok(paths) = texts.loader().nearby(MAX_ENTRIES) else {
            others.limits.is_partial = true;
            return others;
        };
        let mut left = MAX_BYTES;
        for path in paths {
            let source = texts.read(&path).ok();
            let Some((source, header)) = source.and_then(|source| {
                let header = Header::of_source(&source)?;
                Some((source, header))
            }) else {
                others.limits.unreadable.get_or_insert(path);
                continue;
            };
            match left.checked_sub(source.text.len()) {
                Some(rest) => left = rest,
                None => {
                    others.limits.is_partial = true;
                    break;
                }
            }
            if let Some(uri) = header.uri(&path, dialects) {
                others.roots.entry(uri).or_default().insert(path.clone());
            }
            if header.may_have_inner_identifiers() {
                others.deep.push(path);
            }
        }
        others
    }

    /// The paths of the documents whose root has this identifier.
    pub(super) fn with_root(&self, uri: &ResourceUri) -> BTreeSet<String> {
        self.roots.get(uri).cloned().unwrap_or_default()
    }

    /// The documents that may have further identifiers, unless these are known.
    pub(super) fn unsearched(&self) -> Option<Vec<String>> {
        self.embedded.is_none().then(|| self.deep.clone())
    }

    /// Sets the identifiers that were found in documents.
    pub(super) fn set_embedded(&mut self, found: Vec<(Vec<ResourceUri>, String)>) {
        let embedded = self.embedded.get_or_insert_default();
        for (uris, path) in found {
            for uri in uris {
                embedded.entry(uri).or_default().insert(path.clone());
            }
        }
    }

    /// The paths of the documents in which a schema below the root has this identifier.
    pub(super) fn with_embedded(&self, uri: &ResourceUri) -> BTreeSet<String> {
        let embedded = self.embedded.as_ref().and_then(|embedded| embedded.get(uri));
        embedded.cloned().unwrap_or_default()
    }

    /// What could not be looked at.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }
}
