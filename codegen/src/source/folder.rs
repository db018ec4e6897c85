//! The documents of a folder of the file system. Nothing outside of it is ever read.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::entry::{Entry, entries};
use super::{Listing, Loader, Skipped};

/// The documents below a folder of the file system.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// The size of the largest document that is read, in bytes.
const MAX_SIZE: u64 = 64 << 20;

impl Folder {
    /// The folder at `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Folder { root: root.into() }
    }

    /// Lists the content of the folder, the nearest documents first. At most `limit` entries are looked at.
    fn walk(&self, limit: usize) -> io::Result<Listing> {
        let mut listing = Listing::default();
        let mut open = VecDeque::from([String::new()]);
        let mut seen = 0;
        while let Some(below) = open.pop_front() {
            let folder = self.root.join(&below);
            let mut entries = entries(&folder).map_err(|error| unreadable(&below, &error))?;
            entries.truncate(limit.saturating_sub(seen));
            seen += entries.len();
            for entry in entries {
                let kind = entry.file_type().map_err(|error| unreadable(&below, &error))?;
                match Entry::of(&entry, kind) {
                    Entry::Folder(name) => open.push_back(format!("{below}{name}/")),
                    Entry::Document(name) => listing.documents.push(format!("{below}{name}")),
                    Entry::Skipped(name, reason) => {
                        let path = format!("{below}{name}");
                        listing.skipped.push(Skipped { path, reason });
                    }
                    Entry::Other => {}
                }
            }
        }
        Ok(listing)
    }
}

/// The error with the folder in which it occurred.
fn unreadable(below: &str, error: &io::Error) -> io::Error {
    let place = below.strip_suffix('/').unwrap_or(".");
    io::Error::new(error.kind(), format!("{place}: {error}"))
}

/// What to say of a text that is not UTF-8 from a place on.
fn not_utf8(bytes: &[u8], at: usize) -> String {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return "the file is UTF-16; save it as UTF-8".to_owned();
    }
    let before = String::from_utf8_lossy(bytes.get(..at).unwrap_or_default());
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
    let byte = bytes.get(at).copied().unwrap_or(0);
    format!(
        "the file is not UTF-8: line {line}, column {column} has the byte 0x{byte:02X}; save it as UTF-8"
    )
}

impl Loader for Folder {
    fn load(&self, path: &str) -> io::Result<String> {
        let relative = Path::new(path);
        let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
        let file = self.root.join(relative);
        // A link must not lead out either.
        if !inside || !file.canonicalize()?.starts_with(self.root.canonicalize()?) {
            return Err(io::Error::other("the file is outside of the schema folder"));
        }
        let metadata = fs::metadata(&file)?;
        if !metadata.is_file() {
            return Err(io::Error::other("this is not a file"));
        }
        if metadata.len() > MAX_SIZE {
            return Err(io::Error::other("the file is larger than 64 MiB"));
        }
        let bytes = fs::read(&file)?;
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            io::Error::other(not_utf8(error.as_bytes(), at))
        })
    }

    fn list(&self) -> io::Result<Listing> {
        let mut listing = self.walk(usize::MAX)?;
        listing.documents.sort();
        listing.skipped.sort();
        Ok(listing)
    }

    fn nearby(&self, limit: usize) -> io::Result<Vec<String>> {
        self.walk(limit).map(|listing| listing.documents)
    }
}
