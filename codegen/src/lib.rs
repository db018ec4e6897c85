//! The JSON Schema compiler of Voltype: documents in, Rust source out.
//!
//! ```text
//! source → resolve → schema (IR 1) → analyse → plan (IR 2: checks) + model (IR 3: types) → emit → render
//! ```
//!
//! [`compile`] is that line, phase by phase. Up to the plan, a phase reports all of its errors and the next one goes on
//! with what is left; source is made only if there are none. Nothing here touches the file system but [`source::Folder`], and
//! nothing is printed.

pub mod analyse;
pub mod config;
pub mod diagnostic;
pub mod dialect;
pub mod doc;
pub mod emit;
pub mod format;
pub mod json;
pub mod keyword;
pub mod lint;
pub mod lower;
pub mod metaschema;
pub mod model;
pub mod names;
pub mod plan;
pub mod read;
pub mod render;
pub mod resolve;
pub mod revisit;
pub mod schema;
pub mod shorten;
pub mod source;
pub mod spelling;
pub mod stack;
pub mod types;
pub mod uri;
pub mod vocabulary;

mod assemble;
mod graph;

/// The pattern compiler: a plan holds its programs.
pub use voltype_pattern as pattern;

use std::sync::Arc;

use config::Config;
use diagnostic::{Diagnostic, Diagnostics, Severity};
use render::Files;
use schema::Schemas;
use source::{Listing, Loader, Source};

/// What to compile, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The paths of the documents below the schema folder; all of them if empty.
    pub documents: Vec<String>,
    /// Overrides the configuration: whether `format` is an assertion.
    pub assert_formats: Option<bool>,
    /// Makes nothing but a validator for the root of each document: a unit struct that implements `Validate`.
    pub validators_only: bool,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Output {
    /// The files below the source folder of the generated crate.
    pub files: Files,
    /// What the schemas' authors should know.
    pub warnings: Vec<Diagnostic>,
    /// What there is, for people.
    pub summary: Summary,
}

/// Figures of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// One row for each document.
    pub documents: Vec<DocumentSummary>,
    /// Each pattern, and what was made of it.
    pub patterns: Vec<(String, String)>,
    /// Each choice between branches, and what tells them apart. They print as one line each.
    pub choices: Vec<analyse::choice::Choice>,
    /// The `recursion_limit` that the crate needs, if not the default: for long chains of types that hold each other. The
    /// generated `lib.rs` sets it; a crate that takes the sources in as a module has to.
    pub recursion_limit: Option<usize>,
}

/// Figures of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSummary {
    /// Its path.
    pub path: String,
    /// Its module.
    pub module: String,
    /// The name of its root schema's type, if it has one.
    pub root: Option<String>,
    /// The names of its types.
    pub types: Vec<String>,
    /// How many validators it has.
    pub validators: usize,
    /// How many checks they make.
    pub checks: usize,
    /// How many patterns it has.
    pub patterns: usize,
    /// The most stack that its validators can take, in the deepest text.
    pub stack: stack::Use,
}

/// Compiles the documents of a folder.
///
/// # Errors
/// All diagnostics, warnings included, by place.
pub fn compile(loader: &dyn Loader, options: &Options) -> Result<Output, Vec<Diagnostic>> {
    let mut diagnostics = Diagnostics::default();
    run(loader, options, &mut diagnostics).map_err(|Stopped| diagnostics.sorted())
}

/// Reads the documents of a folder into IR 1, and stops there.
///
/// # Errors
/// As for [`compile`].
pub fn schemas(loader: &dyn Loader, options: &Options) -> Result<Schemas, Vec<Diagnostic>> {
    let mut said = Diagnostics::default();
    let schemas = configuration(loader, options, &mut said).and_then(|config| {
        let paths = paths(loader, options, &mut said)?;
        let sources = ended(source::read(loader, &paths, &mut said), &said)?;
        let resolved = ended(resolve::resolve(loader, &config, sources, &mut said), &said)?;
        let schemas = read::read(&resolved, &mut said);
        metaschema::check(&resolved, &mut said);
        ended(schemas, &said)
    });
    schemas.map_err(|Stopped| said.sorted())
}

