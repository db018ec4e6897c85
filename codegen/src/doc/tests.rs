//! Whatever a schema says is text to rustdoc's own parser, with the extensions that rustdoc turns on.

use std::collections::BTreeMap;

use proptest::prelude::*;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use syn::visit::{self, Visit};

use super::*;

/// What rustdoc turns on (`main_body_opts` of `librustdoc/html/markdown.rs`).
fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// What a documentation consists of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Read {
    text: String,
    /// The addresses of links that are written as such.
    addresses: Vec<String>,
    /// Code spans.
    code: Vec<String>,
    /// Everything that isn't text.
    other: Vec<String>,
}

/// rustdoc looks every bracketed word up as the path of an item.
fn resolve(link: BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)> {
    Some((link.reference, "".into()))
}

fn read(markdown: &str, extensions: Options) -> Read {
    let parser = Parser::new_with_broken_link_callback(markdown, extensions, Some(resolve));
    let mut read = Read::default();
    for event in parser {
        match event {
            Event::Text(text) => read.text.push_str(&text),
            Event::SoftBreak | Event::End(TagEnd::Paragraph) => read.text.push(' '),
            Event::Code(text) => read.code.push(text.into_string()),
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Link) => {}
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => {
                read.addresses.push(dest_url.into_string());
            }
            Event::Start(Tag::Link { dest_url, .. }) => read.other.push(format!("link {dest_url}")),
            other => read.other.push(format!("{other:?}")),
        }
    }
    read
}

/// As rustdoc does: the indentation that all lines have is taken away.
fn unindent(lines: &[String]) -> String {
    let indent = |line: &String| line.len() - line.trim_start_matches([' ', '\t']).len();
    let written = lines.iter().filter(|line| !line.trim().is_empty());
    let least = written.map(indent).min().unwrap_or(0);
    let cut = lines.iter().map(|line| line.get(least..).unwrap_or_default());
    cut.collect::<Vec<_>>().join("\n")
}

