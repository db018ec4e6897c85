//! The committed generated sources are up to date with the schemas.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use voltype_codegen::source::{Folder, Listing, Loader};
use voltype_codegen::{Options, Output, compile};
use xtask::files::manifest;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn compiled(loader: &dyn Loader) -> Output {
    compile(loader, &Options::default()).unwrap_or_else(|all| {
        panic!("{}", all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// The files below a folder, by their paths there.
pub(crate) fn files(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            files(&path, &format!("{name}/"), found);
        } else {
            found.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Compares a folder of committed sources with what a chore would write there.
fn fresh(folder: &str, wanted: &BTreeMap<String, String>, chore: &str) {
    let mut present = BTreeMap::new();
    files(&root().join(folder), "", &mut present);
    let mut wanted = wanted.clone();
    wanted.insert(manifest::FILE.to_owned(), manifest::text(&wanted));
    let run = format!("run cargo xtask {chore}");
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&present), names(&wanted), "{run}");
    for (path, text) in &wanted {
        assert!(present[path] == *text, "{folder}/{path} is stale: {run}");
    }
}

#[test]
fn the_committed_sources_are_what_the_schemas_say() {
    let wanted = compiled(&Folder::new(root().join("schemas"))).files;
    fresh("generated/src", &wanted, "codegen");
}

#[test]
fn the_committed_metaschemas_are_what_the_drafts_say() {
    let wanted = xtask::metaschemas::sources().unwrap_or_else(|all| panic!("{all:?}")).files;
    fresh("metaschemas/src", &wanted, "metaschemas");
}

#[test]
fn compiling_twice_gives_the_same() {
    let folder = Folder::new(root().join("schemas"));
    let (first, second) = (compiled(&folder), compiled(&folder));
    assert_eq!(first.files, second.files);
    assert_eq!(first.summary, second.summary);
}

#[test]
fn documents_in_memory_compile_to_the_same() {
    let folder = root().join("schemas");
    let mut documents = BTreeMap::new();
    files(&folder, "", &mut documents);
    assert!(documents.contains_key("codegen.toml"), "{:?}", documents.keys());
    let config = documents.remove("codegen.toml").unwrap();
    let loader = Memory { documents, config };
    assert_eq!(compiled(&loader).files, compiled(&Folder::new(folder)).files);
}

/// A loader that a user of the library could write.
struct Memory {
    documents: BTreeMap<String, String>,
    config: String,
}

impl Loader for Memory {
    fn load(&self, path: &str) -> std::io::Result<String> {
        if path == "codegen.toml" { Ok(self.config.clone()) } else { self.documents.load(path) }
    }

    fn list(&self) -> std::io::Result<Listing> {
        self.documents.list()
    }
}

#[test]
fn a_map_of_documents_is_a_loader() {
    let documents = BTreeMap::from([(
        "point.json".to_owned(),
        r#"{"title": "Point", "type": "object", "properties": {"x": {"type": "number"}}}"#
            .to_owned(),
    )]);
    let output = compiled(&documents);
    let files: Vec<&String> = output.files.keys().collect();
    assert_eq!(files, ["definitions.json", "lib.rs", "point.rs", "schemas/point.json"]);
    assert!(output.files["point.rs"].contains("pub struct Point {"));
    assert_eq!(output.files["schemas/point.json"], documents["point.json"]);
    assert!(output.warnings.is_empty());
    assert_eq!(output.summary.documents[0].types, ["Point"]);
}

#[test]
fn single_documents_can_be_asked_for() {
    let options = Options { documents: vec!["common.json".to_owned()], ..Options::default() };
    let result = compile(&Folder::new(root().join("schemas")), &options);
    let output = result.unwrap_or_else(|all| panic!("{all:?}"));
    assert!(output.files.contains_key("common.rs"));
    assert!(!output.files.contains_key("session.rs"));
}
