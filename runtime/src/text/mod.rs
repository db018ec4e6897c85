//! JSON text as an [`Input`]: no tree, and nothing allocated unless a string has escapes.

mod input;
mod names;
mod pass;
mod scan;
mod seek;
mod skip;
mod string;
#[cfg(test)]
mod tests;

use crate::{Flow, Input, Reason, Stop, Syntax};
pub(crate) use input::{TextArray, TextObject};

/// JSON text (RFC 8259) and a position in it.
///
/// It refuses what readers are known to disagree about: duplicate names, a byte order mark, invalid UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
    /// Whether another reader of the same bytes refuses what is not JSON, so this one need not.
    is_again: bool,
    /// Why reading stopped, once it has.
    reason: Reason,
}

impl<'a> Text<'a> {
    /// The text in `bytes`, which must be UTF-8 without a byte order mark.
    ///
    /// # Errors
    /// [`Reason::ByteOrderMark`] or [`Reason::InvalidUtf8`], with its place.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Syntax> {
        let text = simdutf8::compat::from_utf8(bytes)
            .map_err(|error| Syntax { at: error.valid_up_to(), reason: Reason::InvalidUtf8 })?;
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            return Err(Syntax { at: 0, reason: Reason::ByteOrderMark });
        }
        Ok(Text { text, at: 0, depth: 0, is_again: false, reason: Reason::UnexpectedEnd })
    }

    /// The first syntax error in `bytes`; `None` if they are JSON.
    #[must_use]
    pub fn defect(bytes: &'a [u8]) -> Option<Syntax> {
        let mut text = match Text::new(bytes) {
            Ok(text) => text,
            Err(syntax) => return Some(syntax),
        };
        let read = text.skip().and_then(|()| text.finish());
        read.err().map(|_| Syntax { at: text.at, reason: text.reason })
    }

    /// The offset of the next byte to be read.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// The same text, at the value with this mark.
    #[must_use]
    pub fn at(&self, mark: usize) -> Self {
        Text { at: mark, ..*self }
    }

    /// Makes sure that nothing but white space is left.
    ///
    /// # Errors
    /// [`Reason::TrailingText`] where something is.
    pub fn finish(&mut self) -> Flow {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.fail(Reason::TrailingText),
        }
    }

    /// The next byte that is not white space.
    #[inline(always)]
    fn peek(&mut self) -> Option<u8> {
        match self.bytes().get(self.at) {
            Some(byte) if *byte > b' ' => Some(*byte),
            None => None,
            Some(_) => self.peek_past_space(),
        }
    }

    fn peek_past_space(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes().get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Moves past white space, and past the byte after it if that is `wanted`.
    #[inline(always)]
    fn eat(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    #[inline(always)]
    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// A syntax error at the current position.
    #[cold]
    fn fail<T>(&mut self, reason: Reason) -> Flow<T> {
        self.fail_at(self.at, reason)
    }

    #[cold]
    fn fail_at<T>(&mut self, at: usize, reason: Reason) -> Flow<T> {
        self.at = at;
        self.reason = if at >= self.text.len() { Reason::UnexpectedEnd } else { reason };
        Err(Stop::Syntax)
    }
}