/// What is left of a text if nothing of it means anything.
fn words(text: &str) -> String {
    let shown: String = text.chars().filter(|c| c.is_whitespace() || !is_hidden(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text is read as itself, and links lead where it says.
fn assert_is_text(text: &str) {
    for doc in [Doc::default().text(text), Doc::default().phrase(text)] {
        let lines: Vec<String> = doc.lines().into_iter().map(spaced).collect();
        let markdown = unindent(&lines);
        assert!(!markdown.contains(|c| is_hidden(c) || c == '\t'), "{text:?}: {markdown:?}");
        let rustdoc = read(&markdown, extensions());
        assert!(rustdoc.other.is_empty() && rustdoc.code.is_empty(), "{text:?}: {rustdoc:?}");
        for address in &rustdoc.addresses {
            assert!(address.starts_with("http://") || address.starts_with("https://"), "{address}");
            assert!(words(text).contains(address.as_str()), "{text:?}: {address}");
        }
        // Only quotes are set otherwise, by rustdoc.
        let quotes = |c: char| match c {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            c => c,
        };
        let seen: String = rustdoc.text.chars().map(quotes).collect();
        let said: String = text.chars().map(quotes).collect();
        assert_eq!(words(&seen), words(&said), "{markdown:?}");
    }
}

const FRAGMENTS: [&str; 84] = [
    "`",
    "``",
    "```",
    "```rust\n",
    "~",
    "~~",
    "~~~",
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<?",
    "<![CDATA[",
    "&",
    "&lt;",
    "&#60;",
    "&#x3c;",
    "&amp",
    "[",
    "]",
    "(",
    ")",
    "](",
    "]:",
    "![",
    "[^1]",
    "[^1]: ",
    "[a]: x",
    "[`Self`]",
    "*",
    "**",
    "_",
    "__",
    "a_b",
    "-",
    "--",
    "---",
    "- ",
    "+ ",
    "=",
    "===",
    "#",
    "## ",
    "|",
    "|-|",
    "a|b\n-|-",
    ":-:",
    ":",
    "1.",
    "1) ",
    "0000000001.",
    "- [ ] ",
    "> ",
    "    ",
    "\t",
    "  \n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\\",
    "\\\n",
    "\u{200b}",
    "\u{ad}",
    "\u{202e}",
    "\u{2028}",
    "\u{85}",
    "\0",
    "\u{fe0f}",
    "\u{3164}",
    "http://",
    "https://a.b/c",
    "javascript:x",
    "<script>",
    "<http://a>",
    "mailto:a@b.c",
    "...",
    "'",
    "\"",
    "word",
    " ",
    "é",
];

fn hostile() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        12 => prop::sample::select(FRAGMENTS.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[ -~]{1,4}",
    ];
    prop::collection::vec(fragment, 0..14).prop_map(|fragments| fragments.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_description_says_is_text(text in hostile()) {
        assert_is_text(&text);
    }

    #[test]
    fn names_and_values_are_one_span_of_code(text in hostile(), after in hostile()) {
        let doc = Doc::new("The member ").code(&text).then(" and ").code(&after).then(".");
        let lines: Vec<String> = doc.lines().into_iter().map(spaced).collect();
        let read = read(&unindent(&lines), extensions());
        prop_assert!(read.other.is_empty() && read.addresses.is_empty(), "{read:?}");
        prop_assert_eq!(read.code.len(), 2);
        prop_assert_eq!(words(&read.text), "The member and .");
    }

    #[test]
    fn values_are_one_span_of_code(text in hostile()) {
        let json = |value: &str| serde_json::json!([value]).to_string();
        let lines = Doc::new("Default: ").json(&json(&text)).then(".").lines();
        let read = read(&unindent(&lines.into_iter().map(spaced).collect::<Vec<_>>()), extensions());
        prop_assert!(read.other.is_empty() && read.addresses.is_empty(), "{read:?}");
        prop_assert_eq!(read.code.len(), 1);
    }
}

#[test]
fn what_broke_out_once_is_text() {
    for text in [
        "``\u{200b}`rust\npanic!()\n``\u{200b}`",
        "~~\u{ad}~\npanic!()",
        "http://x<script>alert(1)</script>",
        "http://<img/onerror=alert(1)>",
        "https://a](javascript:x)",
        r"\<script>alert(1)\</script>",
        r"\[a](javascript:alert(1))",
        "&lt;script&gt;",
        "1.\n\n        code();",
        "-\tcode\n\n\t\tmore",
        "a\n===",
        "a | b\n- | -",
        "[a]: javascript:x\n\n[a]",
        "[^1]\n\n[^1]: x",
        "<https://evil.example/`>`",
    ] {
        assert_is_text(text);
    }
}

#[test]
fn ordinary_words_stay_as_they_are() {
    for (text, line) in [
        (
            "The state-of-charge of `start_soc`, in %.",
            r"The state-of-charge of \`start_soc\`, in %.",
        ),
        ("See https://example.com/a_b?c=d&e.", "See <https://example.com/a_b?c=d&e>."),
        ("(http://example.com)", "(<http://example.com>)"),
        ("R&D: 3 < 4", r"R\&D: 3 \< 4"),
        ("1. first", r"1\. first"),
        ("- no list", r"\- no list"),
        ("it's 1.5 + 2", "it's 1.5 + 2"),
        ("cargo run --all", r"cargo run \-\-all"),
    ] {
        assert_eq!(Doc::default().text(text).lines(), [line], "{text}");
    }
    assert_eq!(Doc::default().code("a`b\nc ").lines(), [r"`a'b\nc `"]);
    assert_eq!(Doc::default().code("").lines(), ["`\"\"`"]);
    assert_eq!(Doc::default().code(&"x".repeat(5_000)).lines()[0].chars().count(), 122);
}

#[test]
fn long_lines_are_wrapped() {
    let doc = Doc::default().text(&"word - ".repeat(60));
    assert!(doc.lines().len() > 3 && doc.lines().iter().all(|line| line.len() <= WIDTH + 1));
    assert_is_text(&"word - ".repeat(60));
}

/// The documentation of each item of a file.
#[derive(Default)]
struct Documented(Vec<Vec<String>>);

impl Documented {
    fn add(&mut self, attributes: &[syn::Attribute]) {
        let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
        let lines = lines.filter_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(syn::MetaNameValue {
                value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }),
                ..
            }) => Some(text.value()),
            _ => None,
        });
        self.0.push(lines.collect());
    }
}

