//! Reads the values of keywords, and reports those of the wrong kind.

use std::collections::BTreeSet;

use super::keyword::Keywords;
use crate::arena::{Data, Member, Node};
use crate::diagnostic::Diagnostic;
use crate::json;
use crate::schema::{NumberAssertion, Relation, TypeSet};

const TYPE_NAMES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// What the value of `type` should be.
const TYPES: &str = "the name of a type, or an array of such";

impl Keywords<'_> {
    /// Reports a value of the wrong type.
    pub(super) fn wrong(&mut self, member: &Member<'_>, want: &str) {
        let Member { name, value } = *member;
        let message = format!("`{name}` should be {want}, not {}", value.type_name());
        let mut diagnostic = Diagnostic::at(value, message);
        if let Some(help) = correction(value, want) {
            diagnostic = diagnostic.help(help);
        }
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn string(&mut self, member: &Member<'_>) -> Option<String> {
        match member.value.as_str() {
            Some(text) => Some(text.to_owned()),
            None => {
                self.wrong(member, "a string");
                None
            }
        }
    }

    pub(super) fn boolean(&mut self, member: &Member<'_>) -> bool {
        match member.value.data() {
            Data::Boolean(value) => value,
            _ => {
                self.wrong(member, "true or false");
                false
            }
        }
    }

    pub(super) fn number(&mut self, member: &Member<'_>, relation: Relation) {
        let Data::Number(text) = member.value.data() else {
            return self.wrong(member, "a number");
        };
        if relation == Relation::MultipleOf && json::number(text) <= json::number("0") {
            let message = format!("`multipleOf` should be greater than 0, not {text}");
            self.diagnostics.push(Diagnostic::at(member.value, message));
            return;
        }
        self.out.numbers.push(NumberAssertion { relation, value: text.to_owned() });
    }

    /// A non-negative integer. Where it is greater than any count can be, the greatest count stands for it.
    pub(super) fn count(&mut self, member: &Member<'_>) -> Option<u64> {
        if let Data::Number(text) = member.value.data() {
            let number = json::number(text);
            if number.is_integer() && !number.is_negative_value() {
                return Some(number.to_u64().unwrap_or(u64::MAX));
            }
            let message = format!("`{}` should be a count (0, 1, 2, …), not {text}", member.name);
            self.diagnostics.push(Diagnostic::at(member.value, message));
            return None;
        }
        self.wrong(member, "a count (0, 1, 2, …)");
        None
    }

    pub(super) fn types(&mut self, member: &Member<'_>) {
        let mut types = TypeSet::default();
        match member.value.data() {
            Data::String(_) => types = types.union(self.type_of(member.value, member)),
            Data::Array(items) => {
                types = items.fold(types, |types, item| types.union(self.type_of(item, member)));
            }
            _ => return self.wrong(member, TYPES),
        }
        self.out.types = Some(types);
    }

    /// The type that a value of `type` names; the empty set if there is no such type.
    fn type_of(&mut self, node: Node<'_>, member: &Member<'_>) -> TypeSet {
        let Some(name) = node.as_str() else {
            self.wrong(member, TYPES);
            return TypeSet::default();
        };
        TypeSet::of(name).unwrap_or_else(|| {
            let help = match self.diagnostics.nearest(name, TYPE_NAMES) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("the types are {}", TYPE_NAMES.join(", ")),
            };
            let message = format!("there is no type {name:?}");
            self.diagnostics.push(Diagnostic::at(node, message).help(help));
            TypeSet::default()
        })
    }

    /// An array of member names. A name that is listed twice is taken once.
    pub(super) fn names(&mut self, keyword: &str, value: Node<'_>) -> Vec<String> {
        let Data::Array(items) = value.data() else {
            self.not_names(keyword, value);
            return Vec::new();
        };
        let mut names = Vec::new();
        let mut known = BTreeSet::new();
        for item in items {
            match item.as_str() {
                Some(name) if known.insert(name) => names.push(name.to_owned()),
                Some(_) => {}
                None => self.not_names(keyword, item),
            }
        }
        names
    }

    fn not_names(&mut self, keyword: &str, node: Node<'_>) {
        let kind = node.type_name();
        let message = format!("`{keyword}` should be an array of member names, not {kind}");
        let diagnostic = Diagnostic::at(node, message);
        self.diagnostics.push(match node.data() {
            Data::Boolean(_) => diagnostic
                .help("list the required members in the object's schema: \"required\": [\"name\"]"),
            _ => diagnostic,
        });
    }
}

/// The advice for a value of the wrong type, if it only has quotes too many.
fn correction(value: Node<'_>, want: &str) -> Option<String> {
    let text = value.as_str()?;
    let fits = match want {
        "a number" | "a count (0, 1, 2, …)" => json::is_number(text),
        "true or false" => matches!(text, "true" | "false"),
        _ => false,
    };
    fits.then(|| format!("remove the quotes: {text}"))
}
