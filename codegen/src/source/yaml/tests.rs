//! Random texts: none makes the reader panic, and what it makes of one is consistent.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::arena::{Node, Written};

/// Texts with everything that YAML has.
const SEEDS: [&str; 4] = [
    "a: &a\n  - 1.50\n  - plain,\n    folded\n  - [é, {x/y: ~}]\nb: |+\n  two\n\n  lines\n\nc: \"\\u00e9\\\n  \\x41\"\nd: *a\n",
    "%YAML 1.2\n%TAG !e! tag:yaml.org,2002:\n---\n? !!str 12\n: !e!int 0x1F # comment\n'it''s': >2-\n    more\n   less\n...\n",
    "{a: [1, 2, {b: \"c\"}], \"d\":e, ? f : g, h: &x 0o17, *x : i, j: [k: l, m]}\n",
    "- - - a\n  - b: c\n    d: !<tag:yaml.org,2002:null> null\n-\n- - !!map {}\n- ! on\n- <<: .inf\n- '\\ud83d'\n- \"\\ud83d\\ude00\"\n",
];

/// What is put into texts.
const PARTS: [&str; 36] = [
    "\n", " ", "  ", "\t", "-", "- ", "? ", ":", ": ", ",", "[", "]", "{", "}", "#", " #", "&a ",
    "*a", "*a ", "!", "!!str ", "!<", "|\n", ">-\n", "'", "\"", "\\", "%", "@", "---\n", "...\n",
    "\r", "\u{feff}", "é", "\u{85}", "<<",
];

/// A change of a text: at which of a thousand parts of it, how many characters are left out, and what is put there.
type Change = (usize, usize, usize);

fn changed(seed: usize, changes: &[Change]) -> String {
    let mut text: Vec<char> = SEEDS[seed % SEEDS.len()].chars().collect();
    for (at, without, part) in changes {
        let at = at * text.len() / 1_000;
        let end = (at + without).min(text.len());
        text.splice(at..end, PARTS[part % PARTS.len()].chars());
    }
    text.into_iter().collect()
}

fn parsed(text: &str) -> Result<Document, Diagnostic> {
    parse(&Arc::new(Source { path: "a.yaml".to_owned(), text: text.to_owned() }))
}

/// Checks what has been read, from a node on.
fn consistent(document: &Document, node: Node<'_>, text: &str) {
    assert!(text.get(node.span()).is_some(), "{text:?}: {:?}", node.span());
    let pointer = node.spell_pointer();
    assert_eq!(document.root().pointer(&pointer).map(Node::id), Some(node.id()), "{text:?}");
    let mut names: Vec<&str> = node.members().map(|member| member.name).collect();
    names.sort_unstable();
    assert!(names.is_sorted_by(|one, other| one < other), "{text:?}");
    let inside = node.items().chain(node.members().map(|member| member.value));
    inside.for_each(|inner| consistent(document, inner, text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn mutated_texts_are_read_or_refused(
        seed in any::<usize>(),
        changes in prop::collection::vec((0..1_000_usize, 0..6_usize, any::<usize>()), 0..8),
    ) {
        let text = changed(seed, &changes);
        match parsed(&text) {
            Ok(document) => {
                consistent(&document, document.root(), &text);
                let written = Written::new(document.root());
                let again: Value = serde_json::from_str(written.text()).unwrap();
                prop_assert_eq!(again, document.root().to_value());
            }
            Err(diagnostic) => {
                prop_assert!(!diagnostic.message.is_empty() && diagnostic.help.is_some());
                prop_assert!(diagnostic.to_string().contains("a.yaml:"));
            }
        }
    }

    #[test]
    fn any_characters_are_read_or_refused(text in "(?s).{0,60}") {
        if let Ok(document) = parsed(&text) {
            consistent(&document, document.root(), &text);
        }
    }

    /// YAML 1.2 includes JSON.
    #[test]
    fn json_is_read_as_yaml(value in json(), is_pretty in any::<bool>()) {
        let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.unwrap();
        let document = parsed(&text).unwrap_or_else(|error| panic!("{error}"));
        prop_assert_eq!(document.root().to_value(), value);
    }
}

fn json() -> impl Strategy<Value = Value> {
    let text = "[ -~é€😀\u{2028}\\n\\t\u{1}]{0,12}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(text, inner, 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}
