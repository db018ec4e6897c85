//! The names of modules and types, given before anything is written.
//!
//! Names in `codegen.toml` are given by the user; two of them that collide are an error. All other names are derived, and
//! collisions are settled by rules that depend on nothing but the documents. Names go to
//!
//! 1. what `codegen.toml` names,
//! 2. definitions whose name is a Rust name as it is, such as `UserName`,
//! 3. the root and the other definitions, such as `user-name`, in the order of the document,
//! 4. what got none so far because its name is taken, or is reserved, in the order of the document,
//! 5. objects and enumerations inside of these, called after the way that leads there, in the order of their pointers.
//!
//! A name that generated code uses itself (`Result`), or that is the builder of another type (`FormBuilder`, if there is
//! `Form`), gets `Type` at its end. A name that is still taken gets the first number from 2 on that is free. A root steps
//! aside for definitions before that: it is called `SessionRoot` or `SessionDocument`. A name of more than
//! [`MAX_LENGTH`](names::MAX_LENGTH) characters is cut, and ends with a hash of the whole name, so that it is what it is
//! whatever else there is. The rules for modules are in `modules`, those for fields and variants in `types/members`.

mod modules;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::branches::{kinds, nullable};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::enumeration::{Listed, Scalar, is_optional, values};
use crate::json::unescape;
use crate::keyword::Keyword;
use crate::members::{Rest, Unnamed, lone_reference, map_keys, map_values, members};
use crate::names::{self, camel, is_name, module_of};
use crate::schema::{
    Combination, DocumentOrigin, Keywords, Schema, SchemaDocument, SchemaId, Schemas,
};
use crate::sequence::{Sequence, sequence};
use crate::union::Unions;

/// The names of everything that has one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Naming {
    /// The module of each document.
    pub modules: Vec<String>,
    /// What the validators of other modules call the validators of each document.
    pub aliases: Vec<String>,
    /// The types, by schema.
    pub types: BTreeMap<SchemaId, Named>,
    /// The schemas whose types are unions.
    pub unions: Unions,
    /// The enumerations whose types are without `null`, and used in an `Option`. Roots and definitions, which are read by
    /// themselves, have a variant for it.
    pub optional: BTreeSet<SchemaId>,
}

impl Naming {
    /// Documents in the order in which their modules are listed, which is that of rustfmt.
    #[must_use]
    pub(crate) fn listed(&self, documents: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut documents: Vec<usize> = documents.into_iter().collect();
        documents
            .sort_by(|one, other| names::by_version(&self.modules[*one], &self.modules[*other]));
        documents
    }
}

/// The name of a type, and whose module it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The index of the document.
    pub document: usize,
    /// The Rust name.
    pub name: String,
}

/// Which schemas of the requested documents get a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The roots of the documents.
    Roots,
    /// Roots, definitions, and the objects and enumerations below them.
    All,
}

/// Names the modules of all documents and the types of the requested ones.
pub(crate) fn name(
    schemas: &Schemas,
    config: &Config,
    unions: Unions,
    extent: Extent,
    diagnostics: &mut Diagnostics,
) -> Naming {
    let modules = modules::modules(schemas, config, diagnostics);
    let aliases = modules::aliases(&modules);
    let naming = Naming { modules, aliases, unions, ..Naming::default() };
    let mut namer = Namer {
        reach: Reach::Declared,
        schemas,
        config,
        diagnostics,
        naming,
        taken: BTreeMap::new(),
        reached: BTreeSet::new(),
        numbers: BTreeMap::new(),
    };
    let each = schemas.documents.iter().enumerate();
    let (shared, files): (Vec<_>, Vec<_>) =
        each.partition(|(_, document)| document.origin == DocumentOrigin::Shared);
    // What is shared keeps its name in the modules of all documents that have it.
    let reached = match (extent, config.roots.is_empty()) {
        (Extent::All, false) => reached(schemas),
        (Extent::All, true) | (Extent::Roots, _) => BTreeSet::new(),
    };
    for (index, document) in shared.into_iter().chain(files) {
        let mut claims = namer.claims(index, extent);
        if document.origin == DocumentOrigin::Found {
            claims.retain(|claim| reached.contains(&claim.id));
            if claims.is_empty() {
                continue;
            }
        }
        namer.reserve_shared(index);
        namer.grant(index, &claims);
    }
    if extent == Extent::Roots {
        return namer.naming;
    }
    for reach in [Reach::Declared, Reach::Applied] {
        namer.reach = reach;
        let named: Vec<SchemaId> = namer.naming.types.keys().copied().collect();
        named.into_iter().for_each(|id| namer.below(id));
    }
    namer.naming
}

