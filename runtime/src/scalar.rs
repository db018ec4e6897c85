//! Rust types for strings that a schema gives a meaning: timestamps, durations, and the other formats of JSON Schema.

pub mod date_time;
mod decimal;
pub mod duration;
mod text;
mod texts;

pub use date_time::DateTime;
pub use decimal::{Decimal, DecimalError};
pub use duration::Components;
pub use text::{FormatError, Scalar};
pub use texts::{
    Date, Duration, Email, Hostname, IdnEmail, IdnHostname, Ipv4, Ipv6, Iri, IriReference,
    JsonPointer, Regex, RelativeJsonPointer, Time, Uri, UriReference, UriTemplate, Uuid,
};
