//! What arrays become: lists of items of one type, or tuples and arrays of a length that is always the same.

use crate::schema::{ArrayKeywords, Body, SchemaId, Schemas};

/// A longer tuple is a list: Rust's own traits for tuples end here, too.
const MAX_TUPLE: usize = 12;

/// A longer array is a list: it would be moved and live on the stack while it is built.
const MAX_FIXED: usize = 32;

/// The items of an array. An item without a schema is any value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sequence {
    /// Any number of items of one schema.
    List(Option<SchemaId>),
    /// Always so many items of one schema.
    Fixed(Option<SchemaId>, usize),
    /// Always these items.
    Tuple(Vec<Option<SchemaId>>),
    /// Any number of items, of which the first have schemas of their own; none of the others is allowed if there is no
    /// schema for them.
    Prefixed(Vec<SchemaId>, Rest),
}

/// The items after those with schemas of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// There are none.
    Closed,
    /// They have this schema, if any.
    Open(Option<SchemaId>),
}

/// What the keywords say of the items of arrays.
pub(crate) fn sequence(schemas: &Schemas, keywords: &ArrayKeywords) -> Sequence {
    let is_false = |id: SchemaId| matches!(schemas.get(id).body, Body::Boolean(false));
    let prefix = &keywords.prefix_items;
    let rest = match keywords.items {
        Some(items) if is_false(items) => Rest::Closed,
        items => Rest::Open(items),
    };
    let longest = match rest {
        Rest::Closed => Some(prefix.len() as u64),
        Rest::Open(_) => None,
    };
    let longest = longest.into_iter().chain(keywords.max_items).min();
    let always = longest.filter(|longest| keywords.min_items == Some(*longest));
    let always = always.and_then(|length| usize::try_from(length).ok()).filter(|it| *it > 0);
    let items = match rest {
        Rest::Closed => None,
        Rest::Open(items) => items,
    };
    match always {
        Some(length) if !prefix.is_empty() && length <= MAX_TUPLE => {
            let others = std::iter::repeat(items);
            let each = prefix.iter().copied().map(Some).chain(others);
            Sequence::Tuple(each.take(length).collect())
        }
        Some(length) if prefix.is_empty() && length <= MAX_FIXED && !keywords.unique_items => {
            Sequence::Fixed(items, length)
        }
        _ if prefix.is_empty() => Sequence::List(keywords.items),
        _ => Sequence::Prefixed(prefix.clone(), rest),
    }
}
