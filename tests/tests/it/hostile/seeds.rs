//! What the fuzzers found worth keeping (`fuzz/seeds`), once more.

use std::fs;
use std::path::Path;

use serde_json::Value;
use voltype::runtime::{Text, document};
use voltype::session::Session;

use super::compile;

/// The files of a target.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(target);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut seeds: Vec<_> =
        paths.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect();
    seeds.sort();
    assert!(!seeds.is_empty());
    seeds
}

#[test]
fn schemas_of_the_fuzzers_are_compiled_or_refused() {
    for (path, seed) in seeds("compiler") {
        let Ok(text) = std::str::from_utf8(&seed) else { continue };
        for validators_only in [true, false] {
            if let Err(said) = compile(text, validators_only) {
                let defect = said.iter().find(|one| one.message.contains("defect of Voltype"));
                assert!(!said.is_empty() && defect.is_none(), "{path}: {defect:?}");
            }
        }
    }
}

#[test]
fn texts_of_the_fuzzers_have_one_verdict() {
    for (path, seed) in seeds("reader").into_iter().chain(seeds("text_against_value")) {
        let valid = Session::is_valid(&seed);
        assert_eq!(Session::check(&seed).is_ok(), valid, "{path}");
        let defect = Text::defect(&seed);
        assert!(!valid || defect.is_none(), "{path}");
        // What serde_json reads and loses nothing of has the same verdict as a tree.
        if let (None, Ok(value)) = (defect, serde_json::from_slice::<Value>(&seed)) {
            assert_eq!(document::is_valid_value::<Session>(&value), valid, "{path}");
        }
    }
}
