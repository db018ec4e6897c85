//! The documents of the schema folder that nobody has asked for, but a reference or `$schema` may mean by their
//! identifiers, and the dialects that the metaschemas among them define.
//!
//! They are looked at when an identifier is not known otherwise, and not further than that takes: what is wrong with a
//! document that nothing refers to does not matter.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use voltype_runtime::{Flow, Input, Kind, Text};

use crate::diagnostic::{Diagnostic, Source};
use crate::dialect::Dialect;
use crate::json::Node;
use crate::keyword::Keyword;
use crate::load::{self, Document, Loader};
use crate::uri::ResourceUri;
use crate::vocabulary::Vocabularies;

/// As many entries of the folder are looked at.
const MAX_ENTRIES: usize = 20_000;

/// As many bytes of documents are looked at.
const MAX_BYTES: usize = 64 << 20;

/// What is known by identifiers without having been asked for.
#[derive(Debug, Default)]
pub(super) struct Library {
    /// The documents that are compiled, which may describe each other whatever their order.
    given: BTreeMap<ResourceUri, Metaschema>,
    /// The texts that have been read, by path: a document may be looked at, searched and compiled, but its file is read
    /// once.
    texts: BTreeMap<String, Arc<Source>>,
    /// The other documents of the folder, once they have been needed.
    others: Option<Others>,
}

/// The documents of the folder that were not given.
#[derive(Debug, Default)]
struct Others {
    /// Their paths by the identifiers of their roots.
    roots: BTreeMap<ResourceUri, BTreeSet<String>>,
    /// Those that may hold further identifiers.
    deep: Vec<String>,
    /// Their paths by the further identifiers, once they have been needed.
    embedded: Option<BTreeMap<ResourceUri, BTreeSet<String>>>,
    limits: Limits,
}

/// What could not be looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    /// The first document that cannot be read.
    pub(super) unreadable: Option<String>,
    /// Whether there are too many documents to look at all of them.
    pub(super) is_partial: bool,
}

/// What a metaschema says of the schemas that it describes.
#[derive(Clone, Debug)]
struct Metaschema {
    schema: Option<String>,
    vocabulary: Option<Node>,
}

/// Why a dialect is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// There is no metaschema with this URI.
    Metaschema(String),
    /// A vocabulary has to be understood and isn't.
    Vocabulary(String),
}

/// What the root of a document says of itself.
#[derive(Debug, Default)]
struct Header {
    schema: Option<String>,
    id: Option<String>,
    /// The identifier as draft 4 spells it.
    old_id: Option<String>,
}

impl Library {
    /// The library beside these documents.
    pub(super) fn new(documents: &[Document], default: Dialect) -> Self {
        let given = documents.iter().filter_map(|document| {
            let header = Header::of_node(&document.root);
            Some((header.uri(&document.source.path, default)?, Metaschema::of(&document.root)))
        });
        // Of two with the same identifier, the first counts; the second is an error.
        let given = given.fold(BTreeMap::new(), |mut given, (uri, metaschema)| {
            given.entry(uri).or_insert(metaschema);
            given
        });
        let texts = documents.iter().map(|document| Arc::clone(&document.source));
        let texts = texts.map(|source| (source.path.clone(), source)).collect();
        Library { given, texts, others: None }
    }

    /// The text of a document of the folder.
    pub(super) fn source(&mut self, loader: &dyn Loader, path: &str) -> io::Result<Arc<Source>> {
        text(&mut self.texts, loader, path)
    }

    /// A document of the folder.
    pub(super) fn document(
        &mut self,
        loader: &dyn Loader,
        path: &str,
    ) -> Result<Document, Diagnostic> {
        let source = self.source(loader, path).map_err(|error| load::unread(path, &error))?;
        load::parse(source)
    }

