//! A normal form for equivalent schemas (draft-07), so they can be compared with `==`.
//!
//! schemars writes the schema of the generated types in its own style. Each rule below removes one difference of
//! spelling and says why the meaning is the same. Titles and descriptions stay, because they must be equal too.

use serde_json::{Map, Value};

/// Why a schema has no normal form here.
pub type Error = String;

/// How many references a chain may have: a longer one is taken for a cycle.
const MAX_DEPTH: usize = 64;

/// Puts the definitions of the document that is called `name` into the root document, and turns references to it into
/// references to them.
///
/// # Errors
/// Both documents define the same name.
pub fn bundle(root: &Value, name: &str, other: &Value) -> Result<Value, Error> {
    let mut bundled = root.clone();
    localise(&mut bundled, name);
    let Some(members) = bundled.as_object_mut() else { return Ok(bundled) };
    let definitions = members.entry("definitions").or_insert_with(|| Value::Object(Map::new()));
    for (name, definition) in other["definitions"].as_object().into_iter().flatten() {
        if definitions.get(name).is_some() {
            return Err(format!("both documents define {name}"));
        }
        definitions[name.as_str()] = definition.clone();
    }
    // It would make the references relative to a place where nothing is.
    members.remove("$id");
    Ok(bundled)
}

fn localise(value: &mut Value, document: &str) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let local = member.as_str().and_then(|uri| uri.strip_prefix(document));
                match local.filter(|_| name == "$ref").map(str::to_owned) {
                    Some(fragment) => *member = Value::String(fragment),
                    None => localise(member, document),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| localise(item, document)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The normal form of a bundled document.
///
/// # Errors
/// It has something that no rule covers, so no statement about it is possible.
pub fn normalise(document: &Value) -> Result<Value, Error> {
    let mut root = document.clone();
    if let Some(members) = root.as_object_mut() {
        // Which dialect it is has been settled before: both sides are read as draft-07.
        members.remove("$schema");
        // It names the document; the references have been made local.
        members.remove("$id");
        // Definitions alone assert nothing, and every reference is replaced by its target.
        members.remove("definitions");
    }
    schema(document, &root, MAX_DEPTH)
}

/// The normal form of one schema in a document.
fn schema(document: &Value, value: &Value, depth: usize) -> Result<Value, Error> {
    let Value::Object(members) = value else { return Ok(value.clone()) };
    let Some(depth) = depth.checked_sub(1) else { return Err("references in a circle".to_owned()) };
    let members = dereference(document, members)?;
    let mut out = Map::new();
    for (name, value) in &members {
        let value = match name.as_str() {
            "properties" => {
                let each = value.as_object().into_iter().flatten();
                let each =
                    each.map(|(name, value)| Ok((name.clone(), schema(document, value, depth)?)));
                each.collect::<Result<Map<_, _>, Error>>()?.into()
            }
            "oneOf" | "allOf" => {
                let each = value.as_array().into_iter().flatten();
                each.map(|value| schema(document, value, depth)).collect::<Result<_, _>>()?
            }
            // `true` is what holds without the keyword (validation section 6.5.6).
            "additionalProperties" if *value == Value::Bool(true) => continue,
            // Not a format of draft-07, so validators ignore it; it names the Rust type.
            "format" if value == "double" => continue,
            // A set (validation section 6.5.3): its order says nothing.
            "required" => sorted(value),
            // Lines are broken anywhere in source code: all white space is one space.
            "description" => unwrapped(value, members.get("title")).into(),
            "title" | "type" | "format" | "minimum" | "maximum" | "pattern" | "enum" | "const" => {
                value.clone()
            }
            other => return Err(format!("no rule for {other}")),
        };
        out.insert(name.clone(), value);
    }
    merge_single(&mut out)?;
    alternatives(&mut out);
    Ok(out.into())
}

/// A reference means its target (core section 8.3); the keywords beside it assert nothing. The description there is
/// for those who read it, and replaces the target's.
fn dereference(
    document: &Value,
    members: &Map<String, Value>,
) -> Result<Map<String, Value>, Error> {
    let Some(reference) = members.get("$ref") else { return Ok(members.clone()) };
    let pointer = reference.as_str().and_then(|uri| uri.strip_prefix('#'));
    let target = pointer.and_then(|pointer| document.pointer(pointer)).and_then(Value::as_object);
    let mut target = target.ok_or_else(|| format!("{reference} leads nowhere"))?.clone();
    if let Some(description) = members.get("description") {
        target.insert("description".to_owned(), description.clone());
    }
    match members.keys().find(|name| !matches!(name.as_str(), "$ref" | "description")) {
        Some(other) => Err(format!("{other} stands beside a reference and does nothing")),
        None => Ok(target),
    }
}

/// An `allOf` of one schema, with nothing beside it but annotations, means that schema; the outer annotations replace
/// the inner ones.
fn merge_single(members: &mut Map<String, Value>) -> Result<(), Error> {
    let Some(all) = members.remove("allOf") else { return Ok(()) };
    let beside = members.keys().find(|name| !matches!(name.as_str(), "title" | "description"));
    match (all.as_array().map(Vec::as_slice), beside) {
        (Some([Value::Object(one)]), None) => {
            for (name, value) in one {
                members.entry(name.clone()).or_insert_with(|| value.clone());
            }
            Ok(())
        }
        _ => Err("no rule for an allOf of several schemas".to_owned()),
    }
}

/// A `oneOf` of constants that all differ is an `enum` of them: no value equals two. A constant string is a string, so
/// that `type` beside it says nothing; what describes a single constant has no place in an `enum`.
fn alternatives(members: &mut Map<String, Value>) {
    let Some(branches) = members.get("oneOf").and_then(Value::as_array) else { return };
    let constants: Option<Vec<Value>> = branches.iter().map(constant).collect();
    let Some(constants) = constants else { return };
    let differ = |(index, one): (usize, &Value)| !constants[..index].contains(one);
    if constants.iter().enumerate().all(differ) {
        members.remove("oneOf");
        members.insert("enum".to_owned(), constants.into());
    }
}

/// The constant string that is all that a schema allows.
fn constant(schema: &Value) -> Option<Value> {
    let members = schema.as_object()?;
    let known = |name: &String| matches!(name.as_str(), "const" | "type" | "description");
    let is_string = members.get("type").is_none_or(|name| name == "string");
    let constant = members.get("const").filter(|constant| constant.is_string());
    constant.filter(|_| is_string && members.keys().all(known)).cloned()
}

fn sorted(names: &Value) -> Value {
    let mut names: Vec<&str> =
        names.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    names.sort_unstable();
    names.into()
}

/// A description in one line. The documentation of a type begins with its title, as a separate sentence.
fn unwrapped(description: &Value, title: Option<&Value>) -> String {
    let text = description.as_str().unwrap_or_default();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = title.and_then(Value::as_str).map(|title| format!("{title}. "));
    let rest = title.and_then(|title| words.strip_prefix(&title).map(str::to_owned));
    rest.unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rules_keep_what_is_asserted() {
        let normal = |schema: Value| normalise(&schema);
        for (left, right) in [
            (json!({"maximum": 1}), json!({"maximum": 2})),
            (json!({"required": ["a"]}), json!({"required": ["a", "b"]})),
            (json!({"additionalProperties": true}), json!({"additionalProperties": false})),
            (json!({"format": "double"}), json!({"format": "date-time"})),
            (json!({"title": "a"}), json!({"title": "b"})),
            (json!({"description": "a b"}), json!({"description": "a c"})),
            (
                json!({"oneOf": [{"const": "a"}, {"const": "b"}]}),
                json!({"oneOf": [{"const": "a"}, {"const": "a"}]}),
            ),
            (json!({"oneOf": [{"const": "a", "type": "number"}]}), json!({"enum": ["a"]})),
        ] {
            let (left, right) = (normal(left), normal(right));
            assert!(left.is_err() || right.is_err() || left != right, "{left:?}");
        }
    }

    #[test]
    fn rules_remove_wording() {
        let definitions = json!({"d": {"type": "string", "description": "inner"}});
        for (left, right) in [
            (json!({"required": ["b", "a"]}), json!({"required": ["a", "b"]})),
            (json!({"additionalProperties": true, "format": "double"}), json!({})),
            (json!({"description": "a\nb"}), json!({"description": "a b"})),
            (
                json!({"oneOf": [{"const": "a", "type": "string"}, {"const": "b"}]}),
                json!({"enum": ["a", "b"]}),
            ),
            (
                json!({"$ref": "#/definitions/d", "description": "x", "definitions": definitions}),
                json!({"type": "string", "description": "x"}),
            ),
            (
                json!({"allOf": [{"$ref": "#/definitions/d"}], "definitions": definitions}),
                json!({"type": "string", "description": "inner"}),
            ),
        ] {
            assert_eq!(normalise(&left), normalise(&right));
        }
    }

    #[test]
    fn schemas_without_a_rule_are_rejected() {
        for schema in [
            json!({"minLength": 1}),
            json!({"$ref": "#/definitions/a"}),
            json!({"$ref": "#/definitions/a", "minimum": 1, "definitions": {"a": {}}}),
            json!({"allOf": [{}, {}]}),
            json!({"allOf": [{"type": "string"}], "type": "number"}),
            json!({
                "properties": {"a": {"$ref": "#/definitions/a"}},
                "definitions": {"a": {"properties": {"a": {"$ref": "#/definitions/a"}}}}
            }),
        ] {
            assert!(normalise(&schema).is_err(), "{schema}");
        }
    }
}
