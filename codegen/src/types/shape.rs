//! What typify makes of the prepared document, read back with syn. This is the only file that names typify.

use std::collections::{BTreeMap, BTreeSet};

use schemars08::schema::RootSchema;
use serde_json::Value;
use typify::{TypeSpace, TypeSpaceSettings};

use super::keys::{field_of_key, field_of_nullable_key, of_key};
use super::texts;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Integer, TypeRef};
use crate::schema::SchemaId;

/// The shape of a type, as typify proposes it. Members and values are those of the schema, by their indexes there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// An object with members of its own: the type of each, if it is there, and then those of the values of maps of others.
    Record(BTreeMap<usize, TypeRef>),
    /// One of so many strings.
    Enumeration(usize),
    /// A type around another one.
    Newtype(TypeRef),
}

/// The indexes of types by their schemas.
type Indexes = BTreeMap<SchemaId, usize>;

/// The shapes of the prepared definitions, by their names there. What typify cannot do has none.
pub(super) fn shapes(
    prepared: &Value,
    indexes: &Indexes,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Shape> {
    match generate(prepared) {
        Ok(file) => read(&file, prepared, indexes),
        Err(reason) => {
            // What typify sees is ours, names included: there is nothing in it that it does not know.
            let message = format!("this is a defect of Voltype: typify makes no types: {reason}");
            diagnostics.push(Diagnostic::general(message));
            BTreeMap::new()
        }
    }
}

/// The source that typify makes.
fn generate(prepared: &Value) -> Result<syn::File, String> {
    let root: RootSchema =
        serde_json::from_value(prepared.clone()).map_err(|error| error.to_string())?;
    let mut settings = TypeSpaceSettings::default();
    settings.with_map_type("::std::collections::BTreeMap".to_owned());
    for name in
        texts::TYPES.into_iter().map(|text| text.name).chain([texts::DATE_TIME, texts::DECIMAL])
    {
        let text: schemars08::schema::SchemaObject =
            serde_json::from_value(texts::prepared(name)).map_err(|error| error.to_string())?;
        settings.with_conversion(text, name, std::iter::empty());
    }
    let mut space = TypeSpace::new(&settings);
    space.add_root_schema(root).map_err(|error| error.to_string())?;
    syn::parse2(space.to_stream()).map_err(|error| error.to_string())
}

fn read(file: &syn::File, prepared: &Value, indexes: &Indexes) -> BTreeMap<String, Shape> {
    let mut shapes = BTreeMap::new();
    for item in &file.items {
        let (name, shape) = match item {
            syn::Item::Struct(item) => {
                let name = item.ident.to_string();
                let shape = structure(&item.fields, &prepared["definitions"][&name], indexes);
                (name, shape)
            }
            syn::Item::Enum(item) => (item.ident.to_string(), enumeration(item)),
            _ => continue,
        };
        shapes.extend(shape.map(|shape| (name, shape)));
    }
    shapes
}

fn structure(fields: &syn::Fields, definition: &Value, indexes: &Indexes) -> Option<Shape> {
    match fields {
        syn::Fields::Named(fields) => {
            let required = definition["required"].as_array().into_iter().flatten();
            let required: BTreeSet<&str> = required.filter_map(Value::as_str).collect();
            let fields = fields.named.iter().map(|field| {
                let key = field.ident.as_ref()?.to_string();
                let ty = type_ref(&field.ty, indexes)?;
                // An empty array or map stands for an absent one in typify's types, not in ours: there is an `Option`
                // only around other types.
                let ty = match ty {
                    TypeRef::Optional(inner) if !required.contains(key.as_str()) => *inner,
                    ty => ty,
                };
                match field_of_nullable_key(&key) {
                    Some(index) => Some((index, TypeRef::Optional(Box::new(ty)))),
                    None => Some((field_of_key(&key)?, ty)),
                }
            });
            fields.collect::<Option<BTreeMap<_, _>>>().map(Shape::Record)
        }
        syn::Fields::Unnamed(fields) => {
            let inner = type_ref(&fields.unnamed.first()?.ty, indexes)?;
            Some(Shape::Newtype(inner))
        }
        syn::Fields::Unit => None,
    }
}

fn enumeration(item: &syn::ItemEnum) -> Option<Shape> {
    let are_units = item.variants.iter().all(|one| matches!(one.fields, syn::Fields::Unit));
    are_units.then(|| Shape::Enumeration(item.variants.len()))
}

/// The type that typify names.
fn type_ref(ty: &syn::Type, indexes: &Indexes) -> Option<TypeRef> {
    let path = match ty {
        syn::Type::Path(path) => path,
        syn::Type::Tuple(tuple) => {
            let items = tuple.elems.iter().map(|item| type_ref(item, indexes));
            return items.collect::<Option<Vec<_>>>().map(TypeRef::Tuple);
        }
        syn::Type::Array(array) => {
            let length = fixed_length(&array.len)?;
            return Some(TypeRef::Array(Box::new(type_ref(&array.elem, indexes)?), length));
        }
        _ => return None,
    };
    let last = path.path.segments.last()?;
    let arguments: Vec<&syn::Type> = match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => arguments
            .args
            .iter()
            .filter_map(|argument| match argument {
                syn::GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        syn::PathArguments::None | syn::PathArguments::Parenthesized(_) => Vec::new(),
    };
    // The value is the last argument of a map.
    let inner = || type_ref(arguments.last()?, indexes).map(Box::new);
    let name = last.ident.to_string();
    if let Some(integer) = Integer::ALL.into_iter().find(|ty| ty.name() == name) {
        return Some(TypeRef::Integer(integer));
    }
    Some(match name.as_str() {
        "bool" => TypeRef::Boolean,
        "f64" => TypeRef::Float,
        "String" => TypeRef::String,
        texts::DATE_TIME => TypeRef::DateTime,
        texts::DECIMAL => TypeRef::Decimal,
        "Value" => TypeRef::Any,
        "Map" => TypeRef::Members,
        "Vec" => TypeRef::List(inner()?),
        "BTreeMap" => match type_ref(arguments.first()?, indexes)? {
            TypeRef::Named(keys) => TypeRef::Keyed(keys, inner()?),
            _ => TypeRef::Map(inner()?),
        },
        // Which types are boxed is decided in `size`.
        "Box" => *inner()?,
        "Option" => TypeRef::Optional(inner()?),
        name if let Some(text) = texts::of_name(name) => TypeRef::Text(text),
        name => TypeRef::Named(*indexes.get(&of_key(name)?)?),
    })
}

/// The length of an array.
fn fixed_length(length: &syn::Expr) -> Option<usize> {
    match length {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(length), .. }) => {
            length.base10_parse().ok()
        }
        _ => None,
    }
}
