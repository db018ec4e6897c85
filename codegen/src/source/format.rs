//! How documents are spelled.

/// How a document is spelled. The end of its name says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    /// YAML 1.2, with the tags of its core schema.
    Yaml,
}

impl Format {
    /// The endings of names, without the dot.
    const ENDINGS: [(&str, Format); 4] = [
        ("json", Format::Json),
        ("jsonc", Format::Jsonc),
        ("yaml", Format::Yaml),
        ("yml", Format::Yaml),
    ];

    /// The endings of documents, for people.
    pub(crate) const NAMES: &str = ".json, .jsonc, .yaml or .yml";

    /// The format of the document with this path or URI. Without a known ending, it is JSON.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        Self::split(path).map_or(Format::Json, |(_, format)| format)
    }

    /// The path without its ending, and the format that this stands for; `None` if the ending is not that of a document.
    #[must_use]
    pub fn split(path: &str) -> Option<(&str, Format)> {
        let (stem, end) = path.rsplit_once('.')?;
        let known = Self::ENDINGS.into_iter().find(|(known, _)| *known == end);
        known.map(|(_, format)| (stem, format))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_formats() {
        for (path, want) in [
            ("a.json", Some(("a", Format::Json))),
            ("v1/a.schema.yaml", Some(("v1/a.schema", Format::Yaml))),
            ("a.json.yml", Some(("a.json", Format::Yaml))),
            ("a.jsonc", Some(("a", Format::Jsonc))),
            ("a.YAML", None),
            ("yaml", None),
        ] {
            assert_eq!(Format::split(path), want, "{path}");
        }
    }
}
