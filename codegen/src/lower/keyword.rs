//! The keywords of one schema, as checks.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use voltype_runtime::members::MAX_UNSORTED;

use super::{Lowering, Scope, below, name_of_pointer};
use crate::analyse::choice::dispatch::Dispatch;
use crate::arena::{Data, Literal};
use crate::dialect::Dialect;
use crate::format;
use crate::keyword::Keyword;
use crate::plan::{
    self, Applicator, Array, Branches, Check, Contains, Format, Literals, Member, Object,
    SharedChecks, StringCheck, Types, Unevaluated, Value,
};
use crate::schema::{DependentRequired, DependentSchema, Keywords, Schema, SchemaId};

/// Whether a check reads arrays or objects, or tries branches: so much code that a call beside it is nothing.
pub(super) fn is_long(check: &Check) -> bool {
    match check {
        Check::Anything | Check::Nothing(_) | Check::Call(_) => false,
        Check::Value(value) => {
            let Value {
                at: _,
                applicators,
                literals: _,
                types: _,
                numbers: _,
                strings: _,
                array,
                object,
                unevaluated,
            } = &**value;
            !applicators.is_empty() || array.is_some() || object.is_some() || unevaluated.is_some()
        }
    }
}

impl Lowering<'_> {
    /// The checks of a schema at the path `at` from the function that it is written in. Each field of `Keywords` is
    /// listed with the function that lowers it, so that a new one has to be thought of here.
    pub(super) fn keywords(
        &mut self,
        id: SchemaId,
        keywords: &Keywords,
        scope: &Scope,
        at: &str,
    ) -> Check {
        let Keywords {
            types,
            numbers,
            // `literals`
            enumeration: _,
            constant: _,
            // `strings`
            min_length: _,
            max_length: _,
            pattern: _,
            format: _,
            content_encoding: _,
            content_media_type: _,
            // `array`
            prefix_items: _,
            items: _,
            contains: _,
            min_contains: _,
            max_contains: _,
            min_items: _,
            max_items: _,
            unique_items: _,
            // `object`
            properties: _,
            pattern_properties: _,
            additional_properties: _,
            property_names: _,
            required: _,
            dependent_required: _,
            dependent_schemas: _,
            min_properties: _,
            max_properties: _,
            // `applicators`
            all_of: _,
            any_of: _,
            one_of: _,
            not: _,
            condition: _,
            consequence: _,
            alternative: _,
            reference: _,
            dynamic_reference: _,
            // `unevaluated`
            unevaluated_items: _,
            unevaluated_properties: _,
            // They assert nothing.
            title: _,
            description: _,
        } = keywords;
        let schema = self.schemas.get(id);
        let mut value = Value {
            at: at.to_owned(),
            applicators: self.applicators(id, keywords, scope, at),
            literals: Vec::new(),
            types: types
                .filter(|set| !set.is_all())
                .map(|set| Types { set, by_spelling: schema.dialect == Dialect::Draft4 }),
            numbers: numbers.clone(),
            strings: Vec::new(),
            array: self.array(schema, keywords, scope, at),
            object: self.object(id, keywords, scope, at),
            unevaluated: self.unevaluated(keywords, scope, at),
        };
        value.literals = literals(keywords);
        value.strings = self.strings(schema, keywords);
        self.assertions += assertions(&value);
        simplify(value)
    }

    fn applicators(
        &mut self,
        id: SchemaId,
        keywords: &Keywords,
        scope: &Scope,
        at: &str,
    ) -> Vec<Applicator> {
        let mut applicators = Vec::new();
        if let Some(target) = keywords.reference {
            let check = self.check(target, scope, &within(at, Keyword::Ref));
            applicators.push(Applicator::All(check));
        }
        if let Some(reference) = &keywords.dynamic_reference {
            let anchor = reference.anchor.as_ref().and_then(|anchor| scope.get(anchor));
            let target = anchor.copied().unwrap_or(reference.initial);
            let check = self.check(target, scope, &within(at, reference.keyword));
            applicators.push(Applicator::All(check));
        }
        for check in self.each(&keywords.all_of, scope, at, Keyword::AllOf) {
            applicators.push(Applicator::All(check));
        }
        let union = self.naming.unions.get(&id).map(|union| union.number);
        if !keywords.any_of.is_empty() {
            let checks = self.each(&keywords.any_of, scope, at, Keyword::AnyOf);
            let dispatch = self.dispatch(id, Keyword::AnyOf);
            applicators.push(Applicator::Any(Branches { checks, union, dispatch }));
        }
        if !keywords.one_of.is_empty() {
            let checks = self.each(&keywords.one_of, scope, at, Keyword::OneOf);
            let dispatch = self.dispatch(id, Keyword::OneOf);
            applicators.push(Applicator::One(Branches { checks, union, dispatch }));
        }
        if let Some(schema) = keywords.not {
            let check = self.check(schema, scope, &within(at, Keyword::Not));
            applicators.push(Applicator::Not(check));
        }
        if let Some(condition) = keywords.condition {
            let mut branch = |schema: Option<SchemaId>, keyword: Keyword| match schema {
                Some(schema) => self.check(schema, scope, &within(at, keyword)),
                None => Check::Anything,
            };
            let consequence = branch(keywords.consequence, Keyword::Then);
            let alternative = branch(keywords.alternative, Keyword::Else);
            let idle = matches!((&consequence, &alternative), (Check::Anything, Check::Anything));
            // A condition without consequences still says what it has evaluated.
            if !idle || self.analysis.tracks_evaluation {
                let condition = self.check(condition, scope, &within(at, Keyword::If));
                applicators.push(Applicator::If { condition, consequence, alternative });
            }
        }
        applicators
    }

    fn dispatch(&self, id: SchemaId, keyword: Keyword) -> Option<Box<Dispatch>> {
        self.dispatches.get(&(id, keyword)).map(|dispatch| Box::new((*dispatch).clone()))
    }

    fn each(
        &mut self,
        schemas: &[SchemaId],
        scope: &Scope,
        at: &str,
        keyword: Keyword,
    ) -> Vec<Check> {
        let each = schemas.iter().enumerate();
        each.map(|(index, id)| self.check(*id, scope, &format!("{at}/{keyword}/{index}"))).collect()
    }

    fn strings(&mut self, schema: &Schema, keywords: &Keywords) -> Vec<StringCheck> {
        let mut strings = Vec::new();
        if let Some(min) = keywords.min_length {
            strings.push(StringCheck::MinLength(min));
        }
        if let Some(max) = keywords.max_length {
            strings.push(StringCheck::MaxLength(max));
        }
        if let Some(name) = &keywords.format {
            let asserted = self.config.assert_formats.unwrap_or(schema.asserts_format);
            let own = self.config.formats.get(name).map(|function| Format {
                name: name.clone(),
                function: function.get_ref().clone(),
            });
            let own = own.filter(|_| self.config.assert_formats != Some(false));
            let known = || format::of_name(name, schema.dialect).filter(|_| asserted);
            if let Some(format) = own.or_else(known) {
                strings.push(StringCheck::Format(format));
            }
        }
        strings.extend(self.content(schema, keywords));
        if let Some(pattern) = &keywords.pattern {
            let name = self.pattern_name(schema);
            let index = self.pattern(schema, pattern, &name);
            // One that every string matches is not checked.
            let index =
                index.filter(|index| self.plan.patterns[*index].program.constant() != Some(true));
            strings.extend(index.map(StringCheck::Pattern));
        }
        strings
    }

    /// Up to draft 7, `contentEncoding` and `contentMediaType` may be asserted (validation section 8); later drafts
    /// only annotate with them.
    fn content(&self, schema: &Schema, keywords: &Keywords) -> Option<StringCheck> {
        let asserted = self.config.assert_formats.unwrap_or(schema.asserts_format);
        let base64 = keywords.content_encoding.as_deref() == Some("base64");
        let other = keywords.content_encoding.is_some() && !base64;
        // What is inside of an unknown encoding cannot be looked at.
        let json = keywords.content_media_type.as_deref() == Some("application/json") && !other;
        let known = schema.dialect == Dialect::Draft7 && asserted && (base64 || json);
        known.then_some(StringCheck::Content { base64, json })
    }

    fn pattern_name(&self, schema: &Schema) -> String {
        let name = match name_of_pointer(&schema.pointer) {
            name if name.is_empty() => crate::names::module_of(&schema.source.path),
            name => name,
        };
        name.rsplit('/').next().unwrap_or_default().to_owned()
    }

    fn array(
        &mut self,
        schema: &Schema,
        keywords: &Keywords,
        scope: &Scope,
        at: &str,
    ) -> Option<Array> {
        let (tuple, rest) = match (keywords.prefix_items.is_empty(), schema.dialect) {
            (true, _) | (false, Dialect::Draft202012) => (Keyword::PrefixItems, Keyword::Items),
            (false, Dialect::Draft4 | Dialect::Draft6 | Dialect::Draft7 | Dialect::Draft201909) => {
                (Keyword::Items, Keyword::AdditionalItems)
            }
        };
        let tracked = self.analysis.tracks_evaluation;
        let contains = keywords.contains.map(|inner| Contains {
            check: self.check(inner, scope, &within(at, Keyword::Contains)),
            min: keywords
                .min_contains
                .map_or((Keyword::Contains, 1), |min| (Keyword::MinContains, min)),
            max: keywords.max_contains,
            evaluates: tracked && schema.dialect == Dialect::Draft202012,
        });
        let mut array = Array {
            prefix: self.each(&keywords.prefix_items, scope, at, tuple),
            rest: keywords.items.map(|schema| (rest, self.check(schema, scope, &within(at, rest)))),
            contains: contains.filter(|contains| contains.counts() || contains.evaluates),
            min: keywords.min_items,
            max: keywords.max_items,
            unique: keywords.unique_items,
        };
        // Items that may be anything are looked at where it matters that they are evaluated.
        if !tracked && matches!(array.rest, None | Some((_, Check::Anything))) {
            array.rest = None;
            while let Some(Check::Anything) = array.prefix.last() {
                array.prefix.pop();
            }
        }
        let Array { prefix, rest, contains, min, max, unique } = &array;
        let empty = prefix.is_empty()
            && rest.is_none()
            && contains.is_none()
            && min.is_none()
            && max.is_none()
            && !unique;
        (!empty).then_some(array)
    }

    fn object(
        &mut self,
        id: SchemaId,
        keywords: &Keywords,
        scope: &Scope,
        at: &str,
    ) -> Option<Object> {
        let schema = self.schemas.get(id);
        let (names, by_name) = member_names(keywords);
        let numbers: BTreeMap<&str, usize> =
            names.iter().enumerate().map(|(number, name)| (*name, number)).collect();
        let members = names.iter().map(|name| Member { name: (*name).to_owned(), property: None });
        let mut object = Object { members: members.collect(), by_name, ..Object::default() };
        self.properties(id, &mut object, &numbers, scope, at);
        for (pattern, id) in &keywords.pattern_properties {
            let check =
                self.check(*id, scope, &below(at, Keyword::PatternProperties, &pattern.text));
            let name = format!("{}_name", self.pattern_name(schema));
            if let Some(index) = self.pattern(schema, pattern, &name) {
                object.patterns.push((index, check));
            }
        }
        object.additional = keywords
            .additional_properties
            .map(|id| self.check(id, scope, &within(at, Keyword::AdditionalProperties)));
        object.names = keywords
            .property_names
            .map(|id| self.check(id, scope, &within(at, Keyword::PropertyNames)))
            .filter(|check| !matches!(check, Check::Anything));
        self.required(keywords, &mut object, &numbers, scope, at);
        object.min = keywords.min_properties;
        object.max = keywords.max_properties;
        (!asks_nothing(&object)).then_some(object)
    }

    /// What `required` and its like say of an object's members, which have these numbers.
    fn required(
        &mut self,
        keywords: &Keywords,
        object: &mut Object,
        numbers: &BTreeMap<&str, usize>,
        scope: &Scope,
        at: &str,
    ) {
        let numbers_of = |names: &[String]| {
            names.iter().filter_map(|name| numbers.get(name.as_str()).copied()).collect()
        };
        object.required = numbers_of(&keywords.required);
        for DependentRequired { keyword, name, required } in &keywords.dependent_required {
            let Some(because_of) = numbers.get(name.as_str()).copied() else { continue };
            let required = numbers_of(required);
            let dependency = plan::DependentRequired { keyword: *keyword, because_of, required };
            object.dependent_required.push(dependency);
        }
        for DependentSchema { keyword, name, schema } in &keywords.dependent_schemas {
            let Some(because_of) = numbers.get(name.as_str()).copied() else { continue };
            let check = self.check(*schema, scope, &below(at, *keyword, name));
            object.dependent_schemas.push((because_of, check));
        }
    }

    /// What `properties` says of an object's members. Those of a large schema share a function where their checks are equal.
    fn properties(
        &mut self,
        id: SchemaId,
        object: &mut Object,
        numbers: &BTreeMap<&str, usize>,
        scope: &Scope,
        at: &str,
    ) {
        let Some(keywords) = self.schemas.keywords(id) else { return };
        let is_large = self.analysis.large.contains(&id);
        let mut functions = HashMap::new();
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (name, property) in &keywords.properties {
            let Some(number) = numbers.get(name.as_str()).copied() else { continue };
            if is_large && !self.analysis.functions.contains(property) {
                let function = self.shared(*property, scope, &mut functions);
                groups.entry(function).or_default().push(number);
            } else {
                let check = self.check(*property, scope, &below(at, Keyword::Properties, name));
                object.members[number].property = Some(check);
            }
        }
        if !groups.is_empty() {
            groups.values_mut().for_each(|numbers| numbers.sort_unstable());
            let location = self.schemas.get(id).location.clone();
            object.shared = Some(SharedChecks { location, groups: groups.into_iter().collect() });
        }
    }

    fn unevaluated(&mut self, keywords: &Keywords, scope: &Scope, at: &str) -> Option<Unevaluated> {
        let mut of = |schema: Option<SchemaId>, keyword: Keyword| {
            schema.map(|id| self.check(id, scope, &within(at, keyword)))
        };
        let members = of(keywords.unevaluated_properties, Keyword::UnevaluatedProperties);
        let items = of(keywords.unevaluated_items, Keyword::UnevaluatedItems);
        (members.is_some() || items.is_some()).then_some(Unevaluated { members, items })
    }
}

