//! `cargo xtask try`: compiles one schema, and validates instances with it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use serde_json::{Value, json};
use voltype_codegen::diagnostic::{Diagnostic, Spot};
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, Output, compile};

use crate::codegen::{Detail, say, summarise};
use crate::scratch::{self, Built, Scratch};
use crate::terminal::{self, Named as _, shown};

/// The program around the generated code, as the text that the workspace gets.
const PROGRAM: &str = include_str!("try_schema/program.rs");

/// What builds and writes valid lines.
const ROUND_TRIP: &str = include_str!("try_schema/again.rs");

/// The replacement for it if there are no types.
const NO_ROUND_TRIP: &str =
    "pub fn again(_: &[u8], _: bool) -> Result<(), String> {\n    Ok(())\n}\n";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The schema. It can refer to the documents of its folder.
    #[arg(value_name = "SCHEMA")]
    schema: PathBuf,
    /// Validate the lines of this file.
    #[arg(long, value_name = "FILE.jsonl")]
    instances: Option<PathBuf>,
    /// Treat `format` as an annotation, whatever the dialect says.
    #[arg(long)]
    no_formats: bool,
    /// Build the root type from each valid line, write it back and compare; compare all ways to read each line.
    #[arg(long, requires = "instances")]
    round_trip: bool,
    /// How to print the summary.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// One JSON object on the last line of standard output.
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut screen = terminal::screen();
    let mut log = terminal::log();
    let code = attempt(arguments, &mut screen, &mut log);
    crate::ended(code, &mut log)
}

fn attempt(
    arguments: &Arguments,
    screen: &mut impl Write,
    log: &mut impl Write,
) -> io::Result<ExitCode> {
    is_schema(&arguments.schema).map_err(|error| unreadable(&arguments.schema, &error))?;
    if let Some(path) = &arguments.instances {
        has_instances(path).map_err(|error| unreadable(path, &error))?;
    }
    let schema = arguments.schema.canonicalize().named("find", &arguments.schema)?;
    let name = schema.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| {
        io::Error::other(format!("the name of the schema {} is not UTF-8", shown(&schema)))
    })?;
    let folder = Folder::new(schema.parent().unwrap_or(Path::new("/")));
    let options = Options {
        documents: vec![name.to_owned()],
        assert_formats: arguments.no_formats.then_some(false),
        ..Options::default()
    };
    let output = match compile(&folder, &options) {
        Ok(output) => output,
        Err(diagnostics) => {
            say(&diagnostics, log)?;
            if arguments.format == Format::Json {
                writeln!(screen, "{}", json!({ "errors": self::diagnostics(&diagnostics) }))?;
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    say(&output.warnings, log)?;
    if arguments.format == Format::Table {
        summarise(&output, Detail::Explained, screen)?;
    }
    // The verdict needs no types, and types take most of the time that the Rust compiler needs.
    let scratch = Scratch::new("try", log)?;
    let program = if arguments.round_trip {
        build(&scratch, &output, ROUND_TRIP)?
    } else {
        let options = Options { validators_only: true, ..options };
        match compile(&folder, &options) {
            Ok(validators) => build(&scratch, &validators, NO_ROUND_TRIP)?,
            Err(diagnostics) => {
                say(&diagnostics, log)?;
                return Ok(ExitCode::FAILURE);
            }
        }
    };
    let validated = match &arguments.instances {
        Some(instances) => Some(validate(&program, instances, arguments.round_trip, log)?),
        None => None,
    };
    if arguments.format == Format::Json {
        let counts = validated.as_ref().map(|(_, counts)| counts);
        writeln!(screen, "{}", object(&output, counts))?;
    }
    Ok(validated.map_or(ExitCode::SUCCESS, |(code, _)| code))
}

fn unreadable(path: &Path, error: &io::Error) -> io::Error {
    io::Error::other(format!("cannot read {}: {error}", shown(path)))
}

/// Makes sure that a schema can be read.
fn is_schema(path: &Path) -> io::Result<()> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("this is not a file"));
    }
    fs::read_to_string(path).map(drop)
}

/// Makes sure that the instances can be read, before the slow steps. They may come from a pipe, which is read only
/// once.
fn has_instances(path: &Path) -> io::Result<()> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::Error::other("this is not a file"));
    }
    if metadata.is_file() { fs::File::open(path).map(drop) } else { Ok(()) }
}

