//! The names of fields and variants.
//!
//! A name goes to the member that is called so in JSON, or else to the first one that would have it. Others are called by
//! their spelling in full (`at_type` for `@type`), and get a number if that does not help.

use super::renames::Fields;
use crate::enumeration::{Integer, Scalar};
use crate::names::{Unique, camel, full_camel, full_snake, snake};

/// What a field or variant would be called.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wish {
    /// What comes first here chooses first.
    rank: Rank,
    /// The names, best first.
    names: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    /// What `codegen.toml` names.
    Given,
    /// A value that is no string.
    Value,
    /// What is called so in JSON.
    Verbatim,
    /// What keeps all of a name in JSON, but for upper case.
    Kept,
    /// What loses accents or punctuation.
    Short,
}

/// The names of the fields for these members, some of which are given.
pub(super) fn field_names(members: &[&str], given: &Fields<'_>) -> Vec<String> {
    let wish = |member: &&str| {
        if let Some(name) = given.get(member) {
            return Wish { rank: Rank::Given, names: vec![name.get_ref().clone()] };
        }
        let names = vec![snake(member), full_snake(member)];
        // `type_` is as close to `type` as a field can be.
        let is_verbatim = names[0] == *member || names[0].strip_suffix('_') == Some(member);
        Wish { rank: rank(is_verbatim, &names), names }
    };
    give(&members.iter().map(wish).collect::<Vec<_>>(), Unique::take)
}

/// A value of an enumeration, which a variant is named after.
#[derive(Clone, Copy, Debug)]
pub(super) struct VariantOf<'a> {
    /// The value.
    pub(super) value: &'a Scalar,
    /// The title of the branch that lists it.
    pub(super) title: Option<&'a str>,
    /// The name that `codegen.toml` gives.
    pub(super) given: Option<&'a String>,
}

/// The names of the variants for these values.
pub(super) fn variant_names(values: &[VariantOf<'_>]) -> Vec<String> {
    give(&values.iter().map(variant).collect::<Vec<_>>(), Unique::take_camel)
}

fn variant(one: &VariantOf<'_>) -> Wish {
    if let Some(name) = one.given {
        return Wish { rank: Rank::Given, names: vec![name.clone()] };
    }
    let name = match one.value {
        Scalar::String(value) => {
            let names = match value.as_str() {
                "" => vec!["Empty".to_owned()],
                value => vec![camel(value), full_camel(value), camel(&format!("text {value}"))],
            };
            // No variant can be named like this.
            let names = names.into_iter().map(|name| match name.as_str() {
                "Self" => "SelfValue".to_owned(),
                _ => name,
            });
            let names: Vec<String> = names.collect();
            return Wish { rank: rank(names[0] == *value, &names), names };
        }
        Scalar::Null => "Null".to_owned(),
        Scalar::Boolean(true) => "True".to_owned(),
        Scalar::Boolean(false) => "False".to_owned(),
        Scalar::Integer(Integer::Signed(value)) => camel(&value.to_string()),
        Scalar::Integer(Integer::Unsigned(value)) => camel(&value.to_string()),
        Scalar::Float(text) => camel(&text.replace("e-", "_e_minus_")),
    };
    let title = one.title.map(camel).filter(|title| title != "Self");
    Wish { rank: Rank::Value, names: title.into_iter().chain([name]).collect() }
}

/// When a name is chosen that has a short form and one in full.
fn rank(is_verbatim: bool, names: &[String]) -> Rank {
    match names {
        _ if is_verbatim => Rank::Verbatim,
        [short, full, ..] if short != full => Rank::Short,
        _ => Rank::Kept,
    }
}

/// Distinct names.
fn give(wishes: &[Wish], take: fn(&mut Unique, &str) -> String) -> Vec<String> {
    let mut free = Unique::default();
    let mut given = vec![String::new(); wishes.len()];
    for rank in [Rank::Given, Rank::Value, Rank::Verbatim, Rank::Kept, Rank::Short] {
        let of_rank = wishes.iter().zip(&mut given).filter(|(wish, _)| wish.rank == rank);
        for (wish, given) in of_rank {
            let wanted = wish.names.iter().find(|name| !free.has(name)).or(wish.names.first());
            *given = take(&mut free, wanted.map_or("", String::as_str));
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_keeps_its_own_name() {
        for (members, names) in [
            (
                ["user-name", "user_name", "Other", "other"],
                ["user_dash_name", "user_name", "other_2", "other"],
            ),
            (["@type", "type", "_id", "id"], ["at_type", "type_", "underscore_id", "id"]),
            (["grün", "Grun", "größe", "中"], ["gr_ufc_n", "grun", "grosse", "u4e2d"]),
        ] {
            assert_eq!(field_names(&members, &Fields::new()), names);
        }
    }

    fn names(values: &[Scalar]) -> Vec<String> {
        let values = values.iter().map(|value| VariantOf { value, title: None, given: None });
        variant_names(&values.collect::<Vec<_>>())
    }

    fn strings(values: &[&str]) -> Vec<String> {
        names(&values.iter().map(|one| Scalar::String((*one).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn variants_are_called_after_their_strings() {
        assert_eq!(
            strings(&["<", "<=", "", "+1", "-1", "1", "1.5", "15", "*", "Self"]),
            [
                "LessThan",
                "LessThanOrEqual",
                "Empty",
                "Plus1",
                "Minus1",
                "N1",
                "N1_5",
                "N15",
                "Star",
                "SelfValue"
            ]
        );
        assert_eq!(
            strings(&["ab", "Ab", "AB", "a-b", "a b"]),
            ["TextAb", "Ab", "Ab2", "AB", "ASpaceB"]
        );
    }

    #[test]
    fn values_come_before_strings() {
        let text = |text: &str| Scalar::String(text.to_owned());
        let integer = |value| Scalar::Integer(Integer::Signed(value));
        let float = |value: &str| Scalar::Float(value.to_owned());
        assert_eq!(
            names(&[
                text("1"),
                integer(1),
                integer(-1),
                text("True"),
                Scalar::Boolean(true),
                Scalar::Null
            ]),
            ["Text1", "N1", "Minus1", "TextTrue", "True", "Null"]
        );
        assert_eq!(
            names(&[float("2.5"), float("-0.5"), float("1e300"), float("1.5e-7")]),
            ["N2_5", "Minus0_5", "N1e300", "N1_5EMinus7"]
        );
    }
}
