//! YAML that asks for more than it has bytes, or that takes a careless parser too long.

use std::collections::BTreeMap;
use std::fs::File;
use std::time::{Duration, Instant};

use voltype_codegen::diagnostic::Diagnostic;
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, Output};

use super::finishes;

fn compile(schema: &str) -> Result<Output, Vec<Diagnostic>> {
    let loader = BTreeMap::from([("evil.yaml".to_owned(), schema.to_owned())]);
    finishes(move || voltype_codegen::compile(&loader, &Options::default()))
}

/// The message of the only refusal.
fn refusal(schema: &str) -> String {
    let said = compile(schema).expect_err("it is refused");
    assert_eq!(said.len(), 1);
    said[0].message.clone()
}

/// Nine levels, each of nine aliases of the level below.
fn laughs() -> String {
    let list = |text: &str| [text; 9].join(", ");
    let mut text = format!("a0: &a0 [{}]\n", list("lol"));
    for level in 1..=9 {
        text.push_str(&format!("a{level}: &a{level} [{}]\n", list(&format!("*a{}", level - 1))));
    }
    text
}

#[test]
fn a_billion_laughs() {
    let started = Instant::now();
    assert!(refusal(&laughs()).contains("aliases stand for more than"));
    // It takes milliseconds. A thousand million nodes would take minutes.
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn nesting_of_every_kind() {
    const DEEP: usize = 100_000;
    let aliases: String = (1..200).map(|at| format!("a{at}: &a{at} [*a{}]\n", at - 1)).collect();
    let indented = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth)));
    for text in [
        "[".repeat(DEEP),
        format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        "{a: ".repeat(DEEP),
        "[{a: ".repeat(DEEP),
        "- ".repeat(DEEP),
        "? ".repeat(DEEP),
        "- ? ".repeat(DEEP),
        indented.collect(),
        format!("a0: &a0 []\n{aliases}"),
    ] {
        let message = refusal(&text);
        let is_deep = message == "nested too deep";
        // A key is refused before it is too deep.
        assert!(
            is_deep || message.contains("names of members are strings"),
            "{text:.20}: {message}"
        );
    }
}

#[test]
fn a_megabyte_of_one_thing() {
    const SIZE: usize = 1 << 20;
    let words = "word ".repeat(SIZE / 5);
    for value in [
        words.clone(),
        format!("\"{words}\""),
        format!("'{words}'"),
        format!("\"{}\"", "\\n".repeat(SIZE / 2)),
        format!("|\n  {words}"),
        format!(">\n{}", "  word\n".repeat(SIZE / 7)),
        format!("\"a{}b\"", "\n".repeat(SIZE)),
        format!("a{}# comment", " ".repeat(SIZE)),
        format!("[{}]", "a, ".repeat(SIZE / 3)),
        format!("{{{}}}", (0..SIZE / 10).map(|at| format!("a{at}: b, ")).collect::<String>()),
        format!("\n{}", "  - &a b\n".repeat(SIZE / 9)),
        format!("0.{}", "3".repeat(SIZE)),
        format!("!<tag:yaml.org,2002:str> a\n{}", "# a\n".repeat(SIZE / 4)),
    ] {
        let compiled = compile(&format!("type: string\ndefault: {value}\n"));
        assert!(compiled.is_ok(), "{value:.20}: {}", compiled.unwrap_err()[0]);
    }
    for value in [
        format!("\"{words}"),
        format!("0x{}", "f".repeat(SIZE)),
        ": ".repeat(SIZE / 2),
        "*a ".repeat(SIZE / 3),
        format!("{words}: {words}"),
    ] {
        assert!(compile(&format!("default: {value}\n")).is_err(), "{value:.20}");
    }
}

#[test]
fn files_of_more_than_64_mib_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    // The file has a size, but takes no space.
    File::create(folder.path().join("a.yaml")).unwrap().set_len((64 << 20) + 1).unwrap();
    let said = voltype_codegen::compile(&Folder::new(folder.path()), &Options::default());
    assert_eq!(said.unwrap_err()[0].message, "cannot read a.yaml: the file is larger than 64 MiB");
}

/// A schema with most of what YAML and references have.
const SCHEMA: &str = r##"
$schema: http://json-schema.org/draft-07/schema#
$id: ./evil.json
title: Port # of a station
definitions:
  id: &id
    $id: 'evil.json#/definitions/id'
    type: string
    pattern: '^P-[0-9]+$'
    description: |
      Unique within
      its station.
  power: {type: number, minimum: 0o17, maximum: 1e3, default: ~}
properties:
  id: {$ref: "#/definitions/id"}
  other: &other
    type: object
    properties: {"a\u00e9": true, b: {enum: [yes, 1.50, !!str 2, [x]]}}
    required: [b]
  more: *other
  power: {$ref: "./evil.json#/definitions/power"}
anyOf:
- required: [id]
- *other
"##;

/// What is put into the schema.
const PARTS: [&str; 24] = [
    "\n", "  ", "- ", ": ", "? ", ",", "[", "]", "{", "}", " #", "&id ", "*id", "*other", "!!str ",
    "|\n", "'", "\"", "\\", "$ref", "type", "0x1F", "<<", "é",
];

#[test]
fn mutated_schemas_are_compiled_or_refused() {
    let mut random = fastrand::Rng::with_seed(11);
    let (mut compiled, mut refused) = (0, 0);
    for _ in 0..500 {
        let mut text: Vec<char> = SCHEMA.chars().collect();
        for _ in 0..random.usize(0..4) {
            let at = random.usize(0..text.len());
            let end = (at + random.usize(0..6)).min(text.len());
            text.splice(at..end, PARTS[random.usize(0..PARTS.len())].chars());
        }
        let text: String = text.into_iter().collect();
        match compile(&text) {
            Ok(_) => compiled += 1,
            Err(said) => {
                refused += 1;
                assert!(said.iter().all(|one| !one.to_string().contains("defect")), "{text}");
            }
        }
    }
    assert!(compiled > 50 && refused > 50, "{compiled} compiled, {refused} refused");
}
