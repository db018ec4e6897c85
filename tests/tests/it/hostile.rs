//! Inputs that are made to hurt: text, schemas and patterns. Work is bounded by what is counted, or by finishing at
//! all: a watchdog ([`finishes`]) stands by for what would otherwise take years, its patience far beyond what any of this needs.

mod injection;
mod instances;
mod names;
mod patterns;
mod reports;
mod schemas;
mod seeds;
mod sizes;

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use voltype_codegen::diagnostic::Diagnostic;
use voltype_codegen::{Options, Output};

/// What work without a bound would exceed by ages, and bounded work on a busy machine doesn't.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs `work` on a thread of its own with the stack that Rust gives to threads, and fails if it doesn't end: if time
/// doubles with each level of 60, no patience is enough, so that the verdict doesn't hang on the machine.
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
