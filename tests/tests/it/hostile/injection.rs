//! Strings in a schema that try to become code, or to hide code.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use voltype::runtime::show::is_hidden;

use super::{compile, compile_with};

/// The name that appears as an identifier in generated source if a string was not escaped.
const MARKER: &str = "injected_marker";

pub(super) const HOSTILE: [&str; 20] = [
    "\"; fn injected_marker() {} //",
    "\\\"; fn injected_marker() {} //",
    "\"#; fn injected_marker() {} //",
    "\"##; fn injected_marker() {} r##\"",
    "r#\"injected_marker\"#",
    "*/ fn injected_marker() {} /*",
    "\n} fn injected_marker() {}\n//",
    "\r\n#![doc = injected_marker!()]\r",
    "#![allow(injected_marker)]",
    "]\n#[injected_marker]",
    "```\ninjected_marker();\n```",
    "~~~rust\ninjected_marker();",
    "    injected_marker();",
    "\tinjected_marker();",
    "{injected_marker} {0} {{}} {:?}",
    "$injected_marker ${x} %s",
    "\u{202e}} injected_marker \u{2066}{\u{2069}",
    "\u{0}injected_marker\u{0}",
    "\u{feff}\u{200b}\u{85}\u{2028}injected_marker\u{2029}",
    "'; injected_marker 'a b'\u{7f}",
];

/// A schema that has `text` wherever a string may be. Each place has a different string, so none collide.
fn everywhere(text: &str) -> String {
    let quote = |text: &str| serde_json::to_string(text).unwrap();
    let place = |name: &str| quote(&format!("{name} {text}"));
    let literal = quote(&format!("^pattern {}$", escape(text)));
    let pointer = quote(&format!("#/definitions/{}", encode(&format!("def {text}"))));
    format!(
        r#"{{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$comment": {comment}, "title": {title}, "description": {description},
  "default": {default}, "examples": [{example}],
  "type": "object",
  "properties": {{
    {property}: {{"type": "string", "title": {title}, "description": {description}, "pattern": {literal}}},
    "reference": {{"$ref": {pointer}}},
    "choice": {{"enum": [{one}, {two}], "description": {description}}},
    "fixed": {{"const": {constant}}},
    "mixed": {{"enum": [{one}, 1, [{two}], {{{three}: {three}}}]}},
    "formatted": {{"type": "string", "format": {format}, "contentEncoding": {one}, "contentMediaType": {two}}},
    "identified": {{"$ref": {id}}}
  }},
  "required": [{property}, {absent}],
  "patternProperties": {{{literal}: {{"type": "string"}}}},
  "propertyNames": {{"not": {{"const": {two}}}}},
  "dependencies": {{{one}: [{two}], {two}: {{"minProperties": 1}}}},
  {keyword}: {one},
  "definitions": {{
    "resource": {{"$id": {id}, "type": "array", "items": {{"pattern": {literal}}}}},
    {definition}: {{"type": "object", "title": {title}, "description": {description}, "properties": {{{property}: {{"type": "null"}}}}}}
  }}
}}"#,
        comment = place("comment"),
        title = place("title"),
        description = place("description"),
        default = place("default"),
        example = place("example"),
        property = place("property"),
        one = place("one"),
        two = place("two"),
        three = place("three"),
        constant = place("constant"),
        format = place("format"),
        absent = place("absent"),
        keyword = place("keyword"),
        id = quote(&identifier(text)),
        definition = place("def"),
    )
}

/// A configuration with a function for the format that the schema names.
fn configuration(text: &str) -> String {
    let name =
        serde_json::to_string(&format!("format {text}")).unwrap().replace('\u{7f}', "\\u007f");
    format!("[formats]\n{name} = \"crate::is_one\"\n")
}

