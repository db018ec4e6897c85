//! Objects.

use serde_json::{Map, Value};

use super::maker::{Maker, Size, TOO_DEEP};
use super::pattern;
use super::schemas::Keywords;
use super::wish::Wish;

/// How many more names are tried to reach `minProperties`.
const TRIES: usize = 40;

/// A member that is to be made.
#[derive(Clone, Debug)]
struct Planned {
    name: String,
    required: bool,
}

impl<'s> Maker<'s, '_> {
    pub(super) fn object(&mut self, wish: &Wish<'s>, depth: usize) -> Option<Value> {
        let mut wish = wish.clone();
        let (min, max) = (wish.least("minProperties"), wish.most("maxProperties"));
        let size = self.size(depth);
        let mut planned = Vec::new();
        self.required(&mut wish, &mut planned, size)?;
        if size == Size::Any {
            self.optional(&wish, &mut planned);
        }
        self.required(&mut wish, &mut planned, size)?;
        let mut members = Map::new();
        let (mut attempts, mut next) = (0, 0);
        while next < planned.len() || ((members.len() as u64) < min && attempts < TRIES) {
            let Some(Planned { name, required }) = planned.get(next).cloned() else {
                attempts += 1;
                let name = self.some_name(&wish);
                planned.extend(name.map(|name| Planned { name, required: false }));
                self.required(&mut wish, &mut planned, size)?;
                continue;
            };
            next += 1;
            if members.contains_key(&name) || (!required && members.len() as u64 >= max) {
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

    /// Adds some of the members that may be there.
    fn optional(&mut self, wish: &Wish<'s>, planned: &mut Vec<Planned>) {
        let listed = wish.all("properties").filter_map(Value::as_object).flat_map(Map::keys);
        let listed: Vec<&String> = listed.collect();
        self.charge(listed.len());
        // Of many optional members few are taken, or instances would be huge.
        let chance = (800 / listed.len().max(1) as u64).min(60);
        for name in listed {
            if self.dice.chance(chance) && !planned.iter().any(|known| known.name == *name) {
                planned.push(Planned { name: name.clone(), required: false });
            }
        }
        let is_map = wish.all("patternProperties").next().is_some()
            || wish.all("additionalProperties").any(Value::is_object);
        if is_map || self.dice.chance(20) {
            for _ in 0..self.dice.below(4) {
                let name = self.other_name(wish);
                planned.extend(name.map(|name| Planned { name, required: false }));
            }
        }
    }

    /// Adds the members that are required, and those that the members so far ask for.
    fn required(
        &mut self,
        wish: &mut Wish<'s>,
        planned: &mut Vec<Planned>,
        size: Size,
    ) -> Option<()> {
        let mut known = usize::MAX;
        while known != planned.len() {
            known = planned.len();
            let is_planned = |name: &String| planned.iter().any(|one| one.name == *name);
            let dependent = wish.all("dependentSchemas").filter_map(Value::as_object).flatten();
            let asked: Vec<&Value> =
                dependent.filter(|(name, _)| is_planned(name)).map(|(_, schema)| schema).collect();
            for schema in asked {
                self.gather(wish, schema, size);
            }
            if wish.is_impossible() {
                return None;
            }
            let dependent = wish.all("dependentRequired").filter_map(Value::as_object).flatten();
            let dependent: Vec<&Value> =
                dependent.filter(|(name, _)| is_planned(name)).map(|(_, names)| names).collect();
            let names = wish.all("required").chain(dependent).filter_map(Value::as_array);
            for name in names.flatten().filter_map(Value::as_str) {
                match planned.iter_mut().find(|one| one.name == name) {
                    Some(one) => one.required = true,
                    None => planned.push(Planned { name: name.to_owned(), required: true }),
                }
            }
        }
        Some(())
    }

    /// The schemas that apply to the member of this name.
    fn member_schemas(&mut self, wish: &Wish<'s>, name: &str) -> Vec<&'s Value> {
        let mut schemas = Vec::new();
        for part in &wish.parts {
            self.members_of(part, name, &mut schemas);
        }
        if schemas.is_empty() {
            schemas.extend(wish.all("unevaluatedProperties"));
        }
        schemas
    }

    /// Adds those of one schema.
    pub(super) fn members_of<'p>(
        &mut self,
        part: &'p Map<String, Value>,
        name: &str,
        schemas: &mut Vec<&'p Value>,
    ) {
        let before = schemas.len();
        schemas.extend(part.named("properties").and_then(|named| named.get(name)));
        let patterns = part.named("patternProperties").into_iter().flatten();
        schemas.extend(
            patterns.filter(|(pattern, _)| self.matches(pattern, name)).map(|(_, schema)| schema),
        );
        if schemas.len() == before {
            schemas.extend(part.get("additionalProperties"));
        }
    }

    /// Any name that could be one more member's.
    fn some_name(&mut self, wish: &Wish<'s>) -> Option<String> {
        let listed = wish.all("properties").filter_map(Value::as_object).flat_map(Map::keys);
        let listed: Vec<&String> = listed.collect();
        match self.dice.choice(&listed) {
            Some(name) if self.dice.chance(50) => Some((*name).clone()),
            _ => self.other_name(wish),
        }
    }

    /// A name that `properties` doesn't list.
    fn other_name(&mut self, wish: &Wish<'s>) -> Option<String> {
        let names: Vec<&Value> = wish.all("propertyNames").collect();
        let patterns = wish.all("patternProperties").filter_map(Value::as_object);
        let patterns: Vec<&String> = patterns.flat_map(Map::keys).collect();
        let name = match self.dice.choice(&patterns) {
            Some(text) if self.dice.chance(70) => {
                let pattern = self.schemas.pattern(text)?;
                let texts = (0..8).map(|_| pattern::sample(pattern, 0, &mut self.dice));
                let texts: Vec<String> = texts.collect();
                texts.into_iter().find(|name| self.matches(text, name))?
            }
            _ if !names.is_empty() => match self.instance(&names, TOO_DEEP)? {
                Value::String(name) => name,
                _ => return None,
            },
            _ => {
                let length = 1 + self.dice.index(8);
                self.dice.word(length)
            }
        };
        let value = Value::String(name.clone());
        names.iter().all(|schema| self.holds(schema, &value)).then_some(name)
    }
}
