//! Other validators, asked the same questions.
//!
//! Every validator names the place of an error differently. Here all are converted to a [`Location`] with the
//! instance as a JSON Pointer, and the keyword as the document's path below the schema folder, `#`, and a JSON
//! Pointer. That names the keyword where it is written, not the way that evaluation took to it.
//!
//! - *Voltype* reports exactly this as [`Error::schema_path`](voltype_runtime::Error::schema_path).
//! - *jsonschema* has three names for a keyword. `evaluation_path` goes through every `$ref`;
//!   `absolute_keyword_location` is what we want, as a URI: the documents are registered below `BASE`, so taking
//!   that off leaves the path.
//! - *boon* nests errors by the way of evaluation. Only its verdicts are used: it is the second opinion, and written
//!   independently of the first. Its patterns know no look-around; where it refuses one, it is asked about the schema
//!   without that `pattern`, and [`Oracle::blind_spots`] tells which keywords it knows nothing of.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::error::ValidationErrorKind;
use serde_json::Value;
use voltype_codegen::dialect::Dialect;

/// Where the documents are for the oracles. Nothing is ever looked up there.
const BASE: &str = "https://schemas.invalid/";

/// Where an instance violates which keyword.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// A JSON Pointer into the instance.
    pub instance: String,
    /// The keyword: `session.schema.json#/properties/start_soc/maximum`.
    pub schema: String,
}

/// The other validators, for one schema.
pub struct Oracle {
    jsonschema: jsonschema::Validator,
    boon: (boon::Schemas, boon::SchemaIndex),
    blind_spots: BTreeSet<String>,
}

impl std::fmt::Debug for Oracle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Oracle").finish_non_exhaustive()
    }
}

/// How the documents are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// The dialect of documents without `$schema`.
    pub dialect: Dialect,
    /// Whether `format` is an assertion.
    pub formats: bool,
}

impl Oracle {
    /// Asks about the schema at `root` (a path, with `#` and a JSON Pointer or not) of these documents.
    ///
    /// # Errors
    /// Why one of the validators refuses the schema.
    pub fn new(
        documents: &BTreeMap<String, Value>,
        root: &str,
        reading: Reading,
    ) -> Result<Self, String> {
        let mut seen = documents.clone();
        let mut blind_spots = BTreeSet::new();
        for (path, document) in &mut seen {
            blind(document, &format!("{path}#"), &mut blind_spots);
            if !reading.formats {
                // boon asserts the formats of the old drafts, whether it is told to or not.
                without_formats(document);
            }
        }
        Ok(Oracle {
            jsonschema: jsonschema(documents, root, reading)?,
            boon: boon(&seen, root, reading)?,
            blind_spots,
        })
    }

    /// The verdict of jsonschema.
    #[must_use]
    pub fn is_valid(&self, instance: &Value) -> bool {
        self.jsonschema.is_valid(instance)
    }

    /// The verdict of boon.
    #[must_use]
    pub fn second_opinion(&self, instance: &Value) -> bool {
        let (schemas, index) = &self.boon;
        schemas.validate(instance, *index).is_ok()
    }

    /// The keywords that the second opinion doesn't look at.
    #[must_use]
    pub fn blind_spots(&self) -> &BTreeSet<String> {
        &self.blind_spots
    }

    /// Where jsonschema sees errors.
    #[must_use]
    pub fn errors(&self, instance: &Value) -> BTreeSet<Location> {
        let location = |error: jsonschema::ValidationError<'_>| {
            let uri = error.absolute_keyword_location().map(ToString::to_string);
            let uri = uri.unwrap_or_else(|| error.schema_path().to_string());
            Location {
                instance: error.instance_path().to_string(),
                schema: percent_decoded(uri.strip_prefix(BASE).unwrap_or(&uri)),
            }
        };
        self.jsonschema.iter_errors(instance).map(location).collect()
    }

    /// The same as pairs of instance pointer and keyword, named as by
    /// [`Error::keyword`](voltype_runtime::Error::keyword): `false` for the schema that is just that.
    #[must_use]
    pub fn keywords(&self, instance: &Value) -> BTreeSet<(String, String)> {
        let pair = |error: jsonschema::ValidationError<'_>| {
            let keyword = match error.kind() {
                ValidationErrorKind::FalseSchema => "false".to_owned(),
                _ => {
                    let path = error.schema_path().to_string();
                    path.rsplit('/').next().unwrap_or_default().to_owned()
                }
            };
            (error.instance_path().to_string(), keyword)
        };
        self.jsonschema.iter_errors(instance).map(pair).collect()
    }
}

