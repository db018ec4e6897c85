//! The members that a schema does not name: those whose names match a pattern, and the rest.
//!
//! A member without a field belongs to the first pattern that its name matches, in the order in which the schemas are
//! applied and list them, and to the rest if there is none. So each name has one place.

use crate::pattern::Program;
use crate::schema::{Body, Keywords, Pattern, SchemaId, Schemas};

/// The members of objects that have no field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unnamed<'a> {
    /// Those whose names match a pattern, in the order in which patterns are tried.
    pub(crate) matching: Vec<Matching<'a>>,
    /// All others.
    pub(crate) rest: Rest,
}

/// The members whose names match a pattern, and none before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Matching<'a> {
    /// The pattern.
    pub(crate) pattern: &'a str,
    /// The schema of their values. Of several, the last that says what values look like: all of them hold.
    pub(crate) schema: SchemaId,
}

/// The members whose names match no pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Rest {
    /// There are none.
    Absent,
    /// Any values.
    #[default]
    Any,
    /// The values of this schema.
    Values(SchemaId),
}

/// With more patterns than this, all members that have no field are kept together: each takes a field, and a test of the
/// names before it.
const MAX_PATTERNS: usize = 16;

/// The members that have no field, of an object to which all of these schemas apply. The last is the object's own.
pub(super) fn unnamed<'a>(schemas: &'a Schemas, parts: &[&'a Keywords]) -> Unnamed<'a> {
    let has_patterns = |keywords: &&&Keywords| !keywords.object.pattern_properties.is_empty();
    let mut closed = parts.iter().filter(|keywords| refuses(schemas, additional(keywords)));
    if closed.clone().any(|keywords| !has_patterns(&keywords)) {
        return Unnamed { matching: Vec::new(), rest: Rest::Absent };
    }
    let Some(patterns) = patterns(schemas, parts) else { return Unnamed::default() };
    let end = patterns.iter().position(|one| one.takes_all(schemas));
    let matching: Vec<Matching<'_>> =
        patterns.iter().take(end.map_or(patterns.len(), |end| end + 1)).copied().collect();
    let rest =
        if end.is_some() || closed.next().is_some() { Rest::Absent } else { rest(schemas, parts) };
    let refused = |one: &Matching<'_>| refuses(schemas, Some(one.schema));
    Unnamed { matching: matching.into_iter().filter(|one| !refused(one)).collect(), rest }
}

/// The patterns that some name matches, each once. `None` if there are too many, or one whose test can give up.
fn patterns<'a>(schemas: &'a Schemas, parts: &[&'a Keywords]) -> Option<Vec<Matching<'a>>> {
    let mut found: Vec<Matching<'a>> = Vec::new();
    for (Pattern { text, .. }, schema) in
        parts.iter().flat_map(|keywords| &keywords.object.pattern_properties)
    {
        let program = program(schemas, text)?;
        if program.is_limited() {
            return None;
        }
        match found.iter_mut().find(|one| one.pattern == *text) {
            Some(known) if super::says_shape(schemas, *schema) => known.schema = *schema,
            Some(_) => {}
            None if program.constant() == Some(false) => {}
            None => found.push(Matching { pattern: text, schema: *schema }),
        }
        if found.len() > MAX_PATTERNS {
            return None;
        }
    }
    Some(found)
}

fn program<'a>(schemas: &'a Schemas, pattern: &str) -> Option<&'a Program> {
    schemas.name_patterns.get(pattern)?.as_deref().ok()
}

/// The members that no pattern matches, where every pattern has its own.
fn rest(schemas: &Schemas, parts: &[&Keywords]) -> Rest {
    // What some part names has a field, or its pattern a map: to the rest, each of these applies.
    let each: Vec<SchemaId> = parts.iter().filter_map(|keywords| additional(keywords)).collect();
    let telling = super::telling(schemas, &each);
    match (telling.last(), parts.last()) {
        (Some(id), _) => values(schemas, *id),
        // `unevaluatedProperties` applies to the same members, if nothing else can evaluate any.
        (None, Some(own)) if parts.iter().all(|keywords| only_names(own, keywords, parts)) => {
            own.object.unevaluated_properties.map_or(Rest::Any, |id| values(schemas, id))
        }
        (None, _) => Rest::Any,
    }
}

fn values(schemas: &Schemas, id: SchemaId) -> Rest {
    match schemas.get(id).body {
        Body::Boolean(false) => Rest::Absent,
        Body::Boolean(true) => Rest::Any,
        Body::Keywords(_) => Rest::Values(id),
    }
}

