//! Phase *types*: from schemas to the model, which says what Rust types there are.
//!
//! typify proposes shapes, behind the adapter in `prepare` and `shape`: it sees a document that is derived from the
//! schemas, with nothing in it but what it reads as we mean it. All else is decided here: names, documentation,
//! derives, attributes, and how a type meets its validator.

mod assertions;
mod keys;
mod members;
mod prepare;
mod record;
mod shape;

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Dialect;
use crate::doc::{Doc, has_words};
use crate::enumeration::{MAX_VARIANTS, string_values, too_many_strings};
use crate::graph;
use crate::lower::Lowered;
use crate::model::{Attribute, Derive, Kind, Model, Newtype, Type, TypeRef, Validator, Variant};
use crate::names::copy_of;
use crate::naming::Naming;
use crate::schema::{Body, SchemaId, Schemas};
use keys::key;
use shape::Shape;

/// Gives every named schema a type.
pub(crate) fn types(
    schemas: &Schemas,
    naming: &Naming,
    lowered: &Lowered,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Model {
    too_many_variants(schemas, diagnostics);
    let prepared = prepare::prepare(schemas, naming, config);
    let indexes: BTreeMap<SchemaId, usize> =
        naming.types.keys().enumerate().map(|(index, id)| (*id, index)).collect();
    let shapes = shape::shapes(&prepared, &indexes, diagnostics);
    let modeling = Modeling { schemas, naming, lowered, config, remembers: remembers(lowered) };
    let each = naming.types.keys();
    let types = each.filter_map(|id| modeling.ty(*id, shapes.get(&key(*id))));
    with_recursion(types.collect())
}

/// Gives every named schema a type that holds no value.
#[must_use]
pub(crate) fn verdicts(
    schemas: &Schemas,
    naming: &Naming,
    lowered: &Lowered,
    config: &Config,
) -> Model {
    let modeling = Modeling { schemas, naming, lowered, config, remembers: remembers(lowered) };
    let verdict = |id: &SchemaId| {
        let derives =
            vec![Derive::Clone, Derive::Copy, Derive::Debug, Derive::PartialEq, Derive::Eq];
        let bare = modeling.bare(*id)?;
        let validator = Validator { noted: false, ..bare.validator.clone() };
        Some(Type { derives, validator, source: None, ..bare })
    };
    let types = naming.types.keys().filter_map(verdict).collect();
    Model { types, recursion_limit: None }
}

fn remembers(lowered: &Lowered) -> bool {
    lowered.plan.functions.iter().any(|function| function.memoised.is_some())
}

/// Warns of enumerations that become strings because an enum of them would be too large.
fn too_many_variants(schemas: &Schemas, diagnostics: &mut Diagnostics) {
    for schema in &schemas.arena {
        let Body::Keywords(keywords) = &schema.body else { continue };
        let Some(values @ [first, ..]) = too_many_strings(keywords) else { continue };
        let message = format!(
            "an enumeration of {} strings becomes a checked string instead of a Rust enum, which has up to {MAX_VARIANTS} variants",
            values.len()
        );
        diagnostics.push(Diagnostic::at(first.node(), message).warning());
    }
}

/// The longest chain of types, each a part of the one before, that rustc follows with its default limit. It follows
/// chains for drop glue, for `Send` and for instances of generic functions, in several steps a type.
const FEW: usize = 24;

/// The model, with those types noted whose values can hold others of the same type.
fn with_recursion(mut types: Vec<Type>) -> Model {
    let edges: Vec<Vec<usize>> = types.iter().map(parts).collect();
    for (ty, on_cycle) in types.iter_mut().zip(graph::on_cycles(&edges)) {
        ty.validator.recursive = on_cycle;
    }
    let longest = graph::longest_path(&edges);
    let recursion_limit = (longest > FEW).then(|| (128 + 8 * longest).next_power_of_two());
    Model { types, recursion_limit }
}

/// The indexes of the types that are parts of a type.
fn parts(ty: &Type) -> Vec<usize> {
    let mut parts = Vec::new();
    ty.each_part(&mut |part| parts.push(part));
    parts
}

struct Modeling<'a> {
    schemas: &'a Schemas,
    naming: &'a Naming,
    lowered: &'a Lowered,
    config: &'a Config,
    /// Whether some function memoises verdicts.
    remembers: bool,
}

