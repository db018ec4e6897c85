//! Whether a text has all tokens that it was printed from.
//!
//! The printer knows the Rust that this compiler emits. A construct that it does not know must be an error, never lost.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Compares a printed text with its tokens. Commas and braces are not compared, because layout adds and removes them, nor
/// is documentation, which is printed as comments.
///
/// # Errors
/// The first token that differs.
pub(super) fn check(printed: &str, tokens: &TokenStream) -> Result<(), String> {
    let printed: TokenStream = printed.parse().map_err(|error| format!("{error}: {printed}"))?;
    let (mut wanted, mut found) = (Vec::new(), Vec::new());
    flatten(tokens.clone(), &mut wanted);
    flatten(printed, &mut found);
    match wanted.iter().zip(&found).find(|(wanted, found)| wanted != found) {
        Some((wanted, found)) => Err(format!("`{found}` was printed instead of `{wanted}`")),
        None if wanted.len() == found.len() => Ok(()),
        None => Err(format!("{} tokens were printed instead of {}", found.len(), wanted.len())),
    }
}

fn flatten(tokens: TokenStream, flat: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ',' => {}
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let is_inner =
                    matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '!');
                let skipped = if is_inner { tokens.next() } else { None };
                match tokens.peek() {
                    Some(TokenTree::Group(group)) if is_documentation(&group.stream()) => {
                        tokens.next();
                    }
                    _ => {
                        flat.push("#".to_owned());
                        flat.extend(skipped.map(|token| token.to_string()));
                    }
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace | Delimiter::None => ("", ""),
                };
                flat.extend((!open.is_empty()).then(|| open.to_owned()));
                flatten(group.stream(), flat);
                flat.extend((!close.is_empty()).then(|| close.to_owned()));
            }
            token => flat.push(token.to_string()),
        }
    }
}

/// Whether an attribute is `doc = "…"`.
fn is_documentation(attribute: &TokenStream) -> bool {
    matches!(attribute.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn lost_and_changed_tokens_are_found() {
        let tokens = quote! {
            /// Documented.
            #[derive(Clone)]
            pub enum Shape { Circle(f64), Square { side: f64 } }
        };
        let same = "/// Otherwise.\n#[derive(Clone)]\npub enum Shape {\n    Circle(f64),\n    Square { side: f64, },\n}\n";
        assert_eq!(check(same, &tokens), Ok(()));
        for other in [
            same.replace("(f64)", ""),
            same.replace("side", "edge"),
            same.replace("#[derive(Clone)]\n", ""),
            same.replace("pub ", ""),
            format!("{same} struct More;"),
        ] {
            assert!(check(&other, &tokens).is_err(), "{other}");
        }
    }
}
