//! What the tools make of the inputs.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use voltype_codegen::render::Files;
use voltype_codegen::source::Folder;
use voltype_codegen::{Options, Output};

use super::bounded;
use super::inputs::Input;
use crate::survey::collect::guarded;

/// Sources that are one module of a crate.
#[derive(Debug)]
pub(super) struct Module {
    /// Its name.
    pub(super) name: String,
    /// The root types by input, as paths from beside the module.
    pub(super) roots: BTreeMap<usize, String>,
    /// Its files. `mod.rs` is the root.
    pub(super) files: Files,
    /// The `recursion_limit` that its crate needs.
    pub(super) recursion_limit: usize,
}

/// What a tool makes of all inputs.
#[derive(Debug, Default)]
pub(super) struct Generated {
    pub(super) modules: Vec<Module>,
    /// Why nothing was made, by input.
    pub(super) refused: BTreeMap<usize, String>,
}

/// Types of this compiler. Documents that belong together are compiled together, as their users do.
pub(super) fn voltype(inputs: &[Input]) -> io::Result<Generated> {
    let mut generated = Generated::default();
    let indexes: Vec<usize> = (0..inputs.len()).collect();
    let together = |one: &usize, other: &usize| {
        let (one, other) = (&inputs[*one], &inputs[*other]);
        one.is_part && other.is_part && one.folder() == other.folder()
    };
    for unit in indexes.chunk_by(together) {
        if generated.add(inputs, unit)?.is_err() {
            // One of them is refused: the others are not.
            for index in unit {
                if let Err(why) = generated.add(inputs, &[*index])? {
                    generated.refused.insert(*index, why);
                }
            }
        }
    }
    Ok(generated)
}

impl Generated {
    /// Compiles the documents with these indexes.
    fn add(&mut self, inputs: &[Input], unit: &[usize]) -> io::Result<Result<(), String>> {
        let Some(first) = unit.first() else { return Ok(Ok(())) };
        let documents = unit.iter().map(|index| inputs[*index].file()).collect();
        let options = Options { documents, ..Options::default() };
        let output = match guarded(Folder::new(inputs[*first].folder()), options)? {
            Ok(output) => output,
            Err(why) => return Ok(Err(why)),
        };
        let name = Input::module(*first);
        let Output { files, summary, warnings: _ } = output;
        let mut roots = BTreeMap::new();
        for index in unit {
            let file = inputs[*index].file();
            let document = summary.documents.iter().find(|document| document.path == file);
            let root =
                document.and_then(|document| Some((&document.module, document.root.as_ref()?)));
            let Some((module, root)) = root else {
                return Ok(Err("there is no root type".to_owned()));
            };
            roots.insert(*index, format!("{name}::{module}::{root}"));
        }
        let rename = |(path, text): (String, String)| {
            (if path == "lib.rs" { "mod.rs".to_owned() } else { path }, text)
        };
        let files = files.into_iter().map(rename).collect();
        let recursion_limit = summary.recursion_limit.unwrap_or(0);
        self.modules.push(Module { name, roots, files, recursion_limit });
        Ok(Ok(()))
    }
}

/// Types of typify, by the helper. One process each: it may panic, or not end.
pub(super) fn typify(inputs: &[Input], helper: &Path) -> io::Result<Generated> {
    #[derive(Deserialize)]
    struct Made {
        source: String,
        root: String,
    }
    let mut generated = Generated::default();
    for (index, input) in inputs.iter().enumerate() {
        let name = Input::module(index);
        let mut command = Command::new(helper);
        command.arg("generate").arg(&input.schema).args([&input.name, &name]);
        match bounded::output(&mut command)? {
            Err(why) => {
                generated.refused.insert(index, why);
            }
            Ok(said) => {
                let Made { source, root } = serde_json::from_str(&said)?;
                generated.modules.push(Module {
                    name,
                    roots: BTreeMap::from([(index, root)]),
                    files: BTreeMap::from([("mod.rs".to_owned(), source)]),
                    recursion_limit: 0,
                });
            }
        }
    }
    Ok(generated)
}
