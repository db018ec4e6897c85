//! Why a pattern cannot be compiled.

use std::fmt;

use crate::limits::MAX_SIZE;
use voltype_runtime::pattern::SyntaxError;

/// Why a pattern can't be compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternError {
    /// It is not an ECMA-262 pattern.
    Syntax(SyntaxError),
    /// Its program would have more than [`MAX_SIZE`] instructions: it is too long, or its repetitions multiply.
    TooLarge,
    /// It needs this feature, which isn't supported.
    Unsupported(String),
}

impl PatternError {
    /// The byte offset of the mistake in the pattern, if there is one such place.
    pub fn offset(&self) -> Option<usize> {
        match self {
            PatternError::Syntax(error) => Some(error.offset),
            PatternError::TooLarge | PatternError::Unsupported(_) => None,
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatternError::Syntax(error) => f.write_str(&error.message),
            PatternError::TooLarge => {
                write!(f, "the pattern takes more than {} instructions", MAX_SIZE)
            }
            PatternError::Unsupported(what) => write!(f, "{what} isn't supported"),
        }
    }
}

impl std::error::Error for PatternError {}

impl From<SyntaxError> for PatternError {
    fn from(error: SyntaxError) -> PatternError {
        PatternError::Syntax(error)
    }
}
