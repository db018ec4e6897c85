//! How much there is in a check: whether it deserves a function, and how many assertions it makes.

use crate::plan::{Applicator, Check, Value};

/// Whether a check reads arrays or objects, or tries branches: so much code that a call beside it is nothing.
pub(super) fn is_long(check: &Check) -> bool {
    match check {
        Check::Anything | Check::Nothing(_) | Check::Call(_) => false,
        Check::Value(value) => {
            let Value {
                at: _,
                applicators,
                literals: _,
                types: _,
                numbers: _,
                strings: _,
                array,
                object,
                unevaluated,
            } = &**value;
            !applicators.is_empty() || array.is_some() || object.is_some() || unevaluated.is_some()
        }
    }
}

/// How many assertions a value makes itself.
pub(super) fn assertions(value: &Value) -> usize {
    let Value { at: _, applicators, literals, types, numbers, strings, array, object, unevaluated } =
        value;
    let own = applicators.iter().filter(|one| !matches!(one, Applicator::All(_))).count();
    let array = array.as_ref().map_or(0, |array| {
        usize::from(array.contains.is_some())
            + usize::from(array.min.is_some())
            + usize::from(array.max.is_some())
            + usize::from(array.unique)
    });
    let object = object.as_ref().map_or(0, |object| {
        object.required.len()
            + object.dependent_required.len()
            + usize::from(matches!(object.additional, Some(Check::Nothing(_))))
            + usize::from(object.min.is_some())
            + usize::from(object.max.is_some())
    });
    own + literals.len()
        + usize::from(types.is_some())
        + numbers.len()
        + strings.len()
        + array
        + object
        + usize::from(unevaluated.is_some())
}
