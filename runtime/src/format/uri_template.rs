//! `uri-template`: RFC 6570.

/// Whether `text` is a `URI-Template` of RFC 6570 §2, of any level.
///
/// The operators that §2.2 reserves for extensions (`=`, `,`, `!`, `@`, `|`) belong to the grammar and are accepted;
/// so is `'` in literals, which the errata add to the grammar.
#[must_use]
pub fn uri_template(text: &str) -> bool {
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let behind = if next == '{' {
            rest.split_once('}').and_then(expression)
        } else {
            literal(rest, next)
        };
        match behind {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
    true
}

/// Checks an expression, given as `{` and its content, and returns the text after its `}`.
fn expression<'a>((open, behind): (&str, &'a str)) -> Option<&'a str> {
    let content = open.strip_prefix('{')?;
    let operators = ['+', '#', '.', '/', ';', '?', '&', '=', ',', '!', '@', '|'];
    let variables = content.strip_prefix(operators).unwrap_or(content);
    variables.split(',').all(variable).then_some(behind)
}

/// A `varspec` (§2.3, §2.4).
fn variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) => {
            let digits =
                !length.starts_with('0') && length.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || !(1..=4).contains(&length.len()) {
                return false;
            }
            name
        }
        None => text.strip_suffix('*').unwrap_or(text),
    };
    name.split('.').all(|part| !part.is_empty() && varchars(part))
}

/// Whether there are only `varchar`s.
fn varchars(mut text: &str) -> bool {
    while let Some(next) = text.chars().next() {
        let behind = match next {
            '%' => percent_encoded(text),
            'A'..='Z' | 'a'..='z' | '0'..='9' | '_' => text.get(1..),
            _ => None,
        };
        match behind {
            Some(behind) => text = behind,
            None => return false,
        }
    }
    true
}

/// The rest of `text` after the literal character (§2.1) at its beginning.
fn literal(text: &str, next: char) -> Option<&str> {
    match next {
        '%' => percent_encoded(text),
        '\0'..=' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '\x7f' => None,
        '!'..='~' => text.get(1..),
        _ if is_ucschar(next) || is_private(next) => text.get(next.len_utf8()..),
        _ => None,
    }
}

/// The rest of the text after a `%` with two hexadecimal digits.
fn percent_encoded(text: &str) -> Option<&str> {
    match text.as_bytes() {
        [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
            text.get(3..)
        }
        _ => None,
    }
}

/// `ucschar`: above ASCII, without private use and noncharacters.
fn is_ucschar(character: char) -> bool {
    match character {
        '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}' => true,
        '\u{e0000}'..='\u{e0fff}' => false,
        '\u{10000}'..='\u{effff}' => u32::from(character) & 0xffff <= 0xfffd,
        _ => false,
    }
}

/// `iprivate`.
fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

#[cfg(test)]
mod tests {
    use super::uri_template;

    #[test]
    fn follows_the_grammar() {
        for text in [
            "",
            "http://example.com/~{user}/{+path}{?q,lang}{#frag}",
            "{x,hello,y}",
            "{/list*,path:4}",
            "{a.b_c%2F9}",
            "{v:9999}",
            "{?%41}",
            "{|reserved}",
            "%41'$&()",
            "é\u{e000}\u{1f600}",
        ] {
            assert!(uri_template(text), "{text}");
        }
        for text in [
            "{",
            "}",
            "{}",
            "{+}",
            "{a",
            "a}",
            "{{a}}",
            "{a,}",
            "{,a,}",
            "{a b}",
            "{a:0}",
            "{a:01}",
            "{a:10000}",
            "{a:}",
            "{a:1*}",
            "{a*:1}",
            "{a**}",
            "{.a.}",
            "{a..b}",
            "{a-b}",
            "{é}",
            "{%4}",
            "%",
            "%4",
            "%zz",
            "a b",
            "a\"b",
            "<a>",
            "a\\b",
            "a^b",
            "a`b",
            "a|b",
            "a\nb",
            "\u{7f}",
            "\u{80}",
            "\u{fffe}",
            "\u{e0001}",
            "{%4é}",
        ] {
            assert!(!uri_template(text), "{text}");
        }
    }
}
