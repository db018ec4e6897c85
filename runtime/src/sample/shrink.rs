//! Smaller values: what may be left out of a document, or be simpler.

use serde_json::{Number, Value};

/// The most changes that are considered at a time.
const MOST: usize = 20_000;

/// A change that makes a document simpler. None can be undone by others, so a series of them ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    /// Where: the index of a member or item on each level.
    path: Vec<usize>,
    edit: Edit,
}

#[derive(Clone, Debug, PartialEq)]
enum Edit {
    /// Without the member or item of this index.
    Remove(usize),
    /// Without the first half of the items.
    SecondHalf,
    /// Without the second half of the items.
    FirstHalf,
    /// Another value.
    Replace(Value),
}

/// The changes of a document, the greatest first.
pub(super) fn changes(document: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    collect(document, &mut Vec::new(), &mut changes);
    changes
}

fn collect(value: &Value, path: &mut Vec<usize>, changes: &mut Vec<Change>) {
    let edits = edits(value).into_iter().map(|edit| Change { path: path.clone(), edit });
    changes.extend(edits.take(MOST.saturating_sub(changes.len())));
    let parts: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(members) => members.values().collect(),
        _ => Vec::new(),
    };
    for (index, part) in parts.into_iter().enumerate() {
        if changes.len() >= MOST {
            return;
        }
        path.push(index);
        collect(part, path, changes);
        path.pop();
    }
}

/// What can be done to one value.
fn edits(value: &Value) -> Vec<Edit> {
    match value {
        Value::Null | Value::Bool(false) => Vec::new(),
        Value::Bool(true) => vec![Edit::Replace(Value::Bool(false))],
        Value::Number(number) => numbers(number).into_iter().map(Edit::Replace).collect(),
        Value::String(text) => {
            texts(text).into_iter().map(|text| Edit::Replace(Value::String(text))).collect()
        }
        Value::Array(items) => {
            let halves = [Edit::Replace(Value::Null), Edit::SecondHalf, Edit::FirstHalf];
            let halves = halves.into_iter().take(if items.len() > 1 { 3 } else { 1 });
            halves.chain((0..items.len()).map(Edit::Remove)).collect()
        }
        Value::Object(members) => std::iter::once(Edit::Replace(Value::Null))
            .chain((0..members.len()).map(Edit::Remove))
            .collect(),
    }
}

/// Numbers closer to zero, and that without a sign.
fn numbers(number: &Number) -> Vec<Value> {
    let mut simpler: Vec<Number> = Vec::new();
    if let Some(one) = number.as_i64() {
        simpler.extend([0, one / 10, one / 2, one - one.signum()].map(Number::from));
        simpler.extend((one < 0).then(|| Number::from(one.unsigned_abs())));
    } else if let Some(one) = number.as_u64() {
        simpler.extend([0, one / 10, one / 2, one - 1].map(Number::from));
    } else if let Some(one) = number.as_f64() {
        let whole = one.trunc();
        // A float below 2⁵³ without a fraction is an integer.
        simpler.push(Number::from(0));
        if whole.abs() < 9e15 {
            simpler.push(Number::from(whole as i64));
        }
        let tenths = (one * 10.0).trunc() / 10.0;
        let rounded = [whole, tenths, one / 2.0].map(Number::from_f64);
        simpler.extend(rounded.into_iter().flatten());
    }
    let size = |number: &Number| number.as_f64().unwrap_or_default();
    let is_simpler = |other: &Number| {
        let (new, old) = (size(other), size(number));
        new.abs() < old.abs() || (new == -old && old < 0.0)
    };
    simpler.retain(|other| other != number && is_simpler(other));
    simpler.dedup();
    simpler.into_iter().map(Value::Number).collect()
}

/// Shorter texts, and one of plain letters.
fn texts(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let Some((_, all_but_last)) = chars.split_last() else { return Vec::new() };
    let (first, second) = chars.split_at(chars.len() / 2);
    let mut simpler = vec![String::new()];
    simpler.extend([first, second, all_but_last, &chars[1..]].map(|part| part.iter().collect()));
    simpler.push("a".repeat(chars.len()));
    simpler.retain(|other| other != text);
    simpler.dedup();
    simpler
}

impl Change {
    /// The changed document; `None` if it has no such place.
    pub(super) fn of(&self, document: &Value) -> Option<Value> {
        let mut changed = document.clone();
        let mut place = &mut changed;
        for index in &self.path {
            place = match place {
                Value::Array(items) => items.get_mut(*index)?,
                Value::Object(members) => members.values_mut().nth(*index)?,
                _ => return None,
            };
        }
        self.edit.apply(place)?;
        Some(changed)
    }
}

impl Edit {
    fn apply(&self, place: &mut Value) -> Option<()> {
        match (self, place) {
            (Edit::Replace(value), place) => *place = value.clone(),
            (Edit::Remove(index), Value::Array(items)) if *index < items.len() => {
                items.remove(*index);
            }
            (Edit::Remove(index), Value::Object(members)) => {
                let name = members.keys().nth(*index)?.clone();
                members.remove(&name);
            }
            (Edit::FirstHalf, Value::Array(items)) => items.truncate(items.len() / 2),
            (Edit::SecondHalf, Value::Array(items)) => {
                items.drain(..items.len() / 2);
            }
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Each series of changes ends, whichever are chosen.
    #[test]
    fn changes_end() {
        let document = json!({ "a": [1, -2.5, "xyz", true, null], "b": { "c": 1e300, "d": -7 } });
        for start in 0..5 {
            let (mut current, mut count) = (document.clone(), 0);
            loop {
                let all = changes(&current);
                let Some(change) = all.get(start % all.len().max(1)) else { break };
                let next = change.of(&current).expect("the place is there");
                assert_ne!(next, current, "{change:?}");
                current = next;
                count += 1;
                assert!(count < 5_000, "{current}");
            }
            assert_eq!(changes(&current), [], "{current}");
        }
    }
}
