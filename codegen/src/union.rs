//! Which schemas are unions: their types are enums with a variant for each branch of `anyOf` or `oneOf`.
//!
//! A schema is a union if its branches say what its instances look like, and nothing beside them does. The variant of a
//! value is the first branch that holds, as the validator finds it.
//!
//! A variant is called after the first of these that its branch has: the value of the member that tells all branches
//! apart, a title, the definition that it refers to, the only kind of its instances. Where two branches would be called
//! alike, both take the next one, and a number if there is none.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyse::choice::facts::only_chooses;
use crate::analyse::choice::kinds::{Kind, Kinds};
use crate::analyse::choice::step::Step;
use crate::analyse::choice::table::Key;
use crate::analyse::choice::{Branch, Choice, Role};
use crate::branches::branches;
use crate::enumeration::values;
use crate::keyword::Keyword;
use crate::names::camel;
use crate::schema::{Body, SchemaId, Schemas};

/// A schema whose type is one of its branches' types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Union {
    /// The number under which validators note the branch.
    pub(crate) number: u32,
    /// The branches that can hold.
    pub(crate) alternatives: Vec<Alternative>,
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alternative {
    /// Its index in the schema.
    pub(crate) branch: usize,
    /// Its schema.
    pub(crate) schema: SchemaId,
    /// The name of the variant.
    pub(crate) name: String,
    /// Whether it is `null` and nothing else.
    pub(crate) is_null: bool,
    /// Where references without siblings lead from it.
    pub(crate) target: SchemaId,
    /// Whether what is valid for the branch is always valid for the schema: nothing is said beside the branches, and no
    /// other one of `oneOf` can hold as well.
    pub(crate) suffices: bool,
}

/// A branch that is not `false`.
struct Live<'a> {
    /// Its index in the schema.
    index: usize,
    branch: &'a Branch,
}

/// A schema with more branches than this is not a union: rustc's time and the sizes of functions grow with them.
const MAX_ALTERNATIVES: usize = 256;

/// The unions among the schemas.
pub(crate) fn unions(schemas: &Schemas, choices: &[Choice]) -> BTreeMap<SchemaId, Union> {
    let mut unions = BTreeMap::new();
    for choice in choices {
        let Some(keywords) = schemas.keywords(choice.schema) else { continue };
        let is_choice = matches!(choice.keyword, Keyword::AnyOf | Keyword::OneOf);
        let alone = branches(keywords).is_some();
        if !is_choice || !alone || values(schemas, keywords).is_some() {
            continue;
        }
        let live = |branch: &Branch| {
            branch.schema.is_some_and(|id| !matches!(schemas.get(id).body, Body::Boolean(false)))
        };
        let each = choice.branches.iter().enumerate();
        let each = each.filter(|(_, branch)| live(branch));
        let branches: Vec<Live<'_>> = each.map(|(index, branch)| Live { index, branch }).collect();
        let nulls = branches.iter().filter(|one| is_null(one.branch)).count();
        let shaped = branches.iter().all(|one| one.branch.role == Role::Shape);
        let enough = (2..=MAX_ALTERNATIVES).contains(&(branches.len() - nulls));
        if shaped && enough && nulls < 2 {
            let names = names(schemas, choice, &branches);
            let each = branches.iter().zip(names);
            let alternatives = each.filter_map(|(Live { index, branch }, name)| {
                let is_null = is_null(branch);
                let schema = branch.schema?;
                let target = branch.target.unwrap_or(schema);
                let suffices = alone && only_chooses(keywords) && suffices(choice, *index);
                Some(Alternative { branch: *index, schema, name, is_null, target, suffices })
            });
            let number = u32::try_from(unions.len()).unwrap_or(u32::MAX);
            let union = Union { number, alternatives: alternatives.collect() };
            unions.insert(choice.schema, union);
        }
    }
    unions
}

