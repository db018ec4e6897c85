//! Voltype in a build script: compiles a folder of JSON Schema documents whenever it changes.
//!
//! `build.rs`:
//!
//! ```no_run
//! fn main() -> Result<(), voltype_build::Error> {
//!     voltype_build::compile("schemas")
//! }
//! ```
//!
//! `src/lib.rs`:
//!
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/voltype.rs"));
//! ```
//!
//! That declares the module `types`, with a module for each document: the types of `schemas/port.json` are in
//! `types::port`. All that they depend on is `voltype-runtime`.
//!
//! Errors in schemas fail the build, each with its place, the source line and a caret. Warnings are warnings of the build.

mod error;
pub mod files;
mod instructions;
mod watched;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use voltype_codegen::diagnostic::Diagnostic;
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, Output};

pub use error::Error;
use files::shown;
use instructions::{rerun, warn};
use watched::Watched;

/// Compiles the documents of a folder, which is given relative to the package, into `OUT_DIR`: see [`Build`].
///
/// # Errors
/// Those of [`Build::compile`].
pub fn compile(schemas: impl Into<PathBuf>) -> Result<(), Error> {
    Build::new().schemas(schemas).compile()
}

/// The settings of a run. `codegen.toml` in the schema folder has the others.
///
/// ```no_run
/// # fn main() -> Result<(), voltype_build::Error> {
/// voltype_build::Build::new().schemas("api/schemas").compile()
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Build {
    schemas: PathBuf,
    out: Option<PathBuf>,
}

/// The sources of a crate of types and validators.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The files, by their paths below the source folder. `lib.rs` is the root; the others are modules and what these include.
    pub files: BTreeMap<String, String>,
    /// The paths of the files of the schema folder that were read.
    pub read: BTreeSet<String>,
    /// What the authors of the schemas should know.
    pub warnings: Vec<Diagnostic>,
}

impl Default for Build {
    fn default() -> Self {
        Self::new()
    }
}

impl Build {
    /// Compiles the folder `schemas` of the package into `OUT_DIR`.
    #[must_use]
    pub fn new() -> Self {
        Build { schemas: "schemas".into(), out: None }
    }

    /// The schema folder, relative to the package.
    #[must_use]
    pub fn schemas(self, folder: impl Into<PathBuf>) -> Self {
        Build { schemas: folder.into(), ..self }
    }

    /// The folder for `voltype.rs` and for the folder `voltype` with the sources; `OUT_DIR` by default. A package that
    /// compiles several schema folders needs a folder for each.
    #[must_use]
    pub fn out(self, folder: impl Into<PathBuf>) -> Self {
        Build { out: Some(folder.into()), ..self }
    }

    /// Compiles the schemas and writes the files that have changed. Tells cargo, on standard output, to run the build
    /// script again when the schema folder changes, and what the authors of the schemas should know.
    ///
    /// # Errors
    /// The schemas have errors, or the files cannot be written. `main` can return the error: cargo then shows it.
    pub fn compile(&self) -> Result<(), Error> {
        let out = self.out.clone().or_else(|| env::var_os("OUT_DIR").map(PathBuf::from));
        let out = out.ok_or_else(|| {
            Error::io(io::Error::other(
                "OUT_DIR is not set: this is for build scripts; see `Build::out`",
            ))
        })?;
        self.run(&out, &mut io::stdout().lock())
    }

    /// Compiles the schemas, and gives the sources of the crate instead of writing them.
    ///
    /// # Errors
    /// The schemas have errors.
    pub fn sources(&self) -> Result<Sources, Error> {
        let (read, sources) = self.compiled();
        let Output { files, warnings, summary: _ } = sources?;
        Ok(Sources { files, read, warnings })
    }

    /// What was made of the schemas, after which files of the folder were read.
    fn compiled(&self) -> (BTreeSet<String>, Result<Output, Error>) {
        let folder = Watched::new(Folder::new(&self.schemas));
        let compiled = voltype_codegen::compile(&folder, &Options::default());
        let compiled = compiled.map_err(|diagnostics| Error::schemas(&self.schemas, diagnostics));
        (folder.read(), compiled)
    }

    /// The same as [`Build::compile`], with `cargo` for standard output.
    fn run(&self, out: &Path, cargo: &mut impl Write) -> Result<(), Error> {
        let (read, compiled) = self.compiled();
        rerun(&self.schemas, &read, cargo).map_err(Error::io)?;
        let Output { files, warnings, summary: _ } = compiled?;
        warn(&self.schemas, &warnings, cargo).map_err(Error::io)?;
        files::write(&out.join("voltype"), &files).map_err(Error::io)?;
        let root = BTreeMap::from([("voltype.rs".to_owned(), root(out).map_err(Error::io)?)]);
        files::write(out, &root).map_err(Error::io)
    }
}

/// What a crate includes. The sources begin with inner attributes, which `include!` would refuse, so they are the files
/// of modules.
fn root(out: &Path) -> io::Result<String> {
    let out = std::path::absolute(out)?;
    let path = out.join("voltype").join("lib.rs");
    let path = path.to_str().ok_or_else(|| {
        io::Error::other(format!(
            "{} is not UTF-8, so Rust cannot include files of it",
            shown(&out)
        ))
    })?;
    Ok(format!(
        "// Generated by Voltype from JSON Schema. Do not edit: change the schema.\n\n\
         #[path = {path:?}]\npub mod types;\n"
    ))
}

#[cfg(test)]
mod tests;
