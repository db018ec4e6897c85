//! Schemas that no document has.

use std::collections::BTreeMap;

use super::json::Json;
use super::keywords::{Definition, Translator};
use crate::keyword::Keyword;
use crate::schema::{SchemaId, Schemas};

/// Writes what combined schemas are made of.
pub(super) struct Combiner<'a> {
    pub(super) schemas: &'a Schemas,
    /// The names of all definitions.
    pub(super) names: &'a BTreeMap<SchemaId, String>,
    pub(super) translator: &'a Translator<'a>,
}

impl Combiner<'_> {
    /// The definition of a combined schema.
    pub(super) fn definition(&self, id: SchemaId) -> Definition {
        let mut definition =
            Definition { schema: Json::Object(Vec::new()), references: Vec::new() };
        let Some(keywords) = self.schemas.keywords(id) else { return definition };
        let mut members = Vec::new();
        if let Some([one]) = keywords.types.map(|types| types.names()).as_deref() {
            members.push((Keyword::Type.name().to_owned(), Json::string(one)));
        }
        let parts = keywords.all_of.iter().map(|part| {
            let part = self.part(*part);
            definition.references.extend(part.references);
            part.schema
        });
        members.push((Keyword::AllOf.name().to_owned(), Json::Array(parts.collect())));
        definition.schema = Json::Object(members);
        definition
    }

    fn part(&self, id: SchemaId) -> Definition {
        if !self.schemas.is_combined(id) {
            return self.translator.inside(self.schemas.get(id).node);
        }
        match self.names.get(&id) {
            Some(name) => {
                let reference = Json::string(&format!("#/$defs/{name}"));
                let schema = Json::Object(vec![(Keyword::Ref.name().to_owned(), reference)]);
                Definition { schema, references: Vec::new() }
            }
            None => self.definition(id),
        }
    }
}
