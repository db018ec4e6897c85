//! Whether a pattern matches a text: a backtracking matcher over the syntax, to steer the sampler by.
//!
//! It takes Unicode properties for guesses, and a text that takes too long for one that matches. The validator, which has
//! the compiled pattern, decides.

use crate::pattern::ast::{Class, ClassItem, Node, Pattern, Property};

/// How many steps one match may take.
const STEPS: u32 = 20_000;
/// How deep it may nest: iterations of a group nest in each other.
const MAX_DEPTH: u32 = 1_000;

/// What matching has found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matched {
    pub(super) verdict: bool,
    /// How many steps it took.
    pub(super) work: usize,
}

/// Whether the pattern seems to match somewhere in the text.
pub(super) fn is_match(pattern: &Pattern, text: &str) -> Matched {
    let text: Vec<char> = text.chars().collect();
    let mut matcher = Matcher { text: &text, groups: Vec::new(), steps: STEPS, depth: 0 };
    let verdict = (0..=text.len()).any(|start| {
        matcher.groups.clear();
        matcher.run(&pattern.root, start, &Rest::Done)
    });
    Matched { verdict, work: (STEPS - matcher.steps) as usize }
}

/// What has to match behind a node.
enum Rest<'r> {
    /// Nothing.
    Done,
    /// The text has to be at this place.
    At(usize),
    /// These nodes.
    Nodes(&'r [Node], &'r Rest<'r>),
    /// More iterations, of which the last one began at `start`.
    Again { again: Again<'r>, start: usize, rest: &'r Rest<'r> },
    /// The end of a group that began at `start`.
    Close { index: u32, start: usize, rest: &'r Rest<'r> },
}

/// How many iterations are still due.
#[derive(Clone, Copy)]
struct Again<'r> {
    node: &'r Node,
    min: u32,
    max: Option<u32>,
}

struct Matcher<'t> {
    text: &'t [char],
    groups: Vec<(u32, usize, usize)>,
    steps: u32,
    depth: u32,
}

impl Matcher<'_> {
    /// Whether the node matches here, and then the rest.
    fn run(&mut self, node: &Node, at: usize, rest: &Rest<'_>) -> bool {
        self.steps = self.steps.saturating_sub(1);
        if self.steps == 0 || self.depth > MAX_DEPTH {
            self.steps = 0;
            return true;
        }
        self.depth += 1;
        let verdict = self.node(node, at, rest);
        self.depth -= 1;
        verdict
    }

    fn node(&mut self, node: &Node, at: usize, rest: &Rest<'_>) -> bool {
        match node {
            Node::Empty => self.then(at, rest),
            Node::Char(_) | Node::Dot | Node::Class(_) => {
                self.is_one(node, at) && self.then(at + 1, rest)
            }
            Node::Start => at == 0 && self.then(at, rest),
            Node::End => at == self.text.len() && self.then(at, rest),
            Node::WordBoundary { negated } => {
                let before = at.checked_sub(1).is_some_and(|before| self.is_word(before));
                (before != self.is_word(at)) != *negated && self.then(at, rest)
            }
            Node::Concat(nodes) => self.then(at, &Rest::Nodes(nodes, rest)),
            Node::Alternate(nodes) => nodes.iter().any(|node| self.run(node, at, rest)),
            Node::Repeat { node, min, max, greedy: _ } => {
                self.repeat(Again { node, min: *min, max: *max }, at, rest)
            }
            Node::Group { index, node } => {
                self.run(node, at, &Rest::Close { index: *index, start: at, rest })
            }
            Node::Look { behind, negative, node } => {
                let found = if *behind {
                    (0..=at).rev().any(|start| self.run(node, start, &Rest::At(at)))
                } else {
                    self.run(node, at, &Rest::Done)
                };
                found != *negative && self.then(at, rest)
            }
            Node::BackReference(index) => {
                let known = self.groups.iter().rev().find(|(known, ..)| known == index);
                let group = known.map_or(&[][..], |(_, start, end)| &self.text[*start..*end]);
                self.text[at..].starts_with(group) && self.then(at + group.len(), rest)
            }
        }
    }

    fn then(&mut self, at: usize, rest: &Rest<'_>) -> bool {
        match rest {
            Rest::Done => true,
            Rest::At(end) => at == *end,
            Rest::Nodes([], rest) => self.then(at, rest),
            Rest::Nodes([first, others @ ..], rest) => {
                self.run(first, at, &Rest::Nodes(others, rest))
            }
            // An iteration that matched nothing leads nowhere.
            Rest::Again { again, start, rest } if at == *start && again.min == 0 => {
                self.then(at, rest)
            }
            Rest::Again { again, rest, .. } => self.repeat(*again, at, rest),
            Rest::Close { index, start, rest } => {
                self.groups.push((*index, *start, at));
                self.then(at, rest) || {
                    self.groups.pop();
                    false
                }
            }
        }
    }

    fn repeat(&mut self, again: Again<'_>, at: usize, rest: &Rest<'_>) -> bool {
        let Again { node, min, max } = again;
        if matches!(node, Node::Char(_) | Node::Dot | Node::Class(_)) {
            let most = max.map_or(usize::MAX, |max| max as usize);
            let run = (at..self.text.len()).take(most).take_while(|at| self.is_one(node, *at));
            let longest = run.count();
            self.steps = self.steps.saturating_sub(u32::try_from(longest / 4).unwrap_or(STEPS));
            return (min as usize..=longest).rev().any(|count| self.then(at + count, rest));
        }
        if max != Some(0) {
            let fewer = Again { node, min: min.saturating_sub(1), max: max.map(|max| max - 1) };
            if self.run(node, at, &Rest::Again { again: fewer, start: at, rest }) {
                return true;
            }
        }
        min == 0 && self.then(at, rest)
    }

    fn is_one(&self, node: &Node, at: usize) -> bool {
        let Some(char) = self.text.get(at).copied() else { return false };
        match node {
            Node::Char(code) => u32::from(char) == *code,
            Node::Dot => !matches!(char, '\n' | '\r' | '\u{2028}' | '\u{2029}'),
            Node::Class(class) => contains(class, char),
            _ => false,
        }
    }

    fn is_word(&self, at: usize) -> bool {
        self.text.get(at).copied().is_some_and(is_word)
    }
}

