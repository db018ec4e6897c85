//! Warnings about valid schemas that are likely not meant as they stand.

mod applicability;
mod contradictions;
mod definitions;
mod patterns;

use std::ops::Range;

use crate::arena::{Member, Node};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::keyword::Keyword;
use crate::resolve::{Resolved, Site};

use definitions::Referrers;

/// Warns of likely mistakes in the requested documents.
pub(crate) fn lint(resolved: &Resolved, diagnostics: &mut Diagnostics) {
    let referrers = Referrers::new(resolved);
    let requested = |document: usize| document < resolved.requested;
    for (id, site) in resolved.sites.iter().filter(|(id, _)| requested(id.document())) {
        let node = resolved.sources.node(*id);
        let mut schema = Schema { site, node, diagnostics };
        schema.misspelled();
        if node.only_refers(site.dialect) {
            schema.ignored_siblings();
            continue;
        }
        schema.required_but_forbidden();
        schema.empty_enum();
        schema.bounds();
        schema.regex_and_pattern();
        schema.patterns();
        schema.types();
        schema.unused_definitions(resolved, &referrers);
    }
}

/// A schema that is looked at.
struct Schema<'a> {
    site: &'a Site,
    node: Node<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Schema<'a> {
    fn warn(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::error(self.node.source(), span, message);
        self.diagnostics.push(diagnostic.help(help).warning());
    }

    /// A keyword of the dialect, if the schema has it.
    fn member(&self, keyword: Keyword) -> Option<Member<'a>> {
        self.node.member(keyword.name()).filter(|_| self.knows(keyword))
    }

    /// The value of a keyword of the dialect, if the schema has it.
    fn value(&self, keyword: Keyword) -> Option<Node<'a>> {
        self.member(keyword).map(|member| member.value)
    }

    /// Whether a keyword has a meaning in the dialect.
    fn knows(&self, keyword: Keyword) -> bool {
        keyword.value(self.site.dialect).is_some() && self.site.vocabularies.know(keyword)
    }

    /// Unknown keywords are allowed. One that is nearly a known one is likely meant to be it.
    fn misspelled(&mut self) {
        let dialect = self.site.dialect;
        for member in self.node.members() {
            let name = member.name;
            // A keyword of another draft, or one that is marked as private, is not a slip.
            if Keyword::of_name(name).is_some() || name.starts_with("x-") || name.len() < 3 {
                continue;
            }
            let known = Keyword::ALL.into_iter().filter(|keyword| self.knows(*keyword));
            let known: Vec<&str> = known.map(Keyword::name).collect();
            if let Some(near) = self.diagnostics.nearest(name, known) {
                let message = format!("`{name}` is not a keyword of {dialect} and has no effect");
                self.warn(member.name_span(), message, format!("did you mean `{near}`?"));
            }
        }
    }
}
