//! Phase *types*: from schemas to the model, which says what Rust types there are.
//!
//! typify proposes shapes, behind the adapter in `prepare` and `shape`: it sees a document that is derived from the
//! schemas, with nothing in it but what it reads as we mean it. All else is decided here: names, documentation,
//! derives, attributes, and how a type meets its validator.

mod annotations;
mod common;
mod complexity;
mod conversions;
mod defaults;
mod derives;
mod integers;
mod keys;
mod maps;
mod members;
mod prepare;
mod record;
pub(crate) mod renames;
mod shape;
mod size;
mod texts;
pub(crate) mod untyped;

use std::collections::{BTreeMap, BTreeSet};

use crate::branches::{OTHERS, kinds};
use crate::config::Config;
use crate::definitions::Definitions;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Dialect;
use crate::doc::{Doc, has_words};
use crate::enumeration::{Integer, Listed, MAX_VARIANTS, Scalar, too_many_strings};
use crate::graph;
use crate::lower::Lowered;
use crate::model::{
    self, Derive, Enumeration, Kind, Model, Newtype, Scalars, SharedTypes, Type, TypeRef,
    UnionVariant, Validator, Values, Variant,
};
use crate::names::{copy_of, is_name};
use crate::naming::Naming;
use crate::schema::{Body, DocumentOrigin, SchemaId, Schemas};
use crate::union::{Alternative, Union};
use keys::key;
use members::VariantOf;
use shape::Shape;
use untyped::Notes;

/// Gives every named schema a type.
pub(crate) fn types(
    schemas: &Schemas,
    naming: &Naming,
    lowered: &Lowered,
    config: &Config,
    definitions: &Definitions,
    diagnostics: &mut Diagnostics,
) -> Model {
    too_many_variants(schemas, diagnostics);
    let refused = defaults::refused(schemas, config, diagnostics);
    let notes = Notes::default();
    let prepared = prepare::prepare(schemas, naming, config, &notes);
    let indexes: BTreeMap<SchemaId, usize> =
        naming.types.keys().enumerate().map(|(index, id)| (*id, index)).collect();
    let shapes = shape::shapes(&prepared, &indexes, diagnostics);
    let memoised = memoises(lowered);
    let modeling = Modeling { schemas, naming, lowered, config, definitions, memoised, refused };
    let each = naming.types.keys();
    let types = each.filter_map(|id| modeling.ty(*id, shapes.get(&key(*id))));
    let mut types: Vec<Type> = types.collect();
    size::boxed(&mut types);
    common::note(&mut types);
    conversions::convert(schemas, naming, &mut types);
    derives::derive(&mut types);
    derives::configured(schemas, config, &mut types);
    types.iter_mut().for_each(|ty| ty.complex = complexity::is_complex(&ty.kind));
    let shared = shared(schemas, &types);
    let mut model = with_recursion(types, shared);
    model.untyped = notes.list(schemas);
    if let Some(limit) = model.recursion_limit.filter(|limit| *limit > DEEP) {
        diagnostics.push(too_deep_for_rustc(limit));
    }
    model
}

/// Gives every named schema a type that holds no value.
#[must_use]
pub(crate) fn verdicts(
    schemas: &Schemas,
    naming: &Naming,
    lowered: &Lowered,
    config: &Config,
) -> Model {
    let (definitions, memoised) = (&Definitions::default(), memoises(lowered));
    let refused = BTreeSet::new();
    let modeling = Modeling { schemas, naming, lowered, config, definitions, memoised, refused };
    let verdict = |id: &SchemaId| {
        let derives =
            vec![Derive::Clone, Derive::Copy, Derive::Debug, Derive::PartialEq, Derive::Eq];
        let bare = modeling.bare(*id)?;
        let validator = Validator { recorded: false, ..bare.validator.clone() };
        Some(Type { derives, validator, source: None, ..bare })
    };
    let types = naming.types.keys().filter_map(verdict).collect();
    Model { types, ..Model::default() }
}

