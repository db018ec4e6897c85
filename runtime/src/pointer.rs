//! Reference tokens of JSON Pointers (RFC 6901 section 3).

/// A name as a reference token.
#[must_use]
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The name that a reference token stands for: what [`escape`] was given.
#[must_use]
pub fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}
