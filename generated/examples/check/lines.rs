//! The lines of a file, in constant memory.

use std::io::{self, ErrorKind, Read};

/// The longest line that is read: what is longer is skipped without being kept.
pub(crate) const LONGEST: usize = 64 << 20;

/// How much is read at once, and the size of the buffer until a line needs more.
const CHUNK: usize = 256 << 10;

/// Reads lines into one buffer, which grows to the longest of them.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    source: R,
    buffer: Vec<u8>,
    /// Where in the buffer the next line starts.
    start: usize,
    /// Where in the buffer ends what has been read.
    end: usize,
    longest: usize,
}

/// One line, without what ends it: LF, CR LF or the end of the file.
#[derive(Debug, PartialEq)]
pub(crate) enum Line<'a> {
    Whole(&'a [u8]),
    TooLong,
}

impl<R: Read> Lines<R> {
    /// The lines of `source`; those of more than `longest` bytes are not kept.
    pub(crate) fn new(source: R, longest: usize) -> Self {
        Lines {
            source,
            buffer: vec![0; CHUNK],
            start: 0,
            end: 0,
            longest,
        }
    }

    /// The next line. After the last line end there is one only if something follows.
    ///
    /// # Errors
    /// What reading the source gives.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        let mut searched = self.start;
        loop {
            if let Some(length) = memchr::memchr(b'\n', &self.buffer[searched..self.end]) {
                let line = self.start..searched + length;
                self.start = line.end + 1;
                return Ok(Some(self.line(line.start, line.end)));
            }
            // One more than the longest may be the CR of a line end.
            if self.end - self.start > self.longest + 1 {
                self.skip_line()?;
                return Ok(Some(Line::TooLong));
            }
            self.make_room();
            searched = self.end;
            if self.fill()? == 0 {
                let start = std::mem::replace(&mut self.start, self.end);
                return Ok((start < self.end).then(|| self.line(start, self.end)));
            }
        }
    }

    fn line(&self, start: usize, end: usize) -> Line<'_> {
        let line = &self.buffer[start..end];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > self.longest {
            Line::TooLong
        } else {
            Line::Whole(line)
        }
    }

    /// Moves the line that has begun to the front of the buffer, and makes that longer if it fills it.
    fn make_room(&mut self) {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end == self.buffer.len() {
            let longer = (self.end * 2)
                .min(self.longest.saturating_add(CHUNK))
                .max(self.end + CHUNK);
            self.buffer.resize(longer, 0);
        }
    }

    /// Forgets the line that has begun, and all of it that is still to come.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            (self.start, self.end) = (0, 0);
            if self.fill()? == 0 {
                return Ok(());
            }
            if let Some(at) = memchr::memchr(b'\n', &self.buffer[..self.end]) {
                self.start = at + 1;
                return Ok(());
            }
        }
    }

    /// Reads once into what is free of the buffer. Nothing read means the end of the file.
    fn fill(&mut self) -> io::Result<usize> {
        loop {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(length) => {
                    self.end += length;
                    return Ok(length);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}
