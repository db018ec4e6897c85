//! What is claimed of choices, one small schema for each rule. `tests/it/choices.rs` shows that claims are true.

use std::collections::BTreeMap;

use super::apart::Exclusion;
use super::kinds::{Decimal, Kinds};
use super::{Choice, Role, choices};
use crate::keyword::Keyword;
use crate::{Options, schemas};

fn all(text: &str) -> Vec<Choice> {
    let folder = BTreeMap::from([("case.json".to_owned(), text.to_owned())]);
    choices(&schemas(&folder, &Options::default()).unwrap())
}

/// The line for the root's first choice.
fn line(text: &str) -> String {
    let choices = all(text);
    let root = choices.iter().find(|choice| choice.location == "case.json#");
    root.unwrap().to_string().trim_start_matches("case.json#: ").to_owned()
}

/// The line for the `oneOf` of these branches.
fn one_of(branches: &str) -> String {
    line(&format!("{{\"oneOf\": [{branches}]}}"))
}

#[test]
fn kinds_come_first() {
    let told = "oneOf of 2, told apart by kind; all exclude each other; a verdict dispatches by kind, up to the first branch that holds; shape: 0, 1";
    assert_eq!(one_of(r#"{"type": "string"}, {"type": ["array", "null"]}"#), told);
    assert_eq!(one_of(r#"{"enum": [true, "a"]}, {"const": false}"#), told);
    // `false` is valid for nothing, and no type means any.
    assert!(one_of(r#"{"type": "string"}, false"#).contains("all exclude each other"));
    assert!(one_of(r#"{"type": "string"}, {"minimum": 1}"#).contains("none proved"));
    assert!(one_of(r#"{"type": "object"}, {"properties": {"a": false}}"#).contains("none proved"));
}

#[test]
fn integers_are_numbers() {
    assert!(one_of(r#"{"type": "integer"}, {"type": "number"}"#).contains("none proved"));
    assert!(one_of(r#"{"type": "integer"}, {"const": 1.0}"#).contains("none proved"));
    assert!(one_of(r#"{"type": "integer"}, {"const": 1.5}"#).contains("all exclude"));
    assert!(one_of(r#"{"const": 100}, {"const": 1e2}"#).contains("none proved"));
    assert!(one_of(r#"{"const": 1}, {"const": 1.01}"#).contains("told apart by value; all"));
    // Nothing is concluded from an exponent that doesn't fit a machine word.
    let absurd = "1e99999999999999999999";
    assert!(one_of(&format!("{{\"const\": {absurd}}}, {{\"const\": 1}}")).contains("none proved"));
}

#[test]
fn integers_of_draft_4_are_spelled_as_such() {
    // There, 1.0 is not an integer, but equals 1.
    let branches = r#""oneOf": [{"not": {"type": "integer"}}, {"enum": [1]}]"#;
    let of = |draft: &str| {
        line(&format!(
            r#"{{"$schema": "http://json-schema.org/draft-0{draft}/schema#", {branches}}}"#
        ))
    };
    assert!(of("4").contains("none proved"));
    assert!(of("6").contains("all exclude"));
}

#[test]
fn decimals_are_compared_by_value() {
    for (one, other) in [("1", "1.0"), ("0", "-0.0e5"), ("-1200", "-1.2E+3"), ("0.01", "1e-2")] {
        assert_eq!(Decimal::of(one), Decimal::of(other), "{one} is {other}");
    }
    for (one, other) in [("1", "-1"), ("1", "10"), ("1.5", "15"), ("0.1", "0.01")] {
        assert_ne!(Decimal::of(one), Decimal::of(other), "{one} is not {other}");
    }
}

#[test]
fn strings_are_told_apart_only_by_their_values() {
    assert!(one_of(r#"{"enum": ["a", "b"]}, {"enum": ["c"]}"#).contains("apart by value; all"));
    assert!(one_of(r#"{"enum": ["a", "b"]}, {"enum": ["b"]}"#).contains("list the same value"));
    let formats = r#"{"type": "string", "format": "date"}, {"type": "string", "format": "ipv4"}"#;
    assert!(one_of(formats).contains("only by trying (0 and 1 may admit the same); none proved"));
}

#[test]
fn a_discriminator_has_to_be_there() {
    let branch = |value: &str, rest: &str| {
        format!(r#"{{"type": "object", "properties": {{"k": {{"const": {value}}}}}{rest}}}"#)
    };
    let required = r#", "required": ["k"]"#;
    let both = format!("{}, {}", branch("1", required), branch("2", required));
    assert!(one_of(&both).contains("told apart by member \"k\"; all exclude"));
    // Where one branch requires it, it is there in all that both allow.
    let one = format!("{}, {}", branch("1", required), branch("2", ""));
    assert!(one_of(&one).contains("told apart by member \"k\"; all exclude"));
    let none = format!("{}, {}", branch("1", ""), branch("2", ""));
    assert!(one_of(&none).contains("\"k\" differs in 0 and 1, but neither requires it"));
    // The schema that has the choice may require it.
    let beside = line(&format!(r#"{{"type": "object", "required": ["k"], "oneOf": [{none}]}}"#));
    assert!(beside.contains("none proved"), "{beside}");
    assert!(beside.contains("with what is beside it, told apart by member \"k\"; all exclude"));
    let untyped = both.replace("\"type\": \"object\", ", "");
    assert!(one_of(&untyped).contains("all but objects only by trying"));
    assert!(one_of(&untyped).contains("none proved"));
}

#[test]
fn a_discriminator_is_found_behind_references_and_all_of() {
    let told = line(
        r##"{
            "oneOf": [{"$ref": "#/definitions/a"}, {"allOf": [{"$ref": "#/definitions/b"}]}],
            "definitions": {
                "base": {"type": "object", "required": ["z", "k"], "properties": {"k": {"$ref": "#/definitions/name"}}},
                "name": {"type": "string"},
                "a": {"allOf": [{"$ref": "#/definitions/base"}, {"properties": {"k": {"enum": ["a", "A"]}}}]},
                "b": {"allOf": [{"$ref": "#/definitions/base"}, {"properties": {"z": {}, "k": {"const": "b"}}}]}
            }
        }"##,
    );
    let want = "oneOf of 2, told apart by member \"k\"; all exclude each other; a verdict dispatches by kind and the member \"k\", up to the first branch that holds; shape: 0, 1";
    assert_eq!(told, want);
}

#[test]
fn members_that_are_there_tell_closed_branches_apart() {
    let closed = |name: &str| {
        format!(
            r#"{{"type": "object", "properties": {{"{name}": {{}}}}, "required": ["{name}"], "additionalProperties": false}}"#
        )
    };
    let told = one_of(&format!("{}, {}", closed("a"), closed("b")));
    assert!(told.contains("by which members are there (\"a\" for 0, \"b\" for 1); all exclude"));
    // A pattern may name what `properties` doesn't.
    let open = closed("b").replace("{\"type\"", "{\"patternProperties\": {\"^a\": {}}, \"type\"");
    let open = open.replace(", \"required\": [\"b\"]", "");
    assert!(one_of(&format!("{}, {open}", closed("a"))).contains("none proved"));
    let not =
        r#"{"type": "object", "required": ["a"]}, {"type": "object", "not": {"required": ["a"]}}"#;
    assert!(one_of(not).contains("by which members are there (\"a\" for 0); all exclude"));
    let neither = r#"{"required": ["a"]}, {"required": ["b"]}"#;
    let told = one_of(neither);
    assert!(
        told.contains(
            "none proved to exclude another; a verdict dispatches by kind and the member \"a\""
        ),
        "{told}"
    );
}

#[test]
fn what_is_not_understood_proves_nothing() {
    let dynamic = r##"{"$schema": "https://json-schema.org/draft/2020-12/schema",
        "oneOf": [{"$dynamicRef": "#/$defs/a"}, {"type": "array"}],
        "$defs": {"a": {"type": "string"}}}"##;
    assert!(line(dynamic).contains("a dynamic reference can lead anywhere"));
    let circle = r##"{"anyOf": [{"$ref": "#"}, {"type": "array"}]}"##;
    assert!(line(circle).contains("a schema refers to itself in place"));
    let unevaluated = r#"{"$schema": "https://json-schema.org/draft/2020-12/schema",
        "oneOf": [{"type": "object", "required": ["a"]},
                  {"type": "object", "anyOf": [{"properties": {"a": {}}}], "unevaluatedProperties": false}]}"#;
    assert!(line(unevaluated).contains("none proved"));
}

#[test]
fn conditions_are_decided_where_a_look_is_enough() {
    let when = |condition: &str| {
        let choices = all(&format!("{{\"if\": {condition}, \"then\": {{\"required\": [\"z\"]}}}}"));
        choices.first().map(|choice| choice.apart.is_decided()).unwrap()
    };
    assert!(when(r#"{"properties": {"k": {"const": "a"}}, "required": ["k"]}"#));
    assert!(when(r#"{"properties": {"k": {"enum": ["a", null]}}}"#));
    assert!(when(r#"{"required": ["k", "l"]}"#));
    assert!(when(r#"{"type": ["string", "number"]}"#));
    assert!(when(r#"{"enum": ["a", 1]}"#));
    assert!(!when(r#"{"properties": {"k": {"pattern": "^a"}}}"#));
    assert!(!when(r#"{"properties": {"k": {"const": 1}, "l": {"const": 1}}}"#));
    assert!(!when(r#"{"type": "integer"}"#), "1.5 and 1 begin alike");
    assert!(!when(r#"{"minProperties": 1}"#));
    assert!(when(r#"{"anyOf": [{"type": "string"}, {"type": "number"}]}"#));
    assert!(!when(r#"{"anyOf": [{"const": 1.5}, {"type": "integer"}]}"#));
    assert!(!when(r#"{"oneOf": [{"type": "string"}, {"type": "number"}]}"#));
}

#[test]
fn a_condition_whose_branches_contradict_themselves_holds_for_no_object() {
    let never = r#"{"type": "object", "required": ["a"], "properties": {"a": false}}"#;
    for condition in [never.to_owned(), format!("{{\"anyOf\": [{never}, {{\"type\": \"null\"}}]}}")]
    {
        let choices = all(&format!("{{\"not\": {condition}}}"));
        let facts = choices.first().and_then(|it| it.branches.first()).map(|it| &it.facts);
        assert!(!facts.unwrap().kinds().meets(Kinds::OBJECT), "{condition}");
    }
}

#[test]
fn roles_of_branches() {
    let role = |branch: &str| {
        let text = format!("{{\"type\": \"object\", \"anyOf\": [{branch}, true]}}");
        all(&text).first().and_then(|choice| choice.branches.first().map(|it| it.role)).unwrap()
    };
    assert_eq!(role(r#"{"properties": {"a": {}}}"#), Role::Shape);
    assert_eq!(role(r#"{"allOf": [{"additionalProperties": false}]}"#), Role::Shape);
    assert_eq!(role(r#"{"required": ["a"], "not": {"properties": {"a": {}}}}"#), Role::Asserts);
    // The type is already said beside the choice.
    assert_eq!(role(r#"{"type": "object", "minProperties": 1}"#), Role::Asserts);
    assert_eq!(role(r#"{"type": ["null", "array"]}"#), Role::Shape);
}

/// A `oneOf` of so many branches.
fn wide(count: usize, branch: impl Fn(usize) -> String) -> Choice {
    let branches: Vec<String> = (0..count).map(branch).collect();
    let text = format!("{{\"oneOf\": [{}]}}", branches.join(","));
    all(&text).into_iter().next().unwrap()
}

#[test]
fn wide_choices_have_no_table_of_pairs() {
    let tagged = wide(1_000, |index| {
        format!(
            r#"{{"type": "object", "properties": {{"k": {{"const": "v{index}"}}}}, "required": ["k"]}}"#
        )
    });
    assert_eq!(tagged.apart.exclusion, Exclusion::All);
    assert!(tagged.apart.is_decided());
    let named = wide(1_000, |index| {
        format!(
            r#"{{"type": "object", "properties": {{"m{index}": {{}}}}, "required": ["m{index}"], "additionalProperties": false}}"#
        )
    });
    assert_eq!(named.apart.exclusion, Exclusion::All);
    let pairs = wide(1_000, |index| format!("{{\"const\": {}}}", index / 2));
    let Exclusion::Groups(groups) = &pairs.apart.exclusion else { panic!("{pairs}") };
    assert_eq!(groups.len(), 1_000);
    assert!(!pairs.apart.exclusion.holds(6, 7) && pairs.apart.exclusion.holds(7, 8));
    let open = wide(1_000, |index| format!("{{\"required\": [\"m{index}\"]}}"));
    assert_eq!(open.apart.exclusion, Exclusion::None);
}

#[test]
fn hostile_schemas_are_analysed_within_limits() {
    // One wide schema that many choices refer to, and a chain of schemas that each add to it.
    let members: Vec<String> =
        (0..1_000).map(|it| format!("\"m{it}\": {{\"const\": {it}}}")).collect();
    let wide = format!("\"wide\": {{\"properties\": {{{}}}}}", members.join(","));
    let links = (0..1_000).map(|it| {
        let last = if it == 0 { "wide".to_owned() } else { format!("l{}", it - 1) };
        let refers = format!("{{\"$ref\": \"#/definitions/{last}\"}}");
        format!("\"l{it}\": {{\"allOf\": [{refers}, {{\"required\": [\"m{it}\"]}}], \"anyOf\": [{refers}, {refers}]}}")
    });
    let links: Vec<String> = links.collect();
    let text = format!("{{\"definitions\": {{{wide}, {}}}}}", links.join(","));
    let choices = all(&text);
    assert_eq!(choices.len(), 1_000);
    assert!(choices.iter().any(|choice| choice.to_string().contains("too large")));
}

#[test]
fn each_keyword_is_a_choice() {
    let keywords: Vec<Keyword> = all(
        r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "anyOf": [true], "oneOf": [true],
            "not": false, "if": true, "dependentSchemas": {"a": true}}"#,
    )
    .iter()
    .map(|choice| choice.keyword)
    .collect();
    let all =
        [Keyword::AnyOf, Keyword::OneOf, Keyword::If, Keyword::Not, Keyword::DependentSchemas];
    assert_eq!(keywords, all);
}
