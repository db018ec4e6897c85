//! Patterns that mean something else than their author, used to another syntax, is likely to think.

use super::Schema;
use crate::arena::{Data, Node};
use crate::keyword::Keyword;

/// What looks like another syntax in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lookalike {
    /// `{,3}`, which is no bound.
    Bound,
    /// `[[:alpha:]]`, which is a class of these characters and a bracket behind it.
    Class,
}

impl Schema<'_> {
    /// Warns of constructs of other syntaxes in `pattern` and `patternProperties`.
    pub(super) fn patterns(&mut self) {
        if let Some(pattern) = self.value(Keyword::Pattern)
            && let Data::String(text) = pattern.data()
        {
            self.lookalikes(text, pattern.span());
        }
        let named = self.value(Keyword::PatternProperties).into_iter().flat_map(Node::members);
        for member in named {
            self.lookalikes(member.name, member.name_span());
        }
    }

    fn lookalikes(&mut self, pattern: &str, span: std::ops::Range<usize>) {
        for found in lookalikes(pattern) {
            let (message, help) = match found {
                Lookalike::Bound => (
                    "`{,` begins no repetition in ECMA-262: the braces stand for themselves",
                    "write the lower bound, `{0,`, or `\\\\{` for a brace",
                ),
                Lookalike::Class => (
                    "ECMA-262 has no classes like `[:alpha:]`: this one has these characters, and ends at the first `]`",
                    "write `\\\\p{Alphabetic}`, or the characters that are meant, such as `[A-Za-z]`",
                ),
            };
            self.warn(span.clone(), message, help);
        }
    }
}

/// The lookalikes in a pattern, each kind once.
fn lookalikes(pattern: &str) -> Vec<Lookalike> {
    let mut found = Vec::new();
    let mut in_class = false;
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let lookalike = match (first, in_class) {
            ('{', false) if is_open_bound(after) => Some(Lookalike::Bound),
            ('[', true) if is_named_class(after) => Some(Lookalike::Class),
            _ => None,
        };
        found.extend(lookalike.filter(|lookalike| !found.contains(lookalike)));
        match first {
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        let escaped = after.chars().next().filter(|_| first == '\\').map_or(0, char::len_utf8);
        rest = &after[escaped..];
    }
    found
}

/// Whether `,` and digits up to a brace follow.
fn is_open_bound(after: &str) -> bool {
    let digits =
        after.strip_prefix(',').map(|text| text.trim_start_matches(|c: char| c.is_ascii_digit()));
    digits.is_some_and(|text| text.starts_with('}'))
}

/// Whether a name between colons and a bracket follow.
fn is_named_class(after: &str) -> bool {
    let name = after.strip_prefix(':');
    let name = name.map(|text| text.trim_start_matches('^'));
    let end = name.map(|text| text.trim_start_matches(|c: char| c.is_ascii_lowercase()));
    end.is_some_and(|text| text.starts_with(":]") && Some(text) != name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constructs_of_other_syntaxes_are_found() {
        assert_eq!(lookalikes("a{,3}"), [Lookalike::Bound]);
        assert_eq!(lookalikes("^[[:alpha:]_]+$"), [Lookalike::Class]);
        assert_eq!(lookalikes("[_[:^digit:]]{,2}{,}"), [Lookalike::Class, Lookalike::Bound]);
    }

    #[test]
    fn what_ecma_262_means_by_itself_is_not() {
        for pattern in
            ["a{0,3}", r"\{,3}", "[{,3}]", "[:alpha:]", r"\[[:a]", "[[::]]", "{,x}", "é{", ""]
        {
            assert_eq!(lookalikes(pattern), [], "{pattern}");
        }
    }
}
