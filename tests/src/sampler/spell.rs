//! The many spellings of one value, all of which a reader must accept.

use std::fmt::Write;

use fastrand::Rng;
use serde_json::{Number, Value};

/// Writes the value in one of its spellings.
pub(super) fn value(instance: &Value, rng: &mut Rng, out: &mut String) {
    // Most texts are plain: they take other code paths in a reader than texts that vary everywhere.
    let loose = rng.u8(..) < 128;
    Speller { rng, out, loose }.value(instance);
}

struct Speller<'a> {
    rng: &'a mut Rng,
    out: &'a mut String,
    loose: bool,
}

impl Speller<'_> {
    fn value(&mut self, value: &Value) {
        self.space();
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Value::Number(number) => self.number(number),
            Value::String(text) => self.string(text),
            Value::Array(items) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.out.push_str(if index == 0 { "" } else { "," });
                    self.value(item);
                }
                self.space();
                self.out.push(']');
            }
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                if self.rng.bool() {
                    self.rng.shuffle(&mut members);
                }
                self.out.push('{');
                for (index, (name, value)) in members.into_iter().enumerate() {
                    self.out.push_str(if index == 0 { "" } else { "," });
                    self.space();
                    self.string(name);
                    self.space();
                    self.out.push(':');
                    self.value(value);
                }
                self.space();
                self.out.push('}');
            }
        }
        self.space();
    }

    /// White space as RFC 8259 section 2 has it.
    fn space(&mut self) {
        while self.loose && self.rng.u8(..) < 50 {
            self.out.push([' ', '\t', '\n', '\r'][self.rng.usize(..4)]);
        }
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for char in text.chars() {
            let short = match char {
                '"' => Some('"'),
                '\\' => Some('\\'),
                '/' => Some('/'),
                '\u{8}' => Some('b'),
                '\u{c}' => Some('f'),
                '\n' => Some('n'),
                '\r' => Some('r'),
                '\t' => Some('t'),
                _ => None,
            };
            let must = char < ' ' || char == '"' || char == '\\';
            if !(must || self.loose && self.rng.u8(..) < 16) {
                self.out.push(char);
                continue;
            }
            match short {
                Some(letter) if self.rng.bool() => {
                    self.out.push('\\');
                    self.out.push(letter);
                }
                _ => {
                    for unit in char.encode_utf16(&mut [0; 2]) {
                        let upper = self.rng.bool();
                        let digits =
                            if upper { format!("{unit:04X}") } else { format!("{unit:04x}") };
                        self.out.push_str("\\u");
                        self.out.push_str(&digits);
                    }
                }
            }
        }
        self.out.push('"');
    }

    /// The same decimal value with other digits: an exponent, zeros behind the point.
    fn number(&mut self, number: &Number) {
        let plain = number.to_string();
        if !self.loose || plain.contains('e') {
            self.out.push_str(&plain);
            return;
        }
        let zeros = "0".repeat(self.rng.usize(0..4));
        let exponent = if self.rng.bool() { 'e' } else { 'E' };
        // Writing to a string cannot fail.
        let _ = match self.rng.u8(..8) {
            0 if plain.contains('.') => write!(self.out, "{plain}{zeros}"),
            0 => write!(self.out, "{plain}.0{zeros}"),
            1 => write!(self.out, "{plain}{exponent}0"),
            2 => write!(self.out, "{plain}{exponent}-0{zeros}"),
            3 if !plain.contains('.') && plain != "0" && plain != "-0" => {
                write!(self.out, "{plain}0{zeros}{exponent}-{}", zeros.len() + 1)
            }
            _ => write!(self.out, "{plain}"),
        };
    }
}
