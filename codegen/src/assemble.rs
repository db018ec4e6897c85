//! The files of the generated crate: a module for each document, and the root that lists them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote;

use crate::analyse::Analysis;
use crate::emit::doc::{Doc, has_words};
use crate::emit::location::Locations;
use crate::emit::ty::{TypeEmitter, Validator};
use crate::emit::{Emitter, ident};
use crate::lower::Lowered;
use crate::names::copy_of;
use crate::plan::{Check, Plan};
use crate::render::{self, Files, Items};
use crate::schema::{SchemaId, Schemas};
use crate::types::{Naming, Shape, Type};
use crate::{DocumentSummary, Summary};

/// The generated files.
///
/// # Errors
/// The emitted tokens are no Rust file, which is a defect of this crate.
pub(crate) fn assemble(
    schemas: &Schemas,
    analysis: &Analysis,
    naming: &Naming,
    lowered: &Lowered,
    types: &[Type],
) -> Result<Files, String> {
    let modules: Vec<_> = naming.modules.iter().map(|name| ident(name)).collect();
    let mut files = Files::new();
    let mut listed = Vec::new();
    let remembers = lowered.plan.functions.iter().any(|function| function.remembered.is_some());
    let locations = Locations::new(&lowered.plan);
    let each = lowered.entries.iter();
    let known: BTreeMap<SchemaId, Validator> =
        each.map(|(id, index)| (*id, validator(lowered, &locations, *index, remembers))).collect();
    let indexes = types.iter().enumerate().map(|(index, ty)| (ty.schema, index)).collect();
    for (document, source) in schemas.documents.iter().enumerate() {
        let validators = Emitter {
            plan: &lowered.plan,
            modules: &modules,
            document,
            locations: &locations,
            tracks: analysis.tracks_evaluation,
        };
        let emitter = TypeEmitter {
            schemas,
            types,
            indexes: &indexes,
            modules: &modules,
            document,
            validators: &known,
        };
        let docs = module_docs(schemas, document);
        let Some(text) = module(&docs, &emitter, &validators)? else { continue };
        files.insert(format!("{}.rs", naming.modules[document]), text);
        let has_values = |ty: &Type| !matches!(ty.shape, Shape::Verdict);
        let shows = types.iter().any(|ty| ty.document == document && has_values(ty));
        if source.root.is_some() && source.requested && shows {
            let path = format!("schemas/{}", copy_of(&source.source.path));
            files.insert(path, source.source.text.clone());
        }
        listed.push(document);
    }
    files.insert("lib.rs".to_owned(), render::file(&root(schemas, naming, types, &listed))?);
    Ok(files)
}

/// What a type has to know of its validator.
fn validator(lowered: &Lowered, locations: &Locations, index: usize, remembers: bool) -> Validator {
    let function = &lowered.plan.functions[index];
    let notes_members = match &function.check {
        Check::Value(value) => {
            let object = value.types.as_ref().is_some_and(|types| types.set.names() == ["object"]);
            object
                && value.applicators.is_empty()
                && value.unevaluated.is_none()
                && value.object.as_ref().is_some_and(|object| !object.by_name)
        }
        Check::Anything | Check::Nothing(_) | Check::Call(_) => false,
    };
    Validator {
        name: function.name.clone(),
        location: function.location.clone(),
        constant: locations.constant(index),
        notes_members: notes_members && !remembers,
        remembers,
    }
}

fn module_docs(schemas: &Schemas, document: usize) -> TokenStream {
    let document = &schemas.documents[document];
    let path = &document.source.path;
    Doc::new("Types and validators of ").code(path).then(".").inner()
}

