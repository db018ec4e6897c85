//! The crates of what the tools made: one program for each group of inputs.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

use super::bounded;
use super::generate::{Generated, Module};
use super::inputs::Input;
use super::tool::Tool;
use crate::scratch::{self, Scratch};

/// The code around generated modules, as the text that the workspaces get.
const PROGRAM: &str = include_str!("program.rs");

/// How often the crates are built, each time without the modules that rustc has rejected before.
const ROUNDS: usize = 20;

/// How many types and members there are.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Figures {
    pub(super) types: usize,
    pub(super) members: usize,
    /// Those that are `Value` or a map of such.
    pub(super) bare: usize,
    pub(super) lines: usize,
}

impl Figures {
    /// Adds those of another module.
    pub(super) fn add(&mut self, other: Figures) {
        let Figures { types, members, bare, lines } = other;
        self.types += types;
        self.members += members;
        self.bare += bare;
        self.lines += lines;
    }
}

/// The programs of a tool.
#[derive(Debug)]
pub(super) struct Crates<'a> {
    inputs: &'a [Input],
    generated: &'a Generated,
    tool: Tool,
    scratch: Scratch,
    /// Why modules do not compile, by name.
    pub(super) rejected: BTreeMap<String, String>,
}

impl<'a> Crates<'a> {
    /// Writes the sources.
    pub(super) fn new(
        inputs: &'a [Input],
        generated: &'a Generated,
        tool: Tool,
        log: &mut impl Write,
    ) -> io::Result<Self> {
        let scratch = Scratch::new(&format!("compare-{}", tool.name()), log)?;
        let crates = Crates { inputs, generated, tool, scratch, rejected: BTreeMap::new() };
        crates.scratch.write(&crates.files())?;
        Ok(crates)
    }

    /// Compiles them. Modules that do not compile are left out.
    pub(super) fn build(&mut self, log: &mut impl Write) -> io::Result<()> {
        for _ in 0..ROUNDS {
            self.scratch.write(&self.files())?;
            let errors = self.scratch.errors(&["build", "--workspace", "--keep-going"], "")?;
            if errors.is_empty() {
                return Ok(());
            }
            let before = self.rejected.len();
            for error in &errors {
                for index in scratch::numbered(Input::PREFIX, error) {
                    let first = error.lines().next().unwrap_or_default();
                    self.rejected.entry(Input::module(index)).or_insert_with(|| first.to_owned());
                }
            }
            if self.rejected.len() == before {
                let errors = errors.into_iter().take(3).collect::<Vec<_>>().join("\n");
                return Err(io::Error::other(format!("no module is to blame for\n{errors}")));
            }
            let (name, count) = (self.tool.name(), self.rejected.len());
            writeln!(log, "{name}: {count} modules do not compile; trying without them")?;
        }
        Err(io::Error::other("the Rust compiler goes on rejecting what was generated"))
    }

    /// The module of an input, if there is one.
    pub(super) fn module(&self, index: usize) -> Option<&'a Module> {
        self.generated.modules.iter().find(|module| module.roots.contains_key(&index))
    }

    /// Counts what is in each module, with the helper.
    pub(super) fn figures(&self, helper: &PathBuf) -> io::Result<BTreeMap<String, Figures>> {
        let mut all = BTreeMap::new();
        for module in &self.generated.modules {
            let Some(set) = self.set(module) else { continue };
            let folder =
                self.scratch.folder().join(self.package(set)).join("src").join(&module.name);
            let said = bounded::output(Command::new(helper).arg("measure").arg(&folder))?;
            let said = said.map_err(|why| io::Error::other(format!("{}: {why}", module.name)))?;
            all.insert(module.name.clone(), serde_json::from_str(&said)?);
        }
        Ok(all)
    }

    /// Asks the root type of an input about instances. Returns the counts of the program.
    pub(super) fn ask(
        &self,
        index: usize,
        instances: &PathBuf,
    ) -> io::Result<Result<Value, String>> {
        let Some(input) = self.inputs.get(index) else {
            return Ok(Err("no such input".to_owned()));
        };
        let program = self.scratch.program(&self.package(&input.set));
        let said = bounded::output(Command::new(program).arg(index.to_string()).arg(instances))?;
        Ok(match said {
            Ok(said) => Ok(serde_json::from_str(&said)?),
            Err(why) => Err(why),
        })
    }

    /// The group of a module.
    fn set(&self, module: &Module) -> Option<&'a str> {
        let (index, _) = module.roots.first_key_value()?;
        self.inputs.get(*index).map(|input| input.set.as_str())
    }

    /// The package of a group.
    fn package(&self, set: &str) -> String {
        let letters = set
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
        format!("{}_{}", self.tool.name(), letters.collect::<String>())
    }

    fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let mut members = Vec::new();
        let sets: BTreeSet<&str> =
            self.generated.modules.iter().filter_map(|one| self.set(one)).collect();
        for set in sets {
            let package = self.package(set);
            let modules = self.generated.modules.iter().filter(|module| {
                self.set(module) == Some(set) && !self.rejected.contains_key(&module.name)
            });
            let modules: Vec<&Module> = modules.collect();
            for module in &modules {
                for (path, text) in &module.files {
                    files.insert(format!("{package}/src/{}/{path}", module.name), text.clone());
                }
            }
            files.insert(format!("{package}/src/main.rs"), main(&modules));
            files.insert(format!("{package}/src/ask.rs"), self.tool.ask().to_owned());
            files.insert(format!("{package}/src/program.rs"), PROGRAM.to_owned());
            files.insert(format!("{package}/Cargo.toml"), self.tool.manifest(&package));
            members.push(package);
        }
        files.insert("Cargo.toml".to_owned(), scratch::workspace(&members, ""));
        files
    }
}

/// The root of a program: the modules, and their root types by input.
fn main(modules: &[&Module]) -> String {
    let limit = modules.iter().map(|module| module.recursion_limit).max().unwrap_or(0).max(128);
    let mut main = format!(
        "//! Generated from many schemas.\n#![allow(warnings)]\n#![recursion_limit = \"{limit}\"]\n\nmod ask;\nmod program;\n"
    );
    for module in modules {
        main.push_str(&format!("mod {};\n", module.name));
    }
    main.push_str("\nfn asks(index: usize) -> Option<program::Ask> {\n    Some(match index {\n");
    for (index, root) in modules.iter().flat_map(|module| &module.roots) {
        main.push_str(&format!("        {index} => ask::ask::<{root}>,\n"));
    }
    main.push_str("        _ => return None,\n    })\n}\n\n");
    main.push_str("fn main() -> std::process::ExitCode {\n    program::main(asks)\n}\n");
    main
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_ask_the_roots_of_their_modules() {
        let module = Module {
            name: "input_00007".to_owned(),
            roots: BTreeMap::from([
                (7, "input_00007::a::A".to_owned()),
                (8, "input_00007::b::B".to_owned()),
            ]),
            files: BTreeMap::new(),
            recursion_limit: 200,
        };
        let main = main(&[&module]);
        assert!(
            main.contains("#![recursion_limit = \"200\"]") && main.contains("mod input_00007;\n"),
            "{main}"
        );
        assert!(main.contains("        8 => ask::ask::<input_00007::b::B>,\n"), "{main}");
    }
}
