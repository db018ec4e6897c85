//! The names of modules and types, given before anything is written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::names::{self, Unique, camel, module_of};
use crate::schema::{Definition, Keywords, Schema, SchemaId, Schemas};

/// The names of everything that has one.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The module of each document.
    pub modules: Vec<String>,
    /// The types, by schema.
    pub types: BTreeMap<SchemaId, Named>,
}

/// The name of a type, and whose module it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The index of the document.
    pub document: usize,
    /// The Rust name.
    pub name: String,
}

/// The name of a type on its way through typify: one that no other type has, and that typify leaves alone.
#[must_use]
pub fn key(id: SchemaId) -> String {
    format!("Type{}", id.0)
}

/// The schema whose type has this name on its way through typify.
#[must_use]
pub fn of_key(key: &str) -> Option<SchemaId> {
    key.strip_prefix("Type")?.parse().ok().map(SchemaId)
}

/// Names the modules of all documents and the types of the requested ones: roots, and unless these are all that is
/// wanted, definitions and the objects and enumerations below them.
pub fn name(
    schemas: &Schemas,
    config: &Config,
    roots_only: bool,
    diagnostics: &mut Diagnostics,
) -> Naming {
    let mut namer =
        Namer { schemas, config, diagnostics, naming: Naming::default(), taken: BTreeMap::new() };
    namer.modules();
    for (index, document) in schemas.documents.iter().enumerate() {
        if !document.requested {
            continue;
        }
        let source = &document.source;
        let root = if roots_only { namer.whole(index) } else { document.root };
        if let Some(root) = root {
            let name = namer.root_name(index, root);
            let span = schemas.get(root).span.clone();
            namer.take(root, index, name, source, span.start..span.start + 1);
        }
        if roots_only {
            continue;
        }
        for (definition, id) in &document.definitions {
            let name = namer.definition_name(index, definition, *id);
            namer.take(*id, index, name, source, definition.span.clone());
        }
    }
    let named: Vec<SchemaId> = namer.naming.types.keys().copied().collect();
    for id in named {
        if !roots_only {
            namer.below(id);
        }
    }
    namer.naming
}

/// Where a name was given first.
type Taken = BTreeMap<(usize, String), (Arc<Source>, Range<usize>)>;

struct Namer<'a> {
    schemas: &'a Schemas,
    config: &'a Config,
    diagnostics: &'a mut Diagnostics,
    naming: Naming,
    taken: Taken,
}