/// Whether the class has the character.
pub(super) fn contains(class: &Class, char: char) -> bool {
    class.negated != class.items.iter().any(|item| item_contains(item, char))
}

fn item_contains(item: &ClassItem, char: char) -> bool {
    match item {
        ClassItem::Range(first, last) => (*first..=*last).contains(&u32::from(char)),
        ClassItem::Digit { negated } => char.is_ascii_digit() != *negated,
        ClassItem::Word { negated } => is_word(char) != *negated,
        ClassItem::Space { negated } => (char.is_whitespace() || char == '\u{feff}') != *negated,
        ClassItem::Property { property, negated } => has_property(*property, char) != *negated,
    }
}

fn is_word(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '_'
}

/// A guess, right for the most common properties.
fn has_property(property: Property, char: char) -> bool {
    let (Property::GeneralCategory(name)
    | Property::Script(name)
    | Property::ScriptExtensions(name)
    | Property::Binary(name)) = property;
    match name {
        "Uppercase_Letter" | "Uppercase" => char.is_uppercase(),
        "Lowercase_Letter" | "Lowercase" => char.is_lowercase(),
        "Decimal_Number" | "Number" => char.is_ascii_digit(),
        "Latin" => char.is_ascii_alphabetic(),
        "Punctuation" => char.is_ascii_punctuation(),
        "Separator" | "Space_Separator" | "White_Space" => char.is_whitespace(),
        "Any" => true,
        "ASCII" => char.is_ascii(),
        _ => char.is_alphabetic(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_match;
    use crate::pattern::syntax::parse;

    fn matches(pattern: &str, text: &str) -> bool {
        is_match(&parse(pattern).expect("a pattern"), text).verdict
    }

    #[test]
    fn patterns_match_as_they_should() {
        let cases = [
            ("^a+$", "aaa", "aab"),
            ("b", "abc", "ac"),
            ("^(ab|a)(bc)?$", "abc", "abcd"),
            ("^(a*)*$", "aaaa", "aaab"),
            ("^(a|b){2,3}$", "aba", "a"),
            ("^(\\w)\\1$", "xx", "xy"),
            ("^(?=a).b$", "ab", "bb"),
            ("^(?!a).b$", "bb", "ab"),
            ("(?<=a)b", "ab", "bb"),
            ("(?<!a)b", "bb", "ab"),
            ("\\bcat\\b", "a cat", "concat"),
            ("^[^x-z]\\d$", "a1", "x1"),
            ("^()$", "", "a"),
            ("^-?P(?=\\d|T\\d)(\\d+Y)?(T(\\d+H)?)?$", "P1YT2H", "P"),
        ];
        for (pattern, matching, other) in cases {
            assert!(matches(pattern, matching), "{pattern} and {matching}");
            assert!(!matches(pattern, other), "{pattern} and {other}");
        }
    }

    /// What takes too long is left to the validator.
    #[test]
    fn matching_ends() {
        assert!(matches("^(a+)+$", &("a".repeat(200) + "b")));
        assert!(matches("^(.*)*x$", &"y".repeat(100_000)));
        assert!(matches("^(ab)*c$", &"ab".repeat(50_000)));
    }
}
