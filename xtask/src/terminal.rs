//! Output to the terminal: two streams that may be closed at any time, and the names of files.

use std::io::{self, Write};

pub(crate) use voltype_build::files::{Named, shown};

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
}
