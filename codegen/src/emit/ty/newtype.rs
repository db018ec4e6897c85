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
        let traits = if *inner == TypeRef::String {
            quote!(voltype_runtime::newtype! { string #name: #validator })
        } else {
            quote!(voltype_runtime::newtype! { value #name(#tokens): #validator })
        };
        let parsed = parsed.as_ref().map(|path| self.parsed(&name, path));
        quote! {
            #head
            pub struct #name(#tokens);

            #parsed

            #traits
        }
    }

    /// The method that reads a string as another type.
    fn parsed(&self, name: &syn::Ident, path: &str) -> TokenStream {
        let path: TokenStream = path.parse().unwrap_or_else(|_| quote!(()));
        let result = self.prelude("Result");
        quote! {
            impl #name {
                /// The parts of the value.
                ///
                /// # Errors
                /// A part is too large for its type.
                pub fn parsed(&self) -> #result<#path, <#path as std::str::FromStr>::Err> {
                    self.0.parse()
                }
            }
        }
    }
}
