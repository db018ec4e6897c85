//! The source line behind an error.

use std::fmt;

use crate::locate::Spot;
use crate::show::visible;

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

/// The most bytes that a character has.
const LONGEST: usize = 4;

impl Excerpt {
    /// The line of `bytes` in which a spot begins. Bytes that are not UTF-8 are replaced. Only what is near the spot is
    /// looked at: a line may be as long as its document, and have as many errors.
    pub(super) fn new(bytes: &[u8], spot: &Spot) -> Self {
        let start = spot.span.start.min(bytes.len());
        let (head, tail) = bytes.split_at(start);
        let head = &head[head.len().saturating_sub(LONGEST * (BEFORE + 1))..];
        let tail = &tail[..tail.len().min(LONGEST * (AFTER + 1))];
        let line_start = head.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line_end = tail.iter().position(|byte| *byte == b'\n').unwrap_or(tail.len());
        let line_end = line_end - usize::from(tail[..line_end].ends_with(b"\r"));
        let before = String::from_utf8_lossy(&head[line_start..]);
        let after = String::from_utf8_lossy(&tail[..line_end]);
        let within = spot.span.len().min(line_end);
        let width = String::from_utf8_lossy(&tail[..within]).chars().count();

        let left: Vec<char> = before.chars().rev().take(BEFORE).collect();
        let right: String = after.chars().take(AFTER).collect();
        let cut_left = if left.len() + 1 < spot.column { "…" } else { "" };
        let cut_right = if right.len() < after.len() { "…" } else { "" };
        let left: String = left.into_iter().rev().collect();
        Excerpt {
            line: spot.line,
            column: spot.column,
            indent: cut_left.chars().count() + left.chars().count(),
            width: width.clamp(1, right.chars().count().max(1)),
            shown: visible(&format!("{cut_left}{left}{right}{cut_right}")).replace('\t', " "),
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
