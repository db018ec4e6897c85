//! The names of modules, one for each document.
//!
//! Names go to
//!
//! 1. documents that `codegen.toml` names; two of one name are an error;
//! 2. documents whose file has a name that no other has and that isn't reserved (`names::is_reserved_module`);
//! 3. all others, by path: if several files are called alike, each gets the names of as many of its folders as tell them
//!    apart (`v1/boot.json` and `v2/boot.json` are `v1_boot` and `v2_boot`, and one in no folder is `boot`); a reserved
//!    name gets `_schema` at its end; a name that is still taken gets a number, and a warning;
//! 4. documents that were only found through references: nobody writes the names of their modules.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::{self, Unique, module_of};
use crate::schema::{DocumentOrigin, SchemaDocument, Schemas};

/// The name of each document's module.
pub(super) fn modules(
    schemas: &Schemas,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let documents = &schemas.documents;
    let path = |index: &usize| documents[*index].source.path.as_str();
    let mut free = Unique::default();
    let mut named: BTreeMap<usize, String> = configured(documents, config, diagnostics);
    named.values().for_each(|name| drop(free.take(name)));
    let (requested, found): (Vec<usize>, Vec<usize>) = (0..documents.len())
        .filter(|index| !named.contains_key(index))
        .partition(|index| documents[*index].origin == DocumentOrigin::Requested);
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in requested {
        alike.entry(names::snake(&module_of(path(&index)))).or_default().push(index);
    }
    let mut others: Vec<(&str, usize, String)> = Vec::new();
    for (name, indexes) in &alike {
        match indexes.as_slice() {
            [index] if !names::is_reserved_module(name) && !free.has(name) => {
                named.insert(*index, free.take(name));
            }
            indexes => {
                let paths: Vec<&str> = indexes.iter().map(path).collect();
                let apart = told_apart(&paths);
                let each = paths.into_iter().zip(indexes).zip(apart);
                others.extend(each.map(|((path, index), name)| (path, *index, name)));
            }
        }
    }
    others.sort_unstable();
    for (_, index, wanted) in others {
        let name = free.take(&wanted);
        if name != wanted {
            diagnostics.push(numbered(&documents[index], &wanted, &name));
        }
        named.insert(index, name);
    }
    for index in found {
        if let (DocumentOrigin::Shared, Some(set)) =
            (documents[index].origin, &config.shared_module)
        {
            named.insert(index, free.take(&names::module(set.get_ref())));
            continue;
        }
        named.insert(index, free.take(&names::module(&module_of(path(&index)))));
    }
    named.into_values().collect()
}

/// The names under which validators import the validators of each module: that of the module, unless they call something
/// else by it.
pub(super) fn aliases(modules: &[String]) -> Vec<String> {
    let mut free = Unique::default();
    modules.iter().for_each(|name| drop(free.take(name)));
    let alias = |name: &String| match names::RUNTIME_MODULES.contains(&name.as_str()) {
        true => free.take(&format!("{name}_schema")),
        false => name.clone(),
    };
    modules.iter().map(alias).collect()
}

/// The names that `codegen.toml` gives, by document.
fn configured(
    documents: &[SchemaDocument],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<usize, String> {
    let mut named = BTreeMap::new();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        let path = &document.source.path;
        let Some(set) = config.document(path).module else { continue };
        let name = names::module(set.get_ref());
        if let Some(other) = owners.insert(name.clone(), path) {
            let message = format!("{other} and {path} would both be the module `{name}`");
            diagnostics.push(Diagnostic::error(&document.source, 0..1, message).help(format!(
                "name one otherwise: [documents.{path:?}] module = \"…\" in codegen.toml"
            )));
        }
        named.insert(index, name);
    }
    named
}

/// Names for documents whose files are called alike, with as many folders as tell them apart, or with all of them.
fn told_apart(paths: &[&str]) -> Vec<String> {
    if let [path] = paths {
        return vec![names::module(&module_of(path))];
    }
    let deepest = paths.iter().map(|path| path.matches('/').count()).max().unwrap_or(0);
    let mut folders = 1;
    loop {
        let wanted: Vec<String> = paths.iter().map(|path| in_folders(path, folders)).collect();
        let distinct: BTreeSet<&String> = wanted.iter().collect();
        if distinct.len() == wanted.len() || folders >= deepest {
            return wanted;
        }
        folders += 1;
    }
}

/// The name of a document's module, with so many of its folders.
fn in_folders(path: &str, folders: usize) -> String {
    let (above, _) = path.rsplit_once('/').unwrap_or_default();
    let parts: Vec<&str> = above.split('/').filter(|part| !part.is_empty()).collect();
    let stem = module_of(path);
    let last = parts[parts.len().saturating_sub(folders)..].iter().copied();
    names::module(&last.chain([stem.as_str()]).collect::<Vec<_>>().join("_"))
}

/// Says that neither a file nor its folders have a name that is free.
fn numbered(document: &SchemaDocument, wanted: &str, name: &str) -> Diagnostic {
    let path = &document.source.path;
    let message =
        format!("`{wanted}` is the module of another document, so that of {path} is `{name}`");
    Diagnostic::error(&document.source, 0..1, message)
        .warning()
        .help(format!("name one: [documents.{path:?}] module = \"…\" in codegen.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_tell_files_apart() {
        for (paths, want) in [
            (&["v1/boot.json", "v2/boot.json"][..], &["v1_boot", "v2_boot"][..]),
            (&["boot.json", "v2/boot.json"], &["boot", "v2_boot"]),
            (&["a/x/boot.json", "b/x/boot.json"], &["a_x_boot", "b_x_boot"]),
            (&["a/main.json", "b/main.schema.json"], &["a_main", "b_main"]),
            (&["a/main.json"], &["main_schema"]),
            (&["main.json", "b/main.json"], &["main_schema", "b_main"]),
            // Nothing does.
            (&["boot.json", "boot.schema.json"], &["boot", "boot"]),
        ] {
            assert_eq!(told_apart(paths), want, "{paths:?}");
        }
    }
}
