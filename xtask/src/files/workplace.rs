//! Where new files are made before they take their places, and the lock that keeps two runs apart.
//!
//! It is a folder beside the output folder, hence on the same file system: `.NAME.voltype`. If nothing can be made
//! there, it is `.voltype` in the output folder itself. It holds the lock and, during a run, the folder `new`. A run
//! removes it at its end. A killed run leaves it behind, and the next run clears it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::terminal::{Named as _, shown};

/// The name that the workplace has if it is in the output folder.
pub(crate) const INSIDE: &str = ".voltype";

/// How often a run tries to lock a workplace that other runs remove in the meantime.
const TRIES: usize = 1_000;

/// A locked workplace. If it is dropped without being closed, it is left as if the run had been killed.
#[derive(Debug)]
pub(crate) struct Workplace {
    out: PathBuf,
    folder: PathBuf,
    lock: File,
    /// The folders around it that had to be made, the outermost first.
    made: Vec<PathBuf>,
}

impl Workplace {
    /// Takes the workplace of an output folder, waiting for another run to leave it, and clears what a killed run left.
    pub(crate) fn open(out: &Path, log: &mut impl Write) -> io::Result<Self> {
        let out = super::whole(out)?;
        match fs::symlink_metadata(&out) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(io::Error::other(format!("{} is not a folder", shown(&out)))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).named("read", &out),
        }
        let inside = out.join(INSIDE);
        let beside = out.parent().zip(out.file_name()).map(|(parent, name)| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(".voltype");
            parent.join(hidden)
        });
        let place = match beside {
            None => Self::lock(&out, inside, log)?,
            Some(beside) => match Self::lock(&out, beside, log) {
                Ok(place) => place,
                Err(error) => Self::lock(&out, inside, log).map_err(|_| error)?,
            },
        };
        place.clear()?;
        Ok(place)
    }

    fn lock(out: &Path, folder: PathBuf, log: &mut impl Write) -> io::Result<Self> {
        let path = folder.join("lock");
        let (mut made, mut is_told) = (Vec::new(), false);
        for _ in 0..TRIES {
            make(&folder, &mut made)?;
            let lock = match open(&path) {
                // The previous run has just removed its workplace.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                lock => lock.named("open", &path)?,
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    if !std::mem::replace(&mut is_told, true) {
                        writeln!(log, "waiting for another run, which holds {}", shown(&path))?;
                    }
                    lock.lock().named("lock", &path)?;
                }
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    writeln!(
                        log,
                        "note: this file system has no locks; do not start two runs at the same time"
                    )?;
                }
                Err(TryLockError::Error(error)) => return Err(error).named("lock", &path),
            }
            // The previous run may have removed the lock file that this one has waited for.
            if is_at(&lock, &path).named("read", &path)? {
                made.retain(|made| *made != folder);
                return Ok(Workplace { out: out.to_owned(), folder, lock, made });
            }
        }
        Err(io::Error::other(format!("cannot lock {}: other runs keep removing it", shown(&path))))
    }

    /// The output folder, without links.
    pub(crate) fn out(&self) -> &Path {
        &self.out
    }

    /// Where the new files are made.
    pub(crate) fn new_files(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// A place for one file on the file system of the output folder.
    pub(crate) fn part(&self) -> PathBuf {
        self.out.join(INSIDE).join("part")
    }

    /// Whether this is in the output folder, which then can't be replaced as a whole.
    pub(crate) fn is_inside(&self) -> bool {
        self.folder.starts_with(&self.out)
    }

    /// Removes everything but the lock.
    fn clear(&self) -> io::Result<()> {
        let inside = self.out.join(INSIDE);
        let rest = [self.new_files(), inside.join("new"), inside.join("part")];
        for path in rest {
            let removed = match fs::symlink_metadata(&path) {
                Ok(found) if found.is_dir() => fs::remove_dir_all(&path),
                Ok(_) => fs::remove_file(&path),
                Err(error) => Err(error),
            };
            match removed {
                Err(error) if is_missing(&error) => {}
                removed => removed.named("remove", &path)?,
            }
        }
        if !self.is_inside() {
            // An older lock file may exist that no run holds. The run that holds this lock has the folder to itself.
            let _ = fs::remove_file(inside.join("lock"));
            let _ = fs::remove_dir(inside);
        }
        Ok(())
    }

    /// Removes the workplace, and the folders around it that were created but not used.
    pub(crate) fn close(self) -> io::Result<()> {
        let cleared = self.clear();
        let Workplace { folder, lock, made, .. } = self;
        let path = folder.join("lock");
        let removed = fs::remove_file(&path).named("remove", &path);
        drop(lock);
        // Another run may be in there already.
        let _ = fs::remove_dir(folder);
        made.iter().rev().for_each(|made| drop(fs::remove_dir(made)));
        cleared.and(removed)
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Makes a folder and those around it, and notes which.
fn make(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut missing: Vec<&Path> = Vec::new();
    for path in folder.ancestors() {
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => missing.push(path),
            _ => break,
        }
    }
    for path in missing.into_iter().rev() {
        match fs::create_dir(path) {
            // Other runs create and remove such folders too.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound
                ) => {}
            result => {
                result.named("make", path)?;
                made.push(path.to_owned());
            }
        }
    }
    // A link could lead to files of the user.
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir());
    if is_folder || !fs::exists(folder).unwrap_or(true) {
        Ok(())
    } else {
        Err(io::Error::other(format!("{} is not a folder", shown(folder))))
    }
}

fn open(path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => return Err(io::Error::other("this is not a file")),
        _ => {}
    }
    OpenOptions::new().write(true).create(true).truncate(false).open(path)
}

/// Whether this open file is the one at the path.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let held = same_file::Handle::from_file(file.try_clone()?)?;
    match same_file::Handle::from_path(path) {
        Ok(found) => Ok(found == held),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
