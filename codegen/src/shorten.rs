//! A pass over the plan: calls of functions that only call another one go to that one.
//!
//! Chains of references are common (`$ref` to a definition that is a `$ref`), and may be long. What the functions between
//! would say is kept: the paths of the calls are joined.

use std::collections::BTreeMap;

use crate::plan::{Call, Check, Plan};
use crate::schema::SchemaId;

/// The longest path that a call gets. Longer chains take more calls: if each call went to the end, the paths of a chain
/// would grow with the square of its length.
const MAX_PATH: usize = 400;

/// Makes calls go to the functions that check something, and drops those that nothing calls any more. `entries` are called
/// from outside. No function may call itself without end.
pub(crate) fn shorten(plan: &mut Plan, entries: &mut BTreeMap<SchemaId, usize>) {
    let mut forwards: BTreeMap<usize, Call> = BTreeMap::new();
    for (index, function) in plan.functions.iter().enumerate() {
        if let Check::Call(call) = &function.check {
            forwards.insert(index, call.clone());
        }
    }
    if forwards.is_empty() {
        return;
    }
    for function in &mut plan.functions {
        function.check.each_call_mut(&mut |function, at| {
            let Some(at) = at else { return };
            while let Some(next) = forwards.get(function) {
                if at.len() + next.at.len() > MAX_PATH {
                    break;
                }
                at.push_str(&next.at);
                *function = next.function;
            }
        });
    }
    drop_unreached(plan, entries);
}

/// Drops the functions that nothing leads to, and numbers the others anew.
fn drop_unreached(plan: &mut Plan, entries: &mut BTreeMap<SchemaId, usize>) {
    let mut reached = vec![false; plan.functions.len()];
    let mut open: Vec<usize> = entries.values().copied().collect();
    while let Some(function) = open.pop() {
        if !std::mem::replace(&mut reached[function], true) {
            plan.functions[function].check.each_call(&mut |target, _| open.push(target));
        }
    }
    let mut numbers = Vec::new();
    let mut count = 0;
    for is_reached in &reached {
        numbers.push(count);
        count += usize::from(*is_reached);
    }
    let mut each = reached.into_iter();
    plan.functions.retain(|_| each.next().unwrap_or(true));
    for function in &mut plan.functions {
        function.check.each_call_mut(&mut |function, _| *function = numbers[*function]);
    }
    entries.values_mut().for_each(|function| *function = numbers[*function]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Function;

    fn function(check: Check) -> Function {
        Function {
            name: String::new(),
            document: 0,
            location: String::new(),
            check,
            assertions: 0,
            apart: false,
            guarded: None,
            memoised: None,
        }
    }

    fn call(function: usize) -> Check {
        Check::Call(Call { function, at: "/$ref".to_owned() })
    }

    #[test]
    fn calls_go_to_the_end_of_a_chain() {
        let value = Check::Value(Box::default());
        let functions = [call(1), call(2), value].map(function).to_vec();
        let mut plan = Plan { functions, patterns: Vec::new() };
        let mut entries = BTreeMap::from([(SchemaId(0), 0)]);
        shorten(&mut plan, &mut entries);
        let want = Check::Call(Call { function: 1, at: "/$ref/$ref".to_owned() });
        assert_eq!(plan.functions.len(), 2, "nothing calls the one between");
        assert_eq!(plan.functions[0].check, want);
    }

    #[test]
    fn paths_stay_short() {
        let last = function(Check::Nothing(String::new()));
        let chain = (1..=1000).map(|next| function(call(next)));
        let mut plan = Plan { functions: chain.chain([last]).collect(), patterns: Vec::new() };
        let mut entries: BTreeMap<_, _> = (0..1000).map(|index| (SchemaId(index), index)).collect();
        shorten(&mut plan, &mut entries);
        let mut at = 0;
        let mut calls = 0;
        while let Check::Call(call) = &plan.functions[at].check {
            assert!(call.at.len() <= MAX_PATH);
            at = call.function;
            calls += 1;
        }
        assert_eq!((at, calls), (1000, 1000_usize.div_ceil(MAX_PATH / "/$ref".len())));
    }
}
