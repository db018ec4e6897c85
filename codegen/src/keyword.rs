//! The keywords of JSON Schema: one enum and one table. No other list of keywords exists.
//!
//! A row of [the table](self#the-table) says what the compiler has to know of a keyword before it reads its value. What
//! the value means is said by `read/keyword`, whose match on [`Keyword`] has an arm for each of them.

use std::fmt;

use crate::dialect::Dialect::{self, Draft4, Draft6, Draft7, Draft201909, Draft202012};

/// What the value of a keyword is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Any value.
    Any,
    /// A boolean.
    Boolean,
    /// A number.
    Number,
    /// A non-negative integer.
    Count,
    /// A string.
    Text,
    /// A URI reference that gives the schema an identifier.
    Identifier,
    /// A name for the schema within its resource.
    Anchor,
    /// A URI reference that leads to another schema.
    Reference,
    /// A regular expression.
    Pattern,
    /// The name of a type, or an array of them.
    Types,
    /// An array of values.
    Values,
    /// An array of member names.
    Names,
    /// A schema.
    Schema,
    /// An array of schemas.
    Schemas,
    /// A schema, or an array of schemas.
    SchemaOrSchemas,
    /// A schema, or an array of member names.
    SchemaOrNames,
    /// An object whose members have values of this kind.
    Object(&'static Value),
}

impl Value {
    /// Whether there are schemas in it.
    #[must_use]
    pub fn holds_schemas(self) -> bool {
        match self {
            Value::Schema | Value::Schemas | Value::SchemaOrSchemas | Value::SchemaOrNames => true,
            Value::Object(inner) => inner.holds_schemas(),
            Value::Any
            | Value::Boolean
            | Value::Number
            | Value::Count
            | Value::Text
            | Value::Identifier
            | Value::Anchor
            | Value::Reference
            | Value::Pattern
            | Value::Types
            | Value::Values
            | Value::Names => false,
        }
    }

    /// How many member names lead from it to a schema.
    #[must_use]
    pub fn names_to_schema(self) -> usize {
        let Value::Object(inner) = self else { return 0 };
        if inner.holds_schemas() { 1 + inner.names_to_schema() } else { 0 }
    }
}

/// The vocabulary that defines a keyword (2020-12 core section 8.1.2); for keywords of older drafts, the one that it
/// would be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// Identifiers, references, definitions.
    Core,
    /// Keywords that apply schemas.
    Applicator,
    /// Those that apply schemas to what others have not evaluated (a part of the applicator vocabulary in 2019-09).
    Unevaluated,
    /// Assertions.
    Validation,
    /// `format`.
    Format,
    /// What is inside of strings.
    Content,
    /// Annotations for people and forms.
    MetaData,
}

/// The instances that a keyword concerns: it says nothing of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerns {
    /// All of them, or the schema itself.
    All,
    /// Numbers.
    Numbers,
    /// Strings.
    Strings,
    /// Arrays.
    Arrays,
    /// Objects.
    Objects,
}

/// A row of the table.
struct Row {
    name: &'static str,
    vocabulary: Vocabulary,
    concerns: Concerns,
    /// What its value is, in which drafts. No draft is in two of them.
    uses: &'static [Use],
}

/// The drafts in which a keyword's value is of one kind.
struct Use {
    since: Dialect,
    until: Dialect,
    value: Value,
}

macro_rules! keywords {
    ($($name:literal $keyword:ident $vocabulary:ident $concerns:ident
        [$($since:ident to $until:ident: $value:expr),+])*) => {
        /// A keyword.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Keyword {
            $(#[doc = concat!("`", $name, "`")] $keyword,)*
        }

        impl Keyword {
            /// All of them, by name.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$keyword),*];

            const fn row(self) -> &'static Row {
                match self {
                    $(Self::$keyword => &Row {
                        name: $name,
                        vocabulary: Vocabulary::$vocabulary,
                        concerns: Concerns::$concerns,
                        uses: &[$(Use { since: $since, until: $until, value: $value }),+],
                    },)*
                }
            }
        }
    };
}

const MAP: Value = Value::Object(&Value::Schema);

