//! The metaschemas of the dialects: schemas may refer to them without having a copy.

use std::sync::{Arc, LazyLock};

use referencing::meta;
use serde_json::Value;

/// The text of the metaschema, or part of one, that has this absolute URI (without fragment).
#[must_use]
pub fn text(uri: &str) -> Option<String> {
    let value = value(uri)?;
    Some(format!("{value:#}"))
}

fn value(uri: &str) -> Option<&'static Value> {
    let value: &'static LazyLock<Arc<Value>> = match uri {
        "http://json-schema.org/draft-04/schema" => &meta::DRAFT4,
        "http://json-schema.org/draft-06/schema" => &meta::DRAFT6,
        "http://json-schema.org/draft-07/schema" => &meta::DRAFT7,
        _ => match uri.strip_prefix("https://json-schema.org/draft/")? {
            "2019-09/schema" => &meta::DRAFT201909,
            "2019-09/meta/applicator" => &meta::DRAFT201909_APPLICATOR,
            "2019-09/meta/content" => &meta::DRAFT201909_CONTENT,
            "2019-09/meta/core" => &meta::DRAFT201909_CORE,
            "2019-09/meta/format" => &meta::DRAFT201909_FORMAT,
            "2019-09/meta/meta-data" => &meta::DRAFT201909_META_DATA,
            "2019-09/meta/validation" => &meta::DRAFT201909_VALIDATION,
            "2020-12/schema" => &meta::DRAFT202012,
            "2020-12/meta/applicator" => &meta::DRAFT202012_APPLICATOR,
            "2020-12/meta/content" => &meta::DRAFT202012_CONTENT,
            "2020-12/meta/core" => &meta::DRAFT202012_CORE,
            "2020-12/meta/format-annotation" => &meta::DRAFT202012_FORMAT_ANNOTATION,
            "2020-12/meta/format-assertion" => &meta::DRAFT202012_FORMAT_ASSERTION,
            "2020-12/meta/meta-data" => &meta::DRAFT202012_META_DATA,
            "2020-12/meta/unevaluated" => &meta::DRAFT202012_UNEVALUATED,
            "2020-12/meta/validation" => &meta::DRAFT202012_VALIDATION,
            _ => return None,
        },
    };
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;
    use crate::json::Node;

    #[test]
    fn every_metaschema_has_the_uri_that_it_is_asked_for_by() {
        let parts = |draft: &str, names: &[&str]| {
            let names =
                names.iter().map(|name| format!("https://json-schema.org/draft/{draft}/{name}"));
            names.collect::<Vec<_>>()
        };
        let old =
            ["04", "06", "07"].map(|draft| format!("http://json-schema.org/draft-{draft}/schema"));
        let known = [
            old.to_vec(),
            parts("2019-09", &["schema", "meta/core", "meta/applicator", "meta/validation"]),
            parts("2019-09", &["meta/meta-data", "meta/format", "meta/content"]),
            parts("2020-12", &["schema", "meta/core", "meta/applicator", "meta/validation"]),
            parts("2020-12", &["meta/meta-data", "meta/format-annotation", "meta/content"]),
            parts("2020-12", &["meta/format-assertion", "meta/unevaluated"]),
        ];
        for uri in known.iter().flatten() {
            let text = text(uri).unwrap_or_default();
            let root = Node::parse(&text).unwrap_or_else(|error| panic!("{uri}: {error:?}"));
            let dialect =
                root.get("$schema").and_then(Node::as_str).and_then(Dialect::of_metaschema);
            let keyword = dialect.map_or("$id", Dialect::id_keyword);
            let id = root.get(keyword).and_then(Node::as_str);
            assert_eq!(id.map(|id| id.trim_end_matches('#')), Some(uri.as_str()));
        }
        assert_eq!(text("https://json-schema.org/draft/2020-12/meta/none"), None);
    }
}
