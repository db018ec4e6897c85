//! No two generated names meet, whatever the schemas call things.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use syn::visit::{self, Visit};

use crate::names::MAX_LENGTH;
use crate::{Options, Output, compile};

fn compiled(schemas: &BTreeMap<String, String>) -> Output {
    compile(schemas, &Options::default()).unwrap_or_else(|said| panic!("{schemas:#?}: {}", said[0]))
}

/// The names that are given in a file, by the scope that they are given in.
#[derive(Default)]
struct Given {
    scopes: Vec<Vec<String>>,
}

impl<'ast> Visit<'ast> for Given {
    fn visit_file(&mut self, file: &'ast syn::File) {
        self.items(&file.items);
        visit::visit_file(self, file);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if let Some((_, items)) = &module.content {
            self.items(items);
        }
        visit::visit_item_mod(self, module);
    }

    fn visit_fields_named(&mut self, fields: &'ast syn::FieldsNamed) {
        let names = fields.named.iter().filter_map(|field| field.ident.as_ref());
        self.scopes.push(names.map(ToString::to_string).collect());
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.scopes.push(item.variants.iter().map(|one| one.ident.to_string()).collect());
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let names = item.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(item) => Some(item.sig.ident.to_string()),
            syn::ImplItem::Const(item) => Some(item.ident.to_string()),
            _ => None,
        });
        self.scopes.push(names.collect());
    }
}

impl Given {
    /// Types and modules are in one namespace, functions and constants in another, and generated names of both differ.
    fn items(&mut self, items: &[syn::Item]) {
        let names = items.iter().filter_map(|item| match item {
            syn::Item::Struct(item) => Some(&item.ident),
            syn::Item::Enum(item) => Some(&item.ident),
            syn::Item::Fn(item) => Some(&item.sig.ident),
            syn::Item::Static(item) => Some(&item.ident),
            syn::Item::Const(item) => Some(&item.ident),
            syn::Item::Mod(item) => Some(&item.ident),
            _ => None,
        });
        let mut names: Vec<String> = names.map(ToString::to_string).collect();
        let uses = items.iter().filter_map(|item| match item {
            syn::Item::Use(item) => Some(&item.tree),
            _ => None,
        });
        uses.for_each(|tree| imported(tree, &mut names));
        self.scopes.push(names);
    }
}

fn imported(tree: &syn::UseTree, names: &mut Vec<String>) {
    match tree {
        syn::UseTree::Path(path) => imported(&path.tree, names),
        // Functions of schemas may be called like modules of the runtime, which are not types.
        syn::UseTree::Name(name) if name.ident.to_string().starts_with(char::is_uppercase) => {
            names.push(name.ident.to_string());
        }
        syn::UseTree::Group(group) => group.items.iter().for_each(|one| imported(one, names)),
        syn::UseTree::Name(_) | syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => {}
    }
}

fn assert_distinct(output: &Output, schemas: &BTreeMap<String, String>) {
    for (path, text) in output.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let mut given = Given::default();
        given.visit_file(&syn::parse_file(text).unwrap());
        for names in given.scopes {
            let mut seen = BTreeSet::new();
            for name in names {
                // `_PATTERN` and a number may follow, or `Builder`, or `check_` and the like come before.
                assert!(name.len() <= MAX_LENGTH + 16, "{name}");
                assert!(seen.insert(name.clone()), "two {name} in {path}: {schemas:#?}");
            }
        }
    }
}

fn word() -> impl Strategy<Value = String> {
    let parts = [
        "user", "User", "name", "Name", "-", "_", " ", ".", "Builder", "builder", "Type", "Result",
        "Value", "Root", "Document", "2", "3", "main", "self", "type", "é", "%", "build",
        "default", "other", "members", "a", "B",
    ];
    let parts = prop::sample::select(parts.to_vec()).prop_map(str::to_owned);
    let parts = prop_oneof![30 => parts, 1 => Just("long".repeat(30))];
    prop::collection::vec(parts, 0..4).prop_map(|parts| parts.concat())
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word(), 1..9)
}