/// The schemas that those of the requested documents refer to, however indirectly, and these themselves.
fn reached(schemas: &Schemas) -> BTreeSet<SchemaId> {
    let requested = |document: &SchemaDocument| match document.origin {
        DocumentOrigin::Requested => document.root,
        DocumentOrigin::Found | DocumentOrigin::Shared => None,
    };
    let documents = schemas.documents.iter();
    let definitions = documents.clone().filter(|one| one.origin == DocumentOrigin::Requested);
    let definitions = definitions.flat_map(|one| one.definitions.iter().map(|(_, id)| *id));
    let shared = documents.clone().flat_map(|one| one.shared.iter().copied());
    let mut open: Vec<SchemaId> = documents.clone().filter_map(requested).collect();
    open.extend(definitions.chain(shared));
    let mut reached: BTreeSet<SchemaId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        let Some(keywords) = schemas.keywords(id) else { continue };
        let next = keywords.inline_children().into_iter().chain(keywords.reference);
        open.extend(next.filter(|id| reached.insert(*id)));
    }
    reached
}

/// A root or definition, and the name that it should have.
#[derive(Clone, Debug)]
struct Claim {
    id: SchemaId,
    name: String,
    origin: Origin,
    /// Where the name is written, or the schema begins.
    span: Range<usize>,
}

/// A schema inside of a named one.
#[derive(Clone, Debug)]
struct Child {
    /// What its name adds to that of the schema around it.
    part: String,
    schema: SchemaId,
}

impl Child {
    fn new(part: &str, schema: SchemaId) -> Self {
        Child { part: part.to_owned(), schema }
    }
}

/// Where the name of a root or definition comes from: what comes first here is named first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// `codegen.toml` says so.
    Configured,
    /// The schema says it as it is.
    Verbatim,
    /// It was made of what the schema or the file is called.
    Made,
}

/// Which members of an object are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// Those that the schema declares itself.
    Declared,
    /// Those of the schemas that it applies, too. What is inside of these is called after them, if they have names.
    Applied,
}

struct Namer<'a> {
    reach: Reach,
    schemas: &'a Schemas,
    config: &'a Config,
    diagnostics: &'a mut Diagnostics,
    naming: Naming,
    /// The names of each document, and where each was given.
    taken: BTreeMap<(usize, String), Range<usize>>,
    /// The schemas that references have led to.
    reached: BTreeSet<(Reach, SchemaId)>,
    /// For each name that was wanted again, the number to try next: many may want the same.
    numbers: BTreeMap<(usize, String), usize>,
}

