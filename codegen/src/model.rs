//! IR 3: which Rust types there are. Plain data: every decision has been made, and `emit` only spells it.

use std::collections::{BTreeMap, BTreeSet};

use crate::doc::Doc;
use crate::enumeration::Scalar;
use crate::plan::Plan;
use crate::schema::SchemaId;
use crate::summary::Untyped;

/// The types of all modules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    /// The types; [`TypeRef::Named`] names them by index.
    pub types: Vec<Type>,
    /// The types that documents have in common with others, by document.
    pub shared: BTreeMap<usize, SharedTypes>,
    /// The `recursion_limit` that a crate with these types needs, if not the default.
    pub recursion_limit: Option<usize>,
    /// Where values have no better type than any value.
    pub untyped: Vec<Untyped>,
}

/// The types that a document has in common with others: its module has them, too.
#[derive(Clone, Debug)]
pub(crate) struct SharedTypes {
    /// The document in whose module they stand.
    pub document: usize,
    /// Their names, builders included.
    pub names: BTreeSet<String>,
}

/// A Rust type that is generated.
#[derive(Clone, Debug)]
pub(crate) struct Type {
    /// Its schema.
    pub schema: SchemaId,
    /// The schema at whose place in the document it stands in the module.
    pub place: SchemaId,
    /// The index of the document in whose module it stands.
    pub document: usize,
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Doc,
    /// The traits that are derived, in this order.
    pub derives: Vec<Derive>,
    /// The derive macros that `codegen.toml` asks for beside them, as paths.
    pub more_derives: Vec<String>,
    /// The attributes that `codegen.toml` asks for.
    pub attributes: Vec<String>,
    /// Whether clippy finds a type in it too complex.
    pub complex: bool,
    /// The name of its definition among those that schemars is told of.
    pub definition: String,
    /// What validates it.
    pub validator: Validator,
    /// What it is.
    pub kind: Kind,
    /// The copy of its document, if it is the type of the root: a path below the source folder.
    pub source: Option<String>,
}

/// What a type is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// An object with members of its own.
    Record(Record),
    /// One of several scalars.
    Enumeration(Enumeration),
    /// A type around another one.
    Newtype(Newtype),
    /// One of several types.
    Union(Union),
    /// A type that holds nothing: it only validates.
    Verdict,
}

/// An object with members of its own.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// The name of its builder.
    pub builder: String,
    /// Who can use that.
    pub built: Built,
    /// Its members, in the schema's order.
    pub fields: Vec<Field>,
    /// What absent members stand for, where the schema says it.
    pub defaults: Vec<MemberDefault>,
    /// The members that have no field: each belongs to the first map that takes its name.
    pub maps: Vec<MemberMap>,
}

/// Who builds values of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Built {
    /// Everybody: the builder is public.
    Anywhere,
    /// Only what reads values.
    WhenRead,
}

/// Members of an object that have no field of their own, in one field for all of them.
#[derive(Clone, Debug)]
pub(crate) struct MemberMap {
    /// The name of the field, and of the method of the builder.
    pub name: String,
    /// Its documentation.
    pub docs: Doc,
    /// Which names it takes.
    pub takes: Takes,
    /// The type of the values.
    pub values: TypeRef,
}

/// Which members a map takes, of those that no map before it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Those whose names match the pattern with this index in the plan.
    Matching(usize),
    /// All.
    Rest,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The name of the field.
    pub name: String,
    /// The name of the method of the builder.
    pub setter: String,
    /// The name of the member.
    pub member: String,
    /// Its documentation.
    pub docs: Doc,
    /// Its type if it is there.
    pub ty: TypeRef,
    /// Whether every valid object has it.
    pub required: bool,
    /// If it always has the same value, the variant that stands for it: builders begin with that.
    pub constant: Option<String>,
}

/// What an absent member stands for.
#[derive(Clone, Debug)]
pub(crate) struct MemberDefault {
    /// The name of the function that gives it.
    pub name: String,
    /// The name of the member.
    pub member: String,
    /// The type of the member.
    pub ty: TypeRef,
    /// The value.
    pub value: Constant,
}

