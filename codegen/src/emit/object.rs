//! The checks of an object: one pass over its members.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Emitter, Position, Steps, unbraced};
use crate::keyword::Keyword;
use crate::plan::{Check, DependentRequired, Member, Object, SharedChecks};

/// From this many members on, their list takes the Rust compiler long.
const MANY: usize = 10_000;

/// How many words of 64 bits the object's members need.
pub(super) fn words(object: &Object) -> Literal {
    Literal::usize_unsuffixed(object.members.len().div_ceil(64))
}

/// A slice of members' numbers.
fn numbers(numbers: &[usize]) -> TokenStream {
    let numbers = numbers.iter().map(|number| Literal::usize_unsuffixed(*number));
    quote!(&[#(#numbers),*])
}

/// Numbers as a pattern. They are in order.
fn ranges(numbers: &[usize]) -> TokenStream {
    let follows = |one: &usize, other: &usize| one + 1 == *other;
    let ranges = numbers.chunk_by(follows).filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        let [from, to] = [first, last].map(|number| Literal::usize_unsuffixed(*number));
        Some(if first == last { quote!(#from) } else { quote!(#from..=#to) })
    });
    quote!(#(#ranges)|*)
}

impl Emitter<'_> {
    /// The declarations that stand before an object is entered.
    pub(super) fn before_object(&self, object: &Object) -> TokenStream {
        let start =
            (!object.dependent_schemas.is_empty()).then(|| quote!(let start = input.again();));
        let members = (!object.members.is_empty()).then(|| {
            let count = Literal::usize_unsuffixed(object.members.len());
            let names = object.members.iter().map(|member| &member.name);
            // The Rust compiler takes an evaluation for endless where it takes long.
            let many = object.members.len() > MANY;
            let allow = many.then(|| quote!(#[allow(long_running_const_eval)]));
            quote!(#allow static MEMBERS: [Member; #count] = members([#(#names),*]);)
        });
        let required = (!object.required.is_empty()).then(|| {
            let words = words(object);
            let all = object.required.iter().copied().eq(0..object.members.len());
            let required = if all {
                quote!(Required::all(&MEMBERS))
            } else {
                let numbers = numbers(&object.required);
                quote!(Required::new(&MEMBERS, #numbers))
            };
            quote!(static REQUIRED: Required<#words> = #required;)
        });
        quote!(#members #required #start)
    }

    /// The checks of an `object` that has been entered.
    pub(super) fn object(&self, object: &Object, at: &TokenStream) -> Steps {
        let body = if object.patterns.is_empty() && object.names.is_none() {
            self.each_by_name(object, at)
        } else {
            self.each_by_name_and_pattern(object, at)
        };
        let mut steps = Steps::default();
        let closed = matches!(object.additional, Some(Check::Nothing(_)));
        let asks = closed && !self.matches_all(object);
        let named = asks || object.names.is_some() || self.reads_names(object);
        // Members may be listed only because they are required.
        let told_apart = object.shared.is_some()
            || object.members.iter().any(|member| member.property.is_some());
        let next = if object.members.is_empty() {
            quote!(object.next(input, sink)?)
        } else {
            quote!(object.next_of(&MEMBERS, input, sink)?)
        };
        let member = if told_apart { quote!(member) } else { quote!(_) };
        let name = if named { quote!(name) } else { quote!(_) };
        let more = match (object.members.is_empty(), told_apart || named) {
            (_, false) => quote!(#next.is_some()),
            (true, true) => quote!(let Some(name) = #next),
            (false, true) => quote!(let Some((#member, #name)) = #next),
        };
        let body = unbraced(body);
        steps.statement(quote!(while #more { #body }));
        self.afterwards(object, at, &mut steps);
        steps
    }

    fn member_evaluated(&self) -> TokenStream {
        if self.tracks {
            quote!(sink.evaluated_member(object.index());)
        } else {
            TokenStream::new()
        }
    }

    /// One thing applies to each member, by its name.
    fn each_by_name(&self, object: &Object, at: &TokenStream) -> TokenStream {
        let evaluated = self.member_evaluated();
        let rest = self.additional(object.additional.as_ref(), at);
        let arms = object.members.iter().enumerate().filter_map(|(number, member)| {
            let Member { name: _, property } = member;
            let number = Literal::usize_unsuffixed(number);
            let check = self.nested(property.as_ref()?);
            Some(if evaluated.is_empty() {
                let check = check.arm();
                quote!(#number => #check,)
            } else {
                let check = check.inner();
                quote!(#number => { #evaluated #check })
            })
        });
        let shared = self.shared(object, at, &quote!(input)).into_iter().map(|(numbers, check)| {
            if evaluated.is_empty() {
                quote!(#numbers => #check?,)
            } else {
                quote!(#numbers => { #evaluated #check?; })
            }
        });
        let arms: Vec<TokenStream> = arms.chain(shared).collect();
        if arms.is_empty() {
            return rest.inner();
        }
        let rest = rest.arm();
        quote! {
            match member {
                #(#arms)*
                _ => #rest,
            }
        }
    }

    /// The members whose checks are shared: patterns of their numbers, and what is called for them.
    fn shared(
        &self,
        object: &Object,
        at: &TokenStream,
        input: &TokenStream,
    ) -> Vec<(TokenStream, TokenStream)> {
        let Some(SharedChecks { location, groups }) = &object.shared else { return Vec::new() };
        let calls = groups.iter().map(|(function, members)| {
            let path = self.path(*function);
            let places = quote!((#at, #location));
            let call = quote! {
                check::property(#path, #input, sink.nested(), &MEMBERS, member, #places)
            };
            (ranges(members), call)
        });
        calls.collect()
    }

    /// What applies to a member that nothing else does.
    fn additional(&self, additional: Option<&Check>, at: &TokenStream) -> Steps {
        match additional {
            None => Steps::tail(quote!(input.skip())),
            Some(Check::Nothing(_)) => {
                let keyword = Keyword::AdditionalProperties.name();
                Steps::tail(quote!(object.unexpected(name, input, sink, (#at, #keyword))))
            }
            Some(check) => {
                let mut steps = Steps::default();
                steps.statement(self.member_evaluated());
                steps.then(self.nested(check));
                steps
            }
        }
    }

    /// Whether some pattern matches every name.
    fn matches_all(&self, object: &Object) -> bool {
        let mut patterns = object.patterns.iter().map(|(index, _)| self.pattern(*index));
        patterns.any(|pattern| pattern.program.constant() == Some(true))
    }

    /// Whether some pattern has to look at names.
    fn reads_names(&self, object: &Object) -> bool {
        let mut patterns = object.patterns.iter().map(|(index, _)| self.pattern(*index));
        patterns.any(|pattern| pattern.program.constant().is_none())
    }

    /// Several things may apply to a member: each reads a clone.
    fn each_by_name_and_pattern(&self, object: &Object, at: &TokenStream) -> TokenStream {
        let names = object.names.as_ref().map(|check| {
            let check = self.steps(check, Position::Middle).inner();
            quote!({ let input = &mut Name::new(name); let sink = sink.nested(); #check })
        });
        if object.patterns.is_empty() {
            let each = self.each_by_name(object, at);
            return quote!(#names #each);
        }
        // Whether something applies matters only if something else would otherwise.
        let asks = !self.matches_all(object) && (object.additional.is_some() || self.tracks);
        let found = if asks { quote!(evaluated = true;) } else { TokenStream::new() };
        let declared = asks.then(|| quote!(let mut evaluated = false;));
        let bytes = self.reads_names(object).then(|| quote!(let bytes: &[u8] = &name.bytes();));
        let known = self.known(object, &found, at);
        let patterns =
            object.patterns.iter().map(|(index, check)| self.by_pattern(*index, check, &found, at));
        let rest = if asks { self.unless_evaluated(object, at) } else { self.skipped(object) };
        quote! {
            #names
            #bytes
            #declared
            #known
            #(#patterns)*
            #rest
        }
    }

    /// What applies to the members that have a number. `found` notes that something applied.
    fn known(&self, object: &Object, found: &TokenStream, at: &TokenStream) -> TokenStream {
        let arms = object.members.iter().enumerate().filter_map(|(number, member)| {
            let number = Literal::usize_unsuffixed(number);
            let check = self.nested_again(member.property.as_ref()?);
            let says = !(found.is_empty() && check.is_empty());
            let body = unbraced(quote!(#found #check));
            says.then(|| (quote!(#number), quote!({ #body })))
        });
        let shared = self.shared(object, at, &quote!(&mut input.again()));
        let shared =
            shared.into_iter().map(|(numbers, check)| (numbers, quote!({ #found #check?; })));
        let arms: Vec<(TokenStream, TokenStream)> = arms.chain(shared).collect();
        match arms.as_slice() {
            [] => TokenStream::new(),
            [(numbers, body)] => quote!(if matches!(member, #numbers) #body),
            arms => {
                let arms = arms.iter().map(|(numbers, body)| quote!(#numbers => #body));
                quote!(match member { #(#arms)* _ => {} })
            }
        }
    }

    /// What applies to the members whose names match a pattern.
    fn by_pattern(
        &self,
        index: usize,
        check: &Check,
        found: &TokenStream,
        at: &TokenStream,
    ) -> TokenStream {
        let check = self.nested_again(check);
        let program = &self.pattern(index).program;
        match program.constant() {
            Some(true) => return quote!(#found #check),
            Some(false) => return TokenStream::new(),
            None => {}
        }
        let matches = self.matches(index, quote!(bytes));
        let matches = if program.is_limited() {
            quote!(check::limited_name(name, #matches, sink, #at)?)
        } else {
            matches
        };
        let body = unbraced(quote!(#found #check));
        quote!(if #matches { #body })
    }

    /// Reads the value at last: with `additionalProperties`, unless something else applied.
    fn unless_evaluated(&self, object: &Object, at: &TokenStream) -> TokenStream {
        let evaluated = self.member_evaluated();
        let rest = self.additional(object.additional.as_ref(), at).inner();
        quote!(if evaluated { #evaluated input.skip()?; } else { #rest })
    }

    /// Reads the value at last, where nothing else can apply to it.
    fn skipped(&self, object: &Object) -> TokenStream {
        let evaluated = self.matches_all(object).then(|| self.member_evaluated());
        quote!(#evaluated input.skip()?;)
    }

    fn nested_again(&self, check: &Check) -> TokenStream {
        match check {
            Check::Anything => TokenStream::new(),
            Check::Call(call) => {
                let call = self.call(call, &quote!(&mut input.again()), &quote!(sink.nested()));
                quote!(#call?;)
            }
            check => {
                let check = self.nested(check).inner();
                quote!({ let input = &mut input.again(); #check })
            }
        }
    }

    /// What is checked when all members have been seen.
    fn afterwards(&self, object: &Object, at: &TokenStream, steps: &mut Steps) {
        let Object {
            members: _,
            by_name: _,
            shared: _,
            patterns: _,
            additional: _,
            names: _,
            required,
            dependent_required,
            dependent_schemas,
            min,
            max,
        } = object;
        if !required.is_empty() {
            steps.expression(quote!(object.required(&REQUIRED, sink, #at)));
        }
        for DependentRequired { keyword, because_of, required } in dependent_required {
            let because_of = Literal::usize_unsuffixed(*because_of);
            let (required, keyword) = (numbers(required), keyword.name());
            steps.expression(quote! {
                object.dependent_required(&MEMBERS, #because_of, #required, sink, (#at, #keyword))
            });
        }
        if let Some(count) = min.map(Literal::u64_unsuffixed) {
            steps.expression(quote!(object.min_properties(#count, sink, #at)));
        }
        if let Some(count) = max.map(Literal::u64_unsuffixed) {
            steps.expression(quote!(object.max_properties(#count, sink, #at)));
        }
        for (number, check) in dependent_schemas {
            let number = Literal::usize_unsuffixed(*number);
            let check = unbraced(self.again(check, &quote!(start)).inner());
            steps.statement(quote!(if object.has(#number) { #check }));
        }
    }
}
