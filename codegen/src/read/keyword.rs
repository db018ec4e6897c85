//! The keywords of one schema: their values checked, and brought into the form of IR 1.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Reader;
use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::dialect::Dialect;
use crate::json::{self, Data, Member, Node, escape};
use crate::keyword::{Keyword, Value};
use crate::resolve::{Place, Site};
use crate::schema::{
    self, DependentRequired, DependentSchema, DynamicReference, NumberAssertion, Pattern, Relation,
    SchemaId, TypeSet,
};

/// Reads the keywords of the schema at one place.
pub(super) struct Keywords<'a> {
    reader: &'a Reader<'a>,
    place: &'a Place,
    site: &'a Site,
    source: &'a Arc<Source>,
    diagnostics: &'a mut Diagnostics,
    out: schema::Keywords,
}

impl<'a> Keywords<'a> {
    pub(super) fn new(
        reader: &'a Reader<'a>,
        place: &'a Place,
        site: &'a Site,
        source: &'a Arc<Source>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Keywords { reader, place, site, source, diagnostics, out: schema::Keywords::default() }
    }

    pub(super) fn read(&mut self) -> schema::Keywords {
        let node = self.reader.resolved.node(self.place);
        let members = node.map_or(&[][..], Node::members);
        let hidden = self.site.dialect.ref_hides_siblings()
            && members.iter().any(|member| member.name == Keyword::Ref.name());
        for member in members {
            let Some(keyword) = Keyword::of_name(&member.name) else { continue };
            let hides = hidden && keyword != Keyword::Ref && !keyword.is_documentation();
            if let Some(value) = keyword.value(self.site.dialect)
                && self.site.vocabularies.know(keyword)
                && !hides
            {
                self.keyword(keyword, value, member);
            }
        }
        self.combine(members);
        std::mem::take(&mut self.out)
    }

    /// Says what a keyword's value should be.
    fn wrong(&mut self, member: &Member, want: &str) {
        let Member { name, value, .. } = member;
        let message = format!("`{name}` should be {want}, not {}", value.type_name());
        let mut diagnostic = Diagnostic::error(self.source, value.span.clone(), message);
        if let Some(help) = mend(value, want) {
            diagnostic = diagnostic.help(help);
        }
        self.diagnostics.push(diagnostic);
    }

