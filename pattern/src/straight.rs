//! Patterns that need no automaton.

use crate::error::PatternError;
use crate::program::{Ascii, Rest, RunClass, Straight};
use crate::set::{MAX, Set};
use voltype_runtime::pattern::ast::Node;

/// The most characters in a sequence of classes; longer ones become automata.
const MAX_SEQUENCE: usize = 1_000;
/// The most nodes of a repeated group, with its repetitions written out.
const MAX_EXPANDED: usize = 1_000;
/// The most repetitions of one character in a literal.
const MAX_REPEATED: u32 = 64;
/// The most literals that are compared one after the other.
const MAX_LITERALS: usize = 8;

/// The straight form of a pattern, if it has one.
pub(crate) fn straight(root: &Node) -> Result<Option<Straight>, PatternError> {
    let mut items = Vec::new();
    if !flatten(root, &mut items)? {
        return Ok(None);
    }
    let at_start = matches!(items.first(), Some(Item::Start));
    let at_end = items.len() > usize::from(at_start) && matches!(items.last(), Some(Item::End));
    let inner = items.drain(usize::from(at_start)..items.len() - usize::from(at_end));
    let mut parts = Vec::new();
    for item in inner {
        match item {
            Item::Run(set, min, max) => push_run(&mut parts, Run { set, min, max }),
            Item::Alternatives(literals) if at_start && at_end && parts.is_empty() => {
                parts.push(Part::Alternatives(literals));
            }
            // An assertion in the middle, or alternatives that are not anchored on both sides.
            Item::Start | Item::End | Item::Alternatives(_) => return Ok(None),
        }
    }
    if let [Part::Alternatives(literals)] = &parts[..] {
        return Ok(Some(Straight::OneOf(literals.clone())));
    }
    let mut runs = Vec::new();
    for part in parts {
        match part {
            Part::Run(run) => runs.push(run),
            Part::Alternatives(_) => return Ok(None),
        }
    }
    if !at_start {
        trim(runs.first_mut());
    }
    if !at_end {
        trim(runs.last_mut());
    }
    runs.retain(|run| run.max != Some(0));
    Ok(match (at_start, at_end) {
        (true, true) => anchored(runs),
        (true, false) => {
            literal(&runs).map(starts_with).or_else(|| sequence(&runs, Rest::Anything))
        }
        (false, true) => literal(&runs).map(ends_with),
        (false, false) => literal(&runs).map(contains).or_else(|| any(&runs)),
    })
}

/// A part of a flat pattern.
enum Item {
    Start,
    End,
    Run(Set, u32, Option<u32>),
    Alternatives(Vec<Vec<u8>>),
}

enum Part {
    Run(Run),
    Alternatives(Vec<Vec<u8>>),
}

/// A number of characters of one class.
struct Run {
    set: Set,
    min: u32,
    max: Option<u32>,
}

/// Flattens a pattern into items; returns `false` if it has parts that are not items.
fn flatten(node: &Node, items: &mut Vec<Item>) -> Result<bool, PatternError> {
    match node {
        Node::Empty => {}
        Node::Start => items.push(Item::Start),
        Node::End => items.push(Item::End),
        Node::Char(_) | Node::Dot | Node::Class(_) => match one(node)? {
            Some(set) => items.push(Item::Run(set, 1, Some(1))),
            None => return Ok(false),
        },
        Node::Repeat { node, min, max, greedy: _ } => match one(node)? {
            Some(set) => items.push(Item::Run(set, *min, *max)),
            // A fixed number of repetitions, as in `(-[0-9a-f]{4}){3}`.
            None if Some(*min) == *max && expanded(node, *min) <= MAX_EXPANDED => {
                for _ in 0..*min {
                    if !flatten(node, items)? {
                        return Ok(false);
                    }
                }
            }
            None => return Ok(false),
        },
        Node::Group { node, .. } => return flatten(node, items),
        Node::Concat(nodes) => {
            for node in nodes {
                if !flatten(node, items)? {
                    return Ok(false);
                }
            }
        }
        Node::Alternate(nodes) => {
            let literals: Option<Vec<Vec<u8>>> = nodes.iter().map(literal_node).collect();
            match literals {
                Some(mut literals) if literals.len() <= MAX_LITERALS => {
                    literals.sort();
                    literals.dedup();
                    items.push(Item::Alternatives(literals));
                }
                _ => return Ok(false),
            }
        }
        Node::WordBoundary { .. } | Node::Look { .. } | Node::BackReference(_) => return Ok(false),
    }
    Ok(true)
}

/// The number of nodes, with repetitions written out.
fn expanded(node: &Node, times: u32) -> usize {
    let all =
        |nodes: &[Node]| nodes.iter().map(|node| expanded(node, 1)).fold(1, usize::saturating_add);
    let once = match node {
        Node::Concat(nodes) | Node::Alternate(nodes) => all(nodes),
        Node::Repeat { node, min, .. } => expanded(node, *min),
        Node::Group { node, .. } => expanded(node, 1),
        Node::Empty
        | Node::Start
        | Node::End
        | Node::Char(_)
        | Node::Dot
        | Node::Class(_)
        | Node::WordBoundary { .. }
        | Node::Look { .. }
        | Node::BackReference(_) => 1,
    };
    once.saturating_mul(times.max(1) as usize)
}

