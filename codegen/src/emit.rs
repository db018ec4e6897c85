//! IR 2 spelled as Rust: the validators.

mod array;
mod choice;
pub(crate) mod doc;
mod in_place;
mod literal;
pub(crate) mod location;
mod object;
mod pattern;
pub(crate) mod ty;
mod value;

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

use self::doc::outer;
use crate::doc::Doc;
use crate::naming::Naming;
use crate::plan::{Call, Check, Function, Plan, PlannedPattern};

/// What the emission of a module's functions needs to know.
#[derive(Debug)]
pub(crate) struct Emitter<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The names of the modules.
    pub naming: &'a Naming,
    /// The document whose module is written.
    pub document: usize,
    /// The constants for long locations.
    pub locations: &'a location::Locations,
    /// Whether what has been evaluated has to be said.
    pub tracks: bool,
    /// The patterns by which types test names.
    pub tested: &'a BTreeSet<usize>,
}

/// Statements, and the expression of type `Flow` that ends them, where there is one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steps {
    statements: TokenStream,
    tail: Option<TokenStream>,
}

impl Steps {
    fn tail(expression: TokenStream) -> Self {
        Steps { statements: TokenStream::new(), tail: Some(expression) }
    }

    /// Another step after these. Tokens are appended and never copied, because there may be thousands of steps.
    fn then(&mut self, next: Steps) {
        if let Some(tail) = self.tail.take() {
            self.statements.extend([tail, quote!(?;)]);
        }
        self.statements.extend([next.statements]);
        self.tail = next.tail;
    }

    fn statement(&mut self, statement: TokenStream) {
        self.then(Steps { statements: statement, tail: None });
    }

    fn expression(&mut self, expression: TokenStream) {
        self.then(Steps::tail(expression));
    }

