//! Documents of the schema folder that are meant by their identifiers: a run for one document finds what a run for all
//! of them finds.

use std::collections::BTreeMap;

use voltype_codegen::{Options, compile};

type Documents = BTreeMap<String, String>;

fn documents(list: &[(&str, &str)]) -> Documents {
    list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// The validators of a document, if all are compiled, or it alone.
fn validators(documents: &Documents, path: &str, alone: bool) -> Result<String, Vec<String>> {
    let documents_of = if alone { vec![path.to_owned()] } else { Vec::new() };
    let options = Options { documents: documents_of, validators_only: true, ..Options::default() };
    let output = compile(documents, &options)
        .map_err(|all| all.into_iter().map(|one| one.to_string()).collect::<Vec<_>>())?;
    let module = output.summary.documents.iter().find(|document| document.path == path).unwrap();
    Ok(output.files[&format!("{}.rs", module.module)].clone())
}

/// The validators of `schema.json` from both runs.
fn same(list: &[(&str, &str)]) -> String {
    let documents = documents(list);
    let of_all = validators(&documents, "schema.json", false).unwrap();
    let of_one = validators(&documents, "schema.json", true).unwrap();
    assert_eq!(of_one, of_all);
    of_one
}

/// The diagnostics for `schema.json` alone.
fn refused(list: &[(&str, &str)]) -> String {
    validators(&documents(list), "schema.json", true).unwrap_err().join("\n")
}

#[test]
fn a_reference_finds_a_sibling_by_its_identifier() {
    let reference =
        |to: &str| format!(r#"{{"$id": "https://x.test/a/main", "not": {{"$ref": "{to}"}}}}"#);
    for (to, sibling) in [
        ("part", r#"{"$id": "https://x.test/a/part", "type": "string"}"#),
        ("https://x.test/b/part", r#"{"type": "string", "$id": "https://x.test/b/part#"}"#),
        (
            "part#/definitions/n",
            r#"{"$id": "https://x.test/a/part", "definitions": {"n": {"type": "string"}}}"#,
        ),
        (
            "part#n",
            r##"{"$id": "https://x.test/a/part", "definitions": {"n": {"$id": "#n", "type": "string"}}}"##,
        ),
        // Inside of a sibling, by an identifier that is relative to that of its root.
        (
            "in",
            r#"{"$id": "https://x.test/a/part", "definitions": {"n": {"$id": "in", "type": "string"}}}"#,
        ),
        ("urn:part", r#"{"not": {"$\u0069d": "urn:part", "type": "string"}}"#),
        // In the words of draft 4.
        (
            "part",
            r#"{"$schema": "http://json-schema.org/draft-04/schema#", "id": "https://x.test/a/part", "type": "string"}"#,
        ),
        // A member that only looks like an identifier.
        (
            "part",
            r#"{"properties": {"id": {"type": "string"}}, "$id": "https://x.test/a/part", "type": "string"}"#,
        ),
    ] {
        for path in ["deep/er/other.json", "zzz.json", "a.json"] {
            same(&[("schema.json", &reference(to)), (path, sibling)]);
        }
    }
}

#[test]
fn a_sibling_counts_before_what_is_known_without_it() {
    let schema = r#"{"not": {"$ref": "http://json-schema.org/draft-07/schema#/definitions/own"}}"#;
    let own = r#"{"$id": "http://json-schema.org/draft-07/schema#", "definitions": {"own": {"type": "null"}}}"#;
    same(&[("schema.json", schema), ("own.json", own)]);
}

#[test]
fn what_is_wrong_with_other_documents_does_not_matter() {
    let good = [
        ("schema.json", r#"{"not": {"$ref": "https://x.test/part"}}"#),
        ("part.json", r#"{"$id": "https://x.test/part", "type": "string"}"#),
    ];
    let wanted = same(&good);
    let broken = [
        ("broken.json", "{\"$id\": \"https://x.test/part\","),
        ("dangling.json", r##"{"$id": "https://x.test/dangling", "$ref": "#/nowhere"}"##),
        (
            "dialect.json",
            r#"{"$schema": "urn:none", "$id": "https://x.test/dialect", "not": {"id": "x"}}"#,
        ),
        ("twice.json", r#"{"$id": "https://x.test/dangling"}"#),
        ("wrong.json", r#"{"minimum": "no", "items": {"$id": "a b"}}"#),
        ("list.json", "[1, 2]"),
        ("empty.json", ""),
    ];
    let all = documents(&[&good[..], &broken[..]].concat());
    assert_eq!(validators(&all, "schema.json", true).unwrap(), wanted);
}

#[test]
fn missing_documents_are_reported_with_unreadable_ones() {
    let schema = ("schema.json", r#"{"not": {"$ref": "https://x.test/part"}}"#);
    let said = refused(&[schema]);
    assert!(said.contains("no document has the identifier \"https://x.test/part\""), "{said}");
    assert!(!said.contains("cannot be read"), "{said}");
    let said = refused(&[schema, ("broken.json", "{\"$id\": \"https://x.test/part\",")]);
    assert!(said.contains("broken.json is there, but cannot be read"), "{said}");
    let part = r#"{"$id": "https://x.test/part"}"#;
    let said = refused(&[schema, ("one.json", part), ("two.json", part)]);
    assert!(said.contains("two documents have the identifier \"https://x.test/part\""), "{said}");
    assert!(said.contains("in one.json and in two.json"), "{said}");
    // What is wrong with the sibling itself matters.
    let part = r##"{"$id": "https://x.test/part", "$ref": "#/nowhere"}"##;
    let said = refused(&[schema, ("part.json", part)]);
    assert!(said.contains("part.json:1:") && said.contains("leads to no schema"), "{said}");
}

const SCHEMA: (&str, &str) = (
    "schema.json",
    r#"{"$schema": "https://x.test/meta", "minimum": 17, "prefixItems": [{"maximum": 18}]}"#,
);

/// A metaschema with these vocabularies of 2020-12.
fn metaschema(id: &str, schema: &str, vocabularies: &[&str]) -> String {
    let list = vocabularies
        .iter()
        .map(|name| format!(r#""https://json-schema.org/draft/2020-12/vocab/{name}": true"#));
    let list = list.collect::<Vec<_>>().join(", ");
    format!(r#"{{"$schema": "{schema}", "$id": "{id}", "$vocabulary": {{{list}}}}}"#)
}

const LATEST: &str = "https://json-schema.org/draft/2020-12/schema";

/// Which of the two assertions of `SCHEMA` are checked.
fn checked(metaschemas: &[(&str, &str)]) -> [bool; 2] {
    let code = same(&[&[SCHEMA][..], metaschemas].concat());
    ["17", "18"].map(|number| code.contains(&format!("number!(\"{number}\")")))
}

#[test]
fn a_metaschema_of_the_folder_is_a_dialect() {
    let id = "https://x.test/meta";
    for path in ["a.json", "zzz.json", "deep/er/meta.json"] {
        for (vocabularies, wanted) in [
            (&["core", "applicator", "validation"][..], [true, true]),
            (&["core", "validation"], [true, false]),
            (&["core", "applicator"], [false, false]),
            (&["core"], [false, false]),
        ] {
            let text = metaschema(id, LATEST, vocabularies);
            assert_eq!(checked(&[(path, &text)]), wanted, "{path} {vocabularies:?}");
        }
        // Without vocabularies, it has those of the draft that it is written in: here, one without `prefixItems`.
        let old =
            format!(r#"{{"$schema": "http://json-schema.org/draft-07/schema#", "$id": "{id}#"}}"#);
        assert_eq!(checked(&[(path, &old)]), [true, false]);
        let new = format!(r#"{{"$schema": "{LATEST}", "$id": "{id}"}}"#);
        assert_eq!(checked(&[(path, &new)]), [true, true]);
    }
}

#[test]
fn metaschemas_may_be_written_in_the_dialects_of_others() {
    let own = metaschema("https://x.test/meta", "https://x.test/of-meta", &["core", "validation"]);
    let of_own = metaschema("https://x.test/of-meta", "https://x.test/top", &["core"]);
    let top = metaschema("https://x.test/top", LATEST, &["core", "applicator", "validation"]);
    for [a, b, c] in [["a", "b", "c"], ["z", "y", "x"], ["a", "z", "y"]] {
        let [a, b, c] = [a, b, c].map(|name| format!("{name}.json"));
        assert_eq!(checked(&[(&a, &own), (&b, &of_own), (&c, &top)]), [true, false]);
    }
    // One that describes itself is of the draft whose vocabularies it has.
    let own = metaschema(
        "https://x.test/meta",
        "https://x.test/meta",
        &["core", "applicator", "validation"],
    );
    assert_eq!(checked(&[("meta.json", &own)]), [true, true]);
    let pair = metaschema("https://x.test/pair", "https://x.test/meta", &["core"]);
    let own = metaschema("https://x.test/meta", "https://x.test/pair", &["core", "validation"]);
    assert_eq!(checked(&[("meta.json", &own), ("pair.json", &pair)]), [true, false]);
}

#[test]
fn unknown_dialects_are_reported() {
    let said = refused(&[SCHEMA]);
    assert!(said.contains("unknown dialect \"https://x.test/meta\""), "{said}");
    let own = metaschema("https://x.test/meta", "https://x.test/none", &["core"]);
    let said = refused(&[SCHEMA, ("meta.json", &own)]);
    let why = "its metaschema is written in the unknown dialect \"https://x.test/none\"";
    assert!(said.contains(why), "{said}");
    let own =
        r#"{"$id": "https://x.test/meta", "$vocabulary": {"https://x.test/vocabulary": true}}"#;
    let own = own.replacen('{', &format!(r#"{{"$schema": "{LATEST}", "#), 1);
    let said = refused(&[SCHEMA, ("meta.json", &own)]);
    assert!(said.contains("the unknown vocabulary \"https://x.test/vocabulary\""), "{said}");
}

#[test]
fn a_file_that_is_not_there_can_be_an_identifier() {
    let reference = r#"{"not": {"$ref": "part.json#/definitions/n"}}"#;
    let part = "definitions:\n  n:\n    type: string\n";
    // Of the root, and of a schema inside, in one format and the other.
    for (path, sibling) in [
        ("part.yaml", format!("$id: ./part.json\n{part}")),
        ("named.yml", format!("$id: part.json\n{part}")),
        ("deep/part.yaml", format!("$id: ../part.json\n{part}")),
        (
            "part.schema.json",
            r#"{"$id": "part.json", "definitions": {"n": {"type": "string"}}}"#.to_owned(),
        ),
        ("inner.yaml", "not: {$id: part.json, definitions: {n: {type: string}}}\n".to_owned()),
    ] {
        same(&[("schema.json", reference), (path, &sibling)]);
    }
    // A file of this name comes first; an identifier elsewhere does not count.
    let there = ("part.json", r#"{"definitions": {"n": true}}"#);
    let said = refused(&[("schema.json", reference), ("part.yaml", part)]);
    assert!(
        said.contains("there is no document \"part.json\"") && said.contains("part.yaml"),
        "{said}"
    );
    let other = ("z.yaml", "$id: other.json\n");
    same(&[("schema.json", reference), there, other]);
}
