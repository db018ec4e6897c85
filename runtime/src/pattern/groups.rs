//! The capturing groups of a pattern, and their names (ECMA-262 § 22.2.1).

use std::collections::HashMap;

/// The capturing groups. A back-reference may come before its group, so they are collected first.
pub(super) struct Groups<'a> {
    /// The number of groups.
    pub(super) count: u32,
    /// The first group of each name; groups are counted from 1.
    named: HashMap<&'a str, u32>,
}

impl<'a> Groups<'a> {
    pub(super) fn of(pattern: &'a str) -> Self {
        let mut groups = Groups { count: 0, named: HashMap::new() };
        let mut in_class = false;
        let mut rest = pattern;
        while let Some(at) = rest.find(['\\', '[', ']', '(']) {
            let (special, after) = rest[at..].split_at(1);
            rest = after;
            match special {
                "\\" => {
                    let mut chars = rest.chars();
                    chars.next();
                    rest = chars.as_str();
                }
                "[" => in_class = true,
                "]" => in_class = false,
                _ if in_class => {}
                _ => groups.add(rest),
            }
        }
        groups
    }

    /// Adds a group, if this parenthesis begins one.
    fn add(&mut self, after: &'a str) {
        match after.strip_prefix('?') {
            None => self.count = self.count.saturating_add(1),
            Some(kind) => {
                let named = kind.strip_prefix('<').filter(|name| !name.starts_with(['=', '!']));
                if let Some(text) = named {
                    self.count = self.count.saturating_add(1);
                    if let Some(name) = name(text) {
                        self.named.entry(name).or_insert(self.count);
                    }
                }
            }
        }
    }

    /// The first group of this name.
    pub(super) fn first(&self, name: &str) -> Option<u32> {
        self.named.get(name).copied()
    }
}

/// The name at the start of a text, if it ends in `>`. ECMA-262 requires an identifier.
pub(super) fn name(text: &str) -> Option<&str> {
    let is_start = |char: char| char.is_alphabetic() || matches!(char, '$' | '_');
    let is_part = |char: char| {
        is_start(char) || char.is_alphanumeric() || matches!(char, '\u{200C}' | '\u{200D}')
    };
    let end = text.find(|char| !is_part(char))?;
    let (name, after) = text.split_at(end);
    (name.starts_with(is_start) && after.starts_with('>')).then_some(name)
}
