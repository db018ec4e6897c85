//! Enums of several types.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::TypeEmitter;
use crate::emit::doc::outer;
use crate::emit::ident;
use crate::model::{CommonMember, Conversion, Type, Union, Values};

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
            let value = variant.ty.as_ref().map(|ty| {
                let ty = self.reference(ty);
                quote!((#ty))
            });
            match variant.values {
                Values::Branch(branch) => {
                    let branch = Literal::usize_unsuffixed(branch);
                    quote!(#name #value = #branch;)
                }
                Values::Kind(kind) => {
                    let kind = ident(kind);
                    quote!(#name #value = #kind;)
                }
                Values::Others => quote!(..#name #value;),
            }
        });
        let (traits, number) = match union.number {
            Some(number) => {
                let number = Literal::u32_unsuffixed(number);
                (quote!(union), quote!(, union #number))
            }
            None => (quote!(kinds), TokenStream::new()),
        };
        let common = self.common(ty, union);
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

            #common
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

    /// The methods that give the members that all variants have.
    fn common(&self, ty: &Type, union: &Union) -> Option<TokenStream> {
        if union.common.is_empty() {
            return None;
        }
        let name = ident(&ty.name);
        let variants = union.variants.iter().map(|variant| ident(&variant.name));
        let members = union.common.iter().map(|member| {
            let CommonMember { field, method, ty, required } = member;
            let renamed = (method != field).then(|| ident(method));
            let renamed = renamed.map(|method| quote!(as #method));
            let presence = if *required { quote!(required) } else { quote!(optional) };
            let (field, ty) = (ident(field), self.reference(ty));
            quote!(#presence #field #renamed: #ty;)
        });
        Some(quote! {
            voltype_runtime::common! {
                #name: #(#variants),*;
                #(#members)*
            }
        })
    }
}
