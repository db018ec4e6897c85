//! What is known of the valid instances of every schema, objects included.
//!
//! Schemas are visited after those that they apply in place (`$ref`, `allOf`, …), so nothing recurses: first for
//! [`Values`], then, with the values of all members known, for [`Facts`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::kinds::Kinds;
use super::values::{Unread, Values};
use crate::dialect::Dialect;
use crate::graph;
use crate::schema::{Body, Keywords, Schema, SchemaId, Schemas};

/// An upper bound of the valid instances of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Their kinds, and the values of scalars.
    pub values: Arc<Values>,
    /// What holds for those that are objects.
    pub object: Object,
}

/// An upper bound of the valid objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// What a member can be, if it is there. Absent ones can be anything.
    pub members: BTreeMap<String, Arc<Values>>,
    /// The members that are there.
    pub required: BTreeSet<String>,
    /// No other members than these are there; `None` if others may be.
    pub closed: Option<BTreeSet<String>>,
    /// Whether each such object is valid.
    pub exact: bool,
}

/// Everything but objects.
static NO_OBJECTS: Values = Values::of_kinds(Kinds::OBJECT.complement());

/// What is known of all schemas, by their ids.
#[derive(Debug)]
pub(super) struct AllFacts {
    values: Vec<Arc<Values>>,
    facts: Vec<Arc<Facts>>,
}

impl Object {
    /// Every object is valid.
    #[must_use]
    pub fn any() -> Self {
        Object { members: BTreeMap::new(), required: BTreeSet::new(), closed: None, exact: true }
    }

    /// Whether an object can have this member.
    #[must_use]
    pub fn admits(&self, name: &str) -> bool {
        self.closed.as_ref().is_none_or(|names| names.contains(name))
            && self.members.get(name).is_none_or(|values| !values.kinds.is_empty())
    }

    /// How many names and values it has.
    #[must_use]
    pub fn size(&self) -> usize {
        let members: usize = self.members.values().map(|values| 1 + values.size()).sum();
        members + self.required.len() + self.closed.as_ref().map_or(0, BTreeSet::len)
    }

    fn meet(&mut self, other: &Object) {
        for (name, values) in &other.members {
            self.member(name, values);
        }
        self.required.extend(other.required.iter().cloned());
        if let Some(names) = &other.closed {
            self.close(names.clone());
        }
        self.exact &= other.exact;
    }

    fn member(&mut self, name: &str, values: &Arc<Values>) {
        match self.members.get_mut(name) {
            Some(present) => *present = Arc::new(present.intersection(values)),
            None if values.is_any() => {}
            None => {
                self.members.insert(name.to_owned(), Arc::clone(values));
            }
        }
    }

    fn close(&mut self, names: BTreeSet<String>) {
        self.closed = Some(match self.closed.take() {
            Some(present) => present.intersection(&names).cloned().collect(),
            None => names,
        });
    }

    fn union(self, other: &Object) -> Object {
        let only_others = other
            .members
            .iter()
            .filter(|(name, _)| !self.members.contains_key(*name) && !self.admits(name));
        let only_others: Vec<_> =
            only_others.map(|(name, values)| (name.clone(), Arc::clone(values))).collect();
        let Object { mut members, mut required, closed, exact: _ } = self;
        members.retain(|name, values| match other.members.get(name) {
            Some(others) => {
                *values = Arc::new((**values).clone().union(others));
                true
            }
            None => !other.admits(name),
        });
        members.extend(only_others);
        required.retain(|name| other.required.contains(name));
        let closed = closed.zip(other.closed.as_ref()).map(|(mut names, others)| {
            names.extend(others.iter().cloned());
            names
        });
        Object { members, required, closed, exact: false }
    }

    /// Whether some member that has to be there cannot be.
    fn is_contradictory(&self) -> bool {
        self.required.iter().any(|name| !self.admits(name))
    }

    /// Whether no object is valid by both, because of the members that are there.
    #[must_use]
    pub fn excludes_by_names(&self, other: &Object) -> bool {
        let asks = |one: &Object, other: &Object| one.required.iter().any(|it| !other.admits(it));
        asks(self, other) || asks(other, self)
    }

    /// Whether no object is valid by both.
    #[must_use]
    pub fn excludes(&self, other: &Object) -> bool {
        // A member that one of them requires is there in all that both allow.
        let required = self.required.iter().chain(&other.required);
        self.excludes_by_names(other)
            || required.into_iter().any(|name| {
                let values = self.members.get(name).zip(other.members.get(name));
                values.is_some_and(|(one, other)| one.excludes(other))
            })
    }
}

impl Facts {
    /// Everything is valid.
    #[must_use]
    pub fn any() -> Self {
        Facts { values: Arc::new(Values::any()), object: Object::any() }
    }

