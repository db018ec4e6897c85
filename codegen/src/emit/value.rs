//! The checks of one value: first those by other schemas, then its own by kind.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, Position, Steps};
use crate::plan::{At, Number, StringCheck, Types, Value};
use crate::schema::{Relation, TypeSet};

impl Emitter<'_> {
    pub(super) fn value(&self, value: &Value, position: Position) -> Steps {
        match &value.unevaluated {
            None => self.evaluated(value, position),
            Some(unevaluated) => self.unevaluated(value, unevaluated),
        }
    }

    /// The checks but for those of what has not been evaluated.
    pub(super) fn evaluated(&self, value: &Value, position: Position) -> Steps {
        let mut steps = Steps::default();
        for applicator in &value.applicators {
            steps.then(self.applicator(applicator));
        }
        for literals in &value.literals {
            let values = super::literal::values(&literals.values);
            let at = &literals.at;
            steps.expression(quote!(check::literal(&mut input.clone(), #values, sink, #at)));
        }
        steps.then(if value.reads() {
            self.own(value, position)
        } else {
            Steps::tail(quote!(check::anything(input)))
        });
        steps
    }

    /// What the schema itself says of the value.
    fn own(&self, value: &Value, position: Position) -> Steps {
        if let Some(steps) = self.enumerated(value) {
            return steps;
        }
        let Some(types) = &value.types else { return self.by_kind(value) };
        let at = &types.at;
        match types.set.names().as_slice() {
            ["null"] => Steps::tail(quote!(check::null(input, sink, #at))),
            ["boolean"] => Steps::tail(quote!(check::boolean(input, sink, #at))),
            ["string"] => read(
                quote!(text),
                quote!(check::string(input, sink, #at)),
                self.strings(&value.strings),
            ),
            ["number"] => read(
                quote!(number),
                quote!(check::number(input, sink, #at)),
                numbers(&value.numbers),
            ),
            ["integer"] if !types.by_spelling => read(
                quote!(number),
                quote!(check::integer(input, sink, #at)),
                numbers(&value.numbers),
            ),
            ["array"] => match &value.array {
                None => skip_typed(quote!(check::array(input, sink, #at))),
                Some(array) => {
                    let before = self.before_array(array);
                    let rest = self.array(array);
                    enter(quote!(array), before, quote!(check::array(input, sink, #at)), rest, position)
                }
            },
            ["object"] => match &value.object {
                None => skip_typed(quote!(check::object::<_, _, 0>(input, sink, #at))),
                Some(object) => {
                    let words = super::object::words(object);
                    let before = self.before_object(object);
                    let rest = self.object(object);
                    let start = quote!(check::object::<_, _, #words>(input, sink, #at));
                    enter(quote!(object), before, start, rest, position)
                }
            },
            _ => self.by_kind(value),
        }
    }

    /// A string that has to be one of several, where nothing else will do.
    fn enumerated(&self, value: &Value) -> Option<Steps> {
        let [StringCheck::OneOf(At { at, value: values }), rest @ ..] = value.strings.as_slice()
        else {
            return None;
        };
        let type_at = match &value.types {
            None => quote!(None),
            Some(Types { at, .. }) => quote!(Some(#at)),
        };
        let start = quote!(check::enumerated(input, &[#(#values),*], sink, #at, #type_at));
        Some(read(quote!(text), start, self.strings(rest)))
    }

    /// Checks that depend on which kind of value there is.
    fn by_kind(&self, value: &Value) -> Steps {
        let set = value.types.as_ref().map(|types| types.set);
        let mut arms = Vec::new();
        let numbers = self.number_arm(value);
        if let Some(arm) = numbers {
            arms.push(quote!(Kind::Number => { let number = input.number()?; #arm }));
        }
        if allows(set, |set| set.string) && !value.strings.is_empty() {
            let checks = self.strings(&value.strings).inner();
            arms.push(quote!(Kind::String => { let text = input.string()?; #checks }));
        }
        if let Some(array) = value.array.as_ref().filter(|_| allows(set, |set| set.array)) {
            let before = self.before_array(array);
            let checks = self.array(array).inner();
            arms.push(quote!(Kind::Array => {
                #before
                let mut array = check::enter_array(input)?;
                #checks
            }));
        }
        if let Some(object) = value.object.as_ref().filter(|_| allows(set, |set| set.object)) {
            let words = super::object::words(object);
            let before = self.before_object(object);
            let checks = self.object(object).inner();
            arms.push(quote!(Kind::Object => {
                #before
                let mut object = check::enter_object::<_, #words>(input)?;
                #checks
            }));
        }
        let rest = match &value.types {
            None => quote!(_ => input.skip()?),
            Some(types) => {
                let plain = plain_kinds(value, types.set);
                let plain = (!plain.is_empty()).then(|| quote!(#(#plain)|* => input.skip()?,));
                let (at, set) = (&types.at, type_set(types.set));
                quote!(#plain _ => check::wrong_type(input, sink, #at, #set)?)
            }
        };
        let mut steps = Steps::default();
        steps.statement(quote! {
            match input.kind()? {
                #(#arms)*
                #rest
            }
        });
        steps
    }

    /// What is done with a number that has been read; `None` if it can just be skipped or is refused.
    fn number_arm(&self, value: &Value) -> Option<TokenStream> {
        let checks = numbers(&value.numbers).inner();
        match &value.types {
            Some(types) if types.set.integer && !types.set.number => {
                let (at, set) = (&types.at, type_set(types.set));
                let name = if types.by_spelling { quote!(is_spelled_as_integer) } else { quote!(is_integer) };
                Some(quote!(check::#name(&number, sink, #at, #set)?; #checks))
            }
            Some(types) if !types.set.number => None,
            _ => (!value.numbers.is_empty()).then_some(checks),
        }
    }

    fn strings(&self, checks: &[StringCheck]) -> Steps {
        let mut steps = Steps::default();
        for check in checks {
            steps.expression(match check {
                StringCheck::OneOf(At { at, value }) => {
                    quote!(check::one_of(&text, &[#(#value),*], sink, #at))
                }
                StringCheck::MinLength(At { at, value }) => {
                    quote!(check::min_length(&text, #value, sink, #at))
                }
                StringCheck::MaxLength(At { at, value }) => {
                    quote!(check::max_length(&text, #value, sink, #at))
                }
                StringCheck::Format(At { at, value }) => {
                    let name = &value.name;
                    let function: TokenStream = match value.function.parse() {
                        Ok(function) => function,
                        Err(_) => quote!(compile_error!("a format's function is no path")),
                    };
                    quote!(check::format(&text, #function, #name, sink, #at))
                }
                StringCheck::Pattern(At { at, value }) => {
                    let want = &self.pattern(*value).text;
                    let matches = self.matches(*value, quote!(&text.bytes()));
                    quote!(check::pattern(&text, #matches, #want, sink, #at))
                }
            });
        }
        steps
    }
}

/// Reads a scalar and checks it, if there is something to check.
fn read(name: TokenStream, start: TokenStream, checks: Steps) -> Steps {
    let checks = checks.inner();
    let mut steps = Steps::default();
    steps.statement(if checks.is_empty() {
        quote!(#start?;)
    } else {
        quote!(if let Some(#name) = #start? { #checks })
    });
    steps
}

/// Enters an array or object and reads it.
fn enter(
    name: TokenStream,
    before: TokenStream,
    start: TokenStream,
    rest: Steps,
    position: Position,
) -> Steps {
    let mut steps = Steps::default();
    match position {
        Position::End => {
            steps.statement(quote! {
                #before
                let Some(mut #name) = #start? else { return Ok(()); };
            });
            steps.then(rest);
        }
        Position::Middle => {
            let rest = rest.inner();
            let inner = quote!(if let Some(mut #name) = #start? { #rest });
            steps.statement(if before.is_empty() { inner } else { quote!({ #before #inner }) });
        }
    }
    steps
}

/// Reads an array or object of which only the type is asked.
fn skip_typed(start: TokenStream) -> Steps {
    let mut steps = Steps::default();
    steps.statement(quote!(if let Some(container) = #start? { container.skip(input)?; }));
    steps
}

fn numbers(checks: &[Number]) -> Steps {
    let mut steps = Steps::default();
    for Number { at, assertion } in checks {
        let value = &assertion.value;
        let value = quote!(const { Number::literal(#value) });
        let function = match assertion.relation {
            Relation::AtLeast => quote!(minimum),
            Relation::GreaterThan => quote!(exclusive_minimum),
            Relation::AtMost => quote!(maximum),
            Relation::LessThan => quote!(exclusive_maximum),
            Relation::MultipleOf => quote!(multiple_of),
        };
        steps.expression(quote!(check::#function(&number, #value, sink, #at)));
    }
    steps
}

fn allows(set: Option<TypeSet>, one: impl Fn(TypeSet) -> bool) -> bool {
    set.is_none_or(one)
}

/// The kinds that the types allow and that are just skipped.
fn plain_kinds(value: &Value, set: TypeSet) -> Vec<TokenStream> {
    [
        (set.null, quote!(Kind::Null)),
        (set.boolean, quote!(Kind::Boolean)),
        (set.number && value.numbers.is_empty(), quote!(Kind::Number)),
        (set.string && value.strings.is_empty(), quote!(Kind::String)),
        (set.array && value.array.is_none(), quote!(Kind::Array)),
        (set.object && value.object.is_none(), quote!(Kind::Object)),
    ]
    .into_iter()
    .filter_map(|(plain, kind)| plain.then_some(kind))
    .collect()
}

fn type_set(set: TypeSet) -> TokenStream {
    let names = set.names();
    let mut names = names.iter().map(|name| match *name {
        "null" => quote!(Types::NULL),
        "boolean" => quote!(Types::BOOLEAN),
        "integer" => quote!(Types::INTEGER),
        "number" => quote!(Types::NUMBER),
        "string" => quote!(Types::STRING),
        "array" => quote!(Types::ARRAY),
        _ => quote!(Types::OBJECT),
    });
    let first = names.next().unwrap_or_else(|| quote!(Types::NONE));
    names.fold(first, |set, one| quote!(#set.or(#one)))
}
