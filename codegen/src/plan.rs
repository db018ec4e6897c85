//! IR 2: what to check, in what order. Plain data: every decision has been made, and `emit` only spells it.

mod walk;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analyse::choice::dispatch::Dispatch;
use crate::arena::Literal;
use crate::keyword::Keyword;
use crate::schema::{NumberAssertion, TypeSet};

/// The validators of all modules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// The functions; calls name them by index.
    pub functions: Vec<Function>,
    /// The patterns; checks name them by index.
    pub patterns: Vec<PlannedPattern>,
}

/// One validator.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    /// Its Rust name.
    pub name: String,
    /// The index of the document in whose module it stands.
    pub document: usize,
    /// The absolute location of its schema.
    pub location: String,
    /// What it checks.
    pub check: Check,
    /// How many assertions it makes.
    pub assertions: usize,
    /// Whether the Rust compiler must not inline it: it is long, so that a call beside it costs nothing.
    pub apart: bool,
    /// How many bytes of stack it makes sure of first, where many calls may be nested.
    pub guarded: Option<usize>,
    /// The number under which its verdict is memoised, where it could run again and again at one place.
    pub memoised: Option<u64>,
}

impl Plan {
    /// The other documents whose functions those of a document call.
    #[must_use]
    pub(crate) fn documents_called_by(&self, document: usize) -> BTreeSet<usize> {
        let mut documents = BTreeSet::new();
        for function in self.functions.iter().filter(|function| function.document == document) {
            function.check.each_call(&mut |target, _| {
                documents.insert(self.functions[target].document);
            });
        }
        documents.remove(&document);
        documents
    }
}

impl Function {
    /// Whether it reads an object's members itself, each once, under the numbers that they have in the schema. Then a
    /// sink can note where they are.
    #[must_use]
    pub(crate) fn notes_members(&self) -> bool {
        let Check::Value(value) = &self.check else { return false };
        let is_object = value.types.as_ref().is_some_and(|types| types.set.names() == ["object"]);
        // Schemas that apply in place have members of their own, with other numbers.
        is_object
            && value.applicators.is_empty()
            && value.unevaluated.is_none()
            && value
                .object
                .as_ref()
                .is_some_and(|object| !object.by_name && object.dependent_schemas.is_empty())
    }
}

impl Function {
    /// The members to which it gives numbers, in the order of these, where it reads an object itself.
    pub(crate) fn numbered_members(&self) -> impl Iterator<Item = &Member> {
        let value = match &self.check {
            Check::Value(value) => Some(value),
            Check::Anything | Check::Nothing(_) | Check::Call(_) => None,
        };
        let object = value.and_then(|value| value.object.as_ref());
        object.into_iter().flat_map(|object| &object.members)
    }
}

/// A pattern, compiled.
#[derive(Clone, Debug)]
pub(crate) struct PlannedPattern {
    /// The name of its static.
    pub name: String,
    /// The index of the document in whose module it stands.
    pub document: usize,
    /// The expression.
    pub text: String,
    /// What is made of it.
    pub program: Arc<crate::pattern::Program>,
    /// The name of the function that types test names with, if it is a pattern of names.
    pub test: Option<String>,
}

/// The check of one value. Paths (`at`) lead from the function's schema to the schema that says so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Check {
    /// `true`
    Anything,
    /// `false`, at this path.
    Nothing(String),
    /// Another function checks it.
    Call(Call),
    /// It is checked here.
    Value(Box<Value>),
}

/// What a function is called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The value itself.
    InPlace,
    /// A member, an item or a name of the value, or a part of one.
    Inside,
}

/// A call of another function.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Call {
    /// The index of the function.
    pub function: usize,
    /// The path from the current schema to the called one.
    pub at: String,
}

/// The checks of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Value {
    /// The path of the schema.
    pub at: String,
    /// Checks of the same value by other schemas.
    pub applicators: Vec<Applicator>,
    /// `enum` and `const`.
    pub literals: Vec<Literals>,
    /// `type`.
    pub types: Option<Types>,
    /// What is checked of numbers, in this order.
    pub numbers: Vec<NumberAssertion>,
    /// What is checked of strings, in this order.
    pub strings: Vec<StringCheck>,
    /// What is checked of arrays.
    pub array: Option<Array>,
    /// What is checked of objects.
    pub object: Option<Object>,
    /// `unevaluatedItems` or `unevaluatedProperties` asks what all of this has evaluated.
    pub unevaluated: Option<Unevaluated>,
}

/// What applies to the members and items that nothing else has evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Unevaluated {
    /// `unevaluatedProperties`
    pub members: Option<Check>,
    /// `unevaluatedItems`
    pub items: Option<Check>,
}

/// A check of the same value by other schemas.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Applicator {
    /// `allOf`, `$ref` and whatever else must hold as well.
    All(Check),
    /// `anyOf`
    Any(Branches),
    /// `oneOf`
    One(Branches),
    /// `not`
    Not(Check),
    /// `if`
    If {
        /// The condition.
        condition: Check,
        /// `then`
        consequence: Check,
        /// `else`
        alternative: Check,
    },
}

