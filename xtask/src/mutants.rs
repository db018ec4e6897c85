//! Schemas with one constraint changed, which tests must notice.
//!
//! A document is edited as JSON, without the compiler: an edit means what the specification says, whatever the
//! compiler does with it. Every assertion is removed once, and so is every member of `required`, `enum`, `type`,
//! `properties` and the like. That makes a schema allow more. Where removing something would hide a mistake in
//! the other direction, the schema is also made to allow less: each value of an `enum` is removed, and each bound is
//! made exclusive.

use std::collections::BTreeMap;
use std::iter;

use serde_json::{Value, json};
use voltype_codegen::json::{escape, unescape};

/// Documents by their paths below the schema folder.
pub type Documents = BTreeMap<String, Value>;

/// One edit of the documents.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The keyword that is edited: `session.schema.json#/properties/start_soc/maximum`.
    pub location: String,
    /// What is done to it, in a few words.
    pub edit: String,
    /// Whether the schema allows more than before, or less.
    pub effect: Effect,
    /// The documents after the edit.
    pub documents: Documents,
}

/// What an edit does to the instances that are valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Some instances are valid now that were not.
    AllowsMore,
    /// Some instances are not valid any more.
    AllowsLess,
}

impl Mutant {
    /// The name that people select it by.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}: {}", self.location, self.edit)
    }
}

/// All edits of these documents, in the order of their places.
#[must_use]
pub fn mutants(documents: &Documents) -> Vec<Mutant> {
    let mut edits = Vec::new();
    for (path, document) in documents {
        schema(path, "", document, &mut edits);
    }
    let made = edits.into_iter().filter_map(|edit| {
        let mut documents = documents.clone();
        let document = documents.get_mut(&edit.path)?;
        edit.apply(document)?;
        Some(Mutant {
            location: format!("{}#{}", edit.path, edit.pointer),
            edit: edit.change.describe(),
            effect: edit.change.effect(),
            documents,
        })
    });
    made.collect()
}

/// What is done, and to the keyword or the keyword's member at which place.
struct Edit {
    path: String,
    pointer: String,
    change: Change,
}

enum Change {
    /// The keyword goes.
    Remove,
    /// The item of the keyword's array goes, and what is left allows more or less.
    RemoveItem(usize, String, Effect),
    /// One more value is allowed.
    AddItem(Value),
    /// A bound of draft 6 or later becomes exclusive.
    Exclude(&'static str),
}

impl Change {
    fn describe(&self) -> String {
        match self {
            Change::Remove => "removed".to_owned(),
            Change::RemoveItem(_, item, _) => format!("without {item}"),
            Change::AddItem(item) => format!("with {item}"),
            Change::Exclude(_) => "made exclusive".to_owned(),
        }
    }

