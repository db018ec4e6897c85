//! Phase *share*: definitions that several documents have in common become one schema, with one type and one validator.
//!
//! Families of schemas repeat their definitions in each document. Definitions of the same name are equal if they say the
//! same, and their references lead to definitions that are equal in turn; what says nothing (unknown keywords, identifiers
//! that nobody needs) makes no difference. This partition of the definitions is the coarsest one that is stable: it starts
//! with one class per name and is refined until nothing changes, so definitions that refer to each other are found, too.
//!
//! What is not shared: a definition that is a resource of its own, one with a dynamic reference or anchor, whose meaning
//! depends on the document, and one that has settings in `codegen.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::arena::{Data, Node, NodeId};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::keyword::{Keyword, Value, Vocabulary};
use crate::resolve::{Resolved, Site};

/// The definitions that documents have in common.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    /// The one of each class that stands for all, in document order.
    pub definitions: Vec<NodeId>,
    /// For each of the others, and what references lead to inside of them: the node of that one.
    pub instead: BTreeMap<NodeId, NodeId>,
}

impl Shared {
    /// The node that stands for this one.
    #[must_use]
    pub(crate) fn of(&self, node: NodeId) -> NodeId {
        self.instead.get(&node).copied().unwrap_or(node)
    }
}

/// So many references are looked at while the partition is refined. If it is not stable by then, nothing is shared.
const MAX_REFERENCES: usize = 20_000_000;

/// Finds the definitions that the requested documents have in common.
pub(crate) fn share(resolved: &Resolved, config: &Config, diagnostics: &mut Diagnostics) -> Shared {
    let candidates = candidates(resolved, config);
    let partition = Partition { resolved, candidates: &candidates };
    let Some(classes) = partition.refine() else { return Shared::default() };
    let mut members: BTreeMap<usize, Vec<&Candidate>> = BTreeMap::new();
    for (candidate, class) in candidates.iter().zip(&classes) {
        members.entry(*class).or_default().push(candidate);
    }
    members.retain(|_, members| members.len() > 1);
    let mut shared = Shared::default();
    for members in members.values() {
        if let [first, others @ ..] = members.as_slice() {
            shared.definitions.push(first.node);
            shared.instead.extend(others.iter().map(|other| (other.node, first.node)));
        }
    }
    partition.targets_inside(&mut shared);
    shared.definitions.sort_unstable();
    unequal(resolved, &shared, diagnostics);
    shared
}

/// A definition that could be shared.
struct Candidate {
    name: String,
    node: NodeId,
    /// The first node behind it.
    end: NodeId,
}

/// The definitions whose names occur in several documents and whose meaning doesn't depend on their document, in document
/// order.
fn candidates(resolved: &Resolved, config: &Config) -> Vec<Candidate> {
    let documents = &resolved.sources.documents()[..resolved.requested];
    let mut candidates = Vec::new();
    for document in documents {
        let root = document.root();
        let path = &document.source().path;
        let shelves = Keyword::SHELVES.into_iter().filter_map(|keyword| root.keyword(keyword));
        let own = shelves.flat_map(Node::members).filter(|member| {
            let is_set = config.has_types_below(path, &member.value.spell_pointer());
            !is_set && is_independent(resolved, member.value, root.id())
        });
        candidates.extend(own.map(|member| {
            let ids = member.value.ids();
            Candidate { name: member.name.to_owned(), node: ids.start, end: ids.end }
        }));
    }
    let mut count: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for one in &candidates {
        count.entry(one.name.clone()).or_default().insert(one.node.document());
    }
    candidates.retain(|one| count[&one.name].len() > 1);
    candidates.sort_by_key(|one| one.node);
    candidates
}

/// Whether a definition is a schema that means the same in every document.
fn is_independent(resolved: &Resolved, definition: Node<'_>, root: NodeId) -> bool {
    let mut inside = resolved.sites.range(definition.ids());
    let is_plain = |site: &Site| site.resource == root && site.dynamic_reference.is_none();
    resolved.sites.contains_key(&definition.id())
        && !resolved.dynamic_anchors.contains_key(&root)
        && inside.all(|(_, site)| is_plain(site))
}

/// The candidates in classes of equal ones.
struct Partition<'a> {
    resolved: &'a Resolved,
    candidates: &'a [Candidate],
}

impl Partition<'_> {
    /// The class of each candidate; none if they cannot be found with little work.
    fn refine(&self) -> Option<Vec<usize>> {
        let signatures: Vec<Signature<'_>> =
            self.candidates.iter().map(|candidate| Signature::of(self, candidate)).collect();
        let references: usize = signatures.iter().map(|one| one.targets.len() + 1).sum();
        let said = self.candidates.iter().zip(&signatures);
        let mut classes = numbered(said.map(|(candidate, one)| (&candidate.name, &one.out)));
        for _ in 0..MAX_REFERENCES / references.max(1) {
            let targets = |one: &Signature<'_>| -> Vec<usize> {
                one.targets.iter().map(|target| classes[*target]).collect()
            };
            let each = classes.iter().zip(&signatures);
            let next = numbered(each.map(|(class, one)| (*class, targets(one))));
            if next == classes {
                return Some(classes);
            }
            classes = next;
        }
        None
    }

    /// The candidate that a node is, or is inside of.
    fn around(&self, node: NodeId) -> Option<usize> {
        let after = self.candidates.partition_point(|candidate| candidate.node <= node);
        let index = after.checked_sub(1)?;
        (node < self.candidates[index].end).then_some(index)
    }

    /// Adds what references lead to inside of shared definitions.
    fn targets_inside(&self, shared: &mut Shared) {
        let sources = &self.resolved.sources;
        for target in self.resolved.sites.values().flat_map(Site::targets) {
            let Some(index) = self.around(target) else { continue };
            let around = self.candidates[index].node;
            let Some(first) = shared.instead.get(&around).copied() else { continue };
            let way = sources.node(target).spell_pointer_from(around);
            if let Some(same) = sources.node(first).pointer(&way) {
                shared.instead.insert(target, same.id());
            }
        }
    }
}

