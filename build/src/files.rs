//! Files that are written only if they differ, so cargo compiles nothing again that is as before.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use voltype_runtime::show::visible_line;

/// Writes files, given by their paths below the folder, unless they have their text already. Other files stay.
///
/// # Errors
/// A file cannot be written. Those before it have been.
pub fn write<T: AsRef<[u8]>>(folder: &Path, files: &BTreeMap<String, T>) -> io::Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|present| present == text.as_ref()) {
            continue;
        }
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).named("make", parent)?;
        fs::write(&path, text).named("write", &path)?;
    }
    Ok(())
}

/// A path for output: on one line, and without control characters.
#[must_use]
pub fn shown(path: &Path) -> String {
    visible_line(&path.to_string_lossy())
}

/// Errors of the file system that say what was tried with which file.
pub trait Named<T> {
    /// The same result; an error says `cannot DO PATH: REASON`.
    ///
    /// # Errors
    /// As before.
    fn named(self, what: &str, path: &Path) -> io::Result<T>;
}

impl<T> Named<T> for io::Result<T> {
    fn named(self, what: &str, path: &Path) -> io::Result<T> {
        self.map_err(|error| {
            io::Error::new(error.kind(), format!("cannot {what} {}: {error}", shown(path)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_line() {
        let error: io::Result<()> = Err(io::Error::other("no"));
        let error = error.named("read", Path::new("a\nb\u{1b}[2J")).map_err(|e| e.to_string());
        assert_eq!(error, Err("cannot read a\u{fffd}b\u{fffd}[2J: no".to_owned()));
    }
}
