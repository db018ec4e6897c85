//! Checks files of EV charging sessions: `cargo run --release -p voltype --example check -- FILE…`; `--help` says more.
//!
//! The heart of it is `judge.rs`: `Session::check` for the verdict and the report, `Session::from_slice` and
//! `serde_json` for the way there and back. The rest reads lines and prints.

mod arguments;
mod judge;
mod lines;
mod print;
mod progress;
mod round_trip;

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, LineWriter, Read, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Options, Request, Source, Style};
use indicatif::ProgressBar;
use judge::Judge;
use lines::Lines;
use progress::AroundBar;

/// What was found in all files.
#[derive(Debug, Default)]
struct Tally {
    lines: u64,
    invalid: u64,
    /// Valid, but not the same after the round trip.
    changed: u64,
    /// The files that could not be read to their end.
    unread: u64,
}

/// Why a file was not checked to its end.
#[derive(Debug)]
enum Trouble {
    Read(io::Error),
    Write(io::Error),
}

fn main() -> ExitCode {
    let status = match arguments::parse(std::env::args_os()) {
        Ok(Request::Help) => help(),
        Ok(Request::Check(options)) => run(&options),
        Err(error) => {
            complain(&format!("{error}\ntry --help"));
            2
        }
    };
    ExitCode::from(status)
}

fn help() -> u8 {
    match io::stdout().write_all(arguments::HELP.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("cannot write the help: {error}"));
            2
        }
        _ => 0,
    }
}

/// Says on standard error what went wrong; there is nowhere else to say that this fails.
fn complain(what: &str) {
    let _ = writeln!(io::stderr(), "check: {what}");
}

fn run(options: &Options) -> u8 {
    let started = Instant::now();
    let bar = progress::bar(&options.sources);
    let mut tally = Tally::default();
    let stdout = AroundBar {
        bar: &bar,
        out: io::stdout().lock(),
    };
    // On a terminal, whole lines are written, so the bar never interrupts a line.
    let mut out: Box<dyn Write + '_> = if io::stdout().is_terminal() {
        Box::new(LineWriter::new(stdout))
    } else {
        Box::new(BufWriter::with_capacity(64 << 10, stdout))
    };
    let written = check_all(options, &bar, &mut out, &mut tally);
    drop(out);
    bar.finish_and_clear();
    match written {
        Ok(()) => {}
        // Whoever read the rows has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return tally.status(),
        Err(error) => {
            complain(&format!("cannot write the result: {error}"));
            return 2;
        }
    }
    let summary = tally.summary(options.round_trip, bar.position(), started.elapsed());
    let _ = writeln!(io::stderr(), "{summary}");
    tally.status()
}

/// Checks one source after the other. One that cannot be read is noted and does not keep the others from being checked.
///
/// # Errors
/// What writing the result gives.
fn check_all(
    options: &Options,
    bar: &ProgressBar,
    out: &mut impl Write,
    tally: &mut Tally,
) -> io::Result<()> {
    for source in &options.sources {
        match check_one(source, options, bar, out, tally) {
            Ok(()) => {}
            Err(Trouble::Write(error)) => return Err(error),
            Err(Trouble::Read(error)) => {
                tally.unread += 1;
                bar.suspend(|| complain(&format!("cannot read {}: {error}", source.described())));
            }
        }
    }
    out.flush()
}

fn check_one(
    source: &Source,
    options: &Options,
    bar: &ProgressBar,
    out: &mut impl Write,
    tally: &mut Tally,
) -> Result<(), Trouble> {
    let input: Box<dyn Read> = match source {
        Source::Stdin => Box::new(io::stdin().lock()),
        Source::File(path) => Box::new(File::open(path).map_err(Trouble::Read)?),
    };
    let name = source.to_string();
    let shown = (options.sources.len() > 1).then_some(name.as_str());
    let mut judge = Judge::new(options.round_trip);
    let mut lines = Lines::new(bar.wrap_read(input), lines::LONGEST);
    let mut number = 0;
    while let Some(line) = lines.next().map_err(Trouble::Read)? {
        number += 1;
        tally.lines += 1;
        if let Err(fault) = judge.line(&line) {
            if fault.is_invalid() {
                tally.invalid += 1;
            } else {
                tally.changed += 1;
            }
            match options.style {
                Style::Rows => print::row(out, shown, number, &fault),
                Style::Human => print::human(out, &source.described(), number, fault),
            }
            .map_err(Trouble::Write)?;
        }
    }
    Ok(())
}

impl Tally {
    fn status(&self) -> u8 {
        match self {
            Tally { unread: 1.., .. } => 2,
            Tally {
                invalid: 0,
                changed: 0,
                ..
            } => 0,
            _ => 1,
        }
    }

    /// One line for people; a megabyte is a million bytes.
    fn summary(&self, round_trip: bool, bytes: u64, time: Duration) -> String {
        let Tally {
            lines,
            invalid,
            changed,
            unread,
        } = self;
        let changed = if round_trip {
            format!(" ({changed} changed by the round trip)")
        } else {
            String::new()
        };
        let unread = if *unread > 0 {
            format!("; {unread} not read to the end")
        } else {
            String::new()
        };
        let (megabytes, seconds) = (bytes as f64 / 1e6, time.as_secs_f64());
        format!(
            "{lines} line{}: {} valid{changed}, {invalid} invalid{unread}; {megabytes:.1} MB in {seconds:.2} s, {:.0} MB/s",
            if *lines == 1 { "" } else { "s" },
            lines - invalid,
            megabytes / seconds.max(1e-9),
        )
    }
}
