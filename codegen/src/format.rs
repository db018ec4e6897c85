//! The formats of JSON Schema (validation section 7.3), and which function of the runtime tests each.

use crate::dialect::Dialect;
use crate::plan::Format;

/// The format of this name; `None` if the dialect doesn't define it, in which case it is only an annotation.
#[must_use]
pub fn of_name(name: &str, dialect: Dialect) -> Option<Format> {
    use Dialect::{Draft4, Draft6, Draft7, Draft201909};
    let (since, function) = match name {
        "date-time" => (Draft4, "date_time"),
        "email" => (Draft4, "email"),
        // Up to draft 6 a host name is that of RFC 1034.
        "hostname" if dialect < Draft7 => (Draft4, "hostname_rfc1034"),
        "hostname" => (Draft7, "hostname"),
        "ipv4" => (Draft4, "ipv4"),
        "ipv6" => (Draft4, "ipv6"),
        "uri" => (Draft4, "uri"),
        "uri-reference" => (Draft6, "uri_reference"),
        "uri-template" => (Draft6, "uri_template"),
        "json-pointer" => (Draft6, "json_pointer"),
        "date" => (Draft7, "date"),
        "time" => (Draft7, "time"),
        "idn-email" => (Draft7, "idn_email"),
        "idn-hostname" => (Draft7, "idn_hostname"),
        "iri" => (Draft7, "iri"),
        "iri-reference" => (Draft7, "iri_reference"),
        "relative-json-pointer" => (Draft7, "relative_json_pointer"),
        "duration" => (Draft201909, "duration"),
        "uuid" => (Draft201909, "uuid"),
        _ => return None,
    };
    let function = format!("format::{function}");
    (since <= dialect).then(|| Format { name: name.to_owned(), function })
}
