//! The runtime's types for strings of a format.

use serde_json::{Value, json};
use voltype_runtime::{format, pattern};

use crate::plan::Format;

/// The type of a `date-time`, which is at the top of the runtime.
pub(super) const DATE_TIME: &str = "DateTime";

/// The type of numbers with all of their digits: to typify it is one more string of a format.
pub(super) const DECIMAL: &str = "Decimal";

/// A type for strings of a format.
#[derive(Clone, Copy)]
pub(super) struct Text {
    /// The function that tests the format, as the plan names it.
    function: &'static str,
    /// The name of the type.
    pub(super) name: &'static str,
    /// The function itself.
    is_valid: fn(&str) -> bool,
}

/// The types of the others. A test of one's own has no type, nor has
/// that for host names of drafts 4 and 6, which allows others.
pub(super) const TYPES: [Text; 18] = [
    Text { function: "format::date", name: "Date", is_valid: format::date },
    Text { function: "format::duration", name: "Duration", is_valid: format::duration },
    Text { function: "format::email", name: "Email", is_valid: format::email },
    Text { function: "format::hostname", name: "Hostname", is_valid: format::hostname },
    Text { function: "format::idn_email", name: "IdnEmail", is_valid: format::idn_email },
    Text { function: "format::idn_hostname", name: "IdnHostname", is_valid: format::idn_hostname },
    Text { function: "format::ipv4", name: "Ipv4", is_valid: format::ipv4 },
    Text { function: "format::ipv6", name: "Ipv6", is_valid: format::ipv6 },
    Text { function: "format::iri", name: "Iri", is_valid: format::iri },
    Text {
        function: "format::iri_reference",
        name: "IriReference",
        is_valid: format::iri_reference,
    },
    Text { function: "format::json_pointer", name: "JsonPointer", is_valid: format::json_pointer },
    Text {
        function: "format::relative_json_pointer",
        name: "RelativeJsonPointer",
        is_valid: format::relative_json_pointer,
    },
    Text { function: "format::time", name: "Time", is_valid: format::time },
    Text { function: "format::uri", name: "Uri", is_valid: format::uri },
    Text {
        function: "format::uri_reference",
        name: "UriReference",
        is_valid: format::uri_reference,
    },
    Text { function: "format::uri_template", name: "UriTemplate", is_valid: format::uri_template },
    Text { function: "format::uuid", name: "Uuid", is_valid: format::uuid },
    Text { function: "pattern::is_valid", name: "Regex", is_valid: pattern::is_valid },
];

/// The type of the strings that a format allows.
pub(super) fn of_format(format: &Format) -> Option<&'static str> {
    if format.function == "format::date_time" {
        return Some(DATE_TIME);
    }
    TYPES.into_iter().find(|text| format.function == text.function).map(|text| text.name)
}

/// The type of this name.
pub(super) fn of_name(name: &str) -> Option<&'static str> {
    TYPES.into_iter().map(|text| text.name).find(|known| name == *known)
}

/// Whether a type of this name has a text.
pub(super) fn is_valid(name: &str, text: &str) -> bool {
    match TYPES.into_iter().find(|known| name == known.name) {
        Some(known) => (known.is_valid)(text),
        None => format::date_time(text),
    }
}

/// What typify sees of a type: a format of the same name, which it converts to the type.
pub(super) fn prepared(name: &str) -> Value {
    json!({ "type": "string", "format": name })
}
