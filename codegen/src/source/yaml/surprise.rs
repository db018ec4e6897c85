//! Plain scalars that mean something else in YAML 1.1, which many readers still follow.

use super::scalar::Scalar;

/// What to say of a plain scalar: message and help.
pub(super) fn surprise(text: &str) -> Option<(String, &'static str)> {
    if ["yes", "no", "on", "off"].iter().any(|word| is_spelled(text, word)) {
        let message = format!("`{text}` is a string in YAML 1.2, but a boolean in YAML 1.1");
        return Some((message, "quote it, or write true or false"));
    }
    let octal = text.strip_prefix('0').filter(|digits| !digits.is_empty() && digits.len() <= 20);
    if octal.is_some_and(|digits| digits.bytes().all(|digit| (b'0'..b'8').contains(&digit)))
        && let Scalar::Integer(value) = Scalar::of_plain(text)
    {
        let message = format!("`{text}` is the number {value} in YAML 1.2, but octal in YAML 1.1");
        return Some((message, "write 0o before octal digits, or leave out the leading zero"));
    }
    None
}

/// What to say of a plain key.
pub(super) fn surprising_key(text: &str) -> Option<(String, &'static str)> {
    if text == "<<" {
        let message = "`<<` is an ordinary key: merge keys are of YAML 1.1 only";
        let help = "write the members themselves, refer to a schema with `$ref`, or quote the key";
        return Some((message.to_owned(), help));
    }
    surprise(text)
}

/// Whether a text is a word, in one of the three spellings that YAML knows.
fn is_spelled(text: &str, word: &str) -> bool {
    let is_lower = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_upper = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let starts_upper = text.starts_with(|first: char| first.is_ascii_uppercase());
    text.eq_ignore_ascii_case(word)
        && (is_lower(text) || is_upper(text) || starts_upper && is_lower(&text[1..]))
}