// # The table
//
// The name, the variant of `Keyword`, the vocabulary, the instances that it concerns, and what its value is in which
// drafts. The rows are sorted by name.
keywords! {
    "$anchor"               Anchor                Core        All     [Draft201909 to Draft202012: Value::Anchor]
    "$comment"              Comment               Core        All     [Draft7 to Draft202012: Value::Text]
    "$defs"                 Defs                  Core        All     [Draft201909 to Draft202012: MAP]
    "$dynamicAnchor"        DynamicAnchor         Core        All     [Draft202012 to Draft202012: Value::Anchor]
    "$dynamicRef"           DynamicRef            Core        All     [Draft202012 to Draft202012: Value::Reference]
    "$id"                   Id                    Core        All     [Draft6 to Draft202012: Value::Identifier]
    "$recursiveAnchor"      RecursiveAnchor       Core        All     [Draft201909 to Draft201909: Value::Boolean]
    "$recursiveRef"         RecursiveRef          Core        All     [Draft201909 to Draft201909: Value::Reference]
    "$ref"                  Ref                   Core        All     [Draft4 to Draft202012: Value::Reference]
    "$schema"               Schema                Core        All     [Draft4 to Draft202012: Value::Text]
    "$vocabulary"           Vocabulary            Core        All     [Draft201909 to Draft202012: Value::Any]
    "additionalItems"       AdditionalItems       Applicator  Arrays  [Draft4 to Draft201909: Value::Schema]
    "additionalProperties"  AdditionalProperties  Applicator  Objects [Draft4 to Draft202012: Value::Schema]
    "allOf"                 AllOf                 Applicator  All     [Draft4 to Draft202012: Value::Schemas]
    "anyOf"                 AnyOf                 Applicator  All     [Draft4 to Draft202012: Value::Schemas]
    "const"                 Const                 Validation  All     [Draft6 to Draft202012: Value::Any]
    "contains"              Contains              Applicator  Arrays  [Draft6 to Draft202012: Value::Schema]
    "contentEncoding"       ContentEncoding       Content     Strings [Draft7 to Draft202012: Value::Text]
    "contentMediaType"      ContentMediaType      Content     Strings [Draft7 to Draft202012: Value::Text]
    "contentSchema"         ContentSchema         Content     All     [Draft201909 to Draft202012: Value::Schema]
    "default"               Default               MetaData    All     [Draft4 to Draft202012: Value::Any]
    // It stayed a place for schemas: the later metaschemas still describe it.
    "definitions"           Definitions           Core        All     [Draft4 to Draft202012: MAP]
    "dependencies"          Dependencies          Applicator  Objects
        [Draft4 to Draft202012: Value::Object(&Value::SchemaOrNames)]
    "dependentRequired"     DependentRequired     Validation  Objects
        [Draft201909 to Draft202012: Value::Object(&Value::Names)]
    "dependentSchemas"      DependentSchemas      Applicator  Objects [Draft201909 to Draft202012: MAP]
    "deprecated"            Deprecated            MetaData    All     [Draft201909 to Draft202012: Value::Boolean]
    "description"           Description           MetaData    All     [Draft4 to Draft202012: Value::Text]
    "else"                  Else                  Applicator  All     [Draft7 to Draft202012: Value::Schema]
    "enum"                  Enum                  Validation  All     [Draft4 to Draft202012: Value::Values]
    // An array, but the metaschema says that better.
    "examples"              Examples              MetaData    All     [Draft6 to Draft202012: Value::Any]
    "exclusiveMaximum"      ExclusiveMaximum      Validation  Numbers
        [Draft4 to Draft4: Value::Boolean, Draft6 to Draft202012: Value::Number]
    "exclusiveMinimum"      ExclusiveMinimum      Validation  Numbers
        [Draft4 to Draft4: Value::Boolean, Draft6 to Draft202012: Value::Number]
    "format"                Format                Format      All     [Draft4 to Draft202012: Value::Text]
    "id"                    OldId                 Core        All     [Draft4 to Draft4: Value::Identifier]
    "if"                    If                    Applicator  All     [Draft7 to Draft202012: Value::Schema]
    "items"                 Items                 Applicator  Arrays
        [Draft4 to Draft201909: Value::SchemaOrSchemas, Draft202012 to Draft202012: Value::Schema]
    "maxContains"           MaxContains           Validation  Arrays  [Draft201909 to Draft202012: Value::Count]
    "maxItems"              MaxItems              Validation  Arrays  [Draft4 to Draft202012: Value::Count]
    "maxLength"             MaxLength             Validation  Strings [Draft4 to Draft202012: Value::Count]
    "maxProperties"         MaxProperties         Validation  Objects [Draft4 to Draft202012: Value::Count]
    "maximum"               Maximum               Validation  Numbers [Draft4 to Draft202012: Value::Number]
    "minContains"           MinContains           Validation  Arrays  [Draft201909 to Draft202012: Value::Count]
    "minItems"              MinItems              Validation  Arrays  [Draft4 to Draft202012: Value::Count]
    "minLength"             MinLength             Validation  Strings [Draft4 to Draft202012: Value::Count]
    "minProperties"         MinProperties         Validation  Objects [Draft4 to Draft202012: Value::Count]
    "minimum"               Minimum               Validation  Numbers [Draft4 to Draft202012: Value::Number]
    "multipleOf"            MultipleOf            Validation  Numbers [Draft4 to Draft202012: Value::Number]
    "not"                   Not                   Applicator  All     [Draft4 to Draft202012: Value::Schema]
    "oneOf"                 OneOf                 Applicator  All     [Draft4 to Draft202012: Value::Schemas]
    "pattern"               Pattern               Validation  Strings [Draft4 to Draft202012: Value::Pattern]
    "patternProperties"     PatternProperties     Applicator  Objects [Draft4 to Draft202012: MAP]
    "prefixItems"           PrefixItems           Applicator  Arrays  [Draft202012 to Draft202012: Value::Schemas]
    "properties"            Properties            Applicator  Objects [Draft4 to Draft202012: MAP]
    "propertyNames"         PropertyNames         Applicator  Objects [Draft6 to Draft202012: Value::Schema]
    "readOnly"              ReadOnly              MetaData    All     [Draft7 to Draft202012: Value::Boolean]
    "required"              Required              Validation  Objects [Draft4 to Draft202012: Value::Names]
    "then"                  Then                  Applicator  All     [Draft7 to Draft202012: Value::Schema]
    "title"                 Title                 MetaData    All     [Draft4 to Draft202012: Value::Text]
    "type"                  Type                  Validation  All     [Draft4 to Draft202012: Value::Types]
    "unevaluatedItems"      UnevaluatedItems      Unevaluated Arrays  [Draft201909 to Draft202012: Value::Schema]
    "unevaluatedProperties" UnevaluatedProperties Unevaluated Objects [Draft201909 to Draft202012: Value::Schema]
    "uniqueItems"           UniqueItems           Validation  Arrays  [Draft4 to Draft202012: Value::Boolean]
    "writeOnly"             WriteOnly             MetaData    All     [Draft7 to Draft202012: Value::Boolean]
}

