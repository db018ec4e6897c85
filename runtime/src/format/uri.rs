//! `uri`, `uri-reference`, `iri` and `iri-reference`.

use iri_string::spec::{IriSpec, UriSpec};
use iri_string::validate;

/// Whether `text` is a `URI` of RFC 3986 §3, with a scheme.
#[must_use]
pub fn uri(text: &str) -> bool {
    validate::iri::<UriSpec>(text).is_ok()
}

/// Whether `text` is a `URI-reference` of RFC 3986 §4.1, possibly relative.
#[must_use]
pub fn uri_reference(text: &str) -> bool {
    validate::iri_reference::<UriSpec>(text).is_ok()
}

/// Whether `text` is an `IRI` of RFC 3987 §2.2, with a scheme.
#[must_use]
pub fn iri(text: &str) -> bool {
    validate::iri::<IriSpec>(text).is_ok()
}

/// Whether `text` is an `IRI-reference` of RFC 3987 §2.2, possibly relative.
#[must_use]
pub fn iri_reference(text: &str) -> bool {
    validate::iri_reference::<IriSpec>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{iri, iri_reference, uri, uri_reference};

    #[test]
    fn absolute() {
        for text in [
            "http://example.com/?a=b#c",
            "urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380",
            "mailto:a@b.c",
            "ldap://[2001:db8::7]/c=GB",
            "http://[v1.fe]",
            "file:/etc/hosts",
            "a:",
            "http://user:pw@h:80/%20",
        ] {
            assert!(uri(text), "{text}");
            assert!(uri_reference(text), "{text}");
            assert!(iri(text), "{text}");
        }
        for text in ["", "abc", "/abc", "//h/p", "#f", "1a:b", ":a", "a b:c"] {
            assert!(!uri(text), "{text}");
            assert!(!iri(text), "{text}");
        }
    }

    #[test]
    fn references() {
        for text in ["", "abc", "/abc", "//h/p?q", "#f", "?q", "../a", "a/b:c"] {
            assert!(uri_reference(text), "{text}");
            assert!(iri_reference(text), "{text}");
        }
        for text in [
            "a b",
            "\\a",
            "%",
            "%2",
            "%zz",
            "#a#b",
            "http://[::1",
            "1:2",
            "<a>",
            "{a}",
            "a\n",
        ] {
            assert!(!uri_reference(text), "{text}");
            assert!(!iri_reference(text), "{text}");
        }
    }

    #[test]
    fn only_iris_go_beyond_ascii() {
        for text in [
            "http://bücher.example/ä?ö#ü",
            "http://h/\u{10300}",
            "http://h/?\u{f0000}",
        ] {
            assert!(iri(text) && iri_reference(text), "{text}");
            assert!(!uri(text) && !uri_reference(text), "{text}");
        }
        assert!(iri_reference("âππ"));
        assert!(!iri("http://h/\u{f0000}"));
    }
}
