//! What has to hold at one place of an instance: the keywords of all schemas that apply there.

use std::ptr;

use serde_json::{Map, Value};

use super::kinds::Kinds;
use super::maker::{Maker, Size};
use super::schemas::Keywords;
use super::value::same;

/// A conjunction of schemas, with one branch chosen wherever there is a choice.
#[derive(Clone, Debug)]
pub(super) struct Wish<'s> {
    /// The keywords of each schema.
    pub(super) parts: Vec<&'s Map<String, Value>>,
    /// The kinds that all of them allow.
    pub(super) kinds: Kinds,
    /// The schemas that were gone through.
    seen: Vec<&'s Value>,
    /// Whether `false` is among them, or a choice without a possible branch.
    never: bool,
}

/// Keywords that a value made for them may still miss.
const UNCERTAIN: [&str; 11] = [
    "not",
    "if",
    "oneOf",
    "contains",
    "dependentSchemas",
    "propertyNames",
    "maxProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "enum",
    "const",
];

impl<'s> Wish<'s> {
    /// No value can be had.
    pub(super) fn is_impossible(&self) -> bool {
        self.never || self.kinds.is_empty() || self.constants_differ()
    }

    /// Whether a value made for it may still be invalid.
    pub(super) fn needs_luck(&self) -> bool {
        self.parts.iter().any(|part| UNCERTAIN.iter().any(|keyword| part.contains_key(*keyword)))
    }

    /// The values of the first `const` or `enum`.
    pub(super) fn literals(&self) -> Option<&'s [Value]> {
        let constant = self.parts.iter().find_map(|part| part.get("const"));
        let listed = || self.parts.iter().find_map(|part| part.get("enum")?.as_array());
        constant.map(std::slice::from_ref).or_else(|| listed().map(Vec::as_slice))
    }

    /// Whether one `const` contradicts the others.
    fn constants_differ(&self) -> bool {
        let mut constants = self.parts.iter().filter_map(|part| part.get("const"));
        let Some(first) = constants.next() else { return false };
        Kinds::of(first).and(self.kinds).is_empty()
            || !constants.all(|other| same(first, other))
            || !self.parts.iter().all(|part| {
                !part.contains_key("enum") || part.list("enum").iter().any(|one| same(one, first))
            })
    }

    /// Those of the kinds that the keywords speak about.
    pub(super) fn likely_kinds(&self) -> Kinds {
        let mut spoken = Kinds::NONE;
        for part in &self.parts {
            let keywords = part.keys().map(|keyword| Kinds::of_keyword(keyword));
            spoken = keywords.fold(spoken, Kinds::or);
            // Each kind that is listed should occur.
            spoken = spoken.or(part.get("type").map_or(Kinds::NONE, Kinds::named));
        }
        spoken.and(self.kinds)
    }

    /// The values of a keyword.
    pub(super) fn all(&self, keyword: &str) -> impl Iterator<Item = &'s Value> {
        self.parts.iter().filter_map(move |part| part.get(keyword))
    }

    /// The greatest value of a lower limit.
    pub(super) fn least(&self, keyword: &str) -> u64 {
        self.parts.iter().filter_map(|part| part.count(keyword)).max().unwrap_or(0)
    }

    /// The smallest value of an upper limit.
    pub(super) fn most(&self, keyword: &str) -> u64 {
        self.parts.iter().filter_map(|part| part.count(keyword)).min().unwrap_or(u64::MAX)
    }
}

impl<'s> Maker<'s, '_> {
    /// Gathers what these schemas ask for. Where enough has been made, choices fall on what has no parts.
    pub(super) fn wish(&mut self, schemas: &[&'s Value], size: Size) -> Wish<'s> {
        let mut wish =
            Wish { parts: Vec::new(), kinds: Kinds::ALL, seen: Vec::new(), never: false };
        for schema in schemas {
            self.gather(&mut wish, schema, size);
        }
        wish
    }

    /// Adds one more schema.
    pub(super) fn gather(&mut self, wish: &mut Wish<'s>, schema: &'s Value, size: Size) {
        // What is there already adds nothing; this also ends recursion.
        if wish.never || wish.seen.iter().any(|known| ptr::eq(*known, schema)) {
            return;
        }
        if !self.step() {
            wish.never = true;
            return;
        }
        wish.seen.push(schema);
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            other => {
                wish.never |= *other == Value::Bool(false);
                return;
            }
        };
        wish.parts.push(keywords);
        if let Some(names) = keywords.get("type") {
            wish.kinds = wish.kinds.and(Kinds::named(names));
        }
        if let Some(names) = excluded(keywords) {
            wish.kinds = wish.kinds.without(Kinds::named(names));
        }
        for keyword in ["$ref", "$dynamicRef"] {
            if let Some(target) = keywords.text(keyword).and_then(|to| self.schemas.target(to)) {
                self.gather(wish, target, size);
            }
        }
        for branch in keywords.list("allOf") {
            self.gather(wish, branch, size);
        }
        for choice in [keywords.list("anyOf"), keywords.list("oneOf")] {
            if !choice.is_empty() {
                self.choose(wish, choice, size);
            }
        }
        self.gather_condition(wish, keywords, size);
    }

    /// Decides whether `if` holds.
    fn gather_condition(
        &mut self,
        wish: &mut Wish<'s>,
        keywords: &'s Map<String, Value>,
        size: Size,
    ) {
        let Some(condition) = keywords.get("if") else { return };
        if self.dice.chance(50) {
            self.gather(wish, condition, size);
            if let Some(then) = keywords.get("then") {
                self.gather(wish, then, size);
            }
        } else if let Some(otherwise) = keywords.get("else") {
            // A value that is not made to satisfy the condition rarely does.
            self.gather(wish, otherwise, size);
        }
    }

    /// Gathers one of the branches that go together with the rest.
    fn choose(&mut self, wish: &mut Wish<'s>, branches: &'s [Value], size: Size) {
        if !self.charge(branches.len()) {
            wish.never = true;
            return;
        }
        let mut order: Vec<&Value> = branches.iter().collect();
        self.dice.shuffle(&mut order);
        if size == Size::Least {
            order.sort_by_key(|branch| self.has_parts(branch, 0));
        }
        for branch in order {
            let mut trial = wish.clone();
            self.gather(&mut trial, branch, size);
            if !trial.is_impossible() {
                *wish = trial;
                return;
            }
        }
        wish.never = true;
    }

    /// Whether the schema is for arrays or objects.
    fn has_parts(&self, schema: &'s Value, depth: usize) -> bool {
        let Value::Object(keywords) = schema else { return true };
        let simple = |value: &Value| !value.is_array() && !value.is_object();
        if let Some(names) = keywords.get("type") {
            return Kinds::named(names).list().into_iter().all(|kind| kind.has_parts());
        }
        if let Some(target) = keywords.text("$ref").and_then(|to| self.schemas.target(to)) {
            return depth > 8 || self.has_parts(target, depth + 1);
        }
        match keywords.get("const") {
            Some(value) => !simple(value),
            None => !keywords.list("enum").iter().any(simple),
        }
    }
}

/// The types that `not` excludes, if that is all it says.
fn excluded(keywords: &Map<String, Value>) -> Option<&Value> {
    let not = keywords.named("not").filter(|not| not.len() == 1)?;
    not.get("type")
}
