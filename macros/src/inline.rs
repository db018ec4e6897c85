//! The files of a generated crate as one stream of tokens.

use std::collections::BTreeMap;
use std::fmt;

use proc_macro2::{Delimiter, Group, LexError, Literal, TokenStream, TokenTree};

/// The file of the root.
const ROOT: &str = "lib.rs";

/// Puts files in place of what names them.
pub(crate) struct Inliner<'f> {
    files: &'f BTreeMap<String, String>,
}

/// What the files of a generated crate never are, unless there is a defect.
#[derive(Debug)]
pub(crate) enum Broken {
    /// A file is named that is not there.
    Missing(String),
    /// A file that is not Rust.
    Syntax(String, LexError),
}

impl<'f> Inliner<'f> {
    pub(crate) fn new(files: &'f BTreeMap<String, String>) -> Self {
        Inliner { files }
    }

    /// The items of the root. Its inner attributes are those of a crate, and documentation, which a module cannot take.
    pub(crate) fn root(&self) -> Result<TokenStream, Broken> {
        let mut tokens = self.tokens(ROOT)?.into_iter().peekable();
        while matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#') {
            let mut ahead = tokens.clone();
            let (_, bang, attribute) = (ahead.next(), ahead.next(), ahead.next());
            if !matches!(bang, Some(TokenTree::Punct(punct)) if punct.as_char() == '!') {
                break;
            }
            drop(attribute);
            tokens = ahead;
        }
        self.inlined(tokens)
    }

    fn text(&self, path: &str) -> Result<&'f str, Broken> {
        let text = self.files.get(path).map(String::as_str);
        text.ok_or_else(|| Broken::Missing(path.to_owned()))
    }

    fn tokens(&self, path: &str) -> Result<TokenStream, Broken> {
        self.text(path)?.parse().map_err(|error| Broken::Syntax(path.to_owned(), error))
    }

    /// The tokens with `mod name;` and `include_str!("path")` replaced by what the files have.
    fn inlined(&self, tokens: impl Iterator<Item = TokenTree>) -> Result<TokenStream, Broken> {
        let mut done: Vec<TokenTree> = Vec::new();
        let mut tokens = tokens;
        while let Some(token) = tokens.next() {
            let token = match (token, done.as_slice()) {
                (
                    TokenTree::Punct(end),
                    [.., TokenTree::Ident(keyword), TokenTree::Ident(name)],
                ) if end.as_char() == ';' && keyword == "mod" => {
                    let body = self.tokens(&file_of(&name.to_string()))?;
                    let body = self.inlined(body.into_iter())?;
                    Group::new(Delimiter::Brace, body).into()
                }
                (TokenTree::Punct(bang), [.., TokenTree::Ident(name)])
                    if bang.as_char() == '!' && name == "include_str" =>
                {
                    match tokens.next() {
                        Some(TokenTree::Group(path)) => {
                            done.pop();
                            let path: syn::LitStr = syn::parse2(path.stream())
                                .map_err(|_| Broken::Missing(path.to_string()))?;
                            Literal::string(self.text(&path.value())?).into()
                        }
                        other => {
                            done.push(bang.into());
                            done.extend(other);
                            continue;
                        }
                    }
                }
                (TokenTree::Group(group), _) => {
                    let inner = self.inlined(group.stream().into_iter())?;
                    let mut inlined = Group::new(group.delimiter(), inner);
                    inlined.set_span(group.span());
                    inlined.into()
                }
                (token, _) => token,
            };
            done.push(token);
        }
        Ok(done.into_iter().collect())
    }
}

/// The file of a module.
fn file_of(module: &str) -> String {
    format!("{}.rs", module.strip_prefix("r#").unwrap_or(module))
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is a defect of Voltype: ")?;
        match self {
            Broken::Missing(path) => write!(f, "there is no file {path}"),
            Broken::Syntax(path, error) => write!(f, "{path} is not Rust: {error}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn files_stand_where_they_are_named() {
        let files = files(&[
            (
                "lib.rs",
                "//! A crate.\n#![forbid(unsafe_code)]\n#[doc = \"a\"] pub mod r#fn; const A: &str = include_str!(\"a.json\");",
            ),
            ("fn.rs", "fn text() -> &'static str { include_str!(\"a.json\") }"),
            ("a.json", "{}"),
        ]);
        let want = "#[doc = \"a\"] pub mod r#fn { fn text() -> &'static str { \"{}\" } } const A: &str = \"{}\";";
        let want: TokenStream = want.parse().unwrap();
        assert_eq!(Inliner::new(&files).root().unwrap().to_string(), want.to_string());
    }

    #[test]
    fn a_missing_file_is_named() {
        let files = files(&[("lib.rs", "pub mod a;")]);
        let error = Inliner::new(&files).root().unwrap_err();
        assert_eq!(error.to_string(), "this is a defect of Voltype: there is no file a.rs");
    }
}
