//! The runtime's types for strings of a format.

use serde_json::{Value, json};

use crate::plan::Format;

/// The type of a `date-time`, which is at the top of the runtime.
pub(super) const DATE_TIME: &str = "DateTime";

/// The types of the others, each after the function that tests the format. A test of one's own has no type, nor has
/// that for host names of drafts 4 and 6, which allows others.
pub(super) const TYPES: [(&str, &str); 18] = [
    ("format::date", "Date"),
    ("format::duration", "Duration"),
    ("format::email", "Email"),
    ("format::hostname", "Hostname"),
    ("format::idn_email", "IdnEmail"),
    ("format::idn_hostname", "IdnHostname"),
    ("format::ipv4", "Ipv4"),
    ("format::ipv6", "Ipv6"),
    ("format::iri", "Iri"),
    ("format::iri_reference", "IriReference"),
    ("format::json_pointer", "JsonPointer"),
    ("format::relative_json_pointer", "RelativeJsonPointer"),
    ("format::time", "Time"),
    ("format::uri", "Uri"),
    ("format::uri_reference", "UriReference"),
    ("format::uri_template", "UriTemplate"),
    ("format::uuid", "Uuid"),
    ("pattern::is_valid", "Regex"),
];

/// The type of the strings that a format allows.
pub(super) fn of_format(format: &Format) -> Option<&'static str> {
    if format.function == "format::date_time" {
        return Some(DATE_TIME);
    }
    TYPES.into_iter().find(|(function, _)| format.function == *function).map(|(_, name)| name)
}

/// The type of this name.
pub(super) fn of_name(name: &str) -> Option<&'static str> {
    TYPES.into_iter().map(|(_, known)| known).find(|known| name == *known)
}

/// What typify sees of a type: a format of the same name, which it converts to the type.
pub(super) fn prepared(name: &str) -> Value {
    json!({ "type": "string", "format": name })
}
