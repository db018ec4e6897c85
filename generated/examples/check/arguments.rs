//! The command line.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use lexopt::Arg;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Checks EV charging sessions: NDJSON, one JSON text a line.

Usage: check [OPTIONS] FILE...

Arguments:
  FILE...  The files to check; - is standard input

Options:
      --human       Print readable reports, with the source text and carets
      --round-trip  Also build each valid session, write it back and compare it
                    with the original as JSON: numbers as the nearest 64-bit
                    float, the members of objects in any order
  -h, --help        Print this help

Standard output has a row of JSON for each line that is not valid:

  {\"line\": N, \"errors\": [[INSTANCE POINTER, KEYWORD], ...]}

N counts from 1 in each file. The errors are sorted and have no repeats.
With several FILEs a row starts with {\"file\": FILE, and continues as above.
The keyword is `syntax` for a line that is not a JSON text, that is empty, or
that is longer than 64 MiB. With --round-trip it is `round-trip` for a part that
came back different, and `unrepresentable` for a valid value that the Rust type
cannot hold. Lines end with LF or CR LF, which the last line may lack. A summary
goes to standard error.

Exit status:
  0  all lines are valid
  1  some lines are not, or differ after the round trip
  2  something could not be read, or the rows could not be written
";

/// What to do.
#[derive(Debug)]
pub(crate) enum Request {
    /// Print the help.
    Help,
    /// Check files.
    Check(Options),
}

/// Which files to check, and how.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) sources: Vec<Source>,
    pub(crate) style: Style,
    pub(crate) round_trip: bool,
}

/// The format of standard output.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Style {
    /// Rows of JSON.
    Rows,
    /// Reports with carets.
    Human,
}

/// Where lines come from.
#[derive(Debug, PartialEq)]
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

impl Source {
    /// Its name in a message.
    pub(crate) fn described(&self) -> String {
        match self {
            Source::Stdin => "standard input".to_owned(),
            Source::File(path) => path.display().to_string(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Stdin => f.write_str("-"),
            Source::File(path) => path.display().fmt(f),
        }
    }
}

/// Reads the command line.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Request, lexopt::Error> {
    let mut options = Options {
        sources: Vec::new(),
        style: Style::Rows,
        round_trip: false,
    };
    let mut parser = lexopt::Parser::from_iter(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Request::Help),
            Arg::Long("human") => options.style = Style::Human,
            Arg::Long("round-trip") => options.round_trip = true,
            Arg::Value(name) if name == "-" => {
                if options.sources.contains(&Source::Stdin) {
                    return Err("standard input can be read only once".into());
                }
                options.sources.push(Source::Stdin);
            }
            Arg::Value(name) => options.sources.push(Source::File(name.into())),
            unknown => return Err(unknown.unexpected()),
        }
    }
    if options.sources.is_empty() {
        return Err("no FILE given; - is standard input".into());
    }
    Ok(Request::Check(options))
}
