//! From the keywords of any draft to those of 2020-12.

use std::collections::{BTreeMap, BTreeSet};

use super::json::Json;
use crate::arena::{Data, Member, Node, NodeId};
use crate::dialect::Dialect;
use crate::keyword::{Keyword, Value, Vocabulary};
use crate::resolve::{Resolved, Site};
use crate::share::Shared;

/// Writes schemas as definitions.
pub(super) struct Translator<'a> {
    /// The schemas, and where their references lead.
    pub(super) resolved: &'a Resolved,
    /// The definitions that stand for others.
    pub(super) shared: &'a Shared,
    /// The names of the definitions.
    pub(super) names: BTreeMap<NodeId, &'a str>,
}

/// A definition.
pub(super) struct Definition {
    /// Its schema.
    pub(super) schema: Json,
    /// The definitions that it refers to.
    pub(super) references: Vec<NodeId>,
}

impl Translator<'_> {
    /// The definition of a schema.
    pub(super) fn definition(&self, schema: NodeId) -> Definition {
        let mut references = Vec::new();
        let node = self.resolved.sources.node(schema);
        let schema = Schema { translator: self, references: &mut references }.body(node);
        Definition { schema, references }
    }
}

impl Translator<'_> {
    /// A schema inside of another one: a reference, if it has a definition.
    pub(super) fn inside(&self, schema: NodeId) -> Definition {
        let mut references = Vec::new();
        let node = self.resolved.sources.node(schema);
        let schema = Schema { translator: self, references: &mut references }.inner(node);
        Definition { schema, references }
    }
}

/// A schema that is being written.
struct Schema<'t, 'a> {
    translator: &'t Translator<'a>,
    references: &'t mut Vec<NodeId>,
}

impl Schema<'_, '_> {
    /// A schema inside of another one.
    fn inner(&mut self, node: Node<'_>) -> Json {
        if self.translator.names.contains_key(&node.id()) {
            Json::Object(vec![("$ref".to_owned(), self.reference(node.id()))])
        } else {
            self.body(node)
        }
    }

    /// The value of a `$ref` to a definition.
    fn reference(&mut self, target: NodeId) -> Json {
        let target = self.translator.shared.of(target);
        self.references.push(target);
        let name = self.translator.names.get(&target).copied().unwrap_or_default();
        Json::string(&format!("#/$defs/{name}"))
    }

    /// What a schema says.
    fn body(&mut self, node: Node<'_>) -> Json {
        let Some(site) = self.translator.resolved.sites.get(&node.id()) else {
            return Json::of(node);
        };
        if !matches!(node.data(), Data::Object(_)) {
            return Json::of(node);
        }
        let mut written = Written::default();
        let only_refers = node.only_refers(site.dialect);
        for member in node.members() {
            match Keyword::of_name(member.name) {
                Some(keyword) if site.reads(keyword, only_refers) => {
                    self.keyword(&mut written, keyword, site, member.value);
                }
                // A keyword of other drafts or vocabularies, or one that is hidden, says nothing.
                Some(_) => {}
                None if only_refers || member.name.starts_with('$') => {}
                None => written.put(member.name, Json::of(member.value)),
            }
        }
        written.finish()
    }

