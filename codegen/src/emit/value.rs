//! The checks of one value: first those by other schemas, then its own by kind.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::in_place::Reading;
use super::{Emitter, Position, Steps};
use crate::plan::{Applicator, Check, Format, Literals, StringCheck, Value};
use crate::schema::{NumberAssertion, Relation, TypeSet};

impl Emitter<'_> {
    pub(super) fn value(&self, value: &Value, position: Position) -> Steps {
        let (at, named) = path(value);
        let mut steps = Steps::default();
        steps.statement(named);
        steps.then(match &value.unevaluated {
            None => self.evaluated(value, &at, position),
            Some(unevaluated) => self.unevaluated(value, unevaluated, &at),
        });
        steps
    }

    /// The checks but for those of what has not been evaluated.
    pub(super) fn evaluated(&self, value: &Value, at: &TokenStream, position: Position) -> Steps {
        let mut steps = Steps::default();
        let last = value.applicators.len() - usize::from(value.ends_with_applicator());
        let (again, last) = value.applicators.split_at(last);
        for applicator in again {
            steps.then(self.applicator(applicator, at, Reading::Again));
        }
        if let [last] = last {
            steps.then(self.applicator(last, at, Reading::Last(position)));
            return steps;
        }
        for Literals { keyword, values } in &value.literals {
            let (values, keyword) = (super::literal::values(values), keyword.name());
            steps.expression(quote! {
                check::literal(&mut input.again(), #values, sink, (#at, #keyword))
            });
        }
        steps.then(if value.reads() {
            self.own(value, at, position)
        } else {
            Steps::tail(quote!(check::anything(input)))
        });
        steps
    }

    /// What the schema itself says of the value.
    fn own(&self, value: &Value, at: &TokenStream, position: Position) -> Steps {
        if let Some(steps) = self.enumerated(value, at) {
            return steps;
        }
        let Some(types) = &value.types else { return self.by_kind(value, at) };
        match types.set.names().as_slice() {
            ["null"] => Steps::tail(quote!(check::null(input, sink, #at))),
            ["boolean"] => Steps::tail(quote!(check::boolean(input, sink, #at))),
            ["string"] => read(
                quote!(text),
                quote!(check::string(input, sink, #at)),
                self.strings(&value.strings, at),
            ),
            ["number"] => read(
                quote!(number),
                quote!(check::number(input, sink, #at)),
                numbers(&value.numbers, at),
            ),
            ["integer"] if !types.by_spelling => read(
                quote!(number),
                quote!(check::integer(input, sink, #at)),
                numbers(&value.numbers, at),
            ),
            ["array"] => match &value.array {
                None => skip_typed(quote!(check::array(input, sink, #at)), quote!(input)),
                Some(array) => {
                    let before = self.before_array(array);
                    let rest = self.array(array, at);
                    enter(
                        quote!(array),
                        before,
                        quote!(check::array(input, sink, #at)),
                        rest,
                        position,
                    )
                }
            },
            ["object"] => match &value.object {
                None => skip_typed(
                    quote!(check::object::<_, _, 0>(input, sink, #at)),
                    quote!(input, sink),
                ),
                Some(object) => {
                    let words = super::object::words(object);
                    let before = self.before_object(object);
                    let rest = self.object(object, at);
                    let start = quote!(check::object::<_, _, #words>(input, sink, #at));
                    enter(quote!(object), before, start, rest, position)
                }
            },
            _ => self.by_kind(value, at),
        }
    }

    /// A string that has to be one of several, where nothing else will do.
    fn enumerated(&self, value: &Value, at: &TokenStream) -> Option<Steps> {
        let [StringCheck::OneOf(values), rest @ ..] = value.strings.as_slice() else {
            return None;
        };
        let typed = value.types.is_some();
        let start = quote!(check::enumerated(input, &[#(#values),*], #typed, sink, #at));
        Some(read(quote!(text), start, self.strings(rest, at)))
    }

    /// Checks that depend on which kind of value there is.
    fn by_kind(&self, value: &Value, at: &TokenStream) -> Steps {
        let set = value.types.as_ref().map(|types| types.set);
        let mut arms = Vec::new();
        let numbers = self.number_arm(value, at);
        if let Some(arm) = numbers {
            arms.push(quote!(Kind::Number => { let number = input.number()?; #arm }));
        }
        if allows(set, |set| set.string) && !value.strings.is_empty() {
            let checks = self.strings(&value.strings, at).inner();
            arms.push(quote!(Kind::String => { let text = input.string()?; #checks }));
        }
        if let Some(array) = value.array.as_ref().filter(|_| allows(set, |set| set.array)) {
            let before = self.before_array(array);
            let checks = self.array(array, at).inner();
            arms.push(quote!(Kind::Array => {
                #before
                let mut array = check::enter_array(input)?;
                #checks
            }));
        }
        if let Some(object) = value.object.as_ref().filter(|_| allows(set, |set| set.object)) {
            let words = super::object::words(object);
            let before = self.before_object(object);
            let checks = self.object(object, at).inner();
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
                let set = type_set(types.set);
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
    fn number_arm(&self, value: &Value, at: &TokenStream) -> Option<TokenStream> {
        let checks = numbers(&value.numbers, at).inner();
        match &value.types {
            Some(types) if types.set.integer && !types.set.number => {
                let set = type_set(types.set);
                let name = if types.by_spelling {
                    quote!(is_spelled_as_integer)
                } else {
                    quote!(is_integer)
                };
                Some(quote!(check::#name(&number, sink, #at, #set)?; #checks))
            }
            Some(types) if !types.set.number => None,
            _ => (!value.numbers.is_empty()).then_some(checks),
        }
    }

    fn strings(&self, checks: &[StringCheck], at: &TokenStream) -> Steps {
        let mut steps = Steps::default();
        for check in checks {
            steps.expression(match check {
                StringCheck::OneOf(values) => {
                    quote!(check::one_of(&text, &[#(#values),*], sink, #at))
                }
                StringCheck::MinLength(count) => {
                    let count = Literal::u64_unsuffixed(*count);
                    quote!(check::min_length(&text, #count, sink, #at))
                }
                StringCheck::MaxLength(count) => {
                    let count = Literal::u64_unsuffixed(*count);
                    quote!(check::max_length(&text, #count, sink, #at))
                }
                StringCheck::Format(Format { name, function }) => {
                    let function: TokenStream = match function.parse() {
                        Ok(function) => function,
                        Err(_) => quote!(compile_error!("the function of a format is not a path")),
                    };
                    quote!(check::format(&text, #function, #name, sink, #at))
                }
                StringCheck::Content { base64, json } => {
                    quote!(check::content(&text, #base64, #json, sink, #at))
                }
                StringCheck::Pattern(index) => {
                    let want = &self.pattern(*index).text;
                    let limited = self.pattern(*index).program.is_limited();
                    let check = if limited { quote!(limited_pattern) } else { quote!(pattern) };
                    let matches = self.matches(*index, quote!(bytes));
                    let is_constant = self.pattern(*index).program.constant().is_some();
                    let bytes = if is_constant { quote!(_) } else { quote!(bytes) };
                    quote!(check::#check(&text, |#bytes| #matches, #want, sink, #at))
                }
            });
        }
        steps
    }
}

/// The path of a value's schema as an expression, and the statement that it needs: a name where it is used more than
/// once and long.
fn path(value: &Value) -> (TokenStream, TokenStream) {
    let at = &value.at;
    if at.is_empty() || assertions(value) < 2 {
        (quote!(#at), TokenStream::new())
    } else {
        (quote!(at), quote!(let at = #at;))
    }
}

/// How many calls of a value's checks name its path.
fn assertions(value: &Value) -> usize {
    let Value { at: _, applicators, literals, types, numbers, strings, array, object, unevaluated } =
        value;
    let applicators = applicators
        .iter()
        .filter(|one| matches!(one, Applicator::Any(_) | Applicator::One(_) | Applicator::Not(_)));
    let array = array.as_ref().map_or(0, |array| {
        let closed = matches!(array.rest, Some((_, Check::Nothing(_))));
        let contains = array.contains.as_ref();
        usize::from(closed)
            + contains.map_or(0, |contains| 1 + usize::from(contains.max.is_some()))
            + usize::from(array.min.is_some())
            + usize::from(array.max.is_some())
            + usize::from(array.unique)
    });
    let object = object.as_ref().map_or(0, |object| {
        // A closed object says so for each name that only `required` knows, too.
        let groups = object.shared.iter().flat_map(|shared| &shared.groups);
        let shared: usize = groups.clone().map(|(_, members)| members.len()).sum();
        let bare =
            object.members.iter().filter(|member| member.property.is_none()).count() - shared;
        let closed = matches!(object.additional, Some(Check::Nothing(_)));
        groups.count()
            + usize::from(closed) * (1 + bare)
            + usize::from(!object.required.is_empty())
            + object.dependent_required.len()
            + usize::from(object.min.is_some())
            + usize::from(object.max.is_some())
    });
    let unevaluated = unevaluated.as_ref().map_or(0, |unevaluated| {
        let closed = |check: &Option<Check>| usize::from(matches!(check, Some(Check::Nothing(_))));
        closed(&unevaluated.members) + closed(&unevaluated.items)
    });
    // An enumeration of strings is read together with the type.
    let typed = matches!(strings.first(), Some(StringCheck::OneOf(_)));
    applicators.count()
        + literals.len()
        + usize::from(types.is_some() && !typed)
        + numbers.len()
        + strings.len()
        + array
        + object
        + unevaluated
}

/// Reads a scalar and checks it, if there is something to check.
fn read(name: TokenStream, start: TokenStream, checks: Steps) -> Steps {
    let checks = checks.inner();
    if checks.is_empty() {
        return Steps::tail(quote!(#start.map(drop)));
    }
    let mut steps = Steps::default();
    steps.statement(quote!(if let Some(#name) = #start? { #checks }));
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
fn skip_typed(start: TokenStream, arguments: TokenStream) -> Steps {
    let mut steps = Steps::default();
    steps.statement(quote!(if let Some(container) = #start? { container.skip(#arguments)?; }));
    steps
}

fn numbers(checks: &[NumberAssertion], at: &TokenStream) -> Steps {
    let mut steps = Steps::default();
    for NumberAssertion { relation, value } in checks {
        let function = match relation {
            Relation::AtLeast => quote!(minimum),
            Relation::GreaterThan => quote!(exclusive_minimum),
            Relation::AtMost => quote!(maximum),
            Relation::LessThan => quote!(exclusive_maximum),
            Relation::MultipleOf => quote!(multiple_of),
        };
        let value = super::literal::number(value);
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