impl Namer<'_> {
    /// The root of a document, even where it only holds definitions.
    fn whole(&self, document: usize) -> Option<SchemaId> {
        let path = &self.schemas.documents[document].source.path;
        let is_root = |schema: &Schema| schema.pointer.is_empty() && schema.source.path == *path;
        self.schemas.arena.iter().position(is_root).map(SchemaId)
    }

    /// What the root and the definitions of a document should be called, in document order.
    fn claims(&self, index: usize, extent: Extent) -> Vec<Claim> {
        let document = &self.schemas.documents[index];
        let definitions = document.definitions.iter().map(|(definition, id)| {
            let schema = self.schemas.get(*id);
            let set = self.config.type_at(schema).name.clone();
            let made = camel(&definition.name);
            let (name, origin) = match set {
                Some(set) => (set.into_inner(), Origin::Configured),
                None if made == definition.name => (made, Origin::Verbatim),
                None => (made, Origin::Made),
            };
            Claim { id: *id, name, origin, span: definition.span.clone() }
        });
        let definitions: Vec<Claim> = definitions.collect();
        let root = match extent {
            Extent::Roots => self.whole(index),
            Extent::All => document.root,
        };
        let root = root.map(|id| self.root_claim(index, id, &definitions));
        let definitions = definitions.into_iter().filter(|_| extent == Extent::All);
        root.into_iter().chain(definitions).collect()
    }

    /// The claim of a root. What a title or a file's name says is meant for people, so it makes room for definitions.
    fn root_claim(&self, document: usize, root: SchemaId, definitions: &[Claim]) -> Claim {
        let start = self.schemas.get(root).span.start;
        let claim = |name, origin| Claim { id: root, name, origin, span: start..start + 1 };
        let path = &self.schemas.documents[document].source.path;
        let named = self.config.type_of(path, "").name.clone();
        if let Some(name) = self.config.document(path).root.or(named) {
            return claim(camel(name.get_ref()), Origin::Configured);
        }
        let title = self.schemas.keywords(root).and_then(|keywords| keywords.title.as_deref());
        let title = title.map(str::trim).filter(|title| is_name(title));
        let name = title.map_or_else(|| camel(&module_of(path)), camel);
        let taken: BTreeSet<&str> = definitions.iter().map(|claim| claim.name.as_str()).collect();
        let more = ["Root", "Document"].map(|end| format!("{name}{end}"));
        let mut names = std::iter::once(&name).chain(&more);
        let free = names.find(|name| !taken.contains(name.as_str())).unwrap_or(&name);
        claim(free.clone(), Origin::Made)
    }

    /// Names the root and the definitions of a document.
    fn grant(&mut self, document: usize, claims: &[Claim]) {
        let wanted: BTreeSet<&str> = claims.iter().map(|claim| claim.name.as_str()).collect();
        // Those that yield, by their place.
        let mut left = BTreeMap::new();
        for origin in [Origin::Configured, Origin::Verbatim, Origin::Made] {
            let of_origin = claims.iter().enumerate().filter(|(_, one)| one.origin == origin);
            for (place, claim) in of_origin {
                let builds = builder_of(&claim.name).is_some_and(|of| wanted.contains(of));
                let is_free = self.is_free(document, &claim.name);
                match origin {
                    Origin::Configured if is_free => self.give(document, claim, &claim.name),
                    Origin::Configured => self.refuse(document, claim),
                    Origin::Verbatim | Origin::Made
                        if is_free && !builds && !names::is_used(&claim.name) =>
                    {
                        self.give(document, claim, &claim.name);
                    }
                    Origin::Verbatim | Origin::Made => drop(left.insert(place, claim)),
                }
            }
        }
        for claim in left.values() {
            let name = self.free(document, &claim.name);
            self.warn(document, claim, &name);
            self.give(document, claim, &name);
        }
    }

    /// Takes the names of the types that a document has in common with others.
    fn reserve_shared(&mut self, document: usize) {
        for id in &self.schemas.documents[document].shared {
            if let Some(named) = self.naming.types.get(id) {
                self.taken.insert((document, named.name.clone()), 0..0);
            }
        }
    }

    fn give(&mut self, document: usize, claim: &Claim, name: &str) {
        self.taken.insert((document, name.to_owned()), claim.span.clone());
        self.naming.types.insert(claim.id, Named { document, name: name.to_owned() });
    }

    /// Reports that the configuration gives two types the same name.
    fn refuse(&mut self, document: usize, claim: &Claim) {
        let source = &self.schemas.get(claim.id).source;
        let name = &claim.name;
        let error = |message| Diagnostic::error(source, claim.span.clone(), message);
        let pointer = &self.schemas.get(claim.id).pointer;
        let diagnostic = match self.taken.get(&(document, name.clone())) {
            Some(first) => error(format!("a second schema whose type would be `{name}`"))
                .label(format!("the first is in line {}", line(&source.text, first))),
            None => error(format!("a type and a builder would both be called `{name}`")),
        };
        self.diagnostics.push(diagnostic.help(format!(
            "name one otherwise: [types.\"{}#{pointer}\"] name = \"…\" in codegen.toml",
            source.path
        )));
        // Only this is wrong with it.
        let name = self.free(document, name);
        self.give(document, claim, &name);
    }

    /// Warns that a definition gets another name because its own is taken.
    fn warn(&mut self, document: usize, claim: &Claim, name: &str) {
        // The phase that shares definitions says why there are several of one name.
        if self.schemas.documents[document].origin == DocumentOrigin::Shared {
            return;
        }
        let source = &self.schemas.get(claim.id).source;
        let Some(first) = self.taken.get(&(document, claim.name.clone())) else { return };
        let message =
            format!("`{}` is the type of another schema, so this one's is `{name}`", claim.name);
        let pointer = &self.schemas.get(claim.id).pointer;
        self.diagnostics.push(
            Diagnostic::error(source, claim.span.clone(), message)
                .warning()
                .label(format!("the other is in line {}", line(&source.text, first)))
                .help(format!(
                    "name one: [types.\"{}#{pointer}\"] name = \"…\" in codegen.toml",
                    source.path
                )),
        );
    }

    /// Names the types inside of a named one, after the way that leads there.
    fn below(&mut self, id: SchemaId) {
        let Some(Named { document: _, name }) = self.naming.types.get(&id).cloned() else { return };
        // An alias has the shape of what it leads to, unless that has a name.
        if let Some(target) = self.unnamed_target(id).filter(|id| self.own_name(*id).is_some()) {
            return self.referred(target, &name);
        }
        // What is in the objects of a schema is called after the schema.
        let whole = self.schemas.objects_of(id).and_then(|whole| self.naming.types.get(&whole));
        let name = whole.map_or(name, |whole| whole.name.clone());
        for child in self.children(id) {
            self.inside(child.schema, &nested(&name, &child.part));
        }
    }

    fn inside(&mut self, id: SchemaId, name: &str) {
        if self.naming.types.contains_key(&id) {
            return;
        }
        if self.schemas.keywords(id).and_then(lone_reference).is_some() {
            let target = self.unnamed_target(id);
            return target.into_iter().for_each(|id| self.referred(id, name));
        }
        let Some(keywords) = self.schemas.shape(id) else { return };
        // Its validator stands in the module of its own document, and so does its type.
        let document = self.schemas.get(id).home;
        if self.has_own_type(id, keywords) {
            let free = self.given(id, document).unwrap_or_else(|| self.free(document, name));
            let span = self.schemas.get(id).span.clone();
            self.taken.insert((document, free.clone()), span);
            self.naming.types.insert(id, Named { document, name: free });
            if values(self.schemas, keywords).is_some_and(|values| is_optional(&values)) {
                self.naming.optional.insert(id);
            }
            self.below(id);
        } else {
            for child in self.children(id) {
                self.inside(child.schema, &nested(name, &child.part));
            }
        }
    }

    /// Where a schema leads that only refers to others, if none on the way has a name.
    fn unnamed_target(&self, id: SchemaId) -> Option<SchemaId> {
        let mut target = id;
        let mut passed = BTreeSet::from([id]);
        while let Some(next) = self.schemas.keywords(target).and_then(lone_reference) {
            if self.naming.types.contains_key(&next) || !passed.insert(next) {
                return None;
            }
            target = next;
        }
        (target != id).then_some(target)
    }

    /// Names what a reference leads to, if it is neither a root nor a definition of its document: after its own name, if it is
    /// a definition elsewhere, or else after the way to the reference.
    fn referred(&mut self, target: SchemaId, name: &str) {
        if !self.reached.insert((self.reach, target)) {
            return;
        }
        let own = self.own_name(target);
        self.inside(target, own.as_deref().unwrap_or(name));
    }

    /// What a schema is called that is a root, or a definition of its document or of a schema inside.
    fn own_name(&self, id: SchemaId) -> Option<String> {
        let Schema { pointer, source, .. } = self.schemas.get(id);
        if pointer.is_empty() {
            return Some(camel(&module_of(&source.path)));
        }
        let mut tokens = pointer.rsplit('/');
        let (last, shelf) = (tokens.next()?, tokens.next().and_then(Keyword::of_name)?);
        Keyword::SHELVES.contains(&shelf).then(|| camel(&unescape(last)))
    }

    /// The name that `codegen.toml` gives to the type of a schema inside of another one.
    fn given(&mut self, id: SchemaId, document: usize) -> Option<String> {
        let schema = self.schemas.get(id);
        let given = self.config.type_at(schema).name.as_ref();
        let given = given.filter(|_| !self.schemas.is_combined(id))?;
        let name = given.get_ref();
        if !self.is_free(document, name) {
            let message = format!("{name:?} is the name of another type of the module already");
            self.diagnostics.push(self.config.error(given.span(), message));
            return None;
        }
        Some(name.clone())
    }

    /// The subschemas whose types show in the type of this schema.
    fn children(&self, id: SchemaId) -> Vec<Child> {
        let Some(keywords) = self.schemas.shape(id) else { return Vec::new() };
        if let Some(union) = self.naming.unions.by_schema.get(&id) {
            // What holds for all variants is not called after one of them.
            let each = union.alternatives.iter().map(|one| Child::new(&one.name, one.schema));
            return self.members(id).into_iter().chain(each).collect();
        }
        if let Some(inner) = nullable(self.schemas, keywords) {
            return vec![Child::new("", inner)];
        }
        let (array, object) = (&keywords.array, &keywords.object);
        let properties = match self.schemas.combined.get(&Combination::Objects(id)) {
            Some(objects) => {
                let is_named = self.naming.types.contains_key(&id);
                vec![Child::new(if is_named { "object" } else { "" }, *objects)]
            }
            None => self.members(id),
        };
        let items = items(sequence(self.schemas, array));
        let values = object.additional_properties.filter(|_| object.properties.is_empty());
        // What a reference leads to is called after its own definition, if that gives it a name.
        let applies = self.reach == Reach::Applied;
        let patterns = &object.pattern_properties;
        let is_own = |values: &SchemaId| patterns.iter().any(|(_, own)| own == values);
        let values = values
            .or(map_values(self.schemas, id).filter(|values| applies || is_own(values)))
            .map(|id| Child::new("value", id));
        let keys = map_keys(self.schemas, id)
            .filter(|_| applies || object.property_names.is_some())
            .map(|id| Child::new("key", id));
        properties.into_iter().chain(items).chain(values).chain(keys).collect()
    }

    /// The members whose types show in the type of this schema.
    fn members(&self, id: SchemaId) -> Vec<Child> {
        let Some(keywords) = self.schemas.keywords(id) else { return Vec::new() };
        let members = members(self.schemas, id).unwrap_or_default();
        let unnamed = match self.reach {
            Reach::Declared => Vec::new(),
            Reach::Applied => self.unnamed(&members.unnamed),
        };
        let members = members.list;
        let together: BTreeMap<&str, SchemaId> = members
            .iter()
            .filter(|member| self.schemas.is_combined(member.schema))
            .map(|member| (member.name, member.schema))
            .collect();
        let properties = keywords.object.properties.iter().map(|(name, own)| {
            Child::new(name, together.get(name.as_str()).copied().unwrap_or(*own))
        });
        let applied = members.iter().filter(|_| self.reach == Reach::Applied);
        let applied = applied.map(|member| Child::new(member.name, member.schema));
        properties.chain(applied).chain(unnamed).collect()
    }

    /// The values of members that have no name.
    fn unnamed(&self, unnamed: &Unnamed<'_>) -> Vec<Child> {
        let Unnamed { matching, rest } = unnamed;
        let rest = match rest {
            Rest::Values(id) => Some(Child::new("other", *id)),
            Rest::Absent | Rest::Any => None,
        };
        let stems = unnamed.stems(self.schemas);
        let matching = stems.iter().zip(matching).map(|(stem, one)| Child::new(stem, one.schema));
        matching.chain(rest).collect()
    }

    /// Whether a schema inside of another one gets a type: an object with members, an enumeration, or a union.
    fn has_own_type(&self, id: SchemaId, keywords: &Keywords) -> bool {
        members(self.schemas, id).is_some()
            || self.naming.unions.by_schema.contains_key(&id)
            || kinds(keywords).is_some()
            || values(self.schemas, keywords).is_some()
    }

    /// Whether no type has this name, and none has a builder of this name, nor would this one's builder have another's.
    fn is_free(&self, document: usize, name: &str) -> bool {
        let taken = |name: &str| self.taken.contains_key(&(document, name.to_owned()));
        !taken(name) && !self.meets_builder(document, name)
    }

    fn meets_builder(&self, document: usize, name: &str) -> bool {
        let taken = |name: &str| self.taken.contains_key(&(document, name.to_owned()));
        builder_of(name).is_some_and(taken) || taken(&format!("{name}Builder"))
    }

    /// The name, or the first one made of it that is free.
    fn free(&mut self, document: usize, name: &str) -> String {
        let mut stem = name.to_owned();
        while names::is_used(&stem) || self.meets_builder(document, &stem) {
            stem.push_str("Type");
        }
        if self.is_free(document, &stem) {
            return stem;
        }
        let key = (document, stem.clone());
        let mut number = self.numbers.get(&key).copied().unwrap_or(2);
        while !self.is_free(document, &format!("{stem}{number}")) {
            number += 1;
        }
        self.numbers.insert(key, number + 1);
        format!("{stem}{number}")
    }
}

