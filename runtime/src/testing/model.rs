//! The reference that inputs are compared with: a JSON reader that is written for clarity, and shares no code with any
//! input.

use std::collections::BTreeMap;

use crate::Kind;
use crate::syntax::MAX_DEPTH;

/// A JSON value, with everything that its text says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Model {
    Null,
    Boolean(bool),
    /// The number as it is spelled.
    Number(String),
    /// The string's bytes: WTF-8, where lone surrogates have three bytes.
    String(Vec<u8>),
    Array(Vec<Model>),
    /// The members in the order of the text, those included whose name occurs twice.
    Object(Vec<(Vec<u8>, Model)>),
}

impl Model {
    /// The value at the start of a text; `None` if there is none.
    pub(super) fn read(json: &str) -> Option<Self> {
        Reader { rest: json.as_bytes(), depth: 0, most: MAX_DEPTH }.value()
    }

    /// The same, where twice the depth is allowed.
    pub(super) fn read_deep(json: &str) -> Option<Self> {
        Reader { rest: json.as_bytes(), depth: 0, most: u8::MAX }.value()
    }

    /// The value in which the last of several members with one name counts.
    pub(super) fn without_duplicates(self) -> Self {
        match self {
            Model::Array(items) => {
                Model::Array(items.into_iter().map(Model::without_duplicates).collect())
            }
            Model::Object(members) => {
                let members = members.into_iter();
                let last: BTreeMap<_, _> =
                    members.map(|(name, value)| (name, value.without_duplicates())).collect();
                Model::Object(last.into_iter().collect())
            }
            Model::Null | Model::Boolean(_) | Model::Number(_) | Model::String(_) => self,
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Model::Null => Kind::Null,
            Model::Boolean(_) => Kind::Boolean,
            Model::Number(_) => Kind::Number,
            Model::String(_) => Kind::String,
            Model::Array(_) => Kind::Array,
            Model::Object(_) => Kind::Object,
        }
    }

    /// Whether some object has two members of one name.
    pub(super) fn has_duplicates(&self) -> bool {
        match self {
            Model::Array(items) => items.iter().any(Model::has_duplicates),
            Model::Object(members) => {
                let mut names: Vec<_> = members.iter().map(|(name, _)| name).collect();
                names.sort_unstable();
                names.windows(2).any(|pair| pair.first() == pair.last())
                    || members.iter().any(|(_, value)| value.has_duplicates())
            }
            Model::Null | Model::Boolean(_) | Model::Number(_) | Model::String(_) => false,
        }
    }
}

/// The text that is still to be read.
struct Reader<'t> {
    rest: &'t [u8],
    depth: u8,
    most: u8,
}

impl Reader<'_> {
    fn value(&mut self) -> Option<Model> {
        self.space();
        match *self.rest.first()? {
            b'n' => self.word("null").map(|()| Model::Null),
            b't' => self.word("true").map(|()| Model::Boolean(true)),
            b'f' => self.word("false").map(|()| Model::Boolean(false)),
            b'"' => self.string().map(Model::String),
            b'[' => {
                let mut items = Vec::new();
                self.container(b']', |reader| {
                    items.push(reader.value()?);
                    Some(())
                })?;
                Some(Model::Array(items))
            }
            b'{' => {
                let mut members = Vec::new();
                self.container(b'}', |reader| {
                    reader.space();
                    let name = reader.string()?;
                    reader.space();
                    reader.word(":")?;
                    members.push((name, reader.value()?));
                    Some(())
                })?;
                Some(Model::Object(members))
            }
            _ => self.number().map(Model::Number),
        }
    }

    fn space(&mut self) {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(word.as_bytes())?;
        Some(())
    }

    /// Reads parts with commas between, from the opening bracket to the closing one.
    fn container(
        &mut self,
        close: u8,
        mut part: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        self.next()?;
        self.depth = self.depth.checked_add(1).filter(|depth| *depth <= self.most)?;
        self.space();
        if self.rest.first() == Some(&close) {
            self.next()?;
        } else {
            loop {
                part(self)?;
                self.space();
                match self.next()? {
                    b',' => {}
                    byte if byte == close => break,
                    _ => return None,
                }
            }
        }
        self.depth -= 1;
        Some(())
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn digits(&mut self) -> Option<String> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.first().filter(|byte| byte.is_ascii_digit()) {
            digits.push(char::from(*digit));
            self.next()?;
        }
        (!digits.is_empty()).then_some(digits)
    }

    /// The next character of a number, if it is one of these.
    fn sign(&mut self, signs: &[u8], text: &mut String) -> bool {
        let found = self.rest.first().copied().filter(|byte| signs.contains(byte));
        if let Some(byte) = found {
            text.push(char::from(byte));
            self.next();
        }
        found.is_some()
    }

    fn number(&mut self) -> Option<String> {
        let mut text = String::new();
        self.sign(b"-", &mut text);
        let integer = self.digits()?;
        if integer.len() > 1 && integer.starts_with('0') {
            return None;
        }
        text.push_str(&integer);
        if self.sign(b".", &mut text) {
            text.push_str(&self.digits()?);
        }
        if self.sign(b"eE", &mut text) {
            self.sign(b"+-", &mut text);
            text.push_str(&self.digits()?);
        }
        Some(text)
    }

    fn string(&mut self) -> Option<Vec<u8>> {
        self.word("\"")?;
        let mut bytes = Vec::new();
        loop {
            match self.next()? {
                b'"' => return Some(bytes),
                b'\\' => self.escape(&mut bytes)?,
                ..b' ' => return None,
                byte => bytes.push(byte),
            }
        }
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) -> Option<()> {
        bytes.push(match self.next()? {
            byte @ (b'"' | b'\\' | b'/') => byte,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let unit = self.unit()?;
                let mut pair = Reader { rest: self.rest, depth: 0, most: 0 };
                let low = pair.word("\\u").and_then(|()| pair.unit());
                match low.filter(|low| unit & 0xFC00 == 0xD800 && low & 0xFC00 == 0xDC00) {
                    Some(low) => {
                        self.rest = pair.rest;
                        push(bytes, 0x1_0000 + ((unit & 0x3FF) << 10 | low & 0x3FF));
                    }
                    None => push(bytes, unit),
                }
                return Some(());
            }
            _ => return None,
        });
        Some(())
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }
}

/// Writes a code point, a lone surrogate included, as UTF-8 would.
fn push(bytes: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(char) => bytes.extend(char.encode_utf8(&mut [0; 4]).bytes()),
        None => {
            let part = |shift: u32| 0x80 | (code >> shift & 0x3F) as u8;
            bytes.extend([0xE0 | (code >> 12) as u8, part(6), part(0)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_decoded() {
        for (json, bytes) in [
            (r#""aé\u00e9\n""#, "aéé\n".as_bytes()),
            (r#""\ud83d\ude00""#, "😀".as_bytes()),
            (r#""\ud83dx""#, b"\xED\xA0\xBDx"),
            (r#""\ude00\ud83d""#, b"\xED\xB8\x80\xED\xA0\xBD"),
        ] {
            assert_eq!(Model::read(json), Some(Model::String(bytes.to_vec())), "{json}");
        }
    }

    #[test]
    fn what_is_no_json_has_no_value() {
        for json in
            ["", "01", "1.", "-", "+1", ".5", "1e", "[1,]", "[,]", "{\"a\" 1}", "\"\n\"", "nul"]
        {
            assert_eq!(Model::read(json), None, "{json}");
        }
    }
}
