//! What the compiler claims about choices, against the verdicts of another validator: no instance is valid by two
//! branches that are reported to exclude each other, and the reported way to distinguish branches never misses a valid
//! one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use fastrand::Rng;
use serde_json::{Map, Value, json};
use voltype_codegen::analyse::choice::apart::{Apart, Exclusion};
use voltype_codegen::analyse::choice::facts::Object;
use voltype_codegen::analyse::choice::kinds::{Decimal, Kind, Kinds};
use voltype_codegen::analyse::choice::step::Step;
use voltype_codegen::analyse::choice::table::Key;
use voltype_codegen::analyse::choice::{Choice, choices};
use voltype_codegen::dialect::Dialect;
use voltype_codegen::keyword::Keyword;
use voltype_codegen::schema::{SchemaId, Schemas};
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, compile, schemas};
use voltype_tests::oracle::{Oracle, Reading};
use voltype_tests::sampler::Sampler;

const SCHEMAS: usize = 160;
const INSTANCES: usize = 60;
const NAMES: [&str; 3] = ["a", "b", "c"];

/// How often there was something to be shown.
#[derive(Debug, Default)]
struct Counts {
    exclusive: usize,
    asked: usize,
    narrowed: usize,
    beside: usize,
    decided: usize,
}

#[test]
fn claims_about_choices_hold() {
    let mut rng = Rng::with_seed(9);
    let mut counts = Counts::default();
    for round in 0..SCHEMAS {
        let dialect = if round % 4 == 0 { Dialect::Draft4 } else { Dialect::Draft202012 };
        let document = document(&mut rng, dialect);
        let text = document.to_string();
        let folder = BTreeMap::from([("case.json".to_owned(), text.clone())]);
        // A random schema may refer to itself without end, which is an error.
        let Ok(schemas) = schemas(&folder, &Options::default()) else { continue };
        let documents = BTreeMap::from([("case.json".to_owned(), document)]);
        let mut case = Case { schemas: &schemas, documents, dialect, oracles: BTreeMap::new() };
        let instances = case.instances(&mut rng);
        for choice in choices(&schemas) {
            case.check(&choice, &instances, &mut counts);
        }
    }
    let Counts { exclusive, asked, narrowed, beside, decided } = counts;
    assert!(exclusive > 5_000, "{counts:?}");
    assert!(asked > 30_000, "{counts:?}");
    assert!(narrowed > 5_000, "{counts:?}");
    assert!(beside > 500, "{counts:?}");
    assert!(decided > 2_000, "{counts:?}");
}

struct Case<'a> {
    schemas: &'a Schemas,
    documents: BTreeMap<String, Value>,
    dialect: Dialect,
    oracles: BTreeMap<String, Oracle>,
}

impl Case<'_> {
    /// Random values, and ones that are made for a schema.
    fn instances(&self, rng: &mut Rng) -> Vec<Value> {
        let mut instances: Vec<Value> = (0..INSTANCES).map(|_| instance(rng, 0)).collect();
        let mut sampler = Sampler::new(self.schemas, rng.u64(..));
        for index in 0..self.schemas.arena.len() {
            let made = sampler.valid(SchemaId(index));
            instances.extend(made.map(|one| sampler.mutated(&one, SchemaId(index))));
            instances.extend(sampler.valid(SchemaId(index)));
        }
        instances
    }

    /// The other validator's verdict by the schema at this pointer.
    fn holds(&mut self, pointer: &str, instance: &Value) -> bool {
        let (documents, dialect) = (&self.documents, self.dialect);
        let oracle = self.oracles.entry(pointer.to_owned()).or_insert_with(|| {
            let reading = Reading { dialect, formats: false };
            Oracle::new(documents, &format!("case.json#{pointer}"), reading).unwrap()
        });
        oracle.is_valid(instance)
    }

    fn check(&mut self, choice: &Choice, instances: &[Value], counts: &mut Counts) {
        let at = self.schemas.get(choice.schema).pointer.clone();
        for instance in instances {
            let valid = match choice.keyword {
                Keyword::AnyOf | Keyword::OneOf => self.valid(choice, instance),
                Keyword::If | Keyword::Not => {
                    let pointer = format!("{at}/{}", choice.keyword.name());
                    let holds = self.holds(&pointer, instance);
                    decision(choice, instance, holds, counts);
                    vec![usize::from(!holds)]
                }
                // `dependentSchemas`: which branches apply is the presence of members.
                _ => continue,
            };
            claims(choice, &choice.apart, instance, &valid, counts);
            // What else the root says is repeated in a definition.
            if let Some(beside) = choice.beside.as_ref().filter(|_| at.is_empty())
                && self.holds(&format!("/{}/rest", definitions(self.dialect)), instance)
            {
                claims(choice, beside, instance, &valid, counts);
                counts.beside += 1;
            }
        }
    }

    fn valid(&mut self, choice: &Choice, instance: &Value) -> Vec<usize> {
        let each = choice.branches.iter().enumerate().filter_map(|(number, branch)| {
            let pointer = self.schemas.get(branch.schema.unwrap()).pointer.clone();
            self.holds(&pointer, instance).then_some(number)
        });
        each.collect()
    }
}

