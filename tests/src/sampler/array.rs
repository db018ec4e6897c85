//! Arrays.

use serde_json::Value;
use voltype_codegen::schema::SchemaId;

use super::wish::Wish;
use super::{Sampler, Size};
use crate::compare::same;

impl<'a> Sampler<'a> {
    pub(super) fn array(&mut self, wish: &Wish<'a>, depth: usize) -> Option<Value> {
        let parts = &wish.parts;
        let min = parts.iter().filter_map(|part| part.array.min_items).max().unwrap_or(0);
        let max = parts.iter().filter_map(|part| part.array.max_items).min();
        let wanted: Vec<SchemaId> = parts
            .iter()
            .filter_map(|part| Some((part.array.contains?, part.array.min_contains.unwrap_or(1))))
            .flat_map(|(schema, count)| std::iter::repeat_n(schema, count.min(64) as usize))
            .collect();
        let least = min.max(wanted.len() as u64);
        let room = match self.size(depth) {
            Size::Least => 0,
            Size::Any => self.rng.u64(0..=4),
        };
        let length = least.saturating_add(room).min(max.unwrap_or(u64::MAX));
        if length > 2_000 {
            return None;
        }
        let unique = parts.iter().any(|part| part.array.unique_items);
        let mut items: Vec<Value> = Vec::new();
        for index in 0..length as usize {
            let mut schemas = item_schemas(wish, index);
            // What has to be contained comes last: a prefix may not allow it.
            if let Some(schema) =
                (length as usize - index).checked_sub(1).and_then(|at| wanted.get(at))
            {
                schemas.push(*schema);
            }
            let mut made = None;
            for _ in 0..if unique { 12 } else { 1 } {
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
}

/// The schemas that apply to the item at this index.
pub(super) fn item_schemas(wish: &Wish<'_>, index: usize) -> Vec<SchemaId> {
    let mut schemas = Vec::new();
    let mut evaluated = false;
    for part in &wish.parts {
        let schema = part.array.prefix_items.get(index).copied().or(part.array.items);
        evaluated |= schema.is_some();
        schemas.extend(schema);
    }
    if !evaluated {
        schemas.extend(wish.parts.iter().filter_map(|part| part.array.unevaluated_items));
    }
    schemas
}