/// A value that is written in Rust.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constant {
    /// `None`
    Absent,
    /// `Some`
    Present(Box<Constant>),
    /// `true` or `false`
    Boolean(bool),
    /// An integer
    Integer(i128),
    /// A float
    Float(f64),
    /// A `String`
    String(String),
    /// A string of a format, of the type that stands there
    Text(String),
    /// A `Vec` without items
    EmptyList,
    /// The variant of this name, of the enum that stands there
    Variant(String),
}

/// One of several scalars.
#[derive(Clone, Debug)]
pub(crate) struct Enumeration {
    /// What they have in common.
    pub of: Scalars,
    /// The variants.
    pub variants: Vec<Variant>,
}

/// What the values of an enumeration are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalars {
    /// Strings.
    Strings,
    /// Integers that fit into an `i64`.
    Integers,
    /// Others, or some of each.
    Mixed,
}

/// One of several scalars.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    /// Its name.
    pub name: String,
    /// The value.
    pub value: Scalar,
    /// Its documentation.
    pub docs: Doc,
}

/// One of several types.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    /// The number under which validators note which branch holds; `None` if the kind of a value tells.
    pub number: Option<u32>,
    /// The variants.
    pub variants: Vec<UnionVariant>,
    /// The members that the types of all variants have alike.
    pub common: Vec<CommonMember>,
    /// The values that become variants by themselves.
    pub conversions: Vec<Conversion>,
}

/// A member that the types of all variants of a union have alike.
#[derive(Clone, Debug)]
pub(crate) struct CommonMember {
    /// The name of the fields.
    pub field: String,
    /// The name of the method that gives it.
    pub method: String,
    /// Its type if it is there.
    pub ty: TypeRef,
    /// Whether every valid object has it.
    pub required: bool,
}

/// A type of which each value is one of a union, by `From` or `TryFrom`.
#[derive(Clone, Debug)]
pub(crate) struct Conversion {
    /// The name of the variant.
    pub variant: String,
    /// The type, without the box that the variant may have.
    pub ty: TypeRef,
    /// Whether the union may refuse a value of the type.
    pub fallible: bool,
}

/// The values of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// Those for which the branch with this index in the schema holds.
    Branch(usize),
    /// Those of this kind: its name in the runtime.
    Kind(&'static str),
    /// Those of all other kinds.
    Others,
}

/// One of the types of a union.
#[derive(Clone, Debug)]
pub(crate) struct UnionVariant {
    /// The values that it has.
    pub values: Values,
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Doc,
    /// The type of its value; `null` has none.
    pub ty: Option<TypeRef>,
}

/// A type around another one.
#[derive(Clone, Debug)]
pub(crate) struct Newtype {
    /// The type inside.
    pub inner: TypeRef,
    /// For a string, the path of the type that its method `parsed` gives.
    pub parsed: Option<String>,
}

/// A type where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeRef {
    /// `bool`
    Boolean,
    /// An integer of Rust.
    Integer(Integer),
    /// `f64`
    Float,
    /// `String`
    String,
    /// The runtime's `DateTime`
    DateTime,
    /// The runtime's `Decimal`
    Decimal,
    /// The runtime's type of this name for strings of a format
    Text(&'static str),
    /// Any JSON value
    Any,
    /// An object of any members
    Members,
    /// `Vec`
    List(Box<TypeRef>),
    /// An array of this length
    Array(Box<TypeRef>, usize),
    /// A tuple
    Tuple(Vec<TypeRef>),
    /// `BTreeMap` with strings as keys
    Map(Box<TypeRef>),
    /// `BTreeMap` with the values of the enumeration with this index as keys
    Keyed(usize, Box<TypeRef>),
    /// `Box`
    Boxed(Box<TypeRef>),
    /// `Option`
    Optional(Box<TypeRef>),
    /// The generated type with this index.
    Named(usize),
}

/// An integer type of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
}

impl Integer {
    /// All of them.
    pub(crate) const ALL: [Integer; 8] = [
        Integer::I8,
        Integer::I16,
        Integer::I32,
        Integer::I64,
        Integer::U8,
        Integer::U16,
        Integer::U32,
        Integer::U64,
    ];

