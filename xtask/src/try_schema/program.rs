//! Validates the lines of a file. This file is the program of `cargo xtask try`: `Root` is the type that was generated.
//!
//! Arguments: the file, and optionally `--round-trip`, which builds and writes valid lines and compares all ways to
//! read a line. Standard output has a row for each line with a problem. The last line of standard error is a JSON text
//! with the counts.

mod again;
mod generated;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use voltype_runtime::{Report, document};

#[derive(Default)]
struct Counts {
    lines: u64,
    valid: u64,
    different: u64,
    bytes: u64,
    time: Duration,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_default();
    let round_trip = arguments.next().is_some();
    match run(&path, round_trip) {
        Ok(Counts { lines, valid, different, bytes, time }) => {
            let counts = json!({
                "lines": lines, "valid": valid, "round_trip_differences": different, "bytes": bytes,
                "seconds": time.as_secs_f64(),
            });
            eprintln!("{counts}");
            if valid == lines && different == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(path: &str, round_trip: bool) -> io::Result<Counts> {
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut out = BufWriter::new(Rows(io::stdout().lock()));
    let mut counts = Counts::default();
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        counts.lines += 1;
        counts.bytes += line.len() as u64;
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let started = Instant::now();
        let valid = document::is_valid::<Root>(text);
        counts.time += started.elapsed();
        counts.valid += u64::from(valid);
        if let (true, Err(why)) = (round_trip, again::again(text, valid)) {
            counts.different += 1;
            row(&mut out, counts.lines, &[(String::new(), format!("round-trip: {why}"))])?;
        } else if !valid {
            let errors = document::check::<Root>(text).err().map_or_else(Vec::new, |report| pairs(&report));
            row(&mut out, counts.lines, &errors)?;
        }
        line.clear();
    }
    out.flush()?;
    Ok(counts)
}

/// Standard output. If its reader closes it, the counts and the exit code stay the same.
struct Rows<W>(W);

impl<W: Write> Write for Rows<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            result => result,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }
}

/// The instance pointers and keywords of a report, sorted, each pair once.
fn pairs(report: &Report) -> Vec<(String, String)> {
    let pair = |error: voltype_runtime::Error<'_>| {
        (error.instance_path().into_owned(), error.keyword().to_owned())
    };
    let mut pairs: Vec<_> = report.errors().iter().map(pair).collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

fn row(out: &mut impl Write, line: u64, errors: &[(String, String)]) -> io::Result<()> {
    let errors: Vec<String> = errors
        .iter()
        .map(|(pointer, keyword)| format!("[{}, {}]", ascii(pointer), ascii(keyword)))
        .collect();
    writeln!(out, "{{\"line\": {line}, \"errors\": [{}]}}", errors.join(", "))
}

/// A JSON string of ASCII characters.
fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in Value::from(text).to_string().chars() {
        if c.is_ascii() && c != '\x7f' {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
