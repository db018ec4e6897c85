//! Documents of real keywords, with right and wrong values, as schemas: the compiler never panics.

#![no_main]

use libfuzzer_sys::fuzz_target;
use voltype_fuzz::compiles;
use voltype_fuzz::document::Document;

fuzz_target!(init: voltype_fuzz::let_panics_be_caught(), |document: Document| {
    compiles(&document.0.to_string());
});
