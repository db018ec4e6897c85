//! The types of a module: each with its validator, and the ways in and out of it.

mod newtype;
mod record;
mod strings;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::doc::{Doc, has_words};
use super::ident;
use crate::schema::{Keywords, Relation, Schema, SchemaId, Schemas};
use crate::types::{Shape, Type, of_key};

/// What the emission of a module's types needs to know.
#[derive(Debug)]
pub struct TypeEmitter<'a> {
    /// The schemas.
    pub schemas: &'a Schemas,
    /// The types of all modules.
    pub types: &'a [Type],
    /// Their indexes, by schema.
    pub indexes: &'a BTreeMap<SchemaId, usize>,
    /// The names of the modules, by document.
    pub modules: &'a [syn::Ident],
    /// The document whose module is written.
    pub document: usize,
    /// The names of the module's types, builders included.
    pub shadowed: &'a BTreeSet<String>,
    /// The validators of the types' schemas.
    pub validators: &'a BTreeMap<SchemaId, Validator>,
}

/// What a type has to know of its validator.
#[derive(Clone, Debug)]
pub struct Validator {
    /// The name of the function.
    pub name: String,
    /// The absolute location of the schema.
    pub location: String,
    /// The constant that holds it, in the module `validate`.
    pub constant: Option<syn::Ident>,
    /// Whether the function itself reads the object's members, so that it can note where they are.
    pub notes_members: bool,
    /// Whether some function of its module or of others remembers verdicts.
    pub remembers: bool,
    /// Whether values of the type can be inside of each other.
    pub recursive: bool,
    /// Whether integers are told by their spelling (draft 4).
    pub spelled: bool,
}

