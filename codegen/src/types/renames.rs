//! Names that `codegen.toml` gives to fields and variants.
//!
//! The name of a field is set where a schema declares the member, or for a type that takes the member from there: the
//! type's own settings come first. A name that is given is given as it is; others make room for it.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::{label, of_kind, scalars};
use crate::branches::kinds;
use crate::config::{Config, TypeConfig};
use crate::diagnostic::Diagnostics;
use crate::members::{MAX_PARTS, members, part_ids};
use crate::names::Unique;
use crate::naming::Naming;
use crate::schema::{SchemaId, Schemas};

/// The names that are given, by those in JSON.
pub(super) type Fields<'a> = BTreeMap<&'a str, &'a Spanned<String>>;

/// The names that are given to the fields of the type of a schema.
pub(super) fn fields<'a>(schemas: &Schemas, config: &'a Config, id: SchemaId) -> Fields<'a> {
    let mut given = Fields::new();
    if config.types.is_empty() {
        return given;
    }
    // The schema itself comes last.
    for part in part_ids(schemas, id, MAX_PARTS).into_iter().rev() {
        for (member, name) in &config.type_at(schemas.get(part)).fields {
            given.entry(member.get_ref().as_str()).or_insert(name);
        }
    }
    given
}

/// The names of variants that would have these names: those that are given, and others as they are.
pub(super) fn variants(derived: &[&str], settings: &TypeConfig) -> Vec<String> {
    let given = |name: &str| settings.variants.get(name).map(|given| given.get_ref().clone());
    let mut free = Unique::default();
    for name in derived.iter().filter_map(|name| given(name)) {
        free.take_camel(&name);
    }
    let each = derived.iter();
    each.map(|name| given(name).unwrap_or_else(|| free.take_camel(name))).collect()
}

/// So many names are listed where none is like the one that was written.
const MAX_LISTED: usize = 8;

/// What can be named in the type of a schema.
#[derive(Debug, Default)]
struct Nameable {
    /// The members that have fields.
    fields: BTreeSet<String>,
    /// What its variants stand for.
    variants: BTreeSet<String>,
}

/// Reports names that are given to nothing, and those that are given twice in one type.
pub(crate) fn check(
    schemas: &Schemas,
    naming: &Naming,
    config: &Config,
    diagnostics: &mut Diagnostics,
) {
    if config.types.is_empty() {
        return;
    }
    let mut by_place: BTreeMap<String, Nameable> = BTreeMap::new();
    for id in naming.types.keys() {
        let schema = schemas.get(*id);
        let place = format!("{}#{}", schema.source.path, schema.pointer);
        let Nameable { fields: members, variants } = nameable(schemas, naming, *id);
        twice(config, &members, &fields(schemas, config, *id), diagnostics);
        let named = &config.type_at(schema).variants;
        let named = named.iter().map(|(value, name)| (value.get_ref().as_str(), name)).collect();
        twice(config, &variants, &named, diagnostics);
        let all = by_place.entry(place).or_default();
        all.fields.extend(members);
        all.variants.extend(variants);
    }
    for (place, settings) in &config.types {
        // Settings for no type at all are reported as such.
        let Some(Nameable { fields, variants }) = by_place.get(place.get_ref()) else { continue };
        for (what, set, known) in
            [("member", &settings.fields, fields), ("variant", &settings.variants, variants)]
        {
            for key in set.keys().filter(|key| !known.contains(key.get_ref())) {
                let message =
                    format!("the type of {:?} has no {what} {:?}", place.get_ref(), key.get_ref());
                let near = diagnostics.nearest(key.get_ref(), known).cloned();
                let error = config.error(key.span(), message);
                let near = near.map(|near| format!("did you mean {near:?}?"));
                diagnostics.push(match near.or_else(|| few(known)) {
                    Some(help) => error.help(help),
                    None => error,
                });
            }
        }
    }
}

/// What there is instead, if that is not much.
fn few(known: &BTreeSet<String>) -> Option<String> {
    (1..=MAX_LISTED).contains(&known.len()).then(|| {
        let names: Vec<String> = known.iter().map(|name| format!("{name:?}")).collect();
        format!("it has {}", names.join(", "))
    })
}

/// Reports a name that is given to two members or variants of one type.
fn twice(
    config: &Config,
    known: &BTreeSet<String>,
    given: &Fields<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for (original, name) in given.iter().filter(|(original, _)| known.contains(**original)) {
        if let Some(other) = first.insert(name.get_ref(), original) {
            let message = format!(
                "{:?} would be the name of both {other:?} and {original:?} in one type",
                name.get_ref()
            );
            diagnostics.push(config.error(name.span(), message));
        }
    }
}

/// What can be named in the type of a schema.
fn nameable(schemas: &Schemas, naming: &Naming, id: SchemaId) -> Nameable {
    let variants = |names: BTreeSet<String>| Nameable { variants: names, ..Nameable::default() };
    if let Some(union) = naming.unions.by_schema.get(&id) {
        return variants(union.alternatives.iter().map(|one| one.name.clone()).collect());
    }
    if let Some(values) = naming.variants(schemas, id) {
        let of = scalars(&values);
        return variants(values.iter().map(|one| label(of, &one.value)).collect());
    }
    if let Some(members) = members(schemas, id) {
        let fields = members.list.iter().map(|member| member.name.to_owned()).collect();
        return Nameable { fields, ..Nameable::default() };
    }
    let kinds = schemas.shape(id).and_then(kinds).unwrap_or_default();
    variants(kinds.into_iter().map(|kind| of_kind(kind).0.to_owned()).collect())
}
