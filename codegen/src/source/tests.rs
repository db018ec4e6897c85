use super::*;
use crate::arena::{Data, Literal, Node, Written};

fn document(text: &str) -> Document {
    let source = Source { path: "a.json".to_owned(), text: text.to_owned() };
    parse(Arc::new(source)).unwrap_or_else(|error| panic!("{error}"))
}

/// A node and all that it contains, in document order.
fn all<'a>(node: Node<'a>, found: &mut Vec<Node<'a>>) {
    found.push(node);
    let members = node.members().map(|member| member.value);
    node.items().chain(members).for_each(|child| all(child, found));
}

const TEXT: &str =
    r#" {"b": [1.50, {"x/y": null, "~": [[], {}]}, "\u00e9\n"], "a": true, "": "z"} "#;

#[test]
fn pointers_lead_back_to_their_nodes() {
    let document = document(TEXT);
    let mut nodes = Vec::new();
    all(document.root(), &mut nodes);
    let pointers: Vec<String> = nodes.iter().map(|node| node.spell_pointer()).collect();
    let want = "|/b|/b/0|/b/1|/b/1/x~1y|/b/1/~0|/b/1/~0/0|/b/1/~0/1|/b/2|/a|/";
    assert_eq!(pointers.join("|"), want);
    for (node, pointer) in nodes.iter().zip(&pointers) {
        assert_eq!(document.root().pointer(pointer).map(Node::id), Some(node.id()));
    }
    for wrong in ["/c", "/b/3", "/b/00", "/b/01", "/b/-", "/a/0", "/b/1/x/y", "/b/"] {
        assert_eq!(document.root().pointer(wrong), None, "{wrong}");
    }
}

#[test]
fn ids_are_in_document_order() {
    let document = document(TEXT);
    let mut nodes = Vec::new();
    all(document.root(), &mut nodes);
    assert!(nodes.is_sorted_by_key(|node| node.id()));
    for outer in &nodes {
        for inner in &nodes {
            let (one, other) = (outer.span(), inner.span());
            let is_inside = one.start <= other.start && other.end <= one.end;
            assert_eq!(outer.ids().contains(&inner.id()), is_inside);
        }
        let parent = outer.parent().map(|parent| parent.spell_pointer());
        let pointer = outer.spell_pointer();
        assert_eq!(parent.as_deref(), pointer.rsplit_once('/').map(|(outer, _)| outer));
    }
}

