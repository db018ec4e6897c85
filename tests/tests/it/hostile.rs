//! Hostile inputs: text, schemas and patterns. Tests count the work, or only expect it to finish: a watchdog
//! ([`finishes`]) stops work that would otherwise take years. Its limit is far above the time that any test needs.

mod building;
mod injection;
mod instances;
mod names;
mod patterns;
mod reports;
mod schemas;
mod seeds;
mod sizes;
mod yaml;

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use voltype_codegen::diagnostic::Diagnostic;
use voltype_codegen::{Options, Output};

/// A time that unbounded work exceeds by far, but bounded work on a busy computer does not.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs `work` on a separate thread with Rust's default stack, and fails if it does not finish. If time doubles with
/// each of 60 levels, no limit is long enough, so the verdict does not depend on the speed of the computer.
pub(super) fn finishes<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let worker = thread::spawn(move || sender.send(work()));
    match receiver.recv_timeout(PATIENCE) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("this does not end"),
        Err(mpsc::RecvTimeoutError::Disconnected) => panic!("it failed: {:?}", worker.join()),
    }
}

/// Compiles one document, to types or to a validator alone.
fn compile(schema: &str, validators_only: bool) -> Result<Output, Vec<Diagnostic>> {
    compile_with(schema, None, validators_only)
}

/// The same, with this `codegen.toml`.
fn compile_with(
    schema: &str,
    configuration: Option<&str>,
    validators_only: bool,
) -> Result<Output, Vec<Diagnostic>> {
    let schema = ("evil.json".to_owned(), schema.to_owned());
    let configuration = configuration.map(|text| ("codegen.toml".to_owned(), text.to_owned()));
    let loader: BTreeMap<String, String> = [schema].into_iter().chain(configuration).collect();
    let options = Options { validators_only, ..Options::default() };
    finishes(move || voltype_codegen::compile(&loader, &options))
}

/// The messages of a refusal.
fn refusal(schema: &str) -> Vec<String> {
    let said = compile(schema, true).expect_err(schema);
    said.into_iter().map(|diagnostic| diagnostic.message).collect()
}
