//! IR 1: the schemas of all documents in one arena. Every draft's spelling of a keyword ends in the same field.

mod keywords;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::arena::{Literal, NodeId, Source};
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::pattern::{PatternError, Program};

pub use keywords::{Annotations, ArrayKeywords, Keywords, ObjectKeywords, StringKeywords};

/// A schema's index in its arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub usize);

/// All schemas that were read.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    /// The arena.
    pub arena: Vec<Schema>,
    /// The documents, in the order in which they become modules.
    pub documents: Vec<SchemaDocument>,
    /// The dynamic anchors of resources, by the resource's root.
    pub dynamic_anchors: BTreeMap<SchemaId, BTreeMap<String, SchemaId>>,
    /// The patterns of `patternProperties`, compiled, by their texts: types depend on which names they match.
    pub name_patterns: BTreeMap<String, Result<Arc<Program>, PatternError>>,
    /// The schemas that no document has, by what they were made of. They are the last ones in the arena.
    pub combined: BTreeMap<Combination, SchemaId>,
    /// The schemas whose types are structs although other values than objects are valid: `type` is implied.
    pub implied: BTreeSet<SchemaId>,
    /// What schemas that apply others in place say together with these of what their instances look like.
    pub merged: BTreeMap<SchemaId, Box<Keywords>>,
}

/// What a schema was made of that no document has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Combination {
    /// All of these hold.
    AllOf(Vec<SchemaId>),
    /// The objects among the instances of this one.
    Objects(SchemaId),
}

/// A document and the schemas that it names.
#[derive(Clone, Debug)]
pub struct SchemaDocument {
    /// Its path and text.
    pub source: Arc<Source>,
    /// Its value; none if it is not a file.
    pub value: Option<Literal>,
    /// Why it is among the documents.
    pub origin: DocumentOrigin,
    /// Its root; `None` where the root is not a schema.
    pub root: Option<SchemaId>,
    /// Its definitions, in document order, without those that it has in common with others.
    pub definitions: Vec<(Definition, SchemaId)>,
    /// The schemas that stand for its definitions that several documents have in common.
    pub shared: Vec<SchemaId>,
}

/// Why a document is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentOrigin {
    /// It was asked for.
    Requested,
    /// A reference led to it.
    Found,
    /// It is not a file: it has the definitions that several documents have in common.
    Shared,
}

/// The name of a definition, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The member's name in `definitions` or `$defs`.
    pub name: String,
    /// The bytes of that name.
    pub span: Range<usize>,
}

/// One schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its node.
    pub node: NodeId,
    /// The index of the document in whose module its code stands.
    pub home: usize,
    /// Its document.
    pub source: Arc<Source>,
    /// Its bytes there.
    pub span: Range<usize>,
    /// Its JSON Pointer there.
    pub pointer: String,
    /// Its absolute location, as people read it.
    pub location: String,
    /// The root of its resource.
    pub resource: SchemaId,
    /// Its dialect.
    pub dialect: Dialect,
    /// Whether `format` is an assertion for it, unless the configuration says otherwise.
    pub asserts_format: bool,
    /// What it says.
    pub body: Body,
}

/// What a schema says.
#[derive(Clone, Debug)]
pub enum Body {
    /// `true` or `false`: everything or nothing is valid.
    Boolean(bool),
    /// An object of keywords.
    Keywords(Box<Keywords>),
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TypeSet {
    /// `null`
    pub null: bool,
    /// `boolean`
    pub boolean: bool,
    /// `integer`
    pub integer: bool,
    /// `number`
    pub number: bool,
    /// `string`
    pub string: bool,
    /// `array`
    pub array: bool,
    /// `object`
    pub object: bool,
}

/// An assertion about a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NumberAssertion {
    /// What must hold between the instance and the value.
    pub relation: Relation,
    /// The keyword's value as it is spelled.
    pub value: String,
}

/// What must hold between a number and a keyword's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `minimum`
    AtLeast,
    /// `exclusiveMinimum`
    GreaterThan,
    /// `maximum`
    AtMost,
    /// `exclusiveMaximum`
    LessThan,
    /// `multipleOf`
    MultipleOf,
}

impl Relation {
    /// The keyword that asks for it: that of draft 6 and later.
    #[must_use]
    pub fn keyword(self) -> Keyword {
        match self {
            Relation::AtLeast => Keyword::Minimum,
            Relation::GreaterThan => Keyword::ExclusiveMinimum,
            Relation::AtMost => Keyword::Maximum,
            Relation::LessThan => Keyword::ExclusiveMaximum,
            Relation::MultipleOf => Keyword::MultipleOf,
        }
    }
}

/// A regular expression of ECMA-262, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The expression.
    pub text: String,
    /// The bytes of its JSON string, quotes included.
    pub span: Range<usize>,
}

