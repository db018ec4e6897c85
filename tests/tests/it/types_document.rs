//! `docs/TYPES.md`: what types schemas become, written from the golden modules. `BLESS=1` accepts the new text.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The sections: a heading, what to know, and the golden module that shows it.
const SECTIONS: [(&str, &str, &str); 22] = [
    (
        "Objects",
        "An object with `properties` is a struct. Members that the schema does not name are kept in `other`.",
        "struct_optional",
    ),
    ("Closed objects", "`additionalProperties: false` leaves no other members.", "struct_closed"),
    (
        "Objects in objects",
        "A schema inside another one is called after the way that leads there.",
        "struct_nested",
    ),
    (
        "Inheritance",
        "`allOf` and `$ref` beside `properties` give one struct. Of several schemas of a member, the last one that says what its values look like gives the type; all of them are validated.",
        "inheritance",
    ),
    (
        "Nullable values",
        "`null` beside a type is an `Option`. A member that may also be absent has two: absent and `null` differ, and both survive a round trip.",
        "nullable",
    ),
    (
        "Unions",
        "`anyOf` and `oneOf` are enums. The variant is the first branch that is valid. Variants are called after the value of the member that tells all branches apart, a title, the definition that a branch refers to, or the kind of its values. Builders begin with members that have only one value. A value of a type that only one variant has becomes one with `From`, or with `TryFrom` if the schema may refuse it.",
        "one_of_tagged",
    ),
    (
        "Unions of kinds",
        "Branches without members are told apart by validation as well.",
        "any_of_kinds",
    ),
    ("Lists of types", "`type` with several types is an enum of kinds.", "draft4_kinds"),
    (
        "Unions inside of types",
        "A type with unions is built in one pass after validation, which has noted the variants.",
        "union_members",
    ),
    (
        "Enumerations of strings",
        "`enum` of strings, `const`, and choices of these are enums without values.",
        "enum_strings",
    ),
    (
        "Constants",
        "A constant is an enum with one variant. Builders begin with it, if every object has the member.",
        "const_values",
    ),
    ("Arrays", "An array is a `Vec`.", "arrays"),
    ("Maps", "An object with nothing but `additionalProperties` is a map.", "map_typed"),
    (
        "Numbers",
        "`number` is an `f64`; `integer` an `i64`, or a `u64` if bounds leave no negative number.",
        "numbers",
    ),
    (
        "Strings",
        "A string is a `String`, in a type of its own if it is a definition. An asserted `date-time` keeps its spelling.",
        "formats",
    ),
    ("Recursion", "A type that contains itself holds a box.", "recursion"),
    (
        "Definitions in common",
        "Definitions that several documents have in common are one type, in a module of their own. The modules of these documents have it as well (`pub use`). Here, `reason` differs in one keyword.",
        "shared_definitions",
    ),
    (
        "Large parts",
        "Fields of more than 1,024 bytes, and variants much larger than the others, are boxed.",
        "large_parts",
    ),
    (
        "Enumerations of other values",
        "`enum` of any scalars, `const`, and choices of these are enums without values. Numbers are called `N1`, `Minus1` or `N2_5`, or after the title of their branch; a string whose name they have is called `Text1`. Enumerations of integers have `as_i64` and `TryFrom<i64>`, others `value`. `null` beside values of one type is an `Option`; in a root or definition, which is read by itself, it is a variant. Nothing but `true` and `false` is a `bool`. With arrays or objects among the values, or numbers that no Rust type is equal to, the type is one around any JSON value.",
        "enum_values",
    ),
    (
        "Tuples and arrays of one length",
        "An array that always has as many items as `prefixItems` (up to 12) says is a tuple, and one that always has the same number (up to 32) of items of one schema is an array. As a definition, it is a type around that. All others are a `Vec`: of the type that all items have in common, or else of any value; also those with `uniqueItems`.",
        "tuple_types",
    ),
    ("Recursive tuples", "Items that would hold their own tuple are boxed.", "tuple_recursion"),
    (
        "Names of fields and variants",
        "Signs are words, and Latin letters lose their accents. Other letters are called by their code points. If that gives several members the same name, it goes to the one that is called so in JSON, or that loses least; others are spelled in full (`at_type`), so a name does not depend on members that are called otherwise.",
        "enum_names",
    ),
];

fn modules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/modules")
}

/// The declarations of the types, without derives and attributes.
fn declarations(source: &str) -> String {
    let types = source.split("/// The validators: ").next().unwrap_or_default();
    let blocks = types.split("\n\n").filter(|block| {
        block.lines().any(|line| line.starts_with("pub struct") || line.starts_with("pub enum"))
    });
    let blocks: Vec<String> = blocks
        .map(|block| {
            let mut in_attribute = false;
            let lines = block.lines().filter(|line| {
                let line = line.trim_start();
                let starts = line.starts_with("#[");
                let skipped = starts || in_attribute || line.starts_with("voltype_runtime::");
                in_attribute = (starts || in_attribute) && !line.ends_with(")]");
                !skipped
            });
            lines.collect::<Vec<_>>().join("\n")
        })
        .collect();
    blocks.join("\n\n")
}

fn document() -> String {
    let mut text = "# Types\n\n\
                    Which Rust types schemas become. Every type also has a validator, `from_slice`, `check` and serde in both\n\
                    directions; structs have builders. What has no section here is a type around any JSON value that the\n\
                    validator accepts.\n\n\
                    This file is written from the golden modules in `tests/golden/modules` by a test.\n"
        .to_owned();
    for (heading, explanation, module) in SECTIONS {
        let folder = modules().join(module);
        let schema = fs::read_to_string(folder.join("schemas/case.json")).unwrap();
        let source = fs::read_to_string(folder.join("src/case.rs")).unwrap();
        let (schema, types) = (schema.trim_end(), declarations(&source));
        assert!(types.contains("pub "), "{module} shows no type");
        write!(text, "\n## {heading}\n\n{explanation}\n\n```json\n{schema}\n```\n\n```rust,ignore\n{types}\n```\n").unwrap();
    }
    text
}

#[test]
fn the_document_on_types_shows_what_the_compiler_makes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/TYPES.md");
    let document = document();
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &document).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == document, "BLESS=1 accepts the new docs/TYPES.md");
}
