//! Names of documents, definitions and members that Rust, cargo or a file system reads otherwise, or that meet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use syn::visit::Visit;
use voltype::runtime::show::is_hidden;
use voltype_codegen::names::{
    DEVICES, FUNCTION_WORDS, KEYWORDS, MAX_LENGTH, MODULE_WORDS, PRIMITIVES,
};
use voltype_codegen::{Options, Output};

use super::{compile, finishes};

/// What the prelude, the runtime and derived code call things that a module may call otherwise.
const PRELUDE: [&str; 36] = [
    "AsRef",
    "Box",
    "Build",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "Err",
    "Error",
    "Flow",
    "From",
    "FromStr",
    "Hash",
    "Input",
    "Into",
    "Iterator",
    "JsonSchema",
    "Map",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "Read",
    "Record",
    "Report",
    "Result",
    "Schema",
    "Serialize",
    "Sink",
    "Slots",
    "Some",
    "String",
    "Value",
];

/// File names that try to become something else. On a file system each of them is one name.
const FILES: [&str; 24] = [
    "a\nb",
    "a\r\n```rust\npanic!()\n```",
    "~~\u{ad}~\npanic!()",
    "``\u{200b}`",
    "x\u{202e}y",
    "back\\slash",
    "..\\up",
    "q\"uote'",
    "\"); compile_error!(\"",
    "#hash",
    "?query",
    "a%2Fb",
    "100%",
    "[Foo]",
    "[a]: javascript:x",
    "<script>alert(1)<script>",
    "`tick`",
    " blank ",
    "--",
    "..",
    "$(touch x)",
    "\u{1b}[2J",
    "é",
    "\u{7f}",
];

fn compile_all(schemas: BTreeMap<String, String>) -> Output {
    let output = finishes(move || voltype_codegen::compile(&schemas, &Options::default()));
    output.unwrap_or_else(|said| panic!("{}", said[0]))
}

/// An object with the constructs that most kinds of generated code need.
fn object(description: &str) -> String {
    let description = serde_json::to_string(description).unwrap();
    format!(
        r#"{{"title": {description}, "description": {description}, "type": "object", "properties": {{
          "text": {{"type": "string", "pattern": "^a(b|c)*$", "description": {description}}},
          "choice": {{"enum": ["x", "y"]}}, "list": {{"type": "array", "items": {{"type": "number"}}}}}}}}"#
    )
}

/// Documents and definitions of every name that is reserved by anybody, and of names that are too long.
fn reserved() -> BTreeMap<String, String> {
    let devices = ["com1", "LPT9", "aux.tar"];
    let modules =
        KEYWORDS.iter().chain(&MODULE_WORDS).chain(&PRIMITIVES).chain(&DEVICES).chain(&devices);
    let mut schemas: BTreeMap<String, String> = BTreeMap::new();
    for name in modules {
        schemas.insert(format!("{name}.json"), "{\"type\": \"string\"}".to_owned());
        schemas.insert(format!("of/{name}_schema.json"), "{\"enum\": [\"a\"]}".to_owned());
    }
    for (name, text) in FILES.iter().zip(super::injection::HOSTILE.iter().cycle()) {
        schemas.insert(format!("files/{name}.json"), object(text));
    }
    for folder in ["v1", "v2", "v2/deep"] {
        schemas.insert(format!("{folder}/main.json"), object("the same file"));
    }
    schemas.insert(format!("{}.json", "long".repeat(60)), object("a long name"));
    schemas.insert(format!("{}.json", "🔌".repeat(60)), object("a name of symbols"));
    let letters = ('A'..='Z').map(String::from);
    let words =
        KEYWORDS.iter().chain(&PRELUDE).chain(&FUNCTION_WORDS).map(|word| (*word).to_owned());
    let others = ["Text", "Builder", "Eq", "str", "u8"];
    let others = others.map(str::to_owned).into_iter().chain([String::new(), "🔌".repeat(60)]);
    let names = letters.chain(words).chain(others).enumerate();
    let definitions = names.map(|(place, name)| {
        let name = serde_json::to_string(&name).unwrap();
        // Each kind of type has each kind of name, and few of them take long to compile.
        let schema = match place % 3 {
            0 => object("a definition"),
            1 => "{\"enum\": [\"a\", \"b\"]}".to_owned(),
            _ => "{\"type\": \"string\", \"minLength\": 1}".to_owned(),
        };
        format!("{name}: {schema}")
    });
    let definitions = definitions.collect::<Vec<_>>().join(",");
    schemas.insert("defined.json".to_owned(), format!("{{\"definitions\": {{{definitions}}}}}"));
    schemas
}

