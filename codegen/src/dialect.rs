//! The dialects of JSON Schema.

use std::collections::BTreeMap;
use std::fmt;

/// A draft of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum Dialect {
    /// Draft 4 (2013)
    #[serde(rename = "draft-04")]
    Draft4,
    /// Draft 6 (2017)
    #[serde(rename = "draft-06")]
    Draft6,
    /// Draft 7 (2018)
    #[serde(rename = "draft-07")]
    Draft7,
    /// Draft 2019-09
    #[serde(rename = "2019-09")]
    Draft201909,
    /// Draft 2020-12
    #[serde(rename = "2020-12")]
    Draft202012,
}

impl Dialect {
    /// All of them, the oldest first.
    pub const ALL: [Self; 5] =
        [Self::Draft4, Self::Draft6, Self::Draft7, Self::Draft201909, Self::Draft202012];

    /// The URI of its metaschema, without a fragment.
    #[must_use]
    pub fn metaschema(self) -> &'static str {
        match self {
            Dialect::Draft4 => "http://json-schema.org/draft-04/schema",
            Dialect::Draft6 => "http://json-schema.org/draft-06/schema",
            Dialect::Draft7 => "http://json-schema.org/draft-07/schema",
            Dialect::Draft201909 => "https://json-schema.org/draft/2019-09/schema",
            Dialect::Draft202012 => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// The dialect whose metaschema has this URI; an empty fragment doesn't matter.
    #[must_use]
    pub fn of_metaschema(uri: &str) -> Option<Self> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        let path = |uri: &'static str| uri.trim_start_matches("https").trim_start_matches("http");
        let asked = uri.strip_prefix("https").or_else(|| uri.strip_prefix("http"))?;
        Self::ALL.into_iter().find(|dialect| path(dialect.metaschema()) == asked)
    }

    /// Whether `$ref` hides the keywords beside it (up to draft 7).
    #[must_use]
    pub fn ref_hides_siblings(self) -> bool {
        self <= Dialect::Draft7
    }

    /// Whether `format` is an assertion unless the configuration says otherwise (up to draft 7).
    #[must_use]
    pub fn asserts_format(self) -> bool {
        self <= Dialect::Draft7
    }
}

/// How the dialect of a schema is told by its `$schema`.
#[derive(Clone, Debug)]
pub struct Dialects {
    /// The dialect of documents without `$schema`.
    pub default: Dialect,
    /// The dialects that further URIs name, without empty fragments.
    pub named: BTreeMap<String, Dialect>,
}

impl Dialects {
    /// The dialect that this value of `$schema` names, if it is not that of a metaschema of one's own.
    #[must_use]
    pub fn of(&self, uri: &str) -> Option<Dialect> {
        let named = self.named.get(uri.strip_suffix('#').unwrap_or(uri)).copied();
        named.or_else(|| Dialect::of_metaschema(uri))
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Dialect::Draft4 => "draft-04",
            Dialect::Draft6 => "draft-06",
            Dialect::Draft7 => "draft-07",
            Dialect::Draft201909 => "2019-09",
            Dialect::Draft202012 => "2020-12",
        })
    }
}
