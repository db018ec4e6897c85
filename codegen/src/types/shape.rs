//! What typify makes of the prepared document, read back with syn. This is the only file that names typify.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use schemars08::schema::RootSchema;
use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use typify::{TypeSpace, TypeSpaceSettings};

use crate::diagnostic::{Diagnostic, Diagnostics};

/// The shape of a type.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An object with members of its own.
    Struct(Vec<Field>),
    /// One of several strings.
    Enum(Vec<Variant>),
    /// A type around another one.
    Newtype(syn::Type),
    /// A type around any JSON value.
    Any,
    /// A type that holds nothing: it only validates.
    Verdict,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in Rust.
    pub name: syn::Ident,
    /// Its name in JSON.
    pub member: String,
    /// Its type if it is there.
    pub ty: syn::Type,
    /// Whether it may be absent.
    pub optional: bool,
}

/// One of several strings.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name in Rust.
    pub name: syn::Ident,
    /// The string.
    pub value: String,
}

/// The shapes of the prepared definitions, by their names there. What typify cannot do has none.
pub(super) fn shapes(prepared: &Value, diagnostics: &mut Diagnostics) -> BTreeMap<String, Shape> {
    match generate(prepared) {
        Ok(file) => read(&file, prepared),
        Err(reason) => {
            let message = format!("no types but validated values can be made: {reason}");
            diagnostics.push(Diagnostic::general(message).warning());
            BTreeMap::new()
        }
    }
}

/// The source that typify makes.
fn generate(prepared: &Value) -> Result<syn::File, String> {
    let root: RootSchema =
        serde_json::from_value(prepared.clone()).map_err(|error| error.to_string())?;
    let timestamp: schemars08::schema::SchemaObject =
        serde_json::from_value(serde_json::json!({ "type": "string", "format": "date-time" }))
            .map_err(|error| error.to_string())?;
    let mut settings = TypeSpaceSettings::default();
    settings.with_map_type("::std::collections::BTreeMap".to_owned()).with_conversion(
        timestamp,
        "::voltype_runtime::scalar::DateTime",
        std::iter::empty(),
    );
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        let mut space = TypeSpace::new(&settings);
        space.add_root_schema(root).map_err(|error| error.to_string())?;
        Ok::<_, String>(space.to_stream())
    }))
    .map_err(|_| "typify gave up".to_owned())??;
    syn::parse2(tokens).map_err(|error| error.to_string())
}

fn read(file: &syn::File, prepared: &Value) -> BTreeMap<String, Shape> {
    let definition = |name: &str| &prepared["definitions"][name];
    let mut shapes = BTreeMap::new();
    for item in &file.items {
        let (name, shape) = match item {
            syn::Item::Struct(item) => {
                let name = item.ident.to_string();
                let shape = structure(&item.fields, definition(&name));
                (name, shape)
            }
            syn::Item::Enum(item) => (item.ident.to_string(), enumeration(item)),
            _ => continue,
        };
        if let (Some(shape), true) = (shape, definition(&name).is_object()) {
            shapes.insert(name, shape);
        }
    }
    shapes
}

fn structure(fields: &syn::Fields, definition: &Value) -> Option<Shape> {
    match fields {
        syn::Fields::Named(fields) => {
            let properties = definition["properties"].as_object()?;
            let required = definition["required"].as_array().into_iter().flatten();
            let required: BTreeSet<&str> = required.filter_map(Value::as_str).collect();
            let fields = fields.named.iter().map(|field| {
                let name = field.ident.clone()?;
                let member = rename(&field.attrs).unwrap_or_else(|| unraw(&name));
                properties.contains_key(&member).then_some(())?;
                let required = required.contains(member.as_str());
                let ty = plain(field.ty.clone());
                let ty = if required { ty } else { inside_option(ty) };
                Some(Field { name, member, ty, optional: !required })
            });
            let fields = fields.collect::<Option<Vec<Field>>>();
            fields.filter(|fields| fields.len() == properties.len()).map(Shape::Struct)
        }
        syn::Fields::Unnamed(fields) => {
            let inner = fields.unnamed.first()?;
            Some(Shape::Newtype(plain(inner.ty.clone())))
        }
        syn::Fields::Unit => None,
    }
}

fn enumeration(item: &syn::ItemEnum) -> Option<Shape> {
    let variants = item.variants.iter().map(|variant| {
        let value = rename(&variant.attrs).unwrap_or_else(|| unraw(&variant.ident));
        let unit = matches!(variant.fields, syn::Fields::Unit);
        unit.then(|| Variant { name: variant.ident.clone(), value })
    });
    variants.collect::<Option<Vec<_>>>().map(Shape::Enum)
}

fn unraw(name: &syn::Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}

/// The name in `#[serde(rename = "…")]`.
fn rename(attributes: &[syn::Attribute]) -> Option<String> {
    let mut renamed = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // What else serde is told there doesn't matter here, so that errors don't either.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.input.peek(syn::Token![=]) {
                let value: syn::Expr = meta.value()?.parse()?;
                if meta.path.is_ident("rename")
                    && let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = value
                {
                    renamed = Some(text.value());
                }
            }
            Ok(())
        });
    }
    renamed
}

/// The type in an `Option`; the type itself if it is in none. An empty array or map stands for an absent one in
/// typify's types, not in ours: there is an `Option` to be seen only where there was none.
fn inside_option(ty: syn::Type) -> syn::Type {
    let syn::Type::Path(path) = &ty else { return ty };
    let Some(last) = path.path.segments.last().filter(|last| last.ident == "Option") else {
        return ty;
    };
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(syn::GenericArgument::Type(inner)) => inner.clone(),
            _ => ty,
        },
        _ => ty,
    }
}

/// The type with the names that generated modules import.
fn plain(mut ty: syn::Type) -> syn::Type {
    Plain.visit_type_mut(&mut ty);
    ty
}

struct Plain;

impl VisitMut for Plain {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let known = ["String", "Option", "Vec", "Box", "Value", "Map", "BTreeMap", "DateTime"];
        let Some(last) = path.segments.last() else { return };
        if path.segments.len() > 1 && known.iter().any(|name| last.ident == name) {
            let last: TokenStream = last.to_token_stream();
            if let Ok(short) = syn::parse2(quote!(#last)) {
                *path = short;
            }
        }
    }
}