    /// Reads a keyword into its field. Every keyword has an arm here.
    fn keyword(&mut self, keyword: Keyword, value: Value, member: &Member) {
        match keyword {
            Keyword::Title => self.out.title = self.string(member),
            Keyword::Description => self.out.description = self.string(member),
            Keyword::Schema
            | Keyword::Id
            | Keyword::OldId
            | Keyword::Comment
            | Keyword::Anchor
            | Keyword::DynamicAnchor => {
                self.string(member);
            }
            Keyword::ReadOnly
            | Keyword::WriteOnly
            | Keyword::Deprecated
            | Keyword::RecursiveAnchor => {
                self.boolean(member);
            }
            Keyword::Default | Keyword::Examples | Keyword::Vocabulary => {}
            Keyword::Format => self.out.format = self.string(member),
            Keyword::ContentEncoding => self.out.content_encoding = self.string(member),
            Keyword::ContentMediaType => self.out.content_media_type = self.string(member),
            Keyword::ContentSchema => {
                self.schema(member);
            }
            Keyword::Type => self.types(member),
            Keyword::Enum => match &member.value.data {
                Data::Array(values) => self.out.enumeration = Some(values.clone()),
                _ => self.wrong(member, "an array of values"),
            },
            Keyword::Const => self.out.constant = Some(member.value.clone()),
            Keyword::MultipleOf => self.number(member, Relation::MultipleOf),
            Keyword::Minimum => self.number(member, Relation::AtLeast),
            Keyword::Maximum => self.number(member, Relation::AtMost),
            Keyword::ExclusiveMinimum | Keyword::ExclusiveMaximum if value == Value::Boolean => {
                self.boolean(member);
            }
            Keyword::ExclusiveMinimum => self.number(member, Relation::GreaterThan),
            Keyword::ExclusiveMaximum => self.number(member, Relation::LessThan),
            Keyword::MinLength => self.out.min_length = self.count(member),
            Keyword::MaxLength => self.out.max_length = self.count(member),
            Keyword::MinItems => self.out.min_items = self.count(member),
            Keyword::MaxItems => self.out.max_items = self.count(member),
            Keyword::MinContains => self.out.min_contains = self.count(member),
            Keyword::MaxContains => self.out.max_contains = self.count(member),
            Keyword::MinProperties => self.out.min_properties = self.count(member),
            Keyword::MaxProperties => self.out.max_properties = self.count(member),
            Keyword::UniqueItems => self.out.unique_items = self.boolean(member),
            Keyword::Pattern => match &member.value.data {
                Data::String(text) => {
                    let span = member.value.span.clone();
                    self.out.pattern = Some(Pattern { text: text.clone(), span });
                }
                _ => self.wrong(member, "a regular expression in a string"),
            },
            Keyword::Required => self.out.required = self.names(&member.name, &member.value),
            Keyword::Items => self.items(member),
            Keyword::AdditionalItems => self.additional_items(member),
            Keyword::PrefixItems => self.out.prefix_items = self.schemas(member),
            Keyword::Contains => self.out.contains = self.schema(member),
            Keyword::UnevaluatedItems => self.out.unevaluated_items = self.schema(member),
            Keyword::Properties => self.out.properties = self.schema_map(member),
            Keyword::PatternProperties => self.pattern_properties(member),
            Keyword::AdditionalProperties => self.out.additional_properties = self.schema(member),
            Keyword::PropertyNames => self.out.property_names = self.schema(member),
            Keyword::UnevaluatedProperties => self.out.unevaluated_properties = self.schema(member),
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
            Keyword::Ref => {
                self.string(member);
                self.out.reference =
                    self.site.reference.as_ref().and_then(|place| self.reader.id(place));
            }
            Keyword::DynamicRef | Keyword::RecursiveRef => self.dynamic_reference(member, keyword),
            Keyword::Definitions | Keyword::Defs => {
                self.schema_map(member);
            }
        }
    }

    /// Keywords whose meaning depends on others beside them.
    fn combine(&mut self, members: &[Member]) {
        if self.site.dialect != Dialect::Draft4 {
            return;
        }
        // In draft 4, exclusiveMinimum and exclusiveMaximum are flags of minimum and maximum.
        let flag = |keyword: Keyword| {
            let member = members.iter().find(|member| member.name == keyword.name());
            member.is_some_and(|member| member.value.data == Data::Boolean(true))
        };
        let (above, below) = (flag(Keyword::ExclusiveMinimum), flag(Keyword::ExclusiveMaximum));
        for number in &mut self.out.numbers {
            match number.relation {
                Relation::AtLeast if above => number.relation = Relation::GreaterThan,
                Relation::AtMost if below => number.relation = Relation::LessThan,
                _ => {}
            }
        }
    }

    fn string(&mut self, member: &Member) -> Option<String> {
        match &member.value.data {
            Data::String(text) => Some(text.clone()),
            _ => {
                self.wrong(member, "a string");
                None
            }
        }
    }

    fn boolean(&mut self, member: &Member) -> bool {
        match &member.value.data {
            Data::Boolean(value) => *value,
            _ => {
                self.wrong(member, "true or false");
                false
            }
        }
    }

    fn number(&mut self, member: &Member, relation: Relation) {
        let Data::Number(text) = &member.value.data else {
            return self.wrong(member, "a number");
        };
        if relation == Relation::MultipleOf && json::number(text) <= json::number("0") {
            let span = member.value.span.clone();
            let message = format!("`multipleOf` should be greater than 0, not {text}");
            self.diagnostics.push(Diagnostic::error(self.source, span, message));
            return;
        }
        self.out.numbers.push(NumberAssertion { relation, value: text.clone() });
    }

