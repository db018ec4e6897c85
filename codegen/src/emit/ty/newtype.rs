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
        let inner = self.path(inner);
        let validates = self.validates(&name, validator);
        let verdicts = self.verdicts();
        let assertions = self.assertions(ty.schema);
        let is_string = inner.to_token_stream().to_string() == "String";
        let inner_name = inner.to_token_stream().to_string();
        let ordered = match inner_name.as_str() {
            "String" => quote!(, Eq, PartialOrd, Ord, Hash),
            "f64" => quote!(, PartialOrd),
            "i64" | "u64" | "bool" => quote!(, Eq, PartialOrd, Ord, Hash),
            _ => quote!(),
        };
        let own = if is_string { self.string_methods(ty) } else { value_methods(&inner) };
        let conversions = if is_string { string_traits(&name) } else { TokenStream::new() };
        let raw = if is_string { quote!(String) } else { quote!(#inner) };
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq #ordered)]
            #[derive(Serialize, Deserialize, JsonSchema)]
            #[serde(try_from = #inner_name, into = #inner_name)]
            #[schemars(with = #inner_name)]
            #assertions
            pub struct #name(#inner);

            impl #name {
                #own

                /// Reads and validates JSON text.
                ///
                /// # Errors
                /// Everything that is wrong with the text.
                pub fn from_slice(json: &[u8]) -> Result<Self, Report> {
                    document::read(json)
                }

                #verdicts
            }

            impl TryFrom<#raw> for #name {
                type Error = Report;

                fn try_from(value: #raw) -> Result<Self, Report> {
                    document::check_serialized::<Self>(&value)?;
                    Ok(#name(value))
                }
            }

            impl From<#name> for #raw {
                fn from(value: #name) -> Self {
                    value.0
                }
            }

            #conversions

            #validates

            impl Build for #name {
                fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
                    Build::build(text).map(#name)
                }
            }
        }
    }

    fn string_methods(&self, ty: &Type) -> TokenStream {
        let parsed = ty.parses_to.as_ref().map(|path| {
            let path: TokenStream = path.parse().unwrap_or_else(|_| quote!(()));
            quote! {
                /// The parts of the value.
                ///
                /// # Errors
                /// A part is too large for its type.
                pub fn parsed(&self) -> Result<#path, <#path as FromStr>::Err> {
                    self.0.parse()
                }
            }
        });
        quote! {
            /// The string.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #parsed
        }
    }
}

fn value_methods(inner: &syn::Type) -> TokenStream {
    quote! {
        /// The value inside.
        #[must_use]
        pub fn get(&self) -> &#inner {
            &self.0
        }
    }
}

fn string_traits(name: &syn::Ident) -> TokenStream {
    quote! {
        impl fmt::Display for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for #name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for #name {
            type Err = Report;

            /// Validates a string: the value itself, not its JSON text.
            fn from_str(text: &str) -> Result<Self, Report> {
                Self::try_from(text.to_owned())
            }
        }
    }
}
