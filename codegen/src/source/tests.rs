use super::*;
use crate::arena::{Data, Literal, Node};

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