/// The path of the schema below a keyword.
fn within(at: &str, keyword: Keyword) -> String {
    format!("{at}/{keyword}")
}

/// `enum` and `const`.
fn literals(keywords: &Keywords) -> Vec<Literals> {
    let enumeration = keywords.enumeration.iter();
    let enumeration =
        enumeration.map(|values| Literals { keyword: Keyword::Enum, values: Arc::clone(values) });
    let constant = keywords.constant.iter();
    let constant =
        constant.map(|value| Literals { keyword: Keyword::Const, values: [value.clone()].into() });
    enumeration.chain(constant).collect()
}

/// The members that an object's schema names, each once: in the schema's order, or by name if there are so many that
/// they have to be; and whether that is so.
fn member_names(keywords: &Keywords) -> (Vec<&str>, bool) {
    let dependent = keywords.dependent_required.iter();
    let dependent = dependent.flat_map(|one| std::iter::once(&one.name).chain(&one.required));
    let each = keywords.properties.iter().map(|(name, _)| name);
    let each = each.chain(&keywords.required).chain(dependent);
    let each = each.chain(keywords.dependent_schemas.iter().map(|one| &one.name));
    let mut known = HashSet::new();
    let mut names: Vec<&str> =
        each.map(String::as_str).filter(|name| known.insert(*name)).collect();
    let by_name = names.len() > MAX_UNSORTED;
    if by_name {
        names.sort_unstable();
    }
    (names, by_name)
}

