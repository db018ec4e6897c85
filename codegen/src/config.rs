//! `codegen.toml`: what the schemas cannot say about the code that is made of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Source};
use crate::dialect::Dialect;

/// The name of the file, in the schema folder.
pub const FILE: &str = "codegen.toml";

/// The contents of `codegen.toml`. All of it is optional.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The dialect of documents without `$schema`; draft-07 if it isn't given.
    #[serde(default)]
    pub dialect: Option<Dialect>,
    /// Whether `format` is an assertion; as the dialect says if it isn't given.
    #[serde(default)]
    pub assert_formats: Option<bool>,
    /// Settings for single documents, by their path below the schema folder.
    #[serde(default)]
    pub documents: BTreeMap<Spanned<String>, DocumentConfig>,
    /// Settings for the types of single schemas, by `PATH#POINTER`.
    #[serde(default)]
    pub types: BTreeMap<Spanned<String>, TypeConfig>,
}

/// Settings for one document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DocumentConfig {
    /// The name of its module; made of the file's name if it isn't given.
    pub module: Option<Spanned<String>>,
    /// The name of the root schema's type; made of its title or the file's name if it isn't given.
    pub root: Option<Spanned<String>>,
}

/// Settings for one type.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TypeConfig {
    /// Its Rust name.
    pub name: Option<Spanned<String>>,
    /// For a string type: the path of a Rust type to which it is parsed by the method `parse`.
    pub parses_to: Option<Spanned<String>>,
}

impl Config {
    /// Reads the text of `codegen.toml`.
    ///
    /// # Errors
    /// A diagnostic: the text is no TOML, or says something that isn't known.
    pub fn parse(source: &Arc<Source>) -> Result<Self, Diagnostic> {
        toml::from_str(&source.text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            let message = error.message().trim().replace('\n', "; ");
            Diagnostic::error(source, span, message)
                .help("README.md and the documentation of `Config` list what can be set")
        })
    }

    /// The settings of the document at `path`.
    #[must_use]
    pub fn document(&self, path: &str) -> DocumentConfig {
        self.documents.get(path).cloned().unwrap_or_default()
    }

    /// The settings of the type of the schema at `pointer` in the document at `path`.
    #[must_use]
    pub fn type_of(&self, path: &str, pointer: &str) -> TypeConfig {
        self.types.get(format!("{path}#{pointer}").as_str()).cloned().unwrap_or_default()
    }

    /// The places of settings that belong to nothing in `known`: paths and `PATH#POINTER`s.
    pub fn unused(&self, known: &[String]) -> Vec<(String, Range<usize>)> {
        let keys = self.documents.keys().chain(self.types.keys());
        keys.filter(|key| !known.contains(key.get_ref()))
            .map(|key| (key.get_ref().clone(), key.span()))
            .collect()
    }
}
