//! Names are stable: a definition that has nothing to do with the others changes no name of theirs, nor anything else that
//! is generated for them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use voltype_codegen::{Options, Output, compile};

use crate::modules::{names, root};

/// The documents of a folder by name, as [`compile`] takes them.
type Documents = BTreeMap<String, String>;

/// The JSON documents of a folder, all spelled alike.
fn documents(folder: &Path) -> Documents {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let schemas = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let spelled = |path: PathBuf| {
        let value: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), format!("{value:#}"))
    };
    schemas.map(spelled).collect()
}

/// The documents, with one more definition of this name in one of them.
fn with(documents: &Documents, document: &str, name: &str) -> Documents {
    let mut value: Value = serde_json::from_str(&documents[document]).unwrap();
    let has = |keyword: &str| value.get(keyword).is_some_and(Value::is_object);
    let is_recent = value["$schema"].as_str().is_some_and(|uri| uri.contains("/draft/20"));
    let keyword =
        if has("$defs") || is_recent && !has("definitions") { "$defs" } else { "definitions" };
    let members = value.as_object_mut().unwrap();
    let definitions = members.entry(keyword).or_insert_with(|| Value::Object(Map::new()));
    let added =
        json!({ "type": "object", "properties": { "unrelated": { "enum": ["on", "off"] } } });
    let before = definitions.as_object_mut().unwrap().insert(name.to_owned(), added);
    assert_eq!(before, None, "{document} has {name}");
    let mut all = documents.clone();
    all.insert(document.to_owned(), format!("{value:#}"));
    all
}

fn compiled(name: &str, documents: &Documents) -> Output {
    let output = compile(documents, &Options::default());
    output.unwrap_or_else(|all| panic!("{name}: {}", all[0]))
}

/// Lines of the modules that are gone. The root lists the types of each document, so it is left out.
fn gone(before: &Output, after: &Output) -> Vec<String> {
    let mut gone = Vec::new();
    let modules =
        before.files.iter().filter(|(path, _)| path.ends_with(".rs") && *path != "lib.rs");
    for (path, text) in modules {
        let now = after.files.get(path).map_or("", String::as_str);
        // What was there stays, in its order.
        let mut rest = now.lines();
        for line in text.lines() {
            let mut ahead = rest.clone();
            if ahead.any(|one| one == line) {
                rest = ahead;
            } else {
                gone.push(format!("{path}: {line}"));
            }
        }
    }
    gone
}

/// Names that look as if the compiler had made them of one that is there, and are not taken.
fn similar(output: &Output) -> Vec<String> {
    let types: Vec<&String> = output.summary.documents.iter().flat_map(|one| &one.types).collect();
    let first = types.first().map_or("Root", |name| name.as_str());
    let made = [
        format!("{first}2"),
        format!("{first}Root"),
        format!("{first}Value"),
        first.to_lowercase() + "-item",
    ];
    let free =
        |name: &String| !types.iter().any(|one| one.eq_ignore_ascii_case(&name.replace('-', "")));
    made.into_iter().filter(free).collect()
}

/// Whether the root of a document says nothing. With definitions, the document is a library of them, and has no root type.
fn says_nothing(document: &str) -> bool {
    let value: Value = serde_json::from_str(document).unwrap();
    let members = value.as_object().unwrap();
    members.keys().all(|name| matches!(name.as_str(), "$schema" | "$id" | "title" | "description"))
}

/// Adds definitions to a document, one at a time. Returns what each changes.
fn changes(name: &str, document: &str, documents: &Documents, most: usize) -> Vec<String> {
    let before = compiled(name, documents);
    let mut added = vec!["Aardvark".to_owned(), "zebra-crossing".to_owned()];
    added.extend(similar(&before));
    let mut changes = Vec::new();
    for definition in added.into_iter().take(most) {
        let after = compiled(name, &with(documents, document, &definition));
        let types =
            |output: &Output| output.summary.documents.iter().map(|one| one.types.len()).sum();
        let (old, new): (usize, usize) = (types(&before), types(&after));
        assert!(new > old, "{name}: {definition} has a type");
        let gone = gone(&before, &after);
        if !gone.is_empty() {
            changes.push(format!("{name}: {definition} changes\n    {}", gone.join("\n    ")));
        }
    }
    changes
}

#[test]
fn definitions_rename_nothing_in_the_golden_modules() {
    let mut all = Vec::new();
    for name in names() {
        let documents = documents(&root().join(&name).join("schemas"));
        if !says_nothing(&documents["case.json"]) {
            all.extend(changes(&name, "case.json", &documents, usize::MAX));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// `../shared/corpora`, beside the repository.
#[test]
fn definitions_rename_nothing_in_public_schemas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return;
    }
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        // The largest ones take seconds each time.
        let documents = documents(&folder);
        let is_large = documents["schema.json"].len() > 300_000;
        let most = if is_large { 1 } else { usize::MAX };
        all.extend(changes(&name, "schema.json", &documents, most));
    }
    assert!(
        all.is_empty(),
        "{}",
        all.join(
            "
"
        )
    );
}

#[test]
fn a_change_of_a_name_is_noticed() {
    let output = |text: &str| {
        let documents = Documents::from([("a.json".to_owned(), text.to_owned())]);
        compiled("a", &documents)
    };
    let before = output(r#"{"type": "object", "properties": {"one": {"type": "integer"}}}"#);
    let after = output(r#"{"type": "object", "properties": {"two": {"type": "integer"}}}"#);
    assert!(gone(&before, &after).iter().any(|line| line.contains("pub one: Option<i64>")));
    assert!(gone(&before, &before).is_empty());
}
