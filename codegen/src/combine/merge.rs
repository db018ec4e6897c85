//! What a schema says together with those that it applies in place.

use super::Combining;
use crate::members::{MAX_PARTS, lone_reference, part_ids, telling};
use crate::schema::{ArrayKeywords, Keywords, ObjectKeywords, SchemaId, TypeSet};

impl Combining<'_> {
    /// Says what a schema and those that it applies in place say together of their instances' shape.
    pub(super) fn merge(&mut self, id: SchemaId) {
        let Some(own) = self.schemas.keywords(id) else { return };
        if lone_reference(own).is_some() {
            return;
        }
        let parts = part_ids(self.schemas, id, MAX_PARTS);
        if parts.len() < 2 {
            return;
        }
        let mut merging = Merging::default();
        for part in &parts {
            let Some(keywords) = self.schemas.keywords(*part) else { continue };
            // Hostile schemas could ask for a copy of each part in each of very many schemas.
            let Some(room) = self.room.checked_sub(size(keywords)) else { return };
            self.room = room;
            merging.add(keywords);
        }
        let open = self.open_choices(id);
        let mut keywords = merging.keywords;
        if let [chosen] = open.as_slice()
            && let Some(chosen) = self.schemas.keywords(*chosen)
        {
            keywords.any_of.clone_from(&chosen.any_of);
            keywords.one_of.clone_from(&chosen.one_of);
        }
        if keywords.array.prefix_items.is_empty() {
            keywords.array.items = self.together(&merging.items);
        }
        self.schemas.merged.insert(id, Box::new(keywords));
    }

    /// The schemas among those that apply in place whose choice has not been made.
    pub(super) fn open_choices(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut parts = part_ids(self.schemas, id, MAX_PARTS);
        let taken = self.taken.get(&id);
        parts.retain(|part| {
            let keywords = self.schemas.keywords(*part);
            let has_choice = keywords.is_some_and(|it| it.any_of.len() > 1 || it.one_of.len() > 1);
            has_choice && taken.is_none_or(|taken| !taken.contains(part))
        });
        parts
    }

    /// The schema of values that several schemas describe.
    fn together(&mut self, all: &[SchemaId]) -> Option<SchemaId> {
        match telling(self.schemas, all).as_slice() {
            [] => None,
            [one] => Some(*one),
            several => self.all_of(several).or(all.last().copied()),
        }
    }
}

/// How much of a schema would be copied.
fn size(keywords: &Keywords) -> usize {
    let values = keywords.enumeration.as_deref().map_or(0, <[_]>::len);
    let object = &keywords.object;
    1 + values + keywords.numbers.len() + object.properties.len() + object.pattern_properties.len()
}

#[derive(Default)]
struct Merging {
    keywords: Keywords,
    /// What the parts say of items.
    items: Vec<SchemaId>,
}

impl Merging {
    fn add(&mut self, part: &Keywords) {
        let all = &mut self.keywords;
        if let Some(types) = part.types {
            all.types = Some(all.types.unwrap_or(TypeSet::ALL).intersection(types));
        }
        // Any list of values is one of all values that are valid; a single value is the shortest.
        if part.constant.is_some() {
            all.constant.clone_from(&part.constant);
            all.enumeration = None;
        } else if part.enumeration.is_some() && all.constant.is_none() {
            all.enumeration.clone_from(&part.enumeration);
        }
        all.numbers.extend(part.numbers.iter().cloned());
        if part.string.format.is_some() {
            all.string.format.clone_from(&part.string.format);
        }
        if part.dynamic_reference.is_some() {
            all.dynamic_reference.clone_from(&part.dynamic_reference);
        }
        for text in [(&mut all.title, &part.title), (&mut all.description, &part.description)] {
            let (all, part) = text;
            if part.is_some() {
                all.clone_from(part);
            }
        }
        self.add_items(&part.array);
        add_members(&mut self.keywords.object, &part.object);
    }

    fn add_items(&mut self, part: &ArrayKeywords) {
        let all = &mut self.keywords.array;
        all.min_items = all.min_items.max(part.min_items);
        all.max_items = match (all.max_items, part.max_items) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        all.unique_items |= part.unique_items;
        if !part.prefix_items.is_empty() {
            all.prefix_items.clone_from(&part.prefix_items);
            all.items = part.items;
        }
        self.items.extend(part.items);
    }
}

/// What is said of members. Where several schemas do, [`members`](crate::members) knows what they say together.
fn add_members(all: &mut ObjectKeywords, part: &ObjectKeywords) {
    let says = |object: &ObjectKeywords| {
        !object.properties.is_empty()
            || !object.pattern_properties.is_empty()
            || object.additional_properties.is_some()
            || object.property_names.is_some()
    };
    if !says(part) {
        return;
    }
    if says(all) {
        all.properties.extend(part.properties.iter().cloned());
        all.pattern_properties.extend(part.pattern_properties.iter().cloned());
        all.additional_properties = None;
        all.property_names = None;
    } else {
        *all = part.clone();
    }
}
