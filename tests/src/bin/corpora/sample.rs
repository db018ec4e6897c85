//! Instances of many schemas with the verdicts of other validators, for `cargo xtask compare`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};
use voltype_codegen::dialect::Dialect;
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, schemas};
use voltype_tests::compare::is_lossless;
use voltype_tests::oracle::{Oracle, Reading};
use voltype_tests::sampler::Sampler;

/// The seed of the instances; any other number would do.
const SEED: u64 = 0x0c0a_90a5;

/// A schema, and which instances are wanted.
#[derive(Debug, Deserialize)]
struct Request {
    /// The schema. It can refer to the documents of its folder.
    schema: PathBuf,
    /// Files with an instance in each line.
    given: Vec<Given>,
    /// At most this many lines of each of the files, spread over it.
    most: usize,
    /// How many instances to sample from the schema, and how many of all to mutate.
    count: usize,
}

/// A file of instances.
#[derive(Debug, Deserialize)]
struct Given {
    path: PathBuf,
    /// Whether they are valid, if that is known. Then it is the verdict where the other validators cannot read the schema,
    /// and they may not say otherwise.
    valid: Option<bool>,
}

/// An instance, and whether it is valid, if that is known.
struct Instance {
    text: String,
    valid: Option<bool>,
}

/// Writes the instances for each request of a file: `FOLDER/0.jsonl` for the first, and so on.
pub(crate) fn make(
    requests: &Path,
    folder: &Path,
    screen: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let requests: Vec<Request> = serde_json::from_str(&fs::read_to_string(requests)?)?;
    fs::create_dir_all(folder)?;
    for (index, request) in requests.iter().enumerate() {
        let lines = instances(request).unwrap_or_else(|error| {
            // The comparison shows that there are no instances.
            let _ = writeln!(screen, "{}: {error}", request.schema.display());
            String::new()
        });
        fs::write(folder.join(format!("{index}.jsonl")), lines)?;
    }
    Ok(())
}

fn instances(request: &Request) -> Result<String, Box<dyn Error>> {
    let mut instances = Vec::new();
    for Given { path, valid } in &request.given {
        let text = fs::read_to_string(path)?;
        let lines: Vec<&str> = text.lines().collect();
        let step = lines.len().div_ceil(request.most.max(1)).max(1);
        let lines = lines.into_iter().step_by(step);
        instances.extend(lines.map(|line| Instance { text: line.to_owned(), valid: *valid }));
    }
    let judge = match Judge::new(&request.schema) {
        Ok(judge) => judge,
        Err(_) if instances.iter().any(|one| one.valid.is_some()) => {
            return Ok(instances.iter().filter_map(Instance::line).collect());
        }
        Err(error) => return Err(error),
    };
    if request.count > 0 {
        instances.extend(sampled(request, &instances)?);
    }
    Ok(instances.iter().filter_map(|one| judge.line(one)).collect())
}

/// Instances that are meant to be valid, then mutated ones.
fn sampled(request: &Request, given: &[Instance]) -> Result<Vec<Instance>, Box<dyn Error>> {
    let (folder, name) = place(&request.schema)?;
    let options = Options { documents: vec![name.to_owned()], ..Options::default() };
    let read = schemas(&Folder::new(folder), &options)
        .map_err(|diagnostics| diagnostics.iter().map(ToString::to_string).collect::<String>())?;
    let root = read.documents.iter().find(|document| document.source.path == name);
    let root = root.and_then(|document| document.root).ok_or("the schema has no root")?;
    let mut sampler = Sampler::new(&read, SEED);
    let given = given.iter().filter_map(|one| serde_json::from_str(&one.text).ok());
    let mut values: Vec<Value> = given.take(request.count).collect();
    let mut texts = Vec::new();
    for _ in 0..request.count {
        if let Some(value) = sampler.valid(root) {
            texts.push(sampler.spelled(&value));
            values.push(value);
        }
    }
    for index in 0..request.count {
        // The given ones come first: all are used if there are enough.
        let Some(value) = values.get(index * values.len() / request.count) else { break };
        let changed = sampler.mutated(value, root);
        texts.push(sampler.spelled(&changed));
    }
    Ok(texts.into_iter().map(|text| Instance { text, valid: None }).collect())
}

