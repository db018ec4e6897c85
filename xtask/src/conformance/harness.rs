//! Runs cases with both inputs and both sinks. This file is part of the scratch workspace of `cargo xtask conformance`.
//!
//! Standard output has one JSON text per line: `{"begin": CASE}` before each case, to find the case of a
//! crash; `{"case": CASE, "input": …, "got": …}` for a failure (a wrong verdict, or different reports on text and
//! value); and `{"case": CASE, "errors": …}` for the report on an invalid instance: instance pointers, keyword paths
//! and schema paths. The arguments are the first case to run, and `--errors` if the reports are wanted.

use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use voltype_runtime::{
    Branch, Collect, Error, Errors, FailFast, Flow, Memoising, Memory, Report, Stop, Text, Tree, Validate, document,
};

/// A case takes longer only if something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);

/// The exit code if there is no verdict in that time.
const HUNG: i32 = 3;

/// Recursion has to be bounded by the validators, not by the stack.
const STACK: usize = 1 << 30;

/// The cases of one schema.
pub struct Group {
    /// What checks them.
    pub checks: Checks,
    /// The cases.
    pub cases: &'static [Case],
}

/// An instance, and what is known about it.
pub struct Case {
    /// Its number in the whole run.
    pub number: usize,
    /// Its text.
    pub json: &'static str,
    /// The expected verdict.
    pub valid: bool,
    /// Whether a parsed value holds it without loss.
    pub in_tree: bool,
}

/// The validator of a schema, for each input: the verdicts of both sinks, and whether there is a report.
pub struct Checks {
    text: fn(&str) -> [Result<bool, String>; 3],
    tree: fn(&Value) -> [Result<bool, String>; 3],
    errors: fn(&str) -> Value,
    differ: fn(&Value) -> Option<String>,
}

impl Checks {
    /// Those of a type.
    pub const fn of<T: Validate>() -> Self {
        Checks { text: text::<T>, tree: tree::<T>, errors: errors::<T>, differ: differ::<T> }
    }
}

fn text<T: Validate>(json: &str) -> [Result<bool, String>; 3] {
    fn run<T: Validate, S: Branch<'static>>(json: &str, mut sink: S) -> Result<bool, String> {
        let walk = |sink: &mut S| {
            let mut text = Text::new(json.as_bytes()).map_err(|_| Stop::Syntax)?;
            T::walk(&mut text, sink)?;
            text.finish()
        };
        let flow = walk(&mut sink);
        verdict(&sink, flow)
    }
    // Without memoisation, time multiplies where verdicts are needed more than once.
    let fast = if T::MEMOISED {
        run::<T, _>(json, Memoising::new(&Memory::default()))
    } else {
        run::<T, _>(json, FailFast)
    };
    [
        fast,
        run::<T, _>(json, Collect::new(T::SCHEMA_PATH, &Memory::default())),
        reported(document::check::<T>(json.as_bytes())),
    ]
}

fn tree<T: Validate>(value: &Value) -> [Result<bool, String>; 3] {
    fn run<T: Validate, S: Branch<'static>>(value: &Value, mut sink: S) -> Result<bool, String> {
        let flow = T::walk(&mut Tree::new(value), &mut sink);
        verdict(&sink, flow)
    }
    let fast = if T::MEMOISED {
        run::<T, _>(value, Memoising::new(&Memory::default()))
    } else {
        run::<T, _>(value, FailFast)
    };
    [
        fast,
        run::<T, _>(value, Collect::new(T::SCHEMA_PATH, &Memory::default())),
        reported(document::check_value::<T>(value)),
    ]
}

/// Where the report sees errors.
fn errors<T: Validate>(json: &str) -> Value {
    let report = document::check::<T>(json.as_bytes()).err();
    let errors = report.iter().flat_map(|report| report.errors());
    let places = errors.map(|error| json!([error.instance_path(), error.keyword_path(), error.schema_path()]));
    places.collect()
}

/// How the errors of a value differ from those of the text that it is written as: in that text, members have the order
/// of the value. Both should have the same errors, with the same branches, in the same order.
fn differ<T: Validate>(value: &Value) -> Option<String> {
    let places = |report: Result<(), Report>| report.err().map_or(json!([]), |report| all(report.errors()));
    let of_text = places(document::check::<T>(value.to_string().as_bytes()));
    let of_value = places(document::check_value::<T>(value));
    (of_text != of_value).then(|| format!("the errors {of_value}; of the text, {of_text}"))
}

