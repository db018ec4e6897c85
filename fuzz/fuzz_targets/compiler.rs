//! Any bytes as a schema: the compiler returns source or diagnostics, and never panics.

#![no_main]

use libfuzzer_sys::fuzz_target;
use voltype_fuzz::compiles;

fuzz_target!(init: voltype_fuzz::let_panics_be_caught(), |data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        compiles(text);
    }
});