    /// A non-negative integer. Where it is greater than any count can be, the greatest count stands for it.
    fn count(&mut self, member: &Member) -> Option<u64> {
        if let Data::Number(text) = &member.value.data {
            let number = json::number(text);
            if number.is_integer() && !number.is_negative_value() {
                return Some(number.to_u64().unwrap_or(u64::MAX));
            }
            let span = member.value.span.clone();
            let message = format!("`{}` should be a count (0, 1, 2, …), not {text}", member.name);
            self.diagnostics.push(Diagnostic::error(self.source, span, message));
            return None;
        }
        self.wrong(member, "a count (0, 1, 2, …)");
        None
    }

    fn types(&mut self, member: &Member) {
        let nodes = match &member.value.data {
            Data::String(_) => std::slice::from_ref(&member.value),
            Data::Array(items) => items.as_slice(),
            _ => return self.wrong(member, "the name of a type, or an array of such"),
        };
        let mut types = TypeSet::default();
        for node in nodes {
            match node.as_str().map(|name| (name, TypeSet::of(name))) {
                Some((_, Some(one))) => types = types.union(one),
                Some((name, None)) => {
                    let near = self.diagnostics.nearest(name, TYPE_NAMES);
                    let help = match near {
                        Some(near) => format!("did you mean {near:?}?"),
                        None => format!("the types are {}", TYPE_NAMES.join(", ")),
                    };
                    let message = format!("there is no type {name:?}");
                    let span = node.span.clone();
                    self.diagnostics.push(Diagnostic::error(self.source, span, message).help(help));
                }
                None => self.wrong(member, "the name of a type, or an array of such"),
            }
        }
        self.out.types = Some(types);
    }

    fn names(&mut self, keyword: &str, value: &Node) -> Vec<String> {
        let Data::Array(items) = &value.data else {
            self.not_names(keyword, value);
            return Vec::new();
        };
        let mut names = Vec::new();
        let mut known = BTreeSet::new();
        for item in items {
            match item.as_str() {
                // A name that is listed twice is required once.
                Some(name) if !known.insert(name) => {}
                Some(name) => names.push(name.to_owned()),
                None => self.not_names(keyword, item),
            }
        }
        names
    }

    fn not_names(&mut self, keyword: &str, node: &Node) {
        let message =
            format!("`{keyword}` should be an array of member names, not {}", node.type_name());
        let diagnostic = Diagnostic::error(self.source, node.span.clone(), message);
        self.diagnostics.push(match node.data {
            Data::Boolean(_) => diagnostic
                .help("list the required members in the object's schema: \"required\": [\"name\"]"),
            _ => diagnostic,
        });
    }

    /// The schema below a keyword.
    fn child(&mut self, keyword: &str, tail: &str, node: &Node) -> Option<SchemaId> {
        let pointer = format!("{}/{}{tail}", self.place.pointer, escape(keyword));
        let place = Place { document: self.place.document, pointer };
        let id = self.reader.id(&place);
        if id.is_none() {
            let message = format!(
                "`{keyword}`: a schema is an object or a boolean, not {}",
                node.type_name()
            );
            self.diagnostics.push(Diagnostic::error(self.source, node.span.clone(), message));
        }
        id
    }

    fn schema(&mut self, member: &Member) -> Option<SchemaId> {
        self.child(&member.name, "", &member.value)
    }

    fn schemas(&mut self, member: &Member) -> Vec<SchemaId> {
        let Data::Array(items) = &member.value.data else {
            self.wrong(member, "an array of schemas");
            return Vec::new();
        };
        if items.is_empty() {
            let message = format!("`{}` should have a schema in it", member.name);
            self.diagnostics.push(Diagnostic::error(
                self.source,
                member.value.span.clone(),
                message,
            ));
        }
        let each = items.iter().enumerate();
        each.filter_map(|(index, item)| self.child(&member.name, &format!("/{index}"), item))
            .collect()
    }