impl Namer<'_> {
    fn modules(&mut self) {
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        for document in &self.schemas.documents {
            let path = &document.source.path;
            let set = self.config.document(path).module.map(toml::Spanned::into_inner);
            if set.is_none() && !document.requested {
                continue;
            }
            let name = names::module(&set.unwrap_or_else(|| module_of(path)));
            if let Some(other) = taken.insert(name.clone(), path.clone()) {
                let message = format!("{other} and {path} would both be the module `{name}`");
                self.diagnostics.push(Diagnostic::error(&document.source, 0..1, message).help(
                    format!("name one: [documents.{path:?}] module = \"…\" in codegen.toml"),
                ));
            }
        }
        // Nobody writes the names of the other modules, so that they make room for those.
        let owners = taken;
        let mut free = Unique::default();
        owners.keys().for_each(|name| drop(free.take(name)));
        for document in &self.schemas.documents {
            let path = &document.source.path;
            let own = owners.iter().find(|(_, owner)| *owner == path).map(|(name, _)| name.clone());
            let name = own.unwrap_or_else(|| free.take(&names::module(&module_of(path))));
            self.naming.modules.push(name);
        }
    }

    /// The root of a document, even where it only holds definitions.
    fn whole(&self, document: usize) -> Option<SchemaId> {
        let path = &self.schemas.documents[document].source.path;
        let is_root = |schema: &Schema| schema.pointer.is_empty() && schema.source.path == *path;
        self.schemas.arena.iter().position(is_root).map(SchemaId)
    }

    fn root_name(&self, document: usize, root: SchemaId) -> String {
        let path = &self.schemas.documents[document].source.path;
        if let Some(name) = self.config.document(path).root {
            return camel(name.get_ref());
        }
        let title = self.schemas.keywords(root).and_then(|keywords| keywords.title.as_deref());
        if let Some(title) = title.map(str::trim).filter(|title| is_name(title)) {
            return camel(title);
        }
        // A file's name is not what the schema calls itself, so that it makes room for definitions.
        let name = camel(&module_of(path));
        let taken = self.definition_names(document);
        let more = ["Root", "Document"].map(|end| format!("{name}{end}"));
        let mut names = std::iter::once(&name).chain(&more);
        names.find(|name| !taken.contains(name)).unwrap_or(&name).clone()
    }

    fn definition_name(&self, document: usize, definition: &Definition, id: SchemaId) -> String {
        let path = &self.schemas.documents[document].source.path;
        let settings = self.config.type_of(path, &self.schemas.get(id).pointer);
        settings.name.map_or_else(|| camel(&definition.name), toml::Spanned::into_inner)
    }

    fn definition_names(&self, document: usize) -> Vec<String> {
        let definitions = self.schemas.documents[document].definitions.iter();
        definitions.map(|(one, id)| self.definition_name(document, one, *id)).collect()
    }

    /// Gives a name to a root or definition. Two that want the same are an error: which is which would depend on
    /// their order.
    fn take(
        &mut self,
        id: SchemaId,
        document: usize,
        name: String,
        source: &Arc<Source>,
        span: Range<usize>,
    ) {
        let name = self.unused(document, name);
        let key = (document, name.clone());
        if let Some((_, first)) = self.taken.get(&key) {
            let line = source.text[..first.start.min(source.text.len())].matches('\n').count() + 1;
            let message = format!("a second schema whose type would be `{name}`");
            let pointer = &self.schemas.get(id).pointer;
            self.diagnostics.push(
                Diagnostic::error(source, span, message)
                    .label(format!("the first is in line {line}"))
                    .help(format!(
                        "name one: [types.\"{}#{pointer}\"] name = \"…\" in codegen.toml",
                        source.path
                    )),
            );
            return;
        }
        self.taken.insert(key, (Arc::clone(source), span));
        self.naming.types.insert(id, Named { document, name });
    }

    /// Names the types inside of a named one, after the way that leads there.
    fn below(&mut self, id: SchemaId) {
        let Some(Named { document, name }) = self.naming.types.get(&id).cloned() else { return };
        let Some(keywords) = self.schemas.keywords(id) else { return };
        for (part, child) in shaping_children(keywords) {
            self.inside(child, document, &format!("{name}{}", camel(&part)));
        }
    }

    fn inside(&mut self, id: SchemaId, document: usize, name: &str) {
        if self.naming.types.contains_key(&id) {
            return;
        }
        let Some(keywords) = self.schemas.keywords(id) else { return };
        if has_own_type(keywords) {
            let free = self.free(document, name);
            let span = self.schemas.get(id).span.clone();
            let source = Arc::clone(&self.schemas.get(id).source);
            self.taken.insert((document, free.clone()), (source, span));
            self.naming.types.insert(id, Named { document, name: free });
            self.below(id);
        } else {
            for (part, child) in shaping_children(keywords) {
                self.inside(child, document, &format!("{name}{}", camel(&part)));
            }
        }
    }

    /// The name, or one like it if generated code means something else by it: what it imports, or a type's builder.
    fn unused(&self, document: usize, mut name: String) -> String {
        let taken = |name: String| self.taken.contains_key(&(document, name));
        let is_builder = |name: &str| {
            let of = name.strip_suffix("Builder").filter(|of| !of.is_empty());
            of.is_some_and(|of| taken(of.to_owned())) || taken(format!("{name}Builder"))
        };
        while names::is_used(&name) || is_builder(&name) {
            name.push_str("Type");
        }
        name
    }

    fn free(&self, document: usize, name: &str) -> String {
        let name = &self.unused(document, name.to_owned());
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let is_free = |name: &String| !self.taken.contains_key(&(document, name.clone()));
        names.find(is_free).unwrap_or_else(|| name.to_owned())
    }
}

/// Whether a title makes a name: letters, digits and separators, and not much of them.
fn is_name(title: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    title.starts_with(|c: char| c.is_ascii_alphabetic())
        && title.len() <= 60
        && title.chars().all(plain)
}

/// The subschemas whose types show in the type of this schema, and what tells them apart.
pub(super) fn shaping_children(keywords: &Keywords) -> Vec<(String, SchemaId)> {
    let properties = keywords.properties.iter().map(|(name, id)| (name.clone(), *id));
    let items = keywords.items.filter(|_| keywords.prefix_items.is_empty());
    let items = items.map(|id| ("item".to_owned(), id));
    let values = keywords.additional_properties.filter(|_| keywords.properties.is_empty());
    let values = values.map(|id| ("value".to_owned(), id));
    properties.chain(items).chain(values).collect()
}

/// Whether a schema inside of another one gets a type: an object with members, or an enumeration of strings.
fn has_own_type(keywords: &Keywords) -> bool {
    let object = keywords.types.is_some_and(|types| types.names() == ["object"]);
    let strings = super::prepare::string_values(keywords);
    (object && !keywords.properties.is_empty()) || strings.is_some()
}

/// The schemas that have a type, which therefore need a function.
impl Naming {
    /// Their ids.
    #[must_use]
    pub fn ids(&self) -> BTreeSet<SchemaId> {
        self.types.keys().copied().collect()
    }
}
