//! Whole compilations.

use super::*;

fn verdict(pattern: &str, text: &str) -> bool {
    compile(pattern).unwrap().is_match(text.as_bytes()).unwrap()
}

#[test]
fn durations_are_a_small_machine() {
    let pattern = r"^-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+[DW])?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$";
    let program = compile(pattern).unwrap();
    assert_eq!(explain(&program), "machine: 19 states, 11 classes");
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
