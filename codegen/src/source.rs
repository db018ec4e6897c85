//! Phase *source*: reads the documents below the schema folder, each once, into the [`arena`](crate::arena).

mod comments;
mod entry;
mod folder;
mod format;
mod json;
mod loader;
mod skipped;
mod yaml;

use std::io;
use std::sync::Arc;

use crate::arena::{Document, Source, Sources};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::metaschema;

pub use folder::Folder;
pub use format::Format;
pub use loader::{Listing, Loader};
pub use skipped::{Reason, Skipped};

/// Reads the documents at `paths`. Each one that cannot be read is reported.
pub fn read(loader: &dyn Loader, paths: &[String], diagnostics: &mut Diagnostics) -> Sources {
    let mut sources = Sources::default();
    for path in paths {
        match load(loader, path).map_err(|error| unreadable(path, &error)).and_then(parse) {
            Ok(document) => {
                document.warnings().iter().for_each(|warning| diagnostics.push(warning.clone()));
                sources.add(document);
            }
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

/// Reads a document, in the format that the end of its path says. A byte order mark is left out, with a warning.
///
/// # Errors
/// A diagnostic: the text is not of that format, or holds what JSON or Rust source cannot spell.
pub fn parse(source: Arc<Source>) -> Result<Document, Diagnostic> {
    if u32::try_from(source.text.len()).is_err() {
        return Err(Diagnostic::general(format!("{} is larger than 4 GiB", source.path)));
    }
    if let Some(text) = source.text.strip_prefix(BYTE_ORDER_MARK) {
        let source = Arc::new(Source { path: source.path.clone(), text: text.to_owned() });
        let warning = Diagnostic::error(&source, 0..0, "a byte order mark before the document")
            .warning()
            .help("save the file as UTF-8 without a byte order mark: other tools refuse it");
        return parse_text(&source).map(|document| document.warned(warning));
    }
    parse_text(&source)
}

/// The byte order mark, which some editors write.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

fn parse_text(source: &Arc<Source>) -> Result<Document, Diagnostic> {
    match Format::of_path(&source.path) {
        Format::Json => json::parse(source, &source.text),
        Format::Jsonc => match comments::blanked(&source.text) {
            Ok(text) => json::parse(source, &text),
            Err(span) => Err(Diagnostic::error(source, span, "a comment that is not closed")
                .help("close it with */, or begin it with //")),
        },
        Format::Yaml => yaml::parse(source),
    }
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
