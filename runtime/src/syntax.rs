//! Why reading stops: the text is not JSON, or the sink stops at a failure.

use std::fmt;

/// The deepest nesting of arrays and objects that any input accepts.
pub(crate) const MAX_DEPTH: u8 = 128;

/// The result of every reading and checking step: go on, or [`Stop`].
pub type Flow<T = ()> = Result<T, Stop>;

/// Why a validator returned before the end of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The value is invalid, and the sink stops at this failure.
    Failed,
    /// The text is not JSON, or is JSON that readers disagree about. [`Text::defect`](crate::Text::defect) reads it once
    /// more to find where and why. So this stays one byte.
    Syntax,
}

/// A syntax error: where it is and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syntax {
    /// The offset of the offending byte, in bytes.
    pub at: usize,
    /// What is wrong there.
    pub reason: Reason,
}

/// What can be wrong with JSON text (RFC 8259, and the limits of this reader).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The text ends inside a value.
    UnexpectedEnd,
    /// A value was expected here.
    ExpectedValue,
    /// A member's name was expected here: a string.
    ExpectedName,
    /// A comma is followed by the end of the object or array.
    TrailingComma,
    /// A colon was expected between name and value.
    ExpectedColon,
    /// A comma or the object's end was expected here.
    ExpectedCommaOrBrace,
    /// A comma or the array's end was expected here.
    ExpectedCommaOrBracket,
    /// Something follows the document's value.
    TrailingText,
    /// A misspelled `true`, `false` or `null`.
    InvalidLiteral,
    /// A number that RFC 8259 section 6 does not allow.
    InvalidNumber,
    /// A backslash that does not start an escape of RFC 8259 section 7.
    InvalidEscape,
    /// A control character that has to be escaped in a string.
    ControlCharacter,
    /// Arrays and objects nested deeper than 128.
    TooDeep,
    /// A second member of the same name in one object.
    DuplicateName,
    /// A byte order mark, which RFC 8259 section 8.1 forbids to send.
    ByteOrderMark,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
}

impl Reason {
    /// How to correct the text, in a few words.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Reason::UnexpectedEnd => "the text may have been cut off",
            Reason::ExpectedValue => {
                "a value is an object, an array, a string, a number, true, false or null"
            }
            Reason::ExpectedName => "a member starts with its name in double quotes",
            Reason::TrailingComma => "remove the comma before the closing bracket",
            Reason::ExpectedColon => "put a colon between the name and its value",
            Reason::ExpectedCommaOrBrace => "separate members with a comma, or close the object",
            Reason::ExpectedCommaOrBracket => "separate items with a comma, or close the array",
            Reason::TrailingText => "one document holds one value",
            Reason::InvalidLiteral => "only true, false and null are spelled without quotes",
            Reason::InvalidNumber => {
                "a number is digits without leading zeros, then an optional fraction and exponent"
            }
            Reason::InvalidEscape => "write a backslash itself as \\\\",
            Reason::ControlCharacter => "write it as an escape, such as \\n or \\u0009",
            Reason::TooDeep => "arrays and objects may nest 128 deep",
            Reason::DuplicateName => "readers disagree which of the two counts: remove one",
            Reason::ByteOrderMark => "save the text as UTF-8 without a byte order mark",
            Reason::InvalidUtf8 => "JSON text is UTF-8: convert it first",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::UnexpectedEnd => "the text ends inside a value",
            Reason::ExpectedValue => "expected a value",
            Reason::ExpectedName => "expected a member name",
            Reason::TrailingComma => "a comma with nothing after it",
            Reason::ExpectedColon => "expected a colon",
            Reason::ExpectedCommaOrBrace => "expected a comma or `}`",
            Reason::ExpectedCommaOrBracket => "expected a comma or `]`",
            Reason::TrailingText => "text after the end of the value",
            Reason::InvalidLiteral => "expected true, false or null",
            Reason::InvalidNumber => "not a number",
            Reason::InvalidEscape => "not an escape sequence",
            Reason::ControlCharacter => "a control character in a string",
            Reason::TooDeep => "nested too deep",
            Reason::DuplicateName => "a member name for the second time",
            Reason::ByteOrderMark => "a byte order mark",
            Reason::InvalidUtf8 => "not UTF-8",
        })
    }
}