    /// The dialect and the vocabularies that the metaschema with this URI gives its schemas. It need not be written in
    /// one of the drafts itself: a custom metaschema may describe another. If no draft can be found, it is `outer`.
    pub(super) fn language(
        &mut self,
        loader: &dyn Loader,
        uri: &str,
        outer: Dialect,
        default: Dialect,
    ) -> Result<(Dialect, Vocabularies), Unknown> {
        let (mut next, mut seen, mut own) = (Some(uri.to_owned()), BTreeSet::new(), None);
        let mut draft = None;
        while let Some(uri) = next.take() {
            draft = Dialect::of_metaschema(&uri);
            // A metaschema may describe itself.
            if draft.is_some() || !seen.insert(uri.clone()) {
                break;
            }
            let found = self.metaschema(loader, &uri, default);
            let metaschema = found.ok_or(Unknown::Metaschema(uri))?;
            next.clone_from(&metaschema.schema);
            own.get_or_insert(metaschema);
        }
        let vocabulary = own.and_then(|own: Metaschema| own.vocabulary);
        let of_vocabulary = vocabulary.as_ref().and_then(Vocabularies::draft);
        let dialect = draft.or(of_vocabulary).unwrap_or(outer);
        let vocabularies = match vocabulary {
            Some(list) if dialect >= Dialect::Draft201909 => {
                Vocabularies::of_list(&list).map_err(Unknown::Vocabulary)?
            }
            Some(_) | None => Vocabularies::STANDARD,
        };
        Ok((dialect, vocabularies))
    }

    fn metaschema(
        &mut self,
        loader: &dyn Loader,
        uri: &str,
        default: Dialect,
    ) -> Option<Metaschema> {
        let (key, _) = ResourceUri::of_path("").resolve(uri).ok()?;
        // It is named by its identifier, not by its path.
        if key.path().is_some() {
            return None;
        }
        if let Some(given) = self.given.get(&key) {
            return Some(given.clone());
        }
        if let Some(Ok(at_hand)) = load::resource(loader, key.display()) {
            return Some(Metaschema::of(&at_hand.root));
        }
        let path = self.others(loader, default).roots.get(&key)?.first()?.clone();
        let document = self.document(loader, &path).ok()?;
        Some(Metaschema::of(&document.root))
    }

    /// The paths of documents whose root has this identifier.
    pub(super) fn roots(
        &mut self,
        loader: &dyn Loader,
        uri: &ResourceUri,
        default: Dialect,
    ) -> BTreeSet<String> {
        self.others(loader, default).roots.get(uri).cloned().unwrap_or_default()
    }

    /// The documents that may hold further identifiers, if these aren't known yet.
    pub(super) fn deep(&self) -> Option<Vec<String>> {
        let others = self.others.as_ref()?;
        others.embedded.is_none().then(|| others.deep.clone())
    }

    /// Takes over which identifiers these documents hold.
    pub(super) fn embed(&mut self, found: Vec<(String, Vec<ResourceUri>)>) {
        let embedded = self.others.get_or_insert_default().embedded.get_or_insert_default();
        for (path, uris) in found {
            for uri in uris {
                embedded.entry(uri).or_default().insert(path.clone());
            }
        }
    }

    /// The paths of documents in which a schema below the root has this identifier.
    pub(super) fn embedded(&self, uri: &ResourceUri) -> BTreeSet<String> {
        let embedded = self.others.as_ref().and_then(|others| others.embedded.as_ref());
        embedded.and_then(|embedded| embedded.get(uri)).cloned().unwrap_or_default()
    }

    /// What could not be looked at.
    pub(super) fn limits(&self) -> Limits {
        self.others.as_ref().map(|others| others.limits.clone()).unwrap_or_default()
    }

    fn others(&mut self, loader: &dyn Loader, default: Dialect) -> &Others {
        let texts = &mut self.texts;
        self.others.get_or_insert_with(|| Others::read(loader, default, texts))
    }
}

