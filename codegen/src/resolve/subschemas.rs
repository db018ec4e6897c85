//! The schemas in the values of keywords: where they are is what the table of keywords says, and no more.

use super::{Place, Resolver, Scope};
use crate::json::{Data, Node};
use crate::keyword::Value;

impl Resolver<'_> {
    /// Registers the schemas in the value of a keyword. What is of another kind is left to the reader.
    pub(super) fn visit_value(&mut self, value: Value, node: &Node, place: Place, scope: &Scope) {
        match value {
            Value::Schema | Value::SchemaOrNames => self.visit_schema(node, place, scope),
            Value::Schemas => self.visit_items(node, &place, scope),
            Value::SchemaOrSchemas => match &node.data {
                Data::Array(_) => self.visit_items(node, &place, scope),
                _ => self.visit_schema(node, place, scope),
            },
            Value::Object(inner) => {
                for member in node.members() {
                    self.visit_value(*inner, &member.value, place.below(&member.name), scope);
                }
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

    fn visit_items(&mut self, node: &Node, place: &Place, scope: &Scope) {
        for (index, item) in node.items().iter().enumerate() {
            self.visit_schema(item, place.below(&index.to_string()), scope);
        }
    }

    fn visit_schema(&mut self, node: &Node, place: Place, scope: &Scope) {
        if matches!(node.data, Data::Object(_) | Data::Boolean(_)) {
            self.visit(node, place, scope);
        }
    }
}
