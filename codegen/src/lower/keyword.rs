//! The keywords of one schema, as checks: each field of IR 1 is listed with the function that lowers it, here or in the
//! file for the instances that it applies to, so rustc shows that a new one is missing.

use std::sync::Arc;

use super::simplify::simplify;
use super::size::assertions;
use super::{Lowering, Scope};
use crate::analyse::choice::dispatch::Dispatch;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::plan::{Applicator, Branches, Check, Literals, Types, Unevaluated, Value};
use crate::schema::{Keywords, SchemaId};

impl Lowering<'_> {
    /// The checks of a schema at the path `at` from the function that it is written in.
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
            string,
            array,
            object,
            // `literals`
            enumeration: _,
            constant: _,
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
            // They assert nothing.
            title: _,
            description: _,
            annotations: _,
        } = keywords;
        let schema = self.schemas.get(id);
        let mut value = Value {
            at: at.to_owned(),
            applicators: self.applicators(id, keywords, scope, at),
            literals: literals(keywords),
            types: types
                .filter(|set| !set.is_all())
                .map(|set| Types { set, by_spelling: schema.dialect == Dialect::Draft4 }),
            numbers: numbers.clone(),
            strings: Vec::new(),
            array: self.array(schema, array, scope, at),
            object: self.object(id, object, scope, at),
            unevaluated: self.unevaluated(keywords, scope, at),
        };
        value.strings = self.strings(schema, string);
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
        let noted = |keyword| self.naming.unions.noted.get(&(id, keyword)).copied();
        let (any, one) = (noted(Keyword::AnyOf), noted(Keyword::OneOf));
        if !keywords.any_of.is_empty() {
            let checks = self.each(&keywords.any_of, scope, at, Keyword::AnyOf);
            let dispatch = self.dispatch(id, Keyword::AnyOf);
            applicators.push(Applicator::Any(Branches { checks, union: any, dispatch }));
        }
        if !keywords.one_of.is_empty() {
            let checks = self.each(&keywords.one_of, scope, at, Keyword::OneOf);
            let dispatch = self.dispatch(id, Keyword::OneOf);
            applicators.push(Applicator::One(Branches { checks, union: one, dispatch }));
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

    pub(super) fn each(
        &mut self,
        schemas: &[SchemaId],
        scope: &Scope,
        at: &str,
        keyword: Keyword,
    ) -> Vec<Check> {
        let each = schemas.iter().enumerate();
        each.map(|(index, id)| self.check(*id, scope, &format!("{at}/{keyword}/{index}"))).collect()
    }

    fn unevaluated(&mut self, keywords: &Keywords, scope: &Scope, at: &str) -> Option<Unevaluated> {
        let mut of = |schema: Option<SchemaId>, keyword: Keyword| {
            schema.map(|id| self.check(id, scope, &within(at, keyword)))
        };
        let members = of(keywords.object.unevaluated_properties, Keyword::UnevaluatedProperties);
        let items = of(keywords.array.unevaluated_items, Keyword::UnevaluatedItems);
        (members.is_some() || items.is_some()).then_some(Unevaluated { members, items })
    }
}

/// The path of the schema below a keyword.
pub(super) fn within(at: &str, keyword: Keyword) -> String {
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
