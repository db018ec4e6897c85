//! Generated code is laid out as rustfmt does by default, so that `cargo fmt` in a user's crate changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, compile};

/// Runs rustfmt, or skips the test where there is none.
fn unformatted(roots: &[PathBuf]) -> Option<String> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("rustfmt.toml"), "").unwrap();
    let mut command = Command::new("rustfmt");
    command.args(["--check", "--edition", "2024", "--color", "never", "--config-path"]);
    command.arg(folder.path()).args(roots);
    match command.output() {
        Ok(output) if output.status.success() => Some(String::new()),
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            Some(String::from_utf8_lossy(&said).into_owned())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => panic!("rustfmt was not run: {error}"),
    }
}

fn assert_formatted(roots: &[PathBuf]) {
    if let Some(said) = unformatted(roots) {
        assert!(said.is_empty(), "rustfmt would change generated code:\n{said}");
    }
}

/// The crate that is generated from each document of a folder, alone: their roots.
fn generated(schemas: &Path, folder: &Path) -> Vec<PathBuf> {
    let documents = fs::read_dir(schemas).unwrap().map(|entry| entry.unwrap().path());
    let documents = documents.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let document = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let crate_folder = folder.join(&name);
        let options = Options { documents: vec![name], ..Options::default() };
        let output = compile(&Folder::new(schemas), &options);
        let files: BTreeMap<String, String> = output.unwrap_or_else(|all| panic!("{all:?}")).files;
        for (path, text) in files {
            let path = crate_folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        crate_folder.join("lib.rs")
    };
    documents.map(document).collect()
}

#[test]
fn golden_modules_have_the_default_layout() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/modules");
    let folders = fs::read_dir(golden).unwrap().map(|entry| entry.unwrap().path());
    let roots: Vec<PathBuf> =
        folders.map(|folder| folder.join("src/lib.rs")).filter(|root| root.exists()).collect();
    assert!(roots.len() > 30, "{roots:?}");
    assert_formatted(&roots);
}

/// Long names, long lists and everything that has to be broken into lines.
#[test]
fn hard_schemas_have_the_default_layout() {
    let folder = TempDir::new().unwrap();
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let roots = generated(&schemas, folder.path());
    assert!(roots.len() > 2, "{roots:?}");
    assert_formatted(&roots);
}

/// The comparison is one: a line that rustfmt would change is found.
#[test]
fn other_layouts_are_found() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("lib.rs");
    fs::write(&root, "pub fn one() -> u8 { 1 }\n").unwrap();
    if let Some(said) = unformatted(&[root]) {
        assert!(said.contains("Diff in"), "{said}");
    }
}
