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
        let text_name = &ty.name;
        let verdicts = self.verdicts();
        let validates = self.validates(&name, validator);
        let declared = variants.iter().map(|Variant { name, value }| {
            let docs = Doc::default().code(value).outer();
            quote!(#docs #[serde(rename = #value)] #name,)
        });
        let all = variants.iter().map(|Variant { name, .. }| quote!(Self::#name));
        let length = proc_macro2::Literal::usize_unsuffixed(variants.len());
        let spelled = variants.iter().map(|Variant { name, value }| quote!(Self::#name => #value,));
        quote! {
            #docs
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[derive(Serialize, Deserialize, JsonSchema)]
            pub enum #name {
                #(#declared)*
            }

            impl #name {
                /// All values, in the schema's order.
                pub const ALL: [Self; #length] = [#(#all),*];

                /// The value as JSON documents have it.
                #[must_use]
                pub fn as_str(self) -> &'static str {
                    match self {
                        #(#spelled)*
                    }
                }

                /// Reads and validates JSON text.
                ///
                /// # Errors
                /// Everything that is wrong with the text.
                pub fn from_slice(json: &[u8]) -> Result<Self, Report> {
                    document::read(json)
                }

                #verdicts
            }

            impl fmt::Display for #name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(self.as_str())
                }
            }

            impl FromStr for #name {
                type Err = Report;

                /// Reads a value as [`Display`](fmt::Display) writes it.
                fn from_str(text: &str) -> Result<Self, Report> {
                    let found = Self::ALL.into_iter().find(|value| value.as_str() == text);
                    found.map_or_else(|| document::refuse::<Self>(text), Ok)
                }
            }

            #validates

            impl Build for #name {
                fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
                    let text = text.string()?;
                    let found = Self::ALL.into_iter().find(|value| *text.bytes() == *value.as_str().as_bytes());
                    found.ok_or(Unfit { at: text.mark(), want: #text_name })
                }
            }
        }
    }
}
