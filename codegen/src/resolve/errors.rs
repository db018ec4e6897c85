//! Errors of references, identifiers and dialects.

use std::collections::BTreeMap;
use std::io;

use super::Resolver;
use super::library::Unknown;
use crate::arena::{Node, NodeId};
use crate::diagnostic::Diagnostic;
use crate::source::Format;
use crate::uri::{ResourceUri, UriError};

/// The most entries of the folder that are compared with the name of a missing document.
const MAX_NAMES: usize = 10_000;

/// A reference that leads to no schema.
pub(super) struct Dangling {
    /// The string that should name one.
    pub(super) reference: NodeId,
    /// The root of the resource that it names.
    pub(super) root: NodeId,
    /// The fragment, which nothing has.
    pub(super) fragment: String,
}

impl Resolver<'_, '_> {
    /// Reports that the value of `$schema` names an unknown dialect.
    pub(super) fn unknown_dialect(&mut self, schema: Node<'_>, uri: &str, unknown: &Unknown) {
        let (message, help) = match unknown {
            Unknown::Vocabulary(unknown) => (
                format!("the dialect {uri:?} needs the unknown vocabulary {unknown:?}"),
                "the vocabularies of 2019-09 and 2020-12 are known",
            ),
            Unknown::Metaschema(unknown) => {
                let why = if unknown == uri {
                    String::new()
                } else {
                    format!(": its metaschema is written in the unknown dialect {unknown:?}")
                };
                (
                    format!("unknown dialect {uri:?}{why}"),
                    "the dialects are drafts 04, 06, 07, 2019-09 and 2020-12 of json-schema.org, the metaschemas that the \
                     schema folder has under their $id, and what [dialects] of codegen.toml names",
                )
            }
        };
        self.diagnostics.push(Diagnostic::at(schema, message).help(help));
    }

    /// Reports a string that is not a URI reference, or leads out of the schema folder.
    pub(super) fn bad_uri(&mut self, node: Node<'_>, error: UriError) {
        let text = node.as_str().unwrap_or_default();
        let (message, help) = match error {
            UriError::Invalid => (
                format!("{text:?} is not a URI reference"),
                "RFC 3986 says what is; characters such as spaces are written as %20",
            ),
            UriError::Outside => (
                format!("{text:?} leads out of the schema folder"),
                "copy the document into the schema folder and refer to it there",
            ),
        };
        self.diagnostics.push(Diagnostic::at(node, message).help(help));
    }

    /// The diagnostic for a reference to a document of the folder that cannot be read.
    pub(super) fn unreadable(
        &mut self,
        reference: Node<'_>,
        path: &str,
        error: &io::Error,
    ) -> Diagnostic {
        if error.kind() != io::ErrorKind::NotFound {
            return Diagnostic::at(reference, format!("cannot read {path:?}: {error}"));
        }
        let known = self.library.nearby(MAX_NAMES);
        // The same name with the ending of another format is more alike than any other.
        let stem = Format::split(path).map(|(stem, _)| stem);
        let in_other_format = known.iter().find(|known| match (Format::split(known), stem) {
            (Some((known, _)), Some(stem)) => known == stem,
            _ => false,
        });
        let near = in_other_format.or_else(|| self.diagnostics.nearest(path, &known));
        let help = match near {
            Some(near) => format!("did you mean {near:?}?"),
            None => "paths are relative to the document with the reference, or its $id".to_owned(),
        };
        let message = format!("there is no document {path:?} to refer to");
        Diagnostic::at(reference, message).help(help)
    }

    /// The diagnostic for a reference to a resource that no document has.
    pub(super) fn unknown_resource(&self, uri: &ResourceUri, reference: Node<'_>) -> Diagnostic {
        let limits = self.library.limits();
        let mut help =
            "nothing is fetched: put the document with this $id into the schema folder".to_owned();
        if let Some(path) = limits.unreadable {
            help.push_str(&format!("; {path} is there, but cannot be read"));
        }
        if limits.is_partial {
            help.push_str("; not all of the folder was searched, since it is large");
        }
        let message = format!("no document has the identifier {:?}", uri.display());
        Diagnostic::at(reference, message).help(help)
    }

    /// Reports the references that lead to no schema, when all schemas that there are have been registered.
    pub(super) fn report_dangling(&mut self) {
        let sources = &self.resolved.sources;
        let mut pointers: BTreeMap<NodeId, Vec<String>> = BTreeMap::new();
        for Dangling { reference, root, fragment } in &self.dangling {
            let (reference, root) = (sources.node(*reference), sources.node(*root));
            let path = &root.source().path;
            let text = reference.as_str().unwrap_or_default();
            let mut diagnostic = Diagnostic::at(reference, format!("{text:?} leads to no schema"))
                .label(format!("{path} has no schema at {fragment:?}"));
            let known = pointers.entry(root.id()).or_insert_with(|| {
                // The root itself has no pointer that a fragment could be mistaken for.
                let inside = self.resolved.sites.range(root.ids()).skip(1);
                inside.map(|(id, _)| sources.node(*id).spell_pointer_from(root.id())).collect()
            });
            if let Some(near) = self.diagnostics.nearest(fragment, known.iter()) {
                diagnostic = diagnostic.help(format!("there is one at {near:?}"));
            }
            self.diagnostics.push(diagnostic);
        }
    }
}