/// Whether a part of an object evaluates no members but those that it names or that match its patterns.
fn only_names(own: &Keywords, keywords: &Keywords, parts: &[&Keywords]) -> bool {
    let asks = keywords.object.unevaluated_properties.is_some();
    let alone = keywords.all_of.is_empty() && keywords.reference.is_none();
    (alone || parts.len() > 1)
        && keywords.any_of.is_empty()
        && keywords.one_of.is_empty()
        && keywords.condition.is_none()
        && keywords.dynamic_reference.is_none()
        && keywords.object.dependent_schemas.is_empty()
        && keywords.object.additional_properties.is_none()
        && (!asks || std::ptr::eq(own, keywords))
}

fn additional(keywords: &Keywords) -> Option<SchemaId> {
    keywords.object.additional_properties
}

/// Whether a schema refuses every value.
fn refuses(schemas: &Schemas, id: Option<SchemaId>) -> bool {
    id.is_some_and(|id| matches!(schemas.get(id).body, Body::Boolean(false)))
}

impl Matching<'_> {
    /// Whether every name matches.
    pub(crate) fn takes_all(&self, schemas: &Schemas) -> bool {
        program(schemas, self.pattern).and_then(Program::constant) == Some(true)
    }

    /// What the members should be called together, if the schema tells: the letters that their names begin with, or else
    /// the title of their schema, or the definition that it refers to.
    fn said(&self, schemas: &Schemas) -> Option<String> {
        let keywords = schemas.keywords(self.schema);
        let title = keywords.and_then(|keywords| keywords.title.as_deref()).map(str::trim);
        let title = title.filter(|title| crate::names::is_name(title)).map(str::to_owned);
        let target = keywords.and_then(|keywords| keywords.reference);
        let definition = target.and_then(|target| {
            let (_, name) = schemas.get(target).pointer.rsplit_once('/')?;
            Some(crate::json::unescape(name))
        });
        literal(self.pattern).or(title).or(definition)
    }
}

impl Unnamed<'_> {
    /// What the members of each pattern should be called together. Without a name of their own they are `matching`, or
    /// `other` if there are no others.
    pub(crate) fn stems(&self, schemas: &Schemas) -> Vec<String> {
        let alone = self.matching.len() == 1 && self.rest == Rest::Absent;
        let stem = |one: &Matching<'_>| match one.said(schemas) {
            _ if one.takes_all(schemas) => "other".to_owned(),
            Some(said) => said,
            None if alone => "other".to_owned(),
            None => "matching".to_owned(),
        };
        self.matching.iter().map(stem).collect()
    }
}

/// What the names that a pattern matches have in common, in a name of a function.
pub(crate) fn test_stem(pattern: &str) -> String {
    literal(pattern).unwrap_or_else(|| "matching".to_owned())
}

/// The text that every match of a pattern begins with, if there are letters in it.
fn literal(pattern: &str) -> Option<String> {
    if has_alternatives(pattern) {
        return None;
    }
    let mut literal = String::new();
    let mut rest = pattern.strip_prefix('^').unwrap_or(pattern).chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '?' | '*' | '{' => {
                literal.pop();
                break;
            }
            '\\' if rest.peek().is_some_and(|next| next.is_ascii_punctuation()) => {
                literal.extend(rest.next());
            }
            '\\' | '.' | '[' | '(' | '|' | '$' | '^' | '+' | ')' | ']' | '}' => break,
            c => literal.push(c),
        }
    }
    literal.contains(|c: char| c.is_ascii_alphabetic()).then_some(literal)
}

