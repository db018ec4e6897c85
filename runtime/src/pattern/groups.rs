//! The capturing groups of a pattern, and their names (ECMA-262 § 22.2.1).

use std::collections::HashMap;

/// The capturing groups. Back-references may come before their group, so these have to be known beforehand.
pub(super) struct Groups<'a> {
    /// How many there are.
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

    /// Adds a group, if that is what this parenthesis begins.
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

/// The name that a text begins with, if its `>` follows. ECMA-262 wants an identifier.
pub(super) fn name(text: &str) -> Option<&str> {
    let is_start = |char: char| char.is_alphabetic() || matches!(char, '$' | '_');
    let is_part = |char: char| {
        is_start(char) || char.is_alphanumeric() || matches!(char, '\u{200C}' | '\u{200D}')
    };
    let end = text.find(|char| !is_part(char))?;
    let (name, after) = text.split_at(end);
    (name.starts_with(is_start) && after.starts_with('>')).then_some(name)
}