impl Modeling<'_> {
    /// The type of a schema, of the shape that is proposed.
    fn ty(&self, id: SchemaId, shape: Option<&Shape>) -> Option<Type> {
        let bare = self.bare(id)?;
        let keywords = self.schemas.keywords(id);
        let made = keywords.and_then(|keywords| match shape? {
            Shape::Record(fields) => self.record(id, keywords, fields),
            Shape::Enumeration(count) => {
                let values = string_values(keywords)?;
                (values.len() == *count).then(|| Kind::Enumeration(variants(values)))
            }
            Shape::Newtype(inner) => Some(self.newtype(id, inner.clone())),
        });
        let kind = made.unwrap_or_else(|| self.newtype(id, TypeRef::Any));
        let mut attributes = match &kind {
            Kind::Record(record) => record::attributes(keywords, record),
            Kind::Newtype(_) => keywords.and_then(assertions::attribute).into_iter().collect(),
            Kind::Enumeration(_) | Kind::Verdict => Vec::new(),
        };
        let texts = keywords.map(|keywords| [&keywords.description, &keywords.title]);
        let text = texts.into_iter().flatten().flatten().find(|text| has_words(text));
        attributes.extend(text.and_then(|text| description(&bare.docs, text)));
        let is_record = matches!(kind, Kind::Record(_));
        let mut validator = bare.validator;
        validator.noted &= is_record;
        let source = bare.source.filter(|_| is_record);
        Some(Type { derives: derives(&kind), attributes, validator, kind, source, ..bare })
    }

    /// What all types have, whatever their shape.
    fn bare(&self, id: SchemaId) -> Option<Type> {
        let named = self.naming.types.get(&id)?;
        let schema = self.schemas.get(id);
        let function = *self.lowered.entries.get(&id)?;
        let is_root = schema.pointer.is_empty();
        let validator = Validator {
            function,
            noted: !self.remembers && self.lowered.plan.functions[function].notes_members(),
            remembers: self.remembers,
            recursive: false,
            spelled: schema.dialect == Dialect::Draft4,
        };
        Some(Type {
            schema: id,
            document: named.document,
            name: named.name.clone(),
            docs: self.docs(id),
            derives: Vec::new(),
            attributes: Vec::new(),
            validator,
            kind: Kind::Verdict,
            source: is_root.then(|| format!("schemas/{}", copy_of(&schema.source.path))),
        })
    }

    /// What the schema says of itself.
    fn docs(&self, id: SchemaId) -> Doc {
        let keywords = self.schemas.keywords(id);
        let title = keywords.and_then(|keywords| keywords.title.as_deref());
        let description = keywords.and_then(|keywords| keywords.description.as_deref());
        let title = title.filter(|title| has_words(title));
        let title = title.map(|title| title.trim().trim_end_matches('.'));
        match (title, description.filter(|text| has_words(text))) {
            (Some(title), Some(text)) => Doc::default().text(title).then(".\n\n").text(text),
            (Some(title), None) => Doc::default().text(title).then("."),
            (None, Some(text)) => Doc::default().text(text),
            (None, None) => Doc::new("The schema ").code(&self.schemas.get(id).location).then("."),
        }
    }

    fn newtype(&self, id: SchemaId, inner: TypeRef) -> Kind {
        let schema = self.schemas.get(id);
        let settings = self.config.type_of(&schema.source.path, &schema.pointer);
        let parsed = settings.parses_to.map(toml::Spanned::into_inner);
        Kind::Newtype(Newtype { parsed: parsed.filter(|_| inner == TypeRef::String), inner })
    }
}

/// The description of a schema, which schemars otherwise takes from the documentation: where that has to escape it.
fn description(docs: &Doc, text: &str) -> Option<Attribute> {
    (!docs.is_plain()).then(|| Attribute::Description(text.to_owned()))
}

/// The variants of an enumeration of these strings.
fn variants(values: Vec<String>) -> Vec<Variant> {
    let names = members::variant_names(&values);
    let variant = |(value, name): (String, String)| {
        let docs = Doc::default().code(&value);
        Variant { name, value, docs }
    };
    values.into_iter().zip(names).map(variant).collect()
}

/// The traits that a type of this kind can have.
fn derives(kind: &Kind) -> Vec<Derive> {
    use Derive::{Clone, Copy, Debug, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd};
    let (copied, ordered): (&[Derive], &[Derive]) = match kind {
        Kind::Enumeration(_) => (&[Copy], &[Eq, PartialOrd, Ord, Hash]),
        Kind::Newtype(Newtype { inner, parsed: _ }) => match inner {
            TypeRef::String | TypeRef::Signed | TypeRef::Unsigned | TypeRef::Boolean => {
                (&[], &[Eq, PartialOrd, Ord, Hash])
            }
            TypeRef::Float => (&[], &[PartialOrd]),
            TypeRef::DateTime
            | TypeRef::Any
            | TypeRef::Members
            | TypeRef::List(_)
            | TypeRef::Map(_)
            | TypeRef::Boxed(_)
            | TypeRef::Optional(_)
            | TypeRef::Named(_) => (&[], &[]),
        },
        Kind::Record(_) | Kind::Verdict => (&[], &[]),
    };
    [&[Clone][..], copied, &[Debug, PartialEq], ordered, &[JsonSchema]].concat()
}
