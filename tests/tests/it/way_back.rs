//! The way back: what schemars is told of each type in the golden modules allows exactly what its schema allows. This is
//! proved by jsonschema's canonical forms, not tried with instances, as far as they can express both.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jsonschema::canonical::{CanonicalSchema, CanonicalView, Containment, options};
use jsonschema::{Draft, Registry};
use serde_json::{Value, json};

use crate::freshness::files;
use crate::modules::{names, root};

/// Where the documents are. Nothing is ever looked up there.
const BASE: &str = "https://schemas.invalid/";

/// A generated type.
#[derive(Debug)]
struct Type {
    /// The Rust name.
    name: String,
    /// The document of its schema, and where the schema is there.
    document: String,
    pointer: String,
}

/// The result for a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Result {
    /// Each schema covers the other.
    Equal,
    /// The type is for a part of what the schema allows, and its own schema says so: the objects, or one branch.
    Part,
    /// It is not known; the reason.
    Unknown(String),
    /// They differ.
    Different(String),
}

/// The types of a golden case with the locations of their schemas, as the macros of the modules have them.
fn types(sources: &BTreeMap<String, String>) -> Vec<Type> {
    let lines =
        sources.iter().filter(|(path, _)| path.ends_with(".rs")).flat_map(|(_, text)| text.lines());
    let typed = lines.filter_map(|line| {
        let (head, rest) = line.split_once(": validate::")?;
        let words = head.split(|c: char| !c.is_alphanumeric());
        let name = words.into_iter().find(|word| word.starts_with(char::is_uppercase))?;
        let location = rest.split('"').nth(1)?;
        let (document, pointer) = location.split_once('#')?;
        Some(Type {
            name: name.to_owned(),
            document: document.to_owned(),
            pointer: pointer.to_owned(),
        })
    });
    typed.collect()
}