fn memoises(lowered: &Lowered) -> bool {
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

/// From this `recursion_limit` on, rustc may exhaust its own stack, too.
const DEEP: usize = 8192;

/// Says how a crate with very long chains of types is compiled.
fn too_deep_for_rustc(limit: usize) -> Diagnostic {
    let message = format!(
        "types that contain each other form a chain so long that the crate needs a recursion_limit of {limit}, \
         and rustc may need more stack than it has by default"
    );
    let help =
        "set RUST_MIN_STACK = \"67108864\" in the section [env] of the crate's .cargo/config.toml";
    Diagnostic::general(message).warning().help(help)
}

/// The types that documents have in common with others.
fn shared(schemas: &Schemas, types: &[Type]) -> BTreeMap<usize, SharedTypes> {
    let by_schema: BTreeMap<SchemaId, &Type> = types.iter().map(|ty| (ty.schema, ty)).collect();
    let mut shared = BTreeMap::new();
    for (index, document) in schemas.documents.iter().enumerate() {
        let here = document.shared.iter().filter_map(|id| by_schema.get(id).copied());
        let here: Vec<&Type> = here.collect();
        let Some(first) = here.first() else { continue };
        let names = here.iter().flat_map(|ty| ty.names()).collect();
        shared.insert(index, SharedTypes { document: first.document, names });
    }
    shared
}

/// The model, with those types marked as recursive whose values can hold others of the same type.
fn with_recursion(mut types: Vec<Type>, shared: BTreeMap<usize, SharedTypes>) -> Model {
    let edges: Vec<Vec<usize>> = types.iter().map(parts).collect();
    for (ty, on_cycle) in types.iter_mut().zip(graph::on_cycles(&edges)) {
        ty.validator.recursive = on_cycle;
    }
    for index in choosing(&types, &edges) {
        let validator = &mut types[index].validator;
        validator.chooses = true;
        validator.recorded = false;
    }
    let longest = graph::longest_path(&edges);
    let recursion_limit = (longest > FEW).then(|| (128 + 8 * longest).next_power_of_two());
    Model { types, shared, recursion_limit, untyped: Vec::new() }
}

/// The indexes of unions, and of the types that they are parts of, however deep.
fn choosing(types: &[Type], parts: &[Vec<usize>]) -> BTreeSet<usize> {
    let mut wholes = vec![Vec::new(); types.len()];
    for (whole, parts) in parts.iter().enumerate() {
        parts.iter().for_each(|part| wholes[*part].push(whole));
    }
    // In draft 4, a number without a fraction need not be an integer: only the validator knows.
    let is_union = |index: &usize| {
        let ty = &types[*index];
        matches!(&ty.kind, Kind::Union(union) if union.number.is_some() || ty.validator.spelled)
    };
    let mut open: Vec<usize> = (0..types.len()).filter(is_union).collect();
    let mut found: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(part) = open.pop() {
        open.extend(wholes[part].iter().filter(|whole| found.insert(**whole)));
    }
    found
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
    definitions: &'a Definitions,
    /// Whether some function memoises verdicts.
    memoised: bool,
    /// The schemas that refuse their own defaults.
    refused: BTreeSet<SchemaId>,
}

impl Modeling<'_> {
    /// The type of a schema, of the shape that is proposed.
    fn ty(&self, id: SchemaId, shape: Option<&Shape>) -> Option<Type> {
        let bare = self.bare(id)?;
        let keywords = self.schemas.shape(id);
        let union = self.naming.unions.by_schema.get(&id);
        let is_implied = self.schemas.implied.contains(&id);
        let made = keywords.and_then(|keywords| match (shape?, union, kinds(keywords)) {
            (Shape::Record(types), Some(union), _) => self.union(id, union, types),
            (Shape::Record(types), None, Some(kinds)) if !is_implied => {
                self.of_kinds(id, &kinds, types)
            }
            (shape, _, _) => self.kind(id, shape),
        });
        let kind = made.unwrap_or_else(|| self.newtype(id, TypeRef::Any));
        let mut validator = bare.validator;
        // Of a value that is no object, nothing is recorded: only reading it again tells that.
        validator.recorded &= !is_implied
            && matches!(&kind, Kind::Record(record) if self.numbers(validator.function, record));
        validator.implied = is_implied && matches!(&kind, Kind::Record(_));
        if matches!(kind, Kind::Enumeration(_)) {
            // Without `type`, a number is compared with those that are listed, whatever its spelling.
            let types = keywords.and_then(|keywords| keywords.types);
            validator.spelled &= types.is_some_and(|types| types.names().contains(&"integer"));
        }
        Some(Type { validator, kind, ..bare })
    }

    /// Whether a validator knows the members that have a field by the numbers of the fields, and numbers no others.
    fn numbers(&self, function: usize, record: &model::Record) -> bool {
        let numbered = self.lowered.plan.functions[function].numbered_members();
        numbered
            .map(|member| member.name.as_str())
            .eq(record.fields.iter().map(|field| field.member.as_str()))
    }

    /// What a type of the shape that is proposed is.
    fn kind(&self, id: SchemaId, shape: &Shape) -> Option<Kind> {
        match shape {
            Shape::Record(fields) => self.record(id, fields),
            Shape::Enumeration(count) => {
                let values = self.naming.variants(self.schemas, id)?;
                (values.len() == *count).then(|| Kind::Enumeration(self.enumeration(id, values)))
            }
            Shape::Newtype(inner) => Some(self.newtype(id, inner.clone())),
        }
    }

    /// An enum with a variant for each branch, of these types.
    fn union(&self, id: SchemaId, union: &Union, types: &BTreeMap<usize, TypeRef>) -> Option<Kind> {
        let derived: Vec<&str> = union.alternatives.iter().map(|one| one.name.as_str()).collect();
        let names = renames::variants(&derived, self.config.type_at(self.schemas.get(id)));
        let variants = union.alternatives.iter().zip(names).map(|(one, name)| {
            let ty = if one.is_null { None } else { Some(types.get(&one.branch)?.clone()) };
            let (values, docs) = (Values::Branch(one.branch), self.variant_docs(one));
            Some(UnionVariant { values, name, docs, ty })
        });
        let variants = variants.collect::<Option<Vec<_>>>()?;
        let (number, conversions) = (Some(union.number), Vec::new());
        Some(Kind::Union(model::Union { number, variants, common: Vec::new(), conversions }))
    }

    /// What the schema of a variant says: there, or else where its reference leads.
    fn variant_docs(&self, one: &Alternative) -> Doc {
        let docs = match self.text(one.schema) {
            Some(text) => Doc::default().text(text),
            None => {
                let location = &self.schemas.get(one.schema).location;
                Doc::new("The schema ").code(location).then(".")
            }
        };
        self.marked(docs, one.schema)
    }

    /// An enumeration of these values.
    fn enumeration(&self, id: SchemaId, values: Vec<Listed>) -> Enumeration {
        let of = scalars(&values);
        Enumeration { of, variants: self.variants(id, values, of) }
    }

    /// The variants of these values.
    fn variants(&self, id: SchemaId, values: Vec<Listed>, of: Scalars) -> Vec<Variant> {
        let given = self.config.type_at(self.schemas.get(id));
        let named = values.iter().map(|one| {
            let branch = one.branch.and_then(|branch| self.schemas.keywords(branch));
            // A title names one value, if it does not stand for a list of them.
            let title = branch.filter(|branch| branch.constant.is_some());
            let title = title.and_then(|branch| branch.title.as_deref().map(str::trim));
            VariantOf {
                value: &one.value,
                title: title.filter(|title| is_name(title)),
                given: given.variants.get(label(of, &one.value).as_str()).map(|one| one.as_ref()),
            }
        });
        let names = members::variant_names(&named.collect::<Vec<_>>());
        let variant = |(one, name): (Listed, String)| {
            let docs = Doc::default().code(&label(of, &one.value));
            let docs = match one.branch.and_then(|branch| self.text(branch)) {
                Some(text) => docs.then("\n\n").text(text),
                None => docs,
            };
            let docs = match one.branch {
                Some(branch) => self.marked(docs, branch),
                None => docs,
            };
            Variant { name, value: one.value, docs }
        };
        values.into_iter().zip(names).map(variant).collect()
    }

    /// What all types have, whatever their shape.
    fn bare(&self, id: SchemaId) -> Option<Type> {
        let named = self.naming.types.get(&id)?;
        let schema = self.schemas.get(id);
        let function = *self.lowered.entries.get(&id)?;
        let origin = self.schemas.documents[named.document].origin;
        let is_root = origin != DocumentOrigin::Found
            && schema.pointer.is_empty()
            && !self.schemas.is_combined(id);
        let validator = Validator {
            function,
            recorded: !self.memoised && self.lowered.plan.functions[function].notes_members(),
            memoised: self.memoised,
            chooses: false,
            recursive: false,
            spelled: schema.dialect == Dialect::Draft4,
            implied: false,
        };
        Some(Type {
            schema: id,
            place: self.schemas.place(id),
            document: named.document,
            name: named.name.clone(),
            docs: self.annotated(self.docs(id), id),
            derives: Vec::new(),
            more_derives: Vec::new(),
            attributes: Vec::new(),
            complex: false,
            definition: self.definitions.names.get(&id).cloned().unwrap_or_default(),
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

    /// An enum with a variant for each kind of value, of these types.
    fn of_kinds(
        &self,
        id: SchemaId,
        kinds: &[&'static str],
        types: &BTreeMap<usize, TypeRef>,
    ) -> Option<Kind> {
        let derived: Vec<&str> = kinds.iter().map(|kind| of_kind(kind).0).collect();
        let names = renames::variants(&derived, self.config.type_at(self.schemas.get(id)));
        let mut types = types.values();
        let variants = kinds.iter().zip(names).map(|(kind, name)| {
            let (_, values, text) = of_kind(kind);
            let ty = if *kind == "null" { None } else { Some(types.next()?.clone()) };
            let values = if *kind == OTHERS { Values::Others } else { Values::Kind(values) };
            Some(UnionVariant { values, name, docs: Doc::new(text), ty })
        });
        let variants = variants.collect::<Option<Vec<_>>>()?;
        let (common, conversions) = (Vec::new(), Vec::new());
        Some(Kind::Union(model::Union { number: None, variants, common, conversions }))
    }

    fn newtype(&self, id: SchemaId, inner: TypeRef) -> Kind {
        let settings = self.config.type_at(self.schemas.get(id));
        let parsed = settings.parses_to.as_ref().map(|path| path.get_ref().clone());
        Kind::Newtype(Newtype { parsed: parsed.filter(|_| inner == TypeRef::String), inner })
    }
}

/// What the values of an enumeration have in common.
fn scalars(values: &[Listed]) -> Scalars {
    let all = |is: fn(&Scalar) -> bool| values.iter().all(|one| is(&one.value));
    if all(|value| matches!(value, Scalar::String(_))) {
        Scalars::Strings
    } else if all(|value| matches!(value, Scalar::Integer(Integer::Signed(_)))) {
        Scalars::Integers
    } else {
        Scalars::Mixed
    }
}

/// A value of an enumeration as people write it. Among others, a string has its quotes.
fn label(of: Scalars, value: &Scalar) -> String {
    match value {
        Scalar::String(text) if of == Scalars::Mixed => format!("{text:?}"),
        value => value.to_string(),
    }
}

/// The variant for the values of a kind: its name, the kind in the runtime, and what it is.
fn of_kind(kind: &str) -> (&'static str, &'static str, &'static str) {
    match kind {
        "null" => ("Null", "Null", "`null`."),
        "boolean" => ("Boolean", "Boolean", "A Boolean."),
        "integer" => ("Integer", "Number", "An integer."),
        "number" => ("Number", "Number", "A number."),
        "string" => ("String", "String", "A string."),
        "array" => ("Array", "Array", "An array."),
        "object" => ("Object", "Object", "An object."),
        _ => ("Other", "", "A value of another kind."),
    }
}
