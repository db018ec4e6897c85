//! The only place that writes files: all of them or none, and only those that changed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What has to be done to make a folder hold certain files and no others.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Files to be written: path, the text that is there, the text that should be.
    pub(crate) write: Vec<(PathBuf, Option<String>, String)>,
    /// Files to be removed, and their text.
    pub(crate) remove: Vec<(PathBuf, String)>,
    /// How many files are as they should be.
    pub(crate) unchanged: usize,
}

impl Changes {
    /// Compares the folder with the files that it should hold.
    pub(crate) fn new(folder: &Path, wanted: &BTreeMap<String, String>) -> io::Result<Self> {
        let mut changes = Changes::default();
        for (path, text) in wanted {
            let path = folder.join(path);
            match read(&path)? {
                Some(present) if present == *text => changes.unchanged += 1,
                present => changes.write.push((path, present, text.clone())),
            }
        }
        let mut present = Vec::new();
        walk(folder, &mut present)?;
        for path in present {
            let relative = path.strip_prefix(folder).unwrap_or(&path);
            let name = relative.to_string_lossy().replace('\\', "/");
            if !wanted.contains_key(&name) {
                let text = read(&path)?.unwrap_or_default();
                changes.remove.push((path, text));
            }
        }
        Ok(changes)
    }

    /// Whether the folder is as it should be.
    pub(crate) fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }

    /// Writes and removes. Everything is written beside its place first, so that a failure leaves all as it was.
    pub(crate) fn apply(self) -> io::Result<()> {
        let mut staged = Vec::new();
        for (path, _, text) in &self.write {
            let folder = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder)?;
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            readable(file.path())?;
            staged.push((file, path));
        }
        for (file, path) in staged {
            file.persist(path)?;
        }
        for (path, _) in &self.remove {
            fs::remove_file(path)?;
        }
        Ok(())
    }
}

/// Temporary files are their owner's alone; sources are not.
#[cfg(unix)]
fn readable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> io::Result<()> {
    Ok(())
}

fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), paths)?;
        } else {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(())
}
