//! Types around another one: strings, numbers, arrays, maps, and any value.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::{TypeEmitter, Validator};
use crate::emit::ident;
use crate::types::Type;

impl TypeEmitter<'_> {
    pub(super) fn newtype(
        &self,
        ty: &Type,
        inner: &syn::Type,
        validator: &Validator,
    ) -> TokenStream {
        let name = ident(&ty.name);
        let docs = self.docs(ty);
        let kind = inner.to_token_stream().to_string();
        let is_string = kind == "String";
        let ordered = match kind.as_str() {
            "String" => quote!(, Eq, PartialOrd, Ord, Hash),
            "f64" => quote!(, PartialOrd),
            "i64" | "u64" | "bool" => quote!(, Eq, PartialOrd, Ord, Hash),
            _ => quote!(),
        };
        let inner = self.path(inner);
        let assertions = self.assertions(ty.schema);
        let validator = self.validator(validator, false);
        let traits = if is_string {
            quote!(voltype_runtime::newtype! { string #name: #validator })
        } else {
            quote!(voltype_runtime::newtype! { value #name(#inner): #validator })
        };
        let parsed = ty.parses_to.as_ref().map(|path| self.parsed(&name, path));
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq #ordered, schemars::JsonSchema)]
            #assertions
            pub struct #name(#inner);

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
