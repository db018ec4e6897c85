use std::collections::BTreeSet;

use super::*;
use crate::arena::{Document, Node, Source};
use crate::metaschema;
use crate::source;

#[test]
fn keywords_are_found_by_their_names() {
    for keyword in Keyword::ALL {
        assert_eq!(Keyword::of_name(keyword.name()), Some(keyword));
        let longer = format!("{keyword}s");
        assert!(Keyword::of_name(&longer).is_none_or(|other| other.name() == longer));
        assert_eq!(Keyword::of_name(&keyword.name().to_uppercase()), None);
    }
    for name in ["", "$", "a", "zzz", "requierd", "x-note", "maxProps", "\u{10ffff}"] {
        assert_eq!(Keyword::of_name(name), None, "{name:?}");
    }
}

#[test]
fn no_dialect_is_in_two_uses() {
    for keyword in Keyword::ALL {
        let uses = keyword.row().uses;
        assert!(uses.iter().all(|one| one.since <= one.until), "{keyword}");
        assert!(uses.windows(2).all(|pair| pair[0].until < pair[1].since), "{keyword}");
        assert!(uses.windows(2).all(|pair| pair[0].value != pair[1].value), "{keyword}");
    }
}

#[test]
fn names_lead_to_schemas() {
    let names = |keyword: Keyword| keyword.names_to_schema();
    assert_eq!([Keyword::Properties, Keyword::Dependencies].map(names), [1, 1]);
    assert_eq!([Keyword::Items, Keyword::AllOf, Keyword::DependentRequired].map(names), [0, 0, 0]);
    assert_eq!(Value::Object(&MAP).names_to_schema(), 2);
    assert!(Value::Object(&MAP).holds_schemas());
    assert!(!Value::Object(&Value::Names).holds_schemas());
}

/// The metaschema of a dialect, or a part of one.
fn parsed(uri: &str) -> Document {
    let text = metaschema::text(uri).unwrap_or_default();
    let source = Source { path: uri.to_owned(), text };
    source::parse(std::sync::Arc::new(source)).unwrap_or_else(|error| panic!("{error}"))
}

/// The keywords that a metaschema describes.
fn described(uri: &str) -> BTreeSet<String> {
    let metaschema = parsed(uri);
    let properties = metaschema.root().keyword(Keyword::Properties);
    properties.into_iter().flat_map(Node::members).map(|member| member.name.to_owned()).collect()
}

/// The parts of a dialect's metaschema, each with the vocabulary that it describes.
fn parts(dialect: Dialect) -> Vec<(String, Vocabulary)> {
    let parts = [
        ("core", Vocabulary::Core),
        ("applicator", Vocabulary::Applicator),
        ("unevaluated", Vocabulary::Unevaluated),
        ("validation", Vocabulary::Validation),
        ("format", Vocabulary::Format),
        ("format-annotation", Vocabulary::Format),
        ("content", Vocabulary::Content),
        ("meta-data", Vocabulary::MetaData),
    ];
    let folder = dialect.metaschema().trim_end_matches("schema");
    let parts = parts.map(|(part, vocabulary)| (format!("{folder}meta/{part}"), vocabulary));
    let parts = parts.into_iter().filter(|(uri, _)| metaschema::text(uri).is_some());
    parts.collect()
}

#[test]
fn the_table_knows_what_the_metaschemas_describe() {
    for dialect in Dialect::ALL {
        let parts = parts(dialect);
        let uris = parts.iter().map(|(uri, _)| uri.as_str()).chain([dialect.metaschema()]);
        let described: BTreeSet<String> = uris.flat_map(described).collect();
        let known = Keyword::ALL.into_iter().filter(|keyword| keyword.value(dialect).is_some());
        let known: BTreeSet<String> = known.map(|keyword| keyword.name().to_owned()).collect();
        let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
            one.difference(other).cloned().collect()
        };
        let (undescribed, unknown): (&[&str], &[&str]) = match dialect {
            // The draft itself has it, in section 5 of JSON Reference.
            Draft4 => (&["$ref"], &[]),
            Draft6 | Draft7 | Draft201909 => (&[], &[]),
            // The metaschema describes what 2019-09 had, as deprecated.
            Draft202012 => (&[], &["$recursiveAnchor", "$recursiveRef"]),
        };
        assert_eq!(only(&known, &described), undescribed, "{dialect}");
        assert_eq!(only(&described, &known), unknown, "{dialect}");
    }
}

#[test]
fn vocabularies_are_those_of_the_metaschemas() {
    for dialect in [Draft201909, Draft202012] {
        for (uri, vocabulary) in parts(dialect) {
            for name in described(&uri) {
                let keyword = Keyword::of_name(&name).unwrap_or_else(|| panic!("{name}"));
                // In 2019-09 the unevaluated ones are a part of the applicators: both are in force there or none.
                let found = match keyword.vocabulary() {
                    Vocabulary::Unevaluated if dialect == Draft201909 => Vocabulary::Applicator,
                    found => found,
                };
                assert_eq!(found, vocabulary, "{dialect}: {name}");
            }
        }
    }
}
