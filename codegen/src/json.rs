//! Numbers and JSON Pointers, as the runtime reads them.

use voltype_runtime::Number;
pub use voltype_runtime::pointer::{escape, unescape};

/// The value of a number of a document.
#[must_use]
pub fn number(text: &str) -> Number<'_> {
    match Number::scan(text.as_bytes(), 0) {
        Ok((number, _)) => number,
        Err(_) => Number::from_u64(0),
    }
}

/// Whether a text is a JSON number, apart from space around it.
#[must_use]
pub fn is_number(text: &str) -> bool {
    let text = text.trim_ascii().as_bytes();
    Number::scan(text, 0).is_ok_and(|(_, end)| end == text.len())
}