/// These branches are valid: checks that the analysis does not contradict that.
fn claims(choice: &Choice, apart: &Apart, instance: &Value, valid: &[usize], counts: &mut Counts) {
    for one in valid {
        for other in valid {
            let excluded = apart.exclusion.holds(*one, *other);
            assert!(!excluded, "{one} and {other} hold for {instance}: {choice}\n{choice:#?}");
        }
    }
    counts.exclusive += usize::from(apart.exclusion != Exclusion::None);
    let candidates = candidates(choice, apart, instance);
    for one in valid {
        assert!(
            candidates.contains(one),
            "{one} holds for {instance}, which leaves {candidates:?}: {choice}\n{choice:#?}"
        );
    }
    counts.asked += 1;
    counts.narrowed += usize::from(candidates.len() < choice.branches.len());
}

/// The branches that may be valid, according to the reported way to distinguish them.
fn candidates(choice: &Choice, apart: &Apart, instance: &Value) -> Vec<usize> {
    let kind = kind(instance);
    let each = choice.branches.iter().enumerate();
    let by_kind = each.filter(|(_, branch)| branch.facts.kinds().meets(Kinds::of(kind)));
    let by_kind: Vec<usize> = by_kind.map(|(number, _)| number).collect();
    match apart.steps.get(&kind) {
        None if std::ptr::eq(apart, &choice.apart) => {
            assert!(by_kind.len() < 2, "{kind:?} needs a step: {choice}");
            by_kind
        }
        None | Some(Step::Trying(_)) => by_kind,
        Some(Step::Value(table)) => table.candidates(&key(Some(instance))).to_vec(),
        Some(Step::Member { name, table }) => table.candidates(&key(instance.get(name))).to_vec(),
        Some(Step::Members { tags: _ }) => {
            let admitted = |one: &usize| by_names(&choice.branches[*one].facts.object, instance);
            by_kind.into_iter().filter(admitted).collect()
        }
    }
}

/// If the analysis says that the kind, a value or the members decide a condition, they do.
fn decision(choice: &Choice, instance: &Value, holds: bool, counts: &mut Counts) {
    let left = candidates(choice, &choice.apart, instance);
    let by_names = match choice.apart.steps.get(&kind(instance)) {
        Some(Step::Members { .. }) => by_names(&choice.branches[0].facts.object, instance),
        _ if left.len() == 1 => left == [0],
        _ => return,
    };
    assert_eq!(by_names, holds, "{instance}: {choice}\n{choice:#?}");
    counts.decided += 1;
}

fn by_names(object: &Object, instance: &Value) -> bool {
    let members = instance.as_object().unwrap();
    object.required.iter().all(|name| members.contains_key(name))
        && members.keys().all(|name| object.admits(name))
}

