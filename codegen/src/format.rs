//! The formats of JSON Schema (validation section 7.3), and which function of the runtime tests each.

use crate::config::Config;
use crate::dialect::Dialect;
use crate::plan::Format;
use crate::schema::Schema;

/// The check of a `format`, if it is an assertion for the schema and is known. A format of the configuration always is.
#[must_use]
pub(crate) fn asserted(name: &str, schema: &Schema, config: &Config) -> Option<Format> {
    let asserted = config.assert_formats;
    let own = config.formats.get(name).filter(|_| asserted != Some(false));
    let own =
        own.map(|function| Format { name: name.to_owned(), function: function.get_ref().clone() });
    own.or_else(|| {
        let asserted = asserted.unwrap_or(schema.asserts_format);
        of_name(name, schema.dialect).filter(|_| asserted)
    })
}

/// The format of this name; `None` if the dialect doesn't define it, in which case it is only an annotation.
#[must_use]
pub(crate) fn of_name(name: &str, dialect: Dialect) -> Option<Format> {
    use Dialect::{Draft4, Draft6, Draft7, Draft201909};
    let (since, function) = match name {
        "date-time" => (Draft4, "format::date_time"),
        "email" => (Draft4, "format::email"),
        // Up to draft 6 a host name is that of RFC 1034.
        "hostname" if dialect < Draft7 => (Draft4, "format::hostname_rfc1034"),
        "hostname" => (Draft7, "format::hostname"),
        "ipv4" => (Draft4, "format::ipv4"),
        "ipv6" => (Draft4, "format::ipv6"),
        "uri" => (Draft4, "format::uri"),
        "uri-reference" => (Draft6, "format::uri_reference"),
        "uri-template" => (Draft6, "format::uri_template"),
        "json-pointer" => (Draft6, "format::json_pointer"),
        "date" => (Draft7, "format::date"),
        "time" => (Draft7, "format::time"),
        "idn-email" => (Draft7, "format::idn_email"),
        "idn-hostname" => (Draft7, "format::idn_hostname"),
        "iri" => (Draft7, "format::iri"),
        "iri-reference" => (Draft7, "format::iri_reference"),
        "relative-json-pointer" => (Draft7, "format::relative_json_pointer"),
        "regex" => (Draft7, "pattern::is_valid"),
        "duration" => (Draft201909, "format::duration"),
        "uuid" => (Draft201909, "format::uuid"),
        _ => return None,
    };
    (since <= dialect).then(|| Format { name: name.to_owned(), function: function.to_owned() })
}
