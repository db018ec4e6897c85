//! Untrusted text on terminals and in source code.

/// Whether a character shows nothing, or makes a terminal or an editor show others than there are: controls but for
/// tabs and line ends, marks of the direction of writing, all that Unicode lists as `Default_Ignorable_Code_Point`
/// (`DerivedCoreProperties.txt`), separators of lines and paragraphs, and noncharacters.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => true,
        c => c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE,
    }
}

/// The text with a replacement character for each hidden one: as many characters, in the same places.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The same, for text that has to stay in its line, such as a file name: line ends and tabs are replaced, too.
#[must_use]
pub fn visible_line(text: &str) -> String {
    let replaced = |c: char| matches!(c, '\n' | '\t') || is_hidden(c);
    text.chars().map(|c| if replaced(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// About how many columns of a terminal a character takes.
pub(crate) fn columns(c: char) -> usize {
    match c {
        // Marks that are combined with the character before them.
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' => 0,
        // The scripts of East Asia, full-width forms, and pictures.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_replaced_in_place() {
        let text = "a\u{1b}[2J\u{202e}b\r\u{feff}\u{85}é\u{200d}\u{1f50c}\t";
        assert_eq!(
            visible(text),
            "a\u{fffd}[2J\u{fffd}b\u{fffd}\u{fffd}\u{fffd}é\u{fffd}\u{1f50c}\t"
        );
        assert_eq!(visible(text).chars().count(), text.chars().count());
    }

    #[test]
    fn whatever_has_no_glyph_is_hidden() {
        let hidden = ['\u{34f}', '\u{3164}', '\u{fe0f}', '\u{e0041}', '\u{fffe}', '\u{10ffff}'];
        assert!(hidden.into_iter().all(is_hidden));
        let shown = [' ', 'a', 'é', '\u{301}', '\u{a0}', '\u{fffd}', '\u{1f50c}', '字'];
        assert!(!shown.into_iter().any(is_hidden));
    }

    #[test]
    fn a_line_stays_a_line() {
        assert_eq!(visible_line("a\nb\tc\r\u{202e}"), "a\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}");
    }
}