/// Compiles the generated code and the program around it; `again` is what it does with valid lines.
fn build(scratch: &Scratch, output: &Output, again: &str) -> io::Result<PathBuf> {
    let mut files = BTreeMap::new();
    for (path, text) in &output.files {
        let path = if path == "lib.rs" { "mod.rs" } else { path };
        files.insert(format!("program/src/generated/{path}"), text.clone());
    }
    let root = output.summary.documents.first();
    let root = root.and_then(|document| Some((&document.module, document.root.as_ref()?)));
    let Some((module, name)) = root else {
        return Err(io::Error::other("the schema has definitions but no root to validate with"));
    };
    let limit = output.summary.recursion_limit.unwrap_or(128);
    let main = format!(
        "#![allow(warnings)]\n#![recursion_limit = \"{limit}\"]\n\n{PROGRAM}\nuse generated::{module}::{name} as Root;\n"
    );
    files.insert("program/src/main.rs".to_owned(), main);
    files.insert("program/src/again.rs".to_owned(), again.to_owned());
    let dependencies = "schemars = \"1\"\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
    files.insert("program/Cargo.toml".to_owned(), scratch::manifest("program", dependencies));
    let members = ["program".to_owned()];
    // Optimising across the parts of one crate would take most of the time for a few more megabytes a second. Less
    // optimisation than this takes no less time: it leaves more code.
    let profile = "opt-level = 3\nlto = \"off\"\ndebug-assertions = false\npanic = \"abort\"";
    files.insert("Cargo.toml".to_owned(), scratch::workspace(&members, profile));
    scratch.write(&files)?;
    match scratch.build("program")? {
        Built::Program(path) => Ok(path),
        Built::Failed(errors) => {
            let errors = errors.join("\n");
            Err(io::Error::other(format!("the generated code does not compile\n{errors}")))
        }
    }
}

/// Runs the program; its exit code, and what it counted.
fn validate(
    program: &Path,
    instances: &Path,
    round_trip: bool,
    log: &mut impl Write,
) -> io::Result<(ExitCode, Value)> {
    let child = Command::new(program)
        .arg(instances)
        .args(round_trip.then_some("--round-trip"))
        .stderr(Stdio::piped())
        .spawn()?;
    let result = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&result.stderr);
    let counts = said.lines().last().and_then(|line| serde_json::from_str::<Value>(line).ok());
    let (Some(counts), Some(code @ (0 | 1))) = (counts, result.status.code()) else {
        return Err(io::Error::other(format!("the validator failed ({}): {said}", result.status)));
    };
    let [lines, valid, different, bytes] = ["lines", "valid", "round_trip_differences", "bytes"]
        .map(|name| counts[name].as_u64().unwrap_or(0));
    let seconds = counts["seconds"].as_f64().unwrap_or(0.0);
    let rate = megabytes(bytes) / seconds.max(f64::MIN_POSITIVE);
    let differences =
        if round_trip { format!(", {different} round-trip differences") } else { String::new() };
    let invalid = lines - valid;
    writeln!(log, "{lines} lines, {valid} valid, {invalid} invalid{differences}, {rate:.0} MB/s")?;
    let code = if code == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    Ok((code, counts))
}

#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// The whole result, for programs.
fn object(output: &Output, counts: Option<&Value>) -> Value {
    let documents: Vec<Value> = output
        .summary
        .documents
        .iter()
        .map(|document| {
            json!({
                "path": document.path, "module": document.module, "types": document.types,
                "validators": document.validators, "checks": document.checks,
                "patterns": document.patterns,
            })
        })
        .collect();
    let patterns: Vec<Value> = output
        .summary
        .patterns
        .iter()
        .map(|(pattern, class)| json!({ "pattern": pattern, "class": class }))
        .collect();
    let choices: Vec<String> = output.summary.choices.iter().map(ToString::to_string).collect();
    json!({
        "summary": { "documents": documents },
        "warnings": diagnostics(&output.warnings),
        "patterns": patterns,
        "choices": choices,
        "instances": counts,
    })
}

/// Diagnostics for programs. They are sorted by place.
fn diagnostics(diagnostics: &[Diagnostic]) -> Vec<Value> {
    let spots = Spot::of_each(diagnostics);
    let each = diagnostics.iter().zip(spots).map(|(diagnostic, spot)| {
        let place = diagnostic.place.as_ref().zip(spot).map(|((source, _), spot)| {
            json!({ "path": source.path, "line": spot.line, "column": spot.column })
        });
        json!({
            "message": diagnostic.message,
            "label": diagnostic.label,
            "place": place,
            "help": diagnostic.help,
        })
    });
    each.collect()
}
