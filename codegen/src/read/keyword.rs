//! The keywords of one schema: their values checked, and brought into the form of IR 1.

use std::sync::Arc;

use super::Reader;
use crate::arena::{Data, Document, Literal, Member, Node};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Dialect;
use crate::keyword::{Keyword, Value};
use crate::resolve::Site;
use crate::schema::{
    self, DependentRequired, DependentSchema, DynamicReference, Pattern, Relation, SchemaId,
};

/// A schema that is read.
#[derive(Clone, Copy)]
pub(super) struct SchemaNode<'a> {
    pub(super) document: &'a Arc<Document>,
    pub(super) node: Node<'a>,
    pub(super) site: &'a Site,
}

/// Reads the keywords of a schema.
pub(super) struct Keywords<'a> {
    reader: &'a Reader<'a>,
    schema: SchemaNode<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) out: schema::Keywords,
}

impl<'a> Keywords<'a> {
    pub(super) fn new(
        reader: &'a Reader<'a>,
        schema: SchemaNode<'a>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Keywords { reader, schema, diagnostics, out: schema::Keywords::default() }
    }

    pub(super) fn read(mut self) -> schema::Keywords {
        let SchemaNode { document: _, node, site } = self.schema;
        let only_refers = node.only_refers(site.dialect);
        for member in node.members() {
            let Some(keyword) = Keyword::of_name(member.name) else { continue };
            if let Some(value) = keyword.value(site.dialect)
                && site.reads(keyword, only_refers)
            {
                self.keyword(keyword, value, &member);
            }
        }
        self.combine();
        self.out
    }

    /// Reads a keyword into its field. Every keyword has an arm here.
    fn keyword(&mut self, keyword: Keyword, value: Value, member: &Member<'a>) {
        match keyword {
            Keyword::Title => self.out.title = self.string(member),
            Keyword::Description => self.out.description = self.string(member),
            Keyword::Schema
            | Keyword::Id
            | Keyword::OldId
            | Keyword::Anchor
            | Keyword::DynamicAnchor => {
                self.string(member);
            }
            Keyword::Comment => self.out.annotations.comment = self.string(member),
            Keyword::ReadOnly => self.out.annotations.read_only = self.boolean(member),
            Keyword::WriteOnly => self.out.annotations.write_only = self.boolean(member),
            Keyword::Deprecated => self.out.annotations.deprecated = self.boolean(member),
            Keyword::RecursiveAnchor => {
                self.boolean(member);
            }
            Keyword::Default => self.out.annotations.default = Some(self.literal(member.value)),
            Keyword::Examples => {
                // The metaschemas know what is no array.
                let examples = member.value.items().map(|value| self.literal(value));
                self.out.annotations.examples = examples.collect();
            }
            Keyword::Vocabulary => {}
            Keyword::Format => self.out.string.format = self.string(member),
            Keyword::ContentEncoding => self.out.string.content_encoding = self.string(member),
            Keyword::ContentMediaType => self.out.string.content_media_type = self.string(member),
            Keyword::ContentSchema => {
                self.schema(member);
            }
            Keyword::Type => self.types(member),
            Keyword::Enum => self.enumeration(member),
            Keyword::Const => self.out.constant = Some(self.literal(member.value)),
            Keyword::MultipleOf => self.number(member, Relation::MultipleOf),
            Keyword::Minimum => self.number(member, Relation::AtLeast),
            Keyword::Maximum => self.number(member, Relation::AtMost),
            Keyword::ExclusiveMinimum | Keyword::ExclusiveMaximum if value == Value::Boolean => {
                self.boolean(member);
            }
            Keyword::ExclusiveMinimum => self.number(member, Relation::GreaterThan),
            Keyword::ExclusiveMaximum => self.number(member, Relation::LessThan),
            Keyword::MinLength => self.out.string.min_length = self.count(member),
            Keyword::MaxLength => self.out.string.max_length = self.count(member),
            Keyword::MinItems => self.out.array.min_items = self.count(member),
            Keyword::MaxItems => self.out.array.max_items = self.count(member),
            Keyword::MinContains => self.out.array.min_contains = self.count(member),
            Keyword::MaxContains => self.out.array.max_contains = self.count(member),
            Keyword::MinProperties => self.out.object.min_properties = self.count(member),
            Keyword::MaxProperties => self.out.object.max_properties = self.count(member),
            Keyword::UniqueItems => self.out.array.unique_items = self.boolean(member),
            Keyword::Pattern => self.pattern(member),
            Keyword::Required => self.out.object.required = self.names(member.name, member.value),
            Keyword::Items => self.items(member),
            Keyword::AdditionalItems => self.additional_items(member),
            Keyword::PrefixItems => self.out.array.prefix_items = self.schemas(member),
            Keyword::Contains => self.out.array.contains = self.schema(member),
            Keyword::UnevaluatedItems => self.out.array.unevaluated_items = self.schema(member),
            Keyword::Properties => self.out.object.properties = self.schema_map(member),
            Keyword::PatternProperties => self.pattern_properties(member),
            Keyword::AdditionalProperties => {
                self.out.object.additional_properties = self.schema(member)
            }
            Keyword::PropertyNames => self.out.object.property_names = self.schema(member),
            Keyword::UnevaluatedProperties => {
                self.out.object.unevaluated_properties = self.schema(member)
            }
            Keyword::DependentRequired | Keyword::DependentSchemas | Keyword::Dependencies => {
                self.dependencies(member, keyword);
            }
            Keyword::AllOf => self.out.all_of = self.schemas(member),
            Keyword::AnyOf => self.out.any_of = self.schemas(member),
            Keyword::OneOf => self.out.one_of = self.schemas(member),
            Keyword::Not => self.out.not = self.schema(member),
            Keyword::If => self.out.condition = self.schema(member),
            Keyword::Then => self.out.consequence = self.schema(member),
            Keyword::Else => self.out.alternative = self.schema(member),
            Keyword::Ref => self.reference(member),
            Keyword::DynamicRef | Keyword::RecursiveRef => self.dynamic_reference(member, keyword),
            Keyword::Definitions | Keyword::Defs => {
                self.schema_map(member);
            }
        }
    }

