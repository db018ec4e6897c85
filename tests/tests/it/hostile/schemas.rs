//! Schemas that are deep, wide or recursive.

use voltype_codegen::Output;
use voltype_codegen::diagnostic::Spot;

use super::{compile, refusal};

/// The source of a schema's module.
fn source(output: &Output) -> &str {
    &output.files["evil.rs"]
}

#[test]
fn a_schema_a_million_deep_is_refused() {
    for (open, close) in
        [("{\"not\":", "}"), ("{\"allOf\":[", "]}"), ("[", "]"), ("{\"enum\":[", "]}")]
    {
        let schema = format!("{}true{}", open.repeat(1_000_000), close.repeat(1_000_000));
        let said = super::finishes({
            let schema = schema.clone();
            move || refusal(&schema)
        });
        assert_eq!(said.len(), 1, "{open}");
        assert!(said[0].contains("nested too deep"), "{said:?}");
    }
}

#[test]
fn as_deep_as_the_reader_goes_is_compiled() {
    for (levels, open, close) in
        [(127, "{\"not\":", "}"), (63, "{\"allOf\":[", "]}"), (63, "{\"properties\":{\"a\":", "}}")]
    {
        let schema = format!("{}{{}}{}", open.repeat(levels), close.repeat(levels));
        for validators_only in [true, false] {
            let output = compile(&schema, validators_only).unwrap();
            assert!(syn::parse_file(source(&output)).is_ok());
        }
    }
}

#[test]
fn a_hundred_thousand_properties_are_compiled() {
    let wide = |schema: &dyn Fn(usize) -> String| {
        let members = (0..100_000).map(|index| format!("\"p{index}\":{}", schema(index)));
        format!("{{\"properties\":{{{}}}}}", members.collect::<Vec<_>>().join(","))
    };
    // Members with equal checks share a function, so rustc gets one more function, and no long one.
    let equal = wide(&|index| format!("{{\"type\":\"string\",\"title\":\"{index}\"}}"));
    let output = compile(&equal, true).unwrap_or_else(|said| panic!("{}", said[0]));
    let made = source(&output);
    assert_eq!(made.matches("#[inline(never)]").count(), 2);
    assert_eq!(made.matches("check::property(").count(), 1);
    assert!(made.contains(" 0..=99999 => ") && made.lines().count() < 100_200);
    // With other keywords, too.
    let few = wide(&|index| format!("{{\"minimum\":{}}}", index % 10));
    let output = compile(&few, true).unwrap_or_else(|said| panic!("{}", said[0]));
    assert_eq!(source(&output).matches("check::property(").count(), 10);
}

#[test]
fn a_hundred_thousand_errors_are_reported_and_printed() {
    let wrong = (0..100_000).map(|index| format!("\"p{index}\":{{\"minimum\":\"é\"}}"));
    let schema = format!("{{\"properties\":{{{}}}}}", wrong.collect::<Vec<_>>().join(","));
    let spans: Vec<usize> = schema.match_indices("\"é\"").map(|(at, _)| at).collect();
    let (said, spots) = super::finishes(move || {
        let said = compile(&schema, true).unwrap_err();
        let spots = Spot::of_each(&said);
        (said, spots)
    });
    assert_eq!(said.len(), 100_000);
    for (index, (spot, at)) in spots.iter().zip(spans).enumerate() {
        let spot = spot.unwrap();
        // The schema is one line, with a character of two bytes in each value before.
        assert_eq!((spot.line, spot.column), (1, at + 1 - index));
    }
    let (last, place) = (said[99_999].to_string(), spots[99_999].unwrap());
    assert!(last.contains(&format!("--> evil.json:1:{}\n", place.column)), "{last}");
    assert!(last.contains("\"p99999\":{\"minimum\":\"é\"}") && last.len() < 2_000, "{last}");
}

