//! Which values become variants of a union by `From` or `TryFrom`: those of types that only one variant has.
//!
//! A value converts without a check if it is valid for the union because it is valid for its branch. That is so for a type
//! of the branch's own schema, for a scalar of which the branch says nothing but `type`, and for the type of the objects
//! among the values of the union's schema.

use crate::analyse::choice::facts::only_types;
use crate::model::{Conversion, Integer, Kind, Type, TypeRef, Union};
use crate::naming::Naming;
use crate::schema::{ArrayKeywords, Combination, Keywords, ObjectKeywords, SchemaId, Schemas};
use crate::union::Alternative;

/// Finds the conversions into all unions.
pub(super) fn convert(schemas: &Schemas, naming: &Naming, types: &mut [Type]) {
    for index in 0..types.len() {
        let ty = &types[index];
        let alternatives = naming.unions.by_schema.get(&ty.schema);
        let alternatives = alternatives.map_or(&[][..], |union| &union.alternatives);
        let Kind::Union(union) = &ty.kind else { continue };
        let converting = Converting { schemas, types, index };
        let conversions = converting.conversions(union, alternatives);
        if let Kind::Union(union) = &mut types[index].kind {
            union.conversions = conversions;
        }
    }
}

struct Converting<'a> {
    schemas: &'a Schemas,
    types: &'a [Type],
    /// The union.
    index: usize,
}

impl Converting<'_> {
    /// The conversions of a union, which has these alternatives if its variants are branches.
    fn conversions(&self, union: &Union, alternatives: &[Alternative]) -> Vec<Conversion> {
        let values: Vec<Option<&TypeRef>> =
            union.variants.iter().map(|variant| variant.ty.as_ref().map(unboxed)).collect();
        let is_only = |ty: &TypeRef| values.iter().flatten().filter(|it| **it == ty).count() == 1;
        let own = self.types[self.index].schema;
        let each = union.variants.iter().zip(&values).enumerate();
        let conversions = each.filter_map(|(at, (variant, ty))| {
            let ty = ty.filter(|ty| self.converts(ty) && is_only(ty))?;
            let suffices = match alternatives.get(at) {
                Some(one) => one.suffices && self.is_of(ty, one),
                // The variants are kinds of values of the union's own schema.
                None => self.is_objects(ty, own) || self.is_unchecked(ty, own),
            };
            Some(Conversion { variant: variant.name.clone(), ty: ty.clone(), fallible: !suffices })
        });
        conversions.collect()
    }

    /// Whether a value of a type says which variant is meant. Any value, arrays and maps may be meant for others.
    fn converts(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(index) => *index != self.index,
            TypeRef::Boolean
            | TypeRef::Integer(_)
            | TypeRef::Text(_)
            | TypeRef::Decimal
            | TypeRef::Float
            | TypeRef::String
            | TypeRef::DateTime => true,
            TypeRef::Any
            | TypeRef::Members
            | TypeRef::List(_)
            | TypeRef::Array(..)
            | TypeRef::Tuple(_)
            | TypeRef::Map(_)
            | TypeRef::Keyed(..)
            | TypeRef::Boxed(_)
            | TypeRef::Optional(_) => false,
        }
    }

    /// Whether all values of a type are valid for a branch.
    fn is_of(&self, ty: &TypeRef, branch: &Alternative) -> bool {
        match ty {
            TypeRef::Named(index) => {
                [branch.schema, branch.target].contains(&self.types[*index].schema)
            }
            scalar => self.is_unchecked(scalar, branch.target),
        }
    }

    /// Whether a type is that of the objects among the values of a schema.
    fn is_objects(&self, ty: &TypeRef, schema: SchemaId) -> bool {
        let objects = self.schemas.combined.get(&Combination::Objects(schema));
        matches!(ty, TypeRef::Named(index) if objects == Some(&self.types[*index].schema))
    }

    /// Whether all values of the type of a scalar are valid for a schema that has this type for it.
    fn is_unchecked(&self, ty: &TypeRef, schema: SchemaId) -> bool {
        let keywords = self.schemas.keywords(schema);
        let has_type = matches!(
            ty,
            TypeRef::Boolean | TypeRef::Integer(Integer::I64) | TypeRef::Float | TypeRef::String
        );
        has_type && keywords.is_some_and(says_nothing_of_scalars)
    }
}

/// Whether a schema says nothing of numbers, strings and Booleans but `type`.
fn says_nothing_of_scalars(keywords: &Keywords) -> bool {
    let (array, object) = (ArrayKeywords::default(), ObjectKeywords::default());
    only_types(&Keywords { array, object, ..keywords.clone() })
}

fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => inner,
        ty => ty,
    }
}