/// Whether no other branch can refuse what this one allows.
fn suffices(choice: &Choice, branch: usize) -> bool {
    let mut others = (0..choice.branches.len()).filter(|other| *other != branch);
    choice.keyword == Keyword::AnyOf
        || others.all(|other| choice.apart.exclusion.holds(branch, other))
}

fn is_null(branch: &Branch) -> bool {
    branch.facts.values.kinds == Kinds::NULL
}

/// The names of the variants for these branches.
fn names(schemas: &Schemas, choice: &Choice, branches: &[Live<'_>]) -> Vec<String> {
    let wanted: Vec<Vec<String>> = branches
        .iter()
        .map(|Live { index, branch }| {
            let said = [
                discriminator(choice, *index),
                title(schemas, branch),
                definition(schemas, branch),
                kind(branch).map(str::to_owned),
            ];
            let names = said.into_iter().flatten().map(|name| camel(&name));
            names.filter(|name| name != "Self").collect()
        })
        .collect();
    let mut taken = vec![0; wanted.len()];
    let name = |taken: &[usize], branch: usize| wanted[branch].get(taken[branch]).cloned();
    loop {
        let mut users: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for branch in 0..wanted.len() {
            if let Some(name) = name(&taken, branch) {
                users.entry(name).or_default().push(branch);
            }
        }
        let alike: Vec<usize> =
            users.into_values().filter(|users| users.len() > 1).flatten().collect();
        if alike.is_empty() {
            break;
        }
        alike.into_iter().for_each(|branch| taken[branch] += 1);
    }
    let mut given: Vec<Option<String>> =
        (0..wanted.len()).map(|branch| name(&taken, branch)).collect();
    let mut known: BTreeSet<String> = given.iter().flatten().cloned().collect();
    for (branch, given) in given.iter_mut().enumerate() {
        if given.is_none() {
            let stem = wanted[branch].first().map_or("Variant", String::as_str);
            let mut names = (1..).map(|number| format!("{stem}{number}"));
            *given = names.find(|name| known.insert(name.clone()));
        }
    }
    given.into_iter().flatten().collect()
}

/// The string that a member has in instances of this branch alone, if all objects are told apart by that member.
fn discriminator(choice: &Choice, branch: usize) -> Option<String> {
    let Some(Step::Member { name: _, table }) = choice.apart.steps.get(&Kind::Object) else {
        return None;
    };
    let mut own = table.lists.iter().filter(|(_, branches)| branches.contains(&branch));
    match (own.next(), own.next()) {
        (Some((Key::String(value), branches)), None) if branches.len() == 1 => Some(value.clone()),
        _ => None,
    }
}

/// The title of a branch, if it makes a name.
fn title(schemas: &Schemas, branch: &Branch) -> Option<String> {
    let title = schemas.keywords(branch.schema?)?.title.as_deref()?.trim();
    crate::names::is_name(title).then(|| title.to_owned())
}

/// What the definition or document is called that a branch refers to.
fn definition(schemas: &Schemas, branch: &Branch) -> Option<String> {
    let target = branch.target.filter(|target| branch.schema != Some(*target))?;
    let target = schemas.get(target);
    match target.pointer.rsplit_once('/') {
        Some((_, name)) => Some(name.replace("~1", "/").replace("~0", "~")),
        None => Some(crate::names::module_of(&target.source.path)),
    }
}

/// What the instances of a branch are, if they are of one kind.
fn kind(branch: &Branch) -> Option<&'static str> {
    let kinds = branch.facts.values.kinds;
    let known = [
        (Kinds::NULL, "Null"),
        (Kinds::FALSE, "False"),
        (Kinds::TRUE, "True"),
        (Kinds::INTEGER, "Integer"),
        (Kinds::NUMBER, "Number"),
        (Kinds::STRING, "String"),
        (Kinds::ARRAY, "Array"),
        (Kinds::OBJECT, "Object"),
    ];
    let boolean = (kinds == Kinds::of(Kind::True).union(Kinds::FALSE)).then_some("Boolean");
    known.into_iter().find(|(known, _)| *known == kinds).map(|(_, name)| name).or(boolean)
}
