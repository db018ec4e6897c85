//! Which schemas are unions: their types are enums with a variant for each branch of `anyOf` or `oneOf`.
//!
//! A schema is a union if its branches say what its instances look like. What is said beside them holds for all branches:
//! then a variant's type is that of both together. The variant of a value is the first branch that holds, as the validator
//! finds it. The phase `combine` finds the unions.
//!
//! A variant is called after the first of these that its branch has: the value of the member that tells all branches
//! apart, a title, the definition that it refers to, the only kind of its instances, the first member that only this branch
//! requires, `Other` if it says nothing of what its instances look like. Unless each branch has such a value of its own, and all are strings, they come after titles and definitions,
//! so that all variants are called after the same thing. Where two branches would be called alike, both take the next one, and a number if there
//! is none.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyse::choice::kinds::{Decimal, Kind, Kinds};
use crate::analyse::choice::step::Step;
use crate::analyse::choice::table::Key;
use crate::analyse::choice::{Branch, Choice, Role};
use crate::keyword::Keyword;
use crate::members;
use crate::names::camel;
use crate::schema::{Body, SchemaId, Schemas};

/// The schemas whose types are unions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unions {
    /// The unions, by schema.
    pub(crate) by_schema: BTreeMap<SchemaId, Union>,
    /// The numbers under which validators note the branches of choices.
    pub(crate) noted: BTreeMap<(SchemaId, Keyword), u32>,
}

impl Unions {
    /// Adds the union of a schema, whose variants are told by a choice: its own, or that of a schema that it applies in
    /// place.
    pub(crate) fn add(
        &mut self,
        schema: SchemaId,
        choice: (SchemaId, Keyword),
        alternatives: Vec<Alternative>,
    ) {
        let next = u32::try_from(self.noted.len()).unwrap_or(u32::MAX);
        let number = *self.noted.entry(choice).or_insert(next);
        self.by_schema.insert(schema, Union { number, alternatives });
    }
}

/// A schema whose type is one of several others.
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
    /// The schema of the values of the variant.
    pub(crate) schema: SchemaId,
    /// The name of the variant.
    pub(crate) name: String,
    /// Whether it is `null` and nothing else.
    pub(crate) is_null: bool,
    /// Where references without siblings lead from it; the schema itself, if it is combined.
    pub(crate) target: SchemaId,
    /// Whether what is valid for the branch is always valid for the schema: nothing is said beside the branches, and no
    /// other one of `oneOf` can hold as well.
    pub(crate) suffices: bool,
}

/// A branch that is not `false`.
pub(crate) struct Live<'a> {
    /// Its index in the schema.
    pub(crate) index: usize,
    pub(crate) branch: &'a Branch,
}

/// A schema with more branches than this is not a union: rustc's time and the sizes of functions grow with them.
pub(crate) const MAX_ALTERNATIVES: usize = 256;

impl<'a> Live<'a> {
    /// The branches of a choice that can hold.
    pub(crate) fn of(schemas: &Schemas, choice: &'a Choice) -> Vec<Self> {
        let can_hold = |branch: &Branch| {
            branch.schema.is_some_and(|id| !matches!(schemas.get(id).body, Body::Boolean(false)))
        };
        let each = choice.branches.iter().enumerate().filter(|(_, branch)| can_hold(branch));
        each.map(|(index, branch)| Live { index, branch }).collect()
    }

    /// Whether only `null` is valid.
    pub(crate) fn is_null(&self) -> bool {
        self.branch.facts.values.kinds == Kinds::NULL
    }

    /// Whether no other branch can refuse what this one allows.
    pub(crate) fn suffices(&self, choice: &Choice) -> bool {
        let mut others = (0..choice.branches.len()).filter(|other| *other != self.index);
        choice.keyword == Keyword::AnyOf
            || others.all(|other| choice.apart.exclusion.holds(self.index, other))
    }
}

/// The names of the variants for these branches.
pub(crate) fn names(schemas: &Schemas, choice: &Choice, branches: &[Live<'_>]) -> Vec<String> {
    let members = only_here(schemas, branches);
    let tags: Vec<Option<Tag>> =
        branches.iter().map(|one| discriminator(choice, one.index)).collect();
    let is_object = |one: &Live<'_>| one.branch.facts.values.kinds.meets(Kinds::OBJECT);
    let tags_are_names = branches
        .iter()
        .zip(&tags)
        .all(|(one, tag)| matches!(tag, Some(Tag::Name(_))) || !is_object(one));
    let wanted: Vec<Vec<String>> = branches
        .iter()
        .zip(tags.into_iter().zip(members))
        .map(|(Live { index: _, branch }, (tag, member))| {
            let tag = tag.map(|(Tag::Name(text) | Tag::Value(text))| text);
            let (first, later) = if tags_are_names { (tag, None) } else { (None, tag) };
            let said = [
                first,
                title(schemas, branch),
                definition(schemas, branch),
                later,
                kind(branch).map(str::to_owned),
                member.map(str::to_owned),
                (branch.role == Role::Asserts).then(|| "Other".to_owned()),
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

/// The value of the member that tells all branches apart.
enum Tag {
    /// A string, which says enough by itself.
    Name(String),
    /// Another value, with the member's name before it.
    Value(String),
}

/// The value that a member has in instances of this branch alone, if all objects are told apart by that member.
fn discriminator(choice: &Choice, branch: usize) -> Option<Tag> {
    let apart = choice.beside.as_ref().unwrap_or(&choice.apart);
    let Some(Step::Member { name, table }) = apart.steps.get(&Kind::Object) else {
        return None;
    };
    let mut own = table.lists.iter().filter(|(_, branches)| branches.contains(&branch));
    let (Some((value, [_])), None) =
        (own.next().map(|(key, all)| (key, all.as_slice())), own.next())
    else {
        return None;
    };
    match value {
        Key::String(value) => Some(Tag::Name(value.clone())),
        Key::True => Some(Tag::Value(format!("{name} true"))),
        Key::False => Some(Tag::Value(format!("{name} false"))),
        Key::Number(number) => Some(Tag::Value(format!("{name} {}", natural(number)?))),
        Key::OtherString
        | Key::OtherNumber
        | Key::Null
        | Key::Array
        | Key::Object
        | Key::Absent => None,
    }
}

/// The digits of a small natural number, as names can have them.
fn natural(number: &Decimal) -> Option<String> {
    let Decimal { digits, exponent } = number;
    let zeros = usize::try_from(*exponent).ok().filter(|zeros| *zeros <= 9)?;
    (!digits.starts_with('-')).then(|| digits.clone() + &"0".repeat(zeros))
}

/// For each branch, the first member that it requires and no other one does.
fn only_here<'s>(schemas: &'s Schemas, branches: &[Live<'_>]) -> Vec<Option<&'s str>> {
    let required = branches.iter().map(|one| one.branch.schema);
    let required: Vec<Vec<&str>> =
        required.map(|id| id.map_or_else(Vec::new, |id| members::required(schemas, id))).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for names in &required {
        let names: BTreeSet<&str> = names.iter().copied().collect();
        names.into_iter().for_each(|name| *times.entry(name).or_default() += 1);
    }
    let first = |names: Vec<&'s str>| names.into_iter().find(|name| times[name] == 1);
    required.into_iter().map(first).collect()
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
