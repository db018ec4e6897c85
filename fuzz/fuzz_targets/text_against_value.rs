//! Any bytes through generated validators: a text and the value that `serde_json` makes of it have the same verdict
//! and the same errors if nothing was lost in parsing; all sinks agree; reports can be printed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use voltype::session::Session;
use voltype_fuzz::agree;
use voltype_fuzz::names::Names;
use voltype_fuzz::rich::Rich;

fuzz_target!(|data: &[u8]| {
    agree::<Session>(data);
    agree::<Rich>(data);
    agree::<Names>(data);
});