    /// Writes a keyword, if it says something of instances or people.
    fn keyword(&mut self, written: &mut Written, keyword: Keyword, site: &Site, value: Node<'_>) {
        let Some(schema) = value.parent() else { return };
        match keyword {
            Keyword::Ref | Keyword::DynamicRef | Keyword::RecursiveRef => {
                let target = site.target(keyword);
                let reference = target.map(|target| self.reference(target));
                reference.into_iter().for_each(|one| written.put(Keyword::Ref.name(), one));
            }
            Keyword::Comment => written.put(keyword.name(), Json::of(value)),
            // References name definitions, and nothing else has to have a name.
            _ if keyword.vocabulary() == Vocabulary::Core => {}
            Keyword::Items if matches!(value.data(), Data::Array(_)) => {
                // An empty array says nothing, and 2020-12 doesn't allow one.
                if value.items().len() > 0 {
                    let items = value.items().map(|item| self.inner(item)).collect();
                    written.put(Keyword::PrefixItems.name(), Json::Array(items));
                }
            }
            Keyword::AdditionalItems => {
                let follows = schema.keyword(Keyword::Items);
                if follows.is_some_and(|items| matches!(items.data(), Data::Array(_))) {
                    let items = self.inner(value);
                    written.put(Keyword::Items.name(), items);
                }
            }
            Keyword::Dependencies => self.dependencies(written, value),
            Keyword::Minimum if is_exclusive(schema, Keyword::ExclusiveMinimum) => {
                written.put(Keyword::ExclusiveMinimum.name(), Json::of(value));
            }
            Keyword::Maximum if is_exclusive(schema, Keyword::ExclusiveMaximum) => {
                written.put(Keyword::ExclusiveMaximum.name(), Json::of(value));
            }
            _ => match keyword.value(site.dialect) {
                // The bounds of draft 4 say whether they are exclusive.
                Some(Value::Boolean)
                    if keyword.value(Dialect::Draft202012) == Some(Value::Number) => {}
                Some(kind) => {
                    let json = self.value(kind, value);
                    written.put(keyword.name(), json);
                }
                None => {}
            },
        }
    }

    /// The value of a keyword.
    fn value(&mut self, kind: Value, value: Node<'_>) -> Json {
        match (kind, value.data()) {
            (Value::Schema | Value::SchemaOrSchemas | Value::SchemaOrNames, _)
                if value.can_be_schema() =>
            {
                self.inner(value)
            }
            (Value::Schemas | Value::SchemaOrSchemas, Data::Array(items)) => {
                Json::Array(items.map(|item| self.inner(item)).collect())
            }
            (Value::Object(inner), Data::Object(members)) => Json::Object(
                members
                    .map(|member| (member.name.to_owned(), self.value(*inner, member.value)))
                    .collect(),
            ),
            _ => Json::of(value),
        }
    }

    /// `dependencies` became two keywords.
    fn dependencies(&mut self, written: &mut Written, value: Node<'_>) {
        let (names, schemas): (Vec<Member<'_>>, Vec<Member<'_>>) =
            value.members().partition(|member| matches!(member.value.data(), Data::Array(_)));
        if !names.is_empty() {
            let names = names.iter().map(|one| (one.name.to_owned(), Json::of(one.value)));
            written.put(Keyword::DependentRequired.name(), Json::Object(names.collect()));
        }
        if !schemas.is_empty() {
            let schemas = schemas.iter().map(|one| (one.name.to_owned(), self.inner(one.value)));
            written.put(Keyword::DependentSchemas.name(), Json::Object(schemas.collect()));
        }
    }
}

/// Whether a bound of draft 4 is exclusive.
fn is_exclusive(schema: Node<'_>, keyword: Keyword) -> bool {
    schema.keyword(keyword).is_some_and(Node::is_true)
}

/// The keywords that have been written.
#[derive(Default)]
struct Written {
    members: Vec<(String, Json)>,
    names: BTreeSet<String>,
    /// Those that were there already: each becomes a branch of `allOf`.
    again: Vec<Json>,
}

impl Written {
    fn put(&mut self, name: &str, value: Json) {
        if self.names.insert(name.to_owned()) {
            self.members.push((name.to_owned(), value));
        } else {
            self.again.push(Json::Object(vec![(name.to_owned(), value)]));
        }
    }

    fn finish(mut self) -> Json {
        let Written { members, names: _, again } = &mut self;
        if !again.is_empty() {
            let all_of = Keyword::AllOf.name();
            match members.iter_mut().find(|(name, _)| name == all_of) {
                Some((_, Json::Array(branches))) => branches.append(again),
                _ => members.push((all_of.to_owned(), Json::Array(std::mem::take(again)))),
            }
        }
        Json::Object(self.members)
    }
}
