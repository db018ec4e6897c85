//! Enumerations: which schemas list scalars that become the variants of a Rust enum.

use std::collections::BTreeSet;
use std::fmt;

use crate::arena::{Data, Literal, Node};
use crate::branches::branches;
use crate::json;
use crate::schema::{Keywords, SchemaId, Schemas, TypeSet};

/// The most variants that an enum may have: the Rust compiler's time grows with the square of their number, and is
/// seconds for so many. A string or a number takes the place of one with more.
pub const MAX_VARIANTS: usize = 2_000;

/// A value that is no array and no object. Two that JSON Schema takes for equal are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scalar {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number without a fraction that fits into 64 bits, however it is spelled.
    Integer(Integer),
    /// Another number that a 64-bit float is equal to: its shortest spelling.
    Float(String),
    /// A string
    String(String),
}

/// An integer of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Integer {
    /// One that fits into an `i64`.
    Signed(i64),
    /// A greater one.
    Unsigned(u64),
}

impl Scalar {
    /// The scalar that a node is. `None` for arrays and objects, and for numbers that no Rust type is equal to.
    fn of(node: Node<'_>) -> Option<Self> {
        Some(match node.data() {
            Data::Null => Scalar::Null,
            Data::Boolean(value) => Scalar::Boolean(value),
            Data::String(text) => Scalar::String(text.to_owned()),
            Data::Number(text) => {
                let number = json::number(text);
                let signed = number.to_i64().map(Integer::Signed);
                match signed.or_else(|| number.to_u64().map(Integer::Unsigned)) {
                    Some(integer) => Scalar::Integer(integer),
                    None => {
                        let float = number.to_f64();
                        let shortest = format!("{float:?}");
                        let is_equal = float.is_finite() && json::number(&shortest) == number;
                        is_equal.then_some(Scalar::Float(shortest))?
                    }
                }
            }
            Data::Array(_) | Data::Object(_) => return None,
        })
    }

    /// The type of the value, as `type` names it.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Scalar::Null => "null",
            Scalar::Boolean(_) => "boolean",
            Scalar::Integer(_) | Scalar::Float(_) => "number",
            Scalar::String(_) => "string",
        }
    }

    /// Whether `type` allows the value.
    fn is_of(&self, types: TypeSet) -> bool {
        let names = types.names();
        let is_integer = matches!(self, Scalar::Integer(_));
        names.contains(&self.type_name()) || (is_integer && names.contains(&"integer"))
    }
}

impl fmt::Display for Scalar {
    /// The value as documentation has it: a string without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scalar::Null => f.write_str("null"),
            Scalar::Boolean(value) => value.fmt(f),
            Scalar::Integer(Integer::Signed(value)) => value.fmt(f),
            Scalar::Integer(Integer::Unsigned(value)) => value.fmt(f),
            Scalar::Float(text) | Scalar::String(text) => f.write_str(text),
        }
    }
}

/// A value that an enumeration allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The value.
    pub(crate) value: Scalar,
    /// The branch that allows it, if the enumeration is a choice.
    pub(crate) branch: Option<SchemaId>,
}

/// The values of an enumeration, each once, if they are the variants of an enum: those of `enum` or `const`, or of a choice
/// between branches that list values. `None` if there are arrays or objects among them, or too many; or if they are
/// nothing but `true`, `false` and `null`, because that is a `bool`.
pub(crate) fn values(schemas: &Schemas, keywords: &Keywords) -> Option<Vec<Listed>> {
    let listed = match literals(keywords) {
        Some(values) => scalars(values, None),
        None => of_branches(schemas, keywords),
    }?;
    let mut known = BTreeSet::new();
    let is_allowed = |one: &Listed| keywords.types.is_none_or(|types| one.value.is_of(types));
    let listed = listed.into_iter().filter(is_allowed);
    let values: Vec<Listed> = listed.filter(|one| known.insert(one.value.clone())).collect();
    let booleans = [Scalar::Boolean(false), Scalar::Boolean(true)];
    let is_boolean = booleans.iter().all(|value| known.contains(value))
        && known.iter().all(|value| booleans.contains(value) || *value == Scalar::Null);
    ((1..=MAX_VARIANTS).contains(&values.len()) && !is_boolean).then_some(values)
}

/// Whether values are `null` and others of one type: an `Option`, where a type is not asked for by name.
pub(crate) fn is_optional(values: &[Listed]) -> bool {
    let others: BTreeSet<&str> = values
        .iter()
        .map(|one| one.value.type_name())
        .filter(|name| *name != Scalar::Null.type_name())
        .collect();
    others.len() == 1 && values.iter().any(|one| one.value == Scalar::Null)
}

/// An enumeration of strings that would be an enum if it weren't for [`MAX_VARIANTS`].
pub(crate) fn too_many_strings(keywords: &Keywords) -> Option<&[Literal]> {
    let may_be_strings = keywords.types.is_none_or(|types| types.names() == ["string"]);
    let values = literals(keywords).filter(|_| may_be_strings)?;
    let are_strings = values.iter().all(|value| value.node().as_str().is_some());
    (are_strings && values.len() > MAX_VARIANTS).then_some(values)
}

/// The values of `enum` or `const`.
fn literals(keywords: &Keywords) -> Option<&[Literal]> {
    match (keywords.enumeration.as_deref(), keywords.constant.as_ref()) {
        (Some(values), None) => Some(values),
        (None, Some(value)) => Some(std::slice::from_ref(value)),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// The values of branches that list nothing but scalars.
fn of_branches(schemas: &Schemas, keywords: &Keywords) -> Option<Vec<Listed>> {
    let mut values = Vec::new();
    for branch in branches(keywords)? {
        let keywords = schemas.shape(*branch)?;
        let listed = scalars(literals(keywords)?, Some(*branch))?.into_iter();
        let is_allowed = |one: &Listed| keywords.types.is_none_or(|types| one.value.is_of(types));
        values.extend(listed.filter(is_allowed));
    }
    Some(values)
}

fn scalars(values: &[Literal], branch: Option<SchemaId>) -> Option<Vec<Listed>> {
    let each = values.iter();
    each.map(|value| Some(Listed { value: Scalar::of(value.node())?, branch })).collect()
}