    /// Keywords whose meaning depends on others beside them.
    fn combine(&mut self) {
        let SchemaNode { document: _, node, site } = self.schema;
        if site.dialect != Dialect::Draft4 {
            return;
        }
        // In draft 4, exclusiveMinimum and exclusiveMaximum are flags of minimum and maximum.
        let flag = |keyword: Keyword| node.keyword(keyword).is_some_and(Node::is_true);
        let (above, below) = (flag(Keyword::ExclusiveMinimum), flag(Keyword::ExclusiveMaximum));
        for number in &mut self.out.numbers {
            match number.relation {
                Relation::AtLeast if above => number.relation = Relation::GreaterThan,
                Relation::AtMost if below => number.relation = Relation::LessThan,
                _ => {}
            }
        }
    }

    fn enumeration(&mut self, member: &Member<'a>) {
        match member.value.data() {
            Data::Array(values) => {
                let literals = values.map(|value| self.literal(value));
                self.out.enumeration = Some(literals.collect());
            }
            _ => self.wrong(member, "an array of values"),
        }
    }

    fn literal(&self, value: Node<'_>) -> Literal {
        Literal::new(self.schema.document, value.id())
    }

    fn pattern(&mut self, member: &Member<'_>) {
        match member.value.as_str() {
            Some(text) => {
                let span = member.value.span();
                self.out.string.pattern = Some(Pattern { text: text.to_owned(), span });
            }
            None => self.wrong(member, "a regular expression in a string"),
        }
    }

    /// The schema below a keyword.
    fn child(&mut self, keyword: &str, node: Node<'_>) -> Option<SchemaId> {
        let id = self.reader.id(node.id());
        if id.is_none() {
            let kind = node.type_name();
            let message = format!("`{keyword}`: a schema is an object or a boolean, not {kind}");
            self.diagnostics.push(Diagnostic::at(node, message));
        }
        id
    }

