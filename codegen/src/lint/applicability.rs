//! Keywords that do not fit the values that the schema is for.

use super::Schema;
use crate::arena::{Data, Node};
use crate::keyword::{Concerns, Keyword, Vocabulary};

impl Schema<'_> {
    /// A string that is itself a regular expression rarely has to match one.
    pub(super) fn regex_and_pattern(&mut self) {
        let format = self.value(Keyword::Format);
        let Some(regex) = format.filter(|value| value.as_str() == Some("regex")) else { return };
        if self.value(Keyword::Pattern).is_some() {
            let message = "`format: regex` says that the string is itself a regular expression";
            let help = "for a string that matches one, `pattern` is enough";
            self.warn(regex.span(), message, help);
        }
    }

    /// Keywords beside a `$ref` that hides them (draft-07 core section 8.3). Those that only document are harmless.
    pub(super) fn ignored_siblings(&mut self) {
        let dialect = self.site.dialect;
        for member in self.node.members() {
            let known = Keyword::of_name(member.name).filter(|keyword| self.knows(*keyword));
            let checks = known.is_some_and(|keyword| match keyword.vocabulary() {
                Vocabulary::Core | Vocabulary::MetaData => false,
                Vocabulary::Applicator
                | Vocabulary::Unevaluated
                | Vocabulary::Validation
                | Vocabulary::Format
                | Vocabulary::Content => true,
            });
            if checks {
                let message = format!("`{}` has no effect beside `$ref` in {dialect}", member.name);
                let help = "remove it, or write the two as the branches of an `allOf`";
                self.warn(member.name_span(), message, help);
            }
        }
    }

    /// Keywords for values of another type than the schema allows.
    pub(super) fn types(&mut self) {
        let Some(types) = self.value(Keyword::Type) else { return };
        let names: Vec<&str> = match types.data() {
            Data::String(name) => vec![name],
            Data::Array(items) => items.filter_map(Node::as_str).collect(),
            _ => return,
        };
        for member in self.node.members() {
            let known = Keyword::of_name(member.name).filter(|keyword| self.knows(*keyword));
            let Some(kind) = known.and_then(type_of) else { continue };
            let fits = |name: &&str| *name == kind || (*name == "integer" && kind == "number");
            if !names.iter().any(fits) {
                let (name, names) = (member.name, names.join(" or "));
                let message = format!("`{name}` applies to {kind}s, but the type here is {names}");
                let help = "it has no effect: remove it, or correct the type";
                self.warn(member.name_span(), message, help);
            }
        }
    }
}

/// The type of the instances that a keyword concerns; `None` if these are all.
fn type_of(keyword: Keyword) -> Option<&'static str> {
    match keyword.concerns() {
        Concerns::All => None,
        Concerns::Numbers => Some("number"),
        Concerns::Strings => Some("string"),
        Concerns::Arrays => Some("array"),
        Concerns::Objects => Some("object"),
    }
}
