//! The schemas of generated types, for schemars.

use std::collections::HashMap;
use std::sync::OnceLock;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

/// The schemas of the types of a generated crate: one document of draft 2020-12, with a definition for each.
///
/// It is the schemas' own text, annotations included, so it says what the validators check. Two things cannot be said in
/// 2020-12: that `3.0` is not an integer (draft 4), and what a `$dynamicRef` leads to depending on where it is used:
/// here, it leads to its initial target.
#[derive(Debug)]
pub struct Definitions {
    text: &'static str,
    modules: &'static [fn() -> &'static [Described]],
    parsed: OnceLock<Parsed>,
}

/// A type that has a definition.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    definition: &'static str,
    schema: fn(&mut SchemaGenerator) -> Schema,
}

/// The definitions, and those of types by their names.
#[derive(Debug, Default)]
struct Parsed {
    schemas: Map<String, Value>,
    types: HashMap<&'static str, Described>,
}

/// Where the definitions are in the document.
const PREFIX: &str = "#/$defs/";

impl Described {
    /// The type `T`, which has the definition of this name.
    #[must_use]
    pub const fn new<T: JsonSchema>(definition: &'static str) -> Self {
        Described { definition, schema: SchemaGenerator::subschema_for::<T> }
    }
}

impl Definitions {
    /// The definitions of a document, and the types of each module that has some.
    #[must_use]
    pub const fn new(text: &'static str, modules: &'static [fn() -> &'static [Described]]) -> Self {
        Definitions { text, modules, parsed: OnceLock::new() }
    }

    /// The text of the document.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The schema of a definition. What its references lead to is in the generator then. An object inside of `const` and the
    /// like that looks like a reference to a definition is taken for one.
    #[must_use]
    pub fn schema(&self, definition: &str, generator: &mut SchemaGenerator) -> Schema {
        let mut schema =
            self.parsed().schemas.get(definition).cloned().unwrap_or(Value::Bool(true));
        self.follow(&mut schema, generator);
        Schema::try_from(schema).unwrap_or_default()
    }

    /// Turns references to definitions into references to what the generator makes of them.
    fn follow(&self, value: &mut Value, generator: &mut SchemaGenerator) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.follow(item, generator)),
            Value::Object(members) => {
                let reference = members.get("$ref").and_then(Value::as_str);
                let definition = reference.and_then(|text| text.strip_prefix(PREFIX));
                if let Some(definition) = definition.map(str::to_owned) {
                    members.remove("$ref");
                    let target = self.target(&definition, generator).to_value();
                    refer(members, target);
                }
                members.values_mut().for_each(|member| self.follow(member, generator));
            }
            _ => {}
        }
    }

    /// A reference to a definition, or the schema itself if the generator wants no references.
    fn target(&self, definition: &str, generator: &mut SchemaGenerator) -> Schema {
        if let Some(described) = self.parsed().types.get(definition) {
            return (described.schema)(generator);
        }
        // A schema that has no type: schemars does not know of it.
        if !generator.definitions().contains_key(definition) {
            generator.definitions_mut().insert(definition.to_owned(), Value::Bool(true));
            let schema = self.schema(definition, generator).to_value();
            generator.definitions_mut().insert(definition.to_owned(), schema);
        }
        let path = generator.settings().definitions_path.trim_matches('/');
        Schema::new_ref(format!("#/{path}/{definition}"))
    }

    fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| {
            // A document that serde_json cannot read, because it is nested too deeply, says nothing.
            let mut document: Value = serde_json::from_str(self.text).unwrap_or_default();
            let schemas = match document.get_mut("$defs").map(Value::take) {
                Some(Value::Object(schemas)) => schemas,
                _ => Map::new(),
            };
            let types = self.modules.iter().flat_map(|module| module());
            Parsed { schemas, types: types.map(|one| (one.definition, *one)).collect() }
        })
    }
}

/// Adds a schema to an object of keywords, which has no `$ref`.
fn refer(keywords: &mut Map<String, Value>, schema: Value) {
    match schema {
        Value::Object(mut reference) if reference.len() == 1 && reference.contains_key("$ref") => {
            keywords.append(&mut reference);
        }
        Value::Object(inline) if keywords.is_empty() => *keywords = inline,
        inline => {
            let branches = keywords.entry("allOf").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(branches) = branches {
                branches.push(inline);
            }
        }
    }
}

/// Implements `schemars::JsonSchema` for the types of a module, by their definitions. A type whose definition is called
/// otherwise is given with its name.
#[macro_export]
macro_rules! described {
    ($definitions:path; $($ty:ident $(= $definition:literal)?;)*) => {
        $(
            impl $crate::schemars::JsonSchema for $ty {
                fn schema_name() -> ::std::borrow::Cow<'static, str> {
                    ::std::borrow::Cow::Borrowed($crate::definition!($ty $($definition)?))
                }

                fn schema_id() -> ::std::borrow::Cow<'static, str> {
                    ::std::borrow::Cow::Borrowed(concat!(module_path!(), "::", stringify!($ty)))
                }

                fn json_schema(
                    generator: &mut $crate::schemars::SchemaGenerator,
                ) -> $crate::schemars::Schema {
                    $definitions.schema($crate::definition!($ty $($definition)?), generator)
                }
            }

            $crate::sampled!($ty);
        )*

        /// The types of the module, by their definitions.
        pub(crate) fn described() -> &'static [$crate::Described] {
            static DESCRIBED: &[$crate::Described] =
                &[$($crate::Described::new::<$ty>($crate::definition!($ty $($definition)?))),*];
            DESCRIBED
        }
    };
}

/// The name of the definition of a type.
#[doc(hidden)]
#[macro_export]
macro_rules! definition {
    ($ty:ident) => {
        stringify!($ty)
    };
    ($ty:ident $definition:literal) => {
        $definition
    };
}
