//! From the old files to the new ones, in one step where the system has one.
//!
//! The new folder is completed in the workplace: changed files are written; unchanged files are hard links, so they
//! keep their modification time. Then the two folders are exchanged, which Linux and macOS do in one step
//! ([`Way::Exchange`]): whenever the run is killed, the output folder is either the old one or the new one.
//!
//! Some folders cannot be exchanged: a mount point, a folder on a file system without this operation, any folder on
//! Windows, and the working directory of a process, which would be left in the old folder. There, files are replaced
//! one by one ([`Way::InPlace`]). Each file is complete at any time, but a killed run leaves a mix of old and new
//! files. So the list in the folder is changed first: until the end it names old and new files, and the next run
//! accepts both.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::manifest::{self, Manifest};
use super::scan::Entries;
use super::workplace::{self, Workplace};
use super::{Changes, relative};
use crate::terminal::{Named as _, shown};

/// How the new files take their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// All at once; file by file only if that is impossible.
    Exchange,
    /// File by file.
    InPlace,
}

impl Way {
    /// How an output folder gets its files.
    pub(crate) fn of(work: &Workplace) -> Self {
        let is_at_work = std::env::current_dir().is_ok_and(|here| here.starts_with(work.out()));
        if work.is_inside() || is_at_work { Way::InPlace } else { Way::Exchange }
    }
}

/// Called before each change of the file system. An error stops the run there, as a signal would.
pub(crate) type Step<'a> = &'a mut dyn FnMut() -> io::Result<()>;

/// Makes the changes.
pub(crate) fn apply(
    changes: &Changes,
    work: &Workplace,
    way: Way,
    step: Step<'_>,
) -> io::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let staged = work.new_files();
    stage(changes, work.out(), &staged, step)?;
    if Entries::of(work.out(), workplace::INSIDE)? != changes.entries {
        let out = shown(work.out());
        return Err(io::Error::other(format!("{out} has changed while this ran; run it again")));
    }
    if way == Way::Exchange {
        step()?;
        if exchange(&staged, work.out()).is_ok() {
            step()?;
            return Ok(());
        }
    }
    in_place(changes, work, &staged, step)
}

/// Writes all expected files below the folder `staged`.
fn stage(changes: &Changes, out: &Path, staged: &Path, step: Step<'_>) -> io::Result<()> {
    step()?;
    fs::create_dir(staged).named("make", staged)?;
    let written: Vec<&str> = changes.written().map(|write| write.name.as_str()).collect();
    for (name, text) in &changes.wanted {
        let path = staged.join(relative(name));
        let folder = path.parent().unwrap_or(staged);
        fs::create_dir_all(folder).named("make", folder)?;
        step()?;
        let present = out.join(relative(name));
        let is_new = written.contains(&name.as_str());
        if is_new || fs::hard_link(&present, &path).is_err() {
            write(&path, text).named("write", &path)?;
            if !is_new {
                keep_time(&present, &path).named("write", &path)?;
            }
        }
    }
    if let Ok(present) = fs::metadata(out)
        && !present.permissions().readonly()
    {
        fs::set_permissions(staged, present.permissions()).named("change", staged)?;
    }
    sync(staged);
    Ok(())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn keep_time(from: &Path, to: &Path) -> io::Result<()> {
    let changed = fs::metadata(from)?.modified()?;
    File::options().write(true).open(to)?.set_modified(changed)
}

/// Writes down the entries of a folder, where folders can be opened for that.
fn sync(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Exchanges two folders in one step. If the second isn't there, the first takes its place.
fn exchange(new: &Path, out: &Path) -> io::Result<()> {
    if fs::exists(out)? {
        exchange_existing(new, out)?;
    } else {
        fs::rename(new, out)?;
    }
    sync(out.parent().unwrap_or(out));
    Ok(())
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange_existing(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange_existing(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn in_place(changes: &Changes, work: &Workplace, staged: &Path, step: Step<'_>) -> io::Result<()> {
    let out = work.out();
    fs::create_dir_all(out).named("make", out)?;
    let both = staged.join("both");
    step()?;
    write(&both, &both_lists(changes).text()).named("write", &both)?;
    step()?;
    put(work, &both, &out.join(manifest::FILE))?;
    for removed in &changes.remove {
        step()?;
        let removed = out.join(removed);
        fs::remove_file(&removed).named("remove", &removed)?;
        let folders = removed.ancestors().skip(1).take_while(|folder| *folder != out);
        // The first that isn't empty stays, with all around it.
        let _ = folders.map(fs::remove_dir).take_while(Result::is_ok).count();
    }
    // The list is the last: until then, it names old and new files.
    for write in &changes.write {
        let path = out.join(relative(&write.name));
        let folder = path.parent().unwrap_or(out);
        fs::create_dir_all(folder).named("make", folder)?;
        step()?;
        put(work, &staged.join(relative(&write.name)), &path)?;
    }
    step()?;
    put(work, &staged.join(manifest::FILE), &out.join(manifest::FILE))?;
    sync(out);
    Ok(())
}

/// The list of all files that may be there before, after and in between.
fn both_lists(changes: &Changes) -> Manifest {
    let mut lists = changes.known.manifest.clone().or(Manifest::of(&changes.wanted));
    for write in &changes.write {
        if let Some(present) = &write.present {
            lists = lists.or(Manifest::of_one(&write.name, present));
        }
    }
    lists
}

/// Moves a file to its place, also from another file system.
fn put(work: &Workplace, from: &Path, to: &Path) -> io::Result<()> {
    if fs::rename(from, to).is_ok() {
        return Ok(());
    }
    let part = work.part();
    let folder = part.parent().unwrap_or(work.out());
    fs::create_dir_all(folder).named("make", folder)?;
    fs::copy(from, &part).named("write", &part)?;
    fs::rename(&part, to).named("write", to)
}

#[cfg(test)]
#[path = "swap_tests.rs"]
mod tests;