/// Numbers for equal values, in the order of their first occurrence.
fn numbered<T: Ord>(values: impl Iterator<Item = T>) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    let each = values.map(|value| {
        let next = numbers.len();
        *numbers.entry(value).or_insert(next)
    });
    each.collect()
}

/// What a definition says.
struct Signature<'a> {
    partition: &'a Partition<'a>,
    within: &'a Candidate,
    /// As text, but for which candidates it refers to.
    out: String,
    /// The candidates that it refers to, or into which it does.
    targets: Vec<usize>,
}

impl<'a> Signature<'a> {
    fn of(partition: &'a Partition<'a>, within: &'a Candidate) -> Self {
        let mut signature =
            Signature { partition, within, out: String::new(), targets: Vec::new() };
        signature.schema(partition.resolved.sources.node(within.node));
        signature
    }

    fn schema(&mut self, node: Node<'_>) {
        let Some(site) = self.partition.resolved.sites.get(&node.id()) else {
            return self.verbatim(node);
        };
        if !matches!(node.data(), Data::Object(_)) {
            return self.verbatim(node);
        }
        let _ = write!(self.out, "{:?}{:?}{{", site.dialect, site.vocabularies);
        for member in node.members() {
            let Some(keyword) = Keyword::of_name(member.name).filter(|one| site.knows(*one)) else {
                continue;
            };
            let _ = write!(self.out, "{keyword}:");
            match (keyword.value(site.dialect), site.target(keyword)) {
                (_, Some(target)) => self.target(target),
                // Identifiers and what people read of them.
                _ if keyword.vocabulary() == Vocabulary::Core => {}
                (Some(kind), None) => self.value(kind, member.value),
                (None, None) => {}
            }
            self.out.push(',');
        }
        self.out.push('}');
    }

    fn target(&mut self, target: NodeId) {
        let sources = &self.partition.resolved.sources;
        let _ = match self.partition.around(target) {
            Some(index) => {
                let around = &self.partition.candidates[index];
                let way = sources.node(target).spell_pointer_from(around.node);
                if around.node == self.within.node {
                    write!(self.out, "#{way:?}")
                } else {
                    self.targets.push(index);
                    write!(self.out, "@{way:?}")
                }
            }
            None => write!(self.out, "{target:?}"),
        };
    }

    fn value(&mut self, kind: Value, node: Node<'_>) {
        match (kind, node.data()) {
            (Value::Schema | Value::SchemaOrSchemas | Value::SchemaOrNames, _)
                if node.can_be_schema() =>
            {
                self.schema(node);
            }
            (Value::Schemas | Value::SchemaOrSchemas, Data::Array(items)) => {
                self.out.push('[');
                items.for_each(|item| {
                    self.schema(item);
                    self.out.push(',');
                });
                self.out.push(']');
            }
            (Value::Object(inner), Data::Object(members)) => {
                self.out.push('{');
                members.for_each(|member| {
                    let _ = write!(self.out, "{:?}:", member.name);
                    self.value(*inner, member.value);
                    self.out.push(',');
                });
                self.out.push('}');
            }
            _ => self.verbatim(node),
        }
    }

    fn verbatim(&mut self, node: Node<'_>) {
        let _ = write!(self.out, "{node:?}");
    }
}

/// Warns of definitions that have the name of a shared one, but say something else.
fn unequal(resolved: &Resolved, shared: &Shared, diagnostics: &mut Diagnostics) {
    let name = |node: NodeId| {
        let pointer = resolved.sources.node(node).spell_pointer();
        pointer.rsplit('/').next().unwrap_or_default().to_owned()
    };
    let mut first: BTreeMap<String, NodeId> = BTreeMap::new();
    for node in &shared.definitions {
        let known = *first.entry(name(*node)).or_insert(*node);
        if known == *node {
            continue;
        }
        let (one, other) = (resolved.sources.node(known), resolved.sources.node(*node));
        let (path, name) = (&one.source().path, name(*node));
        let place = difference(one, other);
        let message =
            format!("this definition is not the `{name}` of {path}, so it has a type of its own");
        diagnostics.push(
            Diagnostic::error(other.source(), place.span(), message)
                .warning()
                .label(format!("the first difference, at {:?}", place.spell_pointer_from(*node))),
        );
    }
}

/// The first place in `other` at which it differs from `one`.
fn difference<'a>(one: Node<'_>, other: Node<'a>) -> Node<'a> {
    match (one.data(), other.data()) {
        (Data::Object(ones), Data::Object(others)) => {
            let mut pairs = ones.zip(others);
            match pairs.find(|(one, other)| one.name != other.name || one.value != other.value) {
                Some((one, other)) if one.name == other.name => difference(one.value, other.value),
                Some((_, other)) => other.value,
                None => other,
            }
        }
        (Data::Array(ones), Data::Array(others)) => {
            match ones.zip(others).find(|(one, other)| one != other) {
                Some((one, other)) => difference(one, other),
                None => other,
            }
        }
        _ => other,
    }
}

#[cfg(test)]
mod tests;
