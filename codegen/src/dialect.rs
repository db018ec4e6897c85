//! The dialects of JSON Schema: which keywords each knows, and where they hold subschemas.

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

    /// The keyword that gives a schema its URI.
    #[must_use]
    pub fn id_keyword(self) -> &'static str {
        if self == Dialect::Draft4 { "id" } else { "$id" }
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

    /// What the keyword holds in this dialect; `None` for a keyword that it doesn't know.
    #[must_use]
    pub fn keyword(self, name: &str) -> Option<Holds> {
        use Dialect::{Draft4, Draft6, Draft7, Draft201909, Draft202012};
        let (since, until, holds) = match name {
            "$schema" | "title" | "description" | "default" | "enum" | "type" | "minimum"
            | "maximum" | "multipleOf" | "exclusiveMinimum" | "exclusiveMaximum" | "minLength"
            | "maxLength" | "pattern" | "minItems" | "maxItems" | "uniqueItems" | "required"
            | "minProperties" | "maxProperties" | "format" | "$ref" => {
                (Draft4, Draft202012, Holds::Data)
            }
            "id" => (Draft4, Draft4, Holds::Data),
            "$id" | "const" | "examples" => (Draft6, Draft202012, Holds::Data),
            "$comment" | "readOnly" | "writeOnly" | "contentMediaType" | "contentEncoding" => {
                (Draft7, Draft202012, Holds::Data)
            }
            "$anchor" | "$vocabulary" | "dependentRequired" | "maxContains" | "minContains"
            | "deprecated" => (Draft201909, Draft202012, Holds::Data),
            "$recursiveRef" | "$recursiveAnchor" => (Draft201909, Draft201909, Holds::Data),
            "$dynamicRef" | "$dynamicAnchor" => (Draft202012, Draft202012, Holds::Data),
            "additionalProperties" | "not" => (Draft4, Draft202012, Holds::Schema),
            "additionalItems" => (Draft4, Draft201909, Holds::Schema),
            "contains" | "propertyNames" => (Draft6, Draft202012, Holds::Schema),
            "if" | "then" | "else" => (Draft7, Draft202012, Holds::Schema),
            "unevaluatedItems" | "unevaluatedProperties" | "contentSchema" => {
                (Draft201909, Draft202012, Holds::Schema)
            }
            "allOf" | "anyOf" | "oneOf" => (Draft4, Draft202012, Holds::Schemas),
            "prefixItems" => (Draft202012, Draft202012, Holds::Schemas),
            "properties" | "patternProperties" => (Draft4, Draft202012, Holds::SchemaMap),
            // `definitions` stayed a place for schemas: the later metaschemas still describe it.
            "definitions" => (Draft4, Draft202012, Holds::SchemaMap),
            "$defs" | "dependentSchemas" => (Draft201909, Draft202012, Holds::SchemaMap),
            "dependencies" => (Draft4, Draft202012, Holds::Dependencies),
            "items" if self == Draft202012 => (Draft202012, Draft202012, Holds::Schema),
            "items" => (Draft4, Draft201909, Holds::SchemaOrSchemas),
            _ => return None,
        };
        (since <= self && self <= until).then_some(holds)
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

/// The keywords of all dialects, sorted.
pub const KEYWORDS: [&str; 63] = [
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$recursiveAnchor",
    "$recursiveRef",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "else",
    "enum",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "id",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
];

/// What the value of a keyword holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// No schema.
    Data,
    /// One schema.
    Schema,
    /// An array of schemas.
    Schemas,
    /// A schema, or an array of schemas.
    SchemaOrSchemas,
    /// An object whose members are schemas.
    SchemaMap,
    /// An object whose members are schemas or arrays of names.
    Dependencies,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_is_known_to_a_dialect() {
        for keyword in KEYWORDS {
            assert!(
                Dialect::ALL.iter().any(|dialect| dialect.keyword(keyword).is_some()),
                "{keyword}"
            );
        }
    }
}