/// A URI that contains the text, escaped only where a URI requires it.
fn identifier(text: &str) -> String {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(byte);
    let each = text.bytes().map(|byte| {
        if allowed(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    });
    format!("urn:hostile:{}", each.collect::<String>())
}

/// A pattern that matches just this text: every character that could mean something is escaped.
fn escape(text: &str) -> String {
    text.chars()
        .map(|c| if "^$\\.*+?()[]{}|/".contains(c) { format!("\\{c}") } else { c.to_string() })
        .collect()
}

/// A reference token in a URI fragment.
fn encode(token: &str) -> String {
    let token = token.replace('~', "~0").replace('/', "~1");
    token.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

/// What a file consists of, whatever its names are.
#[derive(Debug, Default, PartialEq, Eq)]
struct Skeleton {
    counts: BTreeMap<String, usize>,
}

impl Skeleton {
    fn count(&mut self, what: impl Into<String>) {
        *self.counts.entry(what.into()).or_default() += 1;
    }
}

impl<'ast> Visit<'ast> for Skeleton {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let tokens = item.to_token_stream().into_iter();
        let word = tokens.filter_map(|token| match token {
            TokenTree::Ident(ident) => Some(ident.to_string()),
            _ => None,
        });
        let kinds = [
            "fn",
            "struct",
            "enum",
            "impl",
            "mod",
            "use",
            "static",
            "const",
            "type",
            "macro_rules",
        ];
        let kind = word.into_iter().find(|word| kinds.contains(&word.as_str()));
        self.count(format!("item {}", kind.unwrap_or_default()));
        visit::visit_item(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        // The number of lines does not matter, nor whether Markdown needs escapes.
        if !attribute.path().is_ident("doc") && !is_description(attribute) {
            self.count(format!("attribute {}", attribute.path().to_token_stream()));
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.count(format!("macro {}", call.path.to_token_stream()));
        visit::visit_macro(self, call);
    }
}

/// Whether an attribute gives schemars a description, as one string.
fn is_description(attribute: &syn::Attribute) -> bool {
    attribute.parse_args::<syn::MetaNameValue>().is_ok_and(|pair| {
        let is_string =
            matches!(&pair.value, syn::Expr::Lit(value) if matches!(value.lit, syn::Lit::Str(_)));
        pair.path.is_ident("description") && is_string
    })
}

fn idents(tokens: TokenStream, out: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => drop(out.insert(ident.to_string())),
            TokenTree::Group(group) => idents(group.stream(), out),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The skeleton of all that is generated from a schema.
fn skeleton(text: &str, validators_only: bool) -> Skeleton {
    let (schema, configuration) = (everywhere(text), configuration(text));
    let output =
        compile_with(&schema, Some(&configuration), validators_only).unwrap_or_else(|said| {
            let said: Vec<String> = said.iter().map(ToString::to_string).collect();
            panic!("{text:?}: {}", said.join("\n"))
        });
    let mut skeleton = Skeleton::default();
    for (name, source) in output.files.iter().filter(|(name, _)| name.ends_with(".rs")) {
        let file = syn::parse_file(source).unwrap_or_else(|error| {
            panic!(
                "{text:?}, {name}: {error}: {:?}",
                source.lines().filter(|line| line.contains(is_hidden)).collect::<Vec<_>>()
            )
        });
        skeleton.visit_file(&file);
        let mut words = BTreeSet::new();
        idents(file.to_token_stream(), &mut words);
        assert!(!words.contains(MARKER), "{text:?} got out of {name}:\n{source}");
        let hidden: Vec<char> = source.chars().filter(|c| is_hidden(*c)).collect();
        assert!(hidden.is_empty(), "{text:?}: {name} has {hidden:?}");
        for line in source.lines().map(str::trim_start).filter(|line| line.starts_with("//")) {
            let line = line.trim_start_matches(['/', '!']);
            // A fence opens a block of code only where a line begins.
            let text = line.trim_start();
            let fenced = text.starts_with("```") || text.starts_with("~~~");
            let is_code = fenced || line.starts_with("     ") || line.starts_with('\t');
            assert!(!is_code, "{text:?}: a doctest in {name}: {line:?}");
        }
    }
    skeleton
}

#[test]
fn strings_stay_strings() {
    for validators_only in [true, false] {
        let harmless = skeleton("harmless words", validators_only);
        assert!(harmless.counts.values().sum::<usize>() > 10, "{harmless:?}");
        for text in HOSTILE {
            assert_eq!(skeleton(text, validators_only), harmless, "{text:?}");
        }
    }
}

#[test]
fn identifiers_are_what_the_specification_allows() {
    let quote = |text: &str| serde_json::to_string(text).unwrap();
    for text in HOSTILE {
        for keyword in ["$id", "$anchor", "$dynamicAnchor", "$ref", "$dynamicRef", "$schema"] {
            let schema = format!(
                r#"{{"$defs": {{"a": {{{}: {}}}}}, "$schema": "https://json-schema.org/draft/2020-12/schema"}}"#,
                quote(keyword),
                quote(&format!("urn:a{text}")),
            );
            let said = compile(&schema, false).expect_err(&schema);
            // Where it stands is shown, without the characters that would hide it.
            let shown = said[0].to_string();
            assert!(shown.contains("evil.json:1:") && !shown.contains(is_hidden), "{shown:?}");
        }
    }
}

#[test]
fn names_stay_distinct() {
    let names = [
        "a-b",
        "a_b",
        "a b",
        "aB",
        "A_B",
        "a\"b",
        "a\u{202e}b",
        "",
        " ",
        "\"",
        "self",
        "Self",
        "crate",
        "_",
        "é",
        "e\u{301}",
        "1",
        "r#fn",
        "fn",
    ];
    let quoted = |value: &str| serde_json::to_string(value).unwrap();
    let properties = names.map(|name| format!("{}:{{\"type\":\"string\"}}", quoted(name)));
    // Variants are typify's to name: it gives up on values that differ in punctuation alone.
    let values = ["a\"b", "*/", "Evil", "evil choice"].map(quoted).join(",");
    let schema = format!(
        "{{\"type\":\"object\",\"properties\":{{{},\"choice\":{{\"enum\":[{values}]}}}}}}",
        properties.join(",")
    );
    let output = compile(&schema, false).unwrap();
    let file = syn::parse_file(&output.files["evil.rs"]).unwrap();
    let mut fields = BTreeMap::new();
    for item in &file.items {
        let (name, words): (String, Vec<String>) = match item {
            syn::Item::Struct(item) => (
                item.ident.to_string(),
                item.fields
                    .iter()
                    .filter_map(|field| Some(field.ident.as_ref()?.to_string()))
                    .collect(),
            ),
            syn::Item::Enum(item) => (
                item.ident.to_string(),
                item.variants.iter().map(|variant| variant.ident.to_string()).collect(),
            ),
            _ => continue,
        };
        let distinct: BTreeSet<&String> = words.iter().collect();
        assert_eq!(distinct.len(), words.len(), "{name}: {words:?}");
        assert!(fields.insert(name, words.len()).is_none(), "two types of one name");
    }
    assert!(fields["Evil"] >= names.len(), "{fields:?}");
}
