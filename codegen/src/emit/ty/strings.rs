//! Enumerations of strings.

use proc_macro2::TokenStream;
use quote::quote;

use super::{TypeEmitter, Validator};
use crate::emit::doc::Doc;
use crate::emit::ident;
use crate::types::{Type, Variant};

impl TypeEmitter<'_> {
    pub(super) fn strings(
        &self,
        ty: &Type,
        variants: &[Variant],
        validator: &Validator,
    ) -> TokenStream {
        let name = ident(&ty.name);
        let docs = self.docs(ty);
        let validator = self.validator(validator, false);
        let declared = variants.iter().map(|Variant { name, value }| {
            let docs = Doc::default().code(value).outer();
            quote!(#docs #[schemars(rename = #value)] #name,)
        });
        let values = variants.iter().map(|Variant { name, value }| quote!(#name = #value;));
        quote! {
            #docs
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, schemars::JsonSchema)]
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