/// A phase has reported errors.
struct Stopped;

fn run(loader: &dyn Loader, options: &Options, said: &mut Diagnostics) -> Result<Output, Stopped> {
    let config = configuration(loader, options, said)?;
    let paths = paths(loader, options, said)?;
    // Every phase works with what the ones before could make of the documents: all errors come in one run.
    let sources = source::read(loader, &paths, said);
    let resolved = resolve::resolve(loader, &config, sources, said);
    let schemas = read::read(&resolved, said);
    metaschema::check(&resolved, said);
    let naming = types::name(&schemas, &config, options.validators_only, said);
    if options.documents.is_empty() {
        config.unused(&configurable(&schemas, &naming)).into_iter().for_each(|one| said.push(one));
    }
    let analysis = analyse::analyse(&schemas, &naming.ids());
    let lowered = ended(lower::lower(&schemas, &analysis, &config, &naming, said), said)?;
    // What is wrong comes first: advice on schemas that may yet change would hide it.
    lint::lint(&resolved, said);
    let model = if options.validators_only {
        types::verdicts(&schemas, &naming, &lowered, &config)
    } else {
        ended(types::types(&schemas, &naming, &lowered, &config, said), said)?
    };
    let made = assemble::assemble(&schemas, &analysis, &naming, &lowered, &model);
    let files = ended(
        made.unwrap_or_else(|error| {
            said.push(Diagnostic::general(format!("this is a defect of Voltype: {error}")));
            Files::new()
        }),
        said,
    )?;
    Ok(Output {
        files,
        summary: assemble::summary(&schemas, &naming, &lowered, &model, analysis.choices),
        warnings: std::mem::take(said).sorted(),
    })
}

/// The result of a phase, unless it reported errors.
fn ended<T>(result: T, said: &Diagnostics) -> Result<T, Stopped> {
    if said.has_errors() { Err(Stopped) } else { Ok(result) }
}

fn configuration(
    loader: &dyn Loader,
    options: &Options,
    said: &mut Diagnostics,
) -> Result<Config, Stopped> {
    let mut config = match loader.load(config::FILE) {
        Ok(text) => {
            let source = Arc::new(Source { path: config::FILE.to_owned(), text });
            Config::parse(&source).unwrap_or_else(|diagnostics| {
                diagnostics.into_iter().for_each(|diagnostic| said.push(diagnostic));
                Config::default()
            })
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Config::default(),
        Err(error) => {
            said.push(Diagnostic::general(format!("cannot read {}: {error}", config::FILE)));
            Config::default()
        }
    };
    config.assert_formats = options.assert_formats.or(config.assert_formats);
    ended(config, said)
}

/// What settings can be for: the documents, and the schemas that have a type.
fn configurable(schemas: &Schemas, naming: &types::Naming) -> Vec<String> {
    let documents = schemas.documents.iter().map(|document| document.source.path.clone());
    let types = naming.types.keys().map(|id| {
        let schema = schemas.get(*id);
        format!("{}#{}", schema.source.path, schema.pointer)
    });
    documents.chain(types).collect()
}

fn paths(
    loader: &dyn Loader,
    options: &Options,
    said: &mut Diagnostics,
) -> Result<Vec<String>, Stopped> {
    if !options.documents.is_empty() {
        return Ok(options.documents.clone());
    }
    let Listing { documents, skipped } = loader.list().unwrap_or_else(|error| {
        said.push(Diagnostic::general(format!("cannot read the schema folder: {error}")));
        Listing::default()
    });
    skipped.iter().for_each(|one| said.push(one.warning()));
    if documents.is_empty() {
        said.push(
            Diagnostic::general("there is no schema in the folder")
                .help("schemas are files whose names end in .json"),
        );
    }
    ended(documents, said)
}

impl Output {
    /// Whether there is something to be warned of.
    #[must_use]
    pub fn has_warnings(&self) -> bool {
        self.warnings.iter().any(|diagnostic| diagnostic.severity == Severity::Warning)
    }
}
