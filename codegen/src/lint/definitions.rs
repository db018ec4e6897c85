//! Definitions that nothing refers to.

use std::collections::BTreeMap;

use super::Schema;
use crate::arena::{Member, Node, NodeId};
use crate::keyword::{Keyword, Value};
use crate::resolve::Resolved;

/// A warning names so many definitions beside the first.
const NAMED: usize = 4;

/// The schemas that refer to each schema.
pub(super) struct Referrers(BTreeMap<NodeId, Vec<NodeId>>);

impl Referrers {
    pub(super) fn new(resolved: &Resolved) -> Self {
        let mut referrers: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
        for (id, site) in &resolved.sites {
            let dynamic = site.dynamic_reference.as_ref().map(|reference| reference.initial);
            for target in site.reference.into_iter().chain(dynamic) {
                referrers.entry(target).or_default().push(*id);
            }
        }
        Referrers(referrers)
    }

    /// Whether a schema outside of a definition refers to it, or to a schema inside of it.
    fn use_from_outside(&self, definition: Node<'_>) -> bool {
        let inside = definition.ids();
        let mut referrers = self.0.range(inside.clone()).flat_map(|(_, referrers)| referrers);
        referrers.any(|referrer| !inside.contains(referrer))
    }
}

impl Schema<'_> {
    /// Definitions that nothing refers to, beside a schema that could use them. (A document of nothing but definitions is
    /// a library.)
    pub(super) fn unused_definitions(&mut self, resolved: &Resolved, referrers: &Referrers) {
        if !self.could_use_definitions() {
            return;
        }
        let node = self.node;
        let shelves = Keyword::SHELVES.into_iter();
        let shelves = shelves.filter_map(|keyword| node.keyword(keyword));
        let mut unused = Vec::new();
        for member in shelves.flat_map(Node::members) {
            let definition = member.value;
            // An alias of YAML is a use of what is spelled here.
            if resolved.sources.document(definition.id()).has_alias(definition) {
                continue;
            }
            if !referrers.use_from_outside(definition) && !is_named(resolved, definition) {
                unused.push(member);
            }
        }
        self.warn_of_unused(&unused);
    }

    /// One warning for all unused definitions of a schema: families of schemas repeat many in each document.
    fn warn_of_unused(&mut self, unused: &[Member<'_>]) {
        let Some((first, others)) = unused.split_first() else { return };
        let mut message = format!("nothing refers to the definition {:?}", first.name);
        let named = others.iter().take(NAMED).map(|member| format!("{:?}", member.name));
        let mut named: Vec<String> = named.collect();
        if others.len() > NAMED {
            named.push(format!("{} more", others.len() - NAMED));
        }
        match named.split_last() {
            None => {}
            Some((last, [])) => message = format!("{message}, nor to {last}"),
            Some((last, rest)) => {
                message = format!("{message}, nor to {} and {last}", rest.join(", "))
            }
        }
        let help = match others {
            [] => "remove it, if it isn't there for other documents",
            _ => "remove them, if they aren't there for other documents",
        };
        self.warn(first.name_span(), message, help);
    }

    /// Whether the schema has keywords beside its definitions that may refer to these.
    fn could_use_definitions(&self) -> bool {
        let mut known = self.node.members().filter_map(|member| Keyword::of_name(member.name));
        known.any(|keyword| {
            let holds_schemas = || {
                let value = keyword.value(self.site.dialect);
                !Keyword::SHELVES.contains(&keyword) && value.is_some_and(Value::holds_schemas)
            };
            keyword == Keyword::Ref || keyword == Keyword::Type || holds_schemas()
        })
    }
}

/// Whether references can reach a definition other than by its place: by an identifier or an anchor of its own, or by a
/// dynamic anchor anywhere inside, since a reference finds those of all resources on the way.
fn is_named(resolved: &Resolved, definition: Node<'_>) -> bool {
    let mut keywords = definition.members().filter_map(|member| Keyword::of_name(member.name));
    let is_dynamic = |id: &NodeId| {
        let schema = resolved.sources.node(*id);
        let mut anchors = [Keyword::DynamicAnchor, Keyword::RecursiveAnchor].into_iter();
        anchors.any(|keyword| schema.keyword(keyword).is_some())
    };
    keywords.any(Keyword::is_name)
        || resolved.sites.range(definition.ids()).any(|(id, _)| is_dynamic(id))
}
