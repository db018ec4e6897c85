//! Keywords that together leave no valid value.

use super::Schema;
use crate::arena::{Data, Node};
use crate::json;
use crate::keyword::Keyword;
use crate::pattern::{self, Program};

impl Schema<'_> {
    /// A member that `required` asks for and `additionalProperties: false` forbids: no object is valid.
    pub(super) fn required_but_forbidden(&mut self) {
        if !self.value(Keyword::AdditionalProperties).is_some_and(Node::is_false) {
            return;
        }
        let properties = self.value(Keyword::Properties);
        let is_listed = |name: &str| properties.is_some_and(|all| all.get(name).is_some());
        let mut unlisted =
            self.value(Keyword::Required).into_iter().flat_map(Node::items).peekable();
        while unlisted.next_if(|item| item.as_str().is_none_or(is_listed)).is_some() {}
        // Most schemas end here, before their patterns are compiled for this.
        if unlisted.peek().is_none() {
            return;
        }
        // An invalid pattern is reported elsewhere.
        let Some(patterns) = self.member_patterns() else { return };
        let is_allowed = |name: &str| {
            // A text on which a pattern takes too much work may match.
            let matches = |pattern: &Program| pattern.is_match(name.as_bytes()).unwrap_or(true);
            is_listed(name) || patterns.iter().any(matches)
        };
        for item in unlisted {
            let Some(name) = item.as_str().filter(|name| !is_allowed(name)) else { continue };
            let allowed = properties.into_iter().flat_map(Node::members).map(|member| member.name);
            let help = match self.diagnostics.nearest(name, allowed) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("add {name:?} to `properties`"),
            };
            let message = format!("{name:?} is required, but `additionalProperties` forbids it");
            self.warn(item.span(), message, help);
        }
    }

    /// The patterns of `patternProperties`; `None` if one of them is invalid.
    fn member_patterns(&self) -> Option<Vec<Program>> {
        let members = self.value(Keyword::PatternProperties).into_iter().flat_map(Node::members);
        members.map(|member| pattern::compile(member.name).ok()).collect()
    }

    /// An `enum` without values.
    pub(super) fn empty_enum(&mut self) {
        let Some(values) = self.value(Keyword::Enum) else { return };
        if matches!(values.data(), Data::Array(items) if items.len() == 0) {
            let message = "an empty `enum`: no value is valid";
            self.warn(values.span(), message, "list the values, or remove the keyword");
        }
    }

    /// A least value above the greatest.
    pub(super) fn bounds(&mut self) {
        for (least, greatest) in [
            (Keyword::Minimum, Keyword::Maximum),
            (Keyword::MinLength, Keyword::MaxLength),
            (Keyword::MinItems, Keyword::MaxItems),
            (Keyword::MinContains, Keyword::MaxContains),
            (Keyword::MinProperties, Keyword::MaxProperties),
        ] {
            let (Some(low_node), Some(high)) = (self.value(least), self.value(greatest)) else {
                continue;
            };
            let (Data::Number(low), Data::Number(high)) = (low_node.data(), high.data()) else {
                continue;
            };
            if json::number(low) > json::number(high) {
                let message =
                    format!("`{least}` {low} is above `{greatest}` {high}: no value is valid");
                self.warn(low_node.span(), message, "swap the two?");
            }
        }
    }
}
