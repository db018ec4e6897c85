//! Sessions as NDJSON: the generated crate, a bare syntax scan, the `jsonschema` macro and typify's types.
//!
//! `cargo run --release -p voltype-bench --bin sessions -- FILE [ROUNDS]`

use std::io::Write;
use std::process::ExitCode;

use serde::de::IgnoredAny;
use voltype::session::Session;
use voltype_bench::{Contender, Figures, interleave, median, ratio};

/// The types that typify makes from the same schema, bundled into one document because typify reads no others.
#[allow(
    missing_docs,
    missing_debug_implementations,
    clippy::all,
    unused_qualifications,
    unreachable_pub
)]
mod typed {
    typify::import_types!(schema = "session.bundled.json");
}

#[jsonschema::validator(path = "session.bundled.json", draft = jsonschema::Draft::Draft7, validate_formats = true)]
struct Validator;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        let _ = writeln!(std::io::stderr(), "usage: sessions FILE.ndjson [ROUNDS]");
        return ExitCode::from(2);
    };
    let rounds = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(11);
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "cannot read {path}: {error}");
            return ExitCode::from(2);
        }
    };
    let lines: Vec<&[u8]> =
        text.split(|byte| *byte == b'\n').filter(|line| Session::is_valid(line)).collect();
    let count = |accepts: fn(&[u8]) -> bool| {
        let lines = &lines;
        Box::new(move || lines.iter().filter(|line| accepts(line)).count())
    };
    let mut contenders = [
        Contender {
            name: "serde_json, IgnoredAny (syntax only)",
            run: count(|line| serde_json::from_slice::<IgnoredAny>(line).is_ok()),
        },
        Contender { name: "voltype, is_valid", run: count(Session::is_valid) },
        Contender {
            name: "voltype, from_slice",
            run: count(|line| Session::from_slice(line).is_ok()),
        },
        Contender {
            name: "typify's types through serde_json",
            run: count(|line| serde_json::from_slice::<typed::Session>(line).is_ok()),
        },
        Contender {
            name: "serde_json::Value + jsonschema macro",
            run: count(|line| {
                let value = serde_json::from_slice::<serde_json::Value>(line);
                value.is_ok_and(|value| Validator::is_valid(&value))
            }),
        },
    ];
    let figures = interleave(&mut contenders, rounds);
    let bytes: usize = lines.iter().map(|line| line.len() + 1).sum();
    match report(&figures, lines.len(), bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

fn report(figures: &[Figures], lines: usize, bytes: usize) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{lines} valid lines, {bytes} bytes\n")?;
    writeln!(out, "{:40} {:>9} {:>9} {:>9}", "", "ns/line", "MB/s", "accepted")?;
    for figure in figures {
        let time = median(figure.times.iter().map(std::time::Duration::as_secs_f64).collect());
        let (each, speed) = (time * 1e9 / lines as f64, bytes as f64 / time / 1e6);
        writeln!(out, "{:40} {each:>9.0} {speed:>9.0} {:>9}", figure.name, figure.accepted)?;
    }
    if let [syntax, verdict, build, typed, tree] = figures {
        writeln!(out, "\nratios of times, median over rounds:")?;
        for (name, one, other, target) in [
            ("verdict / syntax scan", verdict, syntax, 1.6),
            ("verdict / Value + jsonschema macro", verdict, tree, 0.2),
            ("from_slice / typify's types", build, typed, 0.4),
        ] {
            writeln!(out, "{name:40} {:>6.2}  (at most {target})", ratio(one, other))?;
        }
    }
    Ok(())
}
