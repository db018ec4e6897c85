//! Small changes around the constraints of a schema.

use serde_json::{Map, Number, Value, json};
use voltype_codegen::schema::SchemaId;

use super::wish::Wish;
use super::{Sampler, Size, format, pattern};

/// A place in an instance and the schemas that may apply there.
struct Place {
    pointer: String,
    schemas: Vec<SchemaId>,
}

/// No more places than this are looked at.
const MAX_PLACES: usize = 3_000;

impl<'a> Sampler<'a> {
    /// Makes one change at a random place.
    pub(super) fn mutate(&mut self, instance: &mut Value, schema: SchemaId) {
        let mut places = Vec::new();
        self.places(instance, Place { pointer: String::new(), schemas: vec![schema] }, &mut places);
        // There are many more members than objects, and much that can go wrong with an object.
        let is_container = |place: &&Place| {
            instance
                .pointer(&place.pointer)
                .is_some_and(|value| value.is_object() || value.is_array())
        };
        let containers: Vec<&Place> = places.iter().filter(is_container).collect();
        let container = self.rng.choice(containers).filter(|_| self.rng.u8(..) < 80);
        let Some(place) = container.or_else(|| self.rng.choice(&places)) else { return };
        let Some(target) = instance.pointer_mut(&place.pointer) else { return };
        self.budget = 40;
        let wish = self.wish(&place.schemas, Size::Any);
        match self.rng.u8(..) {
            0..40 => *target = self.other_type(target),
            40..50 => {
                // Another valid value: changes that don't matter have to be judged as well.
                if let Some(value) = self.instance(&place.schemas, 0) {
                    *target = value;
                }
            }
            _ => self.change(target, &wish),
        }
    }

