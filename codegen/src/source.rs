//! Phase *source*: reads the documents below the schema folder, each once, into the [`arena`](crate::arena).

mod entry;
mod folder;
mod json;
mod loader;
mod skipped;

use std::io;
use std::sync::Arc;

use crate::arena::{Document, Source, Sources};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::metaschema;

pub use folder::Folder;
pub use json::parse;
pub use loader::{Listing, Loader};
pub use skipped::{Reason, Skipped};

/// Reads the documents at `paths`. Each one that cannot be read is reported.
pub fn read(loader: &dyn Loader, paths: &[String], diagnostics: &mut Diagnostics) -> Sources {
    let mut sources = Sources::default();
    for path in paths {
        match load(loader, path).map_err(|error| unreadable(path, &error)).and_then(parse) {
            Ok(document) => drop(sources.add(document)),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    sources
}

/// Reads the text of a document.
///
/// # Errors
/// The error of the file system.
pub fn load(loader: &dyn Loader, path: &str) -> io::Result<Arc<Source>> {
    let text = loader.load(path)?;
    Ok(Arc::new(Source { path: path.to_owned(), text }))
}

/// The diagnostic for a document that cannot be read.
#[must_use]
pub fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::general(format!("cannot read {path}: {error}"))
}

/// Reads the document with an absolute URI, if the loader has it or it is a metaschema.
#[must_use]
pub fn resource(loader: &dyn Loader, uri: &str) -> Option<Result<Document, Diagnostic>> {
    let text = loader.resource(uri).or_else(|| metaschema::text(uri))?;
    Some(parse(Arc::new(Source { path: uri.to_owned(), text })))
}

#[cfg(test)]
mod tests;
