//! Sets of code points.

use crate::error::PatternError;
use regex_syntax::hir::{Class as UnicodeClass, HirKind};
use voltype_runtime::pattern::ast::{Class, ClassItem, Property};

/// The largest code point.
pub(crate) const MAX: u32 = 0x10_FFFF;

/// A set of code points, surrogates included: inclusive ranges in order, with gaps between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Set(Vec<(u32, u32)>);

impl Set {
    /// The union of ranges in any order.
    pub(crate) fn new(mut ranges: Vec<(u32, u32)>) -> Set {
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match merged.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last)
                }
                _ => merged.push((first, last)),
            }
        }
        Set(merged)
    }

    /// The set of one code point.
    pub(crate) fn single(char: u32) -> Set {
        Set(vec![(char, char)])
    }

    /// All code points.
    pub(crate) fn all() -> Set {
        Set(vec![(0, MAX)])
    }

    /// `.`: all except the line terminators.
    pub(crate) fn dot() -> Set {
        Set(vec![(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)]).complement()
    }

    /// `\w`.
    pub(crate) fn word() -> Set {
        Set(vec![(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
    }

    /// `\s` (ECMA-262 § 12.2 and § 12.3).
    fn space() -> Set {
        Set(vec![
            (0x09, 0x0D),
            (0x20, 0x20),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x2028, 0x2029),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
            (0xFEFF, 0xFEFF),
        ])
    }

    /// The code points that aren't in the set.
    pub(crate) fn complement(&self) -> Set {
        let mut ranges = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for (first, last) in &self.0 {
            if next < *first {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= MAX {
            ranges.push((next, MAX));
        }
        Set(ranges)
    }

    /// The ranges in order.
    pub(crate) fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// The only member, if there is just one.
    pub(crate) fn as_single(&self) -> Option<u32> {
        match self.0[..] {
            [(first, last)] if first == last => Some(first),
            _ => None,
        }
    }

    /// The code points of a class.
    pub(crate) fn of_class(class: &Class) -> Result<Set, PatternError> {
        let mut ranges = Vec::new();
        for item in &class.items {
            let (set, negated) = match item {
                ClassItem::Range(first, last) => (Set(vec![(*first, *last)]), false),
                ClassItem::Digit { negated } => (Set(vec![(0x30, 0x39)]), *negated),
                ClassItem::Word { negated } => (Set::word(), *negated),
                ClassItem::Space { negated } => (Set::space(), *negated),
                ClassItem::Property { property, negated } => (of_property(*property)?, *negated),
            };
            ranges.extend(if negated { set.complement().0 } else { set.0 });
        }
        let set = Set::new(ranges);
        Ok(if class.negated { set.complement() } else { set })
    }
}

/// The code points with a property. The tables of `regex-syntax` have no surrogates, so they are added here.
fn of_property(property: Property) -> Result<Set, PatternError> {
    const SURROGATES: (u32, u32) = (0xD800, 0xDFFF);
    let query = match property {
        Property::Binary("Any") => return Ok(Set::all()),
        Property::Binary("ASCII") => return Ok(Set(vec![(0, 0x7F)])),
        Property::Binary("Assigned") => {
            return Ok(of_property(Property::GeneralCategory("Unassigned"))?.complement());
        }
        Property::GeneralCategory("Surrogate") => return Ok(Set(vec![SURROGATES])),
        Property::Script("Katakana_Or_Hiragana")
        | Property::ScriptExtensions("Katakana_Or_Hiragana") => {
            return Ok(Set::default());
        }
        Property::Script("Unknown") | Property::ScriptExtensions("Unknown") => {
            return unknown_script();
        }
        Property::GeneralCategory(name) => format!(r"\p{{gc={name}}}"),
        Property::Script(name) => format!(r"\p{{sc={name}}}"),
        Property::ScriptExtensions(name) => format!(r"\p{{scx={name}}}"),
        Property::Binary(name) => format!(r"\p{{{name}}}"),
    };
    let unknown = || PatternError::Unsupported(format!("the Unicode property {query}"));
    let hir = regex_syntax::parse(&query).map_err(|_| unknown())?;
    let mut ranges: Vec<(u32, u32)> = match hir.kind() {
        HirKind::Class(UnicodeClass::Unicode(class)) => {
            class.iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect()
        }
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0)
            .map(|text| text.chars().map(|char| (u32::from(char), u32::from(char))).collect())
            .map_err(|_| unknown())?,
        _ => return Err(unknown()),
    };
    if property == Property::GeneralCategory("Other") {
        ranges.push(SURROGATES);
    }
    Ok(Set::new(ranges))
}

/// The code points of the script `Unknown`: those that are in no other script.
fn unknown_script() -> Result<Set, PatternError> {
    let query = r"[\p{gc=Unassigned}\p{gc=Private_Use}]";
    let hir = regex_syntax::parse(query)
        .map_err(|_| PatternError::Unsupported("the script Unknown".to_owned()))?;
    let HirKind::Class(UnicodeClass::Unicode(class)) = hir.kind() else {
        return Err(PatternError::Unsupported("the script Unknown".to_owned()));
    };
    let ranges = class.iter().map(|range| (u32::from(range.start()), u32::from(range.end())));
    Ok(Set::new(ranges.chain([(0xD800, 0xDFFF)]).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use voltype_runtime::pattern::ast::Node;
    use voltype_runtime::pattern::syntax;

    fn set(pattern: &str) -> Set {
        match syntax::parse(pattern).unwrap().root {
            Node::Class(class) => Set::of_class(&class).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn classes_are_sets() {
        assert_eq!(set("[]"), Set::default());
        assert_eq!(set("[^]"), Set::all());
        assert_eq!(set("[a-cb-fz]"), Set(vec![(0x61, 0x66), (0x7A, 0x7A)]));
        assert_eq!(set(r"[\d\D]"), Set::all());
        assert_eq!(set(r"[^\W_]"), set("[0-9A-Za-z]"));
        assert_eq!(set("[a-b][c]".get(..5).unwrap()), set("[ab]"));
    }

    #[test]
    fn surrogates_are_code_points() {
        assert_eq!(set(r"\p{Cs}"), Set(vec![(0xD800, 0xDFFF)]));
        for pattern in [r"\p{C}", r"\P{L}", r"\p{Any}", r"\p{Assigned}", r"\S", r"\p{sc=Zzzz}"] {
            let set = set(pattern);
            assert!(
                set.0.iter().any(|(first, last)| *first <= 0xD800 && 0xDFFF <= *last),
                "{pattern}"
            );
        }
        assert_eq!(set(r"[\p{Cn}\p{Assigned}]"), Set::all());
    }

    #[test]
    fn complements_are_exact() {
        for pattern in ["[]", "[^]", r"\w", r"[^\0]", r"[\u{10FFFF}]"] {
            let set = set(pattern);
            assert_eq!(set.complement().complement(), set, "{pattern}");
        }
    }
}
