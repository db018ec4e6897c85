//! The keywords for arrays, as checks.

use super::keyword::within;
use super::{Lowering, Scope};
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::plan::{Array, Check, Contains};
use crate::schema::{ArrayKeywords, Schema};

impl Lowering<'_> {
    /// What an array is checked for, except for unevaluated items.
    pub(super) fn array(
        &mut self,
        schema: &Schema,
        keywords: &ArrayKeywords,
        scope: &Scope,
        at: &str,
    ) -> Option<Array> {
        let ArrayKeywords {
            prefix_items,
            items,
            min_items,
            max_items,
            unique_items,
            // `contains`
            contains: _,
            min_contains: _,
            max_contains: _,
            // `Lowering::unevaluated`
            unevaluated_items: _,
        } = keywords;
        let (prefix, rest) = match (prefix_items.is_empty(), schema.dialect) {
            (true, _) | (false, Dialect::Draft202012) => (Keyword::PrefixItems, Keyword::Items),
            (false, Dialect::Draft4 | Dialect::Draft6 | Dialect::Draft7 | Dialect::Draft201909) => {
                (Keyword::Items, Keyword::AdditionalItems)
            }
        };
        let mut array = Array {
            contains: self.contains(schema, keywords, scope, at),
            prefix: self.each(prefix_items, scope, at, prefix),
            rest: items.map(|schema| (rest, self.check(schema, scope, &within(at, rest)))),
            min: *min_items,
            max: *max_items,
            unique: *unique_items,
        };
        // Items that may be anything are looked at where it matters that they are evaluated.
        let tracked = self.analysis.tracks_evaluation;
        if !tracked && matches!(array.rest, None | Some((_, Check::Anything))) {
            array.rest = None;
            while let Some(Check::Anything) = array.prefix.last() {
                array.prefix.pop();
            }
        }
        (!asks_nothing(&array)).then_some(array)
    }

    /// `contains` with its limits, if it counts items or says that they are evaluated.
    fn contains(
        &mut self,
        schema: &Schema,
        keywords: &ArrayKeywords,
        scope: &Scope,
        at: &str,
    ) -> Option<Contains> {
        let contains = Contains {
            check: self.check(keywords.contains?, scope, &within(at, Keyword::Contains)),
            min: keywords
                .min_contains
                .map_or((Keyword::Contains, 1), |min| (Keyword::MinContains, min)),
            max: keywords.max_contains,
            evaluates: self.analysis.tracks_evaluation && schema.dialect == Dialect::Draft202012,
        };
        (contains.counts() || contains.evaluates).then_some(contains)
    }
}

/// Whether no array is refused.
fn asks_nothing(array: &Array) -> bool {
    let Array { prefix, rest, contains, min, max, unique } = array;
    prefix.is_empty()
        && rest.is_none()
        && contains.is_none()
        && min.is_none()
        && max.is_none()
        && !unique
}
