//! The formats of JSON Schema, as functions of a string's text.
//!
//! Each says whether a text is in the format, and nothing else: values that aren't strings are none of its
//! business. `regex` is not here; it belongs to the patterns.

pub(crate) mod date_time;
mod duration;
mod email;
mod hostname;
mod idna;
mod ip;
mod pointer;
mod uri;
mod uri_template;
mod uuid;

pub use date_time::{date, date_time, time};
pub use duration::duration;
pub use email::{email, idn_email};
pub use hostname::{hostname, hostname_rfc1034, idn_hostname};
pub use ip::{ipv4, ipv6};
pub use pointer::{json_pointer, relative_json_pointer};
pub use uri::{iri, iri_reference, uri, uri_reference};
pub use uri_template::uri_template;
pub use uuid::uuid;

/// The formats that have a function here, by the name that schemas use. The function has the same name with `_`
/// for `-`; for `hostname` in drafts 4 and 6 it is [`hostname_rfc1034`].
pub const NAMES: [&str; 18] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];
