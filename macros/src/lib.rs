//! Voltype as a macro: [`include_schema!`] stands for the types of a folder of JSON Schema documents.

mod inline;

use std::io::Write;
use std::path::{Path, PathBuf};

use proc_macro::TokenStream;
use proc_macro2::{Span, TokenStream as Tokens};
use quote::quote;
use syn::LitStr;
use voltype_build::{Build, Sources};

use inline::Inliner;

/// The types and validators of the documents below a folder, which is given relative to the package. There is a module for
/// each document: that of `schemas/port.json` is `port`.
///
/// ```ignore
/// pub mod types {
///     voltype_macros::include_schema!("schemas");
/// }
///
/// use types::port::Port;
/// ```
///
/// A crate that uses it depends on `voltype-runtime`, too. Errors in schemas are errors of the macro, each with its place in
/// the document, the source line and a caret. When a document changes, the crate is compiled again; a new document is only
/// noticed when something else changes. The macro is what `voltype_build` does, without files: for large schemas, a build
/// script is better.
#[proc_macro]
pub fn include_schema(input: TokenStream) -> TokenStream {
    let tokens = match syn::parse::<LitStr>(input) {
        Ok(folder) => included(&folder),
        Err(error) => {
            Err(syn::Error::new(error.span(), "a schema folder is expected: \"schemas\""))
        }
    };
    tokens.unwrap_or_else(|error| error.to_compile_error()).into()
}

fn included(folder: &LitStr) -> Result<Tokens, syn::Error> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let path = package.join(folder.value());
    let error = |message: String| syn::Error::new(folder.span(), message);
    let sources = Build::new().schemas(&path).sources();
    let Sources { files, read, warnings } = sources.map_err(|failed| error(failed.to_string()))?;
    for warning in warnings {
        // A macro has no other way to show a warning, and none to tell that it could not.
        drop(writeln!(std::io::stderr(), "{warning}\n"));
    }
    let tracked = tracked(&path, read.iter().map(String::as_str));
    let types = Inliner::new(&files).root().map_err(|failed| error(failed.to_string()))?;
    Ok(quote!(#tracked #types))
}

/// What makes cargo compile the crate again when a document changes.
fn tracked<'f>(folder: &Path, files: impl Iterator<Item = &'f str>) -> Tokens {
    let paths = files.filter_map(|file| Some(folder.join(file).to_str()?.to_owned()));
    let paths = paths.map(|path| LitStr::new(&path, Span::call_site()));
    quote!(const _: &[&[u8]] = &[#(include_bytes!(#paths)),*];)
}
