//! IR 2: what to check, in what order. Plain data: every decision has been made, and `emit` only spells it.

use std::collections::BTreeSet;

use crate::json::Node;
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
    /// How many assertions that are.
    pub assertions: usize,
    /// Whether it stays a function of its own when the Rust compiler optimises: it is long, and where it is called, one
    /// call more doesn't matter.
    pub apart: bool,
    /// How many bytes of stack it asks for before it goes on, where many calls may be under way.
    pub guarded: Option<usize>,
    /// The number under which its verdict is remembered, where it could be asked for again and again at one place.
    pub remembered: Option<u64>,
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
    pub program: crate::pattern::Program,
}

/// What becomes of one value. Paths (`at`) lead from the function's schema to the schema that says so.
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

impl Check {
    /// Shows the functions that are called, and what for.
    pub(crate) fn each_call(&self, show: &mut dyn FnMut(usize, Step)) {
        self.calls(Step::InPlace, show);
    }

    fn calls(&self, step: Step, show: &mut dyn FnMut(usize, Step)) {
        let value = match self {
            Check::Anything | Check::Nothing(_) => return,
            Check::Call(call) => return show(call.function, step),
            Check::Value(value) => value,
        };
        value.each_in_place(&mut |check| check.calls(step, show));
        value.each_inside(&mut |check| check.calls(Step::Inside, show));
        let crowd = value.object.iter().filter_map(|object| object.crowd.as_ref());
        let groups = crowd.flat_map(|crowd| &crowd.groups);
        groups.for_each(|(function, _)| show(*function, Step::Inside));
    }
}

impl Value {
    /// Shows the checks of the value itself by other schemas.
    pub(crate) fn each_in_place(&self, show: &mut dyn FnMut(&Check)) {
        let Value {
            at: _,
            applicators,
            literals: _,
            types: _,
            numbers: _,
            strings: _,
            // Its checks are of parts.
            array: _,
            object,
            unevaluated: _,
        } = self;
        for applicator in applicators {
            match applicator {
                Applicator::All(check) | Applicator::Not(check) => show(check),
                Applicator::Any(checks) | Applicator::One(checks) => {
                    checks.iter().for_each(&mut *show)
                }
                Applicator::If { condition, consequence, alternative } => {
                    [condition, consequence, alternative].into_iter().for_each(&mut *show);
                }
            }
        }
        let dependent = object.iter().flat_map(|object| &object.dependent_schemas);
        dependent.for_each(|(_, check)| show(check));
    }

    /// Shows the checks of members, items and names, but for those of a crowd.
    pub(crate) fn each_inside(&self, show: &mut dyn FnMut(&Check)) {
        let Value {
            at: _,
            applicators: _,
            literals: _,
            types: _,
            numbers: _,
            strings: _,
            array,
            object,
            unevaluated,
        } = self;
        if let Some(Array { prefix, rest, contains, min: _, max: _, unique: _ }) = array {
            let rest = rest.as_ref().map(|(_, check)| check);
            let contains = contains.as_ref().map(|contains| &contains.check);
            prefix.iter().chain(rest).chain(contains).for_each(&mut *show);
        }
        if let Some(object) = object {
            object.each_inside(show);
        }
        if let Some(Unevaluated { members, items }) = unevaluated {
            members.iter().chain(items).for_each(&mut *show);
        }
    }

    /// Shows all checks that are written inside of these.
    pub(crate) fn each_part(&self, show: &mut dyn FnMut(&Check)) {
        self.each_in_place(show);
        self.each_inside(show);
    }
}

impl Check {
    /// Gives each called function to `change`, with the path of the call; those of crowds have none.
    pub(crate) fn each_call_mut(
        &mut self,
        change: &mut dyn FnMut(&mut usize, Option<&mut String>),
    ) {
        let value = match self {
            Check::Anything | Check::Nothing(_) => return,
            Check::Call(Call { function, at }) => return change(function, Some(at)),
            Check::Value(value) => value,
        };
        let Value {
            at: _,
            applicators,
            literals: _,
            types: _,
            numbers: _,
            strings: _,
            array,
            object,
            unevaluated,
        } = &mut **value;
        for applicator in applicators {
            match applicator {
                Applicator::All(check) | Applicator::Not(check) => check.each_call_mut(change),
                Applicator::Any(checks) | Applicator::One(checks) => {
                    checks.iter_mut().for_each(|check| check.each_call_mut(change));
                }
                Applicator::If { condition, consequence, alternative } => {
                    let branches = [condition, consequence, alternative];
                    branches.into_iter().for_each(|check| check.each_call_mut(change));
                }
            }
        }
        if let Some(Array { prefix, rest, contains, min: _, max: _, unique: _ }) = array {
            let rest = rest.as_mut().map(|(_, check)| check);
            let contains = contains.as_mut().map(|contains| &mut contains.check);
            let items = prefix.iter_mut().chain(rest).chain(contains);
            items.for_each(|check| check.each_call_mut(change));
        }
        if let Some(object) = object {
            object.each_call_mut(change);
        }
        if let Some(Unevaluated { members, items }) = unevaluated {
            members.iter_mut().chain(items).for_each(|check| check.each_call_mut(change));
        }
    }
}

impl Object {
    fn each_inside(&self, show: &mut dyn FnMut(&Check)) {
        let Object {
            members,
            by_name: _,
            crowd: _,
            patterns,
            additional,
            names,
            required: _,
            dependent_required: _,
            // They check the object itself.
            dependent_schemas: _,
            min: _,
            max: _,
        } = self;
        let members = members.iter().filter_map(|member| member.property.as_ref());
        let patterns = patterns.iter().map(|(_, check)| check);
        members.chain(patterns).chain(additional).chain(names).for_each(show);
    }

    fn each_call_mut(&mut self, change: &mut dyn FnMut(&mut usize, Option<&mut String>)) {
        let Object {
            members,
            by_name: _,
            crowd,
            patterns,
            additional,
            names,
            required: _,
            dependent_required: _,
            dependent_schemas,
            min: _,
            max: _,
        } = self;
        let members = members.iter_mut().filter_map(|member| member.property.as_mut());
        let patterns = patterns.iter_mut().map(|(_, check)| check);
        let dependent = dependent_schemas.iter_mut().map(|(_, check)| check);
        let parts = members.chain(patterns).chain(dependent).chain(additional).chain(names);
        parts.for_each(|check| check.each_call_mut(change));
        let groups = crowd.iter_mut().flat_map(|crowd| &mut crowd.groups);
        groups.for_each(|(function, _)| change(function, None));
    }
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
    Any(Vec<Check>),
    /// `oneOf`
    One(Vec<Check>),
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

/// `enum` or `const`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Literals {
    /// Which of the two.
    pub keyword: Keyword,
    /// The values.
    pub values: Vec<Node>,
}

/// `type`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Types {
    /// The types that are allowed.
    pub set: TypeSet,
    /// Whether `1.0` is no integer (draft 4).
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
    pub crowd: Option<Crowd>,
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
pub(crate) struct Crowd {
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
    /// What `properties` says of it; `None` if only `required` or the like names it, or if it is one of the crowd.
    pub property: Option<Check>,
}

impl Value {
    /// Whether nothing but other schemas is asked.
    #[must_use]
    pub(crate) fn only_applicators(&self) -> bool {
        self.literals.is_empty() && !self.reads()
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