    fn effect(&self) -> Effect {
        match self {
            Change::Remove | Change::AddItem(_) => Effect::AllowsMore,
            Change::RemoveItem(_, _, effect) => *effect,
            Change::Exclude(_) => Effect::AllowsLess,
        }
    }
}

impl Edit {
    fn apply(&self, document: &mut Value) -> Option<()> {
        match &self.change {
            Change::Remove => {
                let (parent, name) = self.pointer.rsplit_once('/')?;
                let parent = document.pointer_mut(parent)?.as_object_mut()?;
                parent.remove(&unescape(name)).map(drop)
            }
            Change::RemoveItem(index, _, _) => {
                let items = document.pointer_mut(&self.pointer)?.as_array_mut()?;
                (*index < items.len()).then(|| items.remove(*index)).map(drop)
            }
            Change::AddItem(item) => {
                let items = document.pointer_mut(&self.pointer)?.as_array_mut()?;
                items.push(item.clone());
                Some(())
            }
            Change::Exclude(exclusive) => {
                let (parent, name) = self.pointer.rsplit_once('/')?;
                let parent = document.pointer_mut(parent)?.as_object_mut()?;
                let bound = parent.remove(name)?;
                parent.insert((*exclusive).to_owned(), bound);
                Some(())
            }
        }
    }
}

/// The edits of the schema at a place, and of those inside it.
fn schema(path: &str, at: &str, value: &Value, edits: &mut Vec<Edit>) {
    let Value::Object(keywords) = value else { return };
    for (name, value) in keywords {
        // Up to draft 7, a reference hides what stands beside it; definitions don't.
        if keywords.contains_key("$ref") && !matches!(name.as_str(), "$ref" | "definitions") {
            continue;
        }
        let at = format!("{at}/{}", escape(name));
        keyword(path, &at, name, value, edits);
    }
}

fn keyword(path: &str, at: &str, name: &str, value: &Value, edits: &mut Vec<Edit>) {
    let own = changes(name, value).into_iter();
    edits.extend(own.map(|change| Edit { path: path.to_owned(), pointer: at.to_owned(), change }));
    match name {
        "items"
        | "additionalItems"
        | "additionalProperties"
        | "propertyNames"
        | "contains"
        | "not"
        | "if"
        | "then"
        | "else"
        | "unevaluatedItems"
        | "unevaluatedProperties" => {
            schema(path, at, value, edits);
            subschemas(path, at, value, edits);
        }
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => subschemas(path, at, value, edits),
        "properties" | "patternProperties" | "dependencies" | "dependentSchemas"
        | "dependentRequired" => {
            for (member, value) in value.as_object().into_iter().flatten() {
                let at = format!("{at}/{}", escape(member));
                let change = Change::Remove;
                edits.push(Edit { path: path.to_owned(), pointer: at.clone(), change });
                schema(path, &at, value, edits);
            }
        }
        "definitions" | "$defs" => {
            for (member, value) in value.as_object().into_iter().flatten() {
                schema(path, &format!("{at}/{}", escape(member)), value, edits);
            }
        }
        _ => {}
    }
}

/// What is done to a keyword and to the items of its value.
fn changes(name: &str, value: &Value) -> Vec<Change> {
    let without_item = |effect: Effect| {
        items(value).map(move |(index, item)| Change::RemoveItem(index, item.to_string(), effect))
    };
    match name {
        "minimum" => vec![Change::Remove, Change::Exclude("exclusiveMinimum")],
        "maximum" => vec![Change::Remove, Change::Exclude("exclusiveMaximum")],
        "required" => without_item(Effect::AllowsMore).collect(),
        "type" => iter::once(Change::Remove).chain(without_item(Effect::AllowsLess)).collect(),
        "enum" => iter::once(Change::Remove)
            .chain(without_item(Effect::AllowsLess))
            .chain(iter::once(Change::AddItem(json!(""))))
            .collect(),
        "exclusiveMinimum"
        | "exclusiveMaximum"
        | "multipleOf"
        | "minLength"
        | "maxLength"
        | "pattern"
        | "format"
        | "minItems"
        | "maxItems"
        | "uniqueItems"
        | "minProperties"
        | "maxProperties"
        | "const"
        | "$ref"
        | "minContains"
        | "maxContains"
        | "items"
        | "additionalItems"
        | "additionalProperties"
        | "propertyNames"
        | "contains"
        | "not"
        | "if"
        | "then"
        | "else"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "allOf"
        | "anyOf"
        | "oneOf"
        | "prefixItems" => vec![Change::Remove],
        _ => Vec::new(),
    }
}

fn subschemas(path: &str, at: &str, value: &Value, edits: &mut Vec<Edit>) {
    for (index, value) in items(value) {
        schema(path, &format!("{at}/{index}"), value, edits);
    }
}

fn items(value: &Value) -> impl Iterator<Item = (usize, &Value)> {
    value.as_array().into_iter().flatten().enumerate()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Effect, mutants};

    #[test]
    fn each_constraint_is_edited_by_itself() {
        let document = json!({
            "required": ["a/b"],
            "properties": {
                "a/b": { "type": ["string", "null"], "title": "kept" },
                "c": { "$ref": "#/definitions/d", "minimum": 1 },
            },
            "definitions": { "d": { "allOf": [{ "maximum": 2 }] } },
        });
        let documents = BTreeMap::from([("x.json".to_owned(), document.clone())]);
        let made = mutants(&documents);
        let names: Vec<_> = made.iter().map(|mutant| (mutant.name(), mutant.effect)).collect();
        let more = |name: &str| (format!("x.json#/{name}"), Effect::AllowsMore);
        let less = |name: &str| (format!("x.json#/{name}"), Effect::AllowsLess);
        let mut expected = vec![
            more("definitions/d/allOf: removed"),
            more("definitions/d/allOf/0/maximum: removed"),
            less("definitions/d/allOf/0/maximum: made exclusive"),
            more("properties/a~1b: removed"),
            more("properties/a~1b/type: removed"),
            less("properties/a~1b/type: without \"string\""),
            less("properties/a~1b/type: without \"null\""),
            more("properties/c: removed"),
            more("properties/c/$ref: removed"),
            more("required: without \"a/b\""),
        ];
        let mut names = names;
        names.sort_by(|one, other| one.0.cmp(&other.0));
        expected.sort_by(|one, other| one.0.cmp(&other.0));
        assert_eq!(names, expected);
        for mutant in &made {
            assert_ne!(mutant.documents["x.json"], document, "{}", mutant.name());
        }
        let found = made.iter().find(|mutant| mutant.location.ends_with("/maximum"));
        let edited = found.map(|mutant| mutant.documents["x.json"]["definitions"]["d"].clone());
        assert_eq!(edited, Some(json!({ "allOf": [{}] })));
    }
}
