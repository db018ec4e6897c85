//! The names of fields and variants.
//!
//! A name goes to the member that is called so in JSON, or else to the first one that would have
//! it; the others get a number.

use crate::names::{Unique, camel, snake};

/// The names of the fields for these members.
pub(super) fn field_names(members: &[&str]) -> Vec<String> {
    let wanted: Vec<String> = members.iter().map(|member| snake(member)).collect();
    let verbatim = members.iter().zip(&wanted).map(|(member, name)| member == name);
    give(&wanted, &verbatim.collect::<Vec<_>>(), Unique::take)
}

/// The names of the variants for these values.
pub(super) fn variant_names(values: &[String]) -> Vec<String> {
    let wanted: Vec<String> = values.iter().map(|value| variant_name(value)).collect();
    let verbatim = values.iter().zip(&wanted).map(|(value, name)| value == name);
    give(&wanted, &verbatim.collect::<Vec<_>>(), Unique::take_camel)
}

fn variant_name(value: &str) -> String {
    // No variant can be named like this.
    match camel(value) {
        name if name == "Self" => "SelfValue".to_owned(),
        name => name,
    }
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
