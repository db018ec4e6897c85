//! The schema of a type, prepared for sampling.

use std::collections::BTreeMap;

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value};

use crate::pattern::ast::Pattern;
use crate::pattern::syntax;

/// A schema of draft 2020-12 with all that its references lead to, and its patterns.
#[derive(Debug)]
pub(super) struct Schemas {
    root: Value,
    patterns: BTreeMap<String, Pattern>,
}

impl Schemas {
    /// The schema of a type.
    pub(super) fn of<T: JsonSchema>() -> Self {
        Schemas::new(SchemaGenerator::default().into_root_schema_for::<T>().to_value())
    }

    pub(super) fn new(root: Value) -> Self {
        let mut patterns = BTreeMap::new();
        collect(&root, &mut patterns);
        Schemas { root, patterns }
    }

    pub(super) fn root(&self) -> &Value {
        &self.root
    }

    /// The parsed pattern; `None` if the text is none.
    pub(super) fn pattern(&self, text: &str) -> Option<&Pattern> {
        self.patterns.get(text)
    }

    /// What a reference leads to.
    pub(super) fn target(&self, reference: &str) -> Option<&Value> {
        let pointer = reference.strip_prefix('#')?;
        self.root.pointer(pointer).or_else(|| self.root.pointer(&decoded(pointer)?))
    }
}

/// Parses whatever is in the place of a pattern. In `const` and the like, that is too much, and harmless.
fn collect(value: &Value, patterns: &mut BTreeMap<String, Pattern>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, patterns)),
        Value::Object(members) => {
            let text = members.get("pattern").and_then(Value::as_str);
            let names = members.get("patternProperties").and_then(Value::as_object);
            for text in
                text.into_iter().chain(names.iter().flat_map(|all| all.keys()).map(String::as_str))
            {
                if let Ok(pattern) = syntax::parse(text) {
                    patterns.insert(text.to_owned(), pattern);
                }
            }
            members.values().for_each(|member| collect(member, patterns));
        }
        _ => {}
    }
}

/// The text without its percent encoding.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digits = [*high, *low];
                bytes.push(u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?);
                rest = tail;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}

/// The keywords of schemas.
pub(super) trait Keywords {
    /// A count, such as `minLength`.
    fn count(&self, keyword: &str) -> Option<u64>;
    /// A list, such as `required`; empty if there is none.
    fn list(&self, keyword: &str) -> &[Value];
    /// Named values, such as `properties`.
    fn named(&self, keyword: &str) -> Option<&Map<String, Value>>;
    /// A text, such as `format`.
    fn text(&self, keyword: &str) -> Option<&str>;
    /// A flag, such as `uniqueItems`.
    fn flag(&self, keyword: &str) -> bool;
}

impl Keywords for Map<String, Value> {
    fn count(&self, keyword: &str) -> Option<u64> {
        let value = self.get(keyword)?;
        // `2.0` is a count, too.
        value.as_u64().or_else(|| value.as_f64().map(|count| count as u64))
    }

    fn list(&self, keyword: &str) -> &[Value] {
        self.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    fn named(&self, keyword: &str) -> Option<&Map<String, Value>> {
        self.get(keyword)?.as_object()
    }

    fn text(&self, keyword: &str) -> Option<&str> {
        self.get(keyword)?.as_str()
    }

    fn flag(&self, keyword: &str) -> bool {
        self.get(keyword) == Some(&Value::Bool(true))
    }
}