fn kind(value: &Value) -> Kind {
    match value {
        Value::Null => Kind::Null,
        Value::Bool(false) => Kind::False,
        Value::Bool(true) => Kind::True,
        Value::Number(_) => Kind::Number,
        Value::String(_) => Kind::String,
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    }
}

fn key(value: Option<&Value>) -> Key {
    match value {
        None => Key::Absent,
        Some(Value::Null) => Key::Null,
        Some(Value::Bool(false)) => Key::False,
        Some(Value::Bool(true)) => Key::True,
        Some(Value::Number(number)) => {
            Decimal::of(&number.to_string()).map_or(Key::OtherNumber, Key::Number)
        }
        Some(Value::String(text)) => Key::String(text.clone()),
        Some(Value::Array(_)) => Key::Array,
        Some(Value::Object(_)) => Key::Object,
    }
}

fn definitions(dialect: Dialect) -> &'static str {
    if dialect == Dialect::Draft4 { "definitions" } else { "$defs" }
}

/// A random schema with choices, over few names and values: branches shall often be nearly the same.
fn document(rng: &mut Rng, dialect: Dialect) -> Value {
    let mut make = Maker { rng, dialect };
    let mut root = make.keywords(0, 0);
    let shelf: Map<String, Value> =
        (0..3).map(|index| (format!("d{index}"), make.schema(2, index + 1))).collect();
    let mut rest = root.clone();
    for choice in
        ["anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "unevaluatedProperties"]
    {
        rest.remove(choice);
    }
    if !root.contains_key("anyOf") && !root.contains_key("oneOf") {
        let branches: Vec<Value> = (0..make.rng.usize(2..=4)).map(|_| make.schema(1, 0)).collect();
        root.insert("oneOf".to_owned(), branches.into());
    }
    let mut shelf = shelf;
    shelf.insert("rest".to_owned(), rest.into());
    root.insert(definitions(dialect).to_owned(), shelf.into());
    let uri = match dialect {
        Dialect::Draft4 => "http://json-schema.org/draft-04/schema#",
        _ => "https://json-schema.org/draft/2020-12/schema",
    };
    root.insert("$schema".to_owned(), uri.into());
    root.into()
}

struct Maker<'a> {
    rng: &'a mut Rng,
    dialect: Dialect,
}