// `Keyword::of_name` searches the rows by their names.
const _: () = {
    let mut at = 1;
    while at < Keyword::ALL.len() {
        let (one, next) = (Keyword::ALL[at - 1].name(), Keyword::ALL[at].name());
        assert!(is_before(one.as_bytes(), next.as_bytes()), "the keywords are sorted by name");
        at += 1;
    }
};

const fn is_before(one: &[u8], other: &[u8]) -> bool {
    match (one, other) {
        ([], [_, ..]) => true,
        (_, []) => false,
        ([a, one @ ..], [b, other @ ..]) => *a < *b || (*a == *b && is_before(one, other)),
    }
}

impl Keyword {
    /// The keywords whose values are definitions, the older one first.
    pub const SHELVES: [Self; 2] = [Keyword::Definitions, Keyword::Defs];

    /// The keyword that gives a schema its URI.
    #[must_use]
    pub fn identifier(dialect: Dialect) -> Self {
        if dialect == Draft4 { Keyword::OldId } else { Keyword::Id }
    }

    /// The keyword of this name, in whatever draft.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let found = Self::ALL.binary_search_by(|keyword| keyword.name().cmp(name)).ok()?;
        Self::ALL.get(found).copied()
    }

    /// Its name, as schemas spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The vocabulary that defines it.
    #[must_use]
    pub fn vocabulary(self) -> Vocabulary {
        self.row().vocabulary
    }

    /// The instances that it concerns.
    #[must_use]
    pub fn concerns(self) -> Concerns {
        self.row().concerns
    }

    /// What its value is in a dialect; `None` if the dialect doesn't know it.
    #[must_use]
    pub fn value(self, dialect: Dialect) -> Option<Value> {
        let mut uses = self.row().uses.iter();
        uses.find(|one| (one.since..=one.until).contains(&dialect)).map(|one| one.value)
    }

    /// What its value is in any dialect.
    pub fn values(self) -> impl Iterator<Item = Value> {
        self.row().uses.iter().map(|one| one.value)
    }

    /// How many member names lead from its value to a schema: 1 for `properties`.
    #[must_use]
    pub fn names_to_schema(self) -> usize {
        self.values().map(Value::names_to_schema).max().unwrap_or(0)
    }

    /// Whether it leads to another schema.
    #[must_use]
    pub fn is_reference(self) -> bool {
        self.values().any(|value| value == Value::Reference)
    }

    /// Whether it gives the schema a name that references can use: an identifier or an anchor.
    #[must_use]
    pub fn is_name(self) -> bool {
        self.values().any(|value| value == Value::Identifier || value == Value::Anchor)
    }

    /// Whether it is documentation of the schema: the only annotations that go into generated code.
    #[must_use]
    pub fn is_documentation(self) -> bool {
        self == Keyword::Title || self == Keyword::Description
    }
}

impl fmt::Display for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests;
