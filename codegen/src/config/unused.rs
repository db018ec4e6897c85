//! Settings in `codegen.toml` that set nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use super::{Config, TypeConfig};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::naming::{Extent, Naming};
use crate::schema::{Schema, SchemaId, Schemas};

/// Reports settings for documents and schemas that there are none of, and for the types of schemas that have no type.
pub(crate) fn unused(
    config: &Config,
    schemas: &Schemas,
    naming: &Naming,
    extent: Extent,
    diagnostics: &mut Diagnostics,
) {
    let documents = schemas.documents.iter().map(|document| document.source.path.clone());
    let documents: BTreeSet<String> = documents.collect();
    let place = |schema: &Schema| format!("{}#{}", schema.source.path, schema.pointer);
    let known: BTreeSet<String> = match config.types.is_empty() {
        true => BTreeSet::new(),
        false => schemas.arena.iter().map(place).collect(),
    };
    let named = naming.types.keys().map(|id: &SchemaId| schemas.get(*id));
    let named: BTreeSet<String> = named.map(place).collect();
    for key in config.documents.keys() {
        absent(config, key, "document", &[&documents], diagnostics);
    }
    for (key, settings) in &config.types {
        if !known.contains(key.get_ref()) {
            // What has a type is what is most likely meant.
            absent(config, key, "schema", &[&named, &known], diagnostics);
        } else if !named.contains(key.get_ref())
            && extent == Extent::All
            && let Some(span) = of_types(settings)
        {
            diagnostics.push(untyped(config, key.get_ref(), span));
        }
    }
}

/// Reports a key that is not among those that are known; one of the first of these lists is suggested first.
fn absent(
    config: &Config,
    key: &Spanned<String>,
    what: &str,
    known: &[&BTreeSet<String>],
    diagnostics: &mut Diagnostics,
) {
    if known.iter().any(|known| known.contains(key.get_ref())) {
        return;
    }
    let message = format!("there is no {what} {:?} that this could set anything of", key.get_ref());
    let error = config.error(key.span(), message);
    let near = known.iter().find_map(|known| diagnostics.nearest(key.get_ref(), *known));
    diagnostics.push(match near {
        Some(near) => error.help(format!("did you mean {near:?}?")),
        None => error,
    });
}

/// A setting that only a type has that stands in the generated code.
fn of_types(settings: &TypeConfig) -> Option<Range<usize>> {
    let TypeConfig { name, fields, variants, derives, attributes, .. } = settings;
    let keys = fields.keys().chain(variants.keys());
    name.iter().chain(keys).chain(derives).chain(attributes).next().map(Spanned::span)
}

fn untyped(config: &Config, key: &str, span: Range<usize>) -> Diagnostic {
    let message = format!("no type is generated for {key:?} that this could set anything of");
    config.error(span, message).help(
        "roots, definitions, objects with members, enumerations and unions have types of their own",
    )
}
