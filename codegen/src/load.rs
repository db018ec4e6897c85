//! Phase *load*: the text of documents, from below one folder and nowhere else.

use std::collections::{BTreeMap, VecDeque};
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use voltype_runtime::Text;

use crate::config;
use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::json::Node;
use crate::metaschema;

/// Where documents come from. Paths are relative to the schema folder, with `/` between their parts and none of them
/// `.` or `..`.
pub trait Loader {
    /// The text of a document.
    ///
    /// # Errors
    /// As the file system says it; [`io::ErrorKind::NotFound`] if there is no such document.
    fn load(&self, path: &str) -> io::Result<String>;

    /// The paths of all documents, sorted.
    ///
    /// # Errors
    /// As the file system says it.
    fn list(&self) -> io::Result<Vec<String>>;

    /// The paths of documents that a reference by URI may lead to, the nearest first. Of more than `limit` entries of the
    /// folder, only as many are looked at.
    ///
    /// # Errors
    /// As the file system says it.
    fn nearby(&self, limit: usize) -> io::Result<Vec<String>> {
        self.list().map(|mut paths| {
            paths.truncate(limit);
            paths
        })
    }

    /// What is no document although its name may make people think so.
    ///
    /// # Errors
    /// As the file system says it.
    fn skipped(&self) -> io::Result<Vec<Skipped>> {
        Ok(Vec::new())
    }

    /// The text of the document with this absolute URI (without fragment), if the caller has it at hand: nothing is
    /// ever fetched. The metaschemas of the dialects need not be given.
    fn resource(&self, _uri: &str) -> Option<String> {
        None
    }
}

/// The documents below a folder of the file system.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// A schema document is not larger than this, in bytes.
const MAX_SIZE: u64 = 64 << 20;

impl Folder {
    /// The folder at `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Folder { root: root.into() }
    }

    /// Lists what is below the folder, folder by folder, and looks at no more entries than `limit`.
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

/// What is below a folder.
#[derive(Debug, Default)]
struct Listing {
    documents: Vec<String>,
    skipped: Vec<Skipped>,
}

/// Something below the schema folder that is no document although its name may make people think so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Its path, as well as it can be written down.
    pub path: String,
    /// Why it is none.
    pub reason: Reason,
}

/// Why something is no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is a link, to a file or to a folder.
    Link,
    /// Its name begins with a dot.
    Hidden,
    /// Its name is not UTF-8.
    Name,
    /// It is a named pipe, a socket or a device.
    Special,
}

impl Skipped {
    /// What is to be said of it.
    #[must_use]
    pub fn warning(&self) -> Diagnostic {
        let (is, help) = match self.reason {
            Reason::Link => ("a link", "links are not followed: copy what it leads to"),
            Reason::Hidden => ("hidden", "names that begin with a dot are left out"),
            Reason::Name => ("not named in UTF-8", "rename it"),
            Reason::Special => ("not a file", "only files are opened"),
        };
        let message = format!("{} is passed over: it is {is}", self.path);
        Diagnostic::general(message).warning().help(help)
    }
}

/// What an entry of a folder is.
enum Entry {
    Folder(String),
    Document(String),
    Skipped(String, Reason),
    Other,
}

impl Entry {
    fn of(entry: &DirEntry, kind: FileType) -> Self {
        let name = entry.file_name();
        let lossy = name.to_string_lossy().into_owned();
        let ends_well = Path::new(&name).extension().is_some_and(|end| end == "json");
        // A hidden file of this name has no extension.
        let may_be_document = ends_well || lossy == ".json";
        // Where a link leads is looked at, but nothing there is.
        let leads_to_folder = || kind.is_symlink() && entry.path().is_dir();
        let may_hold_documents = || kind.is_dir() && holds_documents(&entry.path());
        let is_of_interest = |folder: bool| may_be_document && !kind.is_dir() || folder;
        match name.to_str() {
            None if is_of_interest(leads_to_folder() || may_hold_documents()) => {
                Entry::Skipped(lossy, Reason::Name)
            }
            Some(name) if name.starts_with('.') && is_of_interest(may_hold_documents()) => {
                Entry::Skipped(lossy, Reason::Hidden)
            }
            None => Entry::Other,
            Some(name) if name.starts_with('.') => Entry::Other,
            Some(_) if kind.is_symlink() && is_of_interest(leads_to_folder()) => {
                Entry::Skipped(lossy, Reason::Link)
            }
            Some(_) if kind.is_dir() => Entry::Folder(lossy),
            Some(_) if kind.is_file() && may_be_document => Entry::Document(lossy),
            Some(_) if may_be_document => Entry::Skipped(lossy, Reason::Special),
            Some(_) => Entry::Other,
        }
    }
}

