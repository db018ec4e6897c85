//! Schemas against the metaschemas of their dialects, with the validators that this compiler made of these.

use std::collections::BTreeSet;
use std::ops::Range;
use std::thread;

use voltype_metaschemas::{draft_04, draft_06, draft_07, draft_2019_09, draft_2020_12};
use voltype_runtime::{Error, Failure, Report, Validate, document};

use crate::arena::{Node, NodeId, Written};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Dialect;
use crate::json::unescape;
use crate::resolve::Resolved;
use crate::vocabulary::Vocabularies;

/// Checks the schemas against the metaschemas of their dialects. An error at a place
/// that has one already is left out: the reader's messages are clearer. Schemas of custom metaschemas are not checked, since
/// these have no generated validators.
pub fn check(resolved: &Resolved, diagnostics: &mut Diagnostics) {
    // Without optimisation, a level of nesting takes more than 30 KB of the validators' stack.
    let checked = thread::scope(|scope| {
        let work = || check_all(resolved, diagnostics);
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.map(|thread| thread.join().map_err(std::panic::resume_unwind))
    });
    if let Err(error) = checked {
        let message = format!("cannot check schemas against their metaschemas: {error}");
        diagnostics.push(Diagnostic::general(message));
    }
}

/// The stack that the deepest schema needs in the slowest build, and as much again and more.
const STACK: usize = 16 << 20;

fn check_all(resolved: &Resolved, diagnostics: &mut Diagnostics) {
    let roots: BTreeSet<NodeId> = resolved.roots.iter().copied().collect();
    for id in &resolved.roots {
        let Some(site) = resolved.sites.get(id) else { continue };
        if site.vocabularies != Vocabularies::STANDARD {
            continue;
        }
        let node = resolved.sources.node(*id);
        let root = Root { dialect: site.dialect, node, written: Written::new(node) };
        let text = root.written.text();
        let Err(report) = validate(site.dialect, text.as_bytes()) else { continue };
        let inner = inner(resolved, &roots, node);
        let mut told = Vec::new();
        for error in report.errors() {
            if !root.is_of(error, &inner) {
                root.tell(error, &mut told);
            }
        }
        for diagnostic in told {
            if !diagnostics.have_error_at(&diagnostic) {
                diagnostics.push(diagnostic);
            }
        }
    }
}

fn validate(dialect: Dialect, json: &[u8]) -> Result<(), Report> {
    match dialect {
        Dialect::Draft4 => all_of::<draft_04::Metaschema>(json),
        Dialect::Draft6 => all_of::<draft_06::Metaschema>(json),
        Dialect::Draft7 => all_of::<draft_07::Metaschema>(json),
        Dialect::Draft201909 => all_of::<draft_2019_09::Metaschema>(json),
        Dialect::Draft202012 => all_of::<draft_2020_12::Metaschema>(json),
    }
}

/// A phase reports all errors, however many there are.
fn all_of<T: Validate>(json: &[u8]) -> Result<(), Report> {
    document::check_up_to::<T>(json, usize::MAX)
}

/// The other roots inside of one, each with what it contains. They are checked separately.
fn inner(resolved: &Resolved, roots: &BTreeSet<NodeId>, outer: Node<'_>) -> Vec<Range<NodeId>> {
    let inside = roots.range(outer.ids()).filter(|id| **id != outer.id());
    inside.map(|id| resolved.sources.node(*id).ids()).collect()
}

/// A schema that is checked as a whole.
struct Root<'a> {
    dialect: Dialect,
    node: Node<'a>,
    written: Written<'a>,
}

impl Root<'_> {
    /// The bytes of an error's instance in the document.
    fn span(&self, error: Error<'_>) -> Range<usize> {
        error.span().map_or(self.node.span(), |part| self.written.span(part))
    }

    /// Whether an error is one of these parts only.
    fn is_of(&self, error: Error<'_>, parts: &[Range<NodeId>]) -> bool {
        let instance = error.span().map_or(self.node, |part| self.written.node_at(part.start));
        parts.iter().any(|part| part.contains(&instance.id()))
            || error.branches().iter().any(|branch| {
                !branch.is_empty() && branch.iter().all(|error| self.is_of(error, parts))
            })
    }

    /// Diagnostics of an error. Of alternatives, the one that was meant is told.
    fn tell(&self, error: Error<'_>, told: &mut Vec<Diagnostic>) {
        let branches = error.branches();
        if let Some(branch) = branches.meant().and_then(|index| branches.get(index)) {
            branch.iter().for_each(|error| self.tell(error, told));
            return;
        }
        let path = error.instance_path();
        let name = path.rsplit('/').next().filter(|name| !name.is_empty());
        let subject = name.map_or_else(String::new, |name| format!("`{}`: ", unescape(name)));
        let message = format!("{subject}{}", phrase(error));
        let help =
            format!("the metaschema of {} asks for that: {}", self.dialect, error.schema_path());
        told.push(Diagnostic::error(self.node.source(), self.span(error), message).help(help));
    }
}

/// The message; for alternatives, why each one fails.
fn phrase(error: Error<'_>) -> String {
    match error.failure() {
        Failure::AnyOf => {
            let firsts = error.branches().iter().filter_map(|branch| branch.first());
            let phrases: Vec<String> = firsts.map(phrase).collect();
            phrases.join("; or ")
        }
        failure => failure.to_string(),
    }
}
