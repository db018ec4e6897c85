//! Phase *load*: the text of documents, from below one folder and nowhere else.

use std::collections::BTreeMap;
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

    fn walk(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if name.starts_with('.') {
                continue;
            }
            let kind = entry.file_type()?;
            let path = format!("{prefix}{name}");
            if kind.is_dir() {
                Self::walk(&entry.path(), &format!("{path}/"), paths)?;
            } else if kind.is_file() && name.ends_with(".json") {
                paths.push(path);
            }
        }
        Ok(())
    }
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
        let metadata = std::fs::metadata(&file)?;
        if !metadata.is_file() {
            return Err(io::Error::other("this is not a file"));
        }
        if metadata.len() > MAX_SIZE {
            return Err(io::Error::other("the file is larger than 64 MiB"));
        }
        let bytes = std::fs::read(&file)?;
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            io::Error::other(format!("the file is not UTF-8 (from byte {at} on)"))
        })
    }

    fn list(&self) -> io::Result<Vec<String>> {
        let mut paths = Vec::new();
        Self::walk(&self.root, "", &mut paths)?;
        paths.sort();
        Ok(paths)
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
    /// Its value.
    pub root: Node,
}

/// Reads one document.
///
/// # Errors
/// A diagnostic: the file cannot be read, or is no JSON.
pub fn document(loader: &dyn Loader, path: &str) -> Result<Document, Diagnostic> {
    let text = loader
        .load(path)
        .map_err(|error| Diagnostic::general(format!("cannot read {path}: {error}")))?;
    parse(path, text)
}

/// Reads the document with an absolute URI, if it is at hand: the loader has it, or it is a metaschema.
#[must_use]
pub fn resource(loader: &dyn Loader, uri: &str) -> Option<Result<Document, Diagnostic>> {
    let text = loader.resource(uri).or_else(|| metaschema::text(uri))?;
    Some(parse(uri, text))
}

fn parse(path: &str, text: String) -> Result<Document, Diagnostic> {
    let source = Arc::new(Source { path: path.to_owned(), text });
    match Node::parse(&source.text) {
        Ok(root) => Ok(Document { source, root }),
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
