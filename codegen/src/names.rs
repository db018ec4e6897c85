//! Rust names for schemas and members: what a name becomes by itself. Who gets a name that several want is decided in
//! `types/naming` and `types/members`.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::source::Format;
use spelling::{Spelling, spelled};

mod spelling;

/// The words that no item may be named (2024 edition).
pub const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// No name is longer, but for a few characters that make it another one. Names of files are made of them, here and by
/// rustdoc (`struct.NAMEBuilder.html`), and those of nested types of each other.
pub const MAX_LENGTH: usize = 80;

/// The name, or if it is too long its beginning and a hash of all of it: whatever else has a name doesn't matter.
fn bounded(name: String, before_hash: &str) -> String {
    bounded_to(MAX_LENGTH, name, before_hash)
}

fn bounded_to(length: usize, name: String, before_hash: &str) -> String {
    if name.len() <= length {
        return name;
    }
    let hash = format!("{before_hash}{:08x}", hash(&name));
    let head: String = name.chars().take(length.saturating_sub(hash.len())).collect();
    format!("{}{hash}", head.trim_end_matches('_'))
}

/// FNV-1a, folded to 32 bits: it must be the same on any machine and with any version of Rust.
fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) ^ (hash & 0xffff_ffff)
}

/// A name in snake case: for functions, fields and modules. Never empty, never a keyword, and no longer than
/// [`MAX_LENGTH`] and one more.
#[must_use]
pub fn snake(name: &str) -> String {
    snake_of(spelled(name, Spelling::Short))
}

/// The same with all punctuation as words, for a name that would otherwise be that of another: `@type` is `at_type`.
#[must_use]
pub fn full_snake(name: &str) -> String {
    snake_of(spelled(name, Spelling::Full))
}

fn snake_of(words: String) -> String {
    let ascii = bounded(words.to_snake_case(), "_h");
    let name = match ascii.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{ascii}"),
        Some(_) => ascii,
    };
    if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// A name in upper camel case. Never empty, and no longer than [`MAX_LENGTH`] and one more.
#[must_use]
pub fn camel(name: &str) -> String {
    camel_of(&spelled(name, Spelling::Short))
}

/// The same with all punctuation as words, for a name that would otherwise be that of another: `@type` is `AtType`.
#[must_use]
pub fn full_camel(name: &str) -> String {
    camel_of(&spelled(name, Spelling::Full))
}

fn camel_of(words: &str) -> String {
    let ascii = bounded(upper_camel(words), "H");
    match ascii.chars().next() {
        None => "Unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{ascii}"),
        Some(_) => ascii,
    }
}

/// Upper camel case, with what separates two digits: `2.5` is not `25`.
fn upper_camel(words: &str) -> String {
    let mut out = String::new();
    let mut part = String::new();
    for word in words.split('_').filter(|word| !word.is_empty()) {
        if part.ends_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit())
        {
            out.push_str(&part.to_upper_camel_case());
            out.push('_');
            part.clear();
        }
        part.push('_');
        part.push_str(word);
    }
    out.push_str(&part.to_upper_camel_case());
    out
}

/// The name of a static for a pattern: short enough for its declaration to stand in one line.
#[must_use]
pub fn pattern(name: &str) -> String {
    let name = bounded_to(48, snake(name), "_h");
    format!("{}_PATTERN", name.to_uppercase())
}

