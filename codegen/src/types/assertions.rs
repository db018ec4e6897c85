//! What schemars is told of assertions, which Rust types don't show.

use crate::model::{Attribute, Literal};
use crate::schema::{Keywords, Relation};

/// The assertions of a schema; nothing if it makes none that could be said.
pub(super) fn attribute(keywords: &Keywords) -> Option<Attribute> {
    let numbers = keywords.numbers.iter().filter_map(|number| {
        let keyword = match number.relation {
            Relation::AtLeast => "minimum",
            Relation::GreaterThan => "exclusiveMinimum",
            Relation::AtMost => "maximum",
            Relation::LessThan => "exclusiveMaximum",
            Relation::MultipleOf => "multipleOf",
        };
        Some((keyword, number_literal(&number.value)?))
    });
    let counts = [
        ("minLength", keywords.min_length),
        ("maxLength", keywords.max_length),
        ("minItems", keywords.min_items),
        ("maxItems", keywords.max_items),
        ("minProperties", keywords.min_properties),
        ("maxProperties", keywords.max_properties),
    ];
    let counts = counts
        .into_iter()
        .filter_map(|(keyword, count)| Some((keyword, Literal::Integer(i128::from(count?)))));
    let pattern = keywords.pattern.iter();
    let pattern = pattern.map(|pattern| ("pattern", Literal::Text(pattern.text.clone())));
    let unique = keywords.unique_items.then_some(("uniqueItems", Literal::True));
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
