use std::fs;
use std::time::{Duration, SystemTime};

use super::*;

const PORT: &str = r#"{
  "title": "Port", "type": "object", "required": ["id"],
  "properties": { "id": { "$ref": "common.json#/definitions/id" } }
}"#;

const COMMON: &str = r#"{ "definitions": { "id": { "type": "string" } } }"#;

/// A folder for schemas and one for what is generated, with these documents.
fn folders(documents: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("schemas")).unwrap();
    for (name, text) in documents {
        fs::write(folder.path().join("schemas").join(name), text).unwrap();
    }
    folder
}

/// Runs in these folders; returns what cargo is told.
fn run(folder: &Path) -> (Result<(), Error>, String) {
    let mut told = Vec::new();
    let build = Build::new().schemas(folder.join("schemas"));
    let result = build.run(&folder.join("out"), &mut told);
    let told = String::from_utf8(told).unwrap();
    (result, told.replace(&folder.to_str().unwrap().to_owned(), ""))
}

#[test]
fn sources_are_written_and_watched() {
    let folder = folders(&[("port.json", PORT), ("common.json", COMMON)]);
    let (result, told) = run(folder.path());
    result.unwrap();
    let watched = ["/schemas", "/schemas/common.json", "/schemas/port.json"];
    let lines = watched.map(|path| format!("cargo::rerun-if-changed={path}\n"));
    assert_eq!(told, lines.concat());
    let out = folder.path().join("out");
    let included = fs::read_to_string(out.join("voltype.rs")).unwrap();
    let root = out.join("voltype").join("lib.rs");
    assert!(included.ends_with(&format!("#[path = {root:?}]\npub mod types;\n")), "{included}");
    assert!(root.is_file());
    assert!(fs::read_to_string(out.join("voltype/port.rs")).unwrap().contains("struct Port"));
}

#[test]
fn files_that_are_as_before_are_not_written() {
    let folder = folders(&[("port.json", PORT), ("common.json", COMMON)]);
    run(folder.path()).0.unwrap();
    let path = |name: &str| folder.path().join("out").join(name);
    let files = ["voltype.rs", "voltype/lib.rs", "voltype/port.rs"].map(path);
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for file in &files {
        fs::File::options().append(true).open(file).unwrap().set_modified(old).unwrap();
    }
    fs::write(&files[2], "stale").unwrap();
    run(folder.path()).0.unwrap();
    let is_old = |file: &PathBuf| fs::metadata(file).unwrap().modified().unwrap() == old;
    assert_eq!(files.each_ref().map(is_old), [true, true, false]);
    assert!(fs::read_to_string(&files[2]).unwrap().contains("struct Port"));
}

#[test]
fn errors_have_their_places() {
    let folder = folders(&[("port.json", &PORT.replace("[\"id\"]", "true"))]);
    let (result, told) = run(folder.path());
    let error = result.unwrap_err();
    assert!(told.contains("cargo::rerun-if-changed=/schemas/port.json\n"), "{told}");
    let text = error.to_string();
    assert_eq!(text, format!("{error:?}"));
    assert!(text.starts_with("2 errors in the schema folder "), "{text}");
    for part in ["--> port.json:2:50", "^^^^", "common.json"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(error.diagnostics().len(), 2);
    assert!(!folder.path().join("out").exists(), "nothing is written");
}

#[test]
fn warnings_are_lines_with_their_places() {
    let port = PORT.replace("\"required\"", "\"requierd\"");
    let folder = folders(&[("port.json", &port), ("common.json", COMMON)]);
    let (result, told) = run(folder.path());
    result.unwrap();
    let warnings: Vec<&str> = told.lines().filter(|line| line.contains("warning")).collect();
    assert_eq!(warnings.len(), 1, "{told}");
    let start = "cargo::warning=/schemas/port.json:2:38: ";
    assert!(warnings[0].starts_with(start) && warnings[0].contains("(help: "), "{told}");
}

#[test]
fn a_folder_that_does_not_exist_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let error = run(folder.path()).0.unwrap_err().to_string();
    assert!(error.contains("cannot read the schema folder"), "{error}");
}

/// The name of a file is not an instruction for cargo.
#[cfg(unix)]
#[test]
fn line_breaks_in_names_begin_no_instructions() {
    let name = "a\ncargo::rustc-env=A=B.json";
    let folder = folders(&[(name, PORT), ("common.json", COMMON)]);
    let (result, told) = run(folder.path());
    result.unwrap();
    assert!(told.lines().all(|line| line.starts_with("cargo::rerun-if-changed=")), "{told}");
    assert!(told.lines().count() == 2, "{told}");
}
