//! What has to hold at one place of an instance: the keywords of all schemas that apply there.

use serde_json::Value;
use voltype_codegen::arena::{Data, Literal};
use voltype_codegen::schema::{Body, Keywords, SchemaId, Schemas, TypeSet};

use super::{Sampler, Size};

/// A conjunction of schemas, with one branch chosen wherever there is a choice.
#[derive(Clone, Debug)]
pub(super) struct Wish<'a> {
    pub(super) parts: Vec<&'a Keywords>,
    /// The schemas that were gone through.
    ids: Vec<SchemaId>,
    /// Whether `false` is among them, or a choice without a possible branch.
    never: bool,
}

const ALL_TYPES: TypeSet = TypeSet {
    null: true,
    boolean: true,
    integer: true,
    number: true,
    string: true,
    array: true,
    object: true,
};

impl<'a> Wish<'a> {
    /// No value can be had.
    pub(super) fn is_impossible(&self) -> bool {
        self.never
            || self.types().names().is_empty()
            || self.literals().is_some_and(|values| values.is_empty())
    }

    /// Whether a value made for it may still be invalid.
    pub(super) fn needs_luck(&self) -> bool {
        self.parts.iter().any(|part| {
            part.not.is_some()
                || part.condition.is_some()
                || part.one_of.len() > 1
                || part.array.contains.is_some()
                || !part.object.dependent_schemas.is_empty()
                || part.object.unevaluated_properties.is_some()
                || part.array.unevaluated_items.is_some()
                || part.enumeration.is_some()
                || part.constant.is_some()
        })
    }

    /// The values that `enum` and `const` leave; `None` if neither is there.
    pub(super) fn literals(&self) -> Option<Vec<Value>> {
        let mut left: Option<Vec<Value>> = None;
        let types = self.declared();
        for part in &self.parts {
            let listed = part.enumeration.as_deref().unwrap_or_default().iter();
            let constant = part.constant.iter();
            let lists = [
                part.enumeration
                    .is_some()
                    .then(|| listed.map(|value| value.node().to_value()).collect()),
                part.constant
                    .is_some()
                    .then(|| constant.map(|value| value.node().to_value()).collect()),
            ];
            for list in lists.into_iter().flatten() {
                let list: Vec<Value> = list;
                left = Some(match left {
                    None => list,
                    Some(left) => left.into_iter().filter(|value| list.contains(value)).collect(),
                });
            }
        }
        left.map(|values| values.into_iter().filter(|value| has_type(types, value)).collect())
    }

    /// The types that all of `type` leave.
    fn declared(&self) -> TypeSet {
        self.parts.iter().filter_map(|part| part.types).fold(ALL_TYPES, intersection)
    }

    /// The types that are possible.
    pub(super) fn types(&self) -> TypeSet {
        self.declared()
    }

    /// Those of the types that the other keywords speak about.
    pub(super) fn likely_types(&self, types: TypeSet) -> TypeSet {
        let mut spoken = TypeSet::default();
        for part in &self.parts {
            spoken.object |= !part.object.properties.is_empty()
                || !part.object.pattern_properties.is_empty()
                || !part.object.required.is_empty()
                || part.object.additional_properties.is_some()
                || part.object.property_names.is_some()
                || part.object.min_properties.is_some()
                || part.object.max_properties.is_some()
                || !part.object.dependent_required.is_empty()
                || !part.object.dependent_schemas.is_empty()
                || part.object.unevaluated_properties.is_some();
            spoken.array |= !part.array.prefix_items.is_empty()
                || part.array.items.is_some()
                || part.array.contains.is_some()
                || part.array.min_items.is_some()
                || part.array.max_items.is_some()
                || part.array.unique_items
                || part.array.unevaluated_items.is_some();
            spoken.string |= part.string.pattern.is_some()
                || part.string.format.is_some()
                || part.string.min_length.is_some()
                || part.string.max_length.is_some();
            spoken.number |= !part.numbers.is_empty();
            if let Some(declared) = part.types {
                // Each listed type should occur.
                spoken = spoken.union(declared);
            }
        }
        intersection(types, spoken)
    }
}

