//! Conditions: when does the schema of `if` or `not` hold?
//!
//! A condition has two branches: 0 is that its schema holds, 1 that it doesn't. They exclude each other by definition. What
//! has to be shown is that a look at the instance tells which of them it is, and for that the facts must be exact.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::apart::{Apart, Exclusion};
use super::facts::{Facts, Object};
use super::kinds::{Kind, Kinds};
use super::step::{Cause, Reason, Step};
use super::table::{Key, Presence, Row, Table};
use super::values::Values;

/// What is known of the instances for which the schema doesn't hold.
pub(super) fn complement(facts: &Facts) -> Facts {
    let object = Object { exact: false, ..Object::any() };
    let whole = facts.values.whole && facts.object.exact;
    let values = Values { whole, ..(*facts.values).clone() };
    Facts { values: Arc::new(values.complement()), object }
}

/// How to tell whether the schema holds.
pub(super) fn apart(facts: &Facts, otherwise: &Facts) -> Apart {
    let mut steps = BTreeMap::new();
    for kind in Kind::ALL {
        let one = Kinds::of(kind);
        if !facts.kinds().meets(one) || !otherwise.kinds().meets(one) {
            continue;
        }
        let step = match kind {
            _ if !facts.values.exact => trying(facts),
            Kind::Null | Kind::False | Kind::True | Kind::Array => trying(facts),
            Kind::String | Kind::Number => {
                let only = facts.values.intersection(&Values::of_kinds(Kinds::of(kind)));
                let rest = Values::of_kinds(Kinds::of(kind));
                table(&only, Presence::Always, &rest).map_or_else(|| trying(facts), Step::Value)
            }
            Kind::Object => object(facts),
        };
        steps.insert(kind, step);
    }
    Apart { steps, exclusion: Exclusion::All }
}

fn trying(facts: &Facts) -> Step {
    let cause = facts.values.unread.map_or(Cause::Inexact, Cause::Unread);
    Step::Trying(Reason { branches: (0, 1), cause })
}

/// The table for values of which these satisfy the schema, and no others do.
fn table(holds: &Values, presence: Presence, rest: &Values) -> Option<Table> {
    let mut table = Table::of(&[
        Row { branch: 0, values: holds, presence },
        Row { branch: 1, values: rest, presence: Presence::Optional },
    ])?;
    // Of all numbers that are not listed, only some may satisfy it: integers.
    let numbers = holds.kinds.intersection(Kinds::NUMBER);
    let some = numbers != Kinds::NONE && numbers != Kinds::NUMBER;
    for (key, list) in &mut table.lists {
        let is_told = !(some && *key == Key::OtherNumber);
        if list.contains(&0) && is_told {
            list.retain(|branch| *branch == 0);
        }
    }
    Some(table)
}

/// How to tell whether the schema holds for an object.
fn object(facts: &Facts) -> Step {
    let Object { members, required, closed, exact } = &facts.object;
    if !exact {
        return trying(facts);
    }
    if members.values().all(|values| values.kinds.is_empty()) {
        return Step::Members { tags: BTreeMap::new() };
    }
    let mut names = members.keys().chain(required).collect::<BTreeSet<_>>().into_iter();
    match (names.next(), names.next(), closed) {
        (Some(name), None, None) => {
            let any = Values::any();
            let values = members.get(name).map_or(&any, |values| &**values);
            let table = table(values, Presence::of_member(name, &facts.object), &any);
            let told = table.filter(|table| table.most() <= 1);
            told.map_or_else(|| trying(facts), |table| Step::Member { name: name.clone(), table })
        }
        _ => trying(facts),
    }
}
