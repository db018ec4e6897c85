//! Golden modules: the code generated from one small schema per construct, compiled into this binary and run.
//!
//! A case is a folder in `tests/golden/modules`: schemas, instances that are valid and that are not, and the generated
//! sources, which `BLESS=1` accepts, as it does the list of cases. The root type is `Case`, of `schemas/case.json`.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, compile, schemas};
use voltype_runtime::testing::{self, Promises};
use voltype_runtime::typed::AsNode;
use voltype_runtime::{
    Build, Error, Errors, Integers, Read, Report, Schema, SchemaOf, Typed, Validate, document,
};
use voltype_tests::compare::{is_lossless, same};
use voltype_tests::sampler::Sampler;

use crate::freshness::files;

/// The list of cases, which declares them as modules. They have the layout of their own folder, not that of this crate.
#[allow(dead_code, unused_imports, unreachable_pub, missing_docs, reason = "generated for users")]
#[allow(clippy::enum_variant_names, reason = "named after the schemas; for users, the types are exported")]
#[path = "../../golden/modules/cases.rs"]
#[macro_use]
#[rustfmt::skip]
pub(crate) mod cases;

/// How many mutated instances are made from each valid one.
const CHANGES: usize = 60;

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/modules")
}

pub(crate) fn names() -> Vec<String> {
    let entries = fs::read_dir(root()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Whether the file has this text. With `BLESS=1`, it gets it.
fn is_golden(path: &Path, text: &str) -> bool {
    let same = fs::read_to_string(path).is_ok_and(|present| present == text);
    if !same && std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    same
}

#[test]
fn golden_modules_are_what_the_compiler_makes() {
    let mut stale = Vec::new();
    for name in names() {
        let folder = root().join(&name);
        let output = compile(&Folder::new(folder.join("schemas")), &Options::default());
        let output = output.unwrap_or_else(|all| panic!("{name}: {all:?}"));
        let mut present = BTreeMap::new();
        if folder.join("src").exists() {
            files(&folder.join("src"), "", &mut present);
        }
        for (path, text) in &output.files {
            if !is_golden(&folder.join("src").join(path), text) {
                stale.push(format!("{name}/src/{path}"));
            }
        }
        stale.extend(
            present
                .keys()
                .filter(|path| !output.files.contains_key(*path))
                .map(|path| format!("{name}/src/{path}, which should not be there")),
        );
    }
    let mut list =
        "// The golden modules. Generated: `BLESS=1 cargo test -p voltype-tests --test it`.\n\n"
            .to_owned();
    for name in names() {
        list.push_str(&format!("#[path = \"{name}/src/lib.rs\"]\npub mod {name};\n"));
    }
    list.push_str(
        "\n#[rustfmt::skip]\nmacro_rules! each_case {\n    ($run:ident) => {\n        $run! {\n",
    );
    names().iter().for_each(|name| list.push_str(&format!("            {name}\n")));
    list.push_str("        }\n    };\n}\n");
    if !is_golden(&root().join("cases.rs"), &list) {
        stale.push("cases.rs".to_owned());
    }
    assert!(stale.is_empty(), "BLESS=1 accepts the new sources of {stale:?}");
}

macro_rules! run {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                check::<cases::$name::case::Case>(stringify!($name));
            }
        )*
    };
}

/// A test for each case.
mod case {
    use super::{cases, check};

    each_case!(run);
}

/// schemars gives descriptions as the schema has them, not as the documentation has to escape them.
#[test]
fn descriptions_come_back_as_they_were() {
    let schema = schemars::schema_for!(cases::descriptions::case::Case).to_value();
    let source: Value = serde_json::from_str(cases::descriptions::case::Case::schema()).unwrap();
    for pointer in ["", "/properties/plain", "/properties/marked"] {
        let pointer = format!("{pointer}/description");
        assert_eq!(schema.pointer(&pointer), source.pointer(&pointer), "{pointer}");
    }
    let kind = schema.pointer("/$defs/Kind/description");
    assert_eq!(kind, source.pointer("/definitions/kind/description"));
}

/// What schemars is told of a type, as a validator.
struct Described {
    name: String,
    validator: jsonschema::Validator,
}

/// Cases whose schemas say what 2020-12 cannot.
const UNSAYABLE: [&str; 5] =
    ["draft4_integers", "draft4_kinds", "dynamic_reference", "enum_draft4", "recursive_reference"];

