//! Where errors are, on the invalid cases of the official suite.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

use jsonschema::{Draft, Registry};
use serde_json::Value;
use voltype_tests::oracle::percent_decoded;

/// The base under which the suite's schemas know the documents in its folder `remotes`.
const REMOTES: &str = "http://localhost:1234/";

/// An instance pointer, and the path of keywords that evaluation took, through references.
type Place = (String, String);

/// The errors of jsonschema, and those of Voltype.
struct Case<'a> {
    draft: Draft,
    instance: &'a Value,
    ours: &'a BTreeSet<Place>,
    theirs: &'a BTreeSet<Place>,
}

/// How the cases compare.
#[derive(Default)]
struct Tally {
    cases: usize,
    equal: usize,
    /// Of these, those with keywords written elsewhere.
    elsewhere: usize,
    /// Those that a `Value` cannot hold.
    lost: usize,
    /// Those with a schema that jsonschema refuses.
    refused: usize,
    /// Those that are valid to jsonschema.
    valid: usize,
    by_rules: usize,
    by_rule: BTreeMap<&'static str, usize>,
    /// The differences that no rule explains, by kind.
    classes: BTreeMap<String, Class>,
}

/// Differences of one kind.
struct Class {
    count: usize,
    example: String,
}

/// Compares the errors and prints the kinds of differences. Returns whether a rule explains each.
pub(crate) fn compare(
    suite: &Path,
    errors: &Path,
    screen: &mut impl Write,
) -> Result<bool, Box<dyn Error>> {
    let mut remotes = Vec::new();
    let folder = suite.join("remotes");
    if folder.is_dir() {
        read(&folder, REMOTES, &mut remotes)?;
    }
    let mut tally = Tally::default();
    for line in fs::read_to_string(errors)?.lines() {
        tally.add(&serde_json::from_str(line)?, &remotes, screen)?;
    }
    tally.print(screen)
}

impl Tally {
    /// Compares the errors of a case.
    fn add(
        &mut self,
        case: &Value,
        remotes: &[(String, Value)],
        screen: &mut impl Write,
    ) -> Result<(), Box<dyn Error>> {
        let text = |name: &str| case[name].as_str().unwrap_or_default();
        self.cases += 1;
        let parsed = (serde_json::from_str(text("schema")), serde_json::from_str(text("instance")));
        let (Ok(schema), Ok(instance)) = parsed else {
            self.lost += 1;
            return Ok(());
        };
        let name =
            format!("{}/{}: {}: {}", text("draft"), text("file"), text("group"), text("test"));
        let draft = draft(text("draft"));
        let validator = match validator(&schema, draft, &case["formats"], remotes) {
            Ok(validator) => validator,
            Err(error) => {
                self.refused += 1;
                writeln!(screen, "refused: {name}: {error}")?;
                return Ok(());
            }
        };
        let errors: Vec<_> = validator.iter_errors(&instance).collect();
        let theirs: BTreeSet<Place> = errors
            .iter()
            .map(|error| (error.instance_path().to_string(), error.evaluation_path().to_string()))
            .collect();
        if theirs.is_empty() {
            self.valid += 1;
            writeln!(screen, "valid to jsonschema: {name}")?;
            return Ok(());
        }
        let ours: Vec<(String, String, String)> = serde_json::from_value(case["errors"].clone())?;
        let written: BTreeSet<Place> = ours
            .iter()
            .map(|(instance, _, schema)| (instance.clone(), fragment(schema).to_owned()))
            .collect();
        let ours: BTreeSet<Place> =
            ours.into_iter().map(|(instance, keyword, _)| (instance, keyword)).collect();
        if ours != theirs {
            self.differs(&name, &Case { draft, instance: &instance, ours: &ours, theirs: &theirs });
            return Ok(());
        }
        self.equal += 1;
        let theirs = errors.iter().map(written_at).collect();
        if written != theirs {
            self.elsewhere += 1;
            writeln!(screen, "elsewhere: {name}: we {written:?}, jsonschema {theirs:?}")?;
        }
        Ok(())
    }

    /// Counts a case whose errors differ.
    fn differs(&mut self, name: &str, case: &Case<'_>) {
        if let Some(rules) = explained(case) {
            for rule in rules {
                *self.by_rule.entry(rule).or_insert(0) += 1;
            }
            self.by_rules += 1;
            return;
        }
        let Case { draft: _, instance: _, ours, theirs } = case;
        let class =
            format!("only we {}, only jsonschema {}", only(ours, theirs), only(theirs, ours));
        let example = format!("{name}\n      we {ours:?}\n      jsonschema {theirs:?}");
        self.classes.entry(class).or_insert(Class { count: 0, example }).count += 1;
    }

