//! A choice in one line, for people.

use std::fmt::{self, Display, Formatter};

use super::apart::{Apart, Exclusion};
use super::dispatch::Dispatch;
use super::kinds::{Kind, Kinds};
use super::step::{Cause, Reason, Step};
use super::table::{Key, Table};
use super::values::Unread;
use super::{Choice, Role};
use crate::keyword::Keyword;

/// More numbers or names than this are not listed.
const MAX_SHOWN: usize = 8;

impl Display for Choice {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Choice { schema: _, location, keyword, branches, apart, beside, dispatch } = self;
        let is_condition = matches!(keyword, Keyword::If | Keyword::Not);
        write!(f, "{location}: {}", keyword.name())?;
        if !is_condition {
            write!(f, " of {}", branches.len())?;
        }
        self.steps(apart, f)?;
        if !is_condition {
            exclusion(&apart.exclusion, branches.len(), f)?;
        }
        if let Some(beside) = beside {
            f.write_str("; with what is beside it")?;
            self.steps(beside, f)?;
            exclusion(&beside.exclusion, branches.len(), f)?;
        }
        if let Some(dispatch) = dispatch {
            dispatched(dispatch, f)?;
        }
        let with = |role: Role| {
            let each = branches.iter().enumerate().filter(move |(_, branch)| branch.role == role);
            each.map(|(number, _)| number.to_string()).collect::<Vec<_>>()
        };
        let (shapes, asserts) = (with(Role::Shape), with(Role::Asserts));
        if *keyword != Keyword::Not {
            let name = |list: Vec<String>| if is_condition { then_else(&list) } else { list };
            part("shape", &name(shapes), f)?;
            part("asserts", &name(asserts), f)?;
        }
        Ok(())
    }
}

impl Choice {
    fn steps(&self, apart: &Apart, f: &mut Formatter<'_>) -> fmt::Result {
        if self.keyword == Keyword::DependentSchemas {
            return f.write_str(", each by whether its member is there");
        }
        if self.branches.len() == 1 {
            return Ok(());
        }
        let admitted =
            self.branches.iter().fold(Kinds::NONE, |all, it| all.union(it.facts.kinds()));
        let mut said = Vec::new();
        // Kinds that are told apart in the same way share a part of the line.
        let mut kinds: Vec<(&Step, Vec<Kind>)> = Vec::new();
        for (kind, step) in &apart.steps {
            match kinds.iter_mut().find(|(other, _)| *other == step) {
                Some((_, kinds)) => kinds.push(*kind),
                None => kinds.push((step, vec![*kind])),
            }
        }
        let all_steps = admitted.kinds().all(|kind| apart.steps.contains_key(&kind));
        if !all_steps || apart.steps.is_empty() {
            said.push("by kind".to_owned());
        }
        for (step, kinds) in &kinds {
            let only_one = kinds.len() == admitted.kinds().count();
            let how = shown(step);
            said.push(if only_one { how } else { format!("{} {how}", names(kinds, admitted)) });
        }
        write!(f, ", told apart {}", said.join("; "))
    }
}

/// The names of some kinds of those that are there.
fn names(kinds: &[Kind], all: Kinds) -> String {
    let plurals = |kinds: &mut dyn Iterator<Item = Kind>| {
        kinds.map(Kind::plural).collect::<Vec<_>>().join(", ")
    };
    if kinds.len() <= 3 {
        return plurals(&mut kinds.iter().copied());
    }
    format!("all but {}", plurals(&mut all.kinds().filter(|kind| !kinds.contains(kind))))
}

fn then_else(branches: &[String]) -> Vec<String> {
    let each = branches.iter().map(|it| if it == "0" { "then" } else { "else" });
    each.map(str::to_owned).collect()
}

fn part(name: &str, list: &[String], f: &mut Formatter<'_>) -> fmt::Result {
    match list {
        [] => Ok(()),
        list if list.len() > MAX_SHOWN => write!(f, "; {name}: {} branches", list.len()),
        list => write!(f, "; {name}: {}", list.join(", ")),
    }
}

