use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;

use serde_json::json;

use crate::source::{Listing, Loader};
use crate::{Options, schemas};

/// Documents in memory, how often each was read, and how often all were listed.
struct Counting {
    documents: BTreeMap<String, String>,
    reads: RefCell<BTreeMap<String, usize>>,
    listings: Cell<usize>,
}

impl Counting {
    fn new(documents: impl Into<BTreeMap<String, String>>) -> Self {
        let (reads, listings) = (RefCell::default(), Cell::default());
        Counting { documents: documents.into(), reads, listings }
    }
}

impl Loader for Counting {
    fn load(&self, path: &str) -> io::Result<String> {
        let text = self.documents.load(path)?;
        *self.reads.borrow_mut().entry(path.to_owned()).or_default() += 1;
        Ok(text)
    }

    fn list(&self) -> io::Result<Listing> {
        self.listings.set(self.listings.get() + 1);
        self.documents.list()
    }
}

#[test]
fn each_file_is_read_once() {
    let metaschema = "https://example.com/metaschema";
    let documents = [
        (
            "root.json",
            json!({
                "$schema": metaschema,
                "properties": {
                    "by path": { "$ref": "by/path.json" },
                    "again": { "$ref": "by/path.json#/$defs/inner" },
                    "by identifier": { "$ref": "https://example.com/named" },
                    "by an inner one": { "$ref": "https://example.com/embedded" },
                },
            }),
        ),
        ("by/path.json", json!({ "$schema": metaschema, "$defs": { "inner": true } })),
        ("named.json", json!({ "$id": "https://example.com/named" })),
        (
            "holder.json",
            json!({ "definitions": { "a": { "$id": "https://example.com/embedded" } } }),
        ),
        (
            "metaschema.json",
            json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": metaschema,
                "$vocabulary": {
                    "https://json-schema.org/draft/2020-12/vocab/core": true,
                    "https://json-schema.org/draft/2020-12/vocab/applicator": true,
                },
            }),
        ),
        ("unrelated.json", json!({})),
    ];
    let documents = documents.map(|(path, value)| (path.to_owned(), value.to_string()));
    let loader = Counting::new(documents);
    let options = Options { documents: vec!["root.json".to_owned()], ..Options::default() };
    let read = schemas(&loader, &options);
    assert!(read.is_ok(), "{:?}", read.err());
    let reads = loader.reads.into_inner();
    let often: Vec<_> = reads.iter().filter(|(_, times)| **times != 1).collect();
    assert!(often.is_empty() && reads.len() == 6, "{reads:?}");
}

#[test]
fn the_folder_is_listed_once() {
    let loader = Counting::new([("a.json".to_owned(), "{}".to_owned())]);
    assert!(schemas(&loader, &Options::default()).is_ok());
    assert_eq!(loader.listings.get(), 1);
}