/// The set of a node that matches one character.
fn one(node: &Node) -> Result<Option<Set>, PatternError> {
    Ok(match node {
        Node::Char(char) => Some(Set::single(*char)),
        Node::Dot => Some(Set::dot()),
        Node::Class(class) => Some(Set::of_class(class)?).filter(|set| !set.ranges().is_empty()),
        Node::Group { node, .. } => one(node)?,
        _ => None,
    })
}

/// The bytes of a node that is a literal.
fn literal_node(node: &Node) -> Option<Vec<u8>> {
    match node {
        Node::Empty => Some(Vec::new()),
        Node::Char(char) => Some(encode(*char)),
        Node::Concat(nodes) => {
            nodes.iter().map(literal_node).collect::<Option<Vec<_>>>().map(|parts| parts.concat())
        }
        Node::Group { node, .. } => literal_node(node),
        _ => None,
    }
}

/// A code point in UTF-8; a surrogate in WTF-8.
pub(crate) fn encode(char: u32) -> Vec<u8> {
    match char::from_u32(char) {
        Some(char) => char.encode_utf8(&mut [0; 4]).as_bytes().to_vec(),
        None => {
            let low = |bits: u32| 0x80 | u8::try_from(bits & 0x3F).unwrap_or(0);
            vec![0xED, low(char >> 6), low(char)]
        }
    }
}

/// Adds a run, or merges it with the run before if both have the same class.
fn push_run(parts: &mut Vec<Part>, run: Run) {
    if let Some(Part::Run(before)) = parts.last_mut()
        && before.set == run.set
        && (before.max.is_none() || run.max.is_none())
    {
        before.min = before.min.saturating_add(run.min);
        before.max = None;
        return;
    }
    parts.push(Part::Run(run));
}

/// Where a pattern is not anchored, the minimum of its outermost run is enough.
fn trim(run: Option<&mut Run>) {
    if let Some(run) = run {
        run.max = Some(run.min);
    }
}

/// The literal that is the only text of the runs.
fn literal(runs: &[Run]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for run in runs {
        if run.max != Some(run.min) || run.min > MAX_REPEATED {
            return None;
        }
        bytes.extend(encode(run.set.as_single()?).repeat(run.min as usize));
    }
    Some(bytes)
}

fn starts_with(literal: Vec<u8>) -> Straight {
    if literal.is_empty() { Straight::Constant(true) } else { Straight::StartsWith(literal) }
}

fn ends_with(literal: Vec<u8>) -> Straight {
    if literal.is_empty() { Straight::Constant(true) } else { Straight::EndsWith(literal) }
}

fn contains(literal: Vec<u8>) -> Straight {
    if literal.is_empty() { Straight::Constant(true) } else { Straight::Contains(literal) }
}

fn any(runs: &[Run]) -> Option<Straight> {
    match runs {
        [run] if run.min == 1 => Some(Straight::Any(ascii(&run.set)?)),
        _ => None,
    }
}

fn anchored(mut runs: Vec<Run>) -> Option<Straight> {
    if let Some(literal) = literal(&runs) {
        return Some(Straight::OneOf(vec![literal]));
    }
    if runs.len() > 1
        && runs.last().is_some_and(|run| run.max == Some(run.min))
        && let Some(sequence) = sequence(&runs, Rest::End)
    {
        return Some(sequence);
    }
    let Run { set, min, max } = runs.pop()?;
    let class = run_class(&set)?;
    if class == RunClass::All && min == 0 && max.is_none() {
        return sequence(&runs, Rest::Anything)
            .or((runs.is_empty()).then_some(Straight::Constant(true)));
    }
    sequence(&runs, Rest::Run { class, min, max })
}

fn sequence(runs: &[Run], rest: Rest) -> Option<Straight> {
    let mut head: Vec<(usize, Ascii)> = Vec::new();
    let mut length = 0_usize;
    for run in runs {
        let class = ascii(&run.set)?;
        let count = run.min as usize;
        length = length.saturating_add(count);
        if run.max != Some(run.min) || length > MAX_SEQUENCE {
            return None;
        }
        match head.last_mut() {
            Some((before, last)) if *last == class => *before += count,
            _ => head.push((count, class)),
        }
    }
    Some(Straight::Sequence { head, rest })
}

/// The set as ASCII characters, if it has no others.
fn ascii(set: &Set) -> Option<Ascii> {
    let range =
        |(first, last): &(u32, u32)| Some((u8::try_from(*first).ok()?, u8::try_from(*last).ok()?));
    let ranges: Vec<(u8, u8)> = set.ranges().iter().map(range).collect::<Option<_>>()?;
    ranges.iter().all(|(_, last)| last.is_ascii()).then_some(Ascii(ranges))
}

fn run_class(set: &Set) -> Option<RunClass> {
    if *set == Set::all() {
        return Some(RunClass::All);
    }
    if *set == Set::dot() {
        return Some(RunClass::Dot);
    }
    if let Some(ascii) = ascii(set) {
        return Some(RunClass::Ascii(ascii));
    }
    // All characters beyond ASCII are in the set if the complement has none.
    let outside = ascii(&set.complement())?;
    let beyond = Set::new(
        outside
            .0
            .iter()
            .map(|(first, last)| (u32::from(*first), u32::from(*last)))
            .chain([(0x80, MAX)])
            .collect(),
    );
    ascii(&beyond.complement()).map(RunClass::AsciiOrBeyond)
}
