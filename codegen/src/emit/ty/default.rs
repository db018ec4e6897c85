//! The defaults of members, as functions.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::TypeEmitter;
use crate::doc::Doc;
use crate::emit::doc::outer;
use crate::emit::ident;
use crate::model::{Constant, MemberDefault, TypeRef};

impl TypeEmitter<'_> {
    /// The function that gives the default of a member.
    pub(super) fn default(&self, default: &MemberDefault) -> TokenStream {
        let MemberDefault { name, member, ty, value } = default;
        let docs =
            outer(&Doc::new("What the member ").code(member).then(" stands for if it is absent."));
        let (name, value) = (ident(name), self.constant(value, ty));
        let ty = self.reference(ty);
        quote! {
            #docs
            #[must_use]
            pub fn #name() -> #ty {
                #value
            }
        }
    }

    /// A value of a type.
    fn constant(&self, value: &Constant, ty: &TypeRef) -> TokenStream {
        match (value, ty) {
            (Constant::Absent, _) => quote!(None),
            (Constant::Present(inner), TypeRef::Optional(ty)) => {
                let inner = self.constant(inner, ty);
                quote!(Some(#inner))
            }
            (Constant::Present(inner), ty) => self.constant(inner, ty),
            (Constant::Boolean(value), _) => quote!(#value),
            (Constant::Integer(value), _) => {
                // A negative literal would be no single token.
                let size = Literal::u128_unsuffixed(value.unsigned_abs());
                if *value < 0 { quote!(-#size) } else { size.to_token_stream() }
            }
            (Constant::Float(value), _) => {
                let size = Literal::f64_unsuffixed(value.abs());
                if value.is_sign_negative() { quote!(-#size) } else { size.to_token_stream() }
            }
            (Constant::String(text), _) => quote!(#text.to_owned()),
            (Constant::Text(text), ty) => {
                let ty = self.reference(ty);
                quote!(#ty::from_validated(#text))
            }
            (Constant::EmptyList, _) => {
                let list = self.prelude("Vec");
                quote!(#list::new())
            }
            (Constant::Variant(variant), ty) => {
                let (ty, variant) = (self.reference(ty), ident(variant));
                quote!(#ty::#variant)
            }
        }
    }
}