    fn schema(&mut self, member: &Member<'_>) -> Option<SchemaId> {
        self.child(member.name, member.value)
    }

    fn schemas(&mut self, member: &Member<'_>) -> Vec<SchemaId> {
        let Data::Array(items) = member.value.data() else {
            self.wrong(member, "an array of schemas");
            return Vec::new();
        };
        if items.len() == 0 {
            let message = format!("`{}` should have a schema in it", member.name);
            self.diagnostics.push(Diagnostic::at(member.value, message));
        }
        items.filter_map(|item| self.child(member.name, item)).collect()
    }

    fn schema_map(&mut self, member: &Member<'_>) -> Vec<(String, SchemaId)> {
        let each = self.member_schemas(member).into_iter();
        each.map(|(inner, id)| (inner.name.to_owned(), id)).collect()
    }

    fn pattern_properties(&mut self, member: &Member<'_>) {
        let each = self.member_schemas(member).into_iter();
        self.out.object.pattern_properties = each
            .map(|(inner, id)| {
                (Pattern { text: inner.name.to_owned(), span: inner.name_span() }, id)
            })
            .collect();
    }

    /// The members that are schemas, each with its schema.
    fn member_schemas<'m>(&mut self, member: &Member<'m>) -> Vec<(Member<'m>, SchemaId)> {
        let Data::Object(members) = member.value.data() else {
            self.wrong(member, "an object of schemas");
            return Vec::new();
        };
        members.filter_map(|inner| Some((inner, self.child(member.name, inner.value)?))).collect()
    }

    fn items(&mut self, member: &Member<'_>) {
        let dialect = self.schema.site.dialect;
        match member.value.data() {
            Data::Array(_) if dialect == Dialect::Draft202012 => self.old_items(member),
            Data::Array(items) if items.len() == 0 => self.out.array.prefix_items = Vec::new(),
            Data::Array(_) => self.out.array.prefix_items = self.schemas(member),
            _ => self.out.array.items = self.schema(member),
        }
    }

    /// It says something only beside an array of schemas.
    fn additional_items(&mut self, member: &Member<'_>) {
        let items = self.schema.node.keyword(Keyword::Items);
        let schema = self.schema(member);
        if items.is_some_and(|items| matches!(items.data(), Data::Array(_))) {
            self.out.array.items = schema;
        }
    }

    /// 2020-12 gave another name to what an array of schemas in `items` had meant.
    fn old_items(&mut self, member: &Member<'_>) {
        let message = "`items` should be a schema, not an array";
        let help = "in 2020-12, `prefixItems` has the schemas of the first items, `items` that of all after them";
        self.diagnostics.push(Diagnostic::at(member.value, message).help(help));
    }

    fn dependencies(&mut self, member: &Member<'_>, keyword: Keyword) {
        let Data::Object(members) = member.value.data() else {
            return self.wrong(member, "an object");
        };
        for inner in members {
            let name = inner.name.to_owned();
            let is_array = matches!(inner.value.data(), Data::Array(_));
            let names = keyword == Keyword::DependentRequired
                || (keyword == Keyword::Dependencies && is_array);
            if names {
                let required = self.names(keyword.name(), inner.value);
                self.out.object.dependent_required.push(DependentRequired {
                    keyword,
                    name,
                    required,
                });
            } else if let Some(schema) = self.child(keyword.name(), inner.value) {
                self.out.object.dependent_schemas.push(DependentSchema { keyword, name, schema });
            }
        }
    }

    fn reference(&mut self, member: &Member<'_>) {
        self.string(member);
        self.out.reference = self.schema.site.reference.and_then(|target| self.reader.id(target));
    }

    fn dynamic_reference(&mut self, member: &Member<'_>, keyword: Keyword) {
        self.string(member);
        let Some(reference) = &self.schema.site.dynamic_reference else { return };
        let Some(initial) = self.reader.id(reference.initial) else { return };
        let anchor = reference.anchor.clone();
        self.out.dynamic_reference = Some(DynamicReference { keyword, initial, anchor });
    }
}
