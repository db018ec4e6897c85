//! Where types are boxed because they are large: values are moved, and live on the stack while they are built.

use crate::model::{Kind, Type, TypeRef};

/// A field of a type that takes more bytes than this holds a box.
const MAX_FIELD: usize = 1024;

/// Clippy warns of an enum whose largest variant takes so many bytes more than the second largest.
const MAX_DIFFERENCE: usize = 200;

/// Boxes what is large: fields, and variants that are much larger than the others.
pub(super) fn boxed(types: &mut [Type]) {
    let mut sizes = vec![None; types.len()];
    let mut begun = vec![false; types.len()];
    for start in 0..types.len() {
        // Each type comes after those that are parts of it by value.
        let mut open = vec![(start, false)];
        while let Some((index, is_ready)) = open.pop() {
            if is_ready {
                sizes[index] = Some(shrink(&mut types[index].kind, &sizes));
            } else if !std::mem::replace(&mut begun[index], true) {
                open.push((index, true));
                parts(&types[index].kind, &mut |part| open.push((part, false)));
            }
        }
    }
}

/// Shows the types that are parts of another one by value.
fn parts(kind: &Kind, show: &mut dyn FnMut(usize)) {
    let mut part = |ty: &TypeRef| {
        let mut ty = ty;
        while let TypeRef::Optional(inner) = ty {
            ty = inner;
        }
        if let TypeRef::Named(index) = ty {
            show(*index);
        }
    };
    match kind {
        Kind::Record(record) => record.fields.iter().for_each(|field| part(&field.ty)),
        Kind::Union(union) => {
            union.variants.iter().filter_map(|variant| variant.ty.as_ref()).for_each(part);
        }
        Kind::Newtype(newtype) => part(&newtype.inner),
        Kind::Enumeration(_) | Kind::Verdict => {}
    }
}

/// Boxes what is large in a type whose parts have sizes, and gives its own size, as far as it is known: in bytes, without
/// the space between fields.
fn shrink(kind: &mut Kind, sizes: &[Option<usize>]) -> usize {
    match kind {
        Kind::Record(record) => {
            let others = if record.other.is_some() { MAP } else { 0 };
            let fields = record.fields.iter_mut().map(|field| {
                if size(&field.ty, sizes) > MAX_FIELD {
                    enclose(&mut field.ty);
                }
                size(&field.ty, sizes) + if field.required { 0 } else { TAG }
            });
            others + fields.sum::<usize>()
        }
        Kind::Union(union) => {
            let mut types: Vec<&mut TypeRef> =
                union.variants.iter_mut().filter_map(|variant| variant.ty.as_mut()).collect();
            // Each round boxes one.
            loop {
                types.sort_by_key(|ty| size(ty, sizes));
                let largest = types.last().map_or(0, |ty| size(ty, sizes));
                let second = types.iter().rev().nth(1).map_or(0, |ty| size(ty, sizes));
                match types.last_mut() {
                    Some(ty) if largest - second >= MAX_DIFFERENCE => enclose(ty),
                    _ => return largest + TAG,
                }
            }
        }
        Kind::Newtype(newtype) => size(&newtype.inner, sizes),
        Kind::Enumeration(_) => 1,
        Kind::Verdict => 0,
    }
}

const WORD: usize = 8;
const MAP: usize = 3 * WORD;
const TAG: usize = WORD;

fn size(ty: &TypeRef, sizes: &[Option<usize>]) -> usize {
    match ty {
        TypeRef::Boolean => 1,
        TypeRef::Signed | TypeRef::Unsigned | TypeRef::Float | TypeRef::Boxed(_) => WORD,
        TypeRef::String | TypeRef::Members | TypeRef::List(_) | TypeRef::Map(_) => MAP,
        TypeRef::Any => 4 * WORD,
        TypeRef::DateTime => 5 * WORD,
        TypeRef::Optional(inner) => size(inner, sizes) + TAG,
        // A type without a size could hold itself: a box makes that possible.
        TypeRef::Named(index) => sizes[*index].unwrap_or(MAX_FIELD + 1),
    }
}

/// A box around a type, inside of an `Option`.
fn enclose(ty: &mut TypeRef) {
    match ty {
        TypeRef::Optional(inner) => enclose(inner),
        ty => *ty = TypeRef::Boxed(Box::new(std::mem::replace(ty, TypeRef::Any))),
    }
}