    /// Its name.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Integer::I8 => "i8",
            Integer::I16 => "i16",
            Integer::I32 => "i32",
            Integer::I64 => "i64",
            Integer::U8 => "u8",
            Integer::U16 => "u16",
            Integer::U32 => "u32",
            Integer::U64 => "u64",
        }
    }

    /// Its least and its greatest value.
    #[must_use]
    pub(crate) fn range(self) -> (i128, i128) {
        match self {
            Integer::I8 => (i8::MIN.into(), i8::MAX.into()),
            Integer::I16 => (i16::MIN.into(), i16::MAX.into()),
            Integer::I32 => (i32::MIN.into(), i32::MAX.into()),
            Integer::I64 => (i64::MIN.into(), i64::MAX.into()),
            Integer::U8 => (u8::MIN.into(), u8::MAX.into()),
            Integer::U16 => (u16::MIN.into(), u16::MAX.into()),
            Integer::U32 => (u32::MIN.into(), u32::MAX.into()),
            Integer::U64 => (u64::MIN.into(), u64::MAX.into()),
        }
    }

    /// How many bytes it takes.
    #[must_use]
    pub(crate) fn size(self) -> usize {
        match self {
            Integer::I8 | Integer::U8 => 1,
            Integer::I16 | Integer::U16 => 2,
            Integer::I32 | Integer::U32 => 4,
            Integer::I64 | Integer::U64 => 8,
        }
    }
}

/// A trait that is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Derive {
    /// `Clone`
    Clone,
    /// `Copy`
    Copy,
    /// `Debug`
    Debug,
    /// `PartialEq`
    PartialEq,
    /// `Eq`
    Eq,
    /// `PartialOrd`
    PartialOrd,
    /// `Ord`
    Ord,
    /// `Hash`
    Hash,
}

/// What validates a type.
#[derive(Clone, Debug)]
pub(crate) struct Validator {
    /// The index of the function in the plan.
    pub function: usize,
    /// Whether the function itself reads the object's members, so that it can record where they are, under the numbers
    /// of the fields.
    pub recorded: bool,
    /// Whether some function of the plan memoises verdicts.
    pub memoised: bool,
    /// Whether there is a union in the type: then the validator notes which branches hold.
    pub chooses: bool,
    /// Whether a value of the type can hold others of it.
    pub recursive: bool,
    /// Whether integers are told by their spelling (draft 4).
    pub spelled: bool,
    /// Whether other values than objects are valid, which a record cannot hold.
    pub implied: bool,
}

impl Model {
    /// The other documents whose types those of a document name, or by whose patterns they test names.
    #[must_use]
    pub(crate) fn documents_named_by(&self, document: usize, plan: &Plan) -> BTreeSet<usize> {
        let own = self.types.iter().filter(|ty| ty.document == document);
        let patterns = own.flat_map(Type::tested_patterns);
        let mut documents: BTreeSet<usize> =
            patterns.map(|pattern| plan.patterns[pattern].document).collect();
        documents.remove(&document);
        let mut note = |index: usize| {
            let ty = &self.types[index];
            if !self.is_named_in(ty, document) {
                documents.insert(ty.document);
            }
        };
        for ty in self.types.iter().filter(|ty| ty.document == document) {
            ty.each_part(&mut note);
        }
        documents
    }

    /// The patterns by which types test names.
    pub(crate) fn tested_patterns(&self) -> BTreeSet<usize> {
        self.types.iter().flat_map(Type::tested_patterns).collect()
    }

    /// Whether the module of a document has a type under its own name.
    #[must_use]
    pub(crate) fn is_named_in(&self, ty: &Type, document: usize) -> bool {
        let is_shared = |shared: &SharedTypes| {
            shared.document == ty.document && shared.names.contains(&ty.name)
        };
        ty.document == document || self.shared.get(&document).is_some_and(is_shared)
    }

    /// Whether something is deprecated.
    pub(crate) fn has_deprecated(&self) -> bool {
        self.types.iter().any(Type::has_deprecated)
    }

    /// Whether there are types that have values.
    pub(crate) fn has_definitions(&self) -> bool {
        self.types.iter().any(|ty| !matches!(ty.kind, Kind::Verdict))
    }

