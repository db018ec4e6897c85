//! Documentation. Everything that is said of a schema in its own words goes through [`Doc`].
//!
//! rustdoc reads documentation as Markdown and compiles its blocks of code as tests, so a text that could open one would
//! run code. The words of a schema, and the names of files, are escaped in one order: first what has no glyph is taken
//! away, then the text is cut into words, then each word is escaped, and last the beginning of each line. So nothing
//! is counted that isn't there in the end.

use voltype_runtime::show::is_hidden;

/// Documentation of an item, as Markdown. Only our own words, which are literals, get into it as they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doc {
    /// Lines of atoms with a space between them; [`GLUE`] is a space inside of an atom.
    markdown: String,
    /// Whether the item is deprecated, which rustdoc shows and rustc warns of.
    deprecated: bool,
}

/// A space at which no line is broken. It cannot occur in a text, where it would be hidden.
const GLUE: char = '\0';

/// Lines are at most as many characters long, where words allow it.
const WIDTH: usize = 96;

impl Doc {
    /// Markdown of our own.
    #[must_use]
    pub(crate) fn new(markdown: &'static str) -> Self {
        Doc { markdown: markdown.to_owned(), deprecated: false }
    }

    /// The same, with more Markdown of our own.
    #[must_use]
    pub(crate) fn then(mut self, markdown: &'static str) -> Self {
        self.markdown.push_str(markdown);
        self
    }

    /// The same, with the words of a stranger after it. Their lines stay lines.
    #[must_use]
    pub(crate) fn text(mut self, text: &str) -> Self {
        // A break of the line or of the page is whitespace, though it is hidden, too.
        let text = text.replace("\r\n", "\n");
        let lines = text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
        let mut lines: Vec<String> = lines.map(escape_words).collect();
        // One empty line ends a paragraph as well as many.
        lines.dedup_by(|one, other| one.is_empty() && other.is_empty());
        self.markdown.push_str(lines.join("\n").trim_matches('\n'));
        self
    }

    /// The same, with the words of a stranger after it, as a part of one line.
    #[must_use]
    pub(crate) fn phrase(mut self, text: &str) -> Self {
        self.markdown.push_str(&escape_words(text));
        self
    }

    /// The same, with a short text of a stranger as code: a name, a value or a location. Long ones are cut in the middle.
    #[must_use]
    pub(crate) fn code(self, text: &str) -> Self {
        // A code span has no escapes, and ends with the next backtick.
        let plain = cut(text).escape_debug().filter(|c| !is_hidden(*c)).collect::<String>();
        self.span(&plain.replace("\\\"", "\"").replace("\\'", "'"))
    }

    /// The same, with the JSON text of a value as code. Long ones are cut in the middle.
    #[must_use]
    pub(crate) fn json(self, text: &str) -> Self {
        // What isn't shown has no escape of its own in JSON text.
        let shown = |c: char| match c {
            c if is_hidden(c) => c.escape_unicode().to_string(),
            c => c.to_string(),
        };
        self.span(&cut(text).chars().map(shown).collect::<String>())
    }

    /// The same, with a text in which everything is shown as code.
    fn span(mut self, plain: &str) -> Self {
        let plain = plain.replace('`', "'");
        let plain = if plain.trim().is_empty() { format!("\"{plain}\"") } else { plain };
        let atom: String =
            plain.chars().map(|c| if c.is_whitespace() { GLUE } else { c }).collect();
        self.markdown.push_str(&format!("`{atom}`"));
        self
    }

    /// The same, with a paragraph of others after it, unless there are none.
    #[must_use]
    pub(crate) fn paragraph(mut self, parts: impl IntoIterator<Item = Doc>) -> Self {
        let parts: Vec<String> = parts.into_iter().map(|part| part.markdown).collect();
        if !parts.is_empty() {
            self.markdown.push_str("\n\n");
            self.markdown.push_str(&parts.join(" "));
        }
        self
    }

    /// The same, of a deprecated item.
    #[must_use]
    pub(crate) fn deprecated(self) -> Self {
        Doc { deprecated: true, ..self }
    }

    /// Whether the item is deprecated.
    #[must_use]
    pub(crate) fn is_deprecated(&self) -> bool {
        self.deprecated
    }

    /// The lines that rustdoc reads, when it has taken away the space before each.
    #[must_use]
    pub(crate) fn lines(&self) -> Vec<String> {
        let lines = self.markdown.split('\n').flat_map(wrap);
        lines.map(|line| begin(&line).replace(GLUE, " ")).collect()
    }
}

/// Whether a text shows anything.
#[must_use]
pub(crate) fn has_words(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !is_hidden(c))
}

/// A line as it stands after `///`.
pub(crate) fn spaced(line: String) -> String {
    if line.is_empty() { line } else { format!(" {line}") }
}

/// At most 120 characters of a text: its beginning and its end.
fn cut(text: &str) -> String {
    const HALF: usize = 60;
    let length = text.chars().count();
    if length <= 2 * HALF {
        return text.to_owned();
    }
    let head: String = text.chars().take(HALF).collect();
    let tail: String = text.chars().skip(length - HALF + 1).collect();
    format!("{head}…{tail}")
}

/// A line of a stranger's text, each word escaped.
fn escape_words(line: &str) -> String {
    let shown: String = line.chars().filter(|c| c.is_whitespace() || !is_hidden(*c)).collect();
    shown.split_whitespace().map(escape_word).collect::<Vec<_>>().join(" ")
}

/// A word in which nothing means anything to Markdown, but that addresses become links.
fn escape_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 8);
    let mut rest = word;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        if let Some(address) = address(rest) {
            out.extend(["<", address, ">"]);
            before = Some('>');
            rest = &rest[address.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if is_markup(before, c, rest.chars().next()) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Whether Markdown could read a character as more than itself, given those around it in its word.
fn is_markup(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' => true,
        // Inside of a word it is not emphasis.
        '_' => !(is_letter(before) && is_letter(after)),
        // A character reference.
        '&' => after.is_none_or(|c| c == '#' || c.is_ascii_alphanumeric()),
        // Dashes and ellipses, as rustdoc sets them.
        '-' | '.' => before == Some(c) || after == Some(c),
        _ => false,
    }
}

/// The web address that a text begins with: characters of RFC 3986 that are nothing else to Markdown, up to one that
/// likely isn't punctuation of the sentence.
fn address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c);
    let end = text.find(|c| !is_safe(c)).unwrap_or(text.len());
    let address = text[..end].trim_end_matches(|c| !char::is_ascii_alphanumeric(&c) && c != '/');
    (address.len() > scheme.len()).then_some(address)
}

/// A line that does not begin as a list, a heading or an underline.
fn begin(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let at = match line[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => digits,
        Some('#' | '-' | '+' | '=' | ':') if digits == 0 => 0,
        _ => return line.to_owned(),
    };
    format!("{}\\{}", &line[..at], &line[at..])
}

/// The lines of a line.
fn wrap(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let Some(last) = lines.last_mut() else { break };
        let more = word.chars().count();
        if length > 0 && length + 1 + more > WIDTH {
            lines.push(word.to_owned());
            length = more;
        } else {
            if length > 0 {
                last.push(' ');
                length += 1;
            }
            last.push_str(word);
            length += more;
        }
    }
    lines
}

#[cfg(test)]
mod tests;
