//! The keywords for objects, as checks.

use std::collections::{BTreeMap, HashMap, HashSet};

use voltype_runtime::members::MAX_UNSORTED;

use super::keyword::within;
use super::{Lowering, Scope, below};
use crate::keyword::Keyword;
use crate::members::test_stem;
use crate::names;
use crate::plan::{self, Check, Member, Object, PlannedPattern, SharedChecks};
use crate::schema::{DependentRequired, DependentSchema, ObjectKeywords, SchemaId};

impl Lowering<'_> {
    /// What an object is checked for, except for unevaluated members.
    pub(super) fn object(
        &mut self,
        id: SchemaId,
        keywords: &ObjectKeywords,
        scope: &Scope,
        at: &str,
    ) -> Option<Object> {
        let ObjectKeywords {
            properties,
            pattern_properties,
            additional_properties,
            property_names,
            min_properties,
            max_properties,
            // `required`
            required: _,
            dependent_required: _,
            dependent_schemas: _,
            // `Lowering::unevaluated`
            unevaluated_properties: _,
        } = keywords;
        let schema = self.schemas.get(id);
        let names = member_names(keywords);
        let numbers: BTreeMap<&str, usize> =
            names.iter().enumerate().map(|(number, name)| (*name, number)).collect();
        let members = names.iter().map(|name| Member { name: (*name).to_owned(), property: None });
        let by_name = names.len() > MAX_UNSORTED;
        let mut object = Object { members: members.collect(), by_name, ..Object::default() };
        self.properties(id, properties, &mut object, &numbers, scope, at);
        for (pattern, id) in pattern_properties {
            let check =
                self.check(*id, scope, &below(at, Keyword::PatternProperties, &pattern.text));
            let name = format!("{}_name", self.pattern_name(schema));
            if let Some(index) = self.pattern(schema, pattern, &name) {
                self.test(index, schema.home);
                object.patterns.push((index, check));
            }
        }
        object.additional = additional_properties
            .map(|id| self.check(id, scope, &within(at, Keyword::AdditionalProperties)));
        if object.additional.is_none() && !self.analysis.tracks_evaluation {
            // Nobody asks whether a name matches a pattern that asks nothing of the value.
            object.patterns.retain(|(_, check)| !matches!(check, Check::Anything));
        }
        object.names = property_names
            .map(|id| self.check(id, scope, &within(at, Keyword::PropertyNames)))
            .filter(|check| !matches!(check, Check::Anything));
        self.required(keywords, &mut object, &numbers, scope, at);
        object.min = *min_properties;
        object.max = *max_properties;
        (!asks_nothing(&object)).then_some(object)
    }

    /// Names the function by which types tell the names that match a pattern.
    fn test(&mut self, pattern: usize, document: usize) {
        let PlannedPattern { program, test, text, .. } = &mut self.plan.patterns[pattern];
        if test.is_none() && program.constant().is_none() {
            let name = names::function(&format!("is_{}_name", names::snake(&test_stem(text))));
            *test = Some(self.names.entry(document).or_default().take(&name));
        }
    }

    /// What `required` and its like say of an object's members, which have these numbers.
    fn required(
        &mut self,
        keywords: &ObjectKeywords,
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
        properties: &[(String, SchemaId)],
        object: &mut Object,
        numbers: &BTreeMap<&str, usize>,
        scope: &Scope,
        at: &str,
    ) {
        let is_large = self.analysis.large.contains(&id);
        let mut functions = HashMap::new();
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (name, property) in properties {
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
}

/// The members that an object's schema names, each once: in the schema's order, or by name if there are more than
/// [`MAX_UNSORTED`].
fn member_names(keywords: &ObjectKeywords) -> Vec<&str> {
    let dependent = keywords.dependent_required.iter();
    let dependent = dependent.flat_map(|one| std::iter::once(&one.name).chain(&one.required));
    let each = keywords.properties.iter().map(|(name, _)| name);
    let each = each.chain(&keywords.required).chain(dependent);
    let each = each.chain(keywords.dependent_schemas.iter().map(|one| &one.name));
    let mut known = HashSet::new();
    let mut names: Vec<&str> =
        each.map(String::as_str).filter(|name| known.insert(*name)).collect();
    if names.len() > MAX_UNSORTED {
        names.sort_unstable();
    }
    names
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
