//! JSON with comments and trailing commas (`.jsonc`), as JSON: both become spaces, so every byte that is left keeps its
//! place.

use std::ops::Range;

/// The JSON text of a text with comments, which has the same length.
///
/// # Errors
/// The bytes that begin a comment without end.
pub(super) fn blanked(text: &str) -> Result<String, Range<usize>> {
    let mut blanks = Blanks { bytes: text.as_bytes().to_vec(), at: 0, last: None };
    blanks.run()?;
    // Only whole comments and commas have been replaced.
    Ok(String::from_utf8(blanks.bytes).unwrap_or_default())
}

/// The text while parts of it are replaced.
struct Blanks {
    bytes: Vec<u8>,
    at: usize,
    /// The last byte that is neither space nor comment, and what stood before it.
    last: Option<Significant>,
}

#[derive(Clone, Copy)]
struct Significant {
    at: usize,
    byte: u8,
    /// Whether a value ends before it.
    follows_value: bool,
}

impl Blanks {
    fn run(&mut self) -> Result<(), Range<usize>> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            match (byte, self.bytes.get(self.at + 1)) {
                (b'/', Some(b'/')) => self.blank(self.line_end()),
                (b'/', Some(b'*')) => {
                    let end = self.comment_end().ok_or(self.at..self.at + 2)?;
                    self.blank(end);
                }
                (b' ' | b'\t' | b'\n' | b'\r', _) => self.at += 1,
                (b'"', _) => {
                    self.note(byte);
                    self.at = self.string_end();
                }
                (byte, _) => {
                    self.close(byte);
                    self.note(byte);
                    self.at += 1;
                }
            }
        }
        Ok(())
    }

    /// Replaces the comma before a closing bracket.
    fn close(&mut self, byte: u8) {
        if let (b']' | b'}', Some(Significant { at, byte: b',', follows_value: true })) =
            (byte, self.last)
        {
            self.bytes[at] = b' ';
        }
    }

    fn note(&mut self, byte: u8) {
        let before = self.last.map(|last| last.byte);
        let follows_value = before.is_some_and(|byte| !b"[{,:".contains(&byte));
        self.last = Some(Significant { at: self.at, byte, follows_value });
    }

    /// Replaces everything up to a place, except for line breaks.
    fn blank(&mut self, end: usize) {
        for byte in &mut self.bytes[self.at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        self.at = end;
    }

    fn line_end(&self) -> usize {
        let line = self.bytes[self.at..].iter().position(|byte| *byte == b'\n');
        line.map_or(self.bytes.len(), |length| self.at + length)
    }

    fn comment_end(&self) -> Option<usize> {
        let start = self.at + 2;
        let length = self.bytes.get(start..)?.windows(2).position(|pair| pair == b"*/")?;
        Some(start + length + 2)
    }

    /// The end of the string that begins here.
    fn string_end(&self) -> usize {
        let mut at = self.at + 1;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'"' => return at + 1,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.bytes.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_trailing_commas_become_spaces() {
        for (text, want) in [
            ("[1, // é\n2]", "[1,      \n2]"),
            ("/* a\n * b */{}", "    \n       {}"),
            (r#"{"a": "//", "b\"/*": [1,],}"#, r#"{"a": "//", "b\"/*": [1 ] }"#),
            ("[1, /* c */ ]", "[1          ]"),
            // What is not JSON otherwise stays so.
            ("[,]", "[,]"),
            ("[1,,]", "[1,,]"),
            ("{\"a\":,}", "{\"a\":,}"),
            ("[1 / 2]", "[1 / 2]"),
            ("\"/*", "\"/*"),
            ("\"\\", "\"\\"),
            ("// a", "    "),
        ] {
            assert_eq!(blanked(text).as_deref(), Ok(want), "{text}");
        }
        assert_eq!(blanked("[1] /*/"), Err(4..6));
    }
}
