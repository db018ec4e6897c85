//! The schemas of all types, as one document of draft 2020-12 that the generated crate carries: what schemars is told of
//! the types.
//!
//! Each definition is its schema as it was written, annotations included. Schemas that have a type of their own or that a
//! `$ref` leads to are definitions; all references lead to definitions, so the document needs no other one. What a draft
//! spells differently or ignores is rewritten in [`keywords`].

mod combined;
mod json;
mod keywords;

use std::collections::{BTreeMap, BTreeSet};

use crate::arena::NodeId;
use crate::dialect::Dialect;
use crate::names::{Unique, camel};
use crate::naming::Naming;
use crate::resolve::Resolved;
use crate::schema::{SchemaId, Schemas};
use crate::share::Shared;

use combined::Combiner;
use json::Json;
use keywords::Translator;

/// The definitions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Definitions {
    /// The document.
    pub text: String,
    /// The names of the definitions, by their schemas.
    pub names: BTreeMap<SchemaId, String>,
}

/// Defines the schemas of all types, and those that their references lead to.
pub(crate) fn definitions(
    resolved: &Resolved,
    shared: &Shared,
    schemas: &Schemas,
    naming: &Naming,
) -> Definitions {
    let names = names(schemas, naming);
    let (combined, written): (Vec<_>, Vec<_>) =
        names.iter().partition(|(id, _)| schemas.is_combined(**id));
    let written = written.into_iter().map(|(id, name)| (schemas.get(*id).node, name.as_str()));
    let translator = Translator { resolved, shared, names: written.collect() };
    let combiner = Combiner { schemas, names: &names, translator: &translator };
    let mut definitions = BTreeMap::new();
    let typed = naming.types.keys().filter(|id| !schemas.is_combined(**id));
    let mut open: Vec<NodeId> = typed.map(|id| schemas.get(*id).node).collect();
    for (id, name) in combined {
        let definition = combiner.definition(*id);
        open.extend(definition.references);
        definitions.insert(name.clone(), definition.schema);
    }
    let mut begun = BTreeSet::new();
    while let Some(node) = open.pop() {
        if begun.insert(node) {
            let definition = translator.definition(node);
            open.extend(definition.references);
            definitions.insert(translator.names[&node].to_owned(), definition.schema);
        }
    }
    let document = Json::Object(vec![
        ("$schema".to_owned(), Json::string(Dialect::Draft202012.metaschema())),
        ("$defs".to_owned(), Json::Object(definitions.into_iter().collect())),
    ]);
    Definitions { text: document.to_string(), names }
}

/// The names of the definitions: those of their types, with that of the module where two are alike, or what their places
/// are called.
fn names(schemas: &Schemas, naming: &Naming) -> BTreeMap<SchemaId, String> {
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for named in naming.types.values() {
        *alike.entry(&named.name).or_default() += 1;
    }
    let mut taken = Unique::default();
    let of_types = naming.types.iter().map(|(id, named)| {
        let module = || camel(&naming.modules[named.document]);
        let is_unique = alike[named.name.as_str()] == 1;
        (*id, if is_unique { named.name.clone() } else { module() + &named.name })
    });
    // Names that are unique come first, so those that are made up make room for them.
    let (unique, made): (Vec<_>, Vec<_>) =
        of_types.partition(|(id, name)| *name == naming.types[id].name);
    let others = targets(schemas);
    let others = others.into_iter().filter(|id| !naming.types.contains_key(id)).map(|id| {
        let schema = schemas.get(id);
        let module = &naming.modules[schema.home];
        (id, camel(&format!("{module}{}", schema.pointer)))
    });
    let all = unique.into_iter().chain(made).chain(others);
    all.map(|(id, name)| (id, taken.take_camel(&name))).collect()
}

/// The schemas that references lead to.
fn targets(schemas: &Schemas) -> BTreeSet<SchemaId> {
    let ids = (0..schemas.arena.len()).map(SchemaId);
    let targets = ids.filter_map(|id| schemas.keywords(id)).flat_map(|keywords| {
        let dynamic = keywords.dynamic_reference.as_ref().map(|reference| reference.initial);
        keywords.reference.into_iter().chain(dynamic)
    });
    targets.collect()
}