/// The schemas of items whose types show in that of an array.
fn items(sequence: Sequence) -> Vec<Child> {
    match sequence {
        Sequence::List(item) | Sequence::Fixed(item, _) => {
            item.into_iter().map(|id| Child::new("item", id)).collect()
        }
        Sequence::Tuple(items) => {
            let each = items.into_iter().enumerate();
            each.filter_map(|(at, id)| Some(Child::new(&format!("item {at}"), id?))).collect()
        }
        Sequence::Prefixed(..) => Vec::new(),
    }
}

/// The name of a type inside of another one: theirs, as long as a name may be.
fn nested(name: &str, part: &str) -> String {
    if part.is_empty() {
        return name.to_owned();
    }
    let whole = format!("{name}{}", camel(part));
    if whole.len() > names::MAX_LENGTH { camel(&whole) } else { whole }
}

/// The name of the type whose builder would have this name.
fn builder_of(name: &str) -> Option<&str> {
    name.strip_suffix("Builder").filter(|of| !of.is_empty())
}

/// The line of a text in which a span begins.
fn line(text: &str, span: &Range<usize>) -> usize {
    text[..span.start.min(text.len())].matches('\n').count() + 1
}

impl Naming {
    /// The values of an enumeration that have a variant.
    #[must_use]
    pub(crate) fn variants(&self, schemas: &Schemas, id: SchemaId) -> Option<Vec<Listed>> {
        let mut values = values(schemas, schemas.shape(id)?)?;
        values.retain(|one| one.value != Scalar::Null || !self.optional.contains(&id));
        Some(values)
    }

    /// The schemas that have a type, which therefore need a function.
    #[must_use]
    pub(crate) fn ids(&self) -> BTreeSet<SchemaId> {
        self.types.keys().copied().collect()
    }
}

#[cfg(test)]
mod tests;
