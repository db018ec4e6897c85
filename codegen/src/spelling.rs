//! What misspelled words likely stand for.

/// How many pairs of characters a run compares for its suggestions: more than any schema needs whose author wants to
/// read them.
const PAIRS: usize = 100_000_000;

/// Words longer than this, in bytes, are like no others.
const LENGTH: usize = 200;

/// Seeks words that are like others, until it has compared enough: documents may have any number of misspelled names,
/// and of names that they could stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Speller {
    /// The pairs of characters left to compare.
    pairs: usize,
}

impl Default for Speller {
    fn default() -> Self {
        Speller { pairs: PAIRS }
    }
}

impl Speller {
    /// The candidate that a misspelled word most likely stands for.
    pub(crate) fn nearest<T: AsRef<str>>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = T>,
    ) -> Option<T> {
        let slips = if word.len() < 3 { 0 } else { word.len() / 4 + 1 };
        if word.len() > LENGTH || self.pairs == 0 {
            return None;
        }
        let lower = word.to_lowercase();
        let mut best = None;
        for named in candidates {
            let candidate = named.as_ref();
            // A letter more or less makes another word of a short one: `note` is not `not`.
            let slips = slips.min((candidate.len() / 3).max(1));
            let longer = if candidate.len() < 5 { 0 } else { slips };
            let is_like = candidate.len().abs_diff(word.len()) <= longer;
            let pairs = if is_like { (word.len() + 1) * (candidate.len() + 1) } else { 1 };
            self.pairs = self.pairs.saturating_sub(pairs);
            if self.pairs == 0 {
                return None;
            }
            if is_like {
                let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
                if distance <= slips && best.as_ref().is_none_or(|(least, _)| distance < *least) {
                    best = Some((distance, named));
                }
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_find_their_word() {
        for (word, known, expected) in [
            ("requierd", &["required", "type"], Some("required")),
            (
                "additionalproperties",
                &["type", "additionalProperties"],
                Some("additionalProperties"),
            ),
            ("tyep", &["type", "items"], Some("type")),
            ("item", &["type", "items"], Some("items")),
            ("colour", &["required", "type"], None),
            ("note", &["not", "type"], None),
            ("tsType", &["type", "not"], None),
            ("title_de", &["title", "type"], None),
        ] {
            assert_eq!(Speller::default().nearest(word, known.iter().copied()), expected);
        }
    }

    #[test]
    fn so_much_is_compared_and_no_more() {
        let known: Vec<String> = (0..100_000).map(|number| format!("member{number}")).collect();
        let mut speller = Speller::default();
        let mut seek = |word: &str| speller.nearest(word, known.iter().map(String::as_str));
        assert_eq!(seek("membr7"), Some("member7"));
        let found = known.iter().filter(|word| seek(word).is_some()).count();
        assert!(0 < found && found < 100, "{found}");
    }
}
