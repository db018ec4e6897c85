//! `codegen.toml`: what the schemas cannot say about the code that is made of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::arena::Source;
use crate::diagnostic::Diagnostic;
use crate::dialect::{Dialect, Dialects};
use crate::names;
use crate::spelling::Speller;

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

    /// Names that are none in Rust: they would become part of its source.
    fn faults(&self, source: &Arc<Source>) -> Vec<Diagnostic> {
        let documents = self.documents.values().flat_map(|settings| {
            let DocumentConfig { module, root } = settings;
            [module.as_ref(), root.as_ref()]
        });
        let shared = self.shared_module.as_ref();
        let named = self.types.values().map(|settings| settings.name.as_ref());
        let names = documents.chain(named).flatten().chain(shared);
        let is_module = |name: &Spanned<String>| {
            let mut modules = self.documents.values().map(|settings| settings.module.as_ref());
            modules.any(|module| module == Some(name)) || shared == Some(name)
        };
        let used = names.clone().filter(|name| {
            let name_of_module = names::snake(name.get_ref());
            names::is_primitive(name.get_ref())
                || (is_module(name) && names::is_reserved_module(&name_of_module))
        });
        let long = names.clone().filter(|name| name.get_ref().len() > names::MAX_LENGTH);
        let names = names.filter(|name| syn::parse_str::<syn::Ident>(name.get_ref()).is_err());
        let is_no_path =
            |path: &Spanned<String>| syn::parse_str::<syn::Path>(path.get_ref()).is_err();
        let types = self.types.values().filter_map(|settings| settings.parses_to.as_ref());
        let types = types.filter(|path| is_no_path(path));
        let functions = self.formats.values().filter(|path| is_no_path(path));
        let error = |text: &Spanned<String>, want: &str| {
            let message = format!("{:?} is not {want}", text.get_ref());
            Diagnostic::error(source, text.span(), message)
        };
        let names = names.map(|name| {
            error(name, "a Rust name").help(
                "a name is letters, digits and underscores, with no digit first, and no keyword",
            )
        });
        let types = types.map(|path| {
            error(path, "the path of a Rust type").help("for instance my_crate::module::Type")
        });
        let functions = functions.map(|path| {
            error(path, "the path of a Rust function").help("for instance my_crate::is_charger_id")
        });
        let used = used.map(|name| {
            error(name, "free: generated code uses that name itself, or Rust's tools do")
        });
        let long = long.map(|name| {
            let message = format!("a name of more than {} characters", names::MAX_LENGTH);
            Diagnostic::error(source, name.span(), message)
        });
        names.chain(used).chain(long).chain(types).chain(functions).collect()
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
    pub fn type_of(&self, path: &str, pointer: &str) -> TypeConfig {
        self.types.get(format!("{path}#{pointer}").as_str()).cloned().unwrap_or_default()
    }

    /// Whether there are settings for a schema, or for one inside of it.
    #[must_use]
    pub(crate) fn has_types_below(&self, path: &str, pointer: &str) -> bool {
        let place = format!("{path}#{pointer}");
        let inside = |key: &str| key == place || key.starts_with(&format!("{place}/"));
        self.types.keys().any(|key| inside(key.get_ref()))
    }

    /// Warnings of settings that belong to nothing in `known`: paths of documents and `PATH#POINTER`s.
    #[must_use]
    pub fn unused(&self, known: &[String]) -> Vec<Diagnostic> {
        let Some(source) = &self.source else { return Vec::new() };
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let documents = self.documents.keys().map(|key| (key, "document"));
        let keys = documents.chain(self.types.keys().map(|key| (key, "type's schema")));
        let keys = keys.filter(|(key, _)| !known.contains(&key.get_ref().as_str()));
        let mut speller = Speller::default();
        keys.map(|(key, what)| {
            let message =
                format!("there is no {what} {:?} that this could set anything of", key.get_ref());
            let diagnostic = Diagnostic::error(source, key.span(), message).warning();
            match speller.nearest(key.get_ref(), known.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean {near:?}?")),
                None => diagnostic,
            }
        })
        .collect()
    }
}