    fn places(&mut self, value: &Value, place: Place, places: &mut Vec<Place>) {
        if places.len() >= MAX_PLACES {
            return;
        }
        match value {
            Value::Array(items) => {
                let wish = self.wish(&place.schemas, Size::Any);
                for (index, item) in items.iter().enumerate() {
                    let schemas = super::array::item_schemas(&wish, index);
                    let pointer = format!("{}/{index}", place.pointer);
                    self.places(item, Place { pointer, schemas }, places);
                }
            }
            Value::Object(members) => {
                let wish = self.wish(&place.schemas, Size::Any);
                for (name, value) in members {
                    let schemas = self.member_schemas(&wish, name);
                    let name = name.replace('~', "~0").replace('/', "~1");
                    let pointer = format!("{}/{name}", place.pointer);
                    self.places(value, Place { pointer, schemas }, places);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        places.push(place);
    }

    /// A value of another type, made of this one where that is a likely mistake.
    fn other_type(&mut self, value: &Value) -> Value {
        let quoted = match value {
            Value::String(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            value => Value::String(value.to_string()),
        };
        match self.rng.u8(..9) {
            0 => Value::Null,
            1 => Value::Bool(self.rng.bool()),
            2 => json!(self.rng.i8(..)),
            3 => json!(0.5),
            4 => Value::String(String::new()),
            5 => json!([value]),
            6 => json!({ "value": value }),
            7 => {
                if self.rng.bool() {
                    json!([])
                } else {
                    json!({})
                }
            }
            _ => quoted,
        }
    }

    fn change(&mut self, target: &mut Value, wish: &Wish<'a>) {
        match target {
            Value::Null => *target = json!(0),
            Value::Bool(value) => *target = Value::Bool(!*value),
            Value::Number(number) => *target = self.change_number(number, wish),
            Value::String(text) => *text = self.change_string(text, wish),
            Value::Array(items) => self.change_array(items, wish),
            Value::Object(members) => self.change_object(members, wish),
        }
    }

    fn change_number(&mut self, number: &Number, wish: &Wish<'a>) -> Value {
        let assertions: Vec<_> = wish.parts.iter().flat_map(|part| &part.numbers).collect();
        let bound = self.rng.choice(assertions).and_then(|one| one.value.parse::<f64>().ok());
        let number = number.as_f64().unwrap_or(0.0);
        let chosen = match (self.rng.u8(..10), bound) {
            (0..6, Some(bound)) => {
                let step = [1.0, 0.5, 0.1, 1e-6, 1e-12, 0.0][self.rng.usize(..6)];
                if self.rng.bool() { bound + step } else { bound - step }
            }
            (6, _) => number + 0.5,
            (7, _) => [1e308, -1e308, 1e-308, 9_007_199_254_740_993.0, -0.0][self.rng.usize(..5)],
            (8, _) => number + 1.0,
            _ => -number,
        };
        // Whole numbers are spelled without a point as often as with one.
        if chosen.fract() == 0.0 && chosen.abs() < 1e15 && self.rng.bool() {
            #[expect(clippy::cast_possible_truncation, reason = "it is a small whole number")]
            return json!(chosen as i64);
        }
        json!(chosen)
    }

    fn change_string(&mut self, text: &str, wish: &Wish<'a>) -> String {
        let formats: Vec<&str> =
            wish.parts.iter().filter_map(|part| part.string.format.as_deref()).collect();
        if let Some(format) = self.rng.choice(formats)
            && self.rng.bool()
            && let Some(text) = format::near_miss(format, &mut self.rng)
        {
            return text;
        }
        let min = wish.parts.iter().filter_map(|part| part.string.min_length).max();
        let max = wish.parts.iter().filter_map(|part| part.string.max_length).min();
        if let Some(bound) = self.rng.choice([min, max].into_iter().flatten().collect::<Vec<_>>())
            && bound < 20_000
            && self.rng.bool()
        {
            let length = bound.saturating_add(1).saturating_sub(self.rng.u64(..3));
            let padding = pattern::word(length as usize, &mut self.rng);
            return text.chars().chain(padding.chars()).take(length as usize).collect();
        }
        self.misspelled(text)
    }

    /// The text with a small mistake.
    fn misspelled(&mut self, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        let at = self.rng.usize(..=chars.len());
        let inside = at < chars.len();
        match self.rng.u8(..8) {
            0 if inside => {
                chars.remove(at);
            }
            1 if inside => {
                chars[at] = pattern::word(1, &mut self.rng).chars().next().unwrap_or('?')
            }
            2 if at + 1 < chars.len() => chars.swap(at, at + 1),
            3 if inside && chars[at].is_ascii_alphabetic() => {
                chars[at] = char::from(chars[at] as u8 ^ 0x20);
            }
            4 => chars.push([' ', '\n', '\0', 's'][self.rng.usize(..4)]),
            5 if inside => chars.insert(at, chars[at]),
            6 => return String::new(),
            _ => {
                let more = pattern::word(1, &mut self.rng);
                chars.splice(at..at, more.chars());
            }
        }
        chars.into_iter().collect()
    }

    fn change_array(&mut self, items: &mut Vec<Value>, wish: &Wish<'a>) {
        let max = wish.parts.iter().filter_map(|part| part.array.max_items).min();
        let copy = self.rng.choice(&*items).cloned();
        let at = self.rng.usize(..=items.len());
        match (self.rng.u8(..5), copy) {
            (0, Some(copy)) => items.insert(at, copy),
            (1, Some(_)) => {
                items.remove(at.min(items.len() - 1));
            }
            (2, Some(copy)) => {
                let max = max.unwrap_or(6).min(2_000) as usize;
                while items.len() <= max {
                    items.push(copy.clone());
                }
            }
            (3, _) => items.clear(),
            _ => items.insert(at, Value::Null),
        }
    }

    fn change_object(&mut self, members: &mut Map<String, Value>, wish: &Wish<'a>) {
        let names: Vec<String> = members.keys().cloned().collect();
        let required: Vec<&String> =
            wish.parts.iter().flat_map(|part| &part.object.required).collect();
        let known: Vec<&String> = wish
            .parts
            .iter()
            .flat_map(|part| &part.object.properties)
            .map(|(name, _)| name)
            .filter(|name| !members.contains_key(*name))
            .collect();
        let some = self.rng.choice(&names).cloned();
        match (self.rng.u8(..8), some) {
            (0..3, some) => {
                let name = self.rng.choice(required).cloned().or(some);
                members.remove(&name.unwrap_or_default());
            }
            (3, Some(name)) => {
                let value = members.remove(&name).unwrap_or(Value::Null);
                let name = self.misspelled(&name);
                members.insert(name, value);
            }
            (4, Some(name)) => {
                // Two members with each other's values.
                let other = self.rng.choice(&names).cloned().unwrap_or_default();
                let (one, two) = (members.remove(&name), members.remove(&other));
                members.extend(two.map(|value| (name, value)));
                members.extend(one.map(|value| (other, value)));
            }
            (5, Some(name)) => {
                members.remove(&name);
            }
            (6, _) if !known.is_empty() => {
                let name = self.rng.choice(known).cloned().unwrap_or_default();
                members.insert(name, Value::Null);
            }
            _ => {
                let length = self.rng.usize(0..6);
                let name = pattern::word(length, &mut self.rng);
                members.insert(name, json!(1));
            }
        }
    }
}