/// Whether a pattern is a choice, outside of groups.
fn has_alternatives(pattern: &str) -> bool {
    let (mut depth, mut in_class, mut escaped) = (0_usize, false, false);
    for c in pattern.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::*;
    use crate::members::members;
    use crate::{Options, schemas};

    /// What the members without a field are: the patterns, and where the schema of the rest is.
    fn unnamed_of(mut schema: Value) -> (Vec<String>, String) {
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["type"] = json!("object");
        let documents = BTreeMap::from([("a.json".to_owned(), schema.to_string())]);
        let schemas = schemas(&documents, &Options::default()).unwrap();
        let unnamed = members(&schemas, schemas.documents[0].root.unwrap()).unwrap().unnamed;
        let patterns = unnamed.matching.iter().map(|one| one.pattern.to_owned()).collect();
        let rest = match unnamed.rest {
            Rest::Absent => "absent".to_owned(),
            Rest::Any => "any".to_owned(),
            Rest::Values(id) => schemas.get(id).pointer.clone(),
        };
        (patterns, rest)
    }

    fn rest_of(schema: Value) -> String {
        unnamed_of(schema).1
    }

    #[test]
    fn the_rest_has_the_schema_that_applies_to_all_of_it() {
        let integer = json!({ "type": "integer" });
        let a = json!({ "a": true });
        let base = json!([{ "properties": { "b": true }, "additionalProperties": integer }]);
        let at = "/allOf/0/additionalProperties";
        assert_eq!(rest_of(json!({ "properties": a })), "any");
        assert_eq!(rest_of(json!({ "properties": a, "allOf": base })), at);
        // Of several that say something, the last.
        let both = json!({ "properties": a, "allOf": base, "additionalProperties": integer });
        assert_eq!(rest_of(both), "/additionalProperties");
        let vague =
            json!({ "properties": a, "allOf": base, "additionalProperties": { "not": {} } });
        assert_eq!(rest_of(vague), at);
        let closed =
            json!({ "properties": { "b": true }, "allOf": base, "additionalProperties": false });
        assert_eq!(rest_of(closed), "absent");
    }

    #[test]
    fn what_is_not_evaluated_is_known_only_without_branches() {
        let asks = |mut schema: Value, unevaluated: Value| {
            schema["properties"] = json!({ "a": true });
            schema["unevaluatedProperties"] = unevaluated;
            rest_of(schema)
        };
        let integer = json!({ "type": "integer" });
        assert_eq!(asks(json!({}), integer.clone()), "/unevaluatedProperties");
        assert_eq!(asks(json!({}), json!(false)), "absent");
        let parts = json!({ "allOf": [{ "properties": { "b": true } }, true] });
        assert_eq!(asks(parts, json!(false)), "absent");
        for (keyword, value) in [
            ("anyOf", json!([{ "properties": { "b": true } }, true])),
            ("if", json!({ "properties": { "b": true } })),
            ("dependentSchemas", json!({ "a": { "properties": { "b": true } } })),
            ("allOf", json!([{ "oneOf": [{ "properties": { "b": true } }, true] }])),
            ("allOf", json!([{ "unevaluatedProperties": true }])),
            ("allOf", json!([{ "additionalProperties": true }])),
        ] {
            assert_eq!(asks(json!({ keyword: value }), integer.clone()), "any", "{keyword}");
        }
    }

    #[test]
    fn patterns_are_told_apart_in_their_order() {
        let schema = json!({
            "allOf": [{ "patternProperties": { "^z": { "type": "string" } } }],
            "patternProperties": { "[^\\s\\S]": {}, "^a": {}, "^c": false, "^z": {} },
            "additionalProperties": false
        });
        let (patterns, rest) = unnamed_of(schema);
        assert_eq!(patterns, ["^z", "^a"]);
        assert_eq!(rest, "absent");
        // After a pattern that every name matches, there is nothing left.
        let schema = json!({ "patternProperties": { "^a": {}, "z*": {}, "zz": {} } });
        let expected = ["^a", "z*"].map(str::to_owned).to_vec();
        assert_eq!(unnamed_of(schema), (expected, "absent".to_owned()));
    }

    #[test]
    fn patterns_that_cannot_be_told_apart_have_one_map() {
        let of = |count: usize| {
            let patterns: serde_json::Map<String, Value> =
                (0..count).map(|index| (format!("^x{index:02}"), json!({}))).collect();
            unnamed_of(json!({
                "properties": { "a": {} }, "patternProperties": patterns,
                "additionalProperties": { "type": "integer" }
            }))
        };
        assert_eq!(of(MAX_PATTERNS).0.len(), MAX_PATTERNS);
        assert_eq!(of(MAX_PATTERNS).1, "/additionalProperties");
        assert_eq!(of(MAX_PATTERNS + 1), (vec![], "any".to_owned()));
        // The test of a back-reference can give up.
        let limited = json!({ "properties": { "a": {} }, "patternProperties": { "(b)\\1": {} } });
        assert_eq!(unnamed_of(limited), (vec![], "any".to_owned()));
    }

    #[test]
    fn members_are_called_after_what_their_names_begin_with() {
        for (pattern, name) in [
            ("^x-", Some("x-")),
            ("^x-amazon-[a-z]+$", Some("x-amazon-")),
            (r"^\$ref\.", Some("$ref.")),
            ("-id$", Some("-id")),
            ("^ab?c", Some("a")),
            ("^ab+", Some("ab")),
            ("^x-(a|b)", Some("x-")),
            ("^a|^b", None),
            ("^[@$_#]", None),
            ("^/", None),
            (r"^\d+$", None),
            (".*", None),
            ("", None),
        ] {
            assert_eq!(literal(pattern).as_deref(), name, "{pattern}");
        }
    }
}
