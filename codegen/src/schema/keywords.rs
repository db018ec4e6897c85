//! The keywords of a schema, and the schemas in them.

use std::sync::Arc;

use super::{
    DependentRequired, DependentSchema, DynamicReference, NumberAssertion, Pattern, SchemaId,
    TypeSet,
};
use crate::arena::Literal;

/// The keywords of a schema. Absent ones are `None`, empty, zero or false.
#[derive(Clone, Debug, Default)]
pub struct Keywords {
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// What else it says to people.
    pub annotations: Annotations,
    /// `type`
    pub types: Option<TypeSet>,
    /// `enum`
    pub enumeration: Option<Arc<[Literal]>>,
    /// `const`
    pub constant: Option<Literal>,
    /// `minimum`, `maximum` and their exclusive forms, `multipleOf`
    pub numbers: Vec<NumberAssertion>,
    /// Those that apply to strings.
    pub string: StringKeywords,
    /// Those that apply to arrays.
    pub array: ArrayKeywords,
    /// Those that apply to objects.
    pub object: ObjectKeywords,
    /// `allOf`
    pub all_of: Vec<SchemaId>,
    /// `anyOf`
    pub any_of: Vec<SchemaId>,
    /// `oneOf`
    pub one_of: Vec<SchemaId>,
    /// `not`
    pub not: Option<SchemaId>,
    /// `if`
    pub condition: Option<SchemaId>,
    /// `then`
    pub consequence: Option<SchemaId>,
    /// `else`
    pub alternative: Option<SchemaId>,
    /// `$ref`
    pub reference: Option<SchemaId>,
    /// `$dynamicRef`, `$recursiveRef`
    pub dynamic_reference: Option<DynamicReference>,
}

/// What a schema says to people beside `title` and `description`: nothing of it is checked.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    /// `default`
    pub default: Option<Literal>,
    /// `examples`
    pub examples: Vec<Literal>,
    /// `deprecated`
    pub deprecated: bool,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly`
    pub write_only: bool,
    /// `$comment`
    pub comment: Option<String>,
}

/// The keywords that apply to strings.
#[derive(Clone, Debug, Default)]
pub struct StringKeywords {
    /// `minLength`
    pub min_length: Option<u64>,
    /// `maxLength`
    pub max_length: Option<u64>,
    /// `pattern`
    pub pattern: Option<Pattern>,
    /// `format`
    pub format: Option<String>,
    /// `contentEncoding`
    pub content_encoding: Option<String>,
    /// `contentMediaType`
    pub content_media_type: Option<String>,
}

/// The keywords that apply to arrays.
#[derive(Clone, Debug, Default)]
pub struct ArrayKeywords {
    /// `items` as an array, `prefixItems`
    pub prefix_items: Vec<SchemaId>,
    /// `items`, `additionalItems`: what follows the prefix
    pub items: Option<SchemaId>,
    /// `contains`
    pub contains: Option<SchemaId>,
    /// `minContains`
    pub min_contains: Option<u64>,
    /// `maxContains`
    pub max_contains: Option<u64>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique_items: bool,
    /// `unevaluatedItems`
    pub unevaluated_items: Option<SchemaId>,
}

/// The keywords that apply to objects.
#[derive(Clone, Debug, Default)]
pub struct ObjectKeywords {
    /// `properties`
    pub properties: Vec<(String, SchemaId)>,
    /// `patternProperties`
    pub pattern_properties: Vec<(Pattern, SchemaId)>,
    /// `additionalProperties`
    pub additional_properties: Option<SchemaId>,
    /// `propertyNames`
    pub property_names: Option<SchemaId>,
    /// `unevaluatedProperties`
    pub unevaluated_properties: Option<SchemaId>,
    /// `required`
    pub required: Vec<String>,
    /// `dependentRequired`, `dependencies` with names
    pub dependent_required: Vec<DependentRequired>,
    /// `dependentSchemas`, `dependencies` with schemas
    pub dependent_schemas: Vec<DependentSchema>,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
}

// Keywords are destructured here, so rustc shows that a new one is missing.

impl Keywords {
    /// The subschemas that are written inside of this one. Where a reference leads is written elsewhere.
    #[must_use]
    pub fn inline_children(&self) -> Vec<SchemaId> {
        let Keywords {
            all_of,
            any_of,
            one_of,
            not,
            condition,
            consequence,
            alternative,
            array,
            object,
            reference: _,
            dynamic_reference: _,
            title: _,
            description: _,
            annotations: _,
            types: _,
            enumeration: _,
            constant: _,
            numbers: _,
            string: _,
        } = self;
        let in_place = all_of.iter().chain(any_of).chain(one_of).chain(not);
        let in_place = in_place.chain(condition).chain(consequence).chain(alternative);
        in_place.chain(array.children()).chain(object.children()).copied().collect()
    }
}

impl ArrayKeywords {
    /// The schemas of items.
    fn children(&self) -> impl Iterator<Item = &SchemaId> {
        let ArrayKeywords {
            prefix_items,
            items,
            contains,
            unevaluated_items,
            min_contains: _,
            max_contains: _,
            min_items: _,
            max_items: _,
            unique_items: _,
        } = self;
        prefix_items.iter().chain(items).chain(contains).chain(unevaluated_items)
    }
}

impl ObjectKeywords {
    /// The schemas of members, of their names, and of objects that have a member.
    fn children(&self) -> impl Iterator<Item = &SchemaId> {
        let ObjectKeywords {
            properties,
            pattern_properties,
            additional_properties,
            property_names,
            unevaluated_properties,
            required: _,
            dependent_required: _,
            dependent_schemas,
            min_properties: _,
            max_properties: _,
        } = self;
        let dependent = dependent_schemas.iter().map(|dependency| &dependency.schema);
        let properties = properties.iter().map(|(_, id)| id);
        dependent
            .chain(properties)
            .chain(pattern_properties.iter().map(|(_, id)| id))
            .chain(additional_properties)
            .chain(property_names)
            .chain(unevaluated_properties)
    }
}
