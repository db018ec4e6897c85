//! The values that `default` gives for absent members.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::{Modeling, texts};
use crate::arena::{Data, Literal, Node};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Dialect;
use crate::enumeration::{Scalar, values};
use crate::format;
use crate::json;
use crate::keyword::Keyword;
use crate::model::{Constant, TypeRef};
use crate::pattern;
use crate::schema::{
    Body, Keywords, NumberAssertion, Relation, Schema, SchemaId, Schemas, StringKeywords, TypeSet,
};

/// Warns of defaults that their own schemas refuse, and gives these schemas. `null` is a common way of saying that there is
/// none, so there is no warning of it.
pub(super) fn refused(
    schemas: &Schemas,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<SchemaId> {
    let mut refused = BTreeSet::new();
    for (index, schema) in schemas.arena.iter().enumerate() {
        let Body::Keywords(keywords) = &schema.body else { continue };
        let Some(default) = &keywords.annotations.default else { continue };
        let node = default.node();
        let Some(keyword) = refuses(schema, keywords, node, config)
            .or_else(|| refuses_by_pattern(&keywords.string, node))
        else {
            continue;
        };
        refused.insert(SchemaId(index));
        if !matches!(node.data(), Data::Null) {
            let message = format!("this default is not valid: `{}` refuses it", keyword.name());
            diagnostics.push(Diagnostic::at(node, message).warning());
        }
    }
    refused
}

impl Modeling<'_> {
    /// The default of a member of this type, if it is a constant in Rust and no keyword for scalars refuses it.
    pub(super) fn constant_default(&self, id: SchemaId, ty: &TypeRef) -> Option<Constant> {
        let (from, value) = self.default(id)?;
        let value = value.node();
        if self.refused.contains(&from) {
            return None;
        }
        let is_refused = self.referred(id).any(|(id, keywords)| {
            refuses(self.schemas.get(id), keywords, value, self.config).is_some()
        });
        if is_refused { None } else { self.constant_of(id, value, ty) }
    }

    /// A value as a constant of a type.
    fn constant_of(&self, id: SchemaId, value: Node<'_>, ty: &TypeRef) -> Option<Constant> {
        Some(match (ty, value.data()) {
            (TypeRef::Optional(_), Data::Null) => Constant::Absent,
            (TypeRef::Optional(inner), _) => {
                Constant::Present(Box::new(self.constant_of(id, value, inner)?))
            }
            (TypeRef::Boolean, Data::Boolean(value)) => Constant::Boolean(value),
            (TypeRef::Integer(integer), Data::Number(text)) => {
                let (least, greatest) = integer.range();
                let value = json::number(text).to_i128()?;
                Constant::Integer(Some(value).filter(|one| (least..=greatest).contains(one))?)
            }
            (TypeRef::Float, Data::Number(text)) => {
                Constant::Float(Some(json::number(text).to_f64()).filter(|one| one.is_finite())?)
            }
            (TypeRef::String, Data::String(text)) => Constant::String(text.to_owned()),
            (TypeRef::DateTime, Data::String(text)) => {
                let name = texts::DATE_TIME;
                Some(Constant::Text(text.to_owned())).filter(|_| texts::is_valid(name, text))?
            }
            (TypeRef::Text(name), Data::String(text)) => {
                Some(Constant::Text(text.to_owned())).filter(|_| texts::is_valid(name, text))?
            }
            (TypeRef::List(_), Data::Array(items)) if items.len() == 0 => Constant::EmptyList,
            (TypeRef::Named(_), Data::String(text)) => Constant::Variant(self.variant(id, text)?),
            _ => return None,
        })
    }

    /// The variant for a string, in the enumeration that a schema is or refers to.
    fn variant(&self, id: SchemaId, text: &str) -> Option<String> {
        let mut named = self.referred(id).filter(|(id, _)| self.naming.types.contains_key(id));
        let (id, keywords) = named.next()?;
        let values = values(self.schemas, keywords)?;
        let mut variants = self.enumeration(id, values).variants.into_iter();
        let value = Scalar::String(text.to_owned());
        variants.find(|variant| variant.value == value).map(|variant| variant.name)
    }
}

/// The keyword of a schema that refuses a value, if it is one that concerns scalars.
fn refuses(
    schema: &Schema,
    keywords: &Keywords,
    value: Node<'_>,
    config: &Config,
) -> Option<Keyword> {
    if keywords.types.is_some_and(|types| !is_of(types, value, schema.dialect)) {
        return Some(Keyword::Type);
    }
    match value.data() {
        Data::Number(text) => {
            let refuses = |number: &&NumberAssertion| !holds(number, text);
            keywords.numbers.iter().find(refuses).map(|number| number.relation.keyword())
        }
        Data::String(text) => {
            if let Some(values) = &keywords.enumeration
                && !values.iter().any(|value| value.node().as_str() == Some(text))
            {
                return Some(Keyword::Enum);
            }
            let constant = keywords.constant.as_ref().map(Literal::node);
            if constant.is_some_and(|constant| constant.as_str() != Some(text)) {
                return Some(Keyword::Const);
            }
            refuses_text(schema, &keywords.string, text, config)
        }
        Data::Null | Data::Boolean(_) | Data::Array(_) | Data::Object(_) => None,
    }
}

/// Whether a value is of one of these types.
fn is_of(types: TypeSet, value: Node<'_>, dialect: Dialect) -> bool {
    match value.data() {
        Data::Null => types.null,
        Data::Boolean(_) => types.boolean,
        Data::String(_) => types.string,
        Data::Array(_) => types.array,
        Data::Object(_) => types.object,
        Data::Number(text) => {
            let number = json::number(text);
            let by_spelling = dialect == Dialect::Draft4;
            let is_integer =
                if by_spelling { number.is_integer_spelling() } else { number.is_integer() };
            types.number || (types.integer && is_integer)
        }
    }
}

fn holds(assertion: &NumberAssertion, text: &str) -> bool {
    let (number, value) = (json::number(text), json::number(&assertion.value));
    let order = number.cmp(&value);
    match assertion.relation {
        Relation::AtLeast => order != Ordering::Less,
        Relation::GreaterThan => order == Ordering::Greater,
        Relation::AtMost => order != Ordering::Greater,
        Relation::LessThan => order == Ordering::Less,
        Relation::MultipleOf => number.is_multiple_of(&value),
    }
}

/// `pattern`, if it refuses a text. One with which that takes too much work doesn't.
fn refuses_by_pattern(keywords: &StringKeywords, value: Node<'_>) -> Option<Keyword> {
    let program = pattern::compile(&keywords.pattern.as_ref()?.text).ok()?;
    let is_match = program.is_match(value.as_str()?.as_bytes());
    (is_match == Ok(false)).then_some(Keyword::Pattern)
}

/// The keyword for strings, beside `pattern`, that refuses a text.
fn refuses_text(
    schema: &Schema,
    keywords: &StringKeywords,
    text: &str,
    config: &Config,
) -> Option<Keyword> {
    let length = text.chars().count() as u64;
    let has_other_format = |name: &String| {
        let asserted = format::asserted(name, schema, config);
        let ty = asserted.and_then(|format| texts::of_format(&format));
        ty.is_some_and(|ty| !texts::is_valid(ty, text))
    };
    [
        (keywords.min_length.is_some_and(|least| length < least), Keyword::MinLength),
        (keywords.max_length.is_some_and(|most| length > most), Keyword::MaxLength),
        (keywords.format.as_ref().is_some_and(has_other_format), Keyword::Format),
    ]
    .into_iter()
    .find_map(|(refuses, keyword)| refuses.then_some(keyword))
}