impl TypeEmitter<'_> {
    /// The types of the module.
    pub fn items(&self) -> impl Iterator<Item = TokenStream> {
        let own = self.types.iter().filter(|ty| ty.document == self.document);
        own.flat_map(|ty| {
            let Some(validator) = self.validators.get(&ty.schema) else { return Vec::new() };
            match &ty.shape {
                Shape::Struct(fields) => self.record(ty, fields, validator),
                Shape::Enum(variants) => vec![self.strings(ty, variants, validator)],
                Shape::Newtype(inner) => vec![self.newtype(ty, inner, validator)],
                Shape::Any => vec![self.newtype(ty, &syn::parse_quote!(Value), validator)],
                Shape::Verdict => vec![self.verdict(ty, validator)],
            }
        })
    }

    fn schema(&self, ty: &Type) -> &Schema {
        self.schemas.get(ty.schema)
    }

    /// What the schema says of itself.
    fn docs(&self, ty: &Type) -> TokenStream {
        let schema = self.schema(ty);
        let keywords = self.schemas.keywords(ty.schema);
        let title = keywords.and_then(|keywords| keywords.title.as_deref());
        let description = keywords.and_then(|keywords| keywords.description.as_deref());
        let title = title.filter(|title| has_words(title));
        let title = title.map(|title| title.trim().trim_end_matches('.'));
        let docs = match (title, description.filter(|text| has_words(text))) {
            (Some(title), Some(text)) => Doc::default().text(title).then(".\n\n").text(text),
            (Some(title), None) => Doc::default().text(title).then("."),
            (None, Some(text)) => Doc::default().text(text),
            (None, None) => Doc::new("The schema ").code(&schema.location).then("."),
        };
        docs.outer()
    }

    /// A type as it is named in this module.
    fn path(&self, ty: &syn::Type) -> syn::Type {
        let mut ty = ty.clone();
        syn::visit_mut::VisitMut::visit_type_mut(&mut Localise(self), &mut ty);
        ty
    }

    /// A type of the prelude: by its path, where the module has a type of this name.
    fn prelude(&self, name: &str) -> TokenStream {
        let path = if self.shadowed.contains(name) { prelude_path(name) } else { name };
        path.parse().unwrap_or_default()
    }

    /// A type without a value.
    fn verdict(&self, ty: &Type, validator: &Validator) -> TokenStream {
        let name = ident(&ty.name);
        let docs = self.docs(ty);
        let validator = self.validator(validator, false);
        quote! {
            #docs
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct #name;

            voltype_runtime::validated! { #name: #validator }
        }
    }

    /// The validator of a type, as the runtime's macros take it.
    fn validator(&self, validator: &Validator, noted: bool) -> TokenStream {
        let Validator { name, location, constant, notes_members: _, remembers, recursive, spelled } =
            validator;
        let location = match constant {
            Some(constant) => quote!(validate::#constant),
            None => quote!(#location),
        };
        let function = ident(name);
        let flags = [
            (noted, "noted"),
            (*remembers, "remembers"),
            (*recursive, "recursive"),
            (*spelled, "spelled"),
        ];
        let flags = flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, name)| ident(name));
        quote!(validate::#function, #location, [#(#flags)*])
    }

    /// The assertions that schemars cannot see in the Rust type, as an attribute of a field or type.
    fn assertions(&self, id: SchemaId) -> Option<TokenStream> {
        let keywords = self.schemas.keywords(id)?;
        let pairs = assertions(keywords);
        (!pairs.is_empty()).then(|| quote!(#[schemars(extend(#(#pairs),*))]))
    }
}

/// The path of a type of the prelude.
fn prelude_path(name: &str) -> &str {
    match name {
        "Box" => "std::boxed::Box",
        "Option" => "std::option::Option",
        "Result" => "std::result::Result",
        "String" => "std::string::String",
        "Vec" => "std::vec::Vec",
        other => other,
    }
}

/// Names types by paths that mean the same in any module, and those of this one plainly.
struct Localise<'a>(&'a TypeEmitter<'a>);

impl syn::visit_mut::VisitMut for Localise<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        syn::visit_mut::visit_path_mut(self, path);
        let Some(last) = path.segments.last() else { return };
        let index = of_key(&last.ident.to_string()).and_then(|id| self.0.indexes.get(&id));
        let found = index.and_then(|index| self.0.types.get(*index));
        if let Some(ty) = found {
            let name = ident(&ty.name);
            *path = if ty.document == self.0.document {
                syn::parse_quote!(#name)
            } else {
                let module = &self.0.modules[ty.document];
                syn::parse_quote!(super::#module::#name)
            };
            return;
        }
        let name = last.ident.to_string();
        let name = match name.as_str() {
            "BTreeMap" => "std::collections::BTreeMap",
            "DateTime" => "voltype_runtime::DateTime",
            "Map" => "voltype_runtime::Map",
            "Value" => "voltype_runtime::Value",
            name if self.0.shadowed.contains(name) => prelude_path(name),
            name => name,
        };
        if let Ok(mut known) = syn::parse_str::<syn::Path>(name) {
            if let Some(end) = known.segments.last_mut() {
                end.arguments = last.arguments.clone();
            }
            *path = known;
        }
    }
}

/// The assertions of a schema as `"keyword" = value`.
fn assertions(keywords: &Keywords) -> Vec<TokenStream> {
    let mut pairs = Vec::new();
    for number in &keywords.numbers {
        let keyword = match number.relation {
            Relation::AtLeast => "minimum",
            Relation::GreaterThan => "exclusiveMinimum",
            Relation::AtMost => "maximum",
            Relation::LessThan => "exclusiveMaximum",
            Relation::MultipleOf => "multipleOf",
        };
        if let Some(value) = rust_number(&number.value) {
            pairs.push(quote!(#keyword = #value));
        }
    }
    let counts = [
        ("minLength", keywords.min_length),
        ("maxLength", keywords.max_length),
        ("minItems", keywords.min_items),
        ("maxItems", keywords.max_items),
        ("minProperties", keywords.min_properties),
        ("maxProperties", keywords.max_properties),
    ];
    for (keyword, value) in counts {
        if let Some(value) = value.and_then(|value| rust_integer(value.into())) {
            pairs.push(quote!(#keyword = #value));
        }
    }
    if let Some(pattern) = &keywords.pattern {
        let text = &pattern.text;
        pairs.push(quote!("pattern" = #text));
    }
    if keywords.unique_items {
        pairs.push(quote!("uniqueItems" = true));
    }
    pairs
}

/// A number of JSON as Rust spells it. `None` where no number of Rust holds it: the validator alone asserts it then.
fn rust_number(text: &str) -> Option<TokenStream> {
    if let Ok(value) = text.parse::<i128>() {
        return rust_integer(value);
    }
    let is_float = text.contains(['.', 'e', 'E']) && text.parse::<f64>().is_ok_and(f64::is_finite);
    if !is_float {
        return None;
    }
    let value = syn::parse_str::<syn::Expr>(text).ok()?;
    Some(quote!(#value))
}

/// An integer as Rust spells it: without a suffix it is an `i32`.
fn rust_integer(value: i128) -> Option<TokenStream> {
    let small = i32::try_from(value).map(Literal::i32_unsuffixed);
    let large = small.or_else(|_| u64::try_from(value).map(Literal::u64_suffixed));
    let value = large.or_else(|_| i64::try_from(value).map(Literal::i64_suffixed)).ok()?;
    Some(quote!(#value))
}
