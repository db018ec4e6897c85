//! Enums of several types.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::TypeEmitter;
use crate::emit::doc::outer;
use crate::emit::ident;
use crate::model::{Type, Union, Values};

impl TypeEmitter<'_> {
    pub(super) fn union(&self, ty: &Type, union: &Union) -> TokenStream {
        let name = ident(&ty.name);
        let head = self.head(ty);
        let validator = self.validator(&ty.validator);
        let declared = union.variants.iter().map(|variant| {
            let (name, docs) = (ident(&variant.name), outer(&variant.docs));
            let value = variant.ty.as_ref().map(|ty| {
                let ty = self.reference(ty);
                quote!((#ty))
            });
            quote!(#docs #name #value,)
        });
        let built = union.variants.iter().map(|variant| {
            let name = ident(&variant.name);
            let values = match variant.values {
                Values::Branch(branch) => Literal::usize_unsuffixed(branch).to_token_stream(),
                Values::Kind(kind) => ident(kind).to_token_stream(),
            };
            let value = variant.ty.as_ref().map(|ty| {
                let ty = self.reference(ty);
                quote!((#ty))
            });
            quote!(#name #value = #values;)
        });
        let (traits, number) = match union.number {
            Some(number) => {
                let number = Literal::u32_unsuffixed(number);
                (quote!(union), quote!(, union #number))
            }
            None => (quote!(kinds), TokenStream::new()),
        };
        quote! {
            #head
            pub enum #name {
                #(#declared)*
            }

            voltype_runtime::#traits! {
                #name: #validator #number;
                #(#built)*
            }
        }
    }
}
