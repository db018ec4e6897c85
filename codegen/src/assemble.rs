//! The files of the generated crate: a module for each document, and the root that lists them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::analyse::Analysis;
use crate::definitions::Definitions;
use crate::doc::{Doc, has_words};
use crate::emit::doc::inner;
use crate::emit::location::Locations;
use crate::emit::ty::TypeEmitter;
use crate::emit::{Emitter, ident};
use crate::lower::Lowered;
use crate::model::Model;
use crate::names::copy_of;
use crate::naming::Naming;
use crate::render::{self, Files, Items};
use crate::schema::{DocumentOrigin, SchemaDocument, Schemas};
use crate::source::Format;

/// The file of the definitions, which the root module includes.
const DEFINITIONS: &str = "definitions.json";

/// The generated files.
///
/// # Errors
/// The emitted tokens are not a Rust file, which is a defect of this crate.
pub(crate) fn assemble(
    schemas: &Schemas,
    analysis: &Analysis,
    naming: &Naming,
    lowered: &Lowered,
    model: &Model,
    definitions: &Definitions,
) -> Result<Files, String> {
    let mut files = Files::new();
    let mut listed = Vec::new();
    let locations = Locations::new(&lowered.plan);
    let tested = model.tested_patterns();
    for (document, source) in schemas.documents.iter().enumerate() {
        let validators = Emitter {
            plan: &lowered.plan,
            naming,
            document,
            locations: &locations,
            tracks: analysis.tracks_evaluation,
            tested: &tested,
        };
        let shadowed = model.names(document);
        let emitter = TypeEmitter {
            model,
            plan: &lowered.plan,
            locations: &locations,
            naming,
            document,
            shadowed: &shadowed,
        };
        let docs = module_docs(schemas, document);
        let Some(text) = module(&docs, &emitter, &validators)? else { continue };
        files.insert(format!("{}.rs", naming.modules[document]), text);
        let shows = model.described(document).next().is_some();
        // The root of a document that was only found has a type as well, if a type leads there.
        let mut own = model.types.iter().filter(|ty| ty.document == document);
        let is_asked = source.root.is_some() && source.origin == DocumentOrigin::Requested;
        if shows && (is_asked || own.any(|ty| ty.source.is_some())) {
            let path = format!("schemas/{}", copy_of(&source.source.path));
            files.insert(path, copy(source));
        }
        listed.push(document);
    }
    if model.has_definitions() {
        files.insert(DEFINITIONS.to_owned(), definitions.text.clone());
    }
    files.insert("lib.rs".to_owned(), render::file(&root(schemas, naming, model, &listed))?);
    Ok(files)
}

/// The JSON text of a document.
fn copy(document: &SchemaDocument) -> String {
    match (&document.value, Format::of_path(&document.source.path)) {
        (Some(value), Format::Jsonc | Format::Yaml) => value.node().to_json(),
        _ => document.source.text.clone(),
    }
}

fn module_docs(schemas: &Schemas, document: usize) -> TokenStream {
    let document = &schemas.documents[document];
    let path = &document.source.path;
    inner(&match document.origin {
        DocumentOrigin::Shared => {
            Doc::new("Types and validators of definitions that several documents have in common.")
        }
        DocumentOrigin::Requested | DocumentOrigin::Found => {
            Doc::new("Types and validators of ").code(path).then(".")
        }
    })
}

/// The text of a module; `None` if there is nothing in it.
fn module(
    docs: &TokenStream,
    types: &TypeEmitter<'_>,
    validators: &Emitter<'_>,
) -> Result<Option<String>, String> {
    let mut items = Items::default();
    items.outer(&types.imports().collect())?;
    for tokens in types.shared().into_iter().chain(types.items()).chain(types.described()) {
        items.outer(&tokens)?;
    }
    let mut functions = Items::default();
    functions.inner(&validators.imports().collect())?;
    let (constants, patterns) = (validators.constants(), validators.patterns());
    let mut each = constants
        .chain(patterns)
        .chain(validators.tests())
        .chain(validators.functions())
        .peekable();
    if items.is_empty() && each.peek().is_none() {
        return Ok(None);
    }
    for tokens in each {
        functions.inner(&tokens)?;
    }
    let module = quote! {
        /// The validators: one function for each schema, for any input and any sink.
        pub(crate) mod validate;
    };
    render::file_with_module(docs, &items, &module, &functions).map(Some)
}

/// The root module.
fn root(schemas: &Schemas, naming: &Naming, model: &Model, listed: &[usize]) -> TokenStream {
    let titles = listed.iter().filter_map(|document| {
        let document = &schemas.documents[*document];
        let title = schemas.keywords(document.root?)?.title.as_ref();
        title.filter(|title| has_words(title)).map(|title| (&document.source.path, title))
    });
    let intro = if model.has_definitions() {
        "Types and validators generated from JSON Schema documents.\n\nEvery type has `from_slice`, which validates \
         and builds in one pass, and `check`, which only validates; errors come as a [`Report`]."
    } else {
        "Validators generated from JSON Schema documents: each type stands for a schema and holds nothing."
    };
    let docs = titles.fold(Doc::new(intro), |docs, (path, title)| {
        docs.then("\n\n").code(path).then(": ").phrase(title)
    });
    let docs = inner(&docs);
    let modules = naming.listed(listed.iter().copied()).into_iter().map(|document| {
        let module = ident(&naming.modules[document]);
        let public = model.types.iter().any(|ty| ty.document == document);
        let visibility = if public { quote!(pub) } else { quote!(pub(crate)) };
        quote!(#visibility mod #module;)
    });
    let described = naming.listed(listed.iter().copied()).into_iter().filter_map(|document| {
        let module = ident(&naming.modules[document]);
        model.described(document).next().map(|_| quote!(#module::described))
    });
    let definitions = model.has_definitions().then(|| {
        quote! {
            /// The schemas of all types, as one document of draft 2020-12.
            pub static DEFINITIONS: runtime::Definitions =
                runtime::Definitions::new(include_str!(#DEFINITIONS), &[#(#described),*]);
        }
    });
    let deprecated = model.has_deprecated().then(|| {
        let reason = "this code itself uses what the schemas deprecate";
        quote!(#![allow(deprecated, reason = #reason)])
    });
    let limit = model.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        let reason = "in a module it says what the crate needs";
        quote! {
            #![allow(unused_attributes, reason = #reason)]
            #![recursion_limit = #limit]
        }
    });
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #limit
        #deprecated
        #(#modules)*

        pub use voltype_runtime as runtime;
        pub use voltype_runtime::{Error, Failure, Output, Report, Validate};

        #definitions
    }
}
