//! Texts that a pattern matches.

use super::dice::Dice;
use super::matching::contains;
use crate::pattern::ast::{Class, ClassItem, Node, Pattern};

/// The most iterations of one quantifier.
const MOST: u32 = 4_000;
/// The longest text in bytes, approximately: quantifiers in quantifiers multiply.
const MAX_TEXT: usize = 100_000;

/// A text that the pattern may match. Look-around is ignored, so the text may miss it. `length` is a hint.
pub(super) fn sample(pattern: &Pattern, length: u64, dice: &mut Dice<'_>) -> String {
    let length = u32::try_from(length).unwrap_or(MOST).min(MOST);
    let eager = dice.choice(&[0, 1, 1, 2, 4, 12, length, length]).copied().unwrap_or(1);
    let mut writer = Writer { dice, text: String::new(), groups: Vec::new(), eager };
    writer.node(&pattern.root);
    let Writer { mut text, .. } = writer;
    // A pattern without anchors may match anywhere.
    if dice.chance(8) {
        let length = dice.index(4);
        text.insert_str(0, &dice.word(length));
    }
    if dice.chance(8) {
        let length = dice.index(4);
        text += &dice.word(length);
    }
    text
}

/// Follows the syntax and writes matching text.
struct Writer<'w, 'd> {
    dice: &'w mut Dice<'d>,
    text: String,
    groups: Vec<(u32, String)>,
    /// About how many iterations beyond the least.
    eager: u32,
}

impl Writer<'_, '_> {
    fn node(&mut self, node: &Node) {
        if self.text.len() > MAX_TEXT {
            return;
        }
        match node {
            Node::Empty | Node::Start | Node::End | Node::WordBoundary { .. } => {}
            Node::Look { .. } => {}
            Node::Char(code) => self.text.extend(char::from_u32(*code)),
            Node::Dot => {
                let char = self.dice.any_char();
                self.text.push(if matches!(char, '\n' | '\u{2028}') { '.' } else { char });
            }
            Node::Class(class) => {
                let char = self.of_class(class);
                self.text.extend(char);
            }
            Node::Concat(nodes) => nodes.iter().for_each(|node| self.node(node)),
            Node::Alternate(nodes) => {
                if let Some(node) = self.dice.choice(nodes) {
                    self.node(node);
                }
            }
            Node::Repeat { node, min, max, greedy: _ } => self.repeat(node, *min, *max),
            Node::Group { index, node } => {
                let start = self.text.len();
                self.node(node);
                self.groups.retain(|(known, _)| known != index);
                self.groups.push((*index, self.text[start..].to_owned()));
            }
            Node::BackReference(index) => {
                if let Some((_, text)) = self.groups.iter().find(|(known, _)| known == index) {
                    self.text.push_str(text);
                }
            }
        }
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>) {
        let most = max.unwrap_or(u32::MAX).min(min.saturating_add(self.eager.max(1))).max(min);
        let count = u64::from(min) + self.dice.below(u64::from(most - min) + 1);
        for _ in 0..count.min(u64::from(MOST)) {
            let before = self.text.len();
            self.node(node);
            if self.text.len() == before || self.text.len() > MAX_TEXT {
                break;
            }
        }
    }

    fn of_class(&mut self, class: &Class) -> Option<char> {
        for _ in 0..40 {
            let char = if class.negated {
                self.dice.any_char()
            } else {
                let item = self.dice.choice(&class.items)?;
                self.of_item(item)?
            };
            if contains(class, char) {
                return Some(char);
            }
        }
        None
    }

    fn of_item(&mut self, item: &ClassItem) -> Option<char> {
        Some(match item {
            ClassItem::Range(first, last) => {
                let code = self.dice.within(i128::from(*first), i128::from(*last));
                char::from_u32(u32::try_from(code).ok()?).unwrap_or('\u{fffd}')
            }
            ClassItem::Digit { negated: false } => self.dice.digit(),
            ClassItem::Word { negated: false } => match self.dice.below(10) {
                0 => '_',
                1..3 => self.dice.digit(),
                3..5 => self.dice.lowercase().to_ascii_uppercase(),
                _ => self.dice.lowercase(),
            },
            ClassItem::Space { negated: false } => {
                *self.dice.choice(&[' ', '\t', '\n', '\u{a0}'])?
            }
            ClassItem::Property { .. } => {
                let lower = self.dice.lowercase();
                let any = self.dice.any_char();
                *self.dice.choice(&[lower, lower.to_ascii_uppercase(), 'é', '中', '1', any])?
            }
            ClassItem::Digit { .. } | ClassItem::Word { .. } | ClassItem::Space { .. } => {
                self.dice.any_char()
            }
        })
    }
}