    /// As statements among others.
    fn inner(self) -> TokenStream {
        let Steps { statements, tail } = self;
        let tail = tail.map(|tail| quote!(#tail?;));
        quote!(#statements #tail)
    }

    /// As the value of a match arm.
    fn arm(self) -> TokenStream {
        match self {
            Steps { statements, tail: Some(tail) } if statements.is_empty() => quote!(#tail?),
            steps => {
                let inner = steps.inner();
                quote!({ #inner })
            }
        }
    }

    /// As the body of a function or closure.
    fn body(self) -> TokenStream {
        let Steps { statements, tail } = self;
        let tail = tail.unwrap_or_else(|| quote!(Ok(())));
        quote!(#statements #tail)
    }
}

/// Where a check stands: at the end of a function or closure, which it may leave early, or not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    End,
    Middle,
}

impl Emitter<'_> {
    /// What the functions of the module use.
    pub(crate) fn imports(&self) -> impl Iterator<Item = TokenStream> {
        let documents = self.naming.listed(self.plan.documents_called_by(self.document));
        let others = documents.into_iter().map(|document| {
            let module = ident(&self.naming.modules[document]);
            let alias = ident(&self.naming.aliases[document]);
            quote!(use super::super::#module::validate as #alias;)
        });
        others.chain([quote!(
            use voltype_runtime::prelude::*;
        )])
    }

    /// The patterns of the module, as statics.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = TokenStream> {
        let own = self.plan.patterns.iter().filter(|one| one.document == self.document);
        own.filter_map(|one| pattern::static_item(&one.program, &ident(&one.name)))
    }

    /// The functions by which types test names.
    pub(crate) fn tests(&self) -> impl Iterator<Item = TokenStream> {
        let own = self.tested.iter().map(|index| (*index, self.pattern(*index)));
        let own = own.filter(|(_, pattern)| pattern.document == self.document);
        own.filter_map(|(index, pattern)| {
            let name = ident(pattern.test.as_ref()?);
            let docs = outer(&Doc::new("Whether a name matches ").code(&pattern.text).then("."));
            let matches = self.matches(index, quote!(name));
            Some(quote! {
                #docs
                pub(crate) fn #name(name: &[u8]) -> bool {
                    #matches
                }
            })
        })
    }

    /// The functions of the module.
    pub(crate) fn functions(&self) -> impl Iterator<Item = TokenStream> {
        let own = self.plan.functions.iter().filter(|one| one.document == self.document);
        own.map(|function| self.function(function))
    }

    fn function(&self, function: &Function) -> TokenStream {
        let Function {
            name,
            document: _,
            location,
            check,
            assertions: _,
            apart,
            guarded,
            memoised,
        } = function;
        let name = ident(name);
        let apart = apart.then(|| quote!(#[inline(never)]));
        let docs = outer(&Doc::new("Checks a value against ").code(location).then("."));
        let mut body = self.steps(check, Position::End).body();
        if let Some(number) = memoised {
            let number = proc_macro2::Literal::u64_unsuffixed(*number);
            body = quote!(check::memoised(#number, input, sink, |input, sink| { #body }));
        }
        if let Some(bytes) = guarded {
            let kibibytes = proc_macro2::Literal::usize_unsuffixed(bytes.div_ceil(1024));
            body = quote!(stack::guarded(#kibibytes, input, sink, |input, sink| { #body }));
        }
        let input = if matches!(check, Check::Anything) { quote!(_sink) } else { quote!(sink) };
        quote! {
            #docs
            #apart
            pub(crate) fn #name<'a, I: Input<'a>, S: Sink>(input: &mut I, #input: &mut S) -> Flow {
                #body
            }
        }
    }

    /// The steps of a check of `input`, reporting to `sink`.
    fn steps(&self, check: &Check, position: Position) -> Steps {
        match check {
            Check::Anything => Steps::tail(quote!(check::anything(input))),
            Check::Nothing(at) => Steps::tail(quote!(check::nothing(input, sink, #at))),
            Check::Call(call) => Steps::tail(self.call(call, &quote!(input), &quote!(sink))),
            Check::Value(value) => self.value(value, position),
        }
    }

    /// The steps of a check of something inside of the value: a member, an item or a name.
    fn nested(&self, check: &Check) -> Steps {
        match check {
            Check::Anything | Check::Nothing(_) => self.steps(check, Position::Middle),
            Check::Call(call) => {
                Steps::tail(self.call(call, &quote!(input), &quote!(sink.nested())))
            }
            Check::Value(value) if is_scalar(value) => self.steps(check, Position::Middle),
            Check::Value(_) => {
                let inner = self.steps(check, Position::Middle).inner();
                let mut steps = Steps::default();
                steps.statement(quote!({ let sink = sink.nested(); #inner }));
                steps
            }
        }
    }

    fn call(&self, call: &Call, input: &TokenStream, sink: &TokenStream) -> TokenStream {
        let Call { function, at } = call;
        let path = self.path(*function);
        let location = self.location(*function);
        quote!(check::reference(#path, #input, #sink, #at, #location))
    }

    /// The path of a function.
    fn path(&self, function: usize) -> TokenStream {
        let Function { name, document, .. } = &self.plan.functions[function];
        let name = ident(name);
        if *document == self.document {
            quote!(#name)
        } else {
            let module = ident(&self.naming.aliases[*document]);
            quote!(#module::#name)
        }
    }

    /// A check as a function that is called for a branch or a part of the value: a closure that captures nothing.
    fn validator(&self, check: &Check) -> TokenStream {
        let sink = if matches!(check, Check::Anything) { quote!(_sink) } else { quote!(sink) };
        match self.steps(check, Position::End) {
            Steps { statements, tail: Some(tail) } if statements.is_empty() => {
                quote!(|input, #sink| #tail)
            }
            steps => {
                let body = steps.body();
                quote!(|input, #sink| { #body })
            }
        }
    }

    fn pattern(&self, index: usize) -> &PlannedPattern {
        &self.plan.patterns[index]
    }

    /// An expression of type `bool`: whether the bytes match.
    fn matches(&self, index: usize, bytes: TokenStream) -> TokenStream {
        let PlannedPattern { name, program, .. } = self.pattern(index);
        pattern::test_expr(program, &ident(name), bytes)
    }
}

/// Whether the checks look at nothing inside of the value, so that it doesn't matter which sink hears of them.
fn is_scalar(value: &crate::plan::Value) -> bool {
    value.applicators.is_empty()
        && value.array.is_none()
        && value.object.is_none()
        && value.unevaluated.is_none()
}

/// What goes between braces, without a pair of its own.
fn unbraced(body: TokenStream) -> TokenStream {
    let mut tokens = body.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Brace => {
            group.stream()
        }
        _ => body,
    }
}

/// A name that `names` has made.
#[must_use]
pub(crate) fn ident(name: &str) -> Ident {
    format_ident!("{name}", span = Span::call_site())
}
