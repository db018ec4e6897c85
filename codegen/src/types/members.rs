//! The names of fields and variants.
//!
//! A name goes to the member that is called so in JSON, or else to the first one that would have
//! it; the others get a number.

use super::{Field, Shape, Variant};
use crate::emit::ident;
use crate::names::Unique;

/// The shape with names that are distinct and not too long.
pub(super) fn named(shape: Shape) -> Shape {
    match shape {
        Shape::Struct(fields) => Shape::Struct(fields_named(fields)),
        Shape::Enum(variants) => Shape::Enum(variants_named(variants)),
        Shape::Newtype(_) | Shape::Any | Shape::Verdict => shape,
    }
}

fn fields_named(mut fields: Vec<Field>) -> Vec<Field> {
    let wanted: Vec<String> = fields.iter().map(|field| field.name.to_string()).collect();
    let verbatim = fields.iter().zip(&wanted).map(|(field, name)| field.member == *name);
    let given = give(&wanted, &verbatim.collect::<Vec<_>>(), Unique::take);
    for (field, name) in fields.iter_mut().zip(given) {
        field.name = ident(&name);
    }
    fields
}

fn variants_named(mut variants: Vec<Variant>) -> Vec<Variant> {
    let wanted: Vec<String> = variants.iter().map(|one| one.name.to_string()).collect();
    let verbatim = variants.iter().zip(&wanted).map(|(one, name)| one.value == *name);
    let given = give(&wanted, &verbatim.collect::<Vec<_>>(), Unique::take_camel);
    for (variant, name) in variants.iter_mut().zip(given) {
        variant.name = ident(&name);
    }
    variants
}

/// Distinct names for those that are wanted: first for those that are to stay as they are.
fn give(
    wanted: &[String],
    verbatim: &[bool],
    take: fn(&mut Unique, &str) -> String,
) -> Vec<String> {
    let mut free = Unique::default();
    let mut given = vec![String::new(); wanted.len()];
    for first in [true, false] {
        let each = wanted.iter().zip(verbatim).zip(&mut given);
        for ((wanted, _), given) in each.filter(|((_, is_verbatim), _)| **is_verbatim == first) {
            *given = take(&mut free, wanted);
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_keeps_its_own_name() {
        let wanted = ["user_name", "user_name", "other", "user_name_2"].map(str::to_owned);
        let given = give(&wanted, &[false, true, true, true], Unique::take);
        assert_eq!(given, ["user_name_3", "user_name", "other", "user_name_2"]);
    }

    #[test]
    fn variants_are_numbered_in_camel_case() {
        let wanted = ["Ab", "Ab", "Ab2"].map(str::to_owned);
        assert_eq!(give(&wanted, &[false, true, false], Unique::take_camel), ["Ab2", "Ab", "Ab22"]);
    }
}
