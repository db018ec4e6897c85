//! How the characters of a name are written with ASCII letters, digits and underscores.

/// How much of a name is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Punctuation separates words, and letters lose their accents: `@type` is `type`, `über` is `uber`.
    Short,
    /// All of it, for names that are the same without: `@type` is `at_type`.
    Full,
}

/// The name in ASCII letters, digits and underscores: signs and operators as words, letters of other scripts by their
/// numbers. What has nothing else in it is spelled in full.
pub(super) fn spelled(name: &str, spelling: Spelling) -> String {
    let out = written(name, spelling);
    if spelling == Spelling::Short && out.chars().all(|c| c == '_') {
        return written(name, Spelling::Full);
    }
    out
}

fn written(name: &str, spelling: Spelling) -> String {
    let is_full = spelling == Spelling::Full;
    // `Page<User>`: not an operator.
    let has_brackets =
        name.find('<').is_some_and(|at| name[at..].len() > 2 && name[at..].contains('>'));
    let mut out = String::new();
    let mut rest = name.chars();
    while let Some(c) = rest.next() {
        let after = rest.as_str();
        let is_edge = out.is_empty() || after.is_empty();
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => out.push(c),
            '-' if out.is_empty() && after.starts_with(|c: char| c.is_ascii_digit()) => {
                out.push_str("minus_");
            }
            '<' | '>' if has_brackets && !is_full => out.push('_'),
            '<' | '>' | '!' if after.starts_with('=') => {
                rest.next();
                word(&mut out, if c == '!' { "not_equal" } else { comparison(c) });
                if c != '!' {
                    out.push_str("or_equal_");
                }
            }
            '<' if name == "<>" => {
                rest.next();
                word(&mut out, "not_equal");
            }
            '<' | '>' => word(&mut out, comparison(c)),
            '_' if !(is_full && is_edge) => out.push('_'),
            c => match (sign(c), punctuation(c)) {
                (Some(name), _) => word(&mut out, name),
                (None, Some(name)) if is_full => word(&mut out, name),
                (None, Some(_)) => out.push('_'),
                (None, None) => match base(c).filter(|_| !is_full) {
                    Some(letters) => out.push_str(letters),
                    None => word(&mut out, &format!("u{:x}", u32::from(c))),
                },
            },
        }
    }
    out
}

fn word(out: &mut String, word: &str) {
    out.push('_');
    out.push_str(word);
    out.push('_');
}

fn comparison(c: char) -> &'static str {
    if c == '<' { "less_than" } else { "greater_than" }
}

/// What stands for something, wherever it is.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '%' => "percent",
        '&' => "and",
        '*' => "star",
        '+' => "plus",
        '=' => "equal",
        '^' => "caret",
        '|' => "or",
        '~' => "tilde",
        _ => return None,
    })
}

/// What only separates words, where there are any.
fn punctuation(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '!' => "exclamation",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '\'' => "apostrophe",
        '(' => "left_parenthesis",
        ')' => "right_parenthesis",
        ',' => "comma",
        '-' => "dash",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '@' => "at",
        '[' => "left_bracket",
        '\\' => "backslash",
        ']' => "right_bracket",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "left_brace",
        '}' => "right_brace",
        _ => return None,
    })
}

/// The letters without accents, of Latin letters of western and central Europe.
fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'Æ' => "Ae",
        'æ' => "ae",
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'Ď' | 'Đ' | 'Ð' => "D",
        'ď' | 'đ' | 'ð' => "d",
        'È'..='Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => "G",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'Ì'..='Ï' | 'Ī' | 'Į' | 'İ' => "I",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'Ķ' => "K",
        'ķ' => "k",
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ł' => "L",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' => "N",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'Œ' => "Oe",
        'œ' => "oe",
        'Ŕ' | 'Ř' => "R",
        'ŕ' | 'ř' => "r",
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' => "S",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'Ţ' | 'Ť' | 'Ț' => "T",
        'ţ' | 'ť' | 'ț' => "t",
        'Þ' => "Th",
        'þ' => "th",
        'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' | 'Ų' => "U",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'Ý' | 'Ÿ' => "Y",
        'ý' | 'ÿ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_much_as_they_need() {
        for (name, short, full) in [
            ("@type", "_type", "_at_type"),
            ("_id", "_id", "_underscore_id"),
            ("<", "_less_than_", "_less_than_"),
            (">=", "_greater_than_or_equal_", "_greater_than_or_equal_"),
            ("!=", "_not_equal_", "_not_equal_"),
            ("-1", "minus_1", "minus_1"),
            ("+1", "_plus_1", "_plus_1"),
            ("-", "_dash_", "_dash_"),
            ("Page<User>", "Page_User_", "Page_less_than_User_greater_than_"),
            ("Straße", "Strasse", "Stra_udf_e"),
            ("中", "_u4e2d_", "_u4e2d_"),
        ] {
            let spell = |spelling| spelled(name, spelling);
            let (got_short, got_full) = (spell(Spelling::Short), spell(Spelling::Full));
            let tidy = |text: String| text.replace("__", "_");
            assert_eq!(
                (tidy(got_short).as_str(), tidy(got_full).trim_end()),
                (short, full),
                "{name}"
            );
        }
    }
}
