//! Applicators: other schemas that check the same value.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Emitter, Position, Steps, unbraced};
use crate::plan::{Applicator, Branches, Check, Unevaluated, Value};

/// Whether an applicator leaves the value to be read, or is the last to look at it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Again,
    Last(Position),
}

impl Reading {
    /// The same for what stands inside of a block.
    fn inside(self) -> Self {
        match self {
            Reading::Again => Reading::Again,
            Reading::Last(_) => Reading::Last(Position::Middle),
        }
    }
}

/// What the keyword of a choice is called in the generated code.
struct Names {
    /// The type that tries the branches.
    state: Ident,
    /// The static that tells them apart.
    choice: Ident,
}

impl Names {
    fn new(state: &str, choice: &str) -> Self {
        Names { state: format_ident!("{state}"), choice: format_ident!("{choice}") }
    }
}

impl Emitter<'_> {
    pub(super) fn applicator(
        &self,
        applicator: &Applicator,
        at: &TokenStream,
        reading: Reading,
    ) -> Steps {
        match applicator {
            Applicator::All(check) => self.also(check, reading),
            Applicator::Any(branches) => {
                self.branches(&Names::new("AnyOf", "ANY_OF"), branches, at, reading)
            }
            Applicator::One(branches) => {
                self.branches(&Names::new("OneOf", "ONE_OF"), branches, at, reading)
            }
            Applicator::Not(check) => {
                let validator = self.validator(check);
                Steps::tail(quote!(check::not(input, sink, #at, #validator)))
            }
            Applicator::If { condition, consequence, alternative } => {
                let condition = self.validator(condition);
                let [consequence, alternative] =
                    [consequence, alternative].map(|check| match (check, reading) {
                        (Check::Anything, Reading::Again) => TokenStream::new(),
                        (check, _) => unbraced(self.also(check, reading.inside()).inner()),
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

    /// A check of the value by another schema.
    fn also(&self, check: &Check, reading: Reading) -> Steps {
        match (check, reading) {
            (check, Reading::Again) => self.again(check, &quote!(input)),
            (Check::Value(_), Reading::Last(position)) => {
                // The statics have names that others may have.
                let inner = self.steps(check, position).inner();
                let mut steps = Steps::default();
                steps.statement(quote!({ #inner }));
                steps
            }
            (check, Reading::Last(position)) => self.steps(check, position),
        }
    }

    /// Checks a clone of an input, so that the value can be read again.
    pub(super) fn again(&self, check: &Check, input: &TokenStream) -> Steps {
        if let Check::Call(call) = check {
            return Steps::tail(self.call(call, &quote!(&mut #input.again()), &quote!(sink)));
        }
        let inner = self.steps(check, Position::Middle).inner();
        let mut steps = Steps::default();
        steps.statement(quote!({ let input = &mut #input.again(); #inner }));
        steps
    }

    fn branches(
        &self,
        names: &Names,
        branches: &Branches,
        at: &TokenStream,
        reading: Reading,
    ) -> Steps {
        let Names { state, choice } = names;
        let Branches { checks, union, dispatch } = branches;
        let table = dispatch.as_ref().map(|dispatch| super::choice::static_item(choice, dispatch));
        let state = match dispatch {
            Some(_) => quote!(check::#state::among(#choice.candidates(input, sink)?)),
            None => quote!(check::#state::new()),
        };
        // Where the value is read afterwards, the branches need not refuse what that reading refuses.
        let (start, input, finish) = match reading {
            Reading::Again => {
                (quote!(let before = input.again();), quote!(&before), quote!(finish))
            }
            Reading::Last(_) => (TokenStream::new(), quote!(input), quote!(read)),
        };
        let validators = checks.iter().map(|check| self.validator(check));
        let choose = union.map(|union| {
            let union = Literal::u32_unsuffixed(union);
            quote!(branches.choose(input, sink, #union)?;)
        });
        let mut steps = Steps::default();
        steps.statement(quote! {
            #table
            let mut branches = #state;
            #start
            #(branches.branch(#input, sink, #validators)?;)*
            #choose
        });
        steps.expression(quote!(branches.#finish(input, sink, #at)));
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
            let start = input.again();
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