impl Maker<'_> {
    /// Definitions refer in place only to those from `least` on.
    fn schema(&mut self, depth: usize, least: usize) -> Value {
        let modern = self.dialect != Dialect::Draft4;
        match self.rng.u8(..20) {
            0 if modern => json!(self.rng.bool()),
            1..=4 if least < 3 => {
                let target = self.rng.usize(least..3);
                json!({ "$ref": format!("#/{}/d{target}", definitions(self.dialect)) })
            }
            5 if modern && least < 3 => {
                json!({ "$dynamicRef": format!("#/$defs/d{}", self.rng.usize(least..3)) })
            }
            _ => self.keywords(depth, least).into(),
        }
    }

    fn keywords(&mut self, depth: usize, least: usize) -> Map<String, Value> {
        let modern = self.dialect != Dialect::Draft4;
        let mut out = Map::new();
        let mut says = |name: &str, value: Value| out.insert(name.to_owned(), value);
        if self.rng.u8(..4) == 0 {
            says("type", self.types());
        }
        match self.rng.u8(..8) {
            0 if modern => drop(says("const", value(self.rng))),
            1 => drop(says("enum", values(self.rng))),
            2 => drop(says("pattern", json!("^x"))),
            3..=6 => {
                if self.rng.u8(..3) != 0 {
                    says("type", json!("object"));
                }
                self.object(depth, least, &mut says);
            }
            _ => {}
        }
        if depth > 2 {
            return out;
        }
        let mut says = |name: &str, value: Value| out.insert(name.to_owned(), value);
        let several = |make: &mut Self| -> Value {
            (0..make.rng.usize(2..=3)).map(|_| make.schema(depth + 1, least)).collect()
        };
        match self.rng.u8(..14) {
            0 => drop(says("allOf", several(self))),
            1 | 2 => drop(says("anyOf", several(self))),
            3 | 4 => drop(says("oneOf", several(self))),
            5 | 6 => drop(says("not", self.schema(depth + 1, least))),
            7 if modern => {
                says("if", self.schema(depth + 1, least));
                says("then", self.schema(depth + 1, least));
            }
            8 if modern => drop(says("dependentSchemas", json!({ "a": { "required": ["b"] } }))),
            9 if modern => drop(says("unevaluatedProperties", json!(false))),
            _ => {}
        }
        out
    }

    fn object(
        &mut self,
        depth: usize,
        least: usize,
        says: &mut impl FnMut(&str, Value) -> Option<Value>,
    ) {
        let modern = self.dialect != Dialect::Draft4;
        let mut properties = Map::new();
        for name in NAMES {
            let schema = match self.rng.u8(..6) {
                0 | 1 => json!({ "enum": values(self.rng) }),
                2 => json!({ "type": self.types() }),
                3 if depth < 3 => self.schema(depth + 1, least),
                _ => continue,
            };
            properties.insert(name.to_owned(), schema);
        }
        says("properties", properties.into());
        let count = self.rng.usize(..3);
        let required: BTreeSet<&str> =
            (0..count).map(|_| self.rng.choice(NAMES).unwrap()).collect();
        if !required.is_empty() {
            says("required", json!(required));
        }
        match self.rng.u8(..8) {
            0..=2 => drop(says("additionalProperties", json!(false))),
            3 => {
                says("patternProperties", json!({ "^[ab]$": { "type": self.types() } }));
                says("additionalProperties", json!(self.rng.u8(..3) == 0));
            }
            4 => drop(says("maxProperties", json!(self.rng.usize(..3)))),
            5 if modern => drop(says("propertyNames", json!({ "enum": ["a", "b"] }))),
            _ => {}
        }
    }

    fn types(&mut self) -> Value {
        const TYPES: [&str; 7] =
            ["null", "boolean", "integer", "number", "string", "array", "object"];
        let types: BTreeSet<&str> =
            (0..self.rng.usize(1..=3)).map(|_| self.rng.choice(TYPES).unwrap()).collect();
        json!(types)
    }
}

fn value(rng: &mut Rng) -> Value {
    let values =
        json!([null, true, false, 1, 1.0, 1.5, 2, 100, 1e2, "x", "y", "z", [], {}, { "a": 1 }]);
    rng.choice(values.as_array().unwrap()).unwrap().clone()
}

/// Some values, each once: 1 and 1.0 are the same.
fn values(rng: &mut Rng) -> Value {
    let mut values: Vec<Value> = Vec::new();
    for _ in 0..rng.usize(1..=2) {
        let value = value(rng);
        let number = value.as_f64();
        if values.iter().all(|one| *one != value && (number.is_none() || one.as_f64() != number)) {
            values.push(value);
        }
    }
    values.into()
}

fn instance(rng: &mut Rng, depth: usize) -> Value {
    if depth > 1 || rng.u8(..3) == 0 {
        return value(rng);
    }
    let members = NAMES.into_iter().chain(["d"]);
    let mut object = Map::new();
    for name in members {
        if rng.u8(..5) < 2 {
            object.insert(name.to_owned(), instance(rng, depth + 1));
        }
    }
    object.into()
}

#[test]
fn choices_of_the_golden_modules_are_told_apart_as_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut folders: Vec<_> =
        fs::read_dir(root.join("modules")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut listed = String::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let output = compile(&Folder::new(folder.join("schemas")), &Options::default()).unwrap();
        let name = folder.file_name().unwrap().to_str().unwrap();
        for choice in &output.summary.choices {
            writeln!(listed, "{name}/{choice}").unwrap();
        }
    }
    let path = root.join("choices.txt");
    let is_same = fs::read_to_string(&path).is_ok_and(|present| present == listed);
    if !is_same && std::env::var_os("BLESS").is_some() {
        fs::write(&path, &listed).unwrap();
        return;
    }
    assert!(is_same, "BLESS=1 accepts the new tests/golden/choices.txt:\n{listed}");
}
