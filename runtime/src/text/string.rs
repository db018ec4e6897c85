//! How a string is read.

use super::Text;
use super::scan::plain_end;
use crate::{Flow, Reason, Str};

impl<'a> Text<'a> {
    /// Reads the string whose opening quote is the current byte.
    #[inline(always)]
    pub(super) fn quoted(&mut self) -> Flow<Str<'a>> {
        let start = self.at + 1;
        let end = plain_end(self.bytes(), start);
        if self.bytes().get(end) == Some(&b'"') {
            let raw = self.text.get(start..end).unwrap_or_default();
            self.at = end + 1;
            return Ok(Str::new(raw, false, start - 1));
        }
        self.quoted_with_escapes(start, end)
    }

    /// The rest of a string from `end` on, where its first byte that is not plain is.
    #[inline(never)]
    fn quoted_with_escapes(&mut self, start: usize, mut end: usize) -> Flow<Str<'a>> {
        loop {
            match self.bytes().get(end) {
                Some(b'"') => {
                    let raw = self.text.get(start..end).unwrap_or_default();
                    self.at = end + 1;
                    return Ok(Str::new(raw, true, start - 1));
                }
                Some(b'\\') => end = self.escape(end)?,
                _ => return self.fail_at(end, Reason::ControlCharacter),
            }
            end = plain_end(self.bytes(), end);
        }
    }

    /// The index after the escape that starts at `at`.
    fn escape(&mut self, at: usize) -> Flow<usize> {
        match self.bytes().get(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'u') => {
                for digit in at + 2..at + 6 {
                    if !self.bytes().get(digit).is_some_and(u8::is_ascii_hexdigit) {
                        return self.fail_at(digit, Reason::InvalidEscape);
                    }
                }
                Ok(at + 6)
            }
            _ => self.fail_at(at + 1, Reason::InvalidEscape),
        }
    }
}
