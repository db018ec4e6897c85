//! Schema documents made of real keywords.

use arbitrary::{Arbitrary, Result, Unstructured};
use serde_json::{Map, Value, json};
use voltype_codegen::keyword::{Keyword, Value as Kind};

/// A document that looks like a schema. The values of its keywords are mostly of the right kind.
#[derive(Debug)]
pub struct Document(pub Value);

impl<'a> Arbitrary<'a> for Document {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut root = schema(u, 5)?;
        if let Value::Object(members) = &mut root {
            members.insert(Keyword::Schema.name().to_owned(), json!(u.choose(&DIALECTS)?));
        }
        Ok(Document(root))
    }
}

const DIALECTS: [&str; 5] = [
    "http://json-schema.org/draft-04/schema#",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-07/schema#",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
];

const FORMATS: [&str; 15] = [
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
];

const REFERENCES: [&str; 21] = [
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
];

const NAMES: [&str; 14] =
    ["a", "b", "A", "a-b", "a_b", "", "type", "self", "\"#", "*/", "x\ny", "\u{202e}", "é", "0"];

fn schema(u: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    if depth == 0 || u.is_empty() {
        return Ok(Value::Bool(u.arbitrary()?));
    }
    let mut members = Map::new();
    for _ in 0..u.int_in_range(0..=5)? {
        let keyword = *u.choose(&Keyword::ALL)?;
        let wrong = u.ratio(1, 24)?;
        let made = if wrong { any(u, 2)? } else { of_keyword(u, keyword, depth - 1)? };
        members.insert(keyword.name().to_owned(), made);
    }
    Ok(Value::Object(members))
}

/// A value of the kind that a keyword has in some draft.
fn of_keyword(u: &mut Unstructured<'_>, keyword: Keyword, depth: usize) -> Result<Value> {
    match keyword {
        Keyword::Schema => Ok(json!(u.choose(&DIALECTS)?)),
        Keyword::Format => Ok(json!(u.choose(&FORMATS)?)),
        Keyword::PatternProperties => {
            let mut members = Map::new();
            for _ in 0..u.int_in_range(0..=2)? {
                members.insert(pattern(u)?, schema(u, depth)?);
            }
            Ok(Value::Object(members))
        }
        keyword => {
            let kinds: Vec<Kind> = keyword.values().collect();
            let kind = *u.choose(&kinds)?;
            value(u, kind, depth)
        }
    }
}

fn value(u: &mut Unstructured<'_>, kind: Kind, depth: usize) -> Result<Value> {
    Ok(match kind {
        Kind::Schema => schema(u, depth)?,
        Kind::Schemas => schemas(u, depth)?,
        Kind::SchemaOrSchemas if u.arbitrary()? => schemas(u, depth)?,
        Kind::SchemaOrSchemas => schema(u, depth)?,
        Kind::SchemaOrNames if u.arbitrary()? => names(u)?,
        Kind::SchemaOrNames => schema(u, depth)?,
        Kind::Object(inner) => named(u, |u| value(u, *inner, depth))?,
        Kind::Types if u.ratio(1, 4)? => several(u, |u| Ok(json!(type_name(u)?)))?,
        Kind::Types => json!(type_name(u)?),
        Kind::Number => number(u)?,
        Kind::Count => json!(*u.choose(&[0_u64, 1, 2, 3, 1000, u64::MAX])?),
        Kind::Boolean => json!(u.arbitrary::<bool>()?),
        Kind::Any => any(u, 3)?,
        Kind::Values => several(u, |u| any(u, 2))?,
        Kind::Names => names(u)?,
        Kind::Pattern => json!(pattern(u)?),
        Kind::Identifier | Kind::Reference => json!(u.choose(&REFERENCES)?),
        Kind::Anchor => json!(u.choose(&["a", "b", "_", "0", ""])?),
        Kind::Text => json!(u.arbitrary::<String>()?),
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