/// The members that the presence of another asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DependentRequired {
    /// `dependentRequired` or `dependencies`
    pub keyword: Keyword,
    /// The member whose presence matters.
    pub name: String,
    /// The members that it asks for.
    pub required: Vec<String>,
}

/// The schema that applies if a member is present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DependentSchema {
    /// `dependentSchemas` or `dependencies`
    pub keyword: Keyword,
    /// The member whose presence matters.
    pub name: String,
    /// The schema for the object that has it.
    pub schema: SchemaId,
}

/// A reference whose target depends on the resources that evaluation came through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DynamicReference {
    /// `$dynamicRef` or `$recursiveRef`
    pub keyword: Keyword,
    /// The target, if no resource on the way has the anchor.
    pub initial: SchemaId,
    /// The dynamic anchor that is looked for; `None` if the reference is a plain one.
    pub anchor: Option<String>,
}

impl Schemas {
    /// The schema with this id.
    #[must_use]
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.arena[id.0]
    }

    /// What a schema says of what its instances look like, together with those that it applies in place; `None` for
    /// `true` and `false`. What it asserts besides may be missing.
    #[must_use]
    pub fn shape(&self, id: SchemaId) -> Option<&Keywords> {
        match self.merged.get(&id) {
            Some(merged) => Some(merged),
            None => self.keywords(id),
        }
    }

    /// The schema whose objects are the instances of this one.
    #[must_use]
    pub fn objects_of(&self, id: SchemaId) -> Option<SchemaId> {
        let whole = self.keywords(id).filter(|_| self.is_combined(id))?.all_of.first()?;
        let objects = self.combined.get(&Combination::Objects(*whole));
        objects.filter(|objects| **objects == id).map(|_| *whole)
    }

    /// The schema of a document that a schema is, or was made of at last: there its type has its place.
    #[must_use]
    pub fn place(&self, id: SchemaId) -> SchemaId {
        let mut place = id;
        while self.is_combined(place)
            && let Some(last) = self.keywords(place).and_then(|keywords| keywords.all_of.last())
        {
            place = *last;
        }
        place
    }

    /// Whether a schema is in no document.
    #[must_use]
    pub fn is_combined(&self, id: SchemaId) -> bool {
        id.0 + self.combined.len() >= self.arena.len()
    }

    /// The keywords of a schema; `None` for `true` and `false`.
    #[must_use]
    pub fn keywords(&self, id: SchemaId) -> Option<&Keywords> {
        match &self.get(id).body {
            Body::Boolean(_) => None,
            Body::Keywords(keywords) => Some(keywords),
        }
    }
}

impl TypeSet {
    /// Whether values of all types are in the set.
    #[must_use]
    pub fn is_all(self) -> bool {
        // Integers are numbers.
        let TypeSet { null, boolean, integer: _, number, string, array, object } = self;
        null && boolean && number && string && array && object
    }

    /// All types.
    pub const ALL: Self = TypeSet {
        null: true,
        boolean: true,
        integer: true,
        number: true,
        string: true,
        array: true,
        object: true,
    };

    /// The set of this one type; `None` if there is none of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let mut set = Self::default();
        match name {
            "null" => set.null = true,
            "boolean" => set.boolean = true,
            "integer" => set.integer = true,
            "number" => set.number = true,
            "string" => set.string = true,
            "array" => set.array = true,
            "object" => set.object = true,
            _ => return None,
        }
        Some(set)
    }

    /// These types and those.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        TypeSet {
            null: self.null | other.null,
            boolean: self.boolean | other.boolean,
            integer: self.integer | other.integer,
            number: self.number | other.number,
            string: self.string | other.string,
            array: self.array | other.array,
            object: self.object | other.object,
        }
    }

    /// The types that are among these and those.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        let numbers = |set: Self| set.integer || set.number;
        TypeSet {
            null: self.null && other.null,
            boolean: self.boolean && other.boolean,
            integer: numbers(self) && numbers(other),
            number: self.number && other.number,
            string: self.string && other.string,
            array: self.array && other.array,
            object: self.object && other.object,
        }
    }

    /// Whether values of these types are all of those types.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        self.intersection(other).names() == self.names()
    }

    /// The names of the types, in the order of the specification; `integer` only where `number` isn't there.
    #[must_use]
    pub fn names(self) -> Vec<&'static str> {
        let integer = self.integer && !self.number;
        [
            (self.null, "null"),
            (self.boolean, "boolean"),
            (integer, "integer"),
            (self.number, "number"),
            (self.string, "string"),
            (self.array, "array"),
            (self.object, "object"),
        ]
        .into_iter()
        .filter_map(|(included, name)| included.then_some(name))
        .collect()
    }
}
