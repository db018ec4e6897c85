//! What schemars is told of assertions, which Rust types don't show.

use crate::keyword::Keyword;
use crate::model::{Attribute, Literal};
use crate::schema::Keywords;

/// The assertions of a schema; nothing if it makes none that could be said.
pub(super) fn attribute(keywords: &Keywords) -> Option<Attribute> {
    let numbers = keywords
        .numbers
        .iter()
        .filter_map(|number| Some((number.relation.keyword(), number_literal(&number.value)?)));
    let counts = [
        (Keyword::MinLength, keywords.string.min_length),
        (Keyword::MaxLength, keywords.string.max_length),
        (Keyword::MinItems, keywords.array.min_items),
        (Keyword::MaxItems, keywords.array.max_items),
        (Keyword::MinProperties, keywords.object.min_properties),
        (Keyword::MaxProperties, keywords.object.max_properties),
    ];
    let counts = counts
        .into_iter()
        .filter_map(|(keyword, count)| Some((keyword, Literal::Integer(i128::from(count?)))));
    let pattern = keywords.string.pattern.iter();
    let pattern = pattern.map(|pattern| (Keyword::Pattern, Literal::Text(pattern.text.clone())));
    let unique = keywords.array.unique_items.then_some((Keyword::UniqueItems, Literal::True));
    let assertions: Vec<_> = numbers.chain(counts).chain(pattern).chain(unique).collect();
    (!assertions.is_empty()).then_some(Attribute::Assertions(assertions))
}

/// A number of JSON as a literal of Rust. `None` where no type of Rust holds it: the validator alone asserts it then.
fn number_literal(text: &str) -> Option<Literal> {
    if let Ok(value) = text.parse::<i128>() {
        let fits = u64::try_from(value).is_ok() || i64::try_from(value).is_ok();
        return fits.then_some(Literal::Integer(value));
    }
    let is_float = text.contains(['.', 'e', 'E']) && text.parse::<f64>().is_ok_and(f64::is_finite);
    is_float.then(|| Literal::Float(text.to_owned()))
}
