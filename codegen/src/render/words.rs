//! Tokens in one line, spaced as people space them: paths, types, patterns, attributes and the input of macros.

use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};

/// Where spaces belong around a token.
#[derive(Clone, Copy)]
struct Gaps {
    before: bool,
    after: bool,
}

const BOTH: Gaps = Gaps { before: true, after: true };
const BEFORE: Gaps = Gaps { before: true, after: false };
const AFTER: Gaps = Gaps { before: false, after: true };
const NONE: Gaps = Gaps { before: false, after: false };

/// Tokens in one line.
pub(super) fn words(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut last: Option<Gaps> = None;
    let mut after_operator = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_operator = matches!(token, TokenTree::Punct(_));
        let (spelled, gaps) = match token {
            TokenTree::Punct(first) => {
                let mut spelled = first.as_char().to_string();
                let mut joint = first.spacing() == Spacing::Joint;
                while let Some(TokenTree::Punct(next)) = tokens.peek().filter(|_| joint) {
                    if !is_operator_with(&spelled, next) {
                        break;
                    }
                    spelled.push(next.as_char());
                    joint = next.spacing() == Spacing::Joint;
                    tokens.next();
                }
                let gaps = gaps(&spelled);
                (spelled, gaps)
            }
            TokenTree::Group(group) => {
                let inner = words(group.stream());
                // Brackets follow a name or a value without a space.
                let gaps = Gaps { before: after_operator, after: true };
                match group.delimiter() {
                    Delimiter::Parenthesis => (format!("({inner})"), gaps),
                    Delimiter::Bracket => (format!("[{inner}]"), gaps),
                    Delimiter::Brace if inner.is_empty() => ("{}".to_owned(), BOTH),
                    Delimiter::Brace => (format!("{{ {inner} }}"), BOTH),
                    Delimiter::None => (inner, BOTH),
                }
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => (token.to_string(), BOTH),
        };
        if last.is_some_and(|last| last.after) && gaps.before {
            text.push(' ');
        }
        text.push_str(&spelled);
        last = Some(gaps);
        after_operator = is_operator && spelled != ">";
    }
    text
}

/// Whether the operator goes on with this character.
fn is_operator_with(start: &str, next: &Punct) -> bool {
    matches!(
        (start, next.as_char()),
        (":", ':') | ("-" | "=", '>') | (".", '.') | ("..", '=') | ("+" | "=" | "!", '=')
    )
}

fn gaps(operator: &str) -> Gaps {
    match operator {
        "," | ";" | ":" | ">" => AFTER,
        "=" | "==" | "+=" | "!=" | "=>" | "->" | "|" | "+" => BOTH,
        "&" | "'" | "-" | "*" | "#" => BEFORE,
        _ => NONE,
    }
}
