//! `cargo xtask metaschemas`: the crate `metaschemas`, from the metaschemas of the dialects.
//!
//! The compiler checks schemas with this crate, so the previous version of the compiler generates it. If the two no
//! longer fit, restore the committed sources and change the compiler in smaller steps.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use voltype_codegen::diagnostic::Diagnostic;
use voltype_codegen::dialect::Dialect;
use voltype_codegen::{Options, Output, compile, config, metaschema};

use crate::codegen::{Detail, check, root, say, update};
use crate::files::Changes;
use crate::terminal;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail if the generated sources are stale.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let (mut screen, mut log) = (terminal::screen(), terminal::log());
    let code = generate(arguments, &mut screen, &mut log);
    crate::ended(code, &mut log)
}

fn generate(
    arguments: &Arguments,
    screen: &mut impl Write,
    log: &mut impl Write,
) -> io::Result<ExitCode> {
    let out = root().join("metaschemas/src");
    if !arguments.check {
        return update(&out, sources, Detail::Summary, screen, log);
    }
    match sources() {
        Ok(output) => check(&Changes::new(&out, &output.files)?, "cargo xtask metaschemas", screen),
        Err(diagnostics) => {
            say(&diagnostics, log)?;
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The sources of the crate.
///
/// # Errors
/// As for [`compile`].
pub fn sources() -> Result<Output, Vec<Diagnostic>> {
    // Identifiers and patterns have more precise diagnostics than a failed `format`.
    let mut settings = "assert-formats = false\n".to_owned();
    let mut documents = BTreeMap::new();
    for dialect in Dialect::ALL {
        let path = format!("draft-{}.json", dialect.to_string().trim_start_matches("draft-"));
        settings.push_str(&format!("[documents.{path:?}]\nroot = \"Metaschema\"\n"));
        documents.insert(path, metaschema::text(dialect.metaschema()).unwrap_or_default());
    }
    // The parts of both later drafts have the same names.
    for uri in metaschema::uris() {
        let path = uri.strip_prefix("https://json-schema.org/draft/").unwrap_or(uri);
        if let Some((draft, part)) = path.split_once("/meta/") {
            let module = format!("draft_{draft}_{part}").replace('-', "_");
            settings.push_str(&format!("[documents.{uri:?}]\nmodule = {module:?}\n"));
        }
    }
    let options = Options {
        documents: documents.keys().cloned().collect(),
        validators_only: true,
        ..Options::default()
    };
    documents.insert(config::FILE.to_owned(), settings);
    compile(&documents, &options)
}
