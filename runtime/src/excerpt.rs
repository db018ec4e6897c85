//! Excerpts of texts: the line of an error with carets below it, for reports and for the compiler's diagnostics.

use std::fmt;
use std::ops::Range;

use crate::show::{columns, visible};

/// How many characters of a line an excerpt shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Before the first caret.
    pub before: usize,
    /// From the first caret on.
    pub after: usize,
}

/// The most bytes that a character has.
const LONGEST: usize = 4;

impl Reach {
    /// How many bytes before a place an excerpt needs: what it shows of the line, and one character that tells whether
    /// there is more.
    pub(crate) fn bytes_before(self, text: &[u8], start: usize) -> usize {
        let head = text.get(..start).unwrap_or_default();
        let near = head.iter().rev().take(LONGEST * (self.before + 1));
        let mut characters = 0;
        let mut length = 0;
        for byte in near {
            if characters > self.before || *byte == b'\n' {
                break;
            }
            characters += usize::from(byte & 0xC0 != 0x80);
            length += 1;
        }
        length
    }

    /// The same for what follows a place, including the end of the line.
    pub(crate) fn bytes_after(self, text: &[u8], start: usize) -> usize {
        let tail = text.get(start..).unwrap_or_default();
        let near = tail.iter().take(LONGEST * (self.after + 2));
        let mut characters = 0;
        let mut length = 0;
        for byte in near {
            characters += usize::from(byte & 0xC0 != 0x80);
            if characters > self.after + 2 {
                break;
            }
            length += 1;
            if *byte == b'\n' {
                break;
            }
        }
        length
    }
}

/// The place of a span in its text, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A line of a text, cut to what is near a span, with carets below the span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    line: usize,
    shown: String,
    /// The columns before the first caret.
    indent: usize,
    /// How many carets.
    width: usize,
}

/// What an excerpt is shown with.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// The place, in the line above the excerpt.
    pub place: &'a str,
    /// What stands behind the carets; may be empty.
    pub label: &'a str,
    /// The colours.
    pub colours: &'a Colours,
}

/// The escape sequences that colour an excerpt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Before line numbers and the frame.
    pub frame: &'static str,
    /// Before carets and their label.
    pub mark: &'static str,
    /// After both.
    pub reset: &'static str,
}

impl Colours {
    /// No colours.
    pub const NONE: Self = Colours { frame: "", mark: "", reset: "" };
}

impl Excerpt {
    /// The line of a text in which `span` begins, which is at `position`. `text` may be a part of the whole text that
    /// has what `reach` asks for. Bytes that are not UTF-8 and characters that cannot be seen are replaced.
    ///
    /// Only what is near the span is looked at: a line may be as long as its text, and have as many errors.
    #[must_use]
    pub fn new(text: &[u8], span: &Range<usize>, position: Position, reach: Reach) -> Self {
        let (head, tail) = text.split_at(span.start.min(text.len()));
        let head = &head[head.len() - reach.bytes_before(head, head.len())..];
        let tail = &tail[..reach.bytes_after(tail, 0)];
        let line_end = tail.iter().position(|byte| *byte == b'\n').unwrap_or(tail.len());
        let line_end = line_end - usize::from(tail[..line_end].ends_with(b"\r"));
        let before = visible(&String::from_utf8_lossy(head));
        let after = visible(&String::from_utf8_lossy(&tail[..line_end]));
        let marked = String::from_utf8_lossy(&tail[..span.len().min(line_end)]).chars().count();

        let cut = before.chars().count().saturating_sub(reach.before);
        let left: String = before.chars().skip(cut).collect();
        let right: String = after.chars().take(reach.after).collect();
        let cut_left = if left.chars().count() + 1 < position.column { "…" } else { "" };
        let cut_right = if right.len() < after.len() { "…" } else { "" };
        let width: usize = right.chars().take(marked).map(columns).sum();
        Excerpt {
            line: position.line,
            indent: cut_left.chars().chain(left.chars()).map(columns).sum(),
            width: width.max(1),
            shown: format!("{cut_left}{left}{right}{cut_right}").replace('\t', " "),
        }
    }

    /// Writes the place, the line, and the carets with their label.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut impl fmt::Write, caption: Caption<'_>) -> fmt::Result {
        let Caption { place, label, colours: Colours { frame, mark, reset } } = caption;
        let number = self.line;
        let gutter = self.gutter();
        writeln!(out, "{gutter}{frame}--> {reset}{place}")?;
        writeln!(out, "{gutter} {frame}|{reset}")?;
        let space = if self.shown.is_empty() { "" } else { " " };
        writeln!(out, "{frame}{number} |{reset}{space}{}", self.shown)?;
        let marks = format!("{} {label}", "^".repeat(self.width));
        let indent = " ".repeat(self.indent);
        writeln!(out, "{gutter} {frame}|{reset} {indent}{mark}{}{reset}", marks.trim_end())
    }

    /// Space as wide as the line's number, for lines below the excerpt.
    #[must_use]
    pub fn gutter(&self) -> String {
        " ".repeat(self.line.to_string().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REACH: Reach = Reach { before: 4, after: 6 };

    fn shown(text: &str, span: Range<usize>, column: usize) -> String {
        let excerpt = Excerpt::new(text.as_bytes(), &span, Position { line: 10, column }, REACH);
        let mut out = String::new();
        let caption = Caption { place: "a.json", label: "here", colours: &Colours::NONE };
        excerpt.write(&mut out, caption).unwrap();
        out
    }

    #[test]
    fn carets_stand_below_their_span() {
        for (text, span, column, want) in [
            ("[7]\n", 1..2, 2, "10 | [7]\n   |  ^ here\n"),
            ("[7]\r\n", 1..2, 2, "10 | [7]\n   |  ^ here\n"),
            ("[\t\u{1b}7]", 3..4, 4, "10 | [ \u{fffd}7]\n   |    ^ here\n"),
            ("", 0..0, 1, "10 |\n   | ^ here\n"),
            ("12345678901234567890", 9..20, 10, "10 | …6789012345…\n   |      ^^^^^^ here\n"),
            ("[日本, e\u{301}]", 1..7, 2, "10 | [日本, e\u{301}…\n   |  ^^^^ here\n"),
        ] {
            let shown = shown(text, span, column);
            assert_eq!(shown, format!("  --> a.json\n   |\n{want}"), "{text:?}");
        }
    }

    #[test]
    fn a_part_of_the_text_is_enough() {
        let text = "x".repeat(1_000);
        let whole = shown(&text, 500..503, 501);
        let from = 500 - REACH.bytes_before(text.as_bytes(), 500);
        let to = 500 + REACH.bytes_after(text.as_bytes(), 500);
        assert_eq!(shown(&text[from..to], 500 - from..503 - from, 501), whole);
    }
}
