//! The types of a module: each with its validator, and the ways in and out of it.

mod default;
mod enumeration;
mod newtype;
mod record;
mod reference;
mod union;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::doc::outer;
use super::ident;
use super::location::Locations;
use crate::model::{Derive, Kind, Model, Type, Validator};
use crate::names::by_version;
use crate::naming::Naming;
use crate::plan::Plan;

/// What the emission of a module's types needs to know.
#[derive(Debug)]
pub(crate) struct TypeEmitter<'a> {
    /// The types of all modules.
    pub model: &'a Model,
    /// The validators of all modules.
    pub plan: &'a Plan,
    /// The constants for long locations.
    pub locations: &'a Locations,
    /// The names of the modules.
    pub naming: &'a Naming,
    /// The document whose module is written.
    pub document: usize,
    /// The names of the module's types, builders included.
    pub shadowed: &'a BTreeSet<String>,
}

impl TypeEmitter<'_> {
    /// The modules whose types those of this one name.
    pub(crate) fn imports(&self) -> impl Iterator<Item = TokenStream> {
        let documents = self.naming.listed(self.model.documents_named_by(self.document, self.plan));
        documents.into_iter().map(|document| {
            let module = ident(&self.naming.modules[document]);
            quote!(use super::#module;)
        })
    }

    /// The types that the document has in common with others, which have a module of their own.
    pub(crate) fn shared(&self) -> Option<TokenStream> {
        let shared = self.model.shared.get(&self.document)?;
        let module = ident(&self.naming.modules[shared.document]);
        let mut names: Vec<&String> = shared.names.iter().collect();
        names.sort_by(|one, other| by_version(one, other));
        let names: Vec<TokenStream> =
            names.into_iter().map(|name| ident(name).to_token_stream()).collect();
        Some(match names.as_slice() {
            [name] => quote!(pub use super::#module::#name;),
            names => quote!(pub use super::#module::{#(#names),*};),
        })
    }

    /// The types of the module.
    pub(crate) fn items(&self) -> impl Iterator<Item = TokenStream> {
        self.model.own(self.document).into_iter().flat_map(|ty| match &ty.kind {
            Kind::Record(record) => self.record(ty, record),
            Kind::Enumeration(values) => self.with_source(ty, self.enumeration(ty, values)),
            Kind::Newtype(newtype) => self.with_source(ty, self.newtype(ty, newtype)),
            Kind::Union(union) => self.with_source(ty, self.union(ty, union)),
            Kind::Verdict => vec![self.verdict(ty)],
        })
    }

    /// A type, and the text of the document if it is the type of the root.
    fn with_source(&self, ty: &Type, item: TokenStream) -> Vec<TokenStream> {
        let name = ident(&ty.name);
        let source = self.source(ty).map(|source| quote!(impl #name { #source }));
        [item].into_iter().chain(source).collect()
    }

    /// The function that gives the text of the document, for the type of its root.
    fn source(&self, ty: &Type) -> Option<TokenStream> {
        ty.source.as_ref().map(|path| {
            quote! {
                /// The text of the schema that this type was generated from.
                #[must_use]
                pub fn schema() -> &'static str {
                    include_str!(#path)
                }
            }
        })
    }

    /// What tells schemars of the types of the module; nothing if none has a value.
    pub(crate) fn described(&self) -> Option<TokenStream> {
        let own = self.model.described(self.document);
        let types: Vec<TokenStream> = own
            .map(|ty| {
                let (name, definition) = (ident(&ty.name), &ty.definition);
                let definition = (*definition != ty.name).then(|| quote!(= #definition));
                quote!(#name #definition)
            })
            .collect();
        (!types.is_empty()).then(|| {
            quote! {
                voltype_runtime::described! {
                    super::DEFINITIONS;
                    #(#types;)*
                }
            }
        })
    }

    /// What stands before a type.
    fn head(&self, ty: &Type) -> TokenStream {
        let docs = outer(&ty.docs);
        let derives = ty.derives.iter().map(|derive| derived(*derive));
        let more = ty.more_derives.iter().map(|path| spelled(path));
        let derives = derives.chain(more);
        let attributes = ty.attributes.iter().map(|attribute| spelled(attribute));
        let allowed = ty
            .complex
            .then(|| quote!(#[allow(clippy::type_complexity, reason = "so are the values of the schema")]));
        quote!(#docs #[derive(#(#derives),*)] #allowed #(#attributes)*)
    }

    /// A type without a value.
    fn verdict(&self, ty: &Type) -> TokenStream {
        let name = ident(&ty.name);
        let head = self.head(ty);
        let validator = self.validator(&ty.validator);
        quote! {
            #head
            pub struct #name;

            voltype_runtime::validated! { #name: #validator }
        }
    }

    /// The validator of a type, as the runtime's macros take it.
    fn validator(&self, validator: &Validator) -> TokenStream {
        let Validator { function, recorded, memoised, chooses, recursive, spelled, implied } =
            validator;
        let planned = &self.plan.functions[*function];
        let location = match self.locations.constant(*function) {
            Some(constant) => quote!(validate::#constant),
            None => {
                let location = &planned.location;
                quote!(#location)
            }
        };
        let name = ident(&planned.name);
        let flags = [
            (*recorded, "recorded"),
            (*memoised, "memoised"),
            (*chooses, "chooses"),
            (*recursive, "recursive"),
            (*spelled, "spelled"),
            (*implied, "implied"),
        ];
        let flags = flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, name)| ident(name));
        quote!(validate::#name, #location, [#(#flags)*])
    }
}

/// What `codegen.toml` spells in Rust.
fn spelled(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

fn derived(derive: Derive) -> TokenStream {
    match derive {
        Derive::Clone => quote!(Clone),
        Derive::Copy => quote!(Copy),
        Derive::Debug => quote!(Debug),
        Derive::PartialEq => quote!(PartialEq),
        Derive::Eq => quote!(Eq),
        Derive::PartialOrd => quote!(PartialOrd),
        Derive::Ord => quote!(Ord),
        Derive::Hash => quote!(Hash),
    }
}
