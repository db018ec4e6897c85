//! The helper of `cargo xtask compare`: what needs typify or a parser of Rust.
//!
//! - `helper generate SCHEMA NAME MODULE` prints what typify makes of a schema, as its documentation says to call it, and
//!   its root type as seen from beside the module. A schema without a title gets `NAME`, because typify names no root
//!   otherwise.
//! - `helper measure FOLDER` counts types and members in the sources of a folder.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};
use syn::{Attribute, Fields, File, GenericArgument, Item, PathArguments, Type};
use typify::{TypeSpace, TypeSpaceSettings};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["generate", schema, name, module] => generate(schema, name, module),
        ["measure", folder] => measure(Path::new(folder)),
        _ => Err("one of: generate SCHEMA NAME MODULE, measure FOLDER".into()),
    };
    match result {
        Ok(value) => {
            println!("{value}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(schema: &str, name: &str, module: &str) -> Result<Value, Box<dyn Error>> {
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(schema)?)?;
    if let Value::Object(members) = &mut schema {
        members.entry("title").or_insert_with(|| name.into());
    }
    let root = serde_json::from_value(schema)?;
    let mut space = TypeSpace::new(TypeSpaceSettings::default().with_type_mod(module));
    let root = space.add_root_schema(root)?.ok_or("there is no root type")?;
    let root = space.get_type(&root)?.ident().to_string();
    let source = prettyplease::unparse(&syn::parse2::<File>(space.to_stream())?);
    Ok(json!({ "source": source, "root": root }))
}

#[derive(Default)]
struct Figures {
    types: usize,
    members: usize,
    bare: usize,
    lines: usize,
}

fn measure(folder: &Path) -> Result<Value, Box<dyn Error>> {
    let mut figures = Figures::default();
    figures.folder(folder)?;
    let Figures { types, members, bare, lines } = figures;
    Ok(json!({ "types": types, "members": members, "bare": bare, "lines": lines }))
}

impl Figures {
    fn folder(&mut self, folder: &Path) -> Result<(), Box<dyn Error>> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.folder(&path)?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path)?;
                self.lines += text.lines().count();
                syn::parse_file(&text)?.items.iter().for_each(|item| self.item(item));
            }
        }
        Ok(())
    }

    /// Counts an item. Modules inside have validators, builders and defaults, not types of the schema.
    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => {
                self.types += 1;
                self.fields(&item.fields);
            }
            Item::Enum(item) => {
                self.types += 1;
                item.variants.iter().for_each(|variant| self.fields(&variant.fields));
            }
            Item::Type(item) => {
                self.types += 1;
                self.bare += usize::from(is_bare(&item.ty));
            }
            _ => {}
        }
    }

    fn fields(&mut self, fields: &Fields) {
        for field in fields {
            if !takes_the_rest(&field.attrs) {
                self.members += usize::from(field.ident.is_some());
                self.bare += usize::from(is_bare(&field.ty));
            }
        }
    }
}

/// Whether a field is for the members that have no field.
fn takes_the_rest(attributes: &[Attribute]) -> bool {
    let mut texts = attributes.iter().map(|attribute| quote::quote!(#attribute).to_string());
    texts.any(|text| {
        text.contains("flatten") || text.contains("The members that the schema doesn't name.")
    })
}

/// Whether a type is `Value` or a map of such, also in `Option`, `Vec` or `Box`.
fn is_bare(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    let inner: Vec<&Type> = match &last.arguments {
        PathArguments::AngleBracketed(list) => list
            .args
            .iter()
            .filter_map(|one| match one {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    match last.ident.to_string().as_str() {
        "Value" => inner.is_empty(),
        "Option" | "Vec" | "Box" | "Map" | "HashMap" | "BTreeMap" => {
            inner.last().is_some_and(|ty| is_bare(ty))
        }
        _ => false,
    }
}