    /// Prints what was found. Returns whether all is explained.
    fn print(&self, screen: &mut impl Write) -> Result<bool, Box<dyn Error>> {
        let Tally { cases, equal, elsewhere, lost, refused, valid, by_rules, by_rule, classes } =
            self;
        for (class, Class { count, example }) in classes {
            writeln!(screen, "{count} × {class}\n    {example}")?;
        }
        for (rule, count) in by_rule {
            writeln!(screen, "{count} explained by {rule}")?;
        }
        let different: usize = classes.values().map(|class| class.count).sum();
        writeln!(
            screen,
            "{cases} invalid cases: {equal} equal ({elsewhere} with keywords written elsewhere), {by_rules} explained, {different} unexplained; {lost} that a Value cannot hold, {refused} with \
             a schema that jsonschema refuses, {valid} valid to jsonschema"
        )?;
        Ok(different == 0 && *elsewhere == 0)
    }
}

/// The location of the keyword of a jsonschema error in its document, without the evaluation path.
fn written_at(error: &jsonschema::ValidationError<'_>) -> Place {
    let uri = error.absolute_keyword_location().map(ToString::to_string);
    let schema = uri.unwrap_or_else(|| error.schema_path().to_string());
    let mut pointer = percent_decoded(fragment(&schema));
    // It has an index where this keyword has a name.
    if let Some((before, index)) = pointer.rsplit_once('/')
        && before.ends_with("/dependentRequired")
        && index.parse::<usize>().is_ok()
    {
        pointer.truncate(before.len());
    }
    (error.instance_path().to_string(), pointer)
}

/// The fragment of a URI, which is the location in its document; the whole text if it is not a URI.
fn fragment(uri: &str) -> &str {
    uri.split_once('#').map_or(uri, |(_, fragment)| fragment)
}

/// The rules of `DISAGREEMENTS.md` that explain every difference; `None` if there is one that they don't.
fn explained(case: &Case<'_>) -> Option<BTreeSet<&'static str>> {
    let Case { ours, theirs, .. } = case;
    let only_ours = ours.difference(theirs).map(|one| {
        let stands = theirs.iter().find_map(|other| rule(one, other));
        stands.or_else(|| is_draft4_float(case, one).then_some("integers of draft-04"))
    });
    let only_theirs =
        theirs.difference(ours).map(|other| ours.iter().find_map(|one| rule(one, other)));
    only_ours.chain(only_theirs).collect()
}

/// Whether a place of ours is the `type` of a number that draft-04 doesn't call an integer: it has a fraction or an
/// exponent, if only of zeros.
fn is_draft4_float(case: &Case<'_>, (instance, path): &Place) -> bool {
    let value = case.instance.pointer(instance).filter(|value| value.is_f64());
    case.draft == Draft::Draft4
        && path.ends_with("/type")
        && value.and_then(Value::as_f64).is_some_and(|number| number.fract() == 0.0)
}

/// The rule by which one place of ours stands for one place of theirs.
fn rule(ours: &Place, theirs: &Place) -> Option<&'static str> {
    let same_instance = ours.0 == theirs.0;
    let (before, last) = theirs.1.rsplit_once('/')?;
    let inner = ours.1.strip_prefix(&theirs.1).is_some_and(|rest| rest.starts_with('/'));
    let parent_is = |place: &Place, instance: &str| {
        place.0.rsplit_once('/').is_some_and(|(parent, _)| parent == instance)
    };
    match last {
        "items" if ours.1 == theirs.1 && parent_is(theirs, &ours.0) => Some("items: false"),
        "unevaluatedItems" | "unevaluatedProperties" if inner && parent_is(ours, &theirs.0) => {
            Some("unevaluated with a schema")
        }
        "unevaluatedItems" | "unevaluatedProperties" if parent_is(ours, &theirs.0) => {
            Some("unevaluated beside a failure")
        }
        "maxContains" if same_instance && ours.1 == format!("{before}/contains") => {
            Some("no item matches contains")
        }
        "maxContains" if same_instance && ours.1 == format!("{before}/minContains") => {
            Some("both bounds of contains")
        }
        _ => None,
    }
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
        let path = uri.strip_prefix(REMOTES).unwrap_or_default();
        // A document of a draft's own folder is of that draft, whichever draft refers to it.
        let own = match path.split('/').next() {
            Some("draft3" | "v1") => continue,
            Some(folder) if folder.starts_with("draft") => self::draft(folder),
            _ => draft,
        };
        registry = registry.add(uri.as_str(), own.create_resource_ref(document))?;
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
