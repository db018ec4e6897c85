//! IR 2: what to check, in what order. Plain data: every decision has been made, and `emit` only spells it.

use crate::schema::{NumberAssertion, TypeSet};
use crate::json::Node;

/// The validators of all modules.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The functions; calls name them by index.
    pub functions: Vec<Function>,
    /// The patterns; checks name them by index.
    pub patterns: Vec<PlannedPattern>,
}

/// One validator.
#[derive(Clone, Debug)]
pub struct Function {
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
    /// The number under which its verdict is remembered, where it could be asked for again and again at one place.
    pub remembered: Option<u64>,
}

/// A pattern, compiled.
#[derive(Clone, Debug)]
pub struct PlannedPattern {
    /// The name of its static.
    pub name: String,
    /// The index of the document in whose module it stands.
    pub document: usize,
    /// The expression.
    pub text: String,
    /// What is made of it.
    pub program: crate::pattern::Program,
}

/// What becomes of one value. Paths (`at`) lead from the function's schema to the keyword.
#[derive(Clone, Debug)]
pub enum Check {
    /// `true`
    Anything,
    /// `false`; with the path of the schema.
    Nothing(String),
    /// Another function checks it.
    Call(Call),
    /// It is checked here.
    Value(Box<Value>),
}

/// A call of another function.
#[derive(Clone, Debug)]
pub struct Call {
    /// The index of the function.
    pub function: usize,
    /// The path from the current schema to the called one.
    pub at: String,
}

/// The checks of a value.
#[derive(Clone, Debug, Default)]
pub struct Value {
    /// Checks of the same value by other schemas.
    pub applicators: Vec<Applicator>,
    /// `enum` and `const`.
    pub literals: Vec<Literals>,
    /// `type`.
    pub types: Option<Types>,
    /// What is checked of numbers, in this order.
    pub numbers: Vec<Number>,
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
#[derive(Clone, Debug, Default)]
pub struct Unevaluated {
    /// `unevaluatedProperties`
    pub members: Option<At<Check>>,
    /// `unevaluatedItems`
    pub items: Option<At<Check>>,
}

/// Something, and the path of its keyword.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// The path.
    pub at: String,
    /// The thing.
    pub value: T,
}

/// A check of the same value by other schemas.
#[derive(Clone, Debug)]
pub enum Applicator {
    /// `allOf`, `$ref` and whatever else must hold as well.
    All(Check),
    /// `anyOf`
    Any(At<Vec<Check>>),
    /// `oneOf`
    One(At<Vec<Check>>),
    /// `not`
    Not(At<Check>),
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
#[derive(Clone, Debug)]
pub struct Literals {
    /// The path of the keyword.
    pub at: String,
    /// The values.
    pub values: Vec<Node>,
}

/// `type`.
#[derive(Clone, Debug)]
pub struct Types {
    /// The path of the keyword.
    pub at: String,
    /// The types that are allowed.
    pub set: TypeSet,
    /// Whether `1.0` is no integer (draft 4).
    pub by_spelling: bool,
}

/// An assertion about numbers.
#[derive(Clone, Debug)]
pub struct Number {
    /// The path of the keyword.
    pub at: String,
    /// The assertion.
    pub assertion: NumberAssertion,
}

/// An assertion about strings.
#[derive(Clone, Debug)]
pub enum StringCheck {
    /// `enum` or `const` of nothing but strings, for values that are strings.
    OneOf(At<Vec<String>>),
    /// `minLength`
    MinLength(At<u64>),
    /// `maxLength`
    MaxLength(At<u64>),
    /// `format`
    Format(At<Format>),
    /// `pattern`, by the index of the pattern
    Pattern(At<usize>),
}

/// A format that is asserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// Its name.
    pub name: String,
    /// The path of the function that tests it.
    pub function: String,
}

/// The checks of an array.
#[derive(Clone, Debug, Default)]
pub struct Array {
    /// What applies to the first items.
    pub prefix: Vec<Check>,
    /// What applies to those after them.
    pub rest: Option<At<Check>>,
    /// `contains`
    pub contains: Option<Contains>,
    /// `minItems`
    pub min: Option<At<u64>>,
    /// `maxItems`
    pub max: Option<At<u64>>,
    /// `uniqueItems`
    pub unique: Option<String>,
}

/// `contains` and its bounds.
#[derive(Clone, Debug)]
pub struct Contains {
    /// The path of `contains`.
    pub at: String,
    /// What items are counted.
    pub check: Check,
    /// The least count: `minContains`, or 1 by `contains` itself.
    pub min: At<u64>,
    /// `maxContains`
    pub max: Option<At<u64>>,
    /// Whether items that are counted are evaluated (2020-12).
    pub evaluates: bool,
}

/// The checks of an object.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// The members that the schema names, in its order. A member's index is its number at run time.
    pub members: Vec<Member>,
    /// `patternProperties`: the index of the pattern, and what applies.
    pub patterns: Vec<(usize, Check)>,
    /// `additionalProperties`: what applies to members that none of these names.
    pub additional: Option<At<Check>>,
    /// `propertyNames`
    pub names: Option<Check>,
    /// `required`, by the indexes of the members
    pub required: Option<At<Vec<usize>>>,
    /// `dependentRequired`: a member, and those that its presence asks for
    pub dependent_required: Vec<At<(usize, Vec<usize>)>>,
    /// `dependentSchemas`: a member, and what applies to an object that has it
    pub dependent_schemas: Vec<(usize, Check)>,
    /// `minProperties`
    pub min: Option<At<u64>>,
    /// `maxProperties`
    pub max: Option<At<u64>>,
}

/// A member that a schema names.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What `properties` says of it; `None` if only `required` or the like names it.
    pub property: Option<Check>,
}

impl Value {
    /// Whether nothing but other schemas is asked.
    #[must_use]
    pub fn only_applicators(&self) -> bool {
        self.literals.is_empty() && !self.reads()
    }

    /// Whether the value itself is looked at by its kind.
    #[must_use]
    pub fn reads(&self) -> bool {
        let Value {
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
