//! The checks of an array: one pass over its items, and another one for `uniqueItems`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Emitter, Steps, unbraced};
use crate::keyword::Keyword;
use crate::plan::{Array, Check, Contains};

impl Emitter<'_> {
    /// What has to be done before an array is entered.
    pub(super) fn before_array(&self, array: &Array) -> TokenStream {
        if array.unique { quote!(let start = input.again();) } else { TokenStream::new() }
    }

    /// The checks of an `array` that has been entered.
    pub(super) fn array(&self, array: &Array, at: &TokenStream) -> Steps {
        let Array { prefix, rest, contains, min, max, unique } = array;
        let mut steps = Steps::default();
        let counted = contains.as_ref().map(|contains| self.count_item(contains));
        if contains.as_ref().is_some_and(Contains::counts) {
            steps.statement(quote!(let mut matching = 0;));
        }
        let item = self.item(prefix, rest.as_ref(), at);
        let evaluates = contains.as_ref().is_some_and(|contains| contains.evaluates);
        let closed = matches!(rest, Some((_, Check::Nothing(_))));
        let tracked = evaluates || (self.tracks && rest.is_some());
        let asked = !prefix.is_empty() || closed || tracked;
        let next = quote!(array.next(input)?);
        let more = if asked { quote!(let Some(index) = #next) } else { quote!(#next.is_some()) };
        let body = unbraced(quote!(#counted #item));
        steps.statement(quote!(while #more { #body }));
        if let Some(Contains { min, max, .. }) = contains {
            let (keyword, count) = (min.0.name(), min.1);
            if count > 0 {
                let count = Literal::u64_unsuffixed(count);
                steps.expression(
                    quote!(array.min_contains(matching, #count, sink, (#at, #keyword))),
                );
            }
            if let Some(count) = max.map(Literal::u64_unsuffixed) {
                steps.expression(quote!(array.max_contains(matching, #count, sink, #at)));
            }
        }
        if let Some(count) = min.map(Literal::u64_unsuffixed) {
            steps.expression(quote!(array.min_items(#count, sink, #at)));
        }
        if let Some(count) = max.map(Literal::u64_unsuffixed) {
            steps.expression(quote!(array.max_items(#count, sink, #at)));
        }
        if *unique {
            steps.expression(quote!(check::unique_items(&mut start.clone(), sink, #at)));
        }
        steps
    }

    fn count_item(&self, contains: &Contains) -> TokenStream {
        let validator = self.validator(&contains.check);
        let counted = contains.counts().then(|| quote!(matching += 1;));
        let evaluated = contains.evaluates.then(|| quote!(sink.evaluated_item(index);));
        quote! {
            if check::holds(input, sink.nested(), #validator)? {
                #counted
                #evaluated
            }
        }
    }

    fn item(
        &self,
        prefix: &[Check],
        rest: Option<&(Keyword, Check)>,
        at: &TokenStream,
    ) -> TokenStream {
        let evaluated =
            if self.tracks { quote!(sink.evaluated_item(index);) } else { TokenStream::new() };
        let length = Literal::u64_unsuffixed(prefix.len() as u64);
        let rest = match rest {
            None => quote!(input.skip()?;),
            Some((keyword, Check::Nothing(_))) => {
                let keyword = keyword.name();
                quote!(array.unexpected((index, #length), input, sink, (#at, #keyword))?;)
            }
            Some((_, check)) => {
                let check = self.nested(check).inner();
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
