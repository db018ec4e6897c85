//! Which code points labels may contain: RFC 5892 §2 and §3.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The derived property of a code point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// PVALID.
    Valid,
    /// CONTEXTJ and CONTEXTO: a rule of appendix A decides.
    Contextual,
    /// DISALLOWED and UNASSIGNED.
    Disallowed,
}

/// The derived property (§3).
pub(super) fn class(point: char) -> Class {
    if let Some(class) = exception(point) {
        return class;
    }
    match point {
        '-' | '0'..='9' | 'a'..='z' => Class::Valid,
        '\u{200c}' | '\u{200d}' => Class::Contextual,
        _ if is_ignorable(point) || is_old_hangul(point) || is_unstable(point) => Class::Disallowed,
        _ if is_letter_or_digit(point) => Class::Valid,
        _ => Class::Disallowed,
    }
}

/// Exceptions (§2.6).
fn exception(point: char) -> Option<Class> {
    match point {
        'ß' | 'ς' | '\u{6fd}' | '\u{6fe}' | '\u{f0b}' | '\u{3007}' => Some(Class::Valid),
        '\u{b7}' | '\u{375}' | '\u{5f3}' | '\u{5f4}' | '\u{30fb}' => Some(Class::Contextual),
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => Some(Class::Contextual),
        '\u{640}' | '\u{7fa}' | '\u{302e}' | '\u{302f}' | '\u{3031}'..='\u{3035}' | '\u{303b}' => {
            Some(Class::Disallowed)
        }
        _ => None,
    }
}

/// LetterDigits (§2.1).
fn is_letter_or_digit(point: char) -> bool {
    use GeneralCategory::*;
    matches!(
        point.general_category(),
        LowercaseLetter
            | UppercaseLetter
            | OtherLetter
            | DecimalNumber
            | ModifierLetter
            | NonspacingMark
            | SpacingMark
    )
}

/// Unstable (§2.2): not its own NFKC after case folding.
fn is_unstable(point: char) -> bool {
    let folded = std::iter::once(point).nfkc().flat_map(fold).nfkc();
    !folded.eq(std::iter::once(point))
}

/// Full case folding. It is the lower case of the upper case, but that Cherokee folds to upper case, and that the
/// dotless i isn't folded to i.
fn fold(point: char) -> impl Iterator<Item = char> {
    let keep = matches!(point, 'ı' | '\u{13a0}'..='\u{13f5}');
    let cherokee = matches!(point, '\u{13f8}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}');
    let kept = keep.then_some(point);
    let upper = (!keep).then(|| point.to_uppercase()).into_iter().flatten();
    let folded = upper.flat_map(move |upper| {
        let kept = cherokee.then_some(upper);
        let lower = (!cherokee).then(|| upper.to_lowercase());
        kept.into_iter().chain(lower.into_iter().flatten())
    });
    kept.into_iter().chain(folded)
}

/// IgnorableProperties and IgnorableBlocks (§2.3, §2.4), as far as letters, digits and marks are in them.
fn is_ignorable(point: char) -> bool {
    let default_ignorable = matches!(
        point,
        '\u{34f}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{e0100}'..='\u{e01ef}'
    );
    let marks_for_symbols = matches!(point, '\u{20d0}'..='\u{20ff}');
    let musical = matches!(point, '\u{1d100}'..='\u{1d24f}');
    default_ignorable || marks_for_symbols || musical
}

/// OldHangulJamo (§2.9): the letters that syllables are composed of.
fn is_old_hangul(point: char) -> bool {
    matches!(
        point,
        '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97c}' | '\u{d7b0}'..='\u{d7c6}' | '\u{d7cb}'..='\u{d7fb}'
    )
}

#[cfg(test)]
mod tests {
    use super::{Class, class};

    #[test]
    fn classes() {
        for point in [
            'a', '-', '0', 'é', 'ß', 'ς', 'ı', 'ა', 'Ꭰ', '中', '한', 'ǰ', 'ΐ', 'ẖ', 'ก', '\u{301}',
            'ɐ', 'đ',
        ] {
            assert_eq!(class(point), Class::Valid, "{point:?}");
        }
        for point in ['\u{200c}', '\u{200d}', '·', '٠', '۹', '・'] {
            assert_eq!(class(point), Class::Contextual, "{point:?}");
        }
        for point in [
            'A',
            'É',
            ' ',
            '_',
            '☃',
            'ﬁ',
            'ŉ',
            'ſ',
            'ᾳ',
            'ꭰ',
            'Ა',
            'ᲀ',
            '\u{345}',
            'Ａ',
            '①',
            '²',
            'ª',
            '\u{1100}',
            '\u{3164}',
            '\u{20d0}',
            '\u{378}',
            '\u{ad}',
            '\u{fe0f}',
            '\u{e000}',
            '\u{302e}',
            '\u{10ffff}',
            'ẞ',
            '€',
            '\u{1d165}',
        ] {
            assert_eq!(class(point), Class::Disallowed, "{point:?}");
        }
    }
}
