//! Why a build fails.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use voltype_codegen::diagnostic::{Diagnostic, Severity};

use crate::files::shown;

/// The most diagnostics that are shown: more would be unreadable.
pub(crate) const MOST: usize = 100;

/// Why nothing was generated. `Debug` writes the same as `Display`, because that is what Rust shows of an error that
/// `main` returns.
pub struct Error(Reason);

enum Reason {
    /// The documents of a folder have errors.
    Schemas { folder: PathBuf, diagnostics: Vec<Diagnostic> },
    /// A file cannot be written.
    Io(io::Error),
}

impl Error {
    pub(crate) fn schemas(folder: &Path, diagnostics: Vec<Diagnostic>) -> Self {
        Error(Reason::Schemas { folder: folder.to_owned(), diagnostics })
    }

    pub(crate) fn io(error: io::Error) -> Self {
        Error(Reason::Io(error))
    }

    /// What is wrong with the schemas, warnings included, by place; nothing if the reason is another one.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match &self.0 {
            Reason::Schemas { diagnostics, .. } => diagnostics,
            Reason::Io(_) => &[],
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Schemas { folder, diagnostics } => fmt_schemas(f, folder, diagnostics),
            Reason::Io(error) => write!(f, "{error}"),
        }
    }
}

/// The diagnostics with their source lines; if there are too many, errors first.
fn fmt_schemas(
    f: &mut fmt::Formatter<'_>,
    folder: &Path,
    diagnostics: &[Diagnostic],
) -> fmt::Result {
    let mut shown_ones: Vec<&Diagnostic> = diagnostics.iter().collect();
    if shown_ones.len() > MOST {
        shown_ones.sort_by_key(|diagnostic| diagnostic.severity);
    }
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    let s = if errors == 1 { "" } else { "s" };
    write!(f, "{errors} error{s} in the schema folder {}", shown(folder))?;
    for diagnostic in shown_ones.iter().take(MOST) {
        write!(f, "\n\n{diagnostic}")?;
    }
    match shown_ones.len().checked_sub(MOST) {
        None | Some(0) => Ok(()),
        Some(more) => write!(f, "\n\n… and {more} more"),
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::Schemas { .. } => None,
            Reason::Io(error) => Some(error),
        }
    }
}