    fn schema_map(&mut self, member: &Member) -> Vec<(String, SchemaId)> {
        let each = self.member_schemas(member).into_iter();
        each.map(|(inner, id)| (inner.name.clone(), id)).collect()
    }

    fn pattern_properties(&mut self, member: &Member) {
        let each = self.member_schemas(member).into_iter();
        self.out.pattern_properties = each
            .map(|(inner, id)| {
                (Pattern { text: inner.name.clone(), span: inner.name_span.clone() }, id)
            })
            .collect();
    }

    /// The members that are schemas, each with its schema.
    fn member_schemas<'m>(&mut self, member: &'m Member) -> Vec<(&'m Member, SchemaId)> {
        let Data::Object(members) = &member.value.data else {
            self.wrong(member, "an object of schemas");
            return Vec::new();
        };
        let each = members.iter();
        each.filter_map(|inner| {
            let tail = format!("/{}", escape(&inner.name));
            Some((inner, self.child(&member.name, &tail, &inner.value)?))
        })
        .collect()
    }

    fn items(&mut self, member: &Member) {
        match &member.value.data {
            Data::Array(_) if self.site.dialect == Dialect::Draft202012 => self.old_items(member),
            Data::Array(items) if items.is_empty() => self.out.prefix_items = Vec::new(),
            Data::Array(_) => self.out.prefix_items = self.schemas(member),
            _ => self.out.items = self.schema(member),
        }
    }

    /// It says something only beside an array of schemas.
    fn additional_items(&mut self, member: &Member) {
        let node = self.reader.resolved.node(self.place);
        let items = node.and_then(|node| node.keyword(Keyword::Items));
        let schema = self.schema(member);
        if items.is_some_and(|items| matches!(items.data, Data::Array(_))) {
            self.out.items = schema;
        }
    }

    /// 2020-12 gave another name to what an array of schemas in `items` had meant.
    fn old_items(&mut self, member: &Member) {
        let span = member.value.span.clone();
        let message = "`items` should be a schema, not an array";
        let help = "in 2020-12, `prefixItems` has the schemas of the first items, `items` that of all after them";
        self.diagnostics.push(Diagnostic::error(self.source, span, message).help(help));
    }

    fn dependencies(&mut self, member: &Member, keyword: Keyword) {
        let Data::Object(members) = &member.value.data else {
            return self.wrong(member, "an object");
        };
        for inner in members {
            let name = inner.name.clone();
            let names = keyword == Keyword::DependentRequired
                || (keyword == Keyword::Dependencies && matches!(inner.value.data, Data::Array(_)));
            if names {
                let required = self.names(keyword.name(), &inner.value);
                self.out.dependent_required.push(DependentRequired { keyword, name, required });
            } else if let Some(schema) =
                self.child(keyword.name(), &format!("/{}", escape(&name)), &inner.value)
            {
                self.out.dependent_schemas.push(DependentSchema { keyword, name, schema });
            }
        }
    }

    fn dynamic_reference(&mut self, member: &Member, keyword: Keyword) {
        self.string(member);
        let Some(reference) = &self.site.dynamic_reference else { return };
        let Some(initial) = self.reader.id(&reference.initial) else { return };
        let anchor = reference.anchor.clone();
        self.out.dynamic_reference = Some(DynamicReference { keyword, initial, anchor });
    }
}

const TYPE_NAMES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// How a value of the wrong type is mended, where that is plain.
fn mend(value: &Node, want: &str) -> Option<String> {
    let text = value.as_str()?;
    let fits = match want {
        "a number" | "a count (0, 1, 2, …)" => {
            matches!(Node::parse(text).ok()?.data, Data::Number(_))
        }
        "true or false" => matches!(text, "true" | "false"),
        _ => false,
    };
    fits.then(|| format!("remove the quotes: {text}"))
}
