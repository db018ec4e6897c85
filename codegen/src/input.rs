//! What a run reads before it reads schemas: `codegen.toml` and the list of the documents.

use std::io::ErrorKind;
use std::sync::Arc;

use crate::Options;
use crate::arena::Source;
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Format, Listing, Loader};
use crate::spelling::Speller;

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
    config: &Config,
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
    roots(config, documents, diagnostics)
}

/// Those of the documents that the configuration takes for roots: all of them if it names none.
fn roots(config: &Config, documents: Vec<String>, diagnostics: &mut Diagnostics) -> Vec<String> {
    if config.roots.is_empty() {
        return documents;
    }
    let mut speller = Speller::default();
    for root in config.roots.iter().filter(|root| !documents.contains(root.get_ref())) {
        let message = format!("there is no document {:?} in the folder", root.get_ref());
        let error = config.error(root.span(), message);
        diagnostics.push(match speller.nearest(root.get_ref(), &documents) {
            Some(near) => error.help(format!("did you mean {near:?}?")),
            None => error,
        });
    }
    let is_root = |path: &String| config.roots.iter().any(|root| root.get_ref() == path);
    documents.into_iter().filter(is_root).collect()
}