/// The entries of a folder, by name.
fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

/// Whether there are documents in a folder that is not read: most hidden folders hold other things, and then there is
/// nothing to be said of them.
fn holds_documents(folder: &Path) -> bool {
    let mut open = vec![folder.to_owned()];
    let mut seen = 0;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            seen += 1;
            let path = entry.path();
            match entry.file_type() {
                _ if seen > MAX_HIDDEN => return false,
                Ok(kind) if kind.is_dir() => open.push(path),
                Ok(_) if path.extension().is_some_and(|end| end == "json") => return true,
                Ok(_) | Err(_) => {}
            }
        }
    }
    false
}

/// As many entries of a hidden folder are looked at.
const MAX_HIDDEN: usize = 1_000;

fn unreadable(below: &str, error: &io::Error) -> io::Error {
    let place = below.strip_suffix('/').unwrap_or(".");
    io::Error::new(error.kind(), format!("{place}: {error}"))
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
            io::Error::other(format!("the file is not UTF-8 (from byte {at} on)"))
        })
    }

    fn list(&self) -> io::Result<Vec<String>> {
        let mut paths = self.walk(usize::MAX)?.documents;
        paths.sort();
        Ok(paths)
    }

    fn nearby(&self, limit: usize) -> io::Result<Vec<String>> {
        self.walk(limit).map(|listing| listing.documents)
    }

    fn skipped(&self) -> io::Result<Vec<Skipped>> {
        let mut skipped = self.walk(usize::MAX)?.skipped;
        skipped.sort();
        Ok(skipped)
    }
}

/// Documents in memory, by path; `codegen.toml` is the configuration.
impl Loader for BTreeMap<String, String> {
    fn load(&self, path: &str) -> io::Result<String> {
        self.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.keys().filter(|path| *path != config::FILE).cloned().collect())
    }
}

/// A document that has been read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its path and text.
    pub source: Arc<Source>,
    /// Its value. Phases share it: a tree takes many times the memory of its text.
    pub root: Arc<Node>,
}

/// Reads one document.
///
/// # Errors
/// A diagnostic: the file cannot be read, or is no JSON.
pub fn document(loader: &dyn Loader, path: &str) -> Result<Document, Diagnostic> {
    let source = source(loader, path).map_err(|error| unread(path, &error))?;
    parse(source)
}

/// The text of a document.
///
/// # Errors
/// As the file system says it.
pub fn source(loader: &dyn Loader, path: &str) -> io::Result<Arc<Source>> {
    let text = loader.load(path)?;
    Ok(Arc::new(Source { path: path.to_owned(), text }))
}

/// What is said of a document that cannot be read.
#[must_use]
pub fn unread(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::general(format!("cannot read {path}: {error}"))
}

/// Reads the document with an absolute URI, if it is at hand: the loader has it, or it is a metaschema.
#[must_use]
pub fn resource(loader: &dyn Loader, uri: &str) -> Option<Result<Document, Diagnostic>> {
    let text = loader.resource(uri).or_else(|| metaschema::text(uri))?;
    Some(parse(Arc::new(Source { path: uri.to_owned(), text })))
}

/// The document with this text.
///
/// # Errors
/// A diagnostic: the text is no JSON.
pub fn parse(source: Arc<Source>) -> Result<Document, Diagnostic> {
    match Node::parse(&source.text) {
        Ok(root) => Ok(Document { source, root: Arc::new(root) }),
        Err(syntax) if Text::defect(source.text.as_bytes()).is_none() => {
            // The reader has just passed the string, so that its last escape is before.
            let start = source.text[..syntax.at].rfind("\\u").unwrap_or(syntax.at);
            let message = "half of a surrogate pair, which is no character";
            Err(Diagnostic::error(&source, start..syntax.at.min(start + 6), message)
                .help("write both halves, such as \\ud83d\\ude00, or the character itself"))
        }
        Err(syntax) => {
            let span = syntax.at..syntax.at + 1;
            let message = format!("not JSON: {}", syntax.reason);
            Err(Diagnostic::error(&source, span, message).help(syntax.reason.help()))
        }
    }
}

/// Reads the documents at `paths`; what cannot be read is said.
pub fn documents(
    loader: &dyn Loader,
    paths: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<Document> {
    let mut documents = Vec::new();
    for path in paths {
        match document(loader, path) {
            Ok(document) => documents.push(document),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    documents
}