/// Writes a crate as a user would make it, outside of the workspace and with warnings as errors.
fn write_crate(folder: &Path, output: &Output) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let runtime = root.join("runtime");
    let manifest = format!(
        "[package]\nname = \"reserved-names\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         voltype-runtime = {{ path = {runtime:?} }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = \"1\"\nschemars = \"1\"\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for (path, text) in &output.files {
        let file = folder.join("src").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let forbid = "#![forbid(unsafe_code)]";
        let text = text.replacen(forbid, &format!("{forbid}\n#![deny(warnings)]"), 1);
        fs::write(file, text).unwrap();
    }
}

#[test]
fn a_crate_of_reserved_names_is_documented_without_a_warning() {
    let output = compile_all(reserved());
    let folder = tempfile::tempdir().unwrap();
    write_crate(folder.path(), &output);
    // The chores' scratch crates are compiled there, too, with the same dependencies.
    let target = Path::new(env!("CARGO_BIN_EXE_xtask-under-test")).parent().unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // rustdoc reads everything except the bodies of functions, which `check` compiles.
    for arguments in [&["check"][..], &["doc", "--no-deps"]] {
        let mut command = Command::new(&cargo);
        command.args(arguments).args(["--quiet", "--offline"]).current_dir(folder.path());
        command.env("CARGO_TARGET_DIR", target.join("../scratch/target"));
        let ran = command.env("RUSTDOCFLAGS", "-D warnings").output().unwrap();
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }
}

#[test]
fn files_are_where_they_should_be() {
    let schemas = reserved();
    let count = schemas.len();
    let output = compile_all(schemas);
    let copies = output.files.keys().filter(|path| path.starts_with("schemas/"));
    assert_eq!(copies.count(), count - 1, "all but the shelf of definitions have a copy");
    for path in output.files.keys() {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "%-_./".contains(c);
        assert!(path.chars().all(is_plain), "{path}");
        let parts: Vec<&str> = path.split('/').collect();
        assert!(parts.iter().all(|part| part.len() <= MAX_LENGTH + 10), "{path}");
        assert!(parts.iter().all(|part| !part.starts_with('.')), "{path}");
        let stem = parts[parts.len() - 1].split('.').next().unwrap();
        assert!(!DEVICES.contains(&stem), "{path}");
        assert!(!["main.rs", "build.rs", "mod.rs"].contains(&path.as_str()), "{path}");
    }
}

#[test]
fn file_names_stay_in_their_line_on_a_terminal() {
    for name in FILES {
        let schemas = [(format!("{name}.json"), "{\"minimum\": \"0\"}".to_owned())];
        let loader: BTreeMap<String, String> = schemas.into_iter().collect();
        let said = voltype_codegen::compile(&loader, &Options::default()).unwrap_err();
        let shown = said[0].to_string();
        assert!(!shown.contains(is_hidden), "{shown:?}");
        let arrow = shown.lines().filter(|line| line.contains(".json:1:13")).count();
        assert_eq!(arrow, 1, "{shown}");
        assert!(shown.lines().nth(1).unwrap().contains("-->"), "{shown}");
    }
}

