//! The entries of a folder: which are documents, which are folders to look into, and which deserve a warning.

use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::Path;

use super::{Format, Reason};

/// An entry of a folder, with its name.
pub(super) enum Entry {
    Folder(String),
    Document(String),
    Skipped(String, Reason),
    Other,
}

impl Entry {
    /// Classifies an entry. Links are never followed: it is only found out whether one leads to a folder.
    pub(super) fn of(entry: &DirEntry, kind: FileType) -> Self {
        let name = entry.file_name();
        let is_named = !kind.is_dir() && is_document_name(Path::new(&name));
        let leads_to_folder = || kind.is_symlink() && entry.path().is_dir();
        let holds_documents = || kind.is_dir() && holds_documents(&entry.path());
        let shown = name.to_string_lossy().into_owned();
        let (reason, deserves_warning) = match name.to_str() {
            None => (Reason::Name, is_named || leads_to_folder() || holds_documents()),
            Some(name) if name.starts_with('.') => (Reason::Hidden, is_named || holds_documents()),
            Some(_) if kind.is_dir() => return Entry::Folder(shown),
            Some(_) if kind.is_file() && is_named => return Entry::Document(shown),
            Some(_) if kind.is_symlink() => (Reason::Link, is_named || leads_to_folder()),
            Some(_) => (Reason::Special, is_named),
        };
        if deserves_warning { Entry::Skipped(shown, reason) } else { Entry::Other }
    }
}

/// Whether a file with this name is meant to be a document.
fn is_document_name(name: &Path) -> bool {
    name.file_name().is_some_and(|name| Format::split(&name.to_string_lossy()).is_some())
}

/// The entries of a folder, by name.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

/// The most entries of a skipped folder that are looked at.
const MAX_SKIPPED: usize = 1_000;

/// Whether there are documents in a folder that is skipped. Most hidden folders hold other things and deserve no
/// warning.
fn holds_documents(folder: &Path) -> bool {
    let mut open = vec![folder.to_owned()];
    let mut seen = 0;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            seen += 1;
            let path = entry.path();
            match entry.file_type() {
                _ if seen > MAX_SKIPPED => return false,
                Ok(kind) if kind.is_dir() => open.push(path),
                Ok(_) if is_document_name(&path) => return true,
                Ok(_) | Err(_) => {}
            }
        }
    }
    false
}