/// A document in which each of the words is a definition, a member, a value and a pattern's member.
fn document(words: &[String]) -> String {
    let object = |schema: &dyn Fn(usize) -> Value| -> Map<String, Value> {
        words.iter().enumerate().map(|(place, word)| (word.clone(), schema(place))).collect()
    };
    let values: BTreeSet<&String> = words.iter().collect();
    let leaf = |place: usize| match place % 3 {
        0 => json!({ "type": "string", "pattern": format!("^(a|b){{{place}}}$") }),
        1 => json!({ "enum": values }),
        _ => json!({ "type": "object", "properties": { "a": { "type": "null" } } }),
    };
    let member =
        |place: usize| json!({ "type": "object", "properties": object(&|_| leaf(place + 1)) });
    json!({
        "title": words[0], "type": "object", "properties": object(&member),
        "definitions": object(&leaf),
    })
    .to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_two_names_meet(
        files in prop::collection::vec((prop::option::of(word()), word(), any::<bool>()), 1..5),
        words in words(),
    ) {
        let schemas: BTreeMap<String, String> = files.iter().map(|(folder, name, long)| {
            let folder = folder.as_ref().map_or(String::new(), |folder| format!("{folder}f/"));
            let end = if *long { "schema.json" } else { "json" };
            (format!("{folder}{name}.{end}"), document(&words))
        }).collect();
        let output = compiled(&schemas);
        assert_distinct(&output, &schemas);
        let modules: BTreeSet<&String> =
            output.summary.documents.iter().map(|document| &document.module).collect();
        // One more is that of the definitions that they have in common.
        prop_assert_eq!(modules.len(), output.summary.documents.len());
    }

    /// What is added to a document changes no name that isn't wanted by it.
    #[test]
    fn names_stay_when_others_come(words in words(), more in word()) {
        let types = |words: &[String]| {
            let definitions: Map<String, Value> =
                words.iter().map(|word| (word.clone(), json!({ "type": "string" }))).collect();
            let schema = json!({ "definitions": definitions }).to_string();
            let output = compiled(&[("a.json".to_owned(), schema)].into_iter().collect());
            output.summary.documents[0].types.iter().cloned().collect::<BTreeSet<_>>()
        };
        let before = types(&words);
        let after = types(&[words, vec![more]].concat());
        // At most the builder of one, or one that was its builder, has to be called otherwise.
        let gone: Vec<&String> = before.difference(&after).collect();
        prop_assert!(gone.iter().all(|name| name.ends_with("Builder")), "{gone:?}");
    }
}

#[test]
fn what_is_called_so_keeps_its_name() {
    let types = |names: &[&str]| {
        let definitions: Vec<String> =
            names.iter().map(|name| format!("{name:?}: {{\"type\": \"string\"}}")).collect();
        let schema = format!("{{\"definitions\": {{{}}}}}", definitions.join(","));
        let output = compiled(&[("a.json".to_owned(), schema)].into_iter().collect());
        output.summary.documents[0].types.join(" ")
    };
    for (names, want) in [
        (&["user-name", "UserName"][..], "UserName UserName2"),
        (&["Result", "ResultType"], "Result ResultType"),
        (&["Self", "SelfType"], "SelfType SelfType2"),
        (&["FormBuilder", "Form", "FormBuilderType"], "Form FormBuilderType FormBuilderType2"),
        (&["FormBuilder"], "FormBuilder"),
        (&["a", "A", "a-"], "A A2 A3"),
        (&["Self", "self"], "SelfType SelfType2"),
    ] {
        let mut found: Vec<String> = types(names).split(' ').map(str::to_owned).collect();
        found.sort();
        assert_eq!(found.join(" "), want, "{names:?}");
    }
}