/// Whether no object is refused. Members are numbered only for what asks about them.
fn asks_nothing(object: &Object) -> bool {
    let Object {
        members,
        by_name: _,
        shared: _,
        patterns,
        additional,
        names,
        required: _,
        dependent_required: _,
        dependent_schemas: _,
        min,
        max,
    } = object;
    members.is_empty()
        && patterns.is_empty()
        && additional.is_none()
        && names.is_none()
        && min.is_none()
        && max.is_none()
}

/// What remains of a value's checks when all that says nothing is dropped.
fn simplify(mut value: Value) -> Check {
    value.applicators.retain(|applicator| !matches!(applicator, Applicator::All(Check::Anything)));
    strings_only(&mut value);
    let lone = value.only_applicators() && value.unevaluated.is_none();
    match value.applicators.as_slice() {
        [] if lone => Check::Anything,
        [Applicator::All(_)] if lone => match value.applicators.pop() {
            Some(Applicator::All(check)) => check,
            _ => Check::Anything,
        },
        _ => Check::Value(Box::new(value)),
    }
}

/// Where `type` lets nothing but strings through, an `enum` of strings is a check of strings.
fn strings_only(value: &mut Value) {
    let strings = |values: &[Literal]| {
        let each = values.iter();
        each.map(|value| match value.node().data() {
            Data::String(text) => Some(text.to_owned()),
            _ => None,
        })
        .collect::<Option<Vec<String>>>()
    };
    let only_strings = value.types.as_ref().is_some_and(|types| types.set.names() == ["string"]);
    let [literals @ Literals { keyword: Keyword::Enum, .. }] = value.literals.as_slice() else {
        return;
    };
    let Some(values) = strings(&literals.values) else { return };
    if only_strings || !value.reads() {
        value.strings.insert(0, StringCheck::OneOf(values));
        value.literals.clear();
    }
}

/// How many assertions a value makes itself.
fn assertions(value: &Value) -> usize {
    let Value { at: _, applicators, literals, types, numbers, strings, array, object, unevaluated } =
        value;
    let own = applicators.iter().filter(|one| !matches!(one, Applicator::All(_))).count();
    let array = array.as_ref().map_or(0, |array| {
        usize::from(array.contains.is_some())
            + usize::from(array.min.is_some())
            + usize::from(array.max.is_some())
            + usize::from(array.unique)
    });
    let object = object.as_ref().map_or(0, |object| {
        object.required.len()
            + object.dependent_required.len()
            + usize::from(matches!(object.additional, Some(Check::Nothing(_))))
            + usize::from(object.min.is_some())
            + usize::from(object.max.is_some())
    });
    own + literals.len()
        + usize::from(types.is_some())
        + numbers.len()
        + strings.len()
        + array
        + object
        + usize::from(unevaluated.is_some())
}
