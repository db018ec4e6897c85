//! `codegen.toml`: what the schemas cannot say about the code that is made of them.

mod faults;
mod unused;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use toml::Spanned;

use crate::arena::Source;
use crate::diagnostic::Diagnostic;
use crate::dialect::{Dialect, Dialects};
use crate::schema::Schema;

pub(crate) use unused::unused;

/// The name of the file, in the schema folder.
pub const FILE: &str = "codegen.toml";

/// The contents of `codegen.toml`. All of it is optional.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The dialect of documents without `$schema`; draft-07 if it isn't given.
    #[serde(default)]
    pub dialect: Option<Dialect>,
    /// What values of `$schema` mean that are neither those of a draft nor a metaschema of the folder, such as
    /// `http://json-schema.org/schema#`: the dialect by the URI.
    #[serde(default)]
    pub dialects: BTreeMap<String, Dialect>,
    /// Whether `format` is an assertion; as the dialect says if it isn't given.
    #[serde(default)]
    pub assert_formats: Option<bool>,
    /// Settings for single documents, by their path below the schema folder.
    #[serde(default)]
    pub documents: BTreeMap<Spanned<String>, DocumentConfig>,
    /// Settings for the types of single schemas, by `PATH#POINTER`.
    #[serde(default)]
    pub types: BTreeMap<Spanned<String>, TypeConfig>,
    /// The name of the module for definitions that several documents have in common; `shared` if it isn't given.
    #[serde(default)]
    pub shared_module: Option<Spanned<String>>,
    /// Formats of your own, or your own tests of the known ones: the path of a function `fn(&str) -> bool` by the
    /// format's name. They are assertions in every dialect.
    #[serde(default)]
    pub formats: BTreeMap<String, Spanned<String>>,
    /// What holds the values of `number`; an `f64` if it isn't given.
    #[serde(default)]
    pub numbers: Option<Digits>,
    /// What holds the values of `integer`; one of Rust's integers if it isn't given.
    #[serde(default)]
    pub integers: Option<Digits>,
    /// The documents to compile, if not all of the folder: of others, only what these refer to.
    #[serde(default)]
    pub roots: Vec<Spanned<String>>,
    /// Whether a schema with `properties` and without `type` has a struct: others of its values cannot be read then.
    #[serde(default)]
    pub implied_objects: bool,
    /// Whether structs have builders; they have if it isn't given.
    #[serde(default)]
    pub builders: Option<bool>,
    /// Traits that all types derive, beside those that they derive anyway: the paths of their derive macros.
    #[serde(default)]
    pub derives: Vec<Spanned<String>>,
    /// Attributes of all types, as Rust spells them.
    #[serde(default)]
    pub attributes: Vec<Spanned<String>>,
    /// The file itself, to show excerpts of.
    #[serde(skip)]
    source: Option<Arc<Source>>,
}

/// Settings for one document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DocumentConfig {
    /// The name of its module; made of the file's name if it isn't given.
    pub module: Option<Spanned<String>>,
    /// The name of the root schema's type; made of its title or the file's name if it isn't given.
    pub root: Option<Spanned<String>>,
    /// Whether its schemas with `properties` and without `type` have structs; as for all of them if it isn't given.
    pub implied_objects: Option<bool>,
}

/// Settings for one type.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TypeConfig {
    /// Its Rust name.
    pub name: Option<Spanned<String>>,
    /// For a string type: the path of a Rust type to which it is parsed by the method `parse`.
    pub parses_to: Option<Spanned<String>>,
    /// What holds its values, if it is a `number`; as for all of them if it isn't given.
    pub numbers: Option<Digits>,
    /// What holds its values, if it is an `integer`; as for all of them if it isn't given.
    pub integers: Option<Digits>,
    /// The names of its fields, by those of the members. They hold in all types that take the members from the schema.
    #[serde(default)]
    pub fields: BTreeMap<Spanned<String>, Spanned<String>>,
    /// The names of its variants: by their values for an enumeration of scalars, by the names that they would have
    /// otherwise for an enum of several types.
    #[serde(default)]
    pub variants: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Whether it has a builder; as for all of them if it isn't given.
    pub builders: Option<bool>,
    /// Traits that it derives, beside those of all types.
    #[serde(default)]
    pub derives: Vec<Spanned<String>>,
    /// Its attributes, beside those of all types.
    #[serde(default)]
    pub attributes: Vec<Spanned<String>>,
}

/// Which digits of a number are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Digits {
    /// Those that a number type of Rust holds.
    Native,
    /// All of them: the runtime's `Decimal`.
    Exact,
}

impl Config {
    /// Reads the text of `codegen.toml`.
    ///
    /// # Errors
    /// Diagnostics: the text is not TOML, or has a setting that is unknown or impossible.
    pub fn parse(source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let config: Config = toml::from_str(&source.text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            let message = error.message().trim().replace('\n', "; ");
            let diagnostic = Diagnostic::error(source, span, message);
            vec![diagnostic.help("the documentation of `Config` lists what can be set")]
        })?;
        let faults = config.faults(source);
        if faults.is_empty() {
            Ok(Config { source: Some(Arc::clone(source)), ..config })
        } else {
            Err(faults)
        }
    }

    /// How the dialect of a schema is told.
    #[must_use]
    pub fn dialects(&self) -> Dialects {
        let named = self.dialects.iter();
        let named = named.map(|(uri, dialect)| (uri.trim_end_matches('#').to_owned(), *dialect));
        let default = self.dialect.unwrap_or(Dialect::Draft7);
        Dialects { default, named: named.collect() }
    }

    /// The settings of the document at `path`.
    #[must_use]
    pub fn document(&self, path: &str) -> DocumentConfig {
        self.documents.get(path).cloned().unwrap_or_default()
    }

    /// The settings of the type of the schema at `pointer` in the document at `path`.
    #[must_use]
    pub fn type_of(&self, path: &str, pointer: &str) -> &TypeConfig {
        static NONE: LazyLock<TypeConfig> = LazyLock::new(TypeConfig::default);
        if self.types.is_empty() {
            return &NONE;
        }
        self.types.get(format!("{path}#{pointer}").as_str()).unwrap_or(&NONE)
    }

    /// The settings of the type of a schema.
    pub(crate) fn type_at(&self, schema: &Schema) -> &TypeConfig {
        self.type_of(&schema.source.path, &schema.pointer)
    }

    /// Whether schemas of the document at `path` that have `properties` and no `type` have structs.
    pub(crate) fn implies_objects(&self, path: &str) -> bool {
        let own = self.documents.get(path).and_then(|settings| settings.implied_objects);
        own.unwrap_or(self.implied_objects)
    }

    /// An error in the file.
    pub(crate) fn error(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        match &self.source {
            Some(source) => Diagnostic::error(source, span, message),
            None => Diagnostic::general(message),
        }
    }

    /// Whether there are settings for a schema, or for one inside of it.
    #[must_use]
    pub(crate) fn has_types_below(&self, path: &str, pointer: &str) -> bool {
        let place = format!("{path}#{pointer}");
        let inside = |key: &str| key == place || key.starts_with(&format!("{place}/"));
        self.types.keys().any(|key| inside(key.get_ref()))
    }
}
