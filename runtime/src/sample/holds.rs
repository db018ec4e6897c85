//! A rough check of a value against a schema, to steer the sampler by.
//!
//! It reads numbers as floats. It decides what is worth trying; the validator decides what is valid.

use serde_json::{Map, Value};

use super::format;
use super::kinds::Kinds;
use super::maker::Maker;
use super::schemas::Keywords;
use super::value::same;

/// How deep schemas may nest for one value.
const MAX_DEPTH: usize = 60;

impl<'s> Maker<'s, '_> {
    /// Whether the value seems to be valid.
    pub(super) fn holds(&mut self, schema: &'s Value, value: &Value) -> bool {
        self.check(schema, value, 0)
    }

    fn check(&mut self, schema: &'s Value, value: &Value, depth: usize) -> bool {
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            other => return *other != Value::Bool(false),
        };
        if depth > MAX_DEPTH || !self.charge(keywords.list("enum").len()) {
            return true;
        }
        let depth = depth + 1;
        let typed = keywords
            .get("type")
            .is_none_or(|names| !Kinds::named(names).and(Kinds::of(value)).is_empty());
        typed
            && keywords.get("const").is_none_or(|constant| same(constant, value))
            && (!keywords.contains_key("enum")
                || keywords.list("enum").iter().any(|one| same(one, value)))
            && self.check_in_place(keywords, value, depth)
            && match value {
                Value::Null | Value::Bool(_) => true,
                Value::Number(number) => {
                    number.as_f64().is_none_or(|number| check_number(keywords, number))
                }
                Value::String(text) => self.check_string(keywords, text),
                Value::Array(items) => self.check_array(keywords, items, depth),
                Value::Object(members) => {
                    check_names(keywords, members)
                        && self.check_dependent(keywords, value, members, depth)
                        && self.check_members(keywords, members, depth)
                }
            }
    }

    fn check_in_place(
        &mut self,
        keywords: &'s Map<String, Value>,
        value: &Value,
        depth: usize,
    ) -> bool {
        for keyword in ["$ref", "$dynamicRef"] {
            let target = keywords.text(keyword).and_then(|to| self.schemas.target(to));
            if target.is_some_and(|target| !self.check(target, value, depth)) {
                return false;
            }
        }
        let any = keywords.list("anyOf");
        let one = keywords.list("oneOf");
        if !keywords.list("allOf").iter().all(|branch| self.check(branch, value, depth))
            || keywords.get("not").is_some_and(|not| self.check(not, value, depth))
            || (!any.is_empty() && !any.iter().any(|branch| self.check(branch, value, depth)))
        {
            return false;
        }
        if !one.is_empty() {
            let holding = one.iter().filter(|branch| self.check(branch, value, depth));
            if holding.take(2).count() != 1 {
                return false;
            }
        }
        let Some(condition) = keywords.get("if") else { return true };
        let next = if self.check(condition, value, depth) { "then" } else { "else" };
        keywords.get(next).is_none_or(|schema| self.check(schema, value, depth))
    }

    fn check_string(&mut self, keywords: &Map<String, Value>, text: &str) -> bool {
        let length = text.chars().count() as u64;
        keywords.count("minLength").is_none_or(|min| length >= min)
            && keywords.count("maxLength").is_none_or(|max| length <= max)
            && keywords.text("pattern").is_none_or(|pattern| self.matches(pattern, text))
            && keywords.text("format").is_none_or(|name| format::has(name, text))
    }

    fn check_array(
        &mut self,
        keywords: &'s Map<String, Value>,
        items: &[Value],
        depth: usize,
    ) -> bool {
        let length = items.len() as u64;
        if keywords.flag("uniqueItems") && !self.charge(items.len().saturating_mul(items.len())) {
            return true;
        }
        let repeats = |(at, item): (usize, &Value)| items[..at].iter().any(|one| same(one, item));
        if keywords.count("minItems").is_some_and(|min| length < min)
            || keywords.count("maxItems").is_some_and(|max| length > max)
            || (keywords.flag("uniqueItems") && items.iter().enumerate().any(repeats))
        {
            return false;
        }
        let prefix = keywords.list("prefixItems");
        for (index, item) in items.iter().enumerate() {
            let schema = prefix.get(index).or_else(|| keywords.get("items"));
            if schema.is_some_and(|schema| !self.check(schema, item, depth)) {
                return false;
            }
        }
        let Some(contains) = keywords.get("contains") else { return true };
        let holding = items.iter().filter(|item| self.check(contains, item, depth));
        let count = holding.count() as u64;
        count >= keywords.count("minContains").unwrap_or(1)
            && keywords.count("maxContains").is_none_or(|max| count <= max)
    }

    fn check_dependent(
        &mut self,
        keywords: &'s Map<String, Value>,
        value: &Value,
        members: &Map<String, Value>,
        depth: usize,
    ) -> bool {
        let mut dependent = keywords.named("dependentSchemas").into_iter().flatten();
        dependent
            .all(|(name, schema)| !members.contains_key(name) || self.check(schema, value, depth))
    }

    fn check_members(
        &mut self,
        keywords: &'s Map<String, Value>,
        members: &Map<String, Value>,
        depth: usize,
    ) -> bool {
        let names = keywords.get("propertyNames");
        members.iter().all(|(name, value)| {
            let mut schemas = Vec::new();
            self.members_of(keywords, name, &mut schemas);
            schemas.into_iter().all(|schema| self.check(schema, value, depth))
                && names.is_none_or(|names| self.check(names, &Value::String(name.clone()), depth))
        })
    }
}

/// The assertions about which members there are.
fn check_names(keywords: &Map<String, Value>, members: &Map<String, Value>) -> bool {
    let count = members.len() as u64;
    let has = |name: &Value| name.as_str().is_none_or(|name| members.contains_key(name));
    let mut dependent = keywords.named("dependentRequired").into_iter().flatten();
    keywords.count("minProperties").is_none_or(|min| count >= min)
        && keywords.count("maxProperties").is_none_or(|max| count <= max)
        && keywords.list("required").iter().all(has)
        && dependent.all(|(name, names)| {
            !members.contains_key(name)
                || names.as_array().is_none_or(|names| names.iter().all(has))
        })
}

fn check_number(keywords: &Map<String, Value>, number: f64) -> bool {
    let bound = |keyword: &str| keywords.get(keyword).and_then(Value::as_f64);
    bound("minimum").is_none_or(|bound| number >= bound)
        && bound("maximum").is_none_or(|bound| number <= bound)
        && bound("exclusiveMinimum").is_none_or(|bound| number > bound)
        && bound("exclusiveMaximum").is_none_or(|bound| number < bound)
        && bound("multipleOf").is_none_or(|divisor| {
            let quotient = number / divisor;
            (quotient - quotient.round()).abs() < 1e-9
        })
}
