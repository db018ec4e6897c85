//! Enumerations of strings: which of them become Rust enums.

use std::collections::BTreeSet;

use crate::arena::Literal;
use crate::branches::branches;
use crate::schema::{Keywords, SchemaId, Schemas};

/// The most variants that an enum may have: the Rust compiler's time grows with the square of their number, and is
/// seconds for so many. A string takes the place of one with more.
pub const MAX_VARIANTS: usize = 2_000;

/// A string that an enumeration allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The string.
    pub(crate) value: String,
    /// The branch that allows it, if the enumeration is a choice.
    pub(crate) branch: Option<SchemaId>,
}

/// The values of an enumeration of nothing but strings, each once, if there are not too many for an enum: those of `enum`
/// or `const`, or of a choice between branches that are such enumerations.
pub(crate) fn strings(schemas: &Schemas, keywords: &Keywords) -> Option<Vec<Listed>> {
    let listed = match own_strings(keywords) {
        Some(values) => listed(values, None),
        None => of_branches(schemas, keywords),
    }?;
    let mut known = BTreeSet::new();
    let values: Vec<Listed> =
        listed.into_iter().filter(|one| known.insert(one.value.clone())).collect();
    (1..=MAX_VARIANTS).contains(&values.len()).then_some(values)
}

/// An enumeration that would be an enum if it weren't for [`MAX_VARIANTS`].
pub(crate) fn too_many_strings(keywords: &Keywords) -> Option<&[Literal]> {
    own_strings(keywords).filter(|values| values.len() > MAX_VARIANTS)
}

/// The values of `enum` or `const`, if all are strings.
fn own_strings(keywords: &Keywords) -> Option<&[Literal]> {
    if !may_be_strings(keywords) {
        return None;
    }
    let values = match (keywords.enumeration.as_deref(), keywords.constant.as_ref()) {
        (Some(values), None) => values,
        (None, Some(value)) => std::slice::from_ref(value),
        (Some(_), Some(_)) | (None, None) => return None,
    };
    values.iter().all(|value| value.node().as_str().is_some()).then_some(values)
}

/// The strings of branches that list nothing but strings.
fn of_branches(schemas: &Schemas, keywords: &Keywords) -> Option<Vec<Listed>> {
    if !may_be_strings(keywords) {
        return None;
    }
    let mut values = Vec::new();
    for branch in branches(keywords)? {
        values.extend(listed(own_strings(schemas.shape(*branch)?)?, Some(*branch))?);
    }
    Some(values)
}

fn may_be_strings(keywords: &Keywords) -> bool {
    keywords.types.is_none_or(|types| types.names() == ["string"])
}

fn listed(values: &[Literal], branch: Option<SchemaId>) -> Option<Vec<Listed>> {
    let each = values.iter();
    each.map(|value| Some(Listed { value: value.node().as_str()?.to_owned(), branch })).collect()
}
