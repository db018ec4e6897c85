//! Texts in `codegen.toml` that are not what they stand for: they would become part of Rust source.

use std::sync::Arc;

use syn::parse::Parser;
use toml::Spanned;

use super::{Config, DocumentConfig, TypeConfig};
use crate::arena::Source;
use crate::diagnostic::Diagnostic;
use crate::names;

impl Config {
    /// Names that are none in Rust: they would become part of its source.
    pub(super) fn faults(&self, source: &Arc<Source>) -> Vec<Diagnostic> {
        let documents = self.documents.values().flat_map(|settings| {
            let DocumentConfig { module, root, implied_objects: _ } = settings;
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
        let more = self.faults_of_types(source);
        names.chain(used).chain(long).chain(types).chain(functions).chain(more).collect()
    }

    /// The same for what is said of the insides of types.
    fn faults_of_types(&self, source: &Arc<Source>) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        let mut check = |text: &Spanned<String>, expected: Expected| {
            if !expected.is(text.get_ref()) {
                let message = format!("{:?} is not {}", text.get_ref(), expected.what());
                let diagnostic = Diagnostic::error(source, text.span(), message);
                faults.push(diagnostic.help(expected.help()));
            }
        };
        self.derives.iter().for_each(|one| check(one, Expected::Derive));
        self.attributes.iter().for_each(|one| check(one, Expected::Attribute));
        for settings in self.types.values() {
            let TypeConfig { fields, variants, derives, attributes, .. } = settings;
            fields.values().for_each(|one| check(one, Expected::Field));
            variants.values().for_each(|one| check(one, Expected::Variant));
            derives.iter().for_each(|one| check(one, Expected::Derive));
            attributes.iter().for_each(|one| check(one, Expected::Attribute));
        }
        faults
    }
}

/// What a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// The name of a field.
    Field,
    /// The name of a variant.
    Variant,
    /// The path of a derive macro.
    Derive,
    /// An attribute.
    Attribute,
}

impl Expected {
    /// Whether a text is that.
    fn is(self, text: &str) -> bool {
        match self {
            Expected::Field => {
                let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                is_identifier(text) && !text.starts_with("__") && text.chars().all(is_part)
            }
            Expected::Variant => {
                is_identifier(text)
                    && text.starts_with(|c: char| c.is_ascii_uppercase())
                    && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            }
            Expected::Derive => syn::Path::parse_mod_style.parse_str(text).is_ok(),
            Expected::Attribute => {
                let parsed = syn::Attribute::parse_outer.parse_str(text);
                let is_one = |all: Vec<syn::Attribute>| match all.as_slice() {
                    [one] => !one.path().is_ident("derive") && !one.path().is_ident("doc"),
                    _ => false,
                };
                parsed.is_ok_and(is_one)
            }
        }
    }

    /// What it is called.
    fn what(self) -> &'static str {
        match self {
            Expected::Field => "the name of a field",
            Expected::Variant => "the name of a variant",
            Expected::Derive => "the path of a derive macro",
            Expected::Attribute => "an attribute",
        }
    }

    /// What to write instead.
    fn help(self) -> &'static str {
        match self {
            Expected::Field => {
                "lower case letters, digits and underscores, and no keyword: max_power"
            }
            Expected::Variant => "letters and digits, a capital first, and no keyword: MaxPower",
            Expected::Derive => "for instance my_crate::Thing",
            Expected::Attribute => {
                "one attribute as it stands before a type, such as #[non_exhaustive]; `derives` lists derive macros"
            }
        }
    }
}

/// Whether Rust takes a text for a name of a length that it may have.
fn is_identifier(text: &str) -> bool {
    text.len() <= names::MAX_LENGTH && syn::parse_str::<syn::Ident>(text).is_ok()
}
