//! How failed choices are shown: the branch that was meant, and the others in one line. `BLESS=1` accepts new texts.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use voltype_runtime::check::{self, AnyOf, OneOf};
use voltype_runtime::{Failure, Flow, Input, Json, Report, Sink, Validate, document};

use crate::hostile::finishes;
use crate::modules::cases;

type CheckLine = fn(&[u8]) -> Result<(), Report>;

/// The golden modules whose invalid instances are shown.
const SHOWN: [(&str, CheckLine); 5] = [
    ("any_of_kinds", document::check::<cases::any_of_kinds::case::Case>),
    ("one_of_overlap", document::check::<cases::one_of_overlap::case::Case>),
    ("one_of_tagged", document::check::<cases::one_of_tagged::case::Case>),
    ("union_members", document::check::<cases::union_members::case::Case>),
    ("union_untagged", document::check::<cases::union_untagged::case::Case>),
];

fn golden() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

#[test]
fn the_branch_that_was_meant_is_shown() {
    let mut shown = String::new();
    for (name, check) in SHOWN {
        let lines = fs::read_to_string(golden().join("modules").join(name).join("invalid.jsonl"));
        for line in lines.unwrap().lines() {
            let report = check(line.as_bytes()).unwrap_err();
            writeln!(shown, "## {name}\n\n{report}\n").unwrap();
        }
    }
    let path = golden().join("report/alternatives.txt");
    let is_same = fs::read_to_string(&path).is_ok_and(|present| present == shown);
    if !is_same && std::env::var_os("BLESS").is_some() {
        fs::write(&path, &shown).unwrap();
    }
    assert!(is_same, "BLESS=1 accepts the new tests/golden/report/alternatives.txt:\n{shown}");
}

/// What a choice of forty objects with different values of `kind`, each with a number `size`, is compiled to.
struct Forty;

const FORTY: usize = 40;

/// The path of a branch of [`Forty`].
fn branch_path(index: usize) -> &'static str {
    static PATHS: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    &PATHS.get_or_init(|| (0..FORTY).map(|index| format!("/oneOf/{index}")).collect())[index]
}

fn kind(index: usize) -> &'static [Json<'static>] {
    static KINDS: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    let kinds = KINDS.get_or_init(|| (0..FORTY).map(|index| format!("kind-{index}")).collect());
    Box::leak(Box::new([Json::String(&kinds[index])]))
}

impl Validate for Forty {
    const SCHEMA_PATH: &'static str = "forty.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        let mut branches = OneOf::new();
        for index in 0..FORTY {
            branches.branch_with(input, sink, |input: &mut I, sink: &mut S::Branch| {
                let at = branch_path(index);
                let Some(mut object) = check::object::<_, _, 0>(input, sink, at)? else {
                    return Ok(());
                };
                while let Some(name) = object.next(input, sink)? {
                    match name.to_str().as_ref() {
                        "kind" => {
                            let want = kind(index);
                            check::literal(&mut input.clone(), want, sink, (at, "const"))?;
                            input.skip()?;
                        }
                        "size" => drop(check::number(input, sink, at)?),
                        _ => input.skip()?,
                    }
                }
                Ok(())
            })?;
        }
        branches.finish(input, sink, "")?;
        input.skip()
    }
}

#[test]
fn one_branch_of_forty_is_shown() {
    let json = br#"{"kind":"kind-7","size":"large","other":1}"#;
    let report = document::check::<Forty>(json).unwrap_err();
    let error = report.errors().first().unwrap();
    assert_eq!((error.branches().len(), error.branches().meant()), (FORTY, Some(7)));
    let shown = report.to_string();
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 7, "{shown}");
    assert_eq!(lines[0], "error: expected number, found string, in oneOf/7");
    assert!(lines[1].ends_with("/size"), "{shown}");
    let others = lines[6];
    assert!(others.starts_with("  = others: oneOf/0 (/kind: \"kind-7\" is not "), "{shown}");
    assert!(others.ends_with(", and 36 more"), "{shown}");
    // All failures are in the report and its formats.
    assert!(error.branches().iter().all(|branch| !branch.is_empty()));
    // The choice, `size` in each branch, and `kind` in all but one.
    assert_eq!(report.units().len(), 2 * FORTY);
}

#[test]
fn an_unknown_kind_lists_the_kinds() {
    let report = document::check::<Forty>(br#"{"kind":"kind-99"}"#).unwrap_err();
    assert_eq!(report.errors().first().unwrap().branches().meant(), None);
    let shown = report.to_string();
    assert!(shown.starts_with("error: \"kind-99\" is none of \"kind-0\", \"kind-1\", "), "{shown}");
    assert!(shown.lines().next().unwrap().len() < 700 && shown.lines().count() == 6, "{shown}");
}

#[test]
fn a_parsed_value_gets_the_same_answer() {
    let value =
        serde_json::json!({"shape": {"kind": "group", "members": [{"kind": "box", "size": -1}]}});
    let report = document::check_value::<cases::union_members::case::Case>(&value).unwrap_err();
    let shown = report.to_string();
    let start = "error: -1 is not at least 0, in anyOf/0\n  at /shape/members/0/size\n";
    assert!(shown.starts_with(start), "{shown}");
}

#[test]
fn branches_cut_by_the_limit_are_not_guessed() {
    for limit in 1..FORTY {
        let json = br#"{"kind":"kind-99","size":1}"#;
        let report = document::check_up_to::<Forty>(json, limit).unwrap_err();
        assert!(report.is_truncated());
        // The kinds that are known are not all.
        let shown = report.to_string();
        assert!(!shown.contains("is none of"), "{limit}: {shown}");
    }
}

/// What `{"items": {"anyOf": [{"type": "string"}, {"$ref": …}]}}` is compiled to, with another such choice behind the
/// reference, and so on.
struct Nested<const DEPTH: usize>;

/// Choices of choices in place, as deep as `DEPTH`, with a branch for strings at each level.
fn choices<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S, depth: usize) -> Flow {
    let mut branches = AnyOf::new();
    branches.branch_with(input, sink, |input: &mut I, sink: &mut S::Branch| {
        check::string(input, sink, "/anyOf/0").map(drop)
    })?;
    branches.branch_with(input, sink, |input: &mut I, sink: &mut S::Branch| {
        if depth == 0 {
            check::boolean(input, sink, "/anyOf/1")
        } else {
            deeper(input, sink, depth - 1)
        }
    })?;
    branches.finish(input, sink, "")?;
    input.skip()
}

fn deeper<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S, depth: usize) -> Flow {
    sink.enter("/anyOf/1/$ref", "nested.json#/$defs/next");
    choices(input, sink, depth)?;
    sink.leave();
    Ok(())
}

impl<const DEPTH: usize> Validate for Nested<DEPTH> {
    const SCHEMA_PATH: &'static str = "nested.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        let Some(mut items) = check::array(input, sink, "")? else { return Ok(()) };
        while items.next(input)?.is_some() {
            choices(input, sink.nested(), DEPTH)?;
        }
        Ok(())
    }
}

#[test]
fn choices_of_choices_are_judged_once() {
    finishes(|| {
        let json = format!("[{}1]", "1,".repeat(199));
        let report = document::check::<Nested<400>>(json.as_bytes()).unwrap_err();
        assert_eq!(report.errors().len(), 200);
        assert!(!report.is_truncated());
        let shown = report.to_string();
        let line = "error: expected boolean or string, found number";
        assert_eq!(shown.lines().filter(|one| *one == line).count(), 200, "{shown}");
        assert!(matches!(report.errors().first().unwrap().failure(), Failure::AnyOf));
    });
}
