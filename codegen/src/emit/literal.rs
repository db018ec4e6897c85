//! JSON values of a schema, as constants of the runtime's `Json`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::json::{Data, Node};

/// A slice of values.
pub(super) fn values(nodes: &[Node]) -> TokenStream {
    let values = nodes.iter().map(value);
    quote!(const { &[#(#values),*] })
}

fn value(node: &Node) -> TokenStream {
    match &node.data {
        Data::Null => quote!(Json::Null),
        Data::Boolean(value) => quote!(Json::Boolean(#value)),
        Data::Number(text) => quote!(Json::Number(Number::literal(#text))),
        Data::String(text) => quote!(Json::String(#text)),
        Data::Array(items) => {
            let items = items.iter().map(value);
            quote!(Json::Array(&[#(#items),*]))
        }
        Data::Object(members) => {
            // The runtime looks members up by name.
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|one, other| one.name.as_bytes().cmp(other.name.as_bytes()));
            let members = members.iter().map(|member| {
                let (name, value) = (&member.name, value(&member.value));
                quote!((#name, #value))
            });
            quote!(Json::Object(&[#(#members),*]))
        }
    }
}
