//! The table of dependencies in ARCHITECTURE.md against the manifests.

use std::collections::BTreeSet;

use super::{document, root};

/// The folders of packages with dependencies of their own.
const PACKAGES: [&str; 10] = [
    "bench",
    "build",
    "codegen",
    "fuzz",
    "generated",
    "metaschemas",
    "pattern",
    "runtime",
    "tests",
    "xtask",
];

/// A dependency and the folder of the package that has it.
type Use = (String, String);

/// What the table lists. `unicode-bidi, -script` are two crates with the same prefix; versions and remarks don't count.
fn listed(architecture: &str) -> BTreeSet<Use> {
    let rows =
        architecture.lines().skip_while(|line| *line != "| crate | used by | why it is there |");
    let mut uses = BTreeSet::new();
    for row in rows.skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.split('|').collect();
        let mut prefix = "";
        for name in cells[1].split(',') {
            let name = name.split_whitespace().next().unwrap();
            let name = match name.strip_prefix('-') {
                Some(rest) => format!("{prefix}-{rest}"),
                None => name.to_owned(),
            };
            prefix =
                if prefix.is_empty() { cells[1].trim().split('-').next().unwrap() } else { prefix };
            for package in without_remarks(cells[2]).split(',') {
                uses.insert((name.clone(), package.trim().to_owned()));
            }
        }
    }
    uses
}

fn without_remarks(cell: &str) -> String {
    let mut depth = 0;
    let mut kept = String::new();
    for c in cell.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The dependencies in a manifest that are not packages of this repository.
fn dependencies(manifest: &str) -> Vec<String> {
    let (mut found, mut inside) = (Vec::new(), false);
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if let Some((key, value)) =
            line.split_once('=').filter(|_| inside && !line.starts_with('#'))
        {
            let key = key.trim().split('.').next().unwrap();
            let renamed =
                value.split_once("package = \"").and_then(|(_, rest)| rest.split('"').next());
            let name = renamed.unwrap_or(key);
            if !name.starts_with("voltype") && name != "xtask" {
                found.push(name.to_owned());
            }
        }
    }
    found
}

#[test]
fn the_table_lists_the_dependencies() {
    let mut used = BTreeSet::new();
    for package in PACKAGES {
        let manifest = std::fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
        used.extend(dependencies(&manifest).into_iter().map(|name| (name, package.to_owned())));
    }
    let listed = listed(&document("ARCHITECTURE.md"));
    let lacking: Vec<&Use> = used.difference(&listed).collect();
    let unused: Vec<&Use> = listed.difference(&used).collect();
    assert!(lacking.is_empty(), "the table lacks {lacking:?}");
    assert!(unused.is_empty(), "the table lists what no manifest has: {unused:?}");
}

/// The packages of this repository that a manifest depends on, by their folders.
fn own_dependencies(manifest: &str) -> BTreeSet<String> {
    let (mut found, mut inside) = (BTreeSet::new(), false);
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside {
            let name = line.split(['.', ' ', '=']).next().unwrap();
            match name.strip_prefix("voltype") {
                Some("") => found.insert("generated".to_owned()),
                Some(rest) => found.insert(rest.trim_start_matches('-').to_owned()),
                None if name == "xtask" => found.insert(name.to_owned()),
                None => false,
            };
        }
    }
    found
}

/// The sentence in the code map: which packages depend on which.
#[test]
fn the_code_map_says_how_packages_depend_on_each_other() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let expected: [(&str, BTreeSet<String>); 10] = [
        ("runtime", names(&[])),
        ("metaschemas", names(&["runtime"])),
        ("generated", names(&["runtime"])),
        ("pattern", names(&["runtime"])),
        ("codegen", names(&["metaschemas", "pattern", "runtime"])),
        ("build", names(&["codegen", "runtime"])),
        ("xtask", names(&["build", "codegen", "runtime"])),
        ("bench", names(&["generated"])),
        ("fuzz", names(&["codegen", "generated", "runtime"])),
        ("tests", names(&["build", "codegen", "generated", "metaschemas", "runtime", "xtask"])),
    ];
    for (package, expected) in expected {
        let manifest = std::fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
        assert_eq!(own_dependencies(&manifest), expected, "{package}");
    }
    let sentence = "`metaschemas`, `generated` and `pattern` depend on `runtime`, `codegen` on `metaschemas`, `pattern` and `runtime`, \
                    `build` on `codegen` and `runtime`, `xtask` on `build`, `codegen` and `runtime`, `bench` on `generated`, `fuzz` on `generated`, `codegen` and \
                    `runtime`, and `tests` on all except `bench`, `fuzz` and `pattern`.";
    let architecture = document("ARCHITECTURE.md");
    let words = architecture.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(sentence), "change the sentence together with this test");
}

#[test]
fn dependencies_are_read_from_manifests_and_tables() {
    let manifest = "[package]\nname = \"a\"\n[dependencies]\n# b = \"1\"\nc.workspace = true\nd = { package = \"e\" }\n\
                    voltype-runtime = \"1\"\n[target.'cfg(unix)'.dependencies]\nf = \"1\"\n[[bin]]\nname = \"g\"\n";
    assert_eq!(dependencies(manifest), ["c", "e", "f"]);
    let table = "| crate | used by | why it is there |\n|---|---|---|\n| u-a, -b, c 1 | x (tests, now), y | z |\n";
    let uses = [("c", "x"), ("c", "y"), ("u-a", "x"), ("u-a", "y"), ("u-b", "x"), ("u-b", "y")];
    assert_eq!(listed(table), uses.map(|(a, b)| (a.to_owned(), b.to_owned())).into());
}
