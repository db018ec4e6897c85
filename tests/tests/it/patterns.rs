//! The kinds of pattern that schemas usually have, compiled into one crate as users do, which takes seconds.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

const EVERYDAY: &str = include_str!("../../../pattern/src/everyday.txt");

/// The patterns, each with texts and whether they match.
fn everyday() -> Vec<(&'static str, Vec<(String, bool)>)> {
    let mut all: Vec<(&str, Vec<(String, bool)>)> = Vec::new();
    for line in EVERYDAY.lines() {
        let Some((start, rest)) = line.split_once(' ') else { continue };
        match (start, all.last_mut()) {
            ("#", _) => {}
            ("+" | "-", Some((_, texts))) => {
                let plain = |part: &str| part.replace(r"\n", "\n").replace(r"\t", "\t");
                let parts: Vec<String> = rest.split(r"\\").map(plain).collect();
                texts.push((parts.join("\\"), start == "+"));
            }
            _ => all.push((rest, Vec::new())),
        }
    }
    all
}

#[test]
fn everyday_patterns_compile_together() {
    let all = everyday();
    assert!(all.len() >= 200);
    let items: Vec<Value> = all.iter().map(|(pattern, _)| json!({ "pattern": pattern })).collect();
    let schema = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "type": "array", "items": items });
    // One line has a text for each pattern, the next one the next text for each.
    let lines = all.iter().map(|(_, texts)| texts.len()).max().unwrap();
    let row = |line: usize| all.iter().map(move |(_, texts)| &texts[line % texts.len()]);
    let rows = (0..lines).map(|line| Value::from_iter(row(line).map(|(text, _)| text.as_str())));
    let instances: String = rows.map(|row| format!("{row}\n")).collect();
    let folder = tempfile::tempdir().unwrap();
    let [schema_path, instances_path] =
        ["everyday.json", "lines.jsonl"].map(|name| folder.path().join(name));
    fs::write(&schema_path, schema.to_string()).unwrap();
    fs::write(&instances_path, instances).unwrap();
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask-under-test"));
    xtask.arg("try").arg(&schema_path).arg("--instances").arg(&instances_path);
    let ran = xtask.args(["--format", "json"]).output().unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    let found: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (summary, found) =
        found.split_last().unwrap_or_else(|| panic!("{:?}", String::from_utf8_lossy(&ran.stderr)));
    let different: BTreeSet<&str> = all.iter().map(|(pattern, _)| *pattern).collect();
    assert_eq!(summary["patterns"].as_array().unwrap().len(), different.len());
    let expected = (0..lines).filter_map(|line| {
        let wrong = row(line).enumerate().filter(|(_, (_, valid))| !valid);
        let mut wrong: Vec<Value> =
            wrong.map(|(index, _)| json!([format!("/{index}"), "pattern"])).collect();
        wrong.sort_by_key(Value::to_string);
        (!wrong.is_empty()).then(|| json!({ "line": line + 1, "errors": wrong }))
    });
    let mut found = found.to_vec();
    for line in &mut found {
        line["errors"].as_array_mut().unwrap().sort_by_key(Value::to_string);
    }
    assert_eq!(found, Vec::from_iter(expected));
}
