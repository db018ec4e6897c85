//! Strings.

use super::format;
use super::maker::Maker;
use super::matching::is_match;
use super::pattern;
use super::schemas::Keywords;
use super::wish::Wish;
use crate::pattern::ast::Pattern;

/// How many texts are tried for one string.
const TRIES: usize = 60;
/// From this try on, a format may be missed: it may be none that is known here, or only an annotation.
const PATIENT: usize = 45;
/// The longest text that is made.
const MAX_LENGTH: u64 = 100_000;

impl<'s> Maker<'s, '_> {
    pub(super) fn string(&mut self, wish: &Wish<'s>) -> Option<String> {
        let (min, max) = (wish.least("minLength"), wish.most("maxLength"));
        if min > max || min > MAX_LENGTH {
            return None;
        }
        let formats: Vec<&str> = wish
            .parts
            .iter()
            .filter_map(|part| part.text("format"))
            .filter(|name| format::is_known(name))
            .collect();
        let patterns: Vec<&Pattern> = wish
            .parts
            .iter()
            .filter_map(|part| self.schemas.pattern(part.text("pattern")?))
            .collect();
        let content = content(wish);
        for attempt in 0..TRIES {
            let text = match (self.dice.choice(&formats), self.dice.choice(&patterns)) {
                (Some(name), None) => format::sample(name, &mut self.dice)?,
                (Some(name), Some(_)) if attempt % 2 == 0 => format::sample(name, &mut self.dice)?,
                (_, Some(pattern)) => pattern::sample(pattern, min, &mut self.dice),
                (None, None) => match content {
                    Some(text) => text.to_owned(),
                    None => self.text(min, max),
                },
            };
            if !self.charge(text.len()) {
                return None;
            }
            let length = text.chars().count() as u64;
            let fits = (min..=max).contains(&length)
                && patterns.iter().all(|pattern| self.is_match(pattern, &text))
                && (attempt >= PATIENT || formats.iter().all(|name| format::has(name, &text)));
            if fits {
                return Some(text);
            }
        }
        None
    }

    /// Any text of such a length.
    fn text(&mut self, min: u64, max: u64) -> String {
        let most = max.min(min.saturating_add(12));
        let length = match self.dice.below(100) {
            0..12 => min,
            12..20 => most,
            _ => min + self.dice.below(most - min + 1),
        };
        self.dice.word(usize::try_from(length).unwrap_or(0))
    }

    /// Whether the pattern matches; an invalid pattern does not.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> bool {
        self.schemas.pattern(pattern).is_some_and(|pattern| self.is_match(pattern, text))
    }

    fn is_match(&mut self, pattern: &Pattern, text: &str) -> bool {
        let matched = is_match(pattern, text);
        self.charge(matched.work);
        matched.verdict
    }
}

/// A text with the content that `contentEncoding` and `contentMediaType` ask for.
fn content(wish: &Wish<'_>) -> Option<&'static str> {
    let is = |keyword, text| wish.parts.iter().any(|part| part.text(keyword) == Some(text));
    match (is("contentEncoding", "base64"), is("contentMediaType", "application/json")) {
        (true, true) => Some("eyJhIjoxfQ=="),
        (true, false) => Some("YWJj"),
        (false, true) => Some("{\"a\":1}"),
        (false, false) => None,
    }
}
