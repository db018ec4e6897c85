//! Compiled patterns as Rust source.

use super::program::Program;
use proc_macro2::{Ident, TokenStream};

/// x
pub fn static_item(_program: &Program, _name: &Ident) -> Option<TokenStream> {
    None
}
/// x
pub fn test_expr(_program: &Program, _name: &Ident, text: TokenStream) -> TokenStream {
    text
}
