//! The source line behind an error.

use std::fmt;
use std::ops::Range;

/// A line of the document, cut to a window around the error, and where in it the error is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Excerpt {
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    shown: String,
    /// The characters before the caret in `shown`.
    indent: usize,
    /// How many carets.
    width: usize,
}

/// How many characters of the line are shown before and after the error's start.
const BEFORE: usize = 40;
const AFTER: usize = 60;

impl Excerpt {
    /// The line of `bytes` in which `span` begins. Bytes that are not UTF-8 are replaced.
    pub(super) fn new(bytes: &[u8], span: Range<usize>) -> Self {
        let start = span.start.min(bytes.len());
        let (head, tail) = bytes.split_at(start);
        let line_start = head.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line_end = tail.iter().position(|byte| *byte == b'\n').unwrap_or(tail.len());
        let before = String::from_utf8_lossy(&head[line_start..]);
        let after = String::from_utf8_lossy(&tail[..line_end]);
        let within = span.len().min(line_end);
        let width = String::from_utf8_lossy(&tail[..within]).chars().count();

        let column = before.chars().count() + 1;
        let left: Vec<char> = before.chars().rev().take(BEFORE).collect();
        let right: String = after.chars().take(AFTER).collect();
        let cut_left = if left.len() + 1 < column { "…" } else { "" };
        let cut_right = if right.len() < after.len() { "…" } else { "" };
        let left: String = left.into_iter().rev().collect();
        Excerpt {
            line: head.iter().filter(|byte| **byte == b'\n').count() + 1,
            column,
            indent: cut_left.chars().count() + left.chars().count(),
            width: width.clamp(1, right.chars().count().max(1)),
            shown: printable(&format!("{cut_left}{left}{right}{cut_right}")),
        }
    }

    /// Writes the place, the line and the carets.
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, place: &str) -> fmt::Result {
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        writeln!(f, "{gutter}--> line {}, column {}: {place}", self.line, self.column)?;
        writeln!(f, "{gutter} |")?;
        writeln!(f, "{number} | {}", self.shown)?;
        writeln!(f, "{gutter} | {}{}", " ".repeat(self.indent), "^".repeat(self.width))
    }
}

/// One column for each character: what a terminal would act upon becomes a replacement character.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() => '\u{FFFD}',
            c => c,
        })
        .collect()
}
