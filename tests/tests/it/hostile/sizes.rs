//! Schemas that are large in one place: time and memory of the compiler, and the size of what it makes, are linear in
//! them. The sizes are so large that quadratic work would not finish in reasonable time.

use voltype_codegen::Output;

use super::compile;

/// The parts that a function makes of numbers from 0 on, with commas in between.
fn list(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",")
}

/// The output, and how many bytes of source it has.
fn compiled(schema: &str, validators_only: bool) -> (Output, usize) {
    let output = compile(schema, validators_only).unwrap_or_else(|said| panic!("{}", said[0]));
    let size = output.files["evil.rs"].len();
    (output, size)
}

/// A union of objects, each of which holds the union again under the name that it is given.
fn union(size: usize, name: impl Fn(usize) -> String) -> String {
    let branches = list(size, |index| format!(r##"{{"$ref":"#/definitions/b{index}"}}"##));
    let objects = list(size, |index| {
        let name = name(index);
        format!(
            r##""b{index}":{{"properties":{{"kind":{{"const":{index}}},"{name}":{{"$ref":"#/definitions/all"}}}}}}"##
        )
    });
    format!(
        r##"{{"definitions":{{"all":{{"anyOf":[{branches}]}},{objects}}},"$ref":"#/definitions/all"}}"##
    )
}

#[test]
fn unions_of_a_thousand_objects_that_hold_the_union() {
    let (equal, _) = compiled(&union(1_000, |_| "next".to_owned()), true);
    // Only the union is called twice, for the one member.
    assert_eq!(equal.files["evil.rs"].matches("check::memoised(").count(), 1);
    let (different, _) = compiled(&union(1_000, |index| format!("next{index}")), true);
    assert_eq!(different.files["evil.rs"].matches("check::memoised(").count(), 0);
}

#[test]
fn keywords_with_thousands_of_parts() {
    const SOME: usize = 2_000;
    let name = |index| format!(r#""a{index}""#);
    let text = |index| format!(r#"{{"minLength":{index}}}"#);
    for schema in [
        format!(
            r#"{{"dependencies":{{{}}}}}"#,
            list(SOME, |at| format!("{}:[{}]", name(at), name(at + 1)))
        ),
        format!(
            r#"{{"dependencies":{{{}}}}}"#,
            list(SOME, |at| format!("{}:{}", name(at), text(at)))
        ),
        format!(r#"{{"allOf":[{}]}}"#, list(SOME, text)),
        format!(r#"{{"anyOf":[{}]}}"#, list(SOME, |at| format!(r#"{{"const":{at}}}"#))),
        format!(r#"{{"oneOf":[{}]}}"#, list(SOME, |at| format!(r#"{{"const":{at}}}"#))),
        format!(r#"{{"items":[{}]}}"#, list(SOME, text)),
        format!(r#"{{"required":[{}]}}"#, list(10 * SOME, name)),
        format!(
            r#"{{"patternProperties":{{{}}}}}"#,
            list(SOME, |at| format!("\"^{at}\":{}", text(at)))
        ),
        format!(
            r#"{{"properties":{{{}}},"patternProperties":{{"^x":{{"type":"null"}}}}}}"#,
            list(2 * SOME, |at| format!(r#"{}:{{"type":"string"}}"#, name(at)))
        ),
    ] {
        let (_, size) = compiled(&schema, true);
        assert!(size < 2_000 * SOME, "{size} bytes of {schema:.40}");
    }
}

#[test]
fn numbers_of_a_hundred_thousand_digits() {
    let digits = "3".repeat(100_000);
    let zeros = "0".repeat(100_000);
    let schema = format!(
        r#"{{"multipleOf":{digits},"minimum":{digits}.5,"exclusiveMaximum":{digits}e{digits},"enum":[0.{zeros},{{"a":-{digits}}}]}}"#
    );
    for validators_only in [true, false] {
        let (output, size) = compiled(&schema, validators_only);
        let source = &output.files["evil.rs"];
        assert!(size < 10 * digits.len(), "{size} bytes");
        // The Rust compiler reads none of them, and knows zero.
        assert_eq!(source.matches("Number::long_digits(").count(), 2);
        assert_eq!(source.matches("Number::long_decimal(").count(), 2);
        assert!(source.contains(r#"Number::literal("0")"#));
    }
}

#[test]
fn an_enum_of_too_many_strings_is_a_string() {
    let schema = |count| {
        let values = list(count, |index| format!("\"value {index}\""));
        format!(r#"{{"type":"object","properties":{{"a":{{"enum":[{values}]}}}}}}"#)
    };
    let limit = voltype_codegen::enumeration::MAX_VARIANTS;
    // Values that differ only in characters that names cannot have get numbers.
    let marks = list(limit, |index| {
        format!("\"{}\"", format!("{index:b}").replace('0', "-").replace('1', "+"))
    });
    compiled(&format!(r#"{{"enum":[{marks}]}}"#), false);
    let (few, _) = compiled(&schema(limit), false);
    assert!(few.files["evil.rs"].contains("pub enum ") && few.warnings.is_empty());
    let (many, size) = compiled(&schema(50_000), false);
    // Each value occurs in the source once, on a separate line.
    assert!(!many.files["evil.rs"].contains("pub enum ") && size < 80 * 50_000, "{size} bytes");
    let [warning] = &many.warnings[..] else { panic!("{:?}", many.warnings) };
    assert!(
        warning.message.contains("50000 strings") && warning.message.contains(&limit.to_string())
    );
}
