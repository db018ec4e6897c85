//! Descriptions as documentation.

use proc_macro2::TokenStream;
use quote::quote;
use voltype_runtime::show::is_hidden;

/// Doc attributes for a text from a schema. Nothing in it becomes code, a link or HTML.
pub(crate) fn doc(text: &str) -> TokenStream {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split('\n') {
        lines.extend(wrap(&escape(paragraph.trim())));
    }
    let lines = lines.iter().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// A text from a schema as a part of one line of documentation.
pub(crate) fn phrase(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Takes away what Markdown and rustdoc would act upon: code blocks, links, HTML, and characters that are not text.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut ticks = 0;
    for c in line.chars() {
        ticks = if matches!(c, '`' | '~') { ticks + 1 } else { 0 };
        match c {
            c if c.is_control() => out.push(' '),
            // They would make the source read otherwise than it is.
            c if is_hidden(c) => {}
            '[' | ']' | '<' | '>' => {
                out.push('\\');
                out.push(c);
            }
            // Three in a row open a block of code.
            '`' | '~' if ticks > 2 => {}
            c => out.push(c),
        }
    }
    // Bare addresses are links in angle brackets.
    let words = out.split(' ').map(|word| {
        let link = word.starts_with("https://") || word.starts_with("http://");
        if link { format!("<{}>", word.replace('\\', "")) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Lines of at most 96 characters, where words allow it.
fn wrap(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let Some(last) = lines.last_mut() else { break };
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > 96 {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_stay_text() {
        for (text, line) in [
            ("```rust", "``rust"),
            ("    indented", "indented"),
            ("a [link](x) <b>", r"a \[link\](x) \<b\>"),
            ("*/ }\u{0}", "*/ } "),
            ("see https://example.com/x", "see <https://example.com/x>"),
            ("\u{202E}evil", "evil"),
        ] {
            assert_eq!(escape(text.trim()), line, "{text}");
        }
    }

    #[test]
    fn long_lines_are_wrapped() {
        let text = "word ".repeat(60);
        assert!(wrap(&text).iter().all(|line| line.len() <= 96));
    }
}
