//! The schemas of a comparison, and which instances their types are asked about.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Serialize;
use serde_json::json;

use crate::codegen::root;
use crate::terminal::Named as _;

/// A schema.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// The group that it is counted in.
    pub(super) set: String,
    /// Its name in the group.
    pub(super) name: String,
    /// The schema.
    pub(super) schema: PathBuf,
    /// Files with an instance in each line.
    given: Vec<Given>,
    /// Whether instances are sampled and mutated, too.
    is_sampled: bool,
    /// Whether the documents of its folder belong together.
    pub(super) is_part: bool,
}

/// A file of instances, and whether they are valid, if that is known.
#[derive(Clone, Debug, Serialize)]
struct Given {
    path: PathBuf,
    valid: Option<bool>,
}

/// How many of the given instances are used at most.
const MOST: usize = 200;

impl Input {
    /// The name of its module.
    pub(super) fn module(index: usize) -> String {
        format!("{}{index:05}", Self::PREFIX)
    }

    /// What the names of modules begin with.
    pub(super) const PREFIX: &str = "input_";

    /// The name of the schema's file.
    pub(super) fn file(&self) -> String {
        self.schema.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The folder of the schema.
    pub(super) fn folder(&self) -> &Path {
        self.schema.parent().unwrap_or(Path::new("."))
    }
}

/// The golden modules, the messages of OCPP, and the corpora.
pub(super) fn inputs(ocpp: Option<&Path>, corpora: Option<&Path>) -> io::Result<Vec<Input>> {
    let mut inputs = golden()?;
    for version in ocpp.map_or(Ok(Vec::new()), entries)? {
        let set = format!("OCPP {}", name(&version));
        let schemas = if version.is_dir() { entries(&version)? } else { Vec::new() };
        for schema in schemas {
            if schema.extension().is_some_and(|extension| extension == "json") {
                inputs.push(Input {
                    set: set.clone(),
                    name: name(&schema),
                    schema,
                    given: Vec::new(),
                    is_sampled: true,
                    is_part: true,
                });
            }
        }
    }
    for folder in corpora.map_or(Ok(Vec::new()), entries)? {
        let schema = folder.join("schema.json");
        if schema.is_file() {
            inputs.push(Input {
                set: "corpora".to_owned(),
                name: name(&folder),
                schema,
                given: vec![Given { path: folder.join("instances.jsonl"), valid: None }],
                is_sampled: true,
                is_part: false,
            });
        }
    }
    Ok(inputs)
}

fn golden() -> io::Result<Vec<Input>> {
    let folders = entries(&root().join("tests/golden/modules"))?;
    let folders = folders.into_iter().filter(|folder| folder.is_dir());
    let input = |folder: PathBuf| Input {
        set: "golden cases".to_owned(),
        name: name(&folder),
        schema: folder.join("schemas/case.json"),
        given: [("valid.jsonl", true), ("invalid.jsonl", false)]
            .map(|(file, valid)| Given { path: folder.join(file), valid: Some(valid) })
            .into(),
        is_sampled: false,
        is_part: false,
    };
    Ok(folders.map(input).collect())
}

/// What is in a folder, sorted, as absolute paths.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let folder = folder.canonicalize().named("find", folder)?;
    let entries = fs::read_dir(&folder).named("read", &folder)?;
    let mut paths = entries
        .map(|entry| Ok(entry.named("read", &folder)?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Makes the instances of all inputs, and lets other validators judge them: `FOLDER/0.jsonl` for the first input.
pub(super) fn instances(inputs: &[Input], count: usize, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder).named("make", folder)?;
    let requests: Vec<_> = inputs
        .iter()
        .map(|input| {
            let count = if input.is_sampled { count } else { 0 };
            json!({ "schema": input.schema, "given": input.given, "most": MOST, "count": count })
        })
        .collect();
    let path = folder.join("requests.json");
    fs::write(&path, json!(requests).to_string()).named("write", &path)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "-p", "voltype-tests", "--bin", "corpora", "sample"])
        .args([&path, folder])
        .current_dir(root())
        .stdout(Stdio::inherit())
        .status()?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("the instances could not be made ({status})")))
}
