//! The names of fields and variants.
//!
//! typify proposes them. A name goes to the member that is called so in JSON, or else to the first one that would have
//! it; the others get a number. One that is too long is cut, and ends with a hash of the member's name.

use super::{Field, Shape, Variant};
use crate::names::{self, MAX_LENGTH, Unique};

/// The shape with names that are distinct and not too long.
pub(super) fn named(shape: Shape) -> Shape {
    match shape {
        Shape::Struct(fields) => Shape::Struct(fields_named(fields)),
        Shape::Enum(variants) => Shape::Enum(variants_named(variants)),
        Shape::Newtype(_) | Shape::Any | Shape::Verdict => shape,
    }
}

fn fields_named(mut fields: Vec<Field>) -> Vec<Field> {
    let wanted = fields.iter().map(|field| bounded(&field.name, &field.member, names::snake));
    let wanted: Vec<String> = wanted.collect();
    let verbatim = fields.iter().zip(&wanted).map(|(field, name)| field.member == *name);
    let given = give(&wanted, &verbatim.collect::<Vec<_>>());
    for (field, name) in fields.iter_mut().zip(given) {
        field.name = syn::Ident::new(&name, field.name.span());
    }
    fields
}

fn variants_named(mut variants: Vec<Variant>) -> Vec<Variant> {
    let wanted = variants.iter().map(|one| bounded(&one.name, &one.value, names::camel));
    let wanted: Vec<String> = wanted.collect();
    let verbatim = variants.iter().zip(&wanted).map(|(one, name)| one.value == *name);
    let given = give(&wanted, &verbatim.collect::<Vec<_>>());
    for (variant, name) in variants.iter_mut().zip(given) {
        variant.name = syn::Ident::new(&name, variant.name.span());
    }
    variants
}

/// The name that was proposed, or one that is made of the member's if it is too long.
fn bounded(proposed: &syn::Ident, member: &str, make: fn(&str) -> String) -> String {
    let proposed = proposed.to_string();
    // A raw identifier is a keyword.
    match proposed.strip_prefix("r#") {
        Some(keyword) => format!("{keyword}_"),
        None if proposed.len() > MAX_LENGTH => make(member),
        None => proposed,
    }
}

/// Distinct names for those that are wanted: first for those that are to stay as they are.
fn give(wanted: &[String], verbatim: &[bool]) -> Vec<String> {
    let mut free = Unique::default();
    let mut given = vec![String::new(); wanted.len()];
    for first in [true, false] {
        let each = wanted.iter().zip(verbatim).zip(&mut given);
        for ((wanted, _), given) in each.filter(|((_, is_verbatim), _)| **is_verbatim == first) {
            *given = free.take(wanted);
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
        let given = give(&wanted, &[false, true, true, true]);
        assert_eq!(given, ["user_name_3", "user_name", "other", "user_name_2"]);
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let long = |end: &str| format!("{}{end}", "a".repeat(1_000));
        let [one, other] = ["x", "y"].map(|end| {
            let name = long(end);
            bounded(&syn::Ident::new(&name, proc_macro2::Span::call_site()), &name, names::snake)
        });
        assert!(one.len() <= MAX_LENGTH && other.len() <= MAX_LENGTH && one != other);
    }
}
