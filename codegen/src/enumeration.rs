//! Enumerations of strings: which of them become Rust enums.

use std::collections::BTreeSet;

use crate::schema::Keywords;
use crate::source::Literal;

/// The most variants that an enum may have: the Rust compiler's time grows with the square of their number, and is
/// seconds for so many. A string takes the place of one with more.
pub const MAX_VARIANTS: usize = 2_000;

/// The values of an enumeration of nothing but strings, each once. One that leaves a choice, and not too much of it.
pub(crate) fn string_values(keywords: &Keywords) -> Option<Vec<String>> {
    let strings = strings(keywords).filter(|values| values.len() <= MAX_VARIANTS)?;
    let mut values = Vec::new();
    let mut known = BTreeSet::new();
    for value in strings {
        let text = value.node().as_str()?;
        if known.insert(text) {
            values.push(text.to_owned());
        }
    }
    (!values.is_empty()).then_some(values)
}

/// An enumeration that would be an enum if it weren't for [`MAX_VARIANTS`].
pub(crate) fn too_many_strings(keywords: &Keywords) -> Option<&[Literal]> {
    strings(keywords).filter(|values| values.len() > MAX_VARIANTS)
}

/// An enumeration of nothing but strings.
fn strings(keywords: &Keywords) -> Option<&[Literal]> {
    let names = keywords.types.map(crate::schema::TypeSet::names);
    if names.is_some_and(|names| names != ["string"]) || keywords.constant.is_some() {
        return None;
    }
    let values = keywords.enumeration.as_deref()?;
    let all = values.iter().all(|value| value.node().as_str().is_some());
    all.then_some(values)
}