/// A URI's text without percent-encoding (RFC 3986 section 2.1): a pointer's characters are not all a URI's.
#[must_use]
pub fn percent_decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &after[2..];
            }
            (byte, _) => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn jsonschema(
    documents: &BTreeMap<String, Value>,
    root: &str,
    reading: Reading,
) -> Result<jsonschema::Validator, String> {
    let draft = match reading.dialect {
        Dialect::Draft4 => jsonschema::Draft::Draft4,
        Dialect::Draft6 => jsonschema::Draft::Draft6,
        Dialect::Draft7 => jsonschema::Draft::Draft7,
        Dialect::Draft201909 => jsonschema::Draft::Draft201909,
        Dialect::Draft202012 => jsonschema::Draft::Draft202012,
    };
    let mut registry = jsonschema::Registry::new().draft(draft);
    for (path, document) in documents {
        registry =
            registry.add(format!("{BASE}{path}"), document).map_err(|error| error.to_string())?;
    }
    let registry = registry.prepare().map_err(|error| error.to_string())?;
    let mut options = jsonschema::options()
        .with_registry(&registry)
        .with_base_uri(format!("{BASE}{root}"))
        .should_validate_formats(reading.formats);
    let (path, pointer) = root.split_once('#').unwrap_or((root, ""));
    let document = documents.get(path).ok_or("there is no such document")?;
    if document.get("$schema").is_none() {
        options = options.with_draft(draft);
    }
    let built = if pointer.is_empty() {
        options.build(document)
    } else {
        options.build(&serde_json::json!({ "$ref": format!("{BASE}{root}") }))
    };
    built.map_err(|error| error.to_string())
}

/// Removes the patterns that boon cannot read, and notes where they were.
fn blind(schema: &mut Value, at: &str, removed: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(pattern)) = members.get("pattern")
                && !reads_pattern(pattern)
            {
                members.remove("pattern");
                removed.insert(format!("{at}/pattern"));
            }
            for (name, value) in members {
                // What is only data may look like a schema.
                if !matches!(name.as_str(), "const" | "enum" | "default" | "examples") {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    blind(value, &format!("{at}/{name}"), removed);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                blind(item, &format!("{at}/{index}"), removed);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Removes every `format`.
fn without_formats(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            // Where it is a property's name, it holds a schema.
            if members.get("format").is_some_and(Value::is_string) {
                members.remove("format");
            }
            for (name, value) in members {
                if !matches!(name.as_str(), "const" | "enum" | "default" | "examples") {
                    without_formats(value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(without_formats),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether boon accepts the pattern.
fn reads_pattern(pattern: &str) -> bool {
    let mut compiler = boon::Compiler::new();
    let document = serde_json::json!({ "pattern": pattern });
    compiler.add_resource(BASE, document).is_ok()
        && compiler.compile(BASE, &mut boon::Schemas::new()).is_ok()
}

fn boon(
    documents: &BTreeMap<String, Value>,
    root: &str,
    reading: Reading,
) -> Result<(boon::Schemas, boon::SchemaIndex), String> {
    let mut compiler = boon::Compiler::new();
    compiler.set_default_draft(match reading.dialect {
        Dialect::Draft4 => boon::Draft::V4,
        Dialect::Draft6 => boon::Draft::V6,
        Dialect::Draft7 => boon::Draft::V7,
        Dialect::Draft201909 => boon::Draft::V2019_09,
        Dialect::Draft202012 => boon::Draft::V2020_12,
    });
    if reading.formats {
        compiler.enable_format_assertions();
    }
    for (path, document) in documents {
        compiler
            .add_resource(&format!("{BASE}{path}"), document.clone())
            .map_err(|error| error.to_string())?;
    }
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile(&format!("{BASE}{root}"), &mut schemas);
    let index = index.map_err(|error| format!("{error:#}"))?;
    Ok((schemas, index))
}