impl Instance {
    /// The line of an instance whose verdict is known. None if the text isn't JSON, or has a member twice.
    fn line(&self) -> Option<String> {
        let Instance { text, valid } = self;
        let valid = valid.filter(|_| is_lossless(text))?;
        Some(format!("{}\n", json!({ "valid": valid, "kind": "sure", "text": text })))
    }
}

/// The folder of a schema, and its name there.
fn place(schema: &Path) -> Result<(&Path, &str), Box<dyn Error>> {
    let name = schema.file_name().and_then(|name| name.to_str());
    let name = name.ok_or("the name of the schema is not UTF-8")?;
    Ok((schema.parent().unwrap_or(Path::new(".")), name))
}

/// The validators that say which instances are valid, with `format` as an assertion and without.
struct Judge {
    asserted: Oracle,
    annotated: Oracle,
    /// Whether the dialect of the schema asserts formats.
    asserts: bool,
}

impl Judge {
    fn new(schema: &Path) -> Result<Self, Box<dyn Error>> {
        let (folder, name) = place(schema)?;
        let mut documents = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.extension().is_some_and(|extension| extension == "json") {
                documents
                    .insert(file.to_owned(), serde_json::from_str(&fs::read_to_string(&path)?)?);
            }
        }
        let document: &Value = documents.get(name).ok_or("the schema is not a .json file")?;
        let dialect = dialect(document);
        let refers = document.to_string().contains(".json");
        if !refers {
            // The others need not be read.
            documents.retain(|path, _| path == name);
        }
        let oracle = |formats| Oracle::new(&documents, name, Reading { dialect, formats });
        let asserts = dialect.asserts_format();
        Ok(Judge { asserted: oracle(true)?, annotated: oracle(false)?, asserts })
    }

    /// The line of an instance: its text, whether it is valid, and of which kind it is, as `cargo xtask compare` has them. None if the text isn't JSON, or has a
    /// member twice.
    fn line(&self, Instance { text, valid: known }: &Instance) -> Option<String> {
        let value: Value = serde_json::from_str(text).ok().filter(|_| is_lossless(text))?;
        let usual = if self.asserts { &self.asserted } else { &self.annotated };
        let valid = usual.is_valid(&value);
        if known.is_some_and(|known| known != valid) {
            return None;
        }
        let kind = if has_large(&value) {
            "large"
        } else if usual.second_opinion(&value) != valid {
            "split"
        } else if self.asserted.is_valid(&value) != self.annotated.is_valid(&value) {
            "format"
        } else {
            "sure"
        };
        Some(format!("{}\n", json!({ "valid": valid, "kind": kind, "text": text })))
    }
}

/// Whether there is an integer of more than 64 bits.
fn has_large(value: &Value) -> bool {
    match value {
        // What fits is read as an integer; floats from 2⁵³ on have no fraction.
        Value::Number(number) => {
            let float = number.as_f64().filter(|_| number.is_f64());
            float.is_some_and(|float| float.abs() >= 9_223_372_036_854_775_808.0)
        }
        Value::Array(items) => items.iter().any(has_large),
        Value::Object(members) => members.values().any(has_large),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

/// The dialect that the schema says it has; draft-07 if it doesn't say, as for the compiler.
fn dialect(document: &Value) -> Dialect {
    let uri = document["$schema"].as_str().unwrap_or_default();
    let known = [
        ("draft-04", Dialect::Draft4),
        ("draft-06", Dialect::Draft6),
        ("2019-09", Dialect::Draft201909),
        ("2020-12", Dialect::Draft202012),
    ];
    let dialect = known.into_iter().find(|(part, _)| uri.contains(part));
    dialect.map_or(Dialect::Draft7, |(_, dialect)| dialect)
}
