//! The JSON Schema compiler of Voltype: documents in, Rust source out.
//!
//! ```text
//! source → resolve → share → schema (IR 1) → analyse → combine → plan (IR 2: checks) + model (IR 3: types) → emit → render
//! ```
//!
//! [`compile`] is that pipeline. Up to the plan, a phase reports all of its errors and the next one goes on with what is
//! left, so one run reports everything; code is generated only if there are no errors. Only [`source::Folder`] reads
//! files, and nothing is printed.

pub mod analyse;
pub mod arena;
mod branches;
mod combine;
pub mod config;
mod definitions;
pub mod diagnostic;
pub mod dialect;
mod doc;
mod emit;
pub mod enumeration;
mod format;
pub mod json;
pub mod keyword;
mod lint;
mod lower;
mod members;
mod memoise;
pub mod metaschema;
mod model;
pub mod names;
mod naming;
mod plan;
mod read;
pub mod render;
mod resolve;
pub mod schema;
mod sequence;
mod share;
mod shorten;
pub mod source;
mod spelling;
mod stack;
mod types;
mod union;
mod uri;
mod vocabulary;

mod assemble;
mod graph;
mod input;
mod summary;

/// The pattern compiler: a plan holds its programs.
pub use voltype_pattern as pattern;

use config::Config;
use diagnostic::{Diagnostic, Diagnostics, Severity};
use naming::Extent;
use render::Files;
use resolve::Resolved;
use schema::Schemas;
use share::Shared;
use source::Loader;
use union::Unions;

pub use stack::Use as StackUse;
pub use summary::{DocumentSummary, Summary, Untyped};
pub use types::untyped::Reason;

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

/// Compiles the documents of a folder.
///
/// # Errors
/// All diagnostics, warnings included, by place.
pub fn compile(loader: &dyn Loader, options: &Options) -> Result<Output, Vec<Diagnostic>> {
    let mut diagnostics = Diagnostics::default();
    let output = front(loader, options, &mut diagnostics)
        .and_then(|front| back(front, options, &mut diagnostics));
    output.map_err(|Stopped| diagnostics.sorted())
}

/// Reads the documents of a folder into IR 1, and stops there.
///
/// # Errors
/// As for [`compile`].
pub fn schemas(loader: &dyn Loader, options: &Options) -> Result<Schemas, Vec<Diagnostic>> {
    let mut diagnostics = Diagnostics::default();
    let front = front(loader, options, &mut diagnostics);
    let schemas = front.and_then(|front| unless_errors(front.schemas, &diagnostics));
    schemas.map_err(|Stopped| diagnostics.sorted())
}

/// A phase has reported errors, and the next one cannot do without what it was to make.
struct Stopped;

/// What the first phases make of the documents.
struct Front {
    config: Config,
    resolved: Resolved,
    shared: Shared,
    schemas: Schemas,
}

/// source → resolve → share → schema. Each phase works with what the ones before it could make of the documents.
fn front(
    loader: &dyn Loader,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<Front, Stopped> {
    let config = input::configuration(loader, options, diagnostics);
    let config = unless_errors(config, diagnostics)?;
    let paths = input::paths(loader, &config, options, diagnostics);
    let paths = unless_errors(paths, diagnostics)?;
    let sources = source::read(loader, &paths, diagnostics);
    let resolved = resolve::resolve(loader, &config, sources, diagnostics);
    let shared = match options.validators_only {
        true => Shared::default(),
        false => share::share(&resolved, &config, diagnostics),
    };
    let schemas = read::read(&resolved, &shared, diagnostics);
    metaschema::check(&resolved, diagnostics);
    Ok(Front { config, resolved, shared, schemas })
}

/// analyse → combine → plan + model → emit → render.
fn back(front: Front, options: &Options, diagnostics: &mut Diagnostics) -> Result<Output, Stopped> {
    let Front { config, resolved, shared, mut schemas } = front;
    let choices = analyse::choice::choices(&schemas);
    let unions = match options.validators_only {
        true => Unions::default(),
        false => combine::combine(&mut schemas, &choices, &config, diagnostics),
    };
    let (config, resolved, shared, schemas) = (&config, &resolved, &shared, &schemas);
    let extent = if options.validators_only { Extent::Roots } else { Extent::All };
    let naming = naming::name(schemas, config, unions, extent, diagnostics);
    if options.documents.is_empty() {
        config::unused(config, schemas, &naming, extent, diagnostics);
    }
    if extent == Extent::All {
        types::renames::check(schemas, &naming, config, diagnostics);
    }
    let analysis = analyse::analyse(schemas, &naming.ids());
    let lowered = lower::lower(schemas, &analysis, &choices, config, &naming, diagnostics);
    let lowered = unless_errors(lowered, diagnostics)?;
    // Errors come first: advice on schemas that may yet change would hide them.
    lint::lint(resolved, diagnostics);
    let definitions = if options.validators_only {
        definitions::Definitions::default()
    } else {
        definitions::definitions(resolved, shared, schemas, &naming)
    };
    let model = if options.validators_only {
        types::verdicts(schemas, &naming, &lowered, config)
    } else {
        types::types(schemas, &naming, &lowered, config, &definitions, diagnostics)
    };
    let model = unless_errors(model, diagnostics)?;
    let files = assemble::assemble(schemas, &analysis, &naming, &lowered, &model, &definitions);
    let files = files.unwrap_or_else(|error| {
        let message = format!("this is a defect of Voltype: {error}");
        diagnostics.push(Diagnostic::general(message));
        Files::new()
    });
    let files = unless_errors(files, diagnostics)?;
    let summary = summary::summary(schemas, &naming, &lowered, &model, choices);
    Ok(Output { files, summary, warnings: std::mem::take(diagnostics).sorted() })
}

/// The result of a phase, unless there are errors by now.
fn unless_errors<T>(result: T, diagnostics: &Diagnostics) -> Result<T, Stopped> {
    if diagnostics.has_errors() { Err(Stopped) } else { Ok(result) }
}

impl Output {
    /// Whether there is something to be warned of.
    #[must_use]
    pub fn has_warnings(&self) -> bool {
        self.warnings.iter().any(|diagnostic| diagnostic.severity == Severity::Warning)
    }
}
