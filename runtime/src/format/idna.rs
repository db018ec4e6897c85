//! Labels of internationalized domain names: IDNA 2008.
//!
//! A Unicode label is checked as RFC 5891 §5.4 says: normalization, hyphens, first character, code points (RFC 5892),
//! context (RFC 5892 appendix A); and, for a whole name, direction (RFC 5893). The properties of characters come from
//! the Unicode crates, so code points are judged by the rules of RFC 5892 §3 and not by a table of one Unicode version.

mod context;
mod direction;
mod points;
mod punycode;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

pub(super) use direction::Direction;

/// The Unicode label that Punycode (without its prefix) encodes, if it is a valid one.
pub(super) fn decode_label(encoded: &str) -> Option<Vec<char>> {
    let encoded = encoded.to_ascii_lowercase();
    let label = punycode::decode(&encoded)?;
    // Each label has one encoding only (RFC 5890 §2.3.2.1), and ASCII needs none.
    (encode_label(&label)? == encoded && !label.iter().all(char::is_ascii)).then_some(label)
}

/// The Punycode, without its prefix, of a Unicode label, if it is a valid one.
pub(super) fn encode_label(label: &[char]) -> Option<String> {
    is_label(label).then(|| punycode::encode(label)).flatten()
}

/// RFC 5891 §5.4 without the exact length, and without direction. Labels that are much too long are refused first,
/// because the contextual rules look at the whole label.
fn is_label(label: &[char]) -> bool {
    let (Some(first), Some(last)) = (label.first(), label.last()) else {
        return false;
    };
    let hyphens = *first == '-' || *last == '-' || label.get(2..4) == Some(&['-', '-']);
    let mark = first.general_category_group() == GeneralCategoryGroup::Mark;
    let characters = || label.iter().copied();
    label.len() <= punycode::LONGEST
        && !hyphens
        && !mark
        && characters().nfc().eq(characters())
        && (0..label.len()).all(|at| match points::class(label[at]) {
            points::Class::Valid => true,
            points::Class::Contextual => context::allows(label, at),
            points::Class::Disallowed => false,
        })
}
