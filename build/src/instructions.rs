//! What a build script tells cargo: lines on its standard output.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use voltype_codegen::diagnostic::{Diagnostic, Spot};
use voltype_runtime::show::visible_line;

use crate::error::MOST;
use crate::files::shown;

/// Asks for another run when the schema folder or one of these files in it changes. cargo notices new files in the folder
/// by the folder itself.
pub(crate) fn rerun(
    schemas: &Path,
    read: &BTreeSet<String>,
    cargo: &mut impl Write,
) -> io::Result<()> {
    let files = read.iter().map(|path| schemas.join(path));
    for path in std::iter::once(schemas.to_owned()).chain(files) {
        // A line break in a name would begin another instruction. cargo watches such files with their folder.
        let path = path.to_str().filter(|path| !path.contains(['\n', '\r']));
        if let Some(path) = path {
            writeln!(cargo, "cargo::rerun-if-changed={path}")?;
        }
    }
    Ok(())
}

/// Shows warnings, one line for each.
pub(crate) fn warn(
    schemas: &Path,
    warnings: &[Diagnostic],
    cargo: &mut impl Write,
) -> io::Result<()> {
    for (warning, spot) in warnings.iter().zip(Spot::of_each(warnings)).take(MOST) {
        writeln!(cargo, "cargo::warning={}", line(schemas, warning, spot))?;
    }
    match warnings.len().checked_sub(MOST) {
        None | Some(0) => Ok(()),
        Some(more) => {
            writeln!(cargo, "cargo::warning=… and {more} more warnings about the schemas")
        }
    }
}

/// A diagnostic in one line: its place, what it says, and how to correct it.
fn line(schemas: &Path, diagnostic: &Diagnostic, spot: Option<Spot>) -> String {
    let mut line = String::new();
    if let Some(((source, _), spot)) = diagnostic.place.as_ref().zip(spot) {
        let path = shown(&schemas.join(&source.path));
        line.push_str(&format!("{path}:{}:{}: ", spot.line, spot.column));
    }
    line.push_str(&visible_line(&diagnostic.message));
    if let Some(help) = &diagnostic.help {
        line.push_str(&format!(" (help: {})", visible_line(help)));
    }
    line
}
