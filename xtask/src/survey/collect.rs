//! The schemas of a survey, and what is generated from each.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

use voltype_codegen::diagnostic::Severity;
use voltype_codegen::render::Files;
use voltype_codegen::source::{Folder, Loader as _};
use voltype_codegen::{Options, Output, compile};

use crate::conformance;
use crate::terminal::{Named as _, shown};

/// A schema.
#[derive(Debug)]
pub(super) struct Subject {
    /// Where it was found: a folder, or the suite.
    pub(super) source: String,
    /// What it is called there.
    pub(super) name: String,
    /// What was generated from it, or the first error.
    pub(super) generated: Result<Files, String>,
}

/// The reason for a defect of the compiler.
const PANICKED: &str = "the compiler panicked";

impl Subject {
    /// Whether there was neither code nor an error of the schema.
    pub(super) fn is_defect(&self) -> bool {
        self.generated.as_ref().is_err_and(|why| why.starts_with(PANICKED))
    }
}

/// Deeply nested schemas must not overflow the stack of the tool.
const STACK: usize = 256 << 20;

/// Generates from all schemas below these folders, and from some of the suite's.
pub(super) fn subjects(
    folders: &[PathBuf],
    suite: Option<(&Path, usize)>,
    log: &mut impl Write,
) -> io::Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    for folder in folders {
        let paths = Folder::new(folder).list().named("read", folder)?.documents;
        for path in paths {
            let generated = generate(&folder.join(&path))?;
            subjects.push(Subject { source: shown(folder), name: path, generated });
        }
    }
    if let Some((suite, per_file)) = suite {
        for (name, generated) in conformance::samples(suite, per_file)? {
            subjects.push(Subject { source: shown(suite), name, generated });
        }
    }
    let generated = subjects.iter().filter(|subject| subject.generated.is_ok()).count();
    writeln!(log, "generated {generated} of {} schemas", subjects.len())?;
    Ok(subjects)
}

/// Generates from one schema, which may refer to the documents of its folder.
fn generate(path: &Path) -> io::Result<Result<Files, String>> {
    let folder = Folder::new(path.parent().unwrap_or(Path::new(".")));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let options = Options { documents: vec![name], ..Options::default() };
    Ok(guarded(folder, options)?.map(|output| output.files))
}

/// Compiles, on a large stack. Returns the first error if there is one; a panic is one, too.
pub(crate) fn guarded(folder: Folder, options: Options) -> io::Result<Result<Output, String>> {
    let work = move || match compile(&folder, &options) {
        Ok(output) => Ok(output),
        Err(diagnostics) => {
            let mut diagnostics = diagnostics.into_iter();
            let first = diagnostics.find(|one| one.severity == Severity::Error);
            Err(first.map(|first| first.message).unwrap_or_default())
        }
    };
    let worker = thread::Builder::new().stack_size(STACK).spawn(work)?;
    Ok(worker.join().unwrap_or_else(|_| Err(PANICKED.to_owned())))
}
