//! The checks of an array: one pass over its items, and another one for `uniqueItems`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Emitter, Steps};
use crate::plan::{Array, At, Check, Contains};

impl Emitter<'_> {
    /// What has to be done before an array is entered.
    pub(super) fn before_array(&self, array: &Array) -> TokenStream {
        if array.unique.is_some() { quote!(let start = input.clone();) } else { TokenStream::new() }
    }

    /// The checks of an `array` that has been entered.
    pub(super) fn array(&self, array: &Array) -> Steps {
        let Array { prefix, rest, contains, min, max, unique } = array;
        let mut steps = Steps::default();
        let counted = contains.as_ref().map(|contains| self.count_item(contains));
        if contains.is_some() {
            steps.statement(quote!(let mut matching = 0;));
        }
        let item = self.item(prefix, rest.as_ref());
        let counts = contains.as_ref().is_some_and(|contains| contains.evaluates);
        let closed = matches!(rest, Some(At { value: Check::Nothing(_), .. }));
        let tracked = self.tracks && (rest.is_some() || counts);
        let asked = !prefix.is_empty() || closed || tracked;
        let index = if asked { quote!(index) } else { quote!(_) };
        steps.statement(quote! {
            while let Some(#index) = array.next(input)? {
                #counted
                #item
            }
        });
        if let Some(Contains { min, max, .. }) = contains {
            let At { at, value } = min;
            if *value > 0 {
                steps.expression(quote!(array.min_contains(matching, #value, sink, #at)));
            }
            if let Some(At { at, value }) = max {
                steps.expression(quote!(array.max_contains(matching, #value, sink, #at)));
            }
        }
        if let Some(At { at, value }) = min {
            steps.expression(quote!(array.min_items(#value, sink, #at)));
        }
        if let Some(At { at, value }) = max {
            steps.expression(quote!(array.max_items(#value, sink, #at)));
        }
        if let Some(at) = unique {
            steps.expression(quote!(check::unique_items(&mut start.clone(), sink, #at)));
        }
        steps
    }

    fn count_item(&self, contains: &Contains) -> TokenStream {
        let closure = self.closure(&contains.check);
        let evaluated = (self.tracks && contains.evaluates)
            .then(|| quote!(sink.evaluated_item(index);));
        quote! {
            if check::holds(input, sink.nested(), #closure)? {
                matching += 1;
                #evaluated
            }
        }
    }

    fn item(&self, prefix: &[Check], rest: Option<&At<Check>>) -> TokenStream {
        let evaluated = if self.tracks { quote!(sink.evaluated_item(index);) } else { TokenStream::new() };
        let length = Literal::u64_unsuffixed(prefix.len() as u64);
        let rest = match rest {
            None => quote!(input.skip()?;),
            Some(At { at, value: Check::Nothing(_) }) => {
                quote!(array.unexpected((index, #length), input, sink, #at)?;)
            }
            Some(At { at: _, value }) => {
                let check = self.nested(value).inner();
                quote!(#evaluated #check)
            }
        };
        if prefix.is_empty() {
            return rest;
        }
        let arms = prefix.iter().enumerate().map(|(index, check)| {
            let index = Literal::u64_unsuffixed(index as u64);
            let check = self.nested(check).inner();
            quote!(#index => { #evaluated #check })
        });
        quote! {
            match index {
                #(#arms)*
                _ => { #rest }
            }
        }
    }
}
