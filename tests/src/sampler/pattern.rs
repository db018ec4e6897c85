//! Texts that a pattern matches.

use fastrand::Rng;
use voltype_codegen::pattern::{self, Program};
use voltype_runtime::pattern::ast::{Class, ClassItem, Node, Pattern};
use voltype_runtime::pattern::syntax;

/// A pattern, parsed and compiled.
#[derive(Debug)]
pub(super) struct Expression {
    syntax: Pattern,
    program: Program,
}

impl Expression {
    /// `None` if the text is not a pattern.
    pub(super) fn new(text: &str) -> Option<Self> {
        Some(Expression {
            syntax: syntax::parse(text).ok()?,
            program: pattern::compile(text).ok()?,
        })
    }

    /// Whether the pattern matches somewhere in the text.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.program.is_match(text.as_bytes()).unwrap_or(false)
    }

    /// A text that the pattern matches; `None` if none was found.
    pub(super) fn sample(&self, rng: &mut Rng) -> Option<String> {
        (0..80).find_map(|_| {
            let eager = *[0, 1, 1, 2, 4, 12].get(rng.usize(..6)).unwrap_or(&1);
            let mut writer = Writer { rng, text: String::new(), groups: Vec::new(), eager };
            writer.node(&self.syntax.root);
            let mut text = writer.text;
            // A pattern without anchors may match anywhere.
            if rng.u8(..) < 30 {
                let length = rng.usize(1..4);
                text = word(length, rng) + &text;
            }
            if rng.u8(..) < 30 {
                let length = rng.usize(1..4);
                text += &word(length, rng);
            }
            self.is_match(&text).then_some(text)
        })
    }
}

/// Some text of this many characters: mostly letters, and characters that JSON must escape.
pub(super) fn word(length: usize, rng: &mut Rng) -> String {
    (0..length).map(|_| any_char(rng)).collect()
}

fn any_char(rng: &mut Rng) -> char {
    const SPECIAL: [char; 14] = [
        '"',
        '\\',
        '/',
        '\u{0}',
        '\n',
        '\t',
        '\u{7f}',
        'é',
        'ß',
        '\u{2028}',
        '中',
        '\u{ffff}',
        '😀',
        '\u{10ffff}',
    ];
    match rng.u8(..) {
        0..20 => SPECIAL[rng.usize(..SPECIAL.len())],
        20..30 => rng.char(..),
        30..60 => rng.char(' '..='~'),
        60..90 => rng.digit(10),
        _ => rng.lowercase(),
    }
}

/// Follows the syntax and writes matching text. Look-around is ignored, so it may not hold.
struct Writer<'a> {
    rng: &'a mut Rng,
    text: String,
    groups: Vec<(u32, String)>,
    /// About how many iterations beyond the least.
    eager: u32,
}

impl Writer<'_> {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Empty | Node::Start | Node::End | Node::WordBoundary { .. } => {}
            Node::Look { .. } => {}
            Node::Char(code) => self.text.extend(char::from_u32(*code)),
            Node::Dot => {
                let char = any_char(self.rng);
                self.text.push(if matches!(char, '\n' | '\u{2028}') { '.' } else { char });
            }
            Node::Class(class) => {
                let char = self.of_class(class);
                self.text.extend(char);
            }
            Node::Concat(nodes) => nodes.iter().for_each(|node| self.node(node)),
            Node::Alternate(nodes) => {
                if let Some(node) = self.rng.choice(nodes) {
                    self.node(node);
                }
            }
            Node::Repeat { node, min, max, greedy: _ } => {
                let most = max.unwrap_or(u32::MAX).min(min.saturating_add(self.eager.max(1)));
                for _ in 0..self.rng.u32(*min..=most.max(*min)).min(4_000) {
                    self.node(node);
                }
            }
            Node::Group { index, node } => {
                let start = self.text.len();
                self.node(node);
                self.groups.retain(|(known, _)| known != index);
                self.groups.push((*index, self.text[start..].to_owned()));
            }
            Node::BackReference(index) => {
                let group = self.groups.iter().find(|(known, _)| known == index);
                if let Some((_, text)) = group {
                    self.text.push_str(&text.clone());
                }
            }
        }
    }

    fn of_class(&mut self, class: &Class) -> Option<char> {
        for _ in 0..40 {
            let char = if class.negated {
                any_char(self.rng)
            } else {
                let item = self.rng.choice(&class.items)?;
                self.of_item(item)
            };
            if class.negated != class.items.iter().any(|item| contains(item, char)) {
                return Some(char);
            }
        }
        None
    }

    fn of_item(&mut self, item: &ClassItem) -> char {
        match item {
            ClassItem::Range(first, last) => {
                char::from_u32(self.rng.u32(*first..=*last)).unwrap_or('\u{fffd}')
            }
            ClassItem::Digit { negated: false } => self.rng.digit(10),
            ClassItem::Word { negated: false } => {
                if self.rng.u8(..) < 20 {
                    '_'
                } else {
                    self.rng.alphanumeric()
                }
            }
            ClassItem::Space { negated: false } => [' ', '\t', '\n', '\u{a0}'][self.rng.usize(..4)],
            ClassItem::Property { .. } => {
                [self.rng.alphabetic(), 'é', '中', any_char(self.rng)][self.rng.usize(..4)]
            }
            ClassItem::Digit { .. } | ClassItem::Word { .. } | ClassItem::Space { .. } => {
                any_char(self.rng)
            }
        }
    }
}

/// Whether the item has the character; a guess for properties, which the whole pattern then confirms.
fn contains(item: &ClassItem, char: char) -> bool {
    match item {
        ClassItem::Range(first, last) => (*first..=*last).contains(&u32::from(char)),
        ClassItem::Digit { negated } => char.is_ascii_digit() != *negated,
        ClassItem::Word { negated } => (char.is_ascii_alphanumeric() || char == '_') != *negated,
        ClassItem::Space { negated } => (char.is_whitespace() || char == '\u{feff}') != *negated,
        ClassItem::Property { .. } => char.is_alphabetic(),
    }
}
