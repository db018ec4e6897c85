//! How an array or object is passed whose bytes another reader checks.

use super::Text;
use super::scan::plain_end;
use crate::{Flow, Reason};

impl<'a> Text<'a> {
    /// Moves past the array or object that begins at the current byte. In JSON, it ends where its brackets are balanced,
    /// those in strings left aside. What is not JSON may be passed differently from how it is read.
    pub(super) fn pass(&mut self) -> Flow {
        let bytes = self.bytes();
        let mut at = self.at;
        let mut open = 0_usize;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'"' => at = self.string_end(at)?,
                b'[' | b'{' => open += 1,
                b']' | b'}' if open <= 1 => {
                    self.at = at;
                    return Ok(());
                }
                b']' | b'}' => open -= 1,
                _ => {}
            }
        }
        self.fail_at(at, Reason::UnexpectedEnd)
    }

    /// The index after the string of which the byte at `at` is the first after its opening quote.
    #[inline(always)]
    fn string_end(&mut self, mut at: usize) -> Flow<usize> {
        loop {
            at = plain_end(self.bytes(), at);
            match self.bytes().get(at) {
                Some(b'"') => return Ok(at + 1),
                // An escape: its second byte is neither the end of the string nor the start of another escape.
                Some(b'\\') => at += 2,
                _ => return self.fail_at(at, Reason::ControlCharacter),
            }
        }
    }
}