/// Whether draft 2020-12 reads the schema as its draft does. Up to draft-07, `$ref` hides the keywords beside it.
fn reads_alike(schema: &Value, ref_hides: bool) -> bool {
    match schema {
        Value::Object(members) => {
            let asserts = ["type", "properties", "required", "minLength", "enum"];
            let hides = members.contains_key("$ref")
                && asserts.iter().any(|one| members.contains_key(*one));
            let is_old = |(name, value): (&String, &Value)| match name.as_str() {
                "items" => value.is_array(),
                "id" => value.is_string(),
                "exclusiveMinimum" | "exclusiveMaximum" => value.is_boolean(),
                "additionalItems" | "dependencies" => true,
                "$recursiveRef" | "$recursiveAnchor" | "$dynamicRef" => true,
                _ => false,
            };
            let is_hidden = hides && ref_hides;
            !is_hidden
                && !members.iter().any(is_old)
                && members.values().all(|value| reads_alike(value, ref_hides))
        }
        Value::Array(items) => items.iter().all(|item| reads_alike(item, ref_hides)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

/// Where a document is moved to, so that its references do not lead to a root: canonical forms of two documents cannot be
/// compared if both have such.
const MOVED: &str = "/$defs/Root";

/// Moves the schema of a document, and what references to it and to documents like it lead to.
fn moved(mut document: Value, files: &[String]) -> Value {
    fn follow(schema: &mut Value, files: &[String]) {
        match schema {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get_mut("$ref") {
                    let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
                    if file.is_empty() || files.iter().any(|one| one == file) {
                        *reference = format!("{file}#{MOVED}{pointer}");
                    }
                }
                members.values_mut().for_each(|value| follow(value, files));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| follow(item, files)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    follow(&mut document, files);
    json!({ "$defs": { "Root": document } })
}

/// The schemas of one case.
struct Case {
    /// The documents by name or identifier, all read as draft 2020-12.
    documents: BTreeMap<String, Value>,
    /// Whether none has an identifier: then their schemas are at [`MOVED`].
    are_files: bool,
    /// What schemars is told.
    definitions: Value,
    /// Why the documents cannot be read as that draft.
    unlike: Option<&'static str>,
}

impl Case {
    fn of(name: &str) -> (Self, Vec<Type>) {
        let folder = root().join(name);
        let mut sources = BTreeMap::new();
        files(&folder.join("src"), "", &mut sources);
        let mut texts = BTreeMap::new();
        files(&folder.join("schemas"), "", &mut texts);
        let mut documents = BTreeMap::new();
        let mut unlike = None;
        let documents_only = texts.iter().filter(|(file, _)| file.ends_with(".json"));
        for (file, text) in documents_only {
            let mut document: Value = serde_json::from_str(text).unwrap();
            let draft = document.as_object_mut().and_then(|members| members.remove("$schema"));
            let draft = draft.unwrap_or_default();
            let draft = draft.as_str().unwrap_or("draft-07");
            if draft.contains("draft-04") {
                unlike = Some("draft-04 has another notion of integers");
            } else if !reads_alike(&document, draft.contains("draft-0")) {
                unlike = Some("its draft reads keywords differently");
            }
            let id = document.get("$id").and_then(Value::as_str).map(str::to_owned);
            documents.insert(id.unwrap_or_else(|| file.clone()), document);
        }
        let names: Vec<String> = documents.keys().cloned().collect();
        let are_files = names.iter().all(|name| texts.contains_key(name));
        if are_files {
            documents =
                documents.into_iter().map(|(name, one)| (name, moved(one, &names))).collect();
        }
        let definitions = serde_json::from_str(&sources["definitions.json"]).unwrap();
        (Case { documents, are_files, definitions, unlike }, types(&sources))
    }

    /// The schema of a type as it was written.
    fn written(&self, ty: &Type) -> std::result::Result<CanonicalSchema, String> {
        let mut registry = Registry::new().draft(Draft::Draft202012);
        for (path, document) in &self.documents {
            registry = registry.add(uri(path), document).map_err(|error| error.to_string())?;
        }
        let registry = registry.prepare().map_err(|error| error.to_string())?;
        let document = self.documents.get(&ty.document).ok_or("its document has another name")?;
        let options = options().with_registry(&registry).with_base_uri(uri(&ty.document)).offline();
        let options = options.with_draft(Draft::Draft202012).should_validate_formats(true);
        let prepared = options.prepare(document).map_err(|error| error.to_string())?;
        let pointer =
            if self.are_files { format!("{MOVED}{}", ty.pointer) } else { ty.pointer.clone() };
        modeled(prepared.canonicalize_at(&pointer).map_err(|error| error.to_string())?)
    }

    /// The schema that schemars is told.
    fn told(&self, ty: &Type) -> std::result::Result<CanonicalSchema, String> {
        let options =
            options().with_draft(Draft::Draft202012).should_validate_formats(true).offline();
        let prepared = options.prepare(&self.definitions).map_err(|error| error.to_string())?;
        let pointer = format!("/$defs/{}", ty.name);
        modeled(prepared.canonicalize_at(&pointer).map_err(|error| error.to_string())?)
    }

    /// Whether the type is for a part of what its schema allows. No document has the schema of such a type: the compiler
    /// made it of others.
    fn is_part(&self, ty: &Type) -> bool {
        let definition = self.definitions["$defs"][&ty.name].as_object();
        definition.is_some_and(|members| {
            members.contains_key("allOf")
                && members.keys().all(|name| name == "allOf" || name == "type")
        })
    }

    /// Compares both.
    fn compare(&self, ty: &Type) -> Result {
        if let Some(why) = self.unlike {
            return Result::Unknown(why.to_owned());
        }
        let both = self.written(ty).and_then(|written| Ok((written, self.told(ty)?)));
        let (written, told) = match both {
            Ok(both) => both,
            Err(why) => return Result::Unknown(why),
        };
        let covers = |one: &CanonicalSchema, other: &CanonicalSchema| {
            one.covers(other).map_err(|error| error.to_string())
        };
        match (covers(&written, &told), covers(&told, &written)) {
            (Err(why), _) | (_, Err(why)) => Result::Unknown(why),
            (Ok(Containment::Yes), Ok(Containment::Yes)) => Result::Equal,
            (Ok(Containment::Yes), Ok(_)) if self.is_part(ty) => Result::Part,
            (Ok(Containment::No), _) => {
                Result::Different("it allows more than its schema".to_owned())
            }
            (_, Ok(Containment::No)) => {
                Result::Different("it allows less than its schema".to_owned())
            }
            (Ok(Containment::Unknown), _) | (_, Ok(Containment::Unknown)) => {
                Result::Unknown("the canonical forms are too different".to_owned())
            }
        }
    }
}

fn uri(document: &str) -> String {
    if document.contains("://") { document.to_owned() } else { format!("{BASE}{document}") }
}

/// The schema, if the canonical form can express it.
fn modeled(schema: CanonicalSchema) -> std::result::Result<CanonicalSchema, String> {
    match schema.view() {
        CanonicalView::Raw(raw) => Err(format!("no canonical form ({:?})", raw.reason)),
        _ => Ok(schema),
    }
}

#[test]
fn definitions_say_what_the_schemas_say() {
    let mut all: BTreeMap<Result, Vec<String>> = BTreeMap::new();
    for name in names() {
        let (case, types) = Case::of(&name);
        for ty in &types {
            let result = if case.definitions["$defs"].get(&ty.name).is_none() {
                Result::Unknown("another module has a type of this name".to_owned())
            } else {
                case.compare(ty)
            };
            all.entry(result).or_default().push(format!("{name}::{}", ty.name));
        }
    }
    let mut table = String::new();
    for (result, types) in &all {
        writeln!(table, "{:4} {result:?}: {}", types.len(), types.join(", ")).unwrap();
    }
    println!("{table}");
    let is_different = |result: &Result| matches!(result, Result::Different(_));
    assert!(!all.keys().any(is_different), "{table}");
    let proved = [Result::Equal, Result::Part].iter().filter_map(|one| all.get(one)).map(Vec::len);
    let count: usize = all.values().map(Vec::len).sum();
    assert!(2 * proved.sum::<usize>() > count, "most can be proved\n{table}");
}

/// The proof notices a definition that says something else.
#[test]
fn other_definitions_are_different() {
    let (mut case, types) = Case::of("struct_required");
    let ty = types.iter().find(|ty| ty.name == "Case").unwrap();
    assert_eq!(case.compare(ty), Result::Equal);
    let told = case.definitions.clone();
    case.definitions["$defs"]["Case"]["required"] = json!([]);
    assert_eq!(case.compare(ty), Result::Different("it allows more than its schema".to_owned()));
    case.definitions = told;
    case.definitions["$defs"]["Case"]["minProperties"] = json!(9);
    assert_eq!(case.compare(ty), Result::Different("it allows less than its schema".to_owned()));
}
