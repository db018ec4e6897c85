//! Random instances of any schema, made from IR 1: valid ones, and slightly invalid ones.
//!
//! A sampler knows what keywords ask for, not how Voltype checks them: it shares no code with the validators but the
//! reading of patterns. It is best effort. [`Sampler::valid`] gathers all that applies at one place of the instance
//! (through `$ref`, `allOf` and one branch of each choice), makes a value for it, and where a keyword can only be
//! satisfied by luck (`not`, `oneOf`, `if`) tries again. Whoever needs certainty asks an oracle.
//!
//! The same seed gives the same instances on every machine.

mod array;
mod format;
mod holds;
mod mutate;
mod number;
mod object;
mod pattern;
mod spell;
mod string;
mod wish;

use std::collections::BTreeMap;
use std::rc::Rc;

use fastrand::Rng;
use serde_json::Value;
use voltype_codegen::schema::{SchemaId, Schemas, TypeSet};

use pattern::Expression;
use wish::Wish;

/// The depth from which only required parts of an instance are made.
const DEEP: usize = 5;
/// The greatest depth of an instance: a schema that requires more has no finite instance, or no useful one.
const TOO_DEEP: usize = 24;
/// The number of values from which only required parts of an instance are made.
const LARGE: usize = 400;

/// Makes instances of schemas.
#[derive(Debug)]
pub struct Sampler<'a> {
    schemas: &'a Schemas,
    rng: Rng,
    patterns: BTreeMap<String, Option<Rc<Expression>>>,
    /// How many values the present instance may still have.
    budget: usize,
    /// How many more schemas the present check may look at.
    steps: usize,
}

/// How large a value may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    /// It has nothing that isn't required.
    Least,
    /// It may have optional parts.
    Any,
}

impl<'a> Sampler<'a> {
    /// A sampler of these schemas.
    #[must_use]
    pub fn new(schemas: &'a Schemas, seed: u64) -> Self {
        Sampler {
            schemas,
            rng: Rng::with_seed(seed),
            patterns: BTreeMap::new(),
            budget: LARGE,
            steps: 0,
        }
    }

    /// An instance that is meant to be valid; `None` if none was found.
    pub fn valid(&mut self, schema: SchemaId) -> Option<Value> {
        // Later attempts are smaller: the part that fails is often an optional one.
        [LARGE, LARGE, 60, 20, 0, 0, 0, 0].into_iter().find_map(|budget| {
            self.budget = budget;
            self.instance(&[schema], 0)
        })
    }

    /// The instance with one to three changes next to what the schema asks for. It may still be valid.
    pub fn mutated(&mut self, instance: &Value, schema: SchemaId) -> Value {
        let mut instance = instance.clone();
        let changes = if self.rng.u8(..) < 200 { 1 } else { self.rng.usize(2..=3) };
        for _ in 0..changes {
            self.mutate(&mut instance, schema);
        }
        instance
    }

    /// A JSON text of the instance: white space, escapes, the spelling of numbers and the order of members vary.
    pub fn spelled(&mut self, instance: &Value) -> String {
        let mut text = String::new();
        spell::value(instance, &mut self.rng, &mut text);
        text
    }

    /// A value that all these schemas allow.
    fn instance(&mut self, schemas: &[SchemaId], depth: usize) -> Option<Value> {
        if depth > TOO_DEEP {
            return None;
        }
        self.budget = self.budget.saturating_sub(1);
        for _ in 0..6 {
            let wish = self.wish(schemas, self.size(depth));
            if wish.is_impossible() {
                continue;
            }
            let Some(value) = self.granted(&wish, depth) else { continue };
            if !wish.needs_luck() || schemas.iter().all(|id| self.holds(*id, &value)) {
                return Some(value);
            }
        }
        None
    }

    /// How large a value at this depth may be.
    fn size(&self, depth: usize) -> Size {
        if depth > DEEP || self.budget == 0 { Size::Least } else { Size::Any }
    }

    fn granted(&mut self, wish: &Wish<'a>, depth: usize) -> Option<Value> {
        if let Some(values) = wish.literals() {
            let value = self.rng.choice(values)?;
            return Some(value);
        }
        let types = wish.types();
        let likely = wish.likely_types(types);
        // A schema that constrains only objects is meant for objects, although it allows other values.
        let types = if likely.names().is_empty() || self.rng.u8(..) < 8 { types } else { likely };
        let kind = self.kind(types, self.size(depth))?;
        match kind {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(self.rng.bool())),
            "integer" => number::sample(wish, true, &mut self.rng),
            "number" => {
                let integer = self.rng.u8(..) < 60;
                number::sample(wish, integer, &mut self.rng)
                    .or_else(|| number::sample(wish, !integer, &mut self.rng))
            }
            "string" => self.string(wish).map(Value::String),
            "array" => self.array(wish, depth),
            _ => self.object(wish, depth),
        }
    }

    /// One of the types; one without parts if there are enough already.
    fn kind(&mut self, types: TypeSet, size: Size) -> Option<&'static str> {
        let names = types.names();
        let simple: Vec<_> =
            names.iter().copied().filter(|name| !matches!(*name, "array" | "object")).collect();
        self.rng.choice(if size == Size::Least && !simple.is_empty() { simple } else { names })
    }

    /// The parsed pattern; `None` if it is none.
    fn expression(&mut self, text: &str) -> Option<Rc<Expression>> {
        if let Some(known) = self.patterns.get(text) {
            return known.clone();
        }
        let expression = Expression::new(text).map(Rc::new);
        self.patterns.insert(text.to_owned(), expression.clone());
        expression
    }

    /// Whether the pattern matches; an invalid pattern does not.
    fn matches(&mut self, pattern: &str, text: &str) -> bool {
        self.expression(pattern).is_some_and(|expression| expression.is_match(text))
    }
}
