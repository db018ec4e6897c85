//! How far the check has come, on standard error if that is a terminal.

use std::io::{self, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::Source;

/// A bar for all input, or only a count of bytes if the size of the input is unknown. It is invisible unless
/// standard error is a terminal, and counts all the same.
pub(crate) fn bar(sources: &[Source]) -> ProgressBar {
    let sizes = sources.iter().map(|source| match source {
        Source::Stdin => None,
        // A pipe or a device has no length to go by.
        Source::File(path) => std::fs::metadata(path)
            .ok()
            .filter(|data| data.is_file())
            .map(|data| data.len()),
    });
    let (bar, template) = match sizes.sum::<Option<u64>>() {
        Some(size) => (
            ProgressBar::new(size),
            "{wide_bar} {percent:>3}% of {decimal_total_bytes}, {decimal_bytes_per_sec}, {eta} left",
        ),
        None => (
            ProgressBar::no_length(),
            "{spinner} {decimal_bytes}, {decimal_bytes_per_sec}, {elapsed}",
        ),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    bar
}

/// Standard output on the terminal that the bar is on too: the bar makes way for each line.
#[derive(Debug)]
pub(crate) struct AroundBar<'a, W> {
    pub(crate) bar: &'a ProgressBar,
    pub(crate) out: W,
}

impl<W: Write> Write for AroundBar<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bar.suspend(|| self.out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
