//! Which parts of types are boxed: those that could hold themselves, and large ones, because values are moved and live on
//! the stack while they are built.

use crate::model::{Kind, Type, TypeRef};

/// A field of a type that takes more bytes than this holds a box.
const MAX_FIELD: usize = 1024;

/// Clippy warns of an enum whose largest variant takes so many bytes more than the second largest.
const MAX_DIFFERENCE: usize = 200;

/// Boxes fields and variants: one on each cycle of types that hold each other by value, and those that are large.
pub(super) fn boxed(types: &mut [Type]) {
    let mut sizes = vec![None; types.len()];
    let mut begun = vec![false; types.len()];
    for start in 0..types.len() {
        // Each type comes after those that it holds by value. One that has no size by then holds this one, too.
        let mut open = vec![(start, false)];
        while let Some((index, is_ready)) = open.pop() {
            if is_ready {
                let mut kind = std::mem::replace(&mut types[index].kind, Kind::Verdict);
                sizes[index] = Some(Sizes { types, known: &sizes }.shrink(&mut kind));
                types[index].kind = kind;
            } else if !std::mem::replace(&mut begun[index], true) {
                open.push((index, true));
                let mut held_here = Vec::new();
                parts(&types[index].kind).for_each(|part| held(part, types, &mut held_here));
                open.extend(held_here.into_iter().map(|part| (part, false)));
            }
        }
    }
}

/// The types of fields, variants and items.
fn parts(kind: &Kind) -> impl Iterator<Item = &TypeRef> {
    let (fields, variants, inner) = match kind {
        Kind::Record(record) => (record.fields.as_slice(), [].as_slice(), None),
        Kind::Union(union) => ([].as_slice(), union.variants.as_slice(), None),
        Kind::Newtype(newtype) => ([].as_slice(), [].as_slice(), Some(&newtype.inner)),
        Kind::Enumeration(_) | Kind::Verdict => Default::default(),
    };
    let variants = variants.iter().filter_map(|variant| variant.ty.as_ref());
    fields.iter().map(|field| &field.ty).chain(variants).chain(inner.filter(|ty| has_items(ty)))
}

/// Whether a type holds items by value. Another type around one has no part that could be boxed: it is a part of what
/// holds it.
fn has_items(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Optional(inner) => has_items(inner),
        TypeRef::Array(..) | TypeRef::Tuple(_) => true,
        _ => false,
    }
}

/// The types with parts of their own, or enumerations, that are held by value where this type is.
fn held(ty: &TypeRef, types: &[Type], found: &mut Vec<usize>) {
    match ty {
        TypeRef::Optional(inner) | TypeRef::Array(inner, _) => held(inner, types, found),
        TypeRef::Tuple(items) => items.iter().for_each(|item| held(item, types, found)),
        TypeRef::Named(index) => match &types[*index].kind {
            Kind::Newtype(newtype) if !has_items(&newtype.inner) => {
                held(&newtype.inner, types, found);
            }
            _ => found.push(*index),
        },
        _ => {}
    }
}

const WORD: usize = 8;
const MAP: usize = 3 * WORD;
const TAG: usize = WORD;

/// The sizes of types, in bytes, without the space between fields.
#[derive(Clone, Copy)]
struct Sizes<'m> {
    types: &'m [Type],
    /// Those that are known, by the indexes of their types.
    known: &'m [Option<usize>],
}

impl Sizes<'_> {
    /// Boxes parts of a type, and gives its size.
    fn shrink(self, kind: &mut Kind) -> usize {
        match kind {
            Kind::Record(record) => {
                let others = MAP * record.maps.len();
                let fields = record.fields.iter_mut().map(|field| {
                    self.shrink_part(&mut field.ty);
                    self.of(&field.ty).unwrap_or(WORD) + if field.required { 0 } else { TAG }
                });
                others + fields.sum::<usize>()
            }
            Kind::Union(union) => {
                let variants = union.variants.iter_mut().filter_map(|variant| variant.ty.as_mut());
                self.shrink_variants(variants.collect())
            }
            Kind::Newtype(newtype) => {
                self.shrink_items(&mut newtype.inner);
                self.of(&newtype.inner).unwrap_or(WORD)
            }
            Kind::Enumeration(_) => 1,
            Kind::Verdict => 0,
        }
    }

    /// Boxes the items of a tuple or an array.
    fn shrink_items(self, ty: &mut TypeRef) {
        match ty {
            TypeRef::Optional(inner) => self.shrink_items(inner),
            TypeRef::Array(item, _) => self.shrink_part(item),
            TypeRef::Tuple(items) => items.iter_mut().for_each(|item| self.shrink_part(item)),
            _ => {}
        }
    }

    /// Boxes a field or an item that holds the type that it is a part of, or is large.
    fn shrink_part(self, ty: &mut TypeRef) {
        if self.of(ty).is_none_or(|size| size > MAX_FIELD) {
            enclose(ty);
        }
    }

    /// Boxes the variants that hold their own enum, or are much larger than the others.
    fn shrink_variants(self, mut variants: Vec<&mut TypeRef>) -> usize {
        variants.iter_mut().filter(|ty| self.of(ty).is_none()).for_each(|ty| enclose(ty));
        let size = |ty: &TypeRef| self.of(ty).unwrap_or(WORD);
        // Each round boxes one.
        loop {
            variants.sort_by_key(|ty| size(ty));
            let largest = variants.last().map_or(0, |ty| size(ty));
            let second = variants.iter().rev().nth(1).map_or(0, |ty| size(ty));
            match variants.last_mut() {
                Some(ty) if largest - second >= MAX_DIFFERENCE => enclose(ty),
                _ => return largest + TAG,
            }
        }
    }

    /// The size of a type; none if it holds the one that is being looked at.
    fn of(self, ty: &TypeRef) -> Option<usize> {
        Some(match ty {
            TypeRef::Boolean => 1,
            TypeRef::Integer(integer) => integer.size(),
            TypeRef::Float | TypeRef::Boxed(_) => WORD,
            TypeRef::String | TypeRef::Members | TypeRef::List(_) | TypeRef::Map(_) => MAP,
            TypeRef::Keyed(..) => MAP,
            TypeRef::Any => 4 * WORD,
            TypeRef::Text(_) | TypeRef::Decimal => 2 * WORD,
            TypeRef::DateTime => 5 * WORD,
            TypeRef::Optional(inner) => self.of(inner)? + TAG,
            TypeRef::Array(item, length) => self.of(item)?.saturating_mul(*length),
            TypeRef::Tuple(items) => {
                let sizes = items.iter().map(|item| self.of(item));
                sizes.sum::<Option<usize>>()?
            }
            TypeRef::Named(index) => match &self.types[*index].kind {
                Kind::Newtype(newtype) if !has_items(&newtype.inner) => self.of(&newtype.inner)?,
                _ => self.known[*index]?,
            },
        })
    }
}

/// A box around a type, inside of an `Option`.
fn enclose(ty: &mut TypeRef) {
    match ty {
        TypeRef::Optional(inner) => enclose(inner),
        ty => *ty = TypeRef::Boxed(Box::new(std::mem::replace(ty, TypeRef::Any))),
    }
}