/// The text of a module; `None` if there is nothing in it.
fn module(
    docs: &TokenStream,
    types: &TypeEmitter<'_>,
    validators: &Emitter<'_>,
) -> Result<Option<String>, String> {
    let (mut items, mut used) = (Items::default(), BTreeSet::new());
    for tokens in types.items() {
        identifiers(tokens.clone(), &mut used);
        items.outer(&tokens)?;
    }
    let (mut functions, mut used_inside) = (Items::default(), BTreeSet::new());
    for tokens in validators.constants().chain(validators.patterns()).chain(validators.functions())
    {
        identifiers(tokens.clone(), &mut used_inside);
        functions.inner(&tokens)?;
    }
    if used.is_empty() && used_inside.is_empty() {
        return Ok(None);
    }
    let (imports, imports_inside) =
        (imports(&used, &TYPE_IMPORTS), imports(&used_inside, &FUNCTION_IMPORTS));
    let head = quote!(#docs #imports);
    let module = quote! {
        /// The validators: one function for each schema, for any input and any sink.
        pub(crate) mod validate {
            #imports_inside
        }
    };
    render::file_with_module(&head, &items, &module, &functions).map(Some)
}

/// What generated types may use: where it is, and its name.
pub(crate) const TYPE_IMPORTS: [(&str, &str); 24] = [
    ("std::collections", "BTreeMap"),
    ("std", "fmt"),
    ("std::str", "FromStr"),
    ("schemars", "JsonSchema"),
    ("serde", "Deserialize"),
    ("serde", "Deserializer"),
    ("serde", "Serialize"),
    ("serde::de", "MapAccess"),
    ("serde::de", "SeqAccess"),
    ("serde_json", "Map"),
    ("serde_json", "Value"),
    ("voltype_runtime", "Build"),
    ("voltype_runtime", "Flow"),
    ("voltype_runtime", "Input"),
    ("voltype_runtime", "Report"),
    ("voltype_runtime", "Sink"),
    ("voltype_runtime", "Slots"),
    ("voltype_runtime", "Text"),
    ("voltype_runtime", "Unfit"),
    ("voltype_runtime", "Validate"),
    ("voltype_runtime", "document"),
    ("voltype_runtime", "record"),
    ("voltype_runtime::record", "Record"),
    ("voltype_runtime::scalar", "DateTime"),
];

/// What generated validators may use.
const FUNCTION_IMPORTS: [(&str, &str); 15] = [
    ("voltype_runtime", "Flow"),
    ("voltype_runtime", "Input"),
    ("voltype_runtime", "Json"),
    ("voltype_runtime", "Kind"),
    ("voltype_runtime", "Name"),
    ("voltype_runtime", "Number"),
    ("voltype_runtime", "Sink"),
    ("voltype_runtime", "Types"),
    ("voltype_runtime", "check"),
    ("voltype_runtime", "format"),
    ("voltype_runtime", "number"),
    ("voltype_runtime", "pattern"),
    ("voltype_runtime::check", "Required"),
    ("voltype_runtime::members", "Member"),
    ("voltype_runtime::members", "members"),
];

/// `use` items for those of the names that occur.
fn imports(names: &BTreeSet<String>, known: &[(&str, &str)]) -> TokenStream {
    let mut uses: Vec<TokenStream> = Vec::new();
    let mut modules: Vec<&str> = known.iter().map(|(module, _)| *module).collect();
    modules.dedup();
    for module in modules {
        let used: Vec<_> = known
            .iter()
            .filter(|(other, name)| *other == module && names.contains(*name))
            .map(|(_, name)| ident(name))
            .collect();
        let Ok(path) = syn::parse_str::<syn::Path>(module) else { continue };
        match used.as_slice() {
            [] => {}
            [one] => uses.push(quote!(use #path::#one;)),
            many => uses.push(quote!(use #path::{#(#many),*};)),
        }
    }
    quote!(#(#uses)*)
}

/// The identifiers that occur and that a `use` could bring in: not those after `::` or `.`, and of the names of modules
/// and functions only those that are used as such, since a schema's function may have the same name.
fn identifiers(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let (mut colon, mut qualified) = (false, false);
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let mark = match &token {
            TokenTree::Punct(punct) => Some((punct.as_char(), punct.spacing())),
            TokenTree::Ident(_) | TokenTree::Group(_) | TokenTree::Literal(_) => None,
        };
        let after_colon = std::mem::replace(&mut colon, mark == Some((':', Spacing::Joint)));
        let joins = matches!(mark, Some((':', _)) if after_colon) || matches!(mark, Some(('.', _)));
        let free = !std::mem::replace(&mut qualified, joins);
        match token {
            TokenTree::Ident(name) if free => {
                let name = name.to_string();
                let is_type = name.starts_with(|c: char| c.is_ascii_uppercase());
                let is_used = match tokens.peek() {
                    Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), ':' | '!'),
                    Some(TokenTree::Group(_)) => true,
                    _ => false,
                };
                if is_type || is_used {
                    names.insert(name);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            TokenTree::Group(group) => identifiers(group.stream(), names),
        }
    }
}

/// The root module.
fn root(schemas: &Schemas, naming: &Naming, types: &[Type], listed: &[usize]) -> TokenStream {
    let titles = listed.iter().filter_map(|document| {
        let document = &schemas.documents[*document];
        let title = schemas.keywords(document.root?)?.title.as_ref();
        title.filter(|title| has_words(title)).map(|title| (&document.source.path, title))
    });
    let intro = if types.iter().all(|ty| matches!(ty.shape, Shape::Verdict)) {
        "Validators generated from JSON Schema documents: each type stands for a schema and holds nothing."
    } else {
        "Types and validators generated from JSON Schema documents.\n\nEvery type has `from_slice`, which validates \
         and builds in one pass, and `check`, which only validates; errors come as a [`Report`]."
    };
    let docs = titles.fold(Doc::new(intro), |docs, (path, title)| {
        docs.then("\n\n").code(path).then(": ").phrase(title)
    });
    let docs = docs.inner();
    let modules = listed.iter().map(|document| {
        let module = ident(&naming.modules[*document]);
        let public = types.iter().any(|ty| ty.document == *document);
        let visibility = if public { quote!(pub) } else { quote!(pub(crate)) };
        quote!(#[rustfmt::skip] #visibility mod #module;)
    });
    quote! {
        #docs
        #![forbid(unsafe_code)]

        #(#modules)*

        pub use voltype_runtime as runtime;
        pub use voltype_runtime::{Error, Failure, Output, Report, Validate};
    }
}

/// Figures for people.
pub(crate) fn summary(
    schemas: &Schemas,
    naming: &Naming,
    lowered: &Lowered,
    types: &[Type],
) -> Summary {
    let Plan { functions, patterns } = &lowered.plan;
    let documents = schemas.documents.iter().enumerate().map(|(index, document)| DocumentSummary {
        path: document.source.path.clone(),
        module: naming.modules[index].clone(),
        root: types
            .iter()
            .find(|ty| ty.document == index && schemas.get(ty.schema).pointer.is_empty())
            .map(|ty| ty.name.clone()),
        types: types.iter().filter(|ty| ty.document == index).map(|ty| ty.name.clone()).collect(),
        validators: functions.iter().filter(|function| function.document == index).count(),
        checks: functions
            .iter()
            .filter(|function| function.document == index)
            .map(|function| function.assertions)
            .sum(),
        patterns: patterns.iter().filter(|pattern| pattern.document == index).count(),
    });
    let patterns =
        patterns.iter().map(|one| (one.text.clone(), crate::pattern::explain(&one.program)));
    Summary { documents: documents.collect(), patterns: patterns.collect() }
}
