//! Patterns that take backtracking engines ages, on texts of 100 kB.

use voltype_codegen::pattern::{PatternError, Program, compile};

use super::finishes;

const LENGTH: usize = 100_000;

#[test]
fn no_regular_pattern_needs_backtracking() {
    let many = "a".repeat(LENGTH);
    let cases = [
        (r"(a+)+$", format!("{many}!"), false),
        (r"(a+)+$", many.clone(), true),
        (r"^(a+)+$", format!("{many}!"), false),
        (r"^(a|a)*b", many.clone(), false),
        (r"^(a|a)*b", format!("{many}b"), true),
        (r"(a|aa)+b$", many.clone(), false),
        (r"(.*)*x", many.clone(), false),
        (r"(.*)*x", format!("{many}x"), true),
        (r"^(([a-z])+.)+[A-Z]([a-z])+$", many.clone(), false),
        (r"(a?){50}a{50}b", many.clone(), false),
        (r"a.{20}b", many.clone(), false),
        (r"(?=(a+)+b)a", many.clone(), false),
        (r"(?<!(a|a)*b)c", many.clone(), false),
        (r"(x+x+)+y", "x".repeat(LENGTH), false),
        (r"\s+$", format!("{}x", " ".repeat(LENGTH)), false),
    ];
    for (pattern, text, matches) in cases {
        let (program, found) = finishes(move || {
            let program = compile(pattern).unwrap();
            let found = program.is_match(text.as_bytes());
            (program, found)
        });
        assert!(!matches!(program, Program::Backtrack(_)), "{pattern}");
        assert_eq!(found, Ok(matches), "{pattern}");
    }
}

#[test]
fn back_references_give_up() {
    let many = "a".repeat(LENGTH);
    for pattern in [r"^(a+)+\1b$", r"(a*)*\1b", r"(?=((a|a)*))\1\1b", r"^(.*)(.*)(.*)\1\2\3x$"] {
        let text = many.clone();
        let program = compile(pattern).unwrap();
        assert!(program.is_limited(), "{pattern}");
        let found = finishes(move || program.is_match(text.as_bytes()));
        assert!(found.is_err(), "{pattern}: {found:?}");
    }
    // On texts of reasonable length there is a verdict.
    assert_eq!(compile(r"^(a+)\1$").unwrap().is_match(b"aaaa"), Ok(true));
    assert_eq!(compile(r"^(a+)\1$").unwrap().is_match(b"aaa"), Ok(false));
}

#[test]
fn repetitions_that_multiply_are_refused() {
    for pattern in [
        "(a{1000}){1000}",
        "((a{100}){100}){100}",
        "a{4294967295}",
        "(?:(?:a{0,1000}){0,1000}){0,1000}",
        "(a{1000}){1000}\\1",
        "(?=(a{1000}){1000})",
    ] {
        let error = finishes(move || compile(pattern).unwrap_err());
        assert_eq!(error, PatternError::TooLarge, "{pattern}");
    }
}

#[test]
fn deep_and_long_patterns_are_compiled_or_refused() {
    for (open, close) in [("(", ")"), ("(?=", ")"), ("(?:", ")*"), ("(?<!", ")")] {
        let pattern = format!("{}a{}", open.repeat(100_000), close.repeat(100_000));
        let error = finishes(move || compile(&pattern).unwrap_err());
        assert!(matches!(error, PatternError::Syntax(_) | PatternError::TooLarge), "{error}");
    }
    let long = "a|".repeat(LENGTH);
    let classes = "[^a-z]".repeat(2_000);
    for pattern in [long, classes, "(".repeat(LENGTH), "[".repeat(LENGTH), "\\".repeat(LENGTH)] {
        let shown = pattern.get(..10).unwrap().to_owned();
        let said = finishes(move || compile(&pattern).map(drop).map_err(|error| error.to_string()));
        assert!(said.as_ref().err().is_none_or(|message| !message.is_empty()), "{shown}: {said:?}");
    }
}
