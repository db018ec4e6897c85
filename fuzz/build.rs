//! Generates the validator of `schemas/rich.json`, which has a keyword of nearly every kind.

use std::path::PathBuf;
use std::{env, fs};

use voltype_codegen::load::Folder;
use voltype_codegen::{Options, compile};

fn main() {
    println!("cargo:rerun-if-changed=schemas");
    let folder = Folder::new("schemas");
    let options = Options { validators_only: true, ..Options::default() };
    let output = compile(&folder, &options).unwrap_or_else(|diagnostics| {
        let said: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
        panic!("schemas/rich.json:\n{}", said.join("\n"))
    });
    let module = format!("pub mod rich {{\n{}\n}}\n", output.files["rich.rs"]);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("rich.rs"), module).expect("the output folder can be written to");
}
