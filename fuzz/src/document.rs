//! Schema documents made of real keywords.

use arbitrary::{Arbitrary, Result, Unstructured};
use serde_json::{Map, Value, json};

/// A document that looks like a schema. The values of its keywords are mostly of the right kind.
#[derive(Debug)]
pub struct Document(pub Value);

impl<'a> Arbitrary<'a> for Document {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut root = schema(u, 5)?;
        if let Value::Object(members) = &mut root {
            let dialect = *u.choose(&[
                "http://json-schema.org/draft-04/schema#",
                "http://json-schema.org/draft-06/schema#",
                "http://json-schema.org/draft-07/schema#",
                "https://json-schema.org/draft/2019-09/schema",
                "https://json-schema.org/draft/2020-12/schema",
            ])?;
            members.insert("$schema".to_owned(), json!(dialect));
        }
        Ok(Document(root))
    }
}

/// What the value of a keyword is.
#[derive(Clone, Copy)]
enum Shape {
    Schema,
    Schemas,
    SchemaOrSchemas,
    NamedSchemas,
    Dependencies,
    Type,
    Number,
    Count,
    Boolean,
    Any,
    Anys,
    Names,
    NamedNames,
    Pattern,
    PatternSchemas,
    Format,
    Reference,
    Anchor,
    Text,
}

const KEYWORDS: [(&str, Shape); 61] = [
    ("type", Shape::Type),
    ("properties", Shape::NamedSchemas),
    ("required", Shape::Names),
    ("additionalProperties", Shape::Schema),
    ("patternProperties", Shape::PatternSchemas),
    ("propertyNames", Shape::Schema),
    ("minProperties", Shape::Count),
    ("maxProperties", Shape::Count),
    ("dependencies", Shape::Dependencies),
    ("dependentRequired", Shape::NamedNames),
    ("dependentSchemas", Shape::NamedSchemas),
    ("unevaluatedProperties", Shape::Schema),
    ("unevaluatedItems", Shape::Schema),
    ("items", Shape::SchemaOrSchemas),
    ("prefixItems", Shape::Schemas),
    ("additionalItems", Shape::Schema),
    ("contains", Shape::Schema),
    ("minContains", Shape::Count),
    ("maxContains", Shape::Count),
    ("minItems", Shape::Count),
    ("maxItems", Shape::Count),
    ("uniqueItems", Shape::Boolean),
    ("minimum", Shape::Number),
    ("maximum", Shape::Number),
    ("exclusiveMinimum", Shape::Number),
    ("exclusiveMaximum", Shape::Number),
    ("multipleOf", Shape::Number),
    ("minLength", Shape::Count),
    ("maxLength", Shape::Count),
    ("pattern", Shape::Pattern),
    ("format", Shape::Format),
    ("contentEncoding", Shape::Text),
    ("contentMediaType", Shape::Text),
    ("contentSchema", Shape::Schema),
    ("enum", Shape::Anys),
    ("const", Shape::Any),
    ("allOf", Shape::Schemas),
    ("anyOf", Shape::Schemas),
    ("oneOf", Shape::Schemas),
    ("not", Shape::Schema),
    ("if", Shape::Schema),
    ("then", Shape::Schema),
    ("else", Shape::Schema),
    ("$ref", Shape::Reference),
    ("$ref", Shape::Reference),
    ("$dynamicRef", Shape::Reference),
    ("$recursiveRef", Shape::Reference),
    ("$recursiveAnchor", Shape::Boolean),
    ("$anchor", Shape::Anchor),
    ("$dynamicAnchor", Shape::Anchor),
    ("$id", Shape::Reference),
    ("id", Shape::Reference),
    ("$defs", Shape::NamedSchemas),
    ("definitions", Shape::NamedSchemas),
    ("title", Shape::Text),
    ("description", Shape::Text),
    ("$comment", Shape::Text),
    ("default", Shape::Any),
    ("examples", Shape::Anys),
    ("deprecated", Shape::Boolean),
    ("$vocabulary", Shape::Any),
];

const NAMES: [&str; 14] =
    ["a", "b", "A", "a-b", "a_b", "", "type", "self", "\"#", "*/", "x\ny", "\u{202e}", "é", "0"];

fn schema(u: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    if depth == 0 || u.is_empty() {
        return Ok(Value::Bool(u.arbitrary()?));
    }
    let mut members = Map::new();
    for _ in 0..u.int_in_range(0..=5)? {
        let (keyword, shape) = *u.choose(&KEYWORDS)?;
        let wrong = u.ratio(1, 24)?;
        let made = if wrong { any(u, 2)? } else { value(u, shape, depth - 1)? };
        members.insert(keyword.to_owned(), made);
    }
    Ok(Value::Object(members))
}

