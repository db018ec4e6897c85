//! Code points that depend on their neighbours: RFC 5892 appendix A.

use unicode_joining_type::{JoiningType, get_joining_type};
use unicode_normalization::char::canonical_combining_class;
use unicode_script::{Script, UnicodeScript};

/// Whether the contextual code point at this index is allowed there.
pub(super) fn allows(label: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| label.get(before)).copied();
    let after = label.get(at + 1).copied();
    let script = |point: Option<char>| point.map(|point| point.script());
    let none_in = |low: char, high: char| !label.iter().any(|point| (low..=high).contains(point));
    match label.get(at) {
        // A.1, A.2: the zero-width joiners
        Some('\u{200c}') => before.is_some_and(is_virama) || joins(label, at),
        Some('\u{200d}') => before.is_some_and(is_virama),
        // A.3: in Catalan, between two l
        Some('\u{b7}') => before == Some('l') && after == Some('l'),
        // A.4: the Greek lower numeral sign
        Some('\u{375}') => script(after) == Some(Script::Greek),
        // A.5, A.6: geresh and gershayim
        Some('\u{5f3}' | '\u{5f4}') => script(before) == Some(Script::Hebrew),
        // A.7: the middle dot of Katakana
        Some('\u{30fb}') => {
            let japanese = [Script::Hiragana, Script::Katakana, Script::Han];
            label.iter().any(|point| japanese.contains(&point.script()))
        }
        // A.8, A.9: no two kinds of Arabic digits
        Some('\u{660}'..='\u{669}') => none_in('\u{6f0}', '\u{6f9}'),
        Some('\u{6f0}'..='\u{6f9}') => none_in('\u{660}', '\u{669}'),
        _ => false,
    }
}

/// The combining class 9.
fn is_virama(point: char) -> bool {
    canonical_combining_class(point) == 9
}

/// Whether the letters around, marks aside, would join without the non-joiner at this place.
fn joins(label: &[char], at: usize) -> bool {
    use JoiningType::{DualJoining, LeftJoining, RightJoining, Transparent};
    let (before, after) = label.split_at(at);
    let opaque = |kind: &JoiningType| *kind != Transparent;
    let before = before.iter().rev().map(|point| get_joining_type(*point)).find(opaque);
    let after = after.iter().skip(1).map(|point| get_joining_type(*point)).find(opaque);
    matches!(before, Some(LeftJoining | DualJoining))
        && matches!(after, Some(RightJoining | DualJoining))
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn neighbours() {
        for (label, at, expected) in [
            ("l·l", 1, true),
            ("l·a", 1, false),
            ("·l", 0, false),
            ("α͵β", 1, true),
            ("α͵", 1, false),
            ("א׳", 1, true),
            ("a׳", 1, false),
            ("・ア", 0, true),
            ("・a", 0, false),
            ("٠۰", 0, false),
            ("٠۰", 1, false),
            ("٠١", 0, true),
            ("क्\u{200d}ष", 2, true),
            ("क\u{200d}ष", 1, false),
            ("क्\u{200c}ष", 2, true),
            ("بي\u{200c}بي", 2, true),
            ("بي\u{64b}\u{200c}\u{64b}بي", 3, true),
            ("با\u{200c}ب", 2, false),
            ("a\u{200c}b", 1, false),
            ("\u{200c}", 0, false),
        ] {
            let label: Vec<char> = label.chars().collect();
            assert_eq!(allows(&label, at), expected, "{label:?}");
        }
    }
}
