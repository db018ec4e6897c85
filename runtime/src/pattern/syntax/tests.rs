//! Patterns that are valid, and patterns that are not.

use super::*;

#[test]
fn valid_patterns() {
    let patterns = [
        "",
        "a",
        "^$",
        "a|",
        "(|)",
        "(a|b)*?c+?d??e{2}?f{2,}g{2,3}",
        "[]",
        "[^]",
        "[-a]",
        "[a-]",
        "[--/]",
        "[]",
        "a]",
        "a}",
        "{",
        "a{",
        "a{,3}",
        "a{x}",
        "{a}",
        r"\-\_\'\@\ \/\#\,",
        r"[\-\_\]\b]",
        r"\d\D\w\W\s\S\t\n\v\f\r",
        r"\cA\cz[\cA]",
        r"\x41\u0041\u{1F600}\uD83D\uDE00\uD83D\0",
        r"\p{Letter}\P{L}\p{gc=Lu}\p{General_Category=digit}",
        r"\p{Any}",
        r"\p{Script=Greek}\p{sc=Grek}\p{scx=Zyyy}\p{Alpha}\p{White_Space}[\p{L}\P{N}]",
        "(?:a)(?<n>b)(?=c)(?!d)(?<=e+)(?<!f)",
        r"\1(a)",
        r"\k<n>(?<n>a)",
        r"(?<$é1>a)\k<$é1>",
        r"(?:^)*(?:a$)+",
        r"[\w-]",
        r"\b\B",
        r"[\d\-x]",
        "(?:(?=a))*",
    ];
    for pattern in patterns {
        assert_eq!(parse(pattern).err(), None, "{pattern}");
    }
}

#[test]
fn errors_and_where() {
    let cases = [
        ("a)", 1),
        ("(a", 0),
        ("^(abc]", 1),
        ("[a", 0),
        ("a**", 2),
        ("*", 0),
        ("a++", 2),
        ("a{2}{3}", 4),
        ("{2}", 0),
        ("+a", 0),
        ("(?i)a", 0),
        ("(?i:a)", 0),
        ("x(?P<n>a)", 1),
        ("(?#c)", 0),
        ("(?>a)", 0),
        ("(?", 0),
        ("[b-a]", 1),
        ("a{3,2}", 1),
        (r"[\d-a]", 1),
        (r"[a-\d]", 1),
        (r"\a", 0),
        (r"\Z", 0),
        (r"x\A", 1),
        (r"\z", 0),
        (r"\h", 0),
        (r"\", 0),
        (r"\é", 0),
        (r"\c1", 0),
        (r"\x4", 0),
        (r"\u12", 0),
        (r"\u{110000}", 0),
        (r"\u{}", 0),
        (r"\00", 0),
        (r"\1", 0),
        (r"(a)\2", 3),
        (r"\k<n>", 0),
        (r"\k", 0),
        ("(?<n>a)(?<n>b)", 10),
        ("(?<1>a)", 3),
        ("(?<n", 3),
        (r"\p", 0),
        (r"\pL", 0),
        (r"\p{latin}", 0),
        (r"\p{Script}", 0),
        (r"\p{Greek}", 0),
        (r"\p{sc=Foo}", 0),
        ("(?<=a)*", 6),
        ("(?=a)*", 5),
        ("^*", 1),
        (r"\b+", 2),
        (r"[\B]", 1),
        (r"[\1]", 1),
    ];
    for (pattern, offset) in cases {
        assert_eq!(parse(pattern).map_err(|error| error.offset), Err(offset), "{pattern}");
    }
}

#[test]
fn hostile_patterns_are_answered() {
    assert!(!is_valid(&"(".repeat(100_000)));
    assert!(!is_valid(&format!("{}{}", "(".repeat(251), ")".repeat(251))));
    assert!(is_valid(&format!("{}{}", "(".repeat(250), ")".repeat(250))));
    assert!(is_valid("a{99999999999999999999}"));
    assert!(is_valid("a{0,99999999999999999999}"));
    assert!(!is_valid(&"[".repeat(10_000)));
}

#[test]
fn time_is_linear_in_the_pattern() {
    // 600 KB each: work for each byte on all that follows, or on all that was before, would take minutes.
    const SIZE: usize = 600_000;
    let repeated = |part: &str| part.repeat(SIZE / part.len());
    let numbered = |part: fn(usize) -> String| (0..SIZE / 12).map(part).collect::<String>();
    for (pattern, valid) in [
        (repeated("{"), true),
        (repeated("a{1,"), true),
        (repeated("{1{"), true),
        (repeated("]}"), true),
        (repeated("a|"), true),
        (repeated("(?:a|b)"), true),
        (repeated("[a-z]"), true),
        (repeated(r"\p{L}"), true),
        (repeated(r"\u{61}"), true),
        (numbered(|index| format!("(?<n{index:06}>)")), true),
        (format!("(?<name>a){}", repeated(r"\k<name>")), true),
        (
            numbered(|index| format!("(?<n{index:06}>)"))
                + &numbered(|index| format!(r"\k<n{index:06}>")),
            true,
        ),
        (format!("{}(?<n000001>)", numbered(|index| format!("(?<n{index:06}>)"))), false),
        (format!("{}>", repeated("(?<n")), false),
        (format!(r"\k<{}>", repeated("(?<n")), false),
        (format!(r"(?:{}", repeated(r"(?<n\")), false),
        (repeated(r"(?<n"), false),
        (repeated(r"\k<n"), false),
        (repeated("("), false),
        (repeated("[["), false),
        (repeated("(?:"), false),
        (repeated(r"\u{"), false),
        (repeated(r"\p{"), false),
        (format!("a{{{}", repeated("1")), true),
    ] {
        assert_eq!(is_valid(&pattern), valid, "{:.40}", pattern);
    }
}

#[test]
fn escapes_stand_for_code_points() {
    let chars = |pattern: &str| match parse(pattern).unwrap().root {
        Node::Char(char) => char,
        other => panic!("{other:?}"),
    };
    for (pattern, char) in [
        (r"\cj", 10),
        (r"\x7f", 0x7F),
        (r"\uD83D\uDE00", 0x1F600),
        (r"\uD83D", 0xD83D),
        (r"\u{1F600}", 0x1F600),
        (r"\0", 0),
        (r"\-", 0x2D),
    ] {
        assert_eq!(chars(pattern), char, "{pattern}");
    }
}
