//! How a number is written.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::Number;
use super::decimal::Decimal;

/// The longest mantissa (20 digits), exponent (11) and punctuation.
const SPELLING: usize = 40;

impl<'a> Number<'a> {
    /// The number as it was spelled. One that was made from a Rust number is spelled as Rust does: integers as
    /// `1`, floats as `1.0`.
    #[must_use]
    pub fn text(&self) -> Cow<'a, str> {
        if self.raw.is_empty() {
            let mut spelled = Spelling::default();
            // Neither spelling is longer than the buffer.
            let _ = self.spell(&mut spelled);
            Cow::Owned(spelled.text().to_owned())
        } else {
            Cow::Borrowed(std::str::from_utf8(self.raw).unwrap_or_default())
        }
    }

    /// Writes what [`Number::text`] returns.
    fn spell(&self, out: &mut impl fmt::Write) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        match std::str::from_utf8(self.raw) {
            Ok(text) if !text.is_empty() => out.write_str(text),
            _ if self.plain => write!(out, "{sign}{}", self.mantissa),
            _ => write!(out, "{:?}", self.to_f64()),
        }
    }

    /// Calls `answer` with the number's digits.
    pub(super) fn with_decimal<T>(&self, answer: impl FnOnce(&Decimal<'_>) -> T) -> T {
        if self.exact {
            let mut spelled = Spelling::default();
            let _ = write!(spelled, "{}", self.mantissa);
            answer(&Decimal::scaled(spelled.bytes(), self.exponent))
        } else {
            answer(&Decimal::read(self.raw))
        }
    }
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spell(f)
    }
}

/// A buffer for the spelling of a number that has no text.
pub(super) struct Spelling {
    bytes: [u8; SPELLING],
    len: usize,
}

impl Default for Spelling {
    fn default() -> Self {
        Spelling { bytes: [0; SPELLING], len: 0 }
    }
}

impl Spelling {
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

impl fmt::Write for Spelling {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let space = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        space.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}
