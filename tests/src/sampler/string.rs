//! Strings.

use super::wish::Wish;
use super::{Sampler, format, pattern};

impl<'a> Sampler<'a> {
    pub(super) fn string(&mut self, wish: &Wish<'a>) -> Option<String> {
        let parts = &wish.parts;
        let min = parts.iter().filter_map(|part| part.string.min_length).max().unwrap_or(0);
        let max = parts.iter().filter_map(|part| part.string.max_length).min();
        let formats: Vec<&str> =
            parts.iter().filter_map(|part| part.string.format.as_deref()).collect();
        let patterns: Vec<&str> = parts
            .iter()
            .filter_map(|part| Some(part.string.pattern.as_ref()?.text.as_str()))
            .collect();
        let fits = |text: &str| {
            let length = text.chars().count() as u64;
            length >= min && max.is_none_or(|max| length <= max)
        };
        for _ in 0..60 {
            let formatted =
                self.rng.choice(&formats).and_then(|name| format::sample(name, &mut self.rng));
            let text = match (formatted, self.rng.choice(&patterns)) {
                (Some(text), _) => text,
                (None, Some(pattern)) => self.expression(pattern)?.sample(&mut self.rng)?,
                (None, None) => {
                    let most = max.unwrap_or(u64::MAX).min(min.saturating_add(12));
                    let length = match self.rng.u8(..) {
                        0..40 => min,
                        40..80 => most,
                        _ => self.rng.u64(min.min(most)..=most),
                    };
                    pattern::word(usize::try_from(length.min(100_000)).ok()?, &mut self.rng)
                }
            };
            if fits(&text) && patterns.iter().all(|pattern| self.matches(pattern, &text)) {
                return Some(text);
            }
        }
        None
    }
}
