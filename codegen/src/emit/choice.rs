//! What tells the branches of a choice apart, as a table of the runtime.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::analyse::choice::dispatch::{Dispatch, Entries};
use crate::analyse::choice::kinds::Decimal;
use crate::analyse::choice::table::Key;

/// The static of this name.
pub(super) fn static_item(name: &Ident, dispatch: &Dispatch) -> TokenStream {
    let Dispatch { branches, values, members, is_exclusive } = dispatch;
    let words = Literal::usize_unsuffixed(branches.div_ceil(64));
    let values = entries(values);
    let members = (!members.is_empty()).then(|| {
        let members = members.iter().map(|(name, values)| {
            let values = entries(values);
            quote!(ByMember::new(#name, &[#values]))
        });
        quote!(.members(&[#(#members),*]))
    });
    let exclusive = is_exclusive.then(|| quote!(.exclusive()));
    quote!(static #name: Choice<#words> = Choice::new(&[#values]) #members #exclusive;)
}

fn entries(entries: &Entries) -> TokenStream {
    let entries = entries.iter().map(|(key, branches)| {
        let key = spelled(key);
        let branches = branches.iter().map(|branch| Literal::usize_unsuffixed(*branch));
        quote!((#key, &[#(#branches),*]))
    });
    quote!(#(#entries),*)
}

fn spelled(key: &Key) -> TokenStream {
    match key {
        Key::String(text) => quote!(Is::Text(#text)),
        Key::OtherString => quote!(Is::String),
        Key::Number(Decimal { digits, exponent }) => {
            let text = if *exponent == 0 { digits.clone() } else { format!("{digits}e{exponent}") };
            let number = super::literal::number(&text);
            quote!(Is::Value(#number))
        }
        Key::OtherNumber => quote!(Is::Number),
        Key::Null => quote!(Is::Null),
        Key::False => quote!(Is::False),
        Key::True => quote!(Is::True),
        Key::Array => quote!(Is::Array),
        Key::Object => quote!(Is::Object),
        Key::Absent => quote!(Is::Absent),
    }
}