#[test]
fn long_names_do_not_multiply() {
    // Each of 60 members inside of each other has a name of 1,000 letters.
    let names: Vec<String> =
        (0..60_u8).map(|i| char::from(b'a' + i % 26).to_string().repeat(1_000)).collect();
    let schema = names.iter().fold("{\"type\": \"string\"}".to_owned(), |inner, name| {
        format!("{{\"type\":\"object\",\"properties\":{{\"{name}\":{inner}}}}}")
    });
    let output = compile(&schema, false).unwrap();
    let source = &output.files["evil.rs"];
    // Its code alone takes half of it: with names of one letter it is as long.
    let plain = names.iter().fold("{\"type\": \"string\"}".to_owned(), |inner, _| {
        format!("{{\"type\":\"object\",\"properties\":{{\"a\":{inner}}}}}")
    });
    let plain = compile(&plain, false).unwrap().files["evil.rs"].len();
    assert!(source.len() < plain + 12 * schema.len(), "{} and {plain}", source.len());
}

/// What generated validators have variables for.
const MANY_KEYWORDS: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": ["object", "array", "string", "number"],
  "properties": {"a": {"$ref": "#/$defs/a"}, "b": {"type": "array", "uniqueItems": true}},
  "patternProperties": {"^x": {"type": "string"}, "(a|b)*c$": {"multipleOf": 0.01}, "(a)\\1": {"type": "null"}},
  "additionalProperties": {"enum": ["a", 1, [], {"a": null}]}, "required": ["a"],
  "dependentRequired": {"a": ["b", "c"]}, "dependentSchemas": {"a": {"minProperties": 2}},
  "propertyNames": {"maxLength": 5, "pattern": "^[a-f0-9]{4}-[a-z]+$"}, "maxProperties": 9,
  "prefixItems": [{"const": {"a": 1}}], "items": {"format": "date"}, "uniqueItems": true,
  "contains": {"minimum": 1.5}, "minContains": 2, "maxContains": 3, "minItems": 1,
  "allOf": [{"$ref": "#/$defs/b"}], "anyOf": [{"type": "null"}, {"$ref": "#/$defs/b"}],
  "oneOf": [true, {"not": {"required": ["z"]}}], "if": {"minLength": 2}, "then": {"pattern": "b$"}, "else": false,
  "unevaluatedProperties": {"type": "boolean"},
  "$defs": {
    "a": {"items": {"$ref": "#"}, "contains": {"type": "string"}, "unevaluatedItems": false},
    "b": {"properties": {"a": true}, "unevaluatedProperties": {"$ref": "#/$defs/a"}}
  }
}"##;

/// The variables of validators.
#[derive(Default)]
struct Variables(BTreeSet<String>);

impl<'ast> Visit<'ast> for Variables {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.0.insert(pattern.ident.to_string());
    }
}

#[test]
fn no_validator_is_called_like_a_variable() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folders = ["generated/src", "metaschemas/src"].map(|folder| root.join(folder));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let paths = entries.map(|entry| entry.unwrap().path());
    let sources = paths.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let mut sources: Vec<String> = sources.map(|path| fs::read_to_string(path).unwrap()).collect();
    sources.push(compile(MANY_KEYWORDS, true).unwrap().files["evil.rs"].clone());
    let mut variables = Variables::default();
    for source in sources {
        let file = syn::parse_file(&source).unwrap();
        let modules = file
            .items
            .iter()
            .filter(|item| matches!(item, syn::Item::Mod(module) if module.ident == "validate"));
        modules.for_each(|module| variables.visit_item(module));
    }
    assert!(variables.0.contains("input") && variables.0.contains("sink"), "{:?}", variables.0);
    let is_hidden = |name: &&String| voltype_codegen::names::function(name) == **name;
    let variables = variables.0.iter().filter(|name| !name.starts_with('_'));
    assert_eq!(variables.filter(is_hidden).collect::<Vec<_>>(), [""; 0], "they hide a schema");
}