    fn unknown(unread: Unread) -> Self {
        let object = Object { exact: false, ..Object::any() };
        Facts { values: Arc::new(Values::unknown(unread)), object }
    }

    /// The kinds of the valid instances.
    #[must_use]
    pub fn kinds(&self) -> Kinds {
        self.values.kinds
    }

    /// Whether each instance that these facts allow is valid.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.values.exact && (self.object.exact || !self.kinds().meets(Kinds::OBJECT))
    }

    /// What is valid by both.
    #[must_use]
    pub fn intersection(&self, other: &Facts) -> Facts {
        let mut object = self.object.clone();
        object.meet(&other.object);
        let values = self.values.intersection(&other.values);
        Facts { values: Arc::new(values), object }.normalised()
    }

    /// Whether it is proved that no instance is valid by both.
    #[must_use]
    pub fn excludes(&self, other: &Facts) -> bool {
        let objects = self.kinds().intersection(other.kinds()).meets(Kinds::OBJECT);
        self.values.excludes_but_objects(&other.values)
            && (!objects || self.object.excludes(&other.object))
    }

    fn normalised(self) -> Self {
        if !self.kinds().meets(Kinds::OBJECT) || !self.object.is_contradictory() {
            return self;
        }
        Facts { values: Arc::new(self.values.intersection(&NO_OBJECTS)), object: self.object }
    }
}

impl AllFacts {
    pub(super) fn of(schemas: &Schemas) -> Self {
        let edges: Vec<Vec<usize>> = schemas.arena.iter().map(in_place).collect();
        // What refers to itself in place stays unknown.
        let values = Arc::new(Values::unknown(Unread::Cycle));
        let facts = Arc::new(Facts::unknown(Unread::Cycle));
        let mut all =
            AllFacts { values: vec![values; edges.len()], facts: vec![facts; edges.len()] };
        let order: Vec<SchemaId> = graph::components(&edges)
            .into_iter()
            .filter_map(|component| match component.as_slice() {
                [one] if edges.get(*one).is_some_and(|next| !next.contains(one)) => {
                    Some(SchemaId(*one))
                }
                _ => None,
            })
            .collect();
        // Long chains of wide schemas would have each member in each of them.
        let mut left = 1_000_000 + edges.len().saturating_mul(32);
        let inputs = |id: &SchemaId| edges.get(id.0).map_or(&[][..], Vec::as_slice).iter();
        for id in &order {
            let each = inputs(id).map(|input| all.values(SchemaId(*input)).size());
            let values = match left.checked_sub(1 + each.sum::<usize>()) {
                Some(_) => all.values_of(schemas.get(*id)),
                None => Arc::new(Values::unknown(Unread::Limit)),
            };
            left = left.saturating_sub(1 + values.size());
            all.set_values(*id, values);
        }
        let mut left = 1_000_000 + edges.len().saturating_mul(32);
        for id in &order {
            let each = inputs(id).map(|input| all.get(SchemaId(*input)).object.size());
            let refers = schemas.keywords(*id).is_some_and(only_refers);
            let cost = if refers { 1 } else { 1 + each.sum::<usize>() };
            let facts = match left.checked_sub(cost) {
                Some(rest) => {
                    left = rest;
                    all.facts_of(schemas, *id)
                }
                None => Arc::new(Facts::unknown(Unread::Limit)),
            };
            all.set_facts(*id, facts);
        }
        all
    }

    fn set_values(&mut self, id: SchemaId, values: Arc<Values>) {
        if let Some(place) = self.values.get_mut(id.0) {
            *place = values;
        }
    }

    fn set_facts(&mut self, id: SchemaId, facts: Arc<Facts>) {
        if let Some(place) = self.facts.get_mut(id.0) {
            *place = facts;
        }
    }

    pub(super) fn get(&self, id: SchemaId) -> Arc<Facts> {
        self.facts.get(id.0).cloned().unwrap_or_else(|| Arc::new(Facts::any()))
    }

    fn values(&self, id: SchemaId) -> Arc<Values> {
        self.values.get(id.0).cloned().unwrap_or_else(|| Arc::new(Values::any()))
    }

