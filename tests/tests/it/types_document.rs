//! `docs/TYPES.md`: what types schemas become, written from the golden modules. `BLESS=1` accepts the new text.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The sections: a heading, what to know, and the golden module that shows it.
const SECTIONS: [(&str, &str, &str); 39] = [
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
        "`allOf` and `$ref` beside `properties` give one struct. Of several schemas of a member, a constant or list of values gives the type.",
        "inheritance",
    ),
    (
        "Members that several schemas describe",
        "Where several schemas say what a member or the items of an array look like, the type is that of all of them together.",
        "members_together",
    ),
    (
        "Nullable values",
        "`null` beside a type is an `Option`. A member that may also be absent has two: absent and `null` differ, and both survive a round trip.",
        "nullable",
    ),
    (
        "Objects among other values",
        "An object or `null` is an `Option` of a struct; an object or a value of another type is an enum of kinds.",
        "nullable_objects",
    ),
    (
        "Objects without a type",
        "`properties` without `type` allows any other value, too: the type is an enum of objects and all others. `\"type\": \"object\"` makes it a struct.",
        "untyped_properties",
    ),
    (
        "Unions",
        "`anyOf` and `oneOf` are enums. The variant is the first branch that is valid. Variants are called after the first of these that their branch has: the string that tells all branches apart (if each has its own), a title, the definition that it refers to, the kind of its values, the first member that only this branch requires. Builders begin with members that have only one value. A value of a type that only one variant has becomes one with `From`, or with `TryFrom` if the schema may refuse it.",
        "one_of_tagged",
    ),
    (
        "Members beside a choice",
        "What a schema says beside `anyOf` or `oneOf` holds for all branches. Each variant is a struct of the members beside the choice and those of the branch; methods give what all variants have. Branches that only assert (`required`, bounds) don't make an enum.",
        "choice_beside_members",
    ),
    (
        "Inherited choices",
        "A choice may also be that of a schema that `allOf` or `$ref` applies.",
        "choice_of_base",
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
        "Open enumerations",
        "A choice between listed values and others is an enum, too: what a branch only asserts is `Other`.",
        "open_enumeration",
    ),
    (
        "Definitions elsewhere",
        "What a reference leads to has a type, also if it is a definition of a schema inside of the document. `anyOf` and `oneOf` of one branch are that branch.",
        "nested_definitions",
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
        "Integers",
        "Bounds that are the exact range of one of Rust's integers give that type; so does a `format` of OpenAPI, `int8` to `int64` and `uint8` to `uint64`, unless bounds go beyond it or `assert-formats` is off. Such a format is no assertion: reading a valid value that the type cannot hold is a clear error.",
        "integers",
    ),
    (
        "Numbers with all of their digits",
        "`numbers = \"exact\"` and `integers = \"exact\"` in `codegen.toml`, for all schemas or one, give a `Decimal`, which keeps the digits. JSON text is read and written exactly; values of unions inside of serde, and other formats, are as exact as these.",
        "exact_numbers",
    ),
    (
        "Strings",
        "A string is a `String`, in a type of its own if it is a definition. An asserted `date-time` keeps its spelling.",
        "formats",
    ),
    (
        "Strings of a format",
        "Where a `format` is asserted (in drafts 4 to 7, or with `assert-formats = true` as here), its strings have a type of the runtime that keeps the spelling. `parsed` gives what they say: `Date` and `Time` as types of jiff, `Ipv4` and `Ipv6` as those of the standard library, `Duration` as components, `Uuid` as its bits, `JsonPointer` as its names. Formats of one's own, and strings with `parses-to`, stay strings.",
        "format_types",
    ),
    (
        "Annotations",
        "`default`, `examples`, `readOnly`, `writeOnly` and `$comment` are in the documentation. A `default` that is a valid scalar, an empty array or a value of an enumeration is also a function; reading never fills it in. `deprecated` is `#[deprecated]`.",
        "annotations",
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
        "Other members with a type",
        "`additionalProperties` beside `properties` gives `other` its type, also where an `allOf` or `$ref` leads to it. So does `unevaluatedProperties`, unless there are branches (`anyOf`, `if` and the like) that may evaluate members.",
        "additional_typed",
    ),
    (
        "Members by pattern",
        "Each pattern of `patternProperties` is a map. A member that has no field of its own is in the map of the first pattern that its name matches, and in `other` if there is none. Maps are called after the letters that a pattern begins with, or else the title of its schema, or the definition that it refers to; without any of these, `matching`, or `other` if there are no others. In two cases, all of these members are in `other`, as any values: if there are more than 16 patterns, or a pattern has back-references. A member that was put into a map in which no document has it cannot be written, and `validate` reports it.",
        "pattern_maps",
    ),
    (
        "Maps by pattern",
        "An object with one pattern, and nothing beside it, is a map.",
        "pattern_map_only",
    ),
    (
        "Maps with an enumeration as keys",
        "`propertyNames` that lists strings gives a map its keys.",
        "map_keyed",
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
    (
        "Names and attributes of your own",
        "`codegen.toml` names types, fields and variants, and gives types derives and attributes. Names of fields are set by the member, for the schema that declares it or for a type that takes it from there; those of variants by the value, or by the name that the variant of a union would have otherwise. Other names make room. `builders = false` leaves out builders. What is set for no schema, member or variant is an error.",
        "configured",
    ),
    (
        "Implied objects",
        "With `implied-objects = true` in `codegen.toml`, for all documents or one, `properties` without `type` is a struct. Validators do not change: a value that is no object is valid, and reading it is a clear error.",
        "implied_objects",
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
                in_attribute = (starts || in_attribute) && !line.ends_with(']');
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
        let settings = fs::read_to_string(folder.join("schemas/codegen.toml"));
        let settings = settings.map(|text| format!("```toml\n{}\n```\n\n", text.trim_end()));
        let settings = settings.unwrap_or_default();
        write!(text, "\n## {heading}\n\n{explanation}\n\n{settings}```json\n{schema}\n```\n\n```rust,ignore\n{types}\n```\n").unwrap();
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
