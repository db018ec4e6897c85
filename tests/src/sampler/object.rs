//! Objects.

use serde_json::{Map, Value};
use voltype_codegen::schema::SchemaId;

use super::wish::Wish;
use super::{Sampler, Size, pattern};

impl<'a> Sampler<'a> {
    pub(super) fn object(&mut self, wish: &Wish<'a>, depth: usize) -> Option<Value> {
        let mut wish = wish.clone();
        let max = wish.parts.iter().filter_map(|part| part.object.max_properties).min();
        let min =
            wish.parts.iter().filter_map(|part| part.object.min_properties).max().unwrap_or(0);
        let size = self.size(depth);
        let mut members = Map::new();
        let mut names: Vec<(String, bool)> = Vec::new();
        self.required(&mut wish, &mut names, size)?;
        let optional: Vec<String> = wish
            .parts
            .iter()
            .flat_map(|part| part.object.properties.iter().map(|(name, _)| name.clone()))
            .collect();
        // Of many optional members few are taken, or instances would be huge.
        let chance =
            if size == Size::Least { 0.0 } else { (8.0 / optional.len().max(1) as f64).min(0.6) };
        for name in optional {
            if self.rng.f64() < chance && !names.iter().any(|(known, _)| *known == name) {
                names.push((name, false));
            }
        }
        if size == Size::Any {
            for _ in 0..self.rng.usize(0..3) {
                names.extend(self.other_name(&wish).map(|name| (name, false)));
            }
        }
        self.required(&mut wish, &mut names, size)?;
        let mut attempts = 0;
        let mut next = 0;
        while next < names.len() || ((members.len() as u64) < min && attempts < 40) {
            if next == names.len() {
                attempts += 1;
                names.extend(self.some_name(&wish).map(|name| (name, false)));
                self.required(&mut wish, &mut names, size)?;
                continue;
            }
            let (name, required) = names[next].clone();
            next += 1;
            if members.contains_key(&name)
                || (!required && max.is_some_and(|max| members.len() as u64 >= max))
            {
                continue;
            }
            let schemas = self.member_schemas(&wish, &name);
            match self.instance(&schemas, depth + 1) {
                Some(value) => {
                    members.insert(name, value);
                }
                None if required => return None,
                None => {}
            }
        }
        Some(Value::Object(members))
    }

    /// Adds the members that are required, and those that the members so far ask for.
    fn required(
        &mut self,
        wish: &mut Wish<'a>,
        names: &mut Vec<(String, bool)>,
        size: Size,
    ) -> Option<()> {
        let mut known = usize::MAX;
        while known != names.len() {
            known = names.len();
            let asked: Vec<SchemaId> = wish
                .parts
                .iter()
                .flat_map(|part| &part.object.dependent_schemas)
                .filter(|one| names.iter().any(|(name, _)| *name == one.name))
                .map(|one| one.schema)
                .collect();
            for schema in asked {
                self.also(wish, schema, size);
            }
            if wish.is_impossible() {
                return None;
            }
            let mut wanted: Vec<&String> = Vec::new();
            for part in &wish.parts {
                wanted.extend(&part.object.required);
                for one in &part.object.dependent_required {
                    if names.iter().any(|(name, _)| *name == one.name) {
                        wanted.extend(&one.required);
                    }
                }
            }
            for name in wanted {
                match names.iter_mut().find(|(known, _)| known == name) {
                    Some((_, required)) => *required = true,
                    None => names.push((name.clone(), true)),
                }
            }
        }
        Some(())
    }

    /// The schemas that apply to the member of this name.
    pub(super) fn member_schemas(&mut self, wish: &Wish<'a>, name: &str) -> Vec<SchemaId> {
        let mut schemas = Vec::new();
        let mut evaluated = false;
        for part in &wish.parts {
            let before = schemas.len();
            let named = part.object.properties.iter().filter(|(known, _)| known == name);
            schemas.extend(named.map(|(_, schema)| *schema));
            for (pattern, schema) in &part.object.pattern_properties {
                if self.matches(&pattern.text, name) {
                    schemas.push(*schema);
                }
            }
            if schemas.len() == before {
                schemas.extend(part.object.additional_properties);
            }
            evaluated |= schemas.len() != before;
        }
        if !evaluated {
            schemas.extend(wish.parts.iter().filter_map(|part| part.object.unevaluated_properties));
        }
        schemas
    }

    /// Any name that could be one more member's.
    fn some_name(&mut self, wish: &Wish<'a>) -> Option<String> {
        let listed =
            wish.parts.iter().flat_map(|part| &part.object.properties).map(|(name, _)| name);
        let listed: Vec<_> = listed.collect();
        match self.rng.choice(listed) {
            Some(name) if self.rng.bool() => Some(name.clone()),
            _ => self.other_name(wish),
        }
    }

    /// A name that `properties` doesn't list.
    fn other_name(&mut self, wish: &Wish<'a>) -> Option<String> {
        let names: Vec<SchemaId> =
            wish.parts.iter().filter_map(|part| part.object.property_names).collect();
        let patterns: Vec<_> =
            wish.parts.iter().flat_map(|part| &part.object.pattern_properties).collect();
        let name = match self.rng.choice(patterns) {
            Some((pattern, _)) if self.rng.u8(..) < 180 => {
                let expression = self.expression(&pattern.text)?;
                expression.sample(&mut self.rng)?
            }
            _ if !names.is_empty() => match self.instance(&names, super::TOO_DEEP)? {
                Value::String(name) => name,
                _ => return None,
            },
            _ => {
                let length = self.rng.usize(0..8);
                pattern::word(length, &mut self.rng)
            }
        };
        let allowed = names.iter().all(|id| self.holds(*id, &Value::String(name.clone())));
        allowed.then_some(name)
    }
}
