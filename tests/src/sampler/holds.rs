//! A rough check of a value against a schema, to steer the sampler by.
//!
//! It reads numbers as floats and takes any text for being in a format. It decides what is worth trying, never what a
//! test expects.

use serde_json::Value;
use voltype_codegen::schema::{Body, Keywords, Relation, SchemaId};

use super::Sampler;
use super::wish::has_type;
use crate::compare::same;

/// How deep references may nest without coming closer to a value.
const MAX_DEPTH: usize = 60;
/// How many schemas are looked at for one value: choices within choices multiply.
const MAX_STEPS: usize = 3_000;

impl<'a> Sampler<'a> {
    /// Whether the value seems to be valid.
    pub(super) fn holds(&mut self, id: SchemaId, value: &Value) -> bool {
        self.steps = MAX_STEPS;
        self.check(id, value, 0)
    }

    fn check(&mut self, id: SchemaId, value: &Value, depth: usize) -> bool {
        let keywords: &'a Keywords = match &self.schemas.get(id).body {
            Body::Boolean(verdict) => return *verdict,
            Body::Keywords(keywords) => keywords,
        };
        if depth > MAX_DEPTH || self.steps == 0 {
            return true;
        }
        self.steps -= 1;
        let depth = depth + 1;
        keywords.types.is_none_or(|types| has_type(types, value))
            && keywords
                .constant
                .as_ref()
                .is_none_or(|literal| same(&literal.node().to_value(), value))
            && keywords.enumeration.as_ref().is_none_or(|nodes| {
                nodes.iter().any(|literal| same(&literal.node().to_value(), value))
            })
            && self.check_in_place(keywords, value, depth)
            && match value {
                Value::Null | Value::Bool(_) => true,
                Value::Number(number) => {
                    number.as_f64().is_none_or(|number| check_number(keywords, number))
                }
                Value::String(text) => self.check_string(keywords, text),
                Value::Array(items) => self.check_array(keywords, items, depth),
                Value::Object(_) => self.check_object(keywords, value, depth),
            }
    }

    fn check_in_place(&mut self, keywords: &Keywords, value: &Value, depth: usize) -> bool {
        let dynamic = keywords.dynamic_reference.as_ref().map(|dynamic| dynamic.initial);
        let mut all = keywords.reference.into_iter().chain(dynamic).chain(keywords.all_of.clone());
        if !all.all(|id| self.check(id, value, depth))
            || keywords.not.is_some_and(|id| self.check(id, value, depth))
        {
            return false;
        }
        if !keywords.any_of.is_empty()
            && !keywords.any_of.iter().any(|id| self.check(*id, value, depth))
        {
            return false;
        }
        if !keywords.one_of.is_empty() {
            let holding = keywords.one_of.iter().filter(|id| self.check(**id, value, depth));
            if holding.take(2).count() != 1 {
                return false;
            }
        }
        let Some(condition) = keywords.condition else { return true };
        let next = match self.check(condition, value, depth) {
            true => keywords.consequence,
            false => keywords.alternative,
        };
        next.is_none_or(|id| self.check(id, value, depth))
    }

    fn check_string(&mut self, keywords: &Keywords, text: &str) -> bool {
        let length = text.chars().count() as u64;
        keywords.string.min_length.is_none_or(|min| length >= min)
            && keywords.string.max_length.is_none_or(|max| length <= max)
            && keywords
                .string
                .pattern
                .as_ref()
                .is_none_or(|pattern| self.matches(&pattern.text, text))
    }

    fn check_array(&mut self, keywords: &Keywords, items: &[Value], depth: usize) -> bool {
        let length = items.len() as u64;
        if keywords.array.min_items.is_some_and(|min| length < min)
            || keywords.array.max_items.is_some_and(|max| length > max)
            || (keywords.array.unique_items
                && items
                    .iter()
                    .enumerate()
                    .any(|(at, item)| items[..at].iter().any(|other| same(item, other))))
        {
            return false;
        }
        for (index, item) in items.iter().enumerate() {
            let schema = keywords.array.prefix_items.get(index).copied().or(keywords.array.items);
            if schema.is_some_and(|id| !self.check(id, item, 0)) {
                return false;
            }
        }
        let Some(contains) = keywords.array.contains else { return true };
        let count = items.iter().filter(|item| self.check(contains, item, depth)).count() as u64;
        count >= keywords.array.min_contains.unwrap_or(1)
            && keywords.array.max_contains.is_none_or(|max| count <= max)
    }

    fn check_object(&mut self, keywords: &Keywords, value: &Value, depth: usize) -> bool {
        let Value::Object(members) = value else { return true };
        let count = members.len() as u64;
        let has = |name: &String| members.contains_key(name);
        if keywords.object.min_properties.is_some_and(|min| count < min)
            || keywords.object.max_properties.is_some_and(|max| count > max)
            || !keywords.object.required.iter().all(has)
        {
            return false;
        }
        for one in &keywords.object.dependent_required {
            if has(&one.name) && !one.required.iter().all(has) {
                return false;
            }
        }
        for one in &keywords.object.dependent_schemas {
            if has(&one.name) && !self.check(one.schema, value, depth) {
                return false;
            }
        }
        for (name, value) in members {
            let named = keywords.object.properties.iter().filter(|(known, _)| known == name);
            let mut schemas: Vec<SchemaId> = named.map(|(_, id)| *id).collect();
            for (pattern, id) in &keywords.object.pattern_properties {
                if self.matches(&pattern.text, name) {
                    schemas.push(*id);
                }
            }
            if schemas.is_empty() {
                schemas.extend(keywords.object.additional_properties);
            }
            if !schemas.into_iter().all(|id| self.check(id, value, 0)) {
                return false;
            }
            if let Some(names) = keywords.object.property_names
                && !self.check(names, &Value::String(name.clone()), depth)
            {
                return false;
            }
        }
        true
    }
}

fn check_number(keywords: &Keywords, number: f64) -> bool {
    keywords.numbers.iter().all(|assertion| {
        let Ok(bound) = assertion.value.parse::<f64>() else { return true };
        match assertion.relation {
            Relation::AtLeast => number >= bound,
            Relation::GreaterThan => number > bound,
            Relation::AtMost => number <= bound,
            Relation::LessThan => number < bound,
            Relation::MultipleOf => {
                let quotient = number / bound;
                (quotient - quotient.round()).abs() < 1e-9
            }
        }
    })
}
