//! Documentation as attributes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::doc::{Doc, spaced};

/// The attributes of an item.
pub(crate) fn outer(docs: &Doc) -> TokenStream {
    let lines = docs.lines().into_iter().map(spaced);
    let deprecated = docs.is_deprecated().then(|| quote!(#[deprecated]));
    quote!(#(#[doc = #lines])* #deprecated)
}

/// The attributes of the module that they are in.
pub(crate) fn inner(docs: &Doc) -> TokenStream {
    let lines = docs.lines().into_iter().map(spaced);
    quote!(#(#![doc = #lines])*)
}