fn intersection(one: TypeSet, other: TypeSet) -> TypeSet {
    TypeSet {
        null: one.null & other.null,
        boolean: one.boolean & other.boolean,
        integer: (one.integer | one.number) & (other.integer | other.number),
        number: one.number & other.number,
        string: one.string & other.string,
        array: one.array & other.array,
        object: one.object & other.object,
    }
}

/// Whether the value is of one of the types.
pub(super) fn has_type(types: TypeSet, value: &Value) -> bool {
    match value {
        Value::Null => types.null,
        Value::Bool(_) => types.boolean,
        Value::Number(number) => {
            let integer = number.as_f64().is_some_and(|number| number.fract() == 0.0);
            types.number || (types.integer && integer)
        }
        Value::String(_) => types.string,
        Value::Array(_) => types.array,
        Value::Object(_) => types.object,
    }
}

impl<'a> Sampler<'a> {
    /// Gathers what these schemas ask for. Where enough has been made, choices fall on what has no parts.
    pub(super) fn wish(&mut self, schemas: &[SchemaId], size: Size) -> Wish<'a> {
        let mut wish = Wish { parts: Vec::new(), ids: Vec::new(), never: false };
        for id in schemas {
            self.gather(&mut wish, *id, size);
        }
        wish
    }

    /// Adds one more schema.
    pub(super) fn also(&mut self, wish: &mut Wish<'a>, schema: SchemaId, size: Size) {
        self.gather(wish, schema, size);
    }

    fn gather(&mut self, wish: &mut Wish<'a>, id: SchemaId, size: Size) {
        // What is there already adds nothing; this also ends recursion.
        if wish.never || wish.ids.contains(&id) {
            return;
        }
        wish.ids.push(id);
        let keywords: &'a Keywords = match &self.schemas.get(id).body {
            Body::Boolean(verdict) => {
                wish.never |= !verdict;
                return;
            }
            Body::Keywords(keywords) => keywords,
        };
        wish.parts.push(keywords);
        let dynamic = keywords.dynamic_reference.as_ref().map(|dynamic| dynamic.initial);
        for target in keywords.reference.into_iter().chain(dynamic).chain(keywords.all_of.clone()) {
            self.gather(wish, target, size);
        }
        for choice in [&keywords.any_of, &keywords.one_of] {
            if !choice.is_empty() {
                self.choose(wish, choice, size);
            }
        }
        if let Some(condition) = keywords.condition {
            match (self.rng.bool(), keywords.consequence, keywords.alternative) {
                // A value that is not made to satisfy the condition rarely does.
                (false, _, Some(alternative)) => self.gather(wish, alternative, size),
                (false, _, None) => {}
                (true, consequence, _) => {
                    for id in [Some(condition), consequence].into_iter().flatten() {
                        self.gather(wish, id, size);
                    }
                }
            }
        }
    }

    /// Gathers one of the branches that go together with the rest.
    fn choose(&mut self, wish: &mut Wish<'a>, branches: &[SchemaId], size: Size) {
        let mut order = branches.to_vec();
        self.rng.shuffle(&mut order);
        if size == Size::Least {
            order.sort_by_key(|id| has_parts(self.schemas, *id, 0));
        }
        for id in order {
            let mut trial = wish.clone();
            self.gather(&mut trial, id, size);
            if !trial.is_impossible() {
                *wish = trial;
                return;
            }
        }
        wish.never = true;
    }
}

/// Whether the schema is for arrays or objects.
fn has_parts(schemas: &Schemas, id: SchemaId, depth: usize) -> bool {
    let Some(keywords) = schemas.keywords(id) else { return false };
    let literal = |value: &Literal| matches!(value.node().data(), Data::Array(_) | Data::Object(_));
    match (&keywords.types, keywords.reference) {
        (Some(types), _) => types.names().iter().all(|name| matches!(*name, "array" | "object")),
        (None, Some(target)) if depth < 8 => has_parts(schemas, target, depth + 1),
        _ => match (&keywords.constant, &keywords.enumeration) {
            (Some(value), _) => literal(value),
            (None, Some(values)) => values.iter().all(literal),
            (None, None) => true,
        },
    }
}
