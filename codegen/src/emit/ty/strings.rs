//! Enumerations of strings.

use proc_macro2::TokenStream;
use quote::quote;

use super::TypeEmitter;
use crate::emit::doc::outer;
use crate::emit::ident;
use crate::model::{Type, Variant};

impl TypeEmitter<'_> {
    pub(super) fn strings(&self, ty: &Type, variants: &[Variant]) -> TokenStream {
        let name = ident(&ty.name);
        let head = self.head(ty);
        let validator = self.validator(&ty.validator);
        let declared = variants.iter().map(|Variant { name, value: _, docs }| {
            let (name, docs) = (ident(name), outer(docs));
            quote!(#docs #name,)
        });
        let values = variants.iter().map(|Variant { name, value, docs: _ }| {
            let name = ident(name);
            quote!(#name = #value;)
        });
        quote! {
            #head
            pub enum #name {
                #(#declared)*
            }

            voltype_runtime::strings! {
                #name: #validator;
                #(#values)*
            }
        }
    }
}
