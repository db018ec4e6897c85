//! JSON values of a schema, as constants of the runtime's `Json`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::arena::{Data, Literal, Node};
use crate::json;

/// A slice of values.
pub(super) fn values(literals: &[Literal]) -> TokenStream {
    let values = literals.iter().map(|literal| value(literal.node()));
    quote!(const { &[#(#values),*] })
}

/// The most characters of a number that the Rust compiler reads.
const MAX_READ: usize = 1_000;

/// A number.
pub(super) fn number(text: &str) -> TokenStream {
    long_number(text).unwrap_or_else(|| quote!(number!(#text)))
}

/// One that the Rust compiler would take long to read.
fn long_number(text: &str) -> Option<TokenStream> {
    if text.len() <= MAX_READ {
        return None;
    }
    if json::number(text) == json::number("0") {
        return Some(quote!(Number::literal("0")));
    }
    Some(if text.contains(['.', 'e', 'E']) {
        quote!(Number::long_decimal(#text))
    } else {
        quote!(Number::long_digits(#text))
    })
}

fn value(node: Node<'_>) -> TokenStream {
    match node.data() {
        Data::Null => quote!(Json::Null),
        Data::Boolean(value) => quote!(Json::Boolean(#value)),
        Data::Number(text) => {
            let number = long_number(text).unwrap_or_else(|| quote!(Number::literal(#text)));
            quote!(Json::Number(#number))
        }
        Data::String(text) => quote!(Json::String(#text)),
        Data::Array(items) => {
            let items = items.map(value);
            quote!(Json::Array(&[#(#items),*]))
        }
        Data::Object(members) => {
            // The runtime looks members up by name.
            let mut members: Vec<_> = members.collect();
            members.sort_by(|one, other| one.name.as_bytes().cmp(other.name.as_bytes()));
            let members = members.iter().map(|member| {
                let (name, value) = (member.name, value(member.value));
                quote!((#name, #value))
            });
            quote!(Json::Object(&[#(#members),*]))
        }
    }
}
