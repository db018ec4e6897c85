//! Registers the schemas of a document: what the table of keywords says is a schema, and nothing else.

use super::follow::{Pending, ReferenceKind};
use super::scope::Scope;
use super::{Resolver, Site};
use crate::arena::{Data, Member, Node};
use crate::keyword::{Keyword, Value};

impl Resolver<'_, '_> {
    /// Registers a schema and those inside of it, unless it has been registered.
    pub(super) fn visit(&mut self, node: Node<'_>, outer: &Scope) {
        let id = node.id();
        if self.resolved.sites.contains_key(&id) {
            return;
        }
        let scope = self.enter(node, outer);
        let language = |scope: &Scope| (scope.dialect, scope.vocabularies);
        if language(&scope) != language(outer) && self.resolved.roots.last() != Some(&id) {
            self.resolved.roots.push(id);
        }
        let site = Site {
            dialect: scope.dialect,
            vocabularies: scope.vocabularies,
            resource: scope.resource,
            base: scope.base.clone(),
            reference: None,
            dynamic_reference: None,
        };
        self.resolved.sites.insert(id, site);
        let hides = node.only_refers(scope.dialect);
        for member in node.members() {
            let Some((keyword, value)) = known(&member, &scope) else { continue };
            if value == Value::Reference && member.value.as_str().is_some() {
                self.open.push(Pending {
                    from: id,
                    reference: member.value.id(),
                    kind: ReferenceKind::of(keyword),
                    base: scope.base.clone(),
                    dialect: scope.dialect,
                });
            } else if value.holds_schemas() && (!hides || keyword == Keyword::Definitions) {
                self.visit_value(value, member.value, &scope);
            }
        }
    }

    /// Registers the schemas in the value of a keyword. The reader reports values of another kind.
    fn visit_value(&mut self, value: Value, node: Node<'_>, scope: &Scope) {
        match value {
            Value::Schema | Value::SchemaOrNames => self.visit_schema(node, scope),
            Value::Schemas => node.items().for_each(|item| self.visit_schema(item, scope)),
            Value::SchemaOrSchemas => match node.data() {
                Data::Array(items) => items.for_each(|item| self.visit_schema(item, scope)),
                _ => self.visit_schema(node, scope),
            },
            Value::Object(inner) => {
                node.members().for_each(|member| self.visit_value(*inner, member.value, scope));
            }
            Value::Any
            | Value::Boolean
            | Value::Number
            | Value::Count
            | Value::Text
            | Value::Identifier
            | Value::Anchor
            | Value::Reference
            | Value::Pattern
            | Value::Types
            | Value::Values
            | Value::Names => {}
        }
    }

    fn visit_schema(&mut self, node: Node<'_>, scope: &Scope) {
        if node.can_be_schema() {
            self.visit(node, scope);
        }
    }
}

/// The keyword of a member, and the kind of its value, if the keyword is known in this scope.
fn known(member: &Member<'_>, scope: &Scope) -> Option<(Keyword, Value)> {
    let keyword = Keyword::of_name(member.name)?;
    let value = keyword.value(scope.dialect)?;
    scope.vocabularies.know(keyword).then_some((keyword, value))
}
