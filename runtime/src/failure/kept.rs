//! What a failure keeps of a value: the beginning of its text.

use std::borrow::Cow;

use serde_json::Value;

use crate::{Flow, Input, Kind, Str};

/// The most characters that a report keeps of a value. With this limit, errors about long values or about nested values
/// take no more memory than others.
const KEPT: usize = 100;

/// The first `most` characters of a text, and `…` if there are more.
pub(crate) fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// What a report keeps of a text.
pub(crate) fn kept(text: &str) -> String {
    shorten(text, KEPT).into_owned()
}

/// What a report keeps of a string.
pub(crate) fn kept_string(text: &Str<'_>) -> String {
    kept(&text.start(KEPT + 1))
}

/// What a report keeps of the value that comes next, as compact JSON text.
pub(crate) fn spell<'a, I: Input<'a>>(input: &mut I) -> Flow<String> {
    let mut spelling = Spelling { text: String::new(), room: KEPT + 1 };
    spelling.value(input)?;
    Ok(kept(&spelling.text))
}

/// The kind of a value that [`spell`] has written.
pub(crate) fn kind_spelled(text: &str) -> Kind {
    match text.as_bytes().first() {
        Some(b'n') => Kind::Null,
        Some(b't' | b'f') => Kind::Boolean,
        Some(b'"') => Kind::String,
        Some(b'[') => Kind::Array,
        Some(b'{') => Kind::Object,
        _ => Kind::Number,
    }
}

/// A string as JSON text. At least the characters that are kept are right.
fn quoted(text: &Str<'_>) -> String {
    Value::from(text.start(KEPT + 1)).to_string()
}

/// A text that is being written, and the number of characters that still fit.
struct Spelling {
    text: String,
    room: usize,
}

impl Spelling {
    /// Writes a part of the text; what does not fit is left out.
    fn push(&mut self, part: &str) {
        let end = part.char_indices().nth(self.room).map_or(part.len(), |(end, _)| end);
        let fits = part.get(..end).unwrap_or_default();
        self.room -= fits.chars().count();
        self.text.push_str(fits);
    }

    /// Writes a value; stops once nothing more fits.
    fn value<'a, I: Input<'a>>(&mut self, input: &mut I) -> Flow {
        match input.kind()? {
            Kind::Null => {
                input.null()?;
                self.push("null");
            }
            Kind::Boolean => {
                let value = input.boolean()?;
                self.push(if value { "true" } else { "false" });
            }
            Kind::Number => self.push(&input.number()?.text()),
            Kind::String => self.push(&quoted(&input.string()?)),
            Kind::Array => {
                let mut array = input.array()?;
                let mut before = "[";
                while self.room > 0 && input.item(&mut array)? {
                    self.push(before);
                    self.value(input)?;
                    before = ",";
                }
                self.push(if before == "[" { "[]" } else { "]" });
            }
            Kind::Object => {
                let mut object = input.object()?;
                let mut before = "{";
                while self.room > 0
                    && let Some(name) = input.member(&mut object)?
                {
                    self.push(before);
                    self.push(&quoted(&name));
                    self.push(":");
                    self.value(input)?;
                    before = ",";
                }
                self.push(if before == "{" { "{}" } else { "}" });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn spelled(json: &str) -> String {
        spell(&mut Text::new(json.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn short_values_are_spelled_in_full() {
        for (json, text) in [
            (" null ", "null"),
            ("[ ]", "[]"),
            ("{ }", "{}"),
            ("[true , [1.50, {}], {\"a\" : [\"\\u0041\\n\"], \"b\": false}]", ""),
        ] {
            let text = if text.is_empty() {
                "[true,[1.50,{}],{\"a\":[\"A\\n\"],\"b\":false}]"
            } else {
                text
            };
            assert_eq!(spelled(json), text);
        }
        let exact = format!("\"{}\"", "é".repeat(KEPT - 2));
        assert_eq!(spelled(&exact), exact);
    }

    #[test]
    fn long_values_are_cut() {
        let deep = format!("{}{}", "[".repeat(128), "]".repeat(128));
        let numbers = format!("[{}0]", "10,".repeat(100_000));
        let members = format!("{{\"{}\":{{\"a\":[1]}}}}", "n".repeat(KEPT - 3));
        let escapes = format!("\"{}\"", "\\ud83d\\udd0c".repeat(100_000));
        for json in [&deep, &numbers, &members, &format!("\"{}\"", "é".repeat(KEPT - 1))] {
            let text = spelled(json);
            let start: String = json.chars().take(KEPT).collect();
            assert_eq!(text, format!("{start}…"));
        }
        assert_eq!(spelled(&escapes), format!("\"{}…", "🔌".repeat(KEPT - 1)));
        let string = Str::plain(&numbers, 0);
        assert_eq!(kept_string(&string).chars().count(), KEPT + 1);
    }
}
