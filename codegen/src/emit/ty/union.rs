//! Enums of several types.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::TypeEmitter;
use crate::emit::doc::outer;
use crate::emit::ident;
use crate::model::{Conversion, Type, Union, Values};

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
        let conversions = self.conversions(&name, &union.conversions);
        quote! {
            #head
            pub enum #name {
                #(#declared)*
            }

            voltype_runtime::#traits! {
                #name: #validator #number;
                #(#built)*
            }

            #conversions
        }
    }

    /// The values that become variants by themselves.
    fn conversions(&self, name: &Ident, conversions: &[Conversion]) -> Option<TokenStream> {
        let each = conversions.iter().map(|Conversion { variant, ty, fallible }| {
            let how = if *fallible { quote!(try_from) } else { quote!(from) };
            let (variant, ty) = (ident(variant), self.reference(ty));
            quote!(#how #ty => #variant;)
        });
        (!conversions.is_empty()).then(|| {
            quote! {
                voltype_runtime::variants! {
                    #name;
                    #(#each)*
                }
            }
        })
    }
}
