//! Rust names for schemas and members.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The words that no item may be named (2024 edition).
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A name in snake case: for functions, fields and modules. Never empty, never a keyword.
#[must_use]
pub fn snake(name: &str) -> String {
    let ascii = spell_out(name).to_snake_case();
    let name = match ascii.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{ascii}"),
        Some(_) => ascii,
    };
    if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// A name in upper camel case. Never empty.
#[must_use]
pub fn camel(name: &str) -> String {
    let ascii = spell_out(name).to_upper_camel_case();
    match ascii.chars().next() {
        None => "Unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{ascii}"),
        Some(_) => ascii,
    }
}

/// What the functions of generated modules call their variables, and the functions that they call by one name.
const FUNCTION_WORDS: [&str; 19] = [
    "array",
    "branches",
    "bytes",
    "check",
    "drop",
    "evaluated",
    "index",
    "input",
    "item",
    "matching",
    "member",
    "members",
    "name",
    "number",
    "object",
    "sink",
    "start",
    "text",
    "tracking",
];

/// The name of a validator: a name in snake case that means nothing else there.
#[must_use]
pub fn function(name: &str) -> String {
    let name = snake(name);
    if FUNCTION_WORDS.contains(&name.as_str()) { format!("{name}_schema") } else { name }
}

/// Whether no type can have this name: it means something else in every module.
#[must_use]
pub fn is_used(ty: &str) -> bool {
    ty == "Self"
}

/// The names that the root of a generated crate uses by itself.
const MODULE_WORDS: [&str; 3] = ["lib", "runtime", "voltype_runtime"];

/// The name of a module.
#[must_use]
pub fn module(name: &str) -> String {
    let name = snake(name);
    if MODULE_WORDS.contains(&name.as_str()) { format!("{name}_schema") } else { name }
}

/// The stem of a document's file name: `schemas/session.schema.json` is `session`.
#[must_use]
pub fn module_of(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.strip_suffix(".json").unwrap_or(file);
    stem.strip_suffix(".schema").unwrap_or(stem).to_owned()
}

/// The name with everything but ASCII letters, digits and separators spelled out, so that names stay distinct.
fn spell_out(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => out.push(c),
            '_' | '-' | ' ' | '.' | '/' | ':' | '$' | '#' | '@' => out.push('_'),
            other => out.push_str(&format!("_u{:x}_", u32::from(other))),
        }
    }
    out
}

/// Names that are given out once: a second one of the same spelling gets a number.
#[derive(Clone, Debug, Default)]
pub struct Unique {
    taken: BTreeSet<String>,
    /// For each name that was wanted again, the number to try next: many may want the same.
    next: BTreeMap<String, usize>,
}

impl Unique {
    /// Takes `name`, or the first of `name_2`, `name_3` … that is free: for names in snake case.
    pub fn take(&mut self, name: &str) -> String {
        // Two underscores in a row are no snake case.
        self.take_numbered(name, name.strip_suffix('_').unwrap_or(name), "_")
    }

    /// Takes `name`, or the first of `name2`, `name3` … that is free: for names in camel case.
    pub fn take_camel(&mut self, name: &str) -> String {
        self.take_numbered(name, name, "")
    }

    fn take_numbered(&mut self, name: &str, stem: &str, joint: &str) -> String {
        let mut free = name.to_owned();
        if self.taken.contains(name) {
            let next = self.next.entry(name.to_owned()).or_insert(2);
            while self.taken.contains(&free) {
                free = format!("{stem}{joint}{next}");
                *next += 1;
            }
        }
        self.taken.insert(free.clone());
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_rust_names() {
        for (name, function, variant) in [
            ("plug-charge", "plug_charge", "PlugCharge"),
            ("type", "type_", "Type"),
            ("", "unnamed", "Unnamed"),
            ("1st", "n1st", "N1st"),
            ("self", "self_", "Self"),
            ("über", "ufc_ber", "UfcBer"),
            ("validPaymentType", "valid_payment_type", "ValidPaymentType"),
        ] {
            assert_eq!((snake(name).as_str(), camel(name).as_str()), (function, variant), "{name}");
        }
    }
}
