//! The source lines behind errors.

use std::fmt;
use std::ops::Range;

use crate::locate::{Places, Spot};
use crate::show::visible;

/// How many characters of the line are shown before and after the error's start.
const BEFORE: usize = 40;
const AFTER: usize = 60;

/// The most bytes that a character has.
const LONGEST: usize = 4;

/// The parts of a text that excerpts are made of. They overlap where errors are close, so that they never have more bytes
/// than the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Windows {
    windows: Vec<Window>,
    bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq)]
struct Window {
    /// Where it begins in the text.
    at: usize,
    /// Where it begins in the bytes that were kept.
    kept: usize,
}

impl Windows {
    /// What is to be shown around the places.
    pub(super) fn new(text: &[u8], places: &Places) -> Self {
        let mut ranges = Vec::new();
        let mut last: Range<usize> = 0..0;
        for place in &places.places {
            let start = place.spot.span.start.min(text.len());
            let (from, to) = (start - before(text, start), start + after(text, start));
            if from <= last.end && !last.is_empty() {
                last.end = to.max(last.end);
            } else {
                ranges.push(std::mem::replace(&mut last, from..to));
            }
        }
        ranges.push(last);
        let mut bytes = Vec::with_capacity(ranges.iter().map(|range| range.len()).sum());
        let mut windows = Vec::with_capacity(ranges.len());
        for range in ranges {
            windows.push(Window { at: range.start, kept: bytes.len() });
            bytes.extend_from_slice(text.get(range).unwrap_or_default());
        }
        Windows { windows, bytes }
    }

    /// The bytes around a place of the text, and where among them it is.
    pub(super) fn around(&self, at: usize) -> (&[u8], usize) {
        let next = self.windows.partition_point(|window| window.at <= at);
        let window = next.checked_sub(1).and_then(|index| self.windows.get(index));
        let Some(window) = window else { return (&[], 0) };
        let end = self.windows.get(next).map_or(self.bytes.len(), |window| window.kept);
        let bytes = self.bytes.get(window.kept..end).unwrap_or_default();
        (bytes, (at - window.at).min(bytes.len()))
    }
}

/// How many bytes before a place are looked at: no more than what is shown of the line, and a character that tells
/// whether there is more.
fn before(text: &[u8], start: usize) -> usize {
    let head = text.get(..start).unwrap_or_default();
    let near = head.iter().rev().take(LONGEST * (BEFORE + 1));
    let mut characters = 0;
    let mut length = 0;
    for byte in near {
        if characters > BEFORE || *byte == b'\n' {
            break;
        }
        characters += usize::from(byte & 0xC0 != 0x80);
        length += 1;
    }
    length
}

/// The same for what is behind a place: the end of the line counts.
fn after(text: &[u8], start: usize) -> usize {
    let tail = text.get(start..).unwrap_or_default();
    let near = tail.iter().take(LONGEST * (AFTER + 2));
    let mut characters = 0;
    let mut length = 0;
    for byte in near {
        characters += usize::from(byte & 0xC0 != 0x80);
        if characters > AFTER + 2 {
            break;
        }
        length += 1;
        if *byte == b'\n' {
            break;
        }
    }
    length
}

/// A line of the document, cut to a window around the error, and where in it the error is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Excerpt {
    /// From 1.
    line: usize,
    /// In characters, from 1.
    column: usize,
    shown: String,
    /// The characters before the caret in `shown`.
    indent: usize,
    /// How many carets.
    width: usize,
}

impl Excerpt {
    /// The line in which a spot begins, at `start` in `bytes`, which are a part of the text. Bytes that are not UTF-8 are
    /// replaced. Only what is near the spot is looked at: a line may be as long as its document, and have as many errors.
    pub(super) fn new(bytes: &[u8], start: usize, spot: &Spot) -> Self {
        let (head, tail) = bytes.split_at(start.min(bytes.len()));
        let head = &head[head.len() - before(bytes, head.len())..];
        let tail = &tail[..after(tail, 0)];
        let line_end = tail.iter().position(|byte| *byte == b'\n').unwrap_or(tail.len());
        let line_end = line_end - usize::from(tail[..line_end].ends_with(b"\r"));
        let before = String::from_utf8_lossy(head);
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

    /// Writes the place, the line and the carets. There are `above` lines above the text.
    pub(super) fn write(
        &self,
        f: &mut fmt::Formatter<'_>,
        place: &str,
        above: usize,
    ) -> fmt::Result {
        let number = self.line.saturating_add(above).to_string();
        let gutter = " ".repeat(number.len());
        writeln!(f, "{gutter}--> line {number}, column {}: {place}", self.column)?;
        writeln!(f, "{gutter} |")?;
        writeln!(f, "{number} | {}", self.shown)?;
        writeln!(f, "{gutter} | {}{}", " ".repeat(self.indent), "^".repeat(self.width))
    }
}
