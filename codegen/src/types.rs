//! Phase *types*: which schemas get a Rust type, and of what shape.
//!
//! typify decides names and shapes. It ignores or mishandles many keywords and panics on some, so that it never
//! sees a schema itself but one that `prepare` derives: only what it reads as we mean it. What it returns is
//! read back in `shape`; the validators know everything else.

mod members;
mod naming;
mod prepare;
mod shape;

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::schema::{Keywords, SchemaId, Schemas};

pub use naming::{Naming, key, name, of_key};
pub use shape::{Field, Shape, Variant};

/// A Rust type that is generated.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its schema.
    pub schema: SchemaId,
    /// The index of the document in whose module it stands.
    pub document: usize,
    /// Its Rust name.
    pub name: String,
    /// Its shape.
    pub shape: Shape,
    /// For a string type: the path of the type that its method `parsed` gives.
    pub parses_to: Option<String>,
}

/// Gives every named schema a type.
pub fn types(
    schemas: &Schemas,
    naming: &Naming,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Vec<Type> {
    let prepared = prepare::prepare(schemas, naming, config);
    let shapes: BTreeMap<String, Shape> = shape::shapes(&prepared, diagnostics);
    let each = naming.types.iter();
    each.map(|(id, named)| {
        let schema = schemas.get(*id);
        let shape = shapes.get(&key(*id)).cloned().unwrap_or(Shape::Any);
        let shape = members::named(with_values(shape, schemas.keywords(*id)));
        let settings = config.type_of(&schema.source.path, &schema.pointer);
        Type {
            schema: *id,
            document: named.document,
            name: named.name.clone(),
            shape,
            parses_to: settings.parses_to.map(toml::Spanned::into_inner),
        }
    })
    .collect()
}

/// The shape with an enumeration's values in the schema's order, where typify only saw what stood for them.
fn with_values(shape: Shape, keywords: Option<&Keywords>) -> Shape {
    let Shape::Enum(variants) = shape else { return shape };
    let Some(values) = keywords.and_then(prepare::string_values) else {
        return Shape::Enum(variants);
    };
    let seen: BTreeMap<&str, &Variant> =
        variants.iter().map(|variant| (variant.value.as_str(), variant)).collect();
    let variant = |(value, stand_in): (String, String)| {
        let seen = seen.get(stand_in.as_str())?;
        Some(Variant { name: seen.name.clone(), value })
    };
    let pairs = prepare::stand_ins(&values).into_iter();
    let pairs = values.into_iter().zip(pairs);
    pairs.map(variant).collect::<Option<Vec<_>>>().map_or(Shape::Any, Shape::Enum)
}

/// Gives every named schema a type that holds no value.
#[must_use]
pub fn verdicts(naming: &Naming) -> Vec<Type> {
    let each = naming.types.iter();
    each.map(|(id, named)| Type {
        schema: *id,
        document: named.document,
        name: named.name.clone(),
        shape: Shape::Verdict,
        parses_to: None,
    })
    .collect()
}
