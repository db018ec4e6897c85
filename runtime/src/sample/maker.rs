//! Values for schemas, as far as one attempt goes.

use serde_json::Value;

use super::dice::Dice;
use super::kinds::{Kind, Kinds};
use super::schemas::Schemas;
use super::wish::Wish;

/// The depth from which only required parts of an instance are made.
const DEEP: usize = 5;
/// The greatest depth of an instance: a schema that requires more has no finite instance, or no useful one.
pub(super) const TOO_DEEP: usize = 24;
/// How many schemas one attempt may look at, in about that many steps: choices within choices multiply.
const STEPS: usize = 30_000;
/// The same, for all attempts together.
const ALL_STEPS: usize = 3 * STEPS;
/// How often one place of an instance is tried.
const TRIES: usize = 6;

/// Makes instances, one after the other.
#[derive(Debug)]
pub(super) struct Maker<'s, 'd> {
    pub(super) schemas: &'s Schemas,
    pub(super) dice: Dice<'d>,
    /// How many values the instance may still have before only required ones are made.
    budget: usize,
    /// How many more schemas this attempt may look at.
    steps: usize,
    /// How many more the next ones may.
    saved: usize,
}

/// How large a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// It has nothing that isn't required.
    Least,
    /// It may have optional parts.
    Any,
}

impl<'s, 'd> Maker<'s, 'd> {
    pub(super) fn new(schemas: &'s Schemas, dice: Dice<'d>) -> Self {
        Maker { schemas, dice, budget: 0, steps: 0, saved: ALL_STEPS }
    }

    /// An instance that is meant to be valid; `None` if none was found. `budget` is the number of values from which only
    /// required parts are made.
    pub(super) fn make(&mut self, budget: usize) -> Option<Value> {
        self.saved += self.steps;
        self.steps = STEPS.min(self.saved);
        self.saved -= self.steps;
        self.budget = budget;
        self.instance(&[self.schemas.root()], 0)
    }

    /// Whether there is nothing left for another attempt.
    pub(super) fn is_spent(&self) -> bool {
        self.steps + self.saved == 0
    }

    /// Counts one more schema; whether there may be one.
    pub(super) fn step(&mut self) -> bool {
        self.charge(0)
    }

    /// Counts a schema or a text with so many small parts to look at; whether there may be more.
    pub(super) fn charge(&mut self, parts: usize) -> bool {
        let left = self.steps.checked_sub(1 + parts / 16);
        self.steps = left.unwrap_or(0);
        left.is_some()
    }

    /// A value that all these schemas allow.
    pub(super) fn instance(&mut self, schemas: &[&'s Value], depth: usize) -> Option<Value> {
        if depth > TOO_DEEP {
            return None;
        }
        self.budget = self.budget.saturating_sub(1);
        for _ in 0..TRIES {
            if !self.step() {
                return None;
            }
            let wish = self.wish(schemas, self.size(depth));
            if wish.is_impossible() {
                continue;
            }
            let Some(value) = self.granted(&wish, depth) else { continue };
            if !wish.needs_luck() || schemas.iter().all(|schema| self.holds(schema, &value)) {
                return Some(value);
            }
        }
        None
    }

    /// How large a value at this depth may be.
    pub(super) fn size(&self, depth: usize) -> Size {
        if depth > DEEP || self.budget == 0 { Size::Least } else { Size::Any }
    }

    fn granted(&mut self, wish: &Wish<'s>, depth: usize) -> Option<Value> {
        if let Some(values) = wish.literals() {
            return self.literal(wish, values);
        }
        let likely = wish.likely_kinds();
        // A schema that constrains only objects is meant for objects, although it allows other values.
        let kinds = if likely.is_empty() || self.dice.chance(3) { wish.kinds } else { likely };
        match self.kind(kinds, self.size(depth))? {
            Kind::Null => Some(Value::Null),
            Kind::Boolean => Some(Value::Bool(self.dice.chance(50))),
            Kind::Integer => self.number(wish, true),
            Kind::Fraction => self.number(wish, false),
            Kind::String => self.string(wish).map(Value::String),
            Kind::Array => self.array(wish, depth),
            Kind::Object => self.object(wish, depth),
        }
    }

    /// One of the listed values, of one of the kinds.
    fn literal(&mut self, wish: &Wish<'s>, values: &[Value]) -> Option<Value> {
        let fits = |value: &&Value| !Kinds::of(value).and(wish.kinds).is_empty();
        for _ in 0..TRIES {
            if let Some(value) = self.dice.choice(values).filter(fits) {
                return Some(value.clone());
            }
        }
        let found = if self.charge(values.len()) { values.iter().find(fits) } else { None };
        found.cloned()
    }

    /// One of the kinds; one without parts if there are enough already.
    fn kind(&mut self, kinds: Kinds, size: Size) -> Option<Kind> {
        let mut list = kinds.list();
        let is_simple = |kind: &Kind| !kind.has_parts();
        if size == Size::Least && list.iter().any(is_simple) {
            list.retain(is_simple);
        }
        self.dice.choice(&list).copied()
    }
}
