//! Text that is deep, long or wide.

use serde_json::Value;
use voltype::runtime::check::{enter_array, string, unique_items};
use voltype::runtime::{Failure, Flow, Input, Number, Reason, Sink, Text, Validate, document};
use voltype::session::Session;
use voltype_tests::samples::session;

use super::finishes;

const MILLION: usize = 1_000_000;

#[test]
fn text_a_million_deep_is_refused_at_the_limit() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        let text = format!("{}1{}", open.repeat(MILLION), close.repeat(MILLION));
        let report = finishes(move || Session::check(text.as_bytes()).unwrap_err());
        assert_eq!(report.errors().len(), 1, "{report}");
        let error = report.errors().first().unwrap();
        assert_eq!(error.failure(), &Failure::Syntax(Reason::TooDeep), "{open}");
        // No byte after the first one that is too deep was read: the text after it is not JSON.
        let text = format!("{}?", open.repeat(200));
        assert_eq!(Text::defect(text.as_bytes()).unwrap().reason, Reason::TooDeep, "{open}");
    }
}

#[test]
fn numbers_of_a_million_digits_are_read() {
    let nines = "9".repeat(MILLION);
    let small = format!("0.{}1", "0".repeat(MILLION));
    for (number, valid) in [
        (nines.clone(), true),
        (small.clone(), true),
        (format!("-{small}"), false),
        (format!("{nines}.{nines}"), true),
        (format!("0.{nines}e{nines}"), true),
        (format!("-{nines}e-{nines}"), false),
        ("1e1000000000".to_owned(), true),
        ("-1e-1000000000".to_owned(), false),
    ] {
        let text = session(&[("energy_kwh", &number)]);
        let (verdict, errors) = finishes(move || {
            let errors = Session::check(text.as_bytes()).err();
            (Session::is_valid(text.as_bytes()), errors.map_or(0, |report| report.errors().len()))
        });
        assert_eq!((verdict, errors), (valid, usize::from(!valid)), "{number:.20}…");
    }
}

#[test]
fn numbers_of_a_million_digits_are_compared_and_divided() {
    let (equal, multiple) = finishes(|| {
        let number = |text: &'static str| Number::scan(text.as_bytes(), 0).unwrap().0;
        let long = |text: String| number(Box::leak(text.into_boxed_str()));
        let power = long(format!("1{}", "0".repeat(MILLION)));
        let long_three = long("3".repeat(MILLION));
        let equal = [
            (power == number("1e1000000"), true),
            (power == number("1e1000001"), false),
            (power < number("1e1000000000"), true),
            (number("1e1000000000") > number("9e999999999"), true),
            (number("1e-1000000000") > number("0"), true),
            (long_three == long(format!("{}.0", "3".repeat(MILLION))), true),
        ];
        let multiple = [
            (long_three.is_multiple_of(&number("3")), true),
            (long_three.is_multiple_of(&number("0.01")), true),
            (long_three.is_multiple_of(&number("2")), false),
            (power.is_multiple_of(&number("1024")), true),
            (number("1e1000000000").is_multiple_of(&number("7")), false),
            (number("1e1000000000").is_multiple_of(&number("8")), true),
            (number("1e-1000000000").is_multiple_of(&number("1")), false),
            (number("7e1000000000").is_multiple_of(&number("7e-1000000000")), true),
            (number("1e1000000000").is_multiple_of(&power), true),
        ];
        (equal, multiple)
    });
    for (index, (got, want)) in equal.into_iter().chain(multiple).enumerate() {
        assert_eq!(got, want, "case {index}");
    }
}

/// The validator of a schema with only `uniqueItems`.
struct Unique;

impl Validate for Unique {
    const SCHEMA_PATH: &'static str = "unique.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        // It reads a clone of the input, as in generated code: it stops at the first pair.
        unique_items(&mut input.clone(), sink, "")?;
        input.skip()
    }
}

/// The first two equal items of an array in text, if there are any.
fn duplicate(text: &str) -> Option<(u64, u64)> {
    let report = document::check::<Unique>(text.as_bytes()).err();
    report.map(|report| match report.errors().first().unwrap().failure() {
        Failure::Duplicate { indexes } => *indexes,
        other => panic!("{other:?}"),
    })
}

