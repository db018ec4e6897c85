//! Where errors are, on the invalid cases of the official suite.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

use jsonschema::{Draft, Registry};
use serde_json::Value;

/// The base under which the suite's schemas know the documents in its folder `remotes`.
const REMOTES: &str = "http://localhost:1234/";

/// An instance pointer, and the path of keywords that evaluation took, through references.
type Place = (String, String);

/// Compares the errors, and says which kinds of differences there are; whether a rule explains each.
pub(crate) fn compare(
    suite: &Path,
    errors: &Path,
    screen: &mut impl Write,
) -> Result<bool, Box<dyn Error>> {
    let mut remotes = Vec::new();
    read(&suite.join("remotes"), REMOTES, &mut remotes)?;
    let [mut cases, mut equal, mut lost, mut refused, mut valid] = [0; 5];
    let mut classes: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for line in fs::read_to_string(errors)?.lines() {
        let case: Value = serde_json::from_str(line)?;
        let text = |name: &str| case[name].as_str().unwrap_or_default();
        cases += 1;
        let parsed = (serde_json::from_str(text("schema")), serde_json::from_str(text("instance")));
        let (Ok(schema), Ok(instance)) = parsed else {
            lost += 1;
            continue;
        };
        let name =
            format!("{}/{}: {}: {}", text("draft"), text("file"), text("group"), text("test"));
        let validator = match validator(&schema, draft(text("draft")), &case["formats"], &remotes) {
            Ok(validator) => validator,
            Err(error) => {
                refused += 1;
                writeln!(screen, "refused: {name}: {error}")?;
                continue;
            }
        };
        let theirs: BTreeSet<Place> = validator
            .iter_errors(&instance)
            .map(|error| (error.instance_path().to_string(), error.evaluation_path().to_string()))
            .collect();
        if theirs.is_empty() {
            valid += 1;
            writeln!(screen, "valid to jsonschema: {name}")?;
            continue;
        }
        let ours: Vec<(String, String, String)> = serde_json::from_value(case["errors"].clone())?;
        let ours: BTreeSet<Place> =
            ours.into_iter().map(|(instance, keyword, _)| (instance, keyword)).collect();
        if ours == theirs {
            equal += 1;
            continue;
        }
        let class =
            format!("only we {}, only jsonschema {}", only(&ours, &theirs), only(&theirs, &ours));
        let example = format!("{name}\n      we {ours:?}\n      jsonschema {theirs:?}");
        classes.entry(class).or_insert((0, example)).0 += 1;
    }
    for (class, (count, example)) in &classes {
        writeln!(screen, "{count} × {class}\n    {example}")?;
    }
    let different: usize = classes.values().map(|(count, _)| count).sum();
    writeln!(
        screen,
        "{cases} invalid cases: {equal} equal, {different} different; {lost} that a Value cannot hold, {refused} with \
         a schema that jsonschema refuses, {valid} valid to jsonschema"
    )?;
    Ok(different == 0)
}

/// The keywords of the places that only one has.
fn only(one: &BTreeSet<Place>, other: &BTreeSet<Place>) -> String {
    let keyword = |(_, path): &Place| {
        let parts: Vec<&str> = path.rsplit('/').take(2).collect();
        parts.into_iter().rev().collect::<Vec<_>>().join("/")
    };
    let keywords: BTreeSet<String> = one.difference(other).map(keyword).collect();
    format!("{keywords:?}")
}

fn draft(folder: &str) -> Draft {
    match folder {
        "draft4" => Draft::Draft4,
        "draft6" => Draft::Draft6,
        "draft7" => Draft::Draft7,
        "draft2019-09" => Draft::Draft201909,
        _ => Draft::Draft202012,
    }
}

fn validator(
    schema: &Value,
    draft: Draft,
    formats: &Value,
    remotes: &[(String, Value)],
) -> Result<jsonschema::Validator, Box<dyn Error>> {
    let mut registry = Registry::new().draft(draft);
    for (uri, document) in remotes {
        registry = registry.add(uri.as_str(), document)?;
    }
    let registry = registry.prepare()?;
    let mut options = jsonschema::options().with_registry(&registry);
    if schema.get("$schema").is_none() {
        options = options.with_draft(draft);
    }
    if let Some(formats) = formats.as_bool() {
        options = options.should_validate_formats(formats);
    }
    Ok(options.build(schema)?)
}

/// The JSON documents below a folder, with their URIs.
fn read(
    folder: &Path,
    base: &str,
    documents: &mut Vec<(String, Value)>,
) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let uri = format!("{base}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &format!("{uri}/"), documents)?;
        } else if uri.ends_with(".json") {
            documents.push((uri, serde_json::from_str(&fs::read_to_string(entry.path())?)?));
        }
    }
    Ok(())
}