/// What errors are about, and those of their branches.
fn all(errors: Errors<'_>) -> Value {
    let one = |error: Error<'_>| {
        let branches: Value = error.branches().iter().map(all).collect();
        let paths = [error.instance_path(), error.keyword_path(), error.schema_path()];
        json!([paths, error.keyword(), branches])
    };
    errors.iter().map(one).collect()
}

fn verdict(sink: &impl Branch<'static>, flow: Flow) -> Result<bool, String> {
    match flow {
        Err(Stop::Failed) => Ok(false),
        Err(Stop::Syntax) => Err("not JSON".to_owned()),
        Ok(()) => sink.holds(Ok(())).map_err(|stop| format!("{stop:?}")),
    }
}

fn reported(result: Result<(), Report>) -> Result<bool, String> {
    match result {
        Ok(()) => Ok(true),
        Err(report) if report.errors().is_empty() => Err("the report is empty".to_owned()),
        Err(report) if report.to_string().is_empty() => Err("the report says nothing".to_owned()),
        Err(_) => Ok(false),
    }
}

/// What is wrong with the verdicts of a case; `None` if they are as expected.
fn complaint(valid: bool, verdicts: thread::Result<[Result<bool, String>; 3]>) -> Option<String> {
    let show = |verdict: &Result<bool, String>| match verdict {
        Ok(true) => "valid".to_owned(),
        Ok(false) => "invalid".to_owned(),
        Err(error) => error.clone(),
    };
    match verdicts {
        Ok(verdicts) if verdicts.iter().all(|verdict| *verdict == Ok(valid)) => None,
        Ok([fast, collected, report]) if fast == collected && collected == report => {
            Some(show(&fast))
        }
        Ok([fast, collected, report]) => Some(format!(
            "{} by the first failure, {} by Collect, {} by the report",
            show(&fast),
            show(&collected),
            show(&report)
        )),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
            Some(format!("panic: {}", said.unwrap_or("of unknown kind")))
        }
    }
}

/// The program.
pub fn main(crates: &'static [fn() -> Vec<Group>]) {
    let from = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    let errors = std::env::args().nth(2).is_some();
    panic::set_hook(Box::new(|_| {}));
    static CURRENT: AtomicUsize = AtomicUsize::new(usize::MAX);
    thread::spawn(|| {
        let mut before = CURRENT.load(Ordering::Relaxed);
        loop {
            thread::sleep(PATIENCE);
            let now = CURRENT.load(Ordering::Relaxed);
            if now == before {
                std::process::exit(HUNG);
            }
            before = now;
        }
    });
    let run = move || {
        let groups = crates.iter().flat_map(|groups| groups());
        for group in groups {
            for case in group.cases.iter().filter(|case| case.number >= from) {
                CURRENT.store(case.number, Ordering::Relaxed);
                say(&json!({ "begin": case.number }));
                one(&group.checks, case);
                if errors && !case.valid {
                    let errors = panic::catch_unwind(|| (group.checks.errors)(case.json));
                    say(&json!({ "case": case.number, "errors": errors.unwrap_or_default() }));
                }
            }
        }
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(run).expect("a thread");
    if thread.join().is_err() {
        std::process::exit(2);
    }
}

fn one(checks: &Checks, case: &Case) {
    let text = panic::catch_unwind(AssertUnwindSafe(|| (checks.text)(case.json)));
    if let Some(got) = complaint(case.valid, text) {
        say(&json!({ "case": case.number, "input": "text", "got": got }));
    }
    if !case.in_tree {
        return;
    }
    let tree = panic::catch_unwind(AssertUnwindSafe(|| {
        let value: Value = serde_json::from_str(case.json).expect("JSON");
        (checks.tree)(&value)
    }));
    if let Some(got) = complaint(case.valid, tree) {
        say(&json!({ "case": case.number, "input": "value", "got": got }));
    }
    let differ = panic::catch_unwind(AssertUnwindSafe(|| {
        serde_json::from_str(case.json).ok().and_then(|value| (checks.differ)(&value))
    }));
    if let Some(got) = differ.unwrap_or_else(|_| Some("panic".to_owned())) {
        say(&json!({ "case": case.number, "input": "reports", "got": got }));
    }
}

fn say(line: &Value) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("standard output");
}