impl Others {
    /// Reads what the roots of documents say of themselves.
    fn read(
        loader: &dyn Loader,
        default: Dialect,
        texts: &mut BTreeMap<String, Arc<Source>>,
    ) -> Self {
        let mut others = Others::default();
        let Ok(paths) = loader.nearby(MAX_ENTRIES) else {
            others.limits.is_partial = true;
            return others;
        };
        let mut left = MAX_BYTES;
        for path in paths {
            let source = text(texts, loader, &path).ok();
            let Some((source, header)) = source.and_then(|source| {
                let header = Header::of_text(&source.text)?;
                Some((source, header))
            }) else {
                others.limits.unreadable.get_or_insert(path);
                continue;
            };
            match left.checked_sub(source.text.len()) {
                Some(rest) => left = rest,
                None => {
                    others.limits.is_partial = true;
                    break;
                }
            }
            if let Some(uri) = header.uri(&path, default) {
                others.roots.entry(uri).or_default().insert(path.clone());
            }
            if header.is_not_alone(&source.text) {
                others.deep.push(path);
            }
        }
        others
    }
}

/// A text that has been read, or is read now.
fn text(
    texts: &mut BTreeMap<String, Arc<Source>>,
    loader: &dyn Loader,
    path: &str,
) -> io::Result<Arc<Source>> {
    if let Some(source) = texts.get(path) {
        return Ok(Arc::clone(source));
    }
    let source = load::source(loader, path)?;
    texts.insert(path.to_owned(), Arc::clone(&source));
    Ok(source)
}

impl Header {
    fn of_node(root: &Node) -> Self {
        let text = |keyword| root.keyword(keyword).and_then(Node::as_str).map(str::to_owned);
        Header {
            schema: text(Keyword::Schema),
            id: text(Keyword::Id),
            old_id: text(Keyword::OldId),
        }
    }

    /// The same from a text, of which only the root's members are looked at; `None` if it is no JSON.
    fn of_text(text: &str) -> Option<Self> {
        let mut reader = Text::new(text.as_bytes()).ok()?;
        let header = Self::read(&mut reader).ok()?;
        reader.finish().ok()?;
        Some(header)
    }

    fn read(reader: &mut Text<'_>) -> Flow<Self> {
        let mut header = Header::default();
        if reader.kind()? != Kind::Object {
            reader.skip()?;
            return Ok(header);
        }
        let mut object = reader.object()?;
        while let Some(name) = reader.member(&mut object)? {
            let Header { schema, id, old_id } = &mut header;
            let places = [(Keyword::Schema, schema), (Keyword::Id, id), (Keyword::OldId, old_id)];
            let name = name.to_str();
            let mut places = places.into_iter();
            let Some((_, place)) = places.find(|(keyword, _)| keyword.name() == name) else {
                reader.skip()?;
                continue;
            };
            match reader.string_if()? {
                Some(text) => *place = Some(text.to_str().into_owned()),
                None => reader.skip()?,
            }
        }
        Ok(header)
    }

    /// The identifier of the root of the document at `path`, if it has one besides its path.
    fn uri(&self, path: &str, default: Dialect) -> Option<ResourceUri> {
        let dialect = match &self.schema {
            Some(schema) => Dialect::of_metaschema(schema),
            None => Some(default),
        };
        let id = match dialect {
            Some(Dialect::Draft4) => self.old_id.as_ref(),
            Some(_) => self.id.as_ref(),
            // Which of the two counts is known when its metaschema is.
            None => self.id.as_ref().or(self.old_id.as_ref()),
        };
        let id = id.filter(|id| !id.starts_with('#'))?;
        ResourceUri::of_path(path).resolve(id).ok().map(|(uri, _)| uri)
    }

    /// Whether a schema inside may have an identifier of its own.
    fn is_not_alone(&self, text: &str) -> bool {
        let own = [&self.id, &self.old_id].into_iter().flatten().count();
        text.matches("id\"").count() > own || text.contains("\\u")
    }
}

impl Metaschema {
    fn of(root: &Node) -> Self {
        let schema = root.keyword(Keyword::Schema).and_then(Node::as_str).map(str::to_owned);
        Metaschema { schema, vocabulary: root.keyword(Keyword::Vocabulary).cloned() }
    }
}
