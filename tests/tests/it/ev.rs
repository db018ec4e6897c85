//! The published schemas of charging data, which are YAML, and their records: `../shared/ev`, beside the repository. The
//! expected errors were found by another validator.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use serde_json::Value;
use voltype_codegen::arena::{Data, Node, Source, Written};
use voltype_codegen::source::{self, Folder};
use voltype_codegen::{Options, compile};

/// The folder of the schemas and records; `None`, with a notice, if it is not there.
#[expect(clippy::print_stdout, reason = "the harness shows it with --nocapture")]
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/ev");
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

#[test]
fn the_published_schemas_compile_as_they_are() {
    let Some(folder) = folder() else { return };
    let output = compile(&Folder::new(folder.join("schema")), &Options::default());
    let output = output.unwrap_or_else(|said| panic!("{}", said[0]));
    assert_eq!(output.summary.documents.len(), 8);
    let roots = output.summary.documents.iter().filter(|document| document.root.is_some());
    assert_eq!(roots.count(), 7, "all but the common definitions");
    let copy: Value = serde_json::from_str(&output.files["schemas/session.yaml.json"]).unwrap();
    assert_eq!(copy["properties"]["start_soc"]["maximum"], 1);
}

/// The records of a YAML file, each as one line of JSON.
fn records(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let source = Source { path: path.to_str().unwrap().to_owned(), text };
    let document = source::parse(Arc::new(source)).unwrap_or_else(|error| panic!("{error}"));
    let root = document.root();
    let json = |node: Node<'_>| Written::new(node).text().to_owned();
    match root.data() {
        Data::Array(items) => items.map(json).collect(),
        _ => vec![json(root)],
    }
}

/// The places of the errors in each of these lines of JSON.
fn places(schema: &Path, lines: &[String]) -> Vec<BTreeSet<String>> {
    let folder = tempfile::tempdir().unwrap();
    let instances = folder.path().join("records.jsonl");
    fs::write(&instances, lines.join("\n")).unwrap();
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask-under-test"));
    xtask.arg("try").arg(schema).arg("--instances").arg(&instances).args(["--format", "json"]);
    let ran = xtask.output().unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    let rows: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (summary, rows) =
        rows.split_last().unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&ran.stderr)));
    assert_eq!(summary["instances"]["lines"], lines.len(), "{summary}");
    let mut places = vec![BTreeSet::new(); lines.len()];
    for row in rows {
        let line = usize::try_from(row["line"].as_u64().unwrap()).unwrap() - 1;
        let errors = row["errors"].as_array().unwrap().iter();
        places[line].extend(errors.map(|error| error[0].as_str().unwrap().to_owned()));
    }
    places
}

#[test]
fn the_published_records_have_the_expected_errors() {
    let Some(folder) = folder() else { return };
    let expected = fs::read_to_string(folder.join("expected.json")).unwrap();
    let expected: BTreeMap<String, Value> = serde_json::from_str(&expected).unwrap();
    assert_eq!(fs::read_dir(folder.join("records")).unwrap().count(), expected.len());
    let mut by_schema: BTreeMap<&str, Vec<(&String, &Value)>> = BTreeMap::new();
    for (file, about) in &expected {
        let schema = about["schema"].as_str().unwrap();
        by_schema.entry(schema).or_default().push((file, &about["records"]));
    }
    for (schema, files) in by_schema {
        let (mut lines, mut want) = (Vec::new(), Vec::new());
        for (file, records_of_file) in files {
            let records = records(&folder.join("records").join(file));
            let places: Vec<BTreeSet<String>> =
                serde_json::from_value(records_of_file.clone()).unwrap();
            assert_eq!(records.len(), places.len(), "{file}");
            lines.extend(records);
            want.extend(places);
        }
        assert!(want.iter().any(BTreeSet::is_empty));
        assert_eq!(places(&folder.join("schema").join(schema), &lines), want, "{schema}");
    }
}
