//! Types around another one: strings, numbers, arrays, maps, and any value.

use proc_macro2::TokenStream;
use quote::quote;

use super::TypeEmitter;
use crate::emit::ident;
use crate::model::{Newtype, Type, TypeRef};

impl TypeEmitter<'_> {
    pub(super) fn newtype(&self, ty: &Type, newtype: &Newtype) -> TokenStream {
        let Newtype { inner, parsed } = newtype;
        let name = ident(&ty.name);
        let head = self.head(ty);
        let validator = self.validator(&ty.validator);
        let tokens = self.reference(inner);
        let traits = match inner {
            TypeRef::String => {
                let parsed = parsed.as_ref().map(|path| path.parse().unwrap_or_default());
                let parsed = parsed.map(|path: TokenStream| quote!(as #path));
                quote!(string #name #parsed)
            }
            TypeRef::DateTime | TypeRef::Text(_) => quote!(text #name(#tokens)),
            _ => quote!(value #name(#tokens)),
        };
        quote! {
            #head
            pub struct #name(#tokens);

            voltype_runtime::newtype! { #traits: #validator }
        }
    }
}
