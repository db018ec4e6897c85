//! Types where they are used.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::TypeEmitter;
use crate::emit::ident;
use crate::model::TypeRef;

impl TypeEmitter<'_> {
    /// A type as it is named in this module.
    pub(super) fn reference(&self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Boolean => quote!(bool),
            TypeRef::Integer(integer) => ident(integer.name()).to_token_stream(),
            TypeRef::Float => quote!(f64),
            TypeRef::String => self.prelude("String"),
            TypeRef::DateTime => quote!(voltype_runtime::DateTime),
            TypeRef::Decimal => quote!(voltype_runtime::scalar::Decimal),
            TypeRef::Text(name) => {
                let name = ident(name);
                quote!(voltype_runtime::scalar::#name)
            }
            TypeRef::Any => quote!(voltype_runtime::Value),
            TypeRef::Members => {
                let string = self.prelude("String");
                quote!(voltype_runtime::Map<#string, voltype_runtime::Value>)
            }
            TypeRef::List(inner) => self.generic("Vec", inner),
            TypeRef::Array(inner, length) => {
                let (inner, length) = (self.reference(inner), Literal::usize_unsuffixed(*length));
                quote!([#inner; #length])
            }
            TypeRef::Tuple(items) => {
                let each = items.iter().map(|item| self.reference(item));
                match items.as_slice() {
                    [_] => quote!((#(#each,)*)),
                    _ => quote!((#(#each),*)),
                }
            }
            TypeRef::Map(inner) => {
                let (string, inner) = (self.prelude("String"), self.reference(inner));
                quote!(std::collections::BTreeMap<#string, #inner>)
            }
            TypeRef::Keyed(keys, inner) => {
                let (keys, inner) = (self.named(*keys), self.reference(inner));
                quote!(std::collections::BTreeMap<#keys, #inner>)
            }
            TypeRef::Boxed(inner) => self.generic("Box", inner),
            TypeRef::Optional(inner) => self.generic("Option", inner),
            TypeRef::Named(index) => self.named(*index),
        }
    }

    /// The generated type with this index.
    fn named(&self, index: usize) -> TokenStream {
        let ty = &self.model.types[index];
        let name = ident(&ty.name);
        if self.model.is_named_in(ty, self.document) {
            quote!(#name)
        } else {
            let module = ident(&self.naming.modules[ty.document]);
            quote!(#module::#name)
        }
    }

    fn generic(&self, name: &str, inner: &TypeRef) -> TokenStream {
        let (name, inner) = (self.prelude(name), self.reference(inner));
        quote!(#name<#inner>)
    }

    /// A type of the prelude: by its path, where the module has a type of this name.
    pub(super) fn prelude(&self, name: &str) -> TokenStream {
        let path = if self.shadowed.contains(name) { prelude_path(name) } else { name };
        path.parse().unwrap_or_default()
    }
}

/// The path of a type of the prelude.
fn prelude_path(name: &str) -> &str {
    match name {
        "Box" => "std::boxed::Box",
        "Option" => "std::option::Option",
        "String" => "std::string::String",
        "Vec" => "std::vec::Vec",
        other => other,
    }
}
