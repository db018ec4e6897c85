//! Phase *analyse*: questions about schemas that the plan depends on.

pub mod choice;

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{SchemaId, Schemas};

/// The answers.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The schemas that get a function of their own.
    pub functions: BTreeSet<SchemaId>,
    /// The dynamic anchors that some reference looks for.
    pub sought_anchors: BTreeSet<String>,
    /// Whether some schema asks what others have evaluated.
    pub tracks_evaluation: bool,
    /// The schemas with so many subschemas that none is written inside of them.
    pub large: BTreeSet<SchemaId>,
    /// The subschemas of those that get a function for that reason alone, but for `properties`: equal ones share one,
    /// which the lowering finds out.
    pub split: BTreeSet<SchemaId>,
}

/// Answers the questions. The schemas in `typed` have a Rust type, which needs a function.
#[must_use]
pub fn analyse(schemas: &Schemas, typed: &BTreeSet<SchemaId>) -> Analysis {
    let mut analysis = Analysis { functions: typed.clone(), ..Analysis::default() };
    for (index, schema) in schemas.arena.iter().enumerate() {
        let id = SchemaId(index);
        if schema.resource == id {
            // Locations in another resource start anew, and locations are those of the function.
            analysis.functions.insert(id);
        }
        let Some(keywords) = schemas.keywords(id) else { continue };
        if schemas.is_combined(id) {
            // What it combines is written in other schemas, which are planned as if it weren't there.
            continue;
        }
        analysis.functions.extend(keywords.reference);
        if let Some(reference) = &keywords.dynamic_reference {
            analysis.functions.insert(reference.initial);
            analysis.sought_anchors.extend(reference.anchor.clone());
        }
        if !keywords.object.properties.is_empty() {
            analysis.functions.insert(id);
        }
        analysis.tracks_evaluation |= keywords.array.unevaluated_items.is_some()
            || keywords.object.unevaluated_properties.is_some();
    }
    for anchors in schemas.dynamic_anchors.values() {
        let sought = anchors.iter().filter(|(name, _)| analysis.sought_anchors.contains(*name));
        analysis.functions.extend(sought.map(|(_, id)| *id));
    }
    split_large(schemas, &mut analysis);
    split_deep(schemas, &mut analysis);
    analysis
}

/// No schema has more subschemas written inside of it than this. The Rust compiler takes more than twice the time for
/// a function of twice the length: beyond some hundred subschemas, minutes.
const MAX_INLINE_CHILDREN: usize = 64;

fn split_large(schemas: &Schemas, analysis: &mut Analysis) {
    for index in 0..schemas.arena.len() {
        let id = SchemaId(index);
        let Some(keywords) = schemas.keywords(id) else { continue };
        let children = keywords.inline_children();
        if children.len() <= MAX_INLINE_CHILDREN {
            continue;
        }
        analysis.large.insert(id);
        let shared: BTreeSet<SchemaId> =
            keywords.object.properties.iter().map(|(_, id)| *id).collect();
        let is_long = |child: &SchemaId| {
            let keywords = schemas.keywords(*child);
            keywords.is_some_and(|it| it.reference.is_none() || !it.inline_children().is_empty())
        };
        analysis
            .split
            .extend(children.into_iter().filter(|child| !shared.contains(child) && is_long(child)));
    }
    analysis.functions.extend(&analysis.split);
}

/// No function nests schemas deeper than this: what is further down gets its own.
const MAX_INLINE_DEPTH: usize = 3;

fn split_deep(schemas: &Schemas, analysis: &mut Analysis) {
    let mut depths: BTreeMap<SchemaId, usize> = BTreeMap::new();
    // Every schema is inlined in one place at the most, so that a schema's depth is known when it is met.
    let functions = analysis.functions.iter().copied();
    let mut open: Vec<SchemaId> = functions.filter(|id| !schemas.is_combined(*id)).collect();
    while let Some(id) = open.pop() {
        let depth = depths.get(&id).copied().unwrap_or(0);
        let is_large = analysis.large.contains(&id);
        let Some(keywords) = schemas.keywords(id) else { continue };
        for child in keywords.inline_children() {
            if analysis.functions.contains(&child) || depths.contains_key(&child) {
                continue;
            }
            if is_large {
                depths.insert(child, 0);
            } else if depth + 1 > MAX_INLINE_DEPTH {
                analysis.functions.insert(child);
                depths.insert(child, 0);
            } else {
                depths.insert(child, depth + 1);
            }
            open.push(child);
        }
    }
}