fn value(u: &mut Unstructured<'_>, shape: Shape, depth: usize) -> Result<Value> {
    Ok(match shape {
        Shape::Schema => schema(u, depth)?,
        Shape::Schemas => schemas(u, depth)?,
        Shape::SchemaOrSchemas if u.arbitrary()? => schemas(u, depth)?,
        Shape::SchemaOrSchemas => schema(u, depth)?,
        Shape::NamedSchemas => named(u, |u| schema(u, depth))?,
        Shape::Dependencies => {
            named(u, |u| if u.arbitrary()? { schema(u, depth) } else { names(u) })?
        }
        Shape::Type if u.ratio(1, 4)? => several(u, |u| Ok(json!(type_name(u)?)))?,
        Shape::Type => json!(type_name(u)?),
        Shape::Number => number(u)?,
        Shape::Count => json!(*u.choose(&[0_u64, 1, 2, 3, 1000, u64::MAX])?),
        Shape::Boolean => json!(u.arbitrary::<bool>()?),
        Shape::Any => any(u, 3)?,
        Shape::Anys => several(u, |u| any(u, 2))?,
        Shape::Names => names(u)?,
        Shape::NamedNames => named(u, names)?,
        Shape::Pattern => json!(pattern(u)?),
        Shape::PatternSchemas => {
            let mut members = Map::new();
            for _ in 0..u.int_in_range(0..=2)? {
                members.insert(pattern(u)?, schema(u, depth)?);
            }
            Value::Object(members)
        }
        Shape::Format => json!(u.choose(&[
            "date-time",
            "date",
            "time",
            "duration",
            "email",
            "hostname",
            "ipv4",
            "ipv6",
            "uri",
            "uuid",
            "regex",
            "json-pointer",
            "uri-template",
            "int32",
            "\"#",
        ])?),
        Shape::Reference => json!(u.choose(&[
            "#",
            "#/definitions/a",
            "#/$defs/a",
            "#/$defs/b",
            "#/$defs/A",
            "#/properties/a",
            "#/allOf/0",
            "#/items",
            "#a",
            "#b",
            "other.json",
            "https://example.com/x",
            "x",
            "/y",
            "http://json-schema.org/draft-07/schema#",
            "https://json-schema.org/draft/2020-12/schema",
            "%zz",
            "#/%25",
            "urn:a:b",
            "../..",
            "",
        ])?),
        Shape::Anchor => json!(u.choose(&["a", "b", "_", "0", ""])?),
        Shape::Text => json!(u.arbitrary::<String>()?),
    })
}

fn schemas(u: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    several(u, |u| schema(u, depth))
}

fn several(
    u: &mut Unstructured<'_>,
    mut one: impl FnMut(&mut Unstructured<'_>) -> Result<Value>,
) -> Result<Value> {
    (0..u.int_in_range(0..=3)?).map(|_| one(u)).collect()
}

fn named(
    u: &mut Unstructured<'_>,
    mut one: impl FnMut(&mut Unstructured<'_>) -> Result<Value>,
) -> Result<Value> {
    let mut members = Map::new();
    for _ in 0..u.int_in_range(0..=3)? {
        members.insert(name(u)?, one(u)?);
    }
    Ok(Value::Object(members))
}

fn names(u: &mut Unstructured<'_>) -> Result<Value> {
    several(u, |u| Ok(json!(name(u)?)))
}

fn name(u: &mut Unstructured<'_>) -> Result<String> {
    Ok(if u.ratio(1, 16)? { u.arbitrary()? } else { (*u.choose(&NAMES)?).to_owned() })
}

fn type_name(u: &mut Unstructured<'_>) -> Result<&'static str> {
    u.choose(&["null", "boolean", "integer", "number", "string", "array", "object"]).copied()
}

/// A pattern: one of some, or whatever.
fn pattern(u: &mut Unstructured<'_>) -> Result<String> {
    Ok(if u.ratio(1, 2)? {
        u.arbitrary()?
    } else {
        let some = ["^a", "b$", "^(a|b)+$", "(?=a)b", "(?<!a)b", "(a)\\1", "\\p{L}", "[^\\d-]", ""];
        (*u.choose(&some)?).to_owned()
    })
}

fn number(u: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match u.int_in_range(0..=3)? {
        0 => json!(u.arbitrary::<i8>()?),
        1 => json!(u.arbitrary::<i64>()?),
        2 => json!(u.arbitrary::<f64>()?),
        _ => json!(*u.choose(&[0.0, -0.0, 1e300, 1e-300, 0.01])?),
    })
}

fn any(u: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    Ok(match u.int_in_range(0..=if depth == 0 { 4 } else { 6 })? {
        0 => Value::Null,
        1 => json!(u.arbitrary::<bool>()?),
        2 => number(u)?,
        3 => json!(u.arbitrary::<String>()?),
        4 => json!(name(u)?),
        5 => several(u, |u| any(u, depth - 1))?,
        _ => named(u, |u| any(u, depth - 1))?,
    })
}
