//! The reader against `serde_json`, on any bytes: both accept the same texts, except for four rules.
//!
//! 1. A name that occurs twice in an object: only the reader rejects it.
//! 2. An unpaired surrogate (`"\ud800"`): only `serde_json` rejects it, because its strings cannot hold it.
//! 3. Numbers beyond the largest float: only `serde_json` rejects them.
//! 4. The depth of nesting: the reader accepts 128 levels, `serde_json` 127.

#![no_main]

use libfuzzer_sys::fuzz_target;
use voltype_fuzz::{Shape, harmless};
use voltype_runtime::{Reason, Text};

fuzz_target!(|data: &[u8]| {
    let reader = Text::defect(data);
    if let Some(defect) = reader {
        assert!(defect.at <= data.len(), "the defect is in the text");
    }
    let reason = reader.map(|defect| defect.reason);
    match (reason, Shape::of(data)) {
        (None, Ok(shape)) => assert!(!shape.repeats, "rule 1: a name was accepted twice"),
        (Some(Reason::DuplicateName), Ok(shape)) => {
            assert!(shape.repeats, "no name occurs twice")
        }
        (Some(reason), Ok(_)) => panic!("only the reader rejects this: {reason}"),
        (Some(_), Err(_)) => {}
        (None, Err(error)) => {
            let (text, depth) = harmless(data);
            let accepted = Shape::of(&text).is_ok();
            assert!(accepted || depth == 128, "rules 2 to 4 don't explain it: {error}");
        }
    }
});
