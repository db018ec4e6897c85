//! Whole compilations.

use crate::*;

fn verdict(pattern: &str, text: &str) -> bool {
    compile(pattern).unwrap().is_match(text.as_bytes()).unwrap()
}

#[test]
fn durations_are_a_small_automaton() {
    let pattern = r"^-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+[DW])?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$";
    let program = compile(pattern).unwrap();
    assert_eq!(explain(&program), "automaton: 19 states, 11 classes");
    for (text, expected) in [
        ("P1Y", true),
        ("-P1Y2M3DT4H5M6.7S", true),
        ("P", false),
        ("PT", false),
        ("P1", false),
        ("P1DT", true),
        ("PT1S", true),
        ("PT1.S", false),
        ("PT1.5S", true),
        ("P1M1Y", false),
        ("P1W", true),
        ("xP1W", false),
    ] {
        assert_eq!(program.is_match(text.as_bytes()), Ok(expected), "{text}");
    }
}

#[test]
fn explanations() {
    for (pattern, expected) in [
        ("^x-", "straight: starts with \"x-\""),
        ("^(a|b|c)$", "straight: is \"a\" or \"b\" or \"c\""),
        ("x$", "straight: ends with \"x\""),
        ("a*", "straight: always"),
        ("[]", "straight: never"),
        ("a+", "straight: contains \"a\""),
        ("[a-z]", "straight: has one of a class"),
        ("^[a-z]+$", "straight: a run of a class"),
        ("^.{1,20}$", "straight: a run of a class"),
        (r"^\d{4}-\d{2}-\d{2}$", "straight: a sequence of 10 classes and the end"),
        ("^[a-z][a-z0-9]*$", "straight: a sequence of 1 classes and a run of a class"),
        ("^[a-z][0-9]", "straight: a sequence of 2 classes and anything"),
        (r"(.)\1", "back-references: limited backtracking"),
        ("(a|b)*a(a|b){30}$", "simulation: 97 instructions"),
    ] {
        assert_eq!(explain(&compile(pattern).unwrap()), expected, "{pattern}");
    }
}

#[test]
fn look_around() {
    for (pattern, text, expected) in [
        (r"^(?!.*foo).*bar$", "xbar", true),
        (r"^(?!.*foo).*bar$", "xfoobar", false),
        (r"(?<=a+)b", "xaab", true),
        (r"(?<!a)b", "ab", false),
        (r"(?<!a)b", "b", true),
        (r"\bfoo\b", "a foo b", true),
        (r"\bfoo\b", "afoo b", false),
        (r"(?<=a(?=b)b)c", "abc", true),
        (r"(?<=a(?!b)b)c", "abc", false),
        (r"^((\.(?!\.)\/)?\w+\/?)+$", "./a/b", true),
        (r"^(?=.*[a-z])(?=.*\d)[a-z\d]{4,}$", "abc1", true),
        (r"^(?=.*[a-z])(?=.*\d)[a-z\d]{4,}$", "abcd", false),
    ] {
        assert_eq!(verdict(pattern, text), expected, "{pattern} {text}");
    }
}

#[test]
fn names_of_properties_have_data() {
    let source = include_str!("../../runtime/src/pattern/names.rs");
    let mut kind = "";
    let mut missing = Vec::new();
    for line in source.lines() {
        match line.split_once(": Names") {
            Some(("static GENERAL_CATEGORIES", _)) => kind = "gc=",
            Some(("static SCRIPTS", _)) => kind = "scx=",
            Some(_) => kind = "",
            None => {}
        }
        let Some((name, _)) = line.strip_prefix("    &[\"").and_then(|rest| rest.split_once('"'))
        else {
            continue;
        };
        if compile(&format!(r"^\p{{{kind}{name}}}")).is_err() {
            missing.push(name);
        }
    }
    // Not in the tables of `regex-syntax`: one property, and what is new in Unicode 17.
    assert_eq!(
        missing,
        ["Changes_When_NFKC_Casefolded", "Beria_Erfe", "Sidetic", "Tai_Yo", "Tolong_Siki"]
    );
}

#[test]
fn hostile_patterns_are_bounded() {
    let nested = |open: &str, close: &str| open.repeat(240) + "a" + &close.repeat(240);
    for pattern in [
        "(a|b)*a(a|b){30}".to_owned(),
        "((a{1000}){1000}){1000}".to_owned(),
        "(((){4294967295}){4294967295}){4294967295}".to_owned(),
        "^.{0,10000}x$".to_owned(),
        "(?:x{0,300}){0,100}y".to_owned(),
        nested("(", "){0,2}"),
        nested("(?:", ")*"),
        nested("(?=", ")"),
        nested("(?<!", ")"),
        nested("(?:a|", ")"),
        nested("(?!.*", ")"),
        (0..40).map(|n| format!("(?=.*a.{{{n}}}b)")).collect(),
        (0..40).map(|n| format!("(?!.*(a|b.{{{n}}}).*b)")).collect(),
        r"(\p{L}|\p{N}|\p{sc=Greek}x){20}".to_owned(),
        "(?<=a.{20})b".to_owned(),
        format!(r"(a){}", r"\1".repeat(1000)),
    ] {
        if let Ok(program) = compile(&pattern) {
            // Any verdict is fine, but there has to be one.
            program.is_match(&[b'a'; 300]).ok();
        }
    }
}

#[test]
fn lone_surrogates_are_code_points() {
    let lone = b"\xED\xA0\xBD";
    for (pattern, expected) in [
        ("^.$", true),
        ("^[^a]$", true),
        (r"^\S$", true),
        (r"^(?!x)[^a]$", true),
        (r"^\uD83D$", true),
        (r"^(?=.$)\uD83D", true),
        (r"^[\uD83D-\uD83E]$", true),
        (r"^\uD83E$", false),
        (r"^\p{Cs}$", true),
        (r"^\p{L}$", false),
        (r"^(.)\1?$", true),
    ] {
        assert_eq!(compile(pattern).unwrap().is_match(lone), Ok(expected), "{pattern}");
    }
    // A pair is one code point, so one half does not match.
    assert!(!verdict(r"\uD83D", "😀"));
    assert!(verdict(r"^\uD83D\uDE00$", "😀"));
}
