//! URIs of schemas: how references are resolved, and which lead out of the schema folder.

use std::borrow::Cow;
use std::sync::Arc;

use iri_string::types::{IriAbsoluteStr, IriReferenceStr};

/// The base of the documents in the schema folder. What follows it is a path below that folder.
const FOLDER: &str = "folder:///";

/// The absolute URI of a resource (without fragment).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ResourceUri(Arc<str>);

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// The resource.
    pub resource: ResourceUri,
    /// The fragment, percent-decoded.
    pub fragment: Option<String>,
}

/// Why a reference leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UriError {
    /// It is not a URI reference (RFC 3986, RFC 3987).
    Invalid,
    /// It leads out of the schema folder.
    Outside,
}

impl ResourceUri {
    /// The URI of the document at `path` below the schema folder.
    #[must_use]
    pub(crate) fn of_path(path: &str) -> Self {
        let mut encoded = String::new();
        for byte in path.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                    encoded.push(char::from(byte));
                }
                _ => encoded.push_str(&format!("%{byte:02X}")),
            }
        }
        ResourceUri(format!("{FOLDER}{encoded}").into())
    }

    /// The path below the schema folder that this is the URI of, if it is one.
    #[must_use]
    pub(crate) fn path(&self) -> Option<String> {
        self.0.strip_prefix(FOLDER).map(|path| percent_decode(path).into_owned())
    }

    /// Resolves a reference against this URI (RFC 3986 section 5.2).
    ///
    /// # Errors
    /// The reference is invalid.
    pub(crate) fn resolve(&self, reference: &str) -> Result<Address, UriError> {
        let parsed = IriReferenceStr::new(reference).map_err(|_| UriError::Invalid)?;
        let fragment = parsed.fragment().map(|text| percent_decode(text.as_str()).into_owned());
        let (without, _) = reference.split_once('#').unwrap_or((reference, ""));
        if without.is_empty() {
            return Ok(Address { resource: self.clone(), fragment });
        }
        let base = IriAbsoluteStr::new(&self.0).map_err(|_| UriError::Invalid)?;
        let without = IriReferenceStr::new(without).map_err(|_| UriError::Invalid)?;
        let resource = without.resolve_against(base).to_string();
        Ok(Address { resource: ResourceUri(resource.into()), fragment })
    }

    /// Whether this names a file outside of the schema folder.
    #[must_use]
    pub(crate) fn is_file(&self) -> bool {
        self.0.starts_with("file:")
    }

    /// Whether a relative reference from a document of the folder climbs above the folder, or names a place from
    /// outside of it.
    #[must_use]
    pub(crate) fn leaves_folder(&self, reference: &str) -> bool {
        match IriReferenceStr::new(reference) {
            Ok(parsed) => {
                self.0.starts_with(FOLDER) && parsed.scheme_str().is_none() && self.leaves(parsed)
            }
            Err(_) => false,
        }
    }

    fn leaves(&self, reference: &IriReferenceStr) -> bool {
        let path = reference.path_str();
        if reference.authority_str().is_some() || path.starts_with('/') {
            return true;
        }
        let own = self.0.strip_prefix(FOLDER).unwrap_or_default();
        let mut depth = own.matches('/').count();
        for segment in percent_decode(path).split('/') {
            match segment {
                ".." if depth == 0 => return true,
                ".." => depth -= 1,
                "." | "" => {}
                _ => depth += 1,
            }
        }
        false
    }

    /// The URI as people read it: relative to the schema folder where it is inside.
    #[must_use]
    pub(crate) fn display(&self) -> &str {
        self.0.strip_prefix(FOLDER).unwrap_or(&self.0)
    }
}

/// Resolves escapes such as `%20`; everything else stays as it is.
fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (bytes[at], escape.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_in_the_folder() {
        let base = ResourceUri::of_path("a/b.json");
        for (reference, path) in [
            ("c.json", "a/c.json"),
            ("./c.json#/x", "a/c.json"),
            ("../c.json", "c.json"),
            ("d/../../e.json", "e.json"),
            ("#/definitions/x", "a/b.json"),
            ("", "a/b.json"),
        ] {
            let resolved = base.resolve(reference).map(|address| address.resource.path());
            assert_eq!(resolved, Ok(Some(path.to_owned())), "{reference}");
            assert!(!base.leaves_folder(reference), "{reference}");
        }
        for reference in ["../../c.json", "/etc/passwd", "//host/x", "..%2f..%2fx", "x/../../../y"]
        {
            assert!(base.leaves_folder(reference), "{reference}");
        }
        assert!(base.resolve("file:///etc/passwd").is_ok_and(|address| address.resource.is_file()));
        assert_eq!(base.resolve("http://[x"), Err(UriError::Invalid));
    }
}
