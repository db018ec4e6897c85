//! A validator for each group of the suite, or the reason why there is none.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use voltype_codegen::render::Files;
use voltype_codegen::source::{Listing, Loader};
use voltype_codegen::{Options, compile};

use super::suite::{DRAFTS, Group};

/// The document that holds the schema of the group.
const DOCUMENT: &str = "schema.json";

/// Deeply nested schemas must not overflow the stack of the tool.
const STACK: usize = 256 << 20;

thread_local! {
    /// The last panic of the thread: its message and place.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Compiles the schemas of these groups, on all cores, to validators with or without types.
pub(super) fn generate(
    groups: &[&Group],
    remotes: &BTreeMap<String, String>,
    validators_only: bool,
) -> io::Result<Vec<Result<Files, String>>> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|info| PANIC.set(info.to_string().replace('\n', " "))));
    let next = AtomicUsize::new(0);
    let results = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some((index, group)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            groups.get(index).map(|group| (index, group))
        } {
            let files =
                panic::catch_unwind(AssertUnwindSafe(|| one(group, remotes, validators_only)))
                    .unwrap_or_else(|_| Err(format!("the compiler panicked: {}", PANIC.take())));
            if let Ok(mut results) = results.lock() {
                results.insert(index, files);
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let started = thread::scope(|scope| {
        for _ in 0..threads {
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
        }
        Ok::<_, io::Error>(())
    });
    panic::set_hook(hook);
    started?;
    Ok(results.into_inner().unwrap_or_default().into_values().collect())
}

fn one(
    group: &Group,
    remotes: &BTreeMap<String, String>,
    validators_only: bool,
) -> Result<Files, String> {
    let (_, dialect) = DRAFTS[group.draft];
    let config = format!(
        "dialect = {dialect:?}\n[documents.{DOCUMENT:?}]\nmodule = \"schema\"\nroot = \"Root\"\n"
    );
    let loader = SuiteLoader { schema: &group.schema, config: &config, remotes };
    let options = Options {
        documents: vec![DOCUMENT.to_owned()],
        assert_formats: group.assert_formats(),
        validators_only,
    };
    match compile(&loader, &options) {
        Ok(output) => Ok(output.files),
        Err(diagnostics) => {
            let messages: Vec<&str> =
                diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
            Err(messages.join("; "))
        }
    }
}

/// The documents that the schema of a group may use.
struct SuiteLoader<'a> {
    schema: &'a str,
    config: &'a str,
    remotes: &'a BTreeMap<String, String>,
}

impl Loader for SuiteLoader<'_> {
    fn load(&self, path: &str) -> io::Result<String> {
        match path {
            DOCUMENT => Ok(self.schema.to_owned()),
            voltype_codegen::config::FILE => Ok(self.config.to_owned()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn list(&self) -> io::Result<Listing> {
        Ok(Listing::of(vec![DOCUMENT.to_owned()]))
    }

    fn resource(&self, uri: &str) -> Option<String> {
        self.remotes.get(uri).cloned()
    }
}
