//! Output to the terminal: two streams that may be closed at any time, and the names of files.

use std::io::{self, Write};
use std::path::Path;

use voltype_runtime::show::visible_line;

/// An output stream. If its reader closes it (`| head`), the work goes on with the same result. Other errors name it.
#[derive(Debug)]
pub(crate) struct Terminal<W> {
    stream: W,
    name: &'static str,
}

/// Standard output, without colour if it is not a terminal.
pub(crate) fn screen() -> Terminal<impl Write> {
    Terminal { stream: anstream::stdout(), name: "standard output" }
}

/// Standard error, likewise.
pub(crate) fn log() -> Terminal<impl Write> {
    Terminal { stream: anstream::stderr(), name: "standard error" }
}

impl<W: Write> Write for Terminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.stream.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            result => result.map_err(|error| self.named(&error)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.stream.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result.map_err(|error| self.named(&error)),
        }
    }
}

impl<W> Terminal<W> {
    /// The error with the name of the stream.
    fn named(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{} cannot be written: {error}", self.name))
    }
}

/// A path for output: on one line, and without control characters.
pub(crate) fn shown(path: &Path) -> String {
    visible_line(&path.to_string_lossy())
}

/// Errors of the file system that say what was tried with which file.
pub(crate) trait Named<T> {
    /// The same result; an error says `cannot DO PATH: REASON`.
    fn named(self, what: &str, path: &Path) -> io::Result<T>;
}

impl<T> Named<T> for io::Result<T> {
    fn named(self, what: &str, path: &Path) -> io::Result<T> {
        self.map_err(|error| {
            io::Error::new(error.kind(), format!("cannot {what} {}: {error}", shown(path)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Closed(io::ErrorKind);

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn only_a_reader_that_has_gone_does_not_matter() {
        let stream = |kind| Terminal { stream: Closed(kind), name: "standard output" };
        let mut gone = stream(io::ErrorKind::BrokenPipe);
        assert!(writeln!(gone, "anything").and_then(|()| gone.flush()).is_ok());
        let mut full = stream(io::ErrorKind::StorageFull);
        assert!(writeln!(full, "anything").is_err() && full.flush().is_err());
    }

    #[test]
    fn names_stay_in_their_line() {
        let error: io::Result<()> = Err(io::Error::other("no"));
        let error = error.named("read", Path::new("a\nb\u{1b}[2J")).map_err(|e| e.to_string());
        assert_eq!(error, Err("cannot read a\u{fffd}b\u{fffd}[2J: no".to_owned()));
    }
}
