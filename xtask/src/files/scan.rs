//! What is in a folder. Nothing is opened, and no link is followed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use crate::terminal::Named as _;

/// The entries of a folder, by their paths below it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries {
    /// Everything except folders.
    pub(crate) files: BTreeMap<PathBuf, Kind>,
    /// The folders.
    pub(crate) folders: BTreeSet<PathBuf>,
}

/// What an entry other than a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A file.
    File,
    /// Something that is never opened, because that could have side effects: its name.
    Special(&'static str),
}

impl Entries {
    /// Lists a folder; one that isn't there is empty. The folder `except` is left out.
    pub(crate) fn of(folder: &Path, except: &str) -> io::Result<Self> {
        let mut entries = Entries::default();
        let mut open = vec![PathBuf::new()];
        while let Some(below) = open.pop() {
            let path = folder.join(&below);
            let list = match fs::read_dir(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                list => list.named("read", &path)?,
            };
            for entry in list {
                let entry = entry.named("read", &path)?;
                let name = below.join(entry.file_name());
                if name == Path::new(except) {
                    continue;
                }
                match kind(entry.file_type().named("read", &entry.path())?) {
                    Some(kind) => {
                        entries.files.insert(name, kind);
                    }
                    None => {
                        open.push(name.clone());
                        entries.folders.insert(name);
                    }
                }
            }
        }
        Ok(entries)
    }
}

/// What a type of file is; `None` for a folder.
fn kind(file: FileType) -> Option<Kind> {
    if file.is_dir() {
        None
    } else if file.is_file() {
        Some(Kind::File)
    } else if file.is_symlink() {
        Some(Kind::Special("a link"))
    } else {
        Some(Kind::Special(special(file)))
    }
}

#[cfg(unix)]
fn special(file: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if file.is_fifo() {
        "a named pipe"
    } else if file.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "not a regular file"
}
