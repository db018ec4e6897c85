//! A pass over the plan: calls of functions that only call another one go to that one.
//!
//! Chains of references are common (`$ref` to a definition that is a `$ref`), and may be long. What the functions between
//! would say is kept: the paths of the calls are joined.

use std::collections::BTreeMap;

use crate::plan::{Call, Check, Plan};

/// The longest path that a call gets. Longer chains take more calls: if each call went to the end, the paths of a chain
/// would grow with the square of its length.
const MAX_PATH: usize = 400;

/// Makes calls go to the functions that check something. No function may call itself without end.
pub fn shorten(plan: &mut Plan) {
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
        function.check.each_call_mut(&mut |call| {
            while let Some(next) = forwards.get(&call.function) {
                if call.at.len() + next.at.len() > MAX_PATH {
                    break;
                }
                call.at.push_str(&next.at);
                call.function = next.function;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Function, Value};

    fn function(check: Check) -> Function {
        Function {
            name: String::new(),
            document: 0,
            location: String::new(),
            check,
            assertions: 0,
            apart: false,
            guarded: false,
            remembered: None,
        }
    }

    fn call(function: usize) -> Check {
        Check::Call(Call { function, at: "/$ref".to_owned() })
    }

    #[test]
    fn calls_go_to_the_end_of_a_chain() {
        let value = Check::Value(Box::new(Value::default()));
        let functions = [call(1), call(2), value].map(function).to_vec();
        let mut plan = Plan { functions, patterns: Vec::new() };
        shorten(&mut plan);
        let want = Check::Call(Call { function: 2, at: "/$ref/$ref".to_owned() });
        assert_eq!(plan.functions[0].check, want);
    }

    #[test]
    fn paths_stay_short() {
        let last = function(Check::Nothing(String::new()));
        let chain = (1..=1000).map(|next| function(call(next)));
        let mut plan = Plan { functions: chain.chain([last]).collect(), patterns: Vec::new() };
        shorten(&mut plan);
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
