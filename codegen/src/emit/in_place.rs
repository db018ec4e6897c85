//! Applicators: other schemas that check the same value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Emitter, Position, Steps, unbraced};
use crate::plan::{Applicator, Branches, Check, Unevaluated, Value};

impl Emitter<'_> {
    pub(super) fn applicator(&self, applicator: &Applicator, at: &TokenStream) -> Steps {
        match applicator {
            Applicator::All(check) => self.again(check, &quote!(input)),
            Applicator::Any(branches) => self.branches(&quote!(AnyOf), branches, at),
            Applicator::One(branches) => self.branches(&quote!(OneOf), branches, at),
            Applicator::Not(check) => {
                let validator = self.validator(check);
                Steps::tail(quote!(check::not(input, sink, #at, #validator)))
            }
            Applicator::If { condition, consequence, alternative } => {
                let condition = self.validator(condition);
                let [consequence, alternative] =
                    [consequence, alternative].map(|check| match check {
                        Check::Anything => TokenStream::new(),
                        check => unbraced(self.again(check, &quote!(input)).inner()),
                    });
                let alternative = (!alternative.is_empty()).then(|| quote!(else { #alternative }));
                let mut steps = Steps::default();
                steps.statement(quote! {
                    if check::holds(input, sink, #condition)? { #consequence } #alternative
                });
                steps
            }
        }
    }

    /// Checks a clone of an input, so that the value can be read again.
    pub(super) fn again(&self, check: &Check, input: &TokenStream) -> Steps {
        if let Check::Call(call) = check {
            return Steps::tail(self.call(call, &quote!(&mut #input.clone()), &quote!(sink)));
        }
        let inner = self.steps(check, Position::Middle).inner();
        let mut steps = Steps::default();
        steps.statement(quote!({ let input = &mut #input.clone(); #inner }));
        steps
    }

    fn branches(&self, name: &TokenStream, branches: &Branches, at: &TokenStream) -> Steps {
        let Branches { checks, union } = branches;
        let finish = match union {
            Some(union) => {
                let union = Literal::u32_unsuffixed(*union);
                quote!(finish_union(input, sink, #at, #union))
            }
            None => quote!(finish(input, sink, #at)),
        };
        let validators = checks.iter().map(|check| self.validator(check));
        let mut steps = Steps::default();
        steps.statement(quote! {
            let mut branches = check::#name::new();
            #(branches.branch(input, sink, #validators)?;)*
        });
        steps.expression(quote!(branches.#finish));
        steps
    }

    /// All checks of a value, with a sink that tracks what they evaluate, and then those of the rest.
    pub(super) fn unevaluated(
        &self,
        value: &Value,
        unevaluated: &Unevaluated,
        at: &TokenStream,
    ) -> Steps {
        let evaluated = self.evaluated(value, at, Position::Middle).inner();
        let Unevaluated { members, items } = unevaluated;
        let start = quote!(&mut start.clone());
        let members = members.as_ref().map(|check| match check {
            Check::Nothing(_) => quote!(check::no_unevaluated_members(#start, sink, #at)?;),
            check => {
                let validator = self.validator(check);
                quote!(check::unevaluated_members(#start, sink, #validator)?;)
            }
        });
        let items = items.as_ref().map(|check| match check {
            Check::Nothing(_) => quote!(check::no_unevaluated_items(#start, sink, #at)?;),
            check => {
                let validator = self.validator(check);
                quote!(check::unevaluated_items(#start, sink, #validator)?;)
            }
        });
        let mut steps = Steps::default();
        steps.statement(quote! {
            input.kind()?;
            let start = input.clone();
            let mut tracking = sink.track();
            {
                let sink = &mut tracking;
                #evaluated
                #members
                #items
            }
            sink.untrack(tracking);
        });
        steps
    }
}