impl Described {
    fn of<T: schemars::JsonSchema>(name: &str) -> Self {
        let schema = schemars::schema_for!(T).to_value();
        let options = jsonschema::options().should_validate_formats(true);
        let validator = options.build(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        Described { name: name.to_owned(), validator }
    }

    /// The schema gives a value the verdict that the validator gives it.
    fn agrees<T: Validate>(&self, line: &str) {
        let Described { name, validator } = self;
        if let Ok(instance) = serde_json::from_str::<Value>(line)
            && !UNSAYABLE.contains(&name.as_str())
        {
            // A member that occurs twice is only in the text.
            let verdict = document::is_valid::<T>(instance.to_string().as_bytes());
            assert_eq!(validator.is_valid(&instance), verdict, "{name}: {line}, by its schema");
        }
    }
}

/// The results of all functions of a type for an instance.
fn check<T>(name: &str)
where
    T: Validate
        + Build
        + DeserializeOwned
        + Serialize
        + TryRead
        + AsNode
        + for<'de> Read<'de>
        + Debug
        + PartialEq
        + schemars::JsonSchema,
{
    let folder = root().join(name);
    let described = Described::of::<T>(name);
    let lines = |file: &str| -> Vec<String> {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        text.lines().map(str::to_owned).collect()
    };
    for line in lines("valid.jsonl") {
        assert!(ways_agree::<T>(&line), "{name}: {line} is valid");
        described.agrees::<T>(&line);
    }
    for line in lines("invalid.jsonl") {
        assert!(!ways_agree::<T>(&line), "{name}: {line} is invalid");
        described.agrees::<T>(&line);
    }
    let schemas = schemas(&Folder::new(folder.join("schemas")), &Options::default()).unwrap();
    let document = schemas.documents.iter().find(|one| one.source.path == "case.json").unwrap();
    let schema = document.root.unwrap();
    let mut sampler = Sampler::new(&schemas, 1);
    for line in lines("valid.jsonl") {
        let Ok(instance) = serde_json::from_str(&line) else { continue };
        for _ in 0..CHANGES {
            let changed = sampler.mutated(&instance, schema);
            ways_agree::<T>(&sampler.spelled(&changed));
        }
    }
    for line in lines("valid.jsonl") {
        for text in broken(&line) {
            ways_agree::<T>(&text);
        }
    }
}

/// The text with a character left out, or another one in its place: seldom JSON any more.
fn broken(text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        let others = ["", "\"", "\\", "{", "}", "[", ",", ":", "1", "\u{1}"];
        broken.extend(others.map(|other| format!("{before}{other}{after}")));
        broken.push(before.to_owned());
    }
    broken
}

/// Whether a text is valid. All functions must give the same answer.
fn ways_agree<T>(text: &str) -> bool
where
    T: Validate
        + Build
        + DeserializeOwned
        + Serialize
        + TryRead
        + AsNode
        + for<'de> Read<'de>
        + Debug
        + PartialEq,
{
    typed_agrees::<T>(text);
    let json = text.as_bytes();
    let is_valid = document::is_valid::<T>(json);
    let checked = document::check::<T>(json);
    assert_eq!(checked.is_ok(), is_valid, "check: {text}");
    if let Err(report) = checked {
        shows_each_error(&report);
    }
    let parsed: Option<Value> = serde_json::from_str(text).ok();
    // Parsing keeps the last of two members with one name.
    let is_lossless = is_lossless(text);
    if let Some(value) = parsed.as_ref().filter(|_| is_lossless) {
        assert_eq!(document::is_valid_value::<T>(value), is_valid, "value: {text}");
        assert_eq!(document::check_value::<T>(value).is_ok(), is_valid, "check_value: {text}");
    }
    let built = match T::try_read(json) {
        Ok(built) => Some(built),
        // Valid, but nothing that the Rust type could hold.
        Err(report) if is_unrepresentable(&report) => return is_valid,
        Err(_) => None,
    };
    assert_eq!(built.is_some(), is_valid, "from_slice: {text}");
    let read = serde_json::from_str::<T>(text);
    assert_eq!(read.is_ok(), is_valid, "from_str: {text}: {read:?}");
    if let Some(value) = parsed.filter(|_| is_lossless) {
        let read = serde_json::from_value::<T>(value.clone());
        assert_eq!(read.is_ok(), is_valid, "from_value: {text}: {read:?}");
        if let Some(built) = &built {
            let written = serde_json::to_value(built).unwrap();
            assert!(same(&value, &written), "{text} became {written}");
        }
    }
    assert_eq!(read.ok(), built, "{text}");
    is_valid
}

/// A value that was read without validation gets the verdict and the report that its text gets.
fn typed_agrees<T: Validate + AsNode + Serialize + for<'de> Read<'de>>(text: &str) {
    for integers in [Integers::ByValue, Integers::BySpelling] {
        let Ok(value) = T::read(&mut serde_json::Deserializer::from_str(text), integers) else {
            continue;
        };
        let json = serde_json::to_vec(&value).unwrap();
        assert_eq!(value.as_node().to_json().unwrap(), json, "{text}");
        let typed = Typed::new(value.as_node());
        let is_valid = document::is_valid::<T>(&json);
        assert_eq!(SchemaOf::<T>::new().allows_input(typed), is_valid, "{text}");
        assert_eq!(document::check_typed(&value), document::check::<T>(&json), "{text}");
        if let Ok(json) = str::from_utf8(&json) {
            let promises = Promises { ordered_marks: true, ..Promises::VALUES };
            testing::input_keeps_contract(json, promises, || typed).unwrap();
        }
    }
}

/// A report shows each error, or those of the branch that was meant.
fn shows_each_error(report: &Report) {
    fn count(errors: Errors<'_>) -> usize {
        let one = |error: Error<'_>| 1 + error.branches().iter().map(count).sum::<usize>();
        errors.iter().map(one).sum()
    }
    let shown = report.to_string();
    let blocks = shown.lines().filter(|line| line.starts_with("error: ")).count();
    assert!((report.errors().len()..=count(report.errors())).contains(&blocks), "{shown}");
}

fn is_unrepresentable(report: &Report) -> bool {
    let mut errors = report.errors().iter();
    errors.all(|error| error.keyword() == "unrepresentable")
}

/// `from_slice` of generated types, for generic code.
trait TryRead: Sized {
    fn try_read(json: &[u8]) -> Result<Self, Report>;
}

macro_rules! try_read {
    ($($name:ident)*) => {
        $(
            impl TryRead for cases::$name::case::Case {
                fn try_read(json: &[u8]) -> Result<Self, Report> {
                    Self::from_slice(json)
                }
            }
        )*
    };
}

each_case!(try_read);