#[test]
fn references_without_progress_are_diagnosed() {
    let two = |a: &str, b: &str| {
        format!(r##"{{"$ref": "#/definitions/a", "definitions": {{"a": {a}, "b": {b}}}}}"##)
    };
    let to = |name: &str| format!(r##"{{"$ref": "#/definitions/{name}"}}"##);
    let cases = [
        r##"{"$ref": "#"}"##.to_owned(),
        r##"{"allOf": [{"$ref": "#"}]}"##.to_owned(),
        r##"{"not": {"not": {"$ref": "#"}}}"##.to_owned(),
        r##"{"if": {"$ref": "#"}, "then": false}"##.to_owned(),
        r##"{"dependencies": {"a": {"$ref": "#"}}}"##.to_owned(),
        two(&to("b"), &to("a")),
        two(&format!("{{\"allOf\": [{}]}}", to("b")), &to("a")),
        two(&format!("{{\"anyOf\": [true, {}]}}", to("b")), &format!("{{\"not\": {}}}", to("a"))),
        two(
            &format!("{{\"if\": {}, \"then\": {}}}", to("b"), to("b")),
            &format!("{{\"oneOf\": [{}]}}", to("a")),
        ),
        two(&format!("{{\"if\": true, \"else\": {}}}", to("b")), &to("a")),
    ];
    for schema in cases {
        let said = refusal(&schema);
        assert!(
            said.iter().any(|message| message.contains("refers to itself without end")),
            "{schema}: {said:?}"
        );
    }
    // With a step into the instance between, all is well.
    for schema in [
        r##"{"properties": {"a": {"$ref": "#"}}}"##,
        r##"{"items": {"anyOf": [{"$ref": "#"}, {"not": {"$ref": "#"}}]}}"##,
    ] {
        assert!(compile(schema, true).is_ok(), "{schema}");
    }
}

/// Definitions, each of which refers to the next one twice.
fn chain(levels: usize, link: impl Fn(&str) -> String) -> String {
    let definitions: Vec<String> = (0..levels)
        .map(|level| {
            let next = format!("{{\"$ref\":\"#/definitions/d{}\"}}", level + 1);
            format!("\"d{level}\":{}", link(&next))
        })
        .collect();
    format!(
        "{{\"$ref\":\"#/definitions/d0\",\"definitions\":{{{},\"d{levels}\":{{\"type\":\"string\"}}}}}}",
        definitions.join(",")
    )
}

#[test]
fn doubling_at_each_level_is_memoised() {
    type Link = fn(&str) -> String;
    let links: [Link; 8] = [
        |next| format!("{{\"allOf\":[{next},{next}]}}"),
        |next| format!("{{\"anyOf\":[{next},{next}]}}"),
        |next| format!("{{\"oneOf\":[{next},{next}]}}"),
        |next| format!("{{\"allOf\":[{next},{{\"not\":{next}}}]}}"),
        |next| format!("{{\"if\":{next},\"then\":{next},\"else\":{next}}}"),
        |next| format!("{{\"anyOf\":[{{\"items\":{next}}},{{\"items\":{next}}}]}}"),
        |next| {
            format!(
                "{{\"anyOf\":[{{\"properties\":{{\"a\":{next}}}}},{{\"additionalProperties\":{next}}}]}}"
            )
        },
        |next| {
            format!("{{\"properties\":{{\"a\":{next}}},\"patternProperties\":{{\"a\":{next}}}}}")
        },
    ];
    for link in links {
        let schema = chain(60, link);
        let output = compile(&schema, true).unwrap_or_else(|said| panic!("{schema}: {said:?}"));
        let source = source(&output);
        let functions = source.matches("fn ").count();
        let memoised = source.matches("check::memoised(").count();
        // All but the ends of the chain are met again and again; and nothing was copied.
        assert!(memoised >= 55 && functions < 300, "{schema:.200}: {memoised} of {functions}");
    }
}

#[test]
fn dynamic_anchors_that_double_the_validators_are_refused() {
    // Each resource refers to all others, so each set of anchors can be in force anywhere.
    let resources = |count: usize| {
        let each = (0..count).map(|index| {
            let members = (0..count).map(|other| format!(r#""p{other}":{{"$ref":"r{other}"}}"#));
            let members = members.collect::<Vec<_>>().join(",");
            format!(
                r##""r{index}":{{"$id":"r{index}","$dynamicAnchor":"n{index}","properties":{{{members}}},"items":{{"$dynamicRef":"#n{index}"}}}}"##
            )
        });
        format!(
            r#"{{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"http://x/r","$defs":{{{}}},"$ref":"r0"}}"#,
            each.collect::<Vec<_>>().join(",")
        )
    };
    assert!(compile(&resources(4), true).is_ok());
    for count in [10, 16, 40] {
        let said = refusal(&resources(count));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("would need more than 2000 validators"), "{said:?}");
    }
}

#[test]
fn nothing_else_pays_for_memory() {
    let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas");
    let folder = voltype_codegen::source::Folder::new(schemas);
    let output = voltype_codegen::compile(&folder, &voltype_codegen::Options::default()).unwrap();
    assert!(output.files.values().all(|text| !text.contains("memoised")));
    let once = chain(60, |next| format!("{{\"allOf\":[{next}]}}"));
    assert!(!source(&compile(&once, true).unwrap()).contains("memoised"));
}
