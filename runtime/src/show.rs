//! Text of strangers on terminals and in source code.

/// Whether a character shows nothing, or makes a terminal or an editor show others than there are: controls but for
/// tabs and line ends, marks of the direction of writing, and what has no width (Unicode chapter 23).
#[must_use]
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' => true,
        c => c.is_control(),
    }
}

/// The text with a replacement character for each that is hidden: as many characters, in the same places.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The same, for text that has to stay in its line, such as a file name: line ends and tabs are replaced, too.
#[must_use]
pub fn visible_line(text: &str) -> String {
    let shown = |c: char| if matches!(c, '\n' | '\t') { char::REPLACEMENT_CHARACTER } else { c };
    visible(text).chars().map(shown).collect()
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
}
