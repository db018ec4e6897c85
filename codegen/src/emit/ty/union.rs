//! Enums of several types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{TypeEmitter, attribute};
use crate::emit::doc::outer;
use crate::emit::ident;
use crate::model::{Type, Union};

impl TypeEmitter<'_> {
    pub(super) fn union(&self, ty: &Type, union: &Union) -> TokenStream {
        let name = ident(&ty.name);
        let head = self.head(ty);
        let validator = self.validator(&ty.validator);
        let number = Literal::u32_unsuffixed(union.number);
        let declared = union.variants.iter().map(|variant| {
            let (name, docs) = (ident(&variant.name), outer(&variant.docs));
            let value = variant.ty.as_ref().map(|ty| {
                let ty = self.reference(ty);
                quote!((#ty))
            });
            let described = variant.attribute.as_ref().map(attribute);
            quote!(#docs #described #name #value,)
        });
        let built = union.variants.iter().map(|variant| {
            let (branch, name) = (Literal::usize_unsuffixed(variant.branch), ident(&variant.name));
            let value = variant.ty.as_ref().map(|ty| {
                let ty = self.reference(ty);
                quote!((#ty))
            });
            quote!(#name #value = #branch;)
        });
        quote! {
            #head
            pub enum #name {
                #(#declared)*
            }

            voltype_runtime::union! {
                #name: #validator, union #number;
                #(#built)*
            }
        }
    }
}
