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
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::emit::ident;
use crate::graph;
use crate::names::{camel, snake};
use crate::schema::{Body, Keywords, SchemaId, Schemas};

pub use prepare::MAX_VARIANTS;

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
    /// Whether a value of the type can hold others of it.
    pub recursive: bool,
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
    too_many_variants(schemas, diagnostics);
    let prepared = prepare::prepare(schemas, naming, config);
    let shapes: BTreeMap<String, Shape> = shape::shapes(&prepared, diagnostics);
    let each = naming.types.iter();
    let types = each.map(|(id, named)| {
        let schema = schemas.get(*id);
        let shape = shapes.get(&key(*id)).cloned().unwrap_or(Shape::Any);
        let shape = members::named(with_names(shape, schemas.keywords(*id)));
        let settings = config.type_of(&schema.source.path, &schema.pointer);
        Type {
            schema: *id,
            document: named.document,
            name: named.name.clone(),
            shape,
            recursive: false,
            parses_to: settings.parses_to.map(toml::Spanned::into_inner),
        }
    });
    with_recursion(types.collect())
}

/// Says which enumerations are strings because an enum of them would be too large.
fn too_many_variants(schemas: &Schemas, diagnostics: &mut Diagnostics) {
    for schema in &schemas.arena {
        let Body::Keywords(keywords) = &schema.body else { continue };
        let Some(values @ [first, ..]) = prepare::too_many_strings(keywords) else { continue };
        let message = format!(
            "no Rust enum for {} strings, but a string that is checked: an enum has up to {MAX_VARIANTS} variants",
            values.len()
        );
        diagnostics.push(Diagnostic::error(&schema.source, first.span.clone(), message).warning());
    }
}

/// The types, with those noted whose values can hold others of the same type.
fn with_recursion(mut types: Vec<Type>) -> Vec<Type> {
    let on_cycles = graph::on_cycles(&parts(&types));
    for (ty, on_cycle) in types.iter_mut().zip(on_cycles) {
        ty.recursive = on_cycle;
    }
    types
}

/// The indexes of the types that are parts of each type.
fn parts(types: &[Type]) -> Vec<Vec<usize>> {
    let indexes: BTreeMap<SchemaId, usize> =
        types.iter().enumerate().map(|(index, ty)| (ty.schema, index)).collect();
    let parts = |ty: &Type| -> Vec<usize> {
        let parts = ty.shape.parts().into_iter();
        parts.filter_map(|id| indexes.get(&id).copied()).collect()
    };
    types.iter().map(parts).collect()
}

/// The longest chain of types, each a part of the one before, that rustc follows with its default limit. It follows
/// chains for drop glue, for `Send` and for instances of generic functions, in several steps a type.
const FEW: usize = 24;

/// The `recursion_limit` that a crate with these types needs, if not the default.
#[must_use]
pub fn recursion_limit(types: &[Type]) -> Option<usize> {
    let longest = graph::longest_path(&parts(types));
    (longest > FEW).then(|| (128 + 8 * longest).next_power_of_two())
}

/// The shape with the names and values of the schema, in its order, where typify saw what stands for them.
fn with_names(shape: Shape, keywords: Option<&Keywords>) -> Shape {
    let Some(keywords) = keywords else { return shape };
    match shape {
        Shape::Struct(fields) => {
            let seen: BTreeMap<&str, &Field> =
                fields.iter().map(|field| (field.member.as_str(), field)).collect();
            let each = keywords.properties.iter().enumerate().map(|(index, (member, _))| {
                let field = seen.get(prepare::field_key(index).as_str()).copied()?;
                let name = ident(&snake(member));
                Some(Field { name, member: member.clone(), ..field.clone() })
            });
            each.collect::<Option<Vec<_>>>().map_or(Shape::Any, Shape::Struct)
        }
        Shape::Enum(variants) => {
            let values = prepare::string_values(keywords).unwrap_or_default();
            if values.len() != variants.len() {
                return Shape::Any;
            }
            let variant = |value: String| Variant { name: ident(&variant_name(&value)), value };
            Shape::Enum(values.into_iter().map(variant).collect())
        }
        Shape::Newtype(_) | Shape::Any | Shape::Verdict => shape,
    }
}

fn variant_name(value: &str) -> String {
    // No variant can be named like this.
    match camel(value) {
        name if name == "Self" => "SelfValue".to_owned(),
        name => name,
    }
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
        recursive: false,
        parses_to: None,
    })
    .collect()
}
