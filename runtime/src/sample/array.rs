//! Arrays.

use serde_json::Value;

use super::maker::{Maker, Size};
use super::schemas::Keywords;
use super::value::same;
use super::wish::Wish;

/// The longest array that is made.
const MAX_LENGTH: u64 = 2_000;
/// How often an item is made that must differ from those before it.
const TRIES: usize = 12;

impl<'s> Maker<'s, '_> {
    pub(super) fn array(&mut self, wish: &Wish<'s>, depth: usize) -> Option<Value> {
        let min = wish.least("minItems");
        let wanted = contained(wish);
        // What is contained may be behind the prefix, or part of it.
        let prefix = wish.parts.iter().map(|part| part.list("prefixItems").len()).max();
        let before = prefix.filter(|_| !wanted.is_empty() && self.dice.chance(50)).unwrap_or(0);
        let least = min.max((before + wanted.len()) as u64);
        let room = match self.size(depth) {
            Size::Least => 0,
            Size::Any => self.dice.below(5),
        };
        let length = least.saturating_add(room).min(wish.most("maxItems"));
        if length > MAX_LENGTH {
            return None;
        }
        let unique = wish.parts.iter().any(|part| part.flag("uniqueItems"));
        let mut items: Vec<Value> = Vec::new();
        for index in 0..length as usize {
            let mut schemas = self.item_schemas(wish, index);
            // What has to be contained comes last: a prefix may not allow it.
            let left = length as usize - index;
            schemas.extend(left.checked_sub(1).and_then(|at| wanted.get(at)));
            let mut made = None;
            for _ in 0..if unique { TRIES } else { 1 } {
                made = self
                    .instance(&schemas, depth + 1)
                    .filter(|value| !unique || !items.iter().any(|item| same(item, value)));
                if made.is_some() {
                    break;
                }
            }
            match made {
                Some(value) => items.push(value),
                // The array may be shorter than planned.
                None if index as u64 >= min && wanted.is_empty() => break,
                None => return None,
            }
        }
        Some(Value::Array(items))
    }

    /// The schemas that apply to the item at this index.
    fn item_schemas(&mut self, wish: &Wish<'s>, index: usize) -> Vec<&'s Value> {
        let mut schemas: Vec<&Value> = Vec::new();
        for part in &wish.parts {
            schemas.extend(part.list("prefixItems").get(index).or_else(|| part.get("items")));
        }
        if schemas.is_empty() && wish.all("unevaluatedItems").next().is_some() {
            // `contains` evaluates the items for which it holds.
            let contained: Vec<&Value> = wish.all("contains").collect();
            match self.dice.choice(&contained) {
                Some(schema) if self.dice.chance(70) => schemas.push(schema),
                _ => schemas.extend(wish.all("unevaluatedItems")),
            }
        }
        schemas
    }
}

/// What has to be contained, each as often as that.
fn contained<'s>(wish: &Wish<'s>) -> Vec<&'s Value> {
    let wanted = wish.parts.iter().filter_map(|part| {
        let count = part.count("minContains").unwrap_or(1).min(64);
        Some((part.get("contains")?, count as usize))
    });
    wanted.flat_map(|(schema, count)| std::iter::repeat_n(schema, count)).collect()
}
