//! Generates the validators of `schemas/`: `rich.json` has a keyword of nearly every kind, and `names.json` has those
//! whose verdicts are memoised, for names as well as for values.

use std::path::PathBuf;
use std::{env, fs};

use voltype_codegen::source::Folder;
use voltype_codegen::{Options, compile};

fn main() {
    println!("cargo:rerun-if-changed=schemas");
    let folder = Folder::new("schemas");
    let options = Options { validators_only: true, ..Options::default() };
    let output = compile(&folder, &options).unwrap_or_else(|diagnostics| {
        let said: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
        panic!("schemas:\n{}", said.join("\n"))
    });
    let module = |name: &str| {
        format!("pub mod {name} {{\n{}\n}}\n", output.files[&format!("{name}.rs")])
    };
    let modules = module("rich") + &module("names");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("schemas.rs"), modules).expect("the output folder can be written to");
}