impl<'ast> Visit<'ast> for Documented {
    fn visit_file(&mut self, file: &'ast syn::File) {
        self.add(&file.attrs);
        visit::visit_file(self, file);
    }

    fn visit_item(&mut self, item: &'ast syn::Item) {
        match item {
            syn::Item::Struct(item) => self.add(&item.attrs),
            syn::Item::Enum(item) => self.add(&item.attrs),
            syn::Item::Fn(item) => self.add(&item.attrs),
            syn::Item::Mod(item) => self.add(&item.attrs),
            syn::Item::Static(item) => self.add(&item.attrs),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.add(&field.attrs);
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.add(&variant.attrs);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.attrs);
    }
}

/// A schema that says `text` wherever something is said, in two files: one has the text in its name.
fn everywhere(number: usize, text: &str) -> [(String, String); 2] {
    let schema = serde_json::json!({
        "title": text,
        "description": text,
        "type": "object",
        "properties": {
            text: { "type": "string", "description": text },
            format!("{text}!"): { "type": "string", "pattern": "^(a|b)*$" },
            "titled": { "type": "object", "title": text, "properties": { "x": { "title": text } } },
            "noted": { "type": "string", "$comment": text, "default": text, "examples": [text, [text]] },
            "choice": { "enum": [text, format!("{text}{text}!")], "title": text },
        },
        "definitions": { text: { "type": "integer" } },
    });
    let name: String = text.chars().filter(|c| *c != '/').collect();
    [format!("a{number}/{name}.json"), format!("b{number}.json")]
        .map(|path| (path, schema.to_string()))
}

/// What our own words are, where they are more than text.
fn is_ours(other: &str) -> bool {
    let links = ["link `Report`", "link Self::from_slice", "link fmt::Display"];
    links.contains(&other) || other.contains("Heading")
}

fn assert_documentation_is_ours(texts: &[String]) {
    let schemas = texts.iter().enumerate().flat_map(|(number, text)| everywhere(number, text));
    let schemas: BTreeMap<String, String> = schemas.collect();
    let output = crate::compile(&schemas, &crate::Options::default());
    let output = output.unwrap_or_else(|said| panic!("{texts:?}: {}", said[0]));
    for (name, source) in output.files.iter().filter(|(name, _)| name.ends_with(".rs")) {
        let mut documented = Documented::default();
        documented.visit_file(&syn::parse_file(source).unwrap());
        assert!(documented.0.len() > 1 || name == "lib.rs", "{name}");
        for lines in documented.0 {
            let read = read(&unindent(&lines), extensions());
            let strange: Vec<&String> = read.other.iter().filter(|other| !is_ours(other)).collect();
            assert!(strange.is_empty(), "{texts:?}, {name}: {strange:?} in {lines:#?}");
            let headings = read.other.iter().filter(|other| other.starts_with("Start(Heading"));
            assert_eq!(headings.count(), lines.iter().filter(|line| *line == " # Errors").count());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_schema_says_a_generated_file_says_nothing_else(texts in prop::collection::vec(hostile(), 8)) {
        assert_documentation_is_ours(&texts);
    }
}

#[test]
fn fences_and_tags_in_all_places_are_text() {
    let fenced = |text: &str| format!("{text}\n{text}rust\n panic!();\n{text}");
    assert_documentation_is_ours(&FRAGMENTS.map(fenced));
}