/// The same, with the parsed value as a second input, which must agree.
fn duplicate_anywhere(text: &str) -> Option<(u64, u64)> {
    let found = duplicate(text);
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(document::is_valid_value::<Unique>(&value), found.is_none());
    found
}

#[test]
fn numbers_with_far_exponents_are_told_apart() {
    // Exponents beyond a machine word, which differ in their last digits.
    let far = |index: u32| format!("1e{}{index:06}", "9".repeat(31));
    let items: Vec<String> = (0..20_000).map(far).collect();
    let all = format!("[{}]", items.join(","));
    let again = format!("[{},10e{}000006]", items.join(","), "9".repeat(31));
    let (none, some) = finishes(move || (duplicate(&all), duplicate(&again)));
    assert_eq!((none, some), (None, Some((7, 20_000))));
}

#[test]
fn a_hundred_thousand_items_are_told_apart() {
    const ITEMS: u64 = 100_000;
    let array = |item: &dyn Fn(u64) -> String, last: &str| {
        let items: Vec<String> = (0..ITEMS).map(item).collect();
        format!("[{}{last}]", items.join(","))
    };
    // Numbers in spellings that agree in many of their parts, strings, arrays, and objects of equal names.
    let kinds: [(&dyn Fn(u64) -> String, &str); 5] = [
        (&|index| index.to_string(), ",999990e-1"),
        (&|index| format!("{index}e-{}", index % 10), ",99999e-9"),
        (&|index| format!("\"{index}\""), ",\"9999\\u0039\""),
        (&|index| format!("[{},{}]", index / 300, index % 300), ",[333,99.0]"),
        (&|index| format!("{{\"a\":{index},\"b\":0}}"), ",{\"b\":-0,\"a\":99999}"),
    ];
    for (kind, (item, last)) in kinds.into_iter().enumerate() {
        let (different, twice) = (array(item, ""), array(item, last));
        let found = finishes(move || [duplicate_anywhere(&different), duplicate_anywhere(&twice)]);
        assert_eq!(found, [None, Some((ITEMS - 1, ITEMS))], "kind {kind}");
    }
}

#[test]
fn spellings_of_one_number_are_one_item() {
    for (text, found) in [
        ("[1,1.0]", Some((0, 1))),
        ("[1,2,10e-1]", Some((0, 2))),
        ("[0,-0.0e5]", Some((0, 1))),
        ("[100,1e2]", Some((0, 1))),
        ("[1,\"1\",[1],{\"1\":1},true,null]", None),
        ("[123456789012345678901234567890,123456789012345678901234567891]", None),
    ] {
        assert_eq!(duplicate(text), found, "{text}");
    }
}

#[test]
fn a_hundred_thousand_members_are_read() {
    let names: Vec<String> = (0..100_000).map(|index| format!("member {index}")).collect();
    let members: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "0")).collect();
    let valid = session(&members);
    let twice = format!("{},\"member 99999\":1}}", valid.trim_end().trim_end_matches('}'));
    let (valid, report) = finishes(move || {
        (Session::check(valid.as_bytes()), Session::check(twice.as_bytes()).unwrap_err())
    });
    valid.unwrap();
    assert_eq!(report.errors().first().unwrap().failure(), &Failure::Syntax(Reason::DuplicateName));
}

/// What a schema of `items: {type: string}` is compiled to.
struct Strings;

impl Validate for Strings {
    const SCHEMA_PATH: &'static str = "strings.json#";

    fn walk<'a, I: Input<'a>, S: Sink>(input: &mut I, sink: &mut S) -> Flow {
        let mut array = enter_array(input)?;
        while array.next(input)?.is_some() {
            string(input, sink, "/items")?;
        }
        Ok(())
    }
}

#[test]
fn a_hundred_thousand_errors_in_one_line_have_their_places() {
    let text = format!("[\n{}\"é\"]", "\"é\", 7, ".repeat(100_000));
    let report = finishes(move || document::check::<Strings>(text.as_bytes()).unwrap_err());
    let places = report.errors().iter().map(|error| (error.line(), error.column()));
    let expected = (0..100_000).map(|index| (Some(2), Some(index * 8 + 6)));
    assert!(places.eq(expected));
    let last = report.errors().last().unwrap().to_string();
    assert!(last.contains("--> line 2, column 799998: /199999\n"), "{last}");
    assert!(last.contains("\n2 | …7, \"é\", 7, ") && last.contains(", 7, \"é\"]\n"), "{last}");
}
