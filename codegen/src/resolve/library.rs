//! The documents that nobody has requested, but a reference or `$schema` may name by their identifiers, and the dialects
//! that the metaschemas among them define.
//!
//! They are looked at only when an identifier is not known otherwise. Errors of documents that nothing refers to are not
//! reported.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use super::header::Header;
use super::others::{Limits, Others};
use super::texts::Texts;
use crate::arena::{Document, Literal, Node, Source, Sources};
use crate::diagnostic::Diagnostic;
use crate::dialect::{Dialect, Dialects};
use crate::keyword::Keyword;
use crate::source::{self, Loader};
use crate::uri::ResourceUri;
use crate::vocabulary::Vocabularies;

/// The documents that are known by identifiers without having been requested.
pub(super) struct Library<'l> {
    /// How the dialect of a schema is told.
    dialects: &'l Dialects,
    /// The metaschemas among the requested documents, which may describe each other whatever their order.
    requested: BTreeMap<ResourceUri, Metaschema>,
    texts: Texts<'l>,
    /// The other documents of the folder, once they have been needed.
    others: Option<Others>,
}

/// What a metaschema says of the schemas that it describes.
#[derive(Clone, Debug)]
struct Metaschema {
    schema: Option<String>,
    vocabulary: Option<Literal>,
}

/// The keywords of a schema, and what they mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Language {
    pub(super) dialect: Dialect,
    pub(super) vocabularies: Vocabularies,
}

/// Why a dialect is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// There is no metaschema with this URI.
    Metaschema(String),
    /// A vocabulary must be understood and is not.
    Vocabulary(String),
}

impl<'l> Library<'l> {
    /// The library beside the requested documents.
    pub(super) fn new(loader: &'l dyn Loader, dialects: &'l Dialects, sources: &Sources) -> Self {
        let mut requested = BTreeMap::new();
        let mut known = BTreeMap::new();
        for document in sources.documents() {
            let source = document.source();
            known.insert(source.path.clone(), Arc::clone(source));
            if let Some(uri) = Header::of_node(document.root()).uri(&source.path, dialects) {
                // Of two with the same identifier, the first counts; the second is an error.
                requested.entry(uri).or_insert_with(|| Metaschema::of(document));
            }
        }
        Library { dialects, requested, texts: Texts::new(loader, known), others: None }
    }

    /// The dialect of documents without `$schema`.
    pub(super) fn default_dialect(&self) -> Dialect {
        self.dialects.default
    }

    pub(super) fn loader(&self) -> &'l dyn Loader {
        self.texts.loader()
    }

    /// The paths of documents that may be meant by a misspelled one.
    pub(super) fn nearby(&self, limit: usize) -> Vec<String> {
        self.loader().nearby(limit).unwrap_or_default()
    }

    /// The text of a document of the folder.
    pub(super) fn text(&mut self, path: &str) -> io::Result<Arc<Source>> {
        self.texts.read(path)
    }

    /// A document of the folder.
    pub(super) fn document(&mut self, path: &str) -> Result<Document, Diagnostic> {
        let source = self.text(path).map_err(|error| source::unreadable(path, &error))?;
        source::parse(source)
    }

    /// The language that the metaschema with this URI gives its schemas. A custom metaschema may be described by
    /// another one, which leads to a draft in the end; if it doesn't, the draft is `outer`.
    pub(super) fn language(&mut self, uri: &str, outer: Dialect) -> Result<Language, Unknown> {
        let (mut next, mut seen, mut own) = (Some(uri.to_owned()), BTreeSet::new(), None);
        let mut draft = None;
        while let Some(uri) = next.take() {
            draft = self.dialects.of(&uri);
            // A metaschema may describe itself.
            if draft.is_some() || !seen.insert(uri.clone()) {
                break;
            }
            let metaschema = self.metaschema(&uri).ok_or(Unknown::Metaschema(uri))?;
            next.clone_from(&metaschema.schema);
            own.get_or_insert(metaschema);
        }
        let vocabulary = own.and_then(|own: Metaschema| own.vocabulary);
        let list = vocabulary.as_ref().map(Literal::node);
        let dialect = draft.or(list.and_then(Vocabularies::draft)).unwrap_or(outer);
        let vocabularies = match list {
            Some(list) if dialect >= Dialect::Draft201909 => {
                Vocabularies::of_list(list).map_err(Unknown::Vocabulary)?
            }
            Some(_) | None => Vocabularies::STANDARD,
        };
        Ok(Language { dialect, vocabularies })
    }

    fn metaschema(&mut self, uri: &str) -> Option<Metaschema> {
        let key = ResourceUri::of_path("").resolve(uri).ok()?.resource;
        // It is named by its identifier, not by its path.
        if key.path().is_some() {
            return None;
        }
        if let Some(requested) = self.requested.get(&key) {
            return Some(requested.clone());
        }
        if let Some(Ok(at_hand)) = source::resource(self.loader(), key.display()) {
            return Some(Metaschema::of(&Arc::new(at_hand)));
        }
        let path = self.others().with_root(&key).pop_first()?;
        Some(Metaschema::of(&Arc::new(self.document(&path).ok()?)))
    }

    /// The other documents of the folder, which are read if they have not been needed before.
    pub(super) fn others(&mut self) -> &mut Others {
        let (texts, dialects) = (&mut self.texts, self.dialects);
        self.others.get_or_insert_with(|| Others::read(texts, dialects))
    }

    /// What could not be looked at.
    pub(super) fn limits(&self) -> Limits {
        self.others.as_ref().map(|others| others.limits().clone()).unwrap_or_default()
    }
}

impl Metaschema {
    fn of(document: &Arc<Document>) -> Self {
        let root = document.root();
        let schema = root.keyword(Keyword::Schema).and_then(Node::as_str).map(str::to_owned);
        let vocabulary = root.keyword(Keyword::Vocabulary);
        Metaschema { schema, vocabulary: vocabulary.map(|list| Literal::new(document, list.id())) }
    }
}
