//! Patterns.

use quote::ToTokens;
use syn::Pat;

use super::list::packed;
use super::shape::{Shape, width};
use super::words::words;

/// A pattern. Alternatives that don't fit in one line stand below each other, or short ones in several lines.
pub(super) fn pattern(pattern: &Pat, shape: Shape) -> String {
    let text = words(pattern.to_token_stream());
    let Pat::Or(alternatives) = pattern else { return text };
    if width(&text) <= shape.width {
        return text;
    }
    let texts: Vec<String> =
        alternatives.cases.iter().map(|one| words(one.to_token_stream())).collect();
    if alternatives
        .cases
        .iter()
        .all(|one| matches!(one, Pat::Lit(_) | Pat::Ident(_) | Pat::Wild(_)))
    {
        let mut texts = texts.into_iter();
        let first = texts.next();
        let texts: Vec<String> =
            first.into_iter().chain(texts.map(|text| format!("| {text}"))).collect();
        return packed(&texts, "", shape);
    }
    texts.join(&format!("{}| ", shape.line_break()))
}
