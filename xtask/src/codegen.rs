//! `cargo xtask codegen`: the crate `generated`, from the schemas.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use similar::TextDiff;
use voltype_codegen::diagnostic::{Diagnostic, Severity};
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, Output, Summary, Untyped, compile};
use voltype_runtime::show::{visible, visible_line};

use crate::files::{Changes, Way, Workplace, apply, whole};
use crate::terminal::{self, shown};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder of the schemas.
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
    /// The folder of the generated sources.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; fail if the generated sources are stale.
    #[arg(long)]
    check: bool,
    /// List what each pattern was compiled to, and how the branches of each choice can be distinguished.
    #[arg(long)]
    explain: bool,
}

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let (mut screen, mut log) = (terminal::screen(), terminal::log());
    let code = generate(arguments, &mut screen, &mut log);
    crate::ended(code, &mut log)
}

fn generate(
    arguments: &Arguments,
    screen: &mut impl Write,
    log: &mut impl Write,
) -> io::Result<ExitCode> {
    let schemas = arguments.schemas.clone().unwrap_or_else(|| root().join("schemas"));
    let out = arguments.out.clone().unwrap_or_else(|| root().join("generated/src"));
    if !schemas.is_dir() {
        return Err(io::Error::other(format!("there is no folder {}", shown(&schemas))));
    }
    if overlap(&out, &schemas)? {
        return Err(io::Error::other(
            "the schemas and the generated sources need separate folders: see --schemas and --out",
        ));
    }
    let compiled = || compile(&Folder::new(&schemas), &Options::default());
    if !arguments.check {
        let detail = if arguments.explain { Detail::Explained } else { Detail::Summary };
        return update(&out, compiled, detail, screen, log);
    }
    match compiled() {
        Ok(output) => {
            say(&output.warnings, log)?;
            check(&Changes::new(&out, &output.files)?, &command(arguments), screen)
        }
        Err(diagnostics) => refused(&diagnostics, log),
    }
}

/// Prints why nothing is written.
fn refused(diagnostics: &[Diagnostic], log: &mut impl Write) -> io::Result<ExitCode> {
    say(diagnostics, log)?;
    writeln!(log, "{}; nothing was written", counts(diagnostics.iter()))?;
    Ok(ExitCode::FAILURE)
}

/// What is printed about the files that were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// A table of the documents.
    Summary,
    /// Patterns, choices and values without a type, too.
    Explained,
}

