//! Enumerations: of strings, of integers, and of any scalars.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::TypeEmitter;
use crate::emit::doc::outer;
use crate::emit::ident;
use crate::enumeration::{Integer, Scalar};
use crate::model::{Enumeration, Scalars, Type, Variant};

impl TypeEmitter<'_> {
    pub(super) fn enumeration(&self, ty: &Type, enumeration: &Enumeration) -> TokenStream {
        let Enumeration { of, variants } = enumeration;
        let name = ident(&ty.name);
        let head = self.head(ty);
        let validator = self.validator(&ty.validator);
        let declared = variants.iter().map(|Variant { name, value: _, docs }| {
            let (name, docs) = (ident(name), outer(docs));
            quote!(#docs #name,)
        });
        let values = variants.iter().map(|Variant { name, value, docs: _ }| {
            let (name, value) = (ident(name), listed(*of, value));
            quote!(#name = #value;)
        });
        let traits = match of {
            Scalars::Strings => quote!(strings),
            Scalars::Integers => quote!(integer_values),
            Scalars::Mixed => quote!(values),
        };
        quote! {
            #head
            pub enum #name {
                #(#declared)*
            }

            voltype_runtime::#traits! {
                #name: #validator;
                #(#values)*
            }
        }
    }
}

/// A value as the runtime's macros take it: the value alone where all are of one Rust type.
fn listed(of: Scalars, value: &Scalar) -> TokenStream {
    let (kind, value) = match value {
        Scalar::Null => return quote!(Null),
        Scalar::Boolean(value) => (quote!(Boolean), quote!(#value)),
        Scalar::String(value) => (quote!(String), quote!(#value)),
        Scalar::Integer(Integer::Signed(value)) if of == Scalars::Integers => {
            return Literal::i64_unsuffixed(*value).to_token_stream();
        }
        Scalar::Integer(_) | Scalar::Float(_) => {
            let text = value.to_string();
            (quote!(Number), quote!(#text))
        }
    };
    match of {
        Scalars::Strings => value,
        Scalars::Integers | Scalars::Mixed => quote!(#kind(#value)),
    }
}
