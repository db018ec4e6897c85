//! Drops the checks that say nothing, and brings the others into their cheapest form.

use crate::arena::{Data, Literal};
use crate::keyword::Keyword;
use crate::plan::{Applicator, Check, Literals, StringCheck, Value};

/// What remains of a value's checks when all that says nothing is dropped.
pub(super) fn simplify(mut value: Value) -> Check {
    value.applicators.retain(|applicator| !matches!(applicator, Applicator::All(Check::Anything)));
    strings_only(&mut value);
    let lone = value.only_applicators() && value.unevaluated.is_none();
    match value.applicators.as_slice() {
        [] if lone => Check::Anything,
        [Applicator::All(_)] if lone => match value.applicators.pop() {
            Some(Applicator::All(check)) => check,
            _ => Check::Anything,
        },
        _ => Check::Value(Box::new(value)),
    }
}

/// Where `type` lets nothing but strings through, an `enum` of strings is a check of strings.
fn strings_only(value: &mut Value) {
    let strings = |values: &[Literal]| {
        let each = values.iter();
        each.map(|value| match value.node().data() {
            Data::String(text) => Some(text.to_owned()),
            _ => None,
        })
        .collect::<Option<Vec<String>>>()
    };
    let only_strings = value.types.as_ref().is_some_and(|types| types.set.names() == ["string"]);
    let [literals @ Literals { keyword: Keyword::Enum, .. }] = value.literals.as_slice() else {
        return;
    };
    let Some(values) = strings(&literals.values) else { return };
    if only_strings || !value.reads() {
        value.strings.insert(0, StringCheck::OneOf(values));
        value.literals.clear();
    }
}