    fn values_of(&self, schema: &Schema) -> Arc<Values> {
        let keywords = match &schema.body {
            Body::Boolean(true) => return Arc::new(Values::any()),
            Body::Boolean(false) => return Arc::new(Values::nothing()),
            Body::Keywords(keywords) => keywords,
        };
        let mut values = own_values(keywords, schema.dialect);
        match keywords.reference {
            Some(target) if only_refers(keywords) => {
                return self.values(target);
            }
            Some(target) => values = values.intersection(&self.values(target)),
            None => {}
        }
        for id in &keywords.all_of {
            values = values.intersection(&self.values(*id));
        }
        if let Some(union) = self.union_of_values(&keywords.any_of) {
            values = values.intersection(&union);
        }
        if let Some(union) = self.union_of_values(&keywords.one_of) {
            values = values.intersection(&Values { exact: false, whole: false, ..union });
        }
        if let Some(not) = keywords.not {
            values = values.intersection(&self.values(not).complement());
        }
        if keywords.dynamic_reference.is_some() {
            values = values.intersection(&Values::unknown(Unread::Dynamic));
        }
        Arc::new(values)
    }

    fn union_of_values(&self, ids: &[SchemaId]) -> Option<Values> {
        let union = |one: Values, other: &SchemaId| Values::union(one, &self.values(*other));
        let (first, rest) = ids.split_first()?;
        Some(rest.iter().fold((*self.values(*first)).clone(), union))
    }

    fn facts_of(&self, schemas: &Schemas, id: SchemaId) -> Arc<Facts> {
        let mut values = self.values(id);
        let Some(keywords) = schemas.keywords(id) else {
            return Arc::new(Facts { values, object: Object::any() });
        };
        if let Some(target) = keywords.reference.filter(|_| only_refers(keywords)) {
            return self.get(target);
        }
        let mut object = self.own_object(keywords);
        let parts = keywords.reference.iter().chain(&keywords.all_of);
        parts.for_each(|id| object.meet(&self.get(*id).object));
        for ids in [&keywords.any_of, &keywords.one_of].into_iter().filter(|ids| !ids.is_empty()) {
            match self.union_of_objects(ids) {
                Some(union) => object.meet(&union),
                // Each branch contradicts itself for objects, which the values of branches don't know.
                None => values = Arc::new(values.intersection(&NO_OBJECTS)),
            }
        }
        if let Some(not) = keywords.not {
            match only_requires(&self.get(not)) {
                Some(name) => object.member(&name, &Arc::new(Values::nothing())),
                None => object.exact &= self.values(not).exact && self.values(not).whole,
            }
        }
        Arc::new(Facts { values, object }.normalised())
    }

    /// The objects that one of these schemas allows; `None` if there are none.
    fn union_of_objects(&self, ids: &[SchemaId]) -> Option<Object> {
        let each: Vec<Arc<Facts>> = ids.iter().map(|id| self.get(*id)).collect();
        let mut objects = each.iter().filter(|it| it.kinds().meets(Kinds::OBJECT));
        let total: usize = each.iter().map(|facts| 1 + facts.object.size()).sum();
        // The union may grow with each of many schemas.
        let mut left = total.saturating_mul(16);
        let mut union = objects.next()?.object.clone();
        for facts in objects {
            let Some(rest) = left.checked_sub(union.size()) else {
                union = Object::any();
                break;
            };
            left = rest;
            union = union.union(&facts.object);
        }
        union.exact = false;
        Some(union)
    }

    /// What a schema says beside its choices.
    pub(super) fn beside_choices(&self, keywords: &Keywords, dialect: Dialect) -> Facts {
        let own = own_values(keywords, dialect);
        let own = Facts { values: Arc::new(own), object: self.own_object(keywords) };
        let parts = keywords.reference.iter().chain(&keywords.all_of);
        parts.fold(own, |facts, id| facts.intersection(&self.get(*id)))
    }

    /// What the keywords for objects say.
    fn own_object(&self, keywords: &Keywords) -> Object {
        let mut object = Object::any();
        for (name, id) in &keywords.properties {
            let values = self.values(*id);
            object.exact &= values.exact && values.whole;
            object.member(name, &values);
        }
        object.required.extend(keywords.required.iter().cloned());
        let names =
            |list: &[(String, SchemaId)]| list.iter().map(|(name, _)| name.clone()).collect();
        if let Some(id) = keywords.additional_properties {
            let values = self.values(id);
            let open = !keywords.pattern_properties.is_empty() || !values.kinds.is_empty();
            if open {
                object.exact &= values.is_any() && values.exact && values.whole;
            } else {
                object.close(names(&keywords.properties));
            }
        }
        if let Some(id) = keywords.property_names {
            let values = self.values(id);
            object.exact &= values.exact;
            if !values.kinds.meets(Kinds::STRING) {
                object.close(BTreeSet::new());
            } else if let Some(names) = &values.strings {
                object.close(names.clone());
            }
        }
        let required = u64::try_from(object.required.len()).unwrap_or(u64::MAX);
        if keywords.max_properties.is_some_and(|max| max <= required) {
            object.close(object.required.clone());
        }
        object.exact &= keywords.pattern_properties.is_empty()
            && keywords.unevaluated_properties.is_none()
            && keywords.dependent_required.is_empty()
            && keywords.dependent_schemas.is_empty()
            && keywords.min_properties.is_none()
            && keywords.max_properties.is_none()
            && keywords.condition.is_none()
            && keywords.dynamic_reference.is_none();
        object
    }
}

