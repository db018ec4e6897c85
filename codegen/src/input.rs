//! What a run reads before it reads schemas: `codegen.toml` and the list of the documents.

use std::io::ErrorKind;
use std::sync::Arc;

use crate::Options;
use crate::arena::Source;
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::naming::Naming;
use crate::schema::Schemas;
use crate::source::{Format, Listing, Loader};

/// The configuration; the default one if there is no file.
pub(crate) fn configuration(
    loader: &dyn Loader,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Config {
    let mut config = match loader.load(config::FILE) {
        Ok(text) => {
            let source = Arc::new(Source { path: config::FILE.to_owned(), text });
            Config::parse(&source).unwrap_or_else(|errors| {
                errors.into_iter().for_each(|error| diagnostics.push(error));
                Config::default()
            })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Config::default(),
        Err(error) => {
            let message = format!("cannot read {}: {error}", config::FILE);
            diagnostics.push(Diagnostic::general(message));
            Config::default()
        }
    };
    config.assert_formats = options.assert_formats.or(config.assert_formats);
    config
}

/// The paths of the documents that are asked for.
pub(crate) fn paths(
    loader: &dyn Loader,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    if !options.documents.is_empty() {
        return options.documents.clone();
    }
    let Listing { documents, skipped } = loader.list().unwrap_or_else(|error| {
        let message = format!("cannot read the schema folder: {error}");
        diagnostics.push(Diagnostic::general(message));
        Listing::default()
    });
    skipped.iter().for_each(|one| diagnostics.push(one.warning()));
    if documents.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(
            Diagnostic::general("there is no schema in the folder")
                .help(format!("schemas are files whose names end in {}", Format::NAMES)),
        );
    }
    documents
}

/// Reports the settings that are for no document and no type.
pub(crate) fn unused_settings(
    config: &Config,
    schemas: &Schemas,
    naming: &Naming,
    diagnostics: &mut Diagnostics,
) {
    let documents = schemas.documents.iter().map(|document| document.source.path.clone());
    let types = naming.types.keys().map(|id| {
        let schema = schemas.get(*id);
        format!("{}#{}", schema.source.path, schema.pointer)
    });
    let known: Vec<String> = documents.chain(types).collect();
    config.unused(&known).into_iter().for_each(|one| diagnostics.push(one));
}
