//! Which traits types derive: all that their parts have.

use std::collections::BTreeSet;

use toml::Spanned;

use super::parts;
use crate::config::Config;
use crate::model::{Derive, Kind, Type, TypeRef};
use crate::schema::Schemas;

/// Gives each type its derives.
pub(super) fn derive(types: &mut [Type]) {
    let approximate = approximate(types);
    for (index, ty) in types.iter_mut().enumerate() {
        ty.derives = derives(&ty.kind, !approximate.contains(&index));
    }
}

/// Adds what `codegen.toml` asks for.
pub(super) fn configured(schemas: &Schemas, config: &Config, types: &mut [Type]) {
    for ty in types {
        let own = config.type_at(schemas.get(ty.schema));
        let text = |one: &Spanned<String>| one.get_ref().clone();
        let all = config.derives.iter().chain(&own.derives).map(text);
        for path in all {
            let is_known = ty.derives.iter().any(|derive| format!("{derive:?}") == path);
            if !is_known && !ty.more_derives.contains(&path) {
                ty.more_derives.push(path);
            }
        }
        for attribute in config.attributes.iter().chain(&own.attributes).map(text) {
            if !ty.attributes.contains(&attribute) {
                ty.attributes.push(attribute);
            }
        }
    }
}

/// The indexes of types that have a float in them, however deep: they are neither `Eq` nor `Hash`.
fn approximate(types: &[Type]) -> BTreeSet<usize> {
    let mut wholes = vec![Vec::new(); types.len()];
    for (whole, ty) in types.iter().enumerate() {
        parts(ty).into_iter().for_each(|part| wholes[part].push(whole));
    }
    let mut open: Vec<usize> = (0..types.len()).filter(|at| own_float(&types[*at].kind)).collect();
    let mut found: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(part) = open.pop() {
        open.extend(wholes[part].iter().filter(|whole| found.insert(**whole)));
    }
    found
}

/// Whether a type has a float in it that is no part of another generated type.
fn own_float(kind: &Kind) -> bool {
    match kind {
        Kind::Record(record) => {
            record.fields.iter().any(|field| is_float(&field.ty))
                || record.maps.iter().any(|map| is_float(&map.values))
        }
        Kind::Union(union) => {
            union.variants.iter().filter_map(|variant| variant.ty.as_ref()).any(is_float)
        }
        Kind::Newtype(newtype) => is_float(&newtype.inner),
        Kind::Enumeration(_) | Kind::Verdict => false,
    }
}

fn is_float(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Float => true,
        TypeRef::Tuple(items) => items.iter().any(is_float),
        TypeRef::List(inner)
        | TypeRef::Array(inner, _)
        | TypeRef::Map(inner)
        | TypeRef::Keyed(_, inner)
        | TypeRef::Boxed(inner)
        | TypeRef::Optional(inner) => is_float(inner),
        TypeRef::Boolean
        | TypeRef::Integer(_)
        | TypeRef::Text(_)
        | TypeRef::Decimal
        | TypeRef::String
        | TypeRef::DateTime
        // Numbers in values of any type are no NaN, so serde_json's values are `Eq` and `Hash`.
        | TypeRef::Any
        | TypeRef::Members
        | TypeRef::Named(_) => false,
    }
}

/// The order of the values of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    /// There is none that means something.
    Unordered,
    /// Some may not compare: floats.
    Partial,
    /// All compare.
    Total,
}

/// The order of scalars, and of tuples and arrays of these.
fn order(ty: &TypeRef) -> Order {
    match ty {
        TypeRef::String
        | TypeRef::Text(_)
        | TypeRef::Decimal
        | TypeRef::Integer(_)
        | TypeRef::Boolean => Order::Total,
        TypeRef::Float => Order::Partial,
        TypeRef::Array(item, _) => order(item),
        TypeRef::Tuple(items) => items.iter().map(order).min().unwrap_or(Order::Total),
        TypeRef::DateTime
        | TypeRef::Any
        | TypeRef::Members
        | TypeRef::List(_)
        | TypeRef::Map(_)
        | TypeRef::Keyed(..)
        | TypeRef::Boxed(_)
        | TypeRef::Optional(_)
        | TypeRef::Named(_) => Order::Unordered,
    }
}

/// The traits of a type of this kind, whose parts are all `Eq` and `Hash` if `is_exact`.
fn derives(kind: &Kind, is_exact: bool) -> Vec<Derive> {
    use Derive::{Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd};
    let (copied, order): (&[Derive], Order) = match kind {
        Kind::Enumeration(_) => (&[Copy], Order::Total),
        Kind::Newtype(newtype) => (&[], order(&newtype.inner)),
        Kind::Record(_) | Kind::Union(_) | Kind::Verdict => (&[], Order::Unordered),
    };
    let ordered: &[Derive] = match order {
        Order::Unordered => &[],
        Order::Partial => &[PartialOrd],
        Order::Total => &[PartialOrd, Ord],
    };
    let (eq, hash): (&[Derive], &[Derive]) = if is_exact { (&[Eq], &[Hash]) } else { (&[], &[]) };
    [&[Clone][..], copied, &[Debug, PartialEq], eq, ordered, hash].concat()
}
