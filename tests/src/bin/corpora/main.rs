//! Compares Voltype with other validators on more data than a test should use.
//!
//! - `corpora make SCHEMA INSTANCES.jsonl FOLDER [--count N]` mutates real and sampled instances. It writes them to
//!   `FOLDER/instances.jsonl`, and the verdicts of the other validators on each line to `FOLDER/verdicts.jsonl`.
//! - `corpora compare VERDICTS.jsonl ROWS` compares these verdicts with the output of `cargo xtask try SCHEMA
//!   --instances FOLDER/instances.jsonl --no-formats`: verdicts, and the locations of errors as pairs of instance
//!   pointer and keyword.
//! - `corpora locations SUITE ERRORS.jsonl` compares the errors that `cargo xtask conformance --errors ERRORS.jsonl`
//!   wrote with those of jsonschema, as sets of instance pointer and path of keywords.
//! - `corpora sample REQUESTS.json FOLDER` makes instances of many schemas, with verdicts, for `cargo xtask compare`.
//!
//! The exit code is 1 if there is a disagreement that no rule explains.

mod instances;
mod locations;
mod sample;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use lexopt::Arg;

/// How many instances are made.
const COUNT: usize = 1_000;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // If standard error is closed too, the error cannot be reported.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Runs the command that the arguments name. Returns whether all validators agree.
fn run() -> Result<bool, Box<dyn std::error::Error>> {
    let mut parser = lexopt::Parser::from_env();
    let (mut values, mut count) = (Vec::new(), COUNT);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Value(value) => values.push(value.to_string_lossy().into_owned()),
            Arg::Long("count") => count = lexopt::ValueExt::parse(&parser.value()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let mut screen = io::stdout().lock();
    match values[..] {
        ["make", schema, real, folder] => {
            instances::make(Path::new(schema), Path::new(real), Path::new(folder), count)?;
            Ok(true)
        }
        ["compare", verdicts, rows] => {
            instances::compare(Path::new(verdicts), Path::new(rows), &mut screen)
        }
        ["locations", suite, errors] => {
            locations::compare(Path::new(suite), Path::new(errors), &mut screen)
        }
        ["sample", requests, folder] => {
            sample::make(Path::new(requests), Path::new(folder), &mut screen)?;
            Ok(true)
        }
        _ => Err(
            "one of: make SCHEMA INSTANCES FOLDER, compare VERDICTS ROWS, locations SUITE ERRORS, \
                  sample REQUESTS FOLDER"
                .into(),
        ),
    }
}