/// The schemas that are applied in place, and whose facts are asked for.
fn in_place(schema: &Schema) -> Vec<usize> {
    let Body::Keywords(keywords) = &schema.body else { return Vec::new() };
    let each = keywords.reference.iter().chain(&keywords.all_of).chain(&keywords.any_of);
    each.chain(&keywords.one_of).chain(&keywords.not).map(|id| id.0).collect()
}

/// What `type`, `enum` and `const` say, and whether there is more to say.
fn own_values(keywords: &Keywords, dialect: Dialect) -> Values {
    let mut values = Values::any();
    if let Some(types) = keywords.types {
        // In draft 4, 1.0 is no integer, though it equals 1.
        let by_spelling = dialect == Dialect::Draft4 && types.integer && !types.number;
        let kinds = Values::of_kinds(Kinds::of_types(types));
        values = values.intersection(&Values { exact: !by_spelling, ..kinds });
    }
    if let Some(nodes) = &keywords.enumeration {
        values = values.intersection(&Values::listed(nodes));
    }
    if let Some(node) = &keywords.constant {
        values = values.intersection(&Values::listed(std::slice::from_ref(node)));
    }
    let Asked { more, objects, in_place: _ } = asked(keywords);
    values.exact &= !more;
    values.whole &= !objects;
    values
}

/// What a schema asks for that its own [`Values`] can't say.
struct Asked {
    /// Something of scalars or arrays.
    more: bool,
    /// Something of objects.
    objects: bool,
    /// Something through other schemas in place, but for a `$ref`.
    in_place: bool,
}

/// Takes the keywords apart, so that a new one has to be thought of: facts would claim to be exact without it.
fn asked(keywords: &Keywords) -> Asked {
    let Keywords {
        title: _,
        description: _,
        types: _,
        enumeration: _,
        constant: _,
        numbers,
        min_length,
        max_length,
        pattern,
        format,
        content_encoding,
        content_media_type,
        prefix_items,
        items,
        contains,
        min_contains: _,
        max_contains: _,
        min_items,
        max_items,
        unique_items,
        unevaluated_items,
        properties,
        pattern_properties,
        additional_properties,
        property_names,
        unevaluated_properties,
        required,
        dependent_required,
        dependent_schemas,
        min_properties,
        max_properties,
        all_of,
        any_of,
        one_of,
        not,
        condition,
        consequence: _,
        alternative: _,
        reference: _,
        dynamic_reference,
    } = keywords;
    let strings = min_length.is_some()
        || max_length.is_some()
        || pattern.is_some()
        || format.is_some()
        || content_encoding.is_some()
        || content_media_type.is_some();
    let arrays = !prefix_items.is_empty()
        || items.is_some()
        || contains.is_some()
        || min_items.is_some()
        || max_items.is_some()
        || *unique_items
        || unevaluated_items.is_some();
    let members = !properties.is_empty()
        || !pattern_properties.is_empty()
        || additional_properties.is_some()
        || property_names.is_some()
        || unevaluated_properties.is_some()
        || !required.is_empty();
    let dependent = !dependent_required.is_empty() || !dependent_schemas.is_empty();
    let in_place = !all_of.is_empty()
        || !any_of.is_empty()
        || !one_of.is_empty()
        || not.is_some()
        || condition.is_some()
        || dynamic_reference.is_some();
    Asked {
        more: strings || arrays || !numbers.is_empty() || condition.is_some(),
        objects: members
            || dependent
            || min_properties.is_some()
            || max_properties.is_some()
            || condition.is_some(),
        in_place,
    }
}

/// Whether a schema that has a `$ref` says nothing else.
pub(super) fn only_refers(keywords: &Keywords) -> bool {
    let says =
        keywords.types.is_some() || keywords.enumeration.is_some() || keywords.constant.is_some();
    let Asked { more, objects, in_place } = asked(keywords);
    !(says || more || objects || in_place)
}

/// The member, if all that a schema asks for is that objects have it.
fn only_requires(facts: &Facts) -> Option<String> {
    let Object { members, required, closed, exact } = &facts.object;
    let objects = facts.kinds().meets(Kinds::OBJECT) && *exact && facts.values.exact;
    let nothing_else = members.is_empty() && closed.is_none() && required.len() == 1;
    required.first().filter(|_| objects && nothing_else).cloned()
}
