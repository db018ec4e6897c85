//! `cargo xtask` as a binary of this package, so its tests can run it.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::main()
}