/// The branches of `anyOf` or `oneOf`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Branches {
    /// What each checks.
    pub checks: Vec<Check>,
    /// The number under which the sink is told which one holds, if a value is built from it.
    pub union: Option<u32>,
    /// What tells a verdict which of them are worth a try; `None` if all are.
    pub dispatch: Option<Box<Dispatch>>,
}

/// `enum` or `const`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Literals {
    /// Which of the two.
    pub keyword: Keyword,
    /// The values.
    pub values: Arc<[Literal]>,
}

/// `type`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Types {
    /// The types that are allowed.
    pub set: TypeSet,
    /// Whether `1.0` is not an integer (draft 4).
    pub by_spelling: bool,
}

/// An assertion about strings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum StringCheck {
    /// `enum` or `const` of nothing but strings, for values that are strings.
    OneOf(Vec<String>),
    /// `minLength`
    MinLength(u64),
    /// `maxLength`
    MaxLength(u64),
    /// `format`
    Format(Format),
    /// `contentEncoding`, `contentMediaType`
    Content {
        /// The string is base64.
        base64: bool,
        /// It is, or encodes, JSON text.
        json: bool,
    },
    /// `pattern`, by the index of the pattern
    Pattern(usize),
}

/// A format that is asserted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Format {
    /// Its name.
    pub name: String,
    /// The path of the function that tests it.
    pub function: String,
}

/// The checks of an array.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Array {
    /// What applies to the first items.
    pub prefix: Vec<Check>,
    /// What applies to those after them, and the keyword that says so.
    pub rest: Option<(Keyword, Check)>,
    /// `contains`
    pub contains: Option<Contains>,
    /// `minItems`
    pub min: Option<u64>,
    /// `maxItems`
    pub max: Option<u64>,
    /// `uniqueItems`
    pub unique: bool,
}

/// `contains` and its bounds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Contains {
    /// What items are counted.
    pub check: Check,
    /// The least count, and the keyword that says so: `minContains`, or `contains` itself.
    pub min: (Keyword, u64),
    /// `maxContains`
    pub max: Option<u64>,
    /// Whether items that are counted are evaluated (2020-12), and something asks.
    pub evaluates: bool,
}

impl Contains {
    /// Whether it matters how many there are.
    #[must_use]
    pub(crate) fn counts(&self) -> bool {
        self.min.1 > 0 || self.max.is_some()
    }
}

/// The checks of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Object {
    /// The members that the schema names. A member's index is its number at run time.
    pub members: Vec<Member>,
    /// Whether they are in the order of their names, because they are many, and not in that of the schema.
    pub by_name: bool,
    /// Those of them whose checks are shared, if there are very many.
    pub shared: Option<SharedChecks>,
    /// `patternProperties`: the index of the pattern, and what applies.
    pub patterns: Vec<(usize, Check)>,
    /// `additionalProperties`: what applies to members that none of these names.
    pub additional: Option<Check>,
    /// `propertyNames`
    pub names: Option<Check>,
    /// `required`, by the indexes of the members
    pub required: Vec<usize>,
    /// `dependentRequired`
    pub dependent_required: Vec<DependentRequired>,
    /// `dependentSchemas`: a member, and what applies to an object that has it
    pub dependent_schemas: Vec<(usize, Check)>,
    /// `minProperties`
    pub min: Option<u64>,
    /// `maxProperties`
    pub max: Option<u64>,
}

/// `dependentRequired`, by the indexes of the members.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct DependentRequired {
    /// The keyword: `dependentRequired` or `dependencies`.
    pub keyword: Keyword,
    /// The member whose presence matters.
    pub because_of: usize,
    /// Those that it asks for.
    pub required: Vec<usize>,
}

/// Members of one object of which those with equal checks share a function.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SharedChecks {
    /// The absolute location of the object's schema.
    pub location: String,
    /// A function, and the indexes of the members that it checks, in their order.
    pub groups: Vec<(usize, Vec<usize>)>,
}

/// A member that a schema names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Member {
    /// Its name.
    pub name: String,
    /// What `properties` says of it; `None` if only `required` or the like names it, or if its check is shared.
    pub property: Option<Check>,
}

impl Value {
    /// Whether nothing but other schemas is asked.
    #[must_use]
    pub(crate) fn only_applicators(&self) -> bool {
        self.literals.is_empty() && !self.reads()
    }

    /// Whether the last of the applicators reads the value to its end, because nothing after it does.
    #[must_use]
    pub(crate) fn ends_with_applicator(&self) -> bool {
        self.only_applicators()
            && match self.applicators.last() {
                Some(Applicator::All(_) | Applicator::Any(_) | Applicator::One(_)) => true,
                Some(Applicator::If { .. }) => true,
                Some(Applicator::Not(_)) | None => false,
            }
    }

    /// Whether the value itself is looked at by its kind.
    #[must_use]
    pub(crate) fn reads(&self) -> bool {
        let Value {
            at: _,
            applicators: _,
            literals: _,
            types,
            numbers,
            strings,
            array,
            object,
            unevaluated: _,
        } = self;
        types.is_some()
            || !numbers.is_empty()
            || !strings.is_empty()
            || array.is_some()
            || object.is_some()
    }
}