/// What the functions of generated modules call their variables, and the functions that they call by one name.
pub const FUNCTION_WORDS: [&str; 24] = [
    "array",
    "at",
    "before",
    "branches",
    "byte",
    "bytes",
    "check",
    "container",
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
    "rest",
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

/// The names that a module cannot have because Rust, cargo or generated code uses them.
pub const MODULE_WORDS: [&str; 25] = [
    // The root of a generated crate, and its modules, use them.
    "runtime",
    "validate",
    "voltype",
    "voltype_runtime",
    // Paths in attributes begin with them: the compiler knows these tools.
    "clippy",
    "diagnostic",
    "miri",
    "rust_analyzer",
    "rustc",
    "rustdoc",
    "rustfmt",
    // Crates that are there unasked, and those that generated code and its derives name.
    "alloc",
    "core",
    "proc_macro",
    "schemars",
    "serde",
    "serde_core",
    "serde_derive",
    "serde_json",
    "std",
    "test",
    // Files that cargo takes for the root of something.
    "bin",
    "build",
    "lib",
    "main",
];

/// The primitive types without a number in their name; `is_primitive` finds the others by their form.
pub const PRIMITIVES: [&str; 5] = ["bool", "char", "isize", "str", "usize"];

/// The modules of the runtime that validators call by these names.
pub const RUNTIME_MODULES: [&str; 4] = ["check", "format", "pattern", "stack"];

/// Devices, to Windows, whatever the ending; those with a number are known by their form.
pub const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Whether a module cannot have this name (in snake case).
#[must_use]
pub fn is_reserved_module(name: &str) -> bool {
    MODULE_WORDS.contains(&name) || DEVICES.contains(&name) || is_device(name) || is_primitive(name)
}

/// Whether Windows has a device of this name, such as `com1`.
fn is_device(name: &str) -> bool {
    let number = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    number.is_some_and(|number| number.len() == 1 && number.parse::<u8>().is_ok())
}

/// Whether Rust has a type of this name unasked.
#[must_use]
pub fn is_primitive(name: &str) -> bool {
    let bits = name.strip_prefix(['i', 'u', 'f']);
    PRIMITIVES.contains(&name)
        || bits.is_some_and(|bits| ["8", "16", "32", "64", "128"].contains(&bits))
}

/// The name of a module: a name in snake case, with `_schema` after one that means something else to Rust's tools.
#[must_use]
pub fn module(name: &str) -> String {
    let name = snake(name);
    if is_reserved_module(&name) { format!("{name}_schema") } else { name }
}

/// The order of names in which rustfmt lists modules: digits count as numbers.
#[must_use]
pub fn by_version(one: &str, other: &str) -> Ordering {
    let parts = |name: &str| -> Vec<(u8, usize, String)> {
        let chunks = name.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
        let chunks = chunks.map(|chunk| String::from_utf8_lossy(chunk).into_owned());
        let part = |chunk: String| match chunk.trim_start_matches('0') {
            number if chunk.starts_with(|c: char| c.is_ascii_digit()) => {
                (0, number.len(), number.to_owned())
            }
            _ => (1, 0, chunk),
        };
        chunks.map(part).collect()
    };
    parts(one).cmp(&parts(other)).then_with(|| one.cmp(other))
}

/// The stem of a document's file name: `schemas/session.schema.json` is `session`.
#[must_use]
pub fn module_of(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = Format::split(file).map_or(file, |(stem, _)| stem);
    stem.strip_suffix(".schema").unwrap_or(stem).to_owned()
}

/// The path of the copy of a document in the generated crate, with `/` between its parts: the document's own, with all
/// but letters, digits and `-_.` of ASCII percent-encoded, and parts of no more than [`MAX_LENGTH`] and some
/// characters. No part is one that a file system reads otherwise.
#[must_use]
pub fn copy_of(path: &str) -> String {
    let copy = path.split('/').map(file_name).collect::<Vec<_>>().join("/");
    // It is JSON whatever the document is; the names of two documents stay different.
    match Format::of_path(path) {
        Format::Json => copy,
        Format::Jsonc | Format::Yaml => format!("{copy}.json"),
    }
}

fn file_name(part: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let mut name = String::new();
    for byte in part.bytes() {
        match byte {
            byte if is_plain(byte) => name.push(char::from(byte)),
            byte => name.push_str(&format!("%{byte:02X}")),
        }
    }
    let (stem, ending) =
        name.strip_suffix(".json").map_or((name.as_str(), ""), |stem| (stem, ".json"));
    // Devices of Windows are so with any ending; a part of dots alone leads out; hidden files are left out by tools.
    let first = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    // The copy of a document in another format is called like this.
    let is_copy = !ending.is_empty() && Format::of_path(stem) != Format::Json;
    let is_special =
        stem.starts_with('.') || is_device(&first) || DEVICES.contains(&first.as_str()) || is_copy;
    let stem = if stem.is_empty() || is_special { format!("%{stem}") } else { stem.to_owned() };
    format!("{}{ending}", bounded(stem, "_h"))
}

/// Names that are given out once: a second one of the same spelling gets a number.
#[derive(Clone, Debug, Default)]
pub struct Unique {
    taken: BTreeSet<String>,
    /// For each name that was wanted again, the number to try next: many may want the same.
    next: BTreeMap<String, usize>,
}

impl Unique {
    /// Whether a name has been given out.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Takes `name`, or the first of `name_2`, `name_3` … that is free: for names in snake case.
    pub fn take(&mut self, name: &str) -> String {
        // Snake case has no two underscores in a row.
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

/// Whether a title makes a name: letters, digits and separators, and not much of them.
pub(crate) fn is_name(title: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    title.starts_with(|c: char| c.is_ascii_alphabetic())
        && title.len() <= 60
        && title.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_names_that_every_system_writes() {
        for (path, copy) in [
            ("session.schema.json", "session.schema.json"),
            ("v1/a b.json", "v1/a%20b.json"),
            ("a\\b\n\u{202e}\".json", "a%5Cb%0A%E2%80%AE%22.json"),
            ("../x.json", "%../x.json"),
            ("/x//y.json", "%/x/%/y.json"),
            (".json", "%.json"),
            ("a%20b.json", "a%2520b.json"),
            ("con.json", "%con.json"),
            ("v1/a.yaml", "v1/a.yaml.json"),
            ("a.yml", "a.yml.json"),
            ("a.yml.json", "%a.yml.json"),
            ("a.json.json", "a.json.json"),
            ("Com1.schema.json", "%Com1.schema.json"),
        ] {
            assert_eq!(copy_of(path), copy);
        }
        let long = copy_of(&format!("{}.json", "é".repeat(125)));
        assert!(long.len() <= MAX_LENGTH + 5 && long.ends_with(".json"), "{long}");
    }

    #[test]
    fn names_have_a_maximum_length() {
        let long = [
            "a".repeat(1_000),
            "a".repeat(1_001),
            "🔌".repeat(60),
            "aB".repeat(500),
            "1".repeat(90),
        ];
        for make in [snake, camel, function, module] {
            let made = long.clone().map(|name| make(&name));
            assert!(made.iter().all(|name| name.len() <= MAX_LENGTH + 1), "{made:?}");
            assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), long.len());
        }
        assert_eq!(camel(&camel(&long[3])), camel(&long[3]));
        // It is what it is, on any machine and in any version.
        assert_eq!(snake(&long[0]), format!("{}_h{}", "a".repeat(70), "c72f3f3f"));
    }

    #[test]
    fn names_are_rust_names() {
        for (name, function, variant) in [
            ("plug-charge", "plug_charge", "PlugCharge"),
            ("type", "type_", "Type"),
            ("", "unnamed", "Unnamed"),
            ("1st", "n1st", "N1st"),
            ("self", "self_", "Self"),
            ("über", "uber", "Uber"),
            ("v1.2.10", "v1_2_10", "V1_2_10"),
            ("2.5", "n2_5", "N2_5"),
            ("-1", "minus_1", "Minus1"),
            ("<=", "less_than_or_equal", "LessThanOrEqual"),
            ("<>", "not_equal", "NotEqual"),
            ("$", "dollar", "Dollar"),
            ("validPaymentType", "valid_payment_type", "ValidPaymentType"),
        ] {
            assert_eq!((snake(name).as_str(), camel(name).as_str()), (function, variant), "{name}");
        }
    }
}
