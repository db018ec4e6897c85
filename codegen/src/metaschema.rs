//! The metaschemas of the dialects: schemas are checked against them, and may refer to them without having a copy.

mod check;

use std::sync::{Arc, LazyLock};

use referencing::meta;
use serde_json::Value;

pub use check::check;

/// A metaschema as the crate that has it hands it out.
type Shared = LazyLock<Arc<Value>>;

/// The metaschemas and their parts, by absolute URI (without fragment).
static ALL: [(&str, &Shared); 19] = [
    ("http://json-schema.org/draft-04/schema", &meta::DRAFT4),
    ("http://json-schema.org/draft-06/schema", &meta::DRAFT6),
    ("http://json-schema.org/draft-07/schema", &meta::DRAFT7),
    ("https://json-schema.org/draft/2019-09/schema", &meta::DRAFT201909),
    ("https://json-schema.org/draft/2019-09/meta/applicator", &meta::DRAFT201909_APPLICATOR),
    ("https://json-schema.org/draft/2019-09/meta/content", &meta::DRAFT201909_CONTENT),
    ("https://json-schema.org/draft/2019-09/meta/core", &meta::DRAFT201909_CORE),
    ("https://json-schema.org/draft/2019-09/meta/format", &meta::DRAFT201909_FORMAT),
    ("https://json-schema.org/draft/2019-09/meta/meta-data", &meta::DRAFT201909_META_DATA),
    ("https://json-schema.org/draft/2019-09/meta/validation", &meta::DRAFT201909_VALIDATION),
    ("https://json-schema.org/draft/2020-12/schema", &meta::DRAFT202012),
    ("https://json-schema.org/draft/2020-12/meta/applicator", &meta::DRAFT202012_APPLICATOR),
    ("https://json-schema.org/draft/2020-12/meta/content", &meta::DRAFT202012_CONTENT),
    ("https://json-schema.org/draft/2020-12/meta/core", &meta::DRAFT202012_CORE),
    (
        "https://json-schema.org/draft/2020-12/meta/format-annotation",
        &meta::DRAFT202012_FORMAT_ANNOTATION,
    ),
    (
        "https://json-schema.org/draft/2020-12/meta/format-assertion",
        &meta::DRAFT202012_FORMAT_ASSERTION,
    ),
    ("https://json-schema.org/draft/2020-12/meta/meta-data", &meta::DRAFT202012_META_DATA),
    ("https://json-schema.org/draft/2020-12/meta/unevaluated", &meta::DRAFT202012_UNEVALUATED),
    ("https://json-schema.org/draft/2020-12/meta/validation", &meta::DRAFT202012_VALIDATION),
];

/// The absolute URIs (without fragment) of the metaschemas and their parts.
pub fn uris() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(uri, _)| *uri)
}

/// The text of the metaschema, or part of one, that has this absolute URI (without fragment).
#[must_use]
pub fn text(uri: &str) -> Option<String> {
    let (_, value) = ALL.iter().find(|(known, _)| *known == uri)?;
    Some(format!("{:#}", ***value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arena::{Node, Source};
    use crate::dialect::Dialect;
    use crate::keyword::Keyword;
    use crate::source;

    #[test]
    fn every_metaschema_has_the_uri_that_it_is_asked_for_by() {
        for uri in uris() {
            let source = Source { path: uri.to_owned(), text: text(uri).unwrap_or_default() };
            let document =
                source::parse(Arc::new(source)).unwrap_or_else(|error| panic!("{error}"));
            let root = document.root();
            let dialect = root
                .keyword(Keyword::Schema)
                .and_then(Node::as_str)
                .and_then(Dialect::of_metaschema);
            let keyword = dialect.map_or(Keyword::Id, Keyword::identifier);
            let id = root.keyword(keyword).and_then(Node::as_str);
            assert_eq!(id.map(|id| id.trim_end_matches('#')), Some(uri));
        }
        assert_eq!(text("https://json-schema.org/draft/2020-12/meta/none"), None);
    }

    #[test]
    fn every_dialect_has_its_metaschema() {
        for dialect in Dialect::ALL {
            assert!(text(dialect.metaschema()).is_some(), "{dialect}");
        }
    }
}