fn shown(step: &Step) -> String {
    match step {
        Step::Value(table) => format!("by value{}", what_is_left(table)),
        Step::Member { name, table } => format!("by member {name:?}{}", what_is_left(table)),
        Step::Members { tags } if tags.is_empty() => "by which members are there".to_owned(),
        Step::Members { tags } => {
            let each = tags.iter().take(MAX_SHOWN);
            let mut each: Vec<String> =
                each.map(|(row, tag)| format!("{tag:?} for {row}")).collect();
            if tags.len() > MAX_SHOWN {
                each.push("…".to_owned());
            }
            format!("by which members are there ({})", each.join(", "))
        }
        Step::Trying(reason) => format!("only by trying ({})", why(reason)),
    }
}

fn what_is_left(table: &Table) -> String {
    let most = table.most();
    let longest = table.lists.iter().find(|(_, list)| list.len() == most);
    match longest {
        Some((key, _)) if most > 1 => format!(", which leaves up to {most} ({})", key_of(key)),
        Some(_) | None => String::new(),
    }
}

fn key_of(key: &Key) -> String {
    match key {
        Key::String(text) => format!("{text:?}"),
        Key::OtherString => "another string".to_owned(),
        Key::Number(number) if number.exponent == 0 => number.digits.clone(),
        Key::Number(number) => format!("{}e{}", number.digits, number.exponent),
        Key::OtherNumber => "another number".to_owned(),
        Key::Null => "null".to_owned(),
        Key::False => "false".to_owned(),
        Key::True => "true".to_owned(),
        Key::Array => "an array".to_owned(),
        Key::Object => "an object".to_owned(),
        Key::Absent => "where it is absent".to_owned(),
    }
}

fn why(Reason { branches: (one, other), cause }: &Reason) -> String {
    match cause {
        Cause::Any => format!("{one} and {other} may admit the same"),
        Cause::SharedValue => format!("{one} and {other} list the same value"),
        Cause::Optional(name) => {
            format!("{name:?} differs in {one} and {other}, but neither requires it")
        }
        Cause::NoMember => format!("no member tells {one} from {other}"),
        Cause::Unread(Unread::Dynamic) => "a dynamic reference can lead anywhere".to_owned(),
        Cause::Unread(Unread::Cycle) => "a schema refers to itself in place".to_owned(),
        Cause::Unread(Unread::Limit) => "the schemas are too large to be compared".to_owned(),
        Cause::Inexact => "it asks for more than kinds, values and one member".to_owned(),
    }
}

/// What a verdict looks at before it tries a branch.
fn dispatched(dispatch: &Dispatch, f: &mut Formatter<'_>) -> fmt::Result {
    let Dispatch { branches: _, values, members, is_exclusive } = dispatch;
    let is_value = |(key, _): &(Key, Vec<usize>)| matches!(key, Key::String(_) | Key::Number(_));
    let value = if values.iter().any(is_value) { "value" } else { "kind" };
    write!(f, "; a verdict dispatches by {value}")?;
    let names: Vec<String> = members.iter().map(|(name, _)| format!("{name:?}")).collect();
    match names.as_slice() {
        [] => {}
        [name] => write!(f, " and the member {name}")?,
        names => write!(f, " and the members {}", names.join(", "))?,
    }
    if *is_exclusive { f.write_str(", up to the first branch that holds") } else { Ok(()) }
}

fn exclusion(exclusion: &Exclusion, count: usize, f: &mut Formatter<'_>) -> fmt::Result {
    match exclusion {
        Exclusion::All if count < 2 => Ok(()),
        Exclusion::All => f.write_str("; all exclude each other"),
        Exclusion::None if count < 2 => Ok(()),
        Exclusion::None => f.write_str("; none proved to exclude another"),
        Exclusion::AllBut(pairs) => {
            let each = pairs.iter().take(MAX_SHOWN);
            let mut each: Vec<String> = each.map(|(one, other)| format!("{one}+{other}")).collect();
            if pairs.len() > MAX_SHOWN {
                each.push(format!("{} more pairs", pairs.len() - MAX_SHOWN));
            }
            write!(f, "; all exclude each other but {}", each.join(", "))
        }
        Exclusion::Groups(groups) => {
            let different = groups.iter().collect::<std::collections::BTreeSet<_>>().len();
            write!(f, "; {different} groups exclude each other")
        }
    }
}