/// Writes the compiled files to a folder. No other run changes the folder from before the schemas are read until this
/// is done, so the later of two runs determines the result.
///
/// Once the files are complete, a summary that cannot be printed is not an error; an explanation, which was asked for, is.
pub(crate) fn update(
    out: &Path,
    compiled: impl FnOnce() -> Result<Output, Vec<Diagnostic>>,
    detail: Detail,
    screen: &mut impl Write,
    log: &mut impl Write,
) -> io::Result<ExitCode> {
    let work = Workplace::open(out, log)?;
    let started = Instant::now();
    let result = match compiled() {
        Ok(output) => replace(out, &output, &work, log).map(|changes| Some((output, changes))),
        Err(diagnostics) => refused(&diagnostics, log).map(|_| None),
    };
    if let Err(error) = work.close() {
        note(log, &error);
    }
    let Some((output, changes)) = result? else { return Ok(ExitCode::FAILURE) };
    let time = started.elapsed();
    if let Err(error) = report(out, &output, &changes, detail, time, screen) {
        let message = format!("the files are complete, but {error}");
        match detail {
            Detail::Summary => note(log, &message),
            Detail::Explained => return Err(io::Error::other(message)),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a note. One that cannot be printed does not change the result of the command.
fn note(log: &mut impl Write, text: &dyn Display) {
    let _ = writeln!(log, "note: {text}");
}

/// Prints what was generated and which files have changed.
fn report(
    out: &Path,
    output: &Output,
    changes: &Changes,
    detail: Detail,
    time: Duration,
    screen: &mut impl Write,
) -> io::Result<()> {
    for removed in &changes.remove {
        writeln!(screen, "removed {}", shown(&out.join(removed)))?;
    }
    summarise(output, detail, screen)?;
    let (written, removed) = (changes.write.len(), changes.remove.len());
    let removed = if removed == 0 { String::new() } else { format!(", {removed} removed") };
    let (unchanged, time) = (changes.unchanged, time.as_millis());
    writeln!(screen, "{written} files written, {unchanged} unchanged{removed}, in {time} ms")
}

fn replace(
    out: &Path,
    output: &Output,
    work: &Workplace,
    log: &mut impl Write,
) -> io::Result<Changes> {
    say(&output.warnings, log)?;
    let changes = Changes::new(out, &output.files)?;
    changes.allowed()?;
    apply(&changes, work, Way::of(work), &mut || Ok(()))?;
    for path in &changes.edited {
        let path = shown(path);
        note(log, &format!("{path} may have been changed by hand; it was regenerated"));
    }
    Ok(changes)
}

/// How many diagnostics are shown at most: more would be unreadable.
const SHOWN: usize = 100;

/// Shows the diagnostics. If there are too many, errors come first, and the rest is counted.
pub(crate) fn say(diagnostics: &[Diagnostic], log: &mut impl Write) -> io::Result<()> {
    let mut shown: Vec<&Diagnostic> = diagnostics.iter().collect();
    if shown.len() > SHOWN {
        shown.sort_by_key(|diagnostic| diagnostic.severity);
    }
    for diagnostic in shown.iter().take(SHOWN) {
        writeln!(log, "{}\n", diagnostic.render(io::stderr().is_terminal()))?;
    }
    if let Some(rest) = shown.get(SHOWN..).filter(|rest| !rest.is_empty()) {
        writeln!(log, "… and {} not shown\n", counts(rest.iter().copied()))?;
    }
    Ok(())
}

/// How many errors and warnings there are: `2 errors, 1 warning`.
fn counts<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> String {
    let (mut errors, mut warnings) = (0, 0);
    for diagnostic in diagnostics {
        match diagnostic.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
        }
    }
    let counts = [(errors, "error"), (warnings, "warning")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| {
        let s = if count == 1 { "" } else { "s" };
        format!("{count} {what}{s}")
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// Whether two folders are the same, or one contains the other.
fn overlap(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (whole(one)?, whole(other)?);
    Ok(one.starts_with(&other) || other.starts_with(&one))
}

/// The command that writes what these arguments check.
fn command(arguments: &Arguments) -> String {
    let mut command = "cargo xtask codegen".to_owned();
    for (flag, folder) in [("--schemas", &arguments.schemas), ("--out", &arguments.out)] {
        if let Some(folder) = folder {
            command.push_str(&format!(" {flag} {}", shown(folder)));
        }
    }
    command
}

/// Shows how the generated sources differ from the expected ones, and the command that updates them.
pub(crate) fn check(
    changes: &Changes,
    command: &str,
    screen: &mut impl Write,
) -> io::Result<ExitCode> {
    changes.allowed()?;
    if changes.is_empty() {
        writeln!(screen, "{} files, all up to date", changes.unchanged)?;
        return Ok(ExitCode::SUCCESS);
    }
    for file in changes.written() {
        let present = String::from_utf8_lossy(file.present.as_deref().unwrap_or_default());
        let diff = TextDiff::from_lines(present.as_ref(), file.text.as_str());
        let diff = diff.unified_diff().header(&shown(&file.path), "expected").to_string();
        write!(screen, "{}", visible(&diff))?;
    }
    for path in &changes.remove {
        writeln!(screen, "{} no longer has a schema", shown(path))?;
    }
    writeln!(screen, "\nThe generated sources are stale. Run: {command}")?;
    Ok(ExitCode::FAILURE)
}

/// A table of the documents, and what was generated from them.
pub(crate) fn summarise(
    output: &Output,
    detail: Detail,
    screen: &mut impl Write,
) -> io::Result<()> {
    let Summary { documents, patterns, choices, untyped, recursion_limit: _ } = &output.summary;
    let mut rows =
        vec![["document", "module", "types", "validators", "checks", "stack"].map(str::to_owned)];
    for document in documents {
        rows.push([
            visible_line(&document.path),
            document.module.clone(),
            document.types.len().to_string(),
            document.validators.to_string(),
            document.checks.to_string(),
            format!("{} KiB", document.stack.bytes.div_ceil(1024)),
        ]);
    }
    let width =
        |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3, 4, 5].map(width);
    for (index, row) in rows.iter().enumerate() {
        let (bold, plain) = if index == 0 { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        let [a, b, c, d, e, f] = &widths;
        let [document, module, types, validators, checks, stack] = row;
        writeln!(
            screen,
            "{bold}{document:a$}  {module:b$}  {types:>c$}  {validators:>d$}  {checks:>e$}  {stack:>f$}{plain}"
        )?;
    }
    if detail == Detail::Explained {
        for (pattern, program) in patterns {
            writeln!(screen, "{}\n    {}", visible_line(pattern), visible_line(program))?;
        }
        for choice in choices {
            writeln!(screen, "{}", visible_line(&choice.to_string()))?;
        }
        for Untyped { location, reason } in untyped {
            writeln!(screen, "{}: any value: {reason}", visible_line(location))?;
        }
    }
    Ok(())
}