#[test]
fn values_and_spans_are_exact() {
    let document = document(TEXT);
    let node = |pointer| document.root().pointer(pointer).unwrap();
    let spelled = |node: Node<'_>| TEXT[node.span()].to_owned();
    assert!(matches!(node("/b/0").data(), Data::Number("1.50")));
    assert_eq!(node("/b/2").as_str(), Some("é\n"));
    assert_eq!(spelled(node("/b/2")), r#""\u00e9\n""#);
    assert_eq!(spelled(node("/b/1/~0")), "[[], {}]");
    assert_eq!(spelled(node("")), TEXT.trim());
    let names: Vec<&str> = document.root().members().map(|member| member.name).collect();
    assert_eq!(names, ["b", "a", ""]);
    for member in document.root().members() {
        assert_eq!(TEXT[member.name_span()], format!("{:?}", member.name));
    }
}

#[test]
fn literals_are_equal_if_they_are_spelled_equally() {
    let document =
        Arc::new(document(r#"[[1, {"a": "\u00e9"}], [1, {"a": "é"}], [1.0, {"a": "é"}], [1]]"#));
    let literals = document.root().items().map(|node| Literal::new(&document, node.id()));
    let literals: Vec<Literal> = literals.collect();
    assert_eq!(literals[0], literals[1]);
    assert_ne!(literals[1], literals[2]);
    assert_ne!(literals[0], literals[3]);
}

fn yaml(text: &str) -> Document {
    let source = Source { path: "a.yaml".to_owned(), text: text.to_owned() };
    parse(Arc::new(source)).unwrap_or_else(|error| panic!("{error}"))
}

/// The message for a YAML text.
fn refusal(text: &str) -> String {
    let source = Source { path: "a.yaml".to_owned(), text: text.to_owned() };
    parse(Arc::new(source)).map(|_| text).unwrap_err().message
}

const YAML: &str = "# A schema.
a: &a
  - 1.50
  - plain,
    folded
  - [é, {x/y: ~}]
b: |
  two
  lines

c: \"\\u00e9\"
d: *a
? e
: !!str 12
f:
";

#[test]
fn yaml_has_the_values_and_spans_of_its_nodes() {
    let document = yaml(YAML);
    let node = |pointer| document.root().pointer(pointer).unwrap();
    for (pointer, json, spelled) in [
        ("/a/0", "1.50", "1.50"),
        ("/a/1", r#""plain, folded""#, "plain,\n    folded"),
        ("/a/2", r#"["é",{"x/y":null}]"#, "[é, {x/y: ~}]"),
        ("/a/2/1/x~1y", "null", "~"),
        ("/b", r#""two\nlines\n""#, "two\n  lines"),
        ("/c", r#""é""#, r#""\u00e9""#),
        ("/d/2/0", r#""é""#, "é"),
        ("/e", r#""12""#, "12"),
        ("/f", "null", ""),
    ] {
        assert_eq!(Written::new(node(pointer)).text(), json, "{pointer}");
        assert_eq!(&YAML[node(pointer).span()], spelled, "{pointer}");
    }
    assert_eq!(node("/d"), node("/a"));
    assert_eq!(node("/d").span(), node("/a").span());
    assert!(YAML[node("/a").span()].starts_with("- 1.50") && YAML[node("").span()].ends_with("f"));
}

#[test]
fn ids_of_yaml_are_in_document_order_and_pointers_lead_back() {
    let document = yaml(YAML);
    let mut nodes = Vec::new();
    all(document.root(), &mut nodes);
    assert!(nodes.is_sorted_by_key(|node| node.id()));
    for node in &nodes {
        let pointer = node.spell_pointer();
        assert_eq!(document.root().pointer(&pointer).map(Node::id), Some(node.id()), "{pointer}");
        assert!(node.parent().is_none_or(|parent| parent.ids().contains(&node.id())));
    }
    let pointers: Vec<String> = nodes.iter().map(|node| node.spell_pointer()).collect();
    assert!(pointers.contains(&"/d/2/1/x~1y".to_owned()), "{pointers:?}");
}

#[test]
fn written_json_knows_its_nodes() {
    let document = yaml(YAML);
    let mut nodes = Vec::new();
    all(document.root(), &mut nodes);
    let written = Written::new(document.root());
    let copy = self::document(written.text());
    assert_eq!(copy.root().to_value(), document.root().to_value());
    for node in nodes {
        let own = Written::new(node);
        assert_eq!(own.node_at(0).id(), node.id());
        assert_eq!(own.span(0..1), node.span());
        let inside = node.items().chain(node.members().map(|member| member.value));
        for inner in inside {
            let text = Written::new(inner);
            let found = own.text().match_indices(text.text());
            let mut found = found.map(|(at, _)| own.node_at(at).id());
            assert!(found.any(|id| id == inner.id()));
        }
    }
    // A JSON document is its own text.
    let document = self::document(TEXT);
    let written = Written::new(document.root().pointer("/b").unwrap());
    let at = written.text().find("null").unwrap();
    assert_eq!(&TEXT[written.span(at..at + 4)], "null");
    assert_eq!(written.node_at(at).spell_pointer(), "/b/1/x~1y");
}

#[test]
fn line_breaks_of_windows_are_line_breaks() {
    let document = yaml("a: |\r\n  b\r\n  c\r\nd: \"e\r\n  f\"\r\n");
    assert_eq!(Written::new(document.root()).text(), r#"{"a":"b\nc\n","d":"e f"}"#);
}

#[test]
fn json_for_people_has_lines() {
    let json = yaml("a: [1, {}]\nb: []\n").root().to_json();
    assert_eq!(json, "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}\n");
}

#[test]
fn aliases_are_bounded() {
    assert_eq!(yaml("a: &a x\n*a : &b [*a]\nc: *b\n").root().to_json().matches("\"x\"").count(), 4);
    let mut laughs = "a0: &a0 [lol, lol]\n".to_owned();
    for level in 1..40 {
        let inner = level - 1;
        laughs.push_str(&format!("a{level}: &a{level} [*a{inner}, *a{inner}]\n"));
    }
    assert!(refusal(&laughs).contains("more than 100000 nodes"));
    // Each copy is small; their number is bounded, too.
    let many = format!("a: &a 1\nb: [{}]\n", "*a, ".repeat(100_001));
    assert!(refusal(&many).contains("more than 100000 nodes"));
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(17));
    assert!(refusal(&long).contains("more than 16 MiB of text"));
    assert_eq!(refusal("a: &a {b: *a}"), "an alias inside of what it stands for");
    // Each alias adds a level.
    let mut deep = "a0: &a0 []\n".to_owned();
    for level in 1..130 {
        deep.push_str(&format!("a{level}: &a{level} [*a{}]\n", level - 1));
    }
    assert_eq!(refusal(&deep), "nested too deep");
}

#[test]
fn json_with_comments_is_json() {
    let text = "// A\n{\"a\": /* b */ \"// c\", \"d\": [1.50,],}";
    let source = Source { path: "a.jsonc".to_owned(), text: text.to_owned() };
    let document = parse(Arc::new(source)).unwrap_or_else(|error| panic!("{error}"));
    let root = document.root();
    assert_eq!(Written::new(root).text(), r#"{"a":"// c","d":[1.50]}"#);
    let spelled = root.pointer("/d/0").map(|node| &text[node.span()]);
    assert_eq!(spelled, Some("1.50"));
}