    /// The types of a module, in the order of their places in the document.
    pub(crate) fn own(&self, document: usize) -> Vec<&Type> {
        let mut own: Vec<&Type> = self.types.iter().filter(|ty| ty.document == document).collect();
        own.sort_by_key(|ty| (ty.place, ty.schema));
        own
    }

    /// The types of a module that have a definition: those that have values.
    pub(crate) fn described(&self, document: usize) -> impl Iterator<Item = &Type> {
        let own = self.own(document).into_iter();
        own.filter(|ty| !matches!(ty.kind, Kind::Verdict))
    }

    /// The names of a module's types, builders included.
    #[must_use]
    pub(crate) fn names(&self, document: usize) -> BTreeSet<String> {
        let own = self.types.iter().filter(|ty| ty.document == document);
        let names = own.flat_map(Type::names);
        let shared = self.shared.get(&document).into_iter().flat_map(|shared| &shared.names);
        names.chain(shared.cloned()).collect()
    }
}

impl Type {
    /// Whether it or a part of it is deprecated.
    fn has_deprecated(&self) -> bool {
        let is_deprecated = Doc::is_deprecated;
        is_deprecated(&self.docs)
            || match &self.kind {
                Kind::Record(record) => record.fields.iter().any(|one| is_deprecated(&one.docs)),
                Kind::Enumeration(Enumeration { variants, .. }) => {
                    variants.iter().any(|one| is_deprecated(&one.docs))
                }
                Kind::Union(union) => union.variants.iter().any(|one| is_deprecated(&one.docs)),
                Kind::Newtype(_) | Kind::Verdict => false,
            }
    }

    /// Its name, and that of its builder.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        let builder = match &self.kind {
            Kind::Record(record) => Some(record.builder.clone()),
            Kind::Enumeration(_) | Kind::Newtype(_) | Kind::Union(_) | Kind::Verdict => None,
        };
        std::iter::once(self.name.clone()).chain(builder)
    }

    /// The patterns by which it tests names.
    pub(crate) fn tested_patterns(&self) -> impl Iterator<Item = usize> {
        let maps = match &self.kind {
            Kind::Record(record) => record.maps.as_slice(),
            Kind::Enumeration(_) | Kind::Newtype(_) | Kind::Union(_) | Kind::Verdict => &[],
        };
        maps.iter().filter_map(|map| match map.takes {
            Takes::Matching(pattern) => Some(pattern),
            Takes::Rest => None,
        })
    }

    /// Shows the generated types that are parts of this one.
    pub(crate) fn each_part(&self, show: &mut dyn FnMut(usize)) {
        match &self.kind {
            Kind::Record(record) => {
                record.fields.iter().for_each(|field| field.ty.each_named(show));
                record.maps.iter().for_each(|map| map.values.each_named(show));
            }
            Kind::Newtype(newtype) => newtype.inner.each_named(show),
            Kind::Union(union) => {
                let types = union.variants.iter().filter_map(|variant| variant.ty.as_ref());
                types.for_each(|ty| ty.each_named(show));
            }
            Kind::Enumeration(_) | Kind::Verdict => {}
        }
    }
}

impl TypeRef {
    /// Shows the generated types that are parts of this one.
    pub(crate) fn each_named(&self, show: &mut dyn FnMut(usize)) {
        match self {
            TypeRef::Boolean
            | TypeRef::Integer(_)
            | TypeRef::Float
            | TypeRef::String
            | TypeRef::DateTime
            | TypeRef::Text(_)
            | TypeRef::Decimal
            | TypeRef::Any
            | TypeRef::Members => {}
            TypeRef::Tuple(items) => items.iter().for_each(|item| item.each_named(show)),
            TypeRef::List(inner)
            | TypeRef::Array(inner, _)
            | TypeRef::Map(inner)
            | TypeRef::Boxed(inner)
            | TypeRef::Optional(inner) => inner.each_named(show),
            TypeRef::Keyed(keys, inner) => {
                show(*keys);
                inner.each_named(show);
            }
            TypeRef::Named(index) => show(*index),
        }
    }
}
