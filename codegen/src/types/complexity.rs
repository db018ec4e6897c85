//! Types that clippy finds too complex: tuples of many items, and containers of containers.

use crate::model::{Kind, TypeRef};

/// Clippy warns of a type that counts more than this (`type_complexity`). Each type in it counts ten for each level.
const MAX: usize = 250;

/// Whether clippy finds the type of a field, variant or value too complex.
pub(super) fn is_complex(kind: &Kind) -> bool {
    match kind {
        Kind::Record(record) => {
            let mut fields = record.fields.iter();
            fields.any(|field| {
                let outer = if field.required { 0 } else { 1 };
                count(&field.ty, outer + 1) + outer * 10 > MAX
            })
        }
        Kind::Union(union) => {
            let mut types = union.variants.iter().filter_map(|variant| variant.ty.as_ref());
            types.any(|ty| count(ty, 1) > MAX)
        }
        // There is a method that gives a reference to it, which counts one.
        Kind::Newtype(newtype) => 1 + count(&newtype.inner, 1) > MAX,
        Kind::Enumeration(_) | Kind::Verdict => false,
    }
}

fn count(ty: &TypeRef, level: usize) -> usize {
    let inner = match ty {
        TypeRef::Tuple(items) => items.iter().map(|item| count(item, level + 1)).sum(),
        TypeRef::List(inner)
        | TypeRef::Array(inner, _)
        | TypeRef::Boxed(inner)
        | TypeRef::Optional(inner) => count(inner, level + 1),
        // The keys are strings.
        TypeRef::Map(inner) | TypeRef::Keyed(_, inner) => {
            count(inner, level + 1) + (level + 1) * 10
        }
        TypeRef::Members => (level + 1) * 20,
        TypeRef::Boolean
        | TypeRef::Integer(_)
        | TypeRef::Text(_)
        | TypeRef::Decimal
        | TypeRef::Float
        | TypeRef::String
        | TypeRef::DateTime
        | TypeRef::Any
        | TypeRef::Named(_) => 0,
    };
    level * 10 + inner
}
