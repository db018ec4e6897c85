//! The instances of the session schema that tests share, with the verdicts of other validators.
//!
//! Judging takes longer than making or validating, so it is done once in a process, whichever tests need it. All is
//! seeded: a failure can be repeated.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use voltype_codegen::dialect::Dialect;
use voltype_codegen::schema::SchemaId;
use voltype_codegen::source::Folder;
use xtask::mutants::{Documents, Effect, Mutant, mutants};

use crate::oracle::{Location, Oracle, Reading};
use crate::sampler::Sampler;

/// The document whose root is sampled.
pub const ROOT: &str = "session.schema.json";

/// How the repository's schemas are read: `schemas/codegen.toml` says draft-07, which asserts formats.
const READING: Reading = Reading { dialect: Dialect::Draft7, formats: true };

/// How many valid instances there are, and how many that were changed.
pub const COUNT: usize = 5_000;

/// An instance, and the verdict of jsonschema on it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// One of its texts.
    pub text: String,
    /// The value that serde_json reads from that text.
    pub value: Value,
    /// Where it is wrong; nowhere if it is valid.
    pub errors: BTreeSet<Location>,
}

/// An edit of the schemas, and an instance that shows it.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The edit.
    pub mutant: Mutant,
    /// Only one of the schemas allows this instance: the edited one, or the original if the edit allows less. `None`
    /// if none of the judged instances is like that.
    pub instance: Option<&'static Judged>,
}

/// The instances: the first [`COUNT`] as they were made, then those that were changed.
pub static JUDGED: LazyLock<Vec<Judged>> = LazyLock::new(judged);

/// Every edit of the schemas, with its witness.
pub static WITNESSES: LazyLock<Vec<Witness>> = LazyLock::new(witnesses);

/// The validators that the instances are judged by.
pub static ORACLE: LazyLock<Oracle> =
    LazyLock::new(|| oracle(&documents()).unwrap_or_else(|error| unreadable(&error)));

/// The documents of the repository.
#[must_use]
pub fn documents() -> Documents {
    let documents = schemas().documents.into_iter().map(|document| {
        let value = serde_json::from_str(&document.source.text);
        (document.source.path.clone(), value.unwrap_or_else(|error| unreadable(&error)))
    });
    documents.collect()
}

fn schemas() -> voltype_codegen::schema::Schemas {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    let read = voltype_codegen::schemas(&Folder::new(folder), &voltype_codegen::Options::default());
    read.unwrap_or_else(|diagnostics| unreadable(&format!("{diagnostics:?}")))
}

fn oracle(documents: &BTreeMap<String, Value>) -> Result<Oracle, String> {
    Oracle::new(documents, ROOT, READING)
}

/// Nothing can be tested with schemas that cannot be read.
#[expect(clippy::panic, reason = "only tests come here")]
fn unreadable(error: &dyn std::fmt::Display) -> ! {
    panic!("the schemas of the repository cannot be read: {error}")
}

fn judged() -> Vec<Judged> {
    let schemas = schemas();
    let root = schemas.documents.iter().find(|document| document.source.path == ROOT);
    let root: SchemaId =
        root.and_then(|document| document.root).unwrap_or_else(|| unreadable(&"no root"));
    let mut sampler = Sampler::new(&schemas, 0x5e55_1055);
    let mut valid: Vec<Value> = Vec::new();
    while valid.len() < COUNT {
        valid
            .push(sampler.valid(root).unwrap_or_else(|| unreadable(&"there is no valid instance")));
    }
    let mutated: Vec<Value> = valid.iter().map(|value| sampler.mutated(value, root)).collect();
    let mut judge = |value: Value| {
        let text = sampler.spelled(&value);
        let value = serde_json::from_str(&text).unwrap_or(value);
        Judged { text, errors: ORACLE.errors(&value), value }
    };
    valid.into_iter().chain(mutated).map(&mut judge).collect()
}

fn witnesses() -> Vec<Witness> {
    let witness = |mutant: Mutant| {
        let edited = oracle(&mutant.documents).unwrap_or_else(|error| unreadable(&error));
        let more = mutant.effect == Effect::AllowsMore;
        // What has errors at several places seldom becomes valid by one edit: the simplest are asked first.
        let mut candidates: Vec<&'static Judged> =
            JUDGED.iter().filter(|judged| judged.errors.is_empty() != more).collect();
        candidates.sort_by_key(|judged| judged.errors.len());
        let instance = candidates.into_iter().find(|judged| edited.is_valid(&judged.value) == more);
        Witness { mutant, instance }
    };
    mutants(&documents()).into_iter().map(witness).collect()
}
