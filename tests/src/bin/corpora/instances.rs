//! Changed instances of one schema, and the oracles' verdicts.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use voltype_codegen::dialect::Dialect;
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, schemas};
use voltype_tests::oracle::{Oracle, Reading};
use voltype_tests::sampler::Sampler;

/// The seed of the instances; any other number would do.
const SEED: u64 = 0x0c0a_90a5;

/// An instance pointer, and the keyword that failed there.
type Pair = (String, String);

/// Writes that many mutated instances, and the verdicts of the oracles on them.
pub(crate) fn make(
    schema: &Path,
    real: &Path,
    folder: &Path,
    count: usize,
) -> Result<(), Box<dyn Error>> {
    let schema = schema.canonicalize()?;
    let name =
        schema.file_name().and_then(|name| name.to_str()).ok_or("a name that is not UTF-8")?;
    let options = Options { documents: vec![name.to_owned()], ..Options::default() };
    let documents = Folder::new(schema.parent().unwrap_or(Path::new("/")));
    let read = schemas(&documents, &options)
        .map_err(|diagnostics| diagnostics.iter().map(ToString::to_string).collect::<String>())?;
    let root = read.documents.iter().find(|document| document.source.path == name);
    let root = root.and_then(|document| document.root).ok_or("the schema has no root")?;
    let document: Value = serde_json::from_str(&fs::read_to_string(&schema)?)?;
    let rule = blind(&document);
    let reading = Reading { dialect: Dialect::Draft7, formats: false };
    let oracle = Oracle::new(&BTreeMap::from([(name.to_owned(), document)]), name, reading)?;

    let text = fs::read_to_string(real)?;
    let real: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut sampler = Sampler::new(&read, SEED);
    let (mut instances, mut verdicts) = (String::new(), String::new());
    for index in 0..count {
        // Every second is a real one. The real ones are spread over the file, which may be longer.
        let real = real.get(index * real.len() / count.max(1)).ok_or("no instances")?;
        let sampled = if index % 2 == 1 { sampler.valid(root) } else { None };
        let changed = sampler.mutated(sampled.as_ref().unwrap_or(real), root);
        // In a JSON text line breaks are only between tokens.
        let line = sampler.spelled(&changed).replace(['\n', '\r'], " ");
        let value: Value = serde_json::from_str(&line)?;
        let errors = oracle.keywords(&value);
        let verdict = json!({
            "line": index + 1, "jsonschema": oracle.is_valid(&value),
            "boon": oracle.second_opinion(&value), "errors": errors, "rule": rule,
        });
        instances.push_str(&format!("{line}\n"));
        verdicts.push_str(&format!("{verdict}\n"));
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join("instances.jsonl"), instances)?;
    fs::write(folder.join("verdicts.jsonl"), verdicts)?;
    for place in oracle.blind_spots() {
        writeln!(std::io::stderr(), "boon does not look at {place}")?;
    }
    Ok(())
}

/// Says where the rows of `try` and the verdicts differ; whether the verdicts agree.
pub(crate) fn compare(
    verdicts: &Path,
    rows: &Path,
    screen: &mut impl Write,
) -> Result<bool, Box<dyn Error>> {
    let mut ours: BTreeMap<u64, BTreeSet<Pair>> = BTreeMap::new();
    for line in fs::read_to_string(rows)?.lines() {
        // What isn't a row is the summary.
        let Ok(row) = serde_json::from_str::<Value>(line) else { continue };
        if let Some(number) = row["line"].as_u64() {
            ours.insert(number, pairs(&row["errors"])?);
        }
    }
    let [mut lines, mut valid, mut against_one, mut against_both, mut oracles, mut places] = [0; 6];
    let mut by_rule: BTreeMap<String, u64> = BTreeMap::new();
    for line in fs::read_to_string(verdicts)?.lines() {
        let verdict: Value = serde_json::from_str(line)?;
        let number = verdict["line"].as_u64().ok_or("a verdict without a line")?;
        let [first, second] = ["jsonschema", "boon"].map(|name| verdict[name] == true);
        let theirs = pairs(&verdict["errors"])?;
        let mine = ours.get(&number);
        let is_valid = mine.is_none();
        lines += 1;
        valid += usize::from(is_valid);
        oracles += usize::from(first != second);
        against_both += usize::from(is_valid != first && is_valid != second);
        // A rule says why jsonschema errs; boon is the tie-breaker.
        match verdict["rule"].as_str().filter(|_| is_valid != first && is_valid == second) {
            Some(rule) => *by_rule.entry(rule.to_owned()).or_insert(0) += 1,
            None => against_one += usize::from((is_valid != first) != (is_valid != second)),
        }
        if is_valid != first || is_valid != second {
            writeln!(screen, "line {number}: {is_valid}, jsonschema {first}, boon {second}")?;
        }
        let mine = mine.cloned().unwrap_or_default();
        if !first && !is_valid && mine != theirs {
            places += 1;
            let only = |one: &BTreeSet<Pair>, other: &BTreeSet<Pair>| {
                json!(one.difference(other).collect::<Vec<_>>())
            };
            writeln!(
                screen,
                "line {number}: only we {}, only jsonschema {}",
                only(&mine, &theirs),
                only(&theirs, &mine)
            )?;
        }
    }
    for (rule, count) in &by_rule {
        writeln!(screen, "{count} explained by {rule}")?;
    }
    writeln!(
        screen,
        "{lines} lines, {valid} valid; differ: {against_both} from both oracles, {against_one} from one, {oracles} \
         oracles from each other; {places} with other places"
    )?;
    Ok(against_both == 0 && against_one == 0)
}

fn pairs(errors: &Value) -> Result<BTreeSet<Pair>, serde_json::Error> {
    serde_json::from_value(errors.clone())
}

/// The rule of `DISAGREEMENTS.md` by which jsonschema may be wrong about the schema, if one is.
fn blind(document: &Value) -> Option<&'static str> {
    fn embeds(value: &Value) -> bool {
        match value {
            Value::Object(members) => {
                let id = members.get("$id").and_then(Value::as_str).unwrap_or_default();
                let id = id.trim_end_matches('#');
                let is_metaschema = id.contains("://json-schema.org/") && id.ends_with("/schema");
                is_metaschema || members.values().any(embeds)
            }
            Value::Array(items) => items.iter().any(embeds),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        }
    }
    embeds(document).then_some("an embedded metaschema")
}
