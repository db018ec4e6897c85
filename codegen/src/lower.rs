//! Phase *plan*: IR 1 becomes IR 2.
//!
//! A `$dynamicRef` depends on the resources that evaluation came through. That is known when code is generated: a
//! function is made for each schema *and* each set of dynamic anchors that are in force there (`Scope`), which
//! for all but the most self-referential schemas is one.

mod array;
mod keyword;
mod object;
mod simplify;
mod size;
mod string;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::analyse::Analysis;
use crate::analyse::choice::Choice;
use crate::analyse::choice::dispatch::Dispatch;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph;
use crate::json::{escape, unescape};
use crate::keyword::Keyword;
use crate::memoise;
use crate::names::{self, Unique};
use crate::naming::Naming;
use crate::pattern::{self, PatternError};
use crate::plan::{Call, Check, Function, Plan, PlannedPattern, Step};
use crate::schema::{Body, Pattern, Schema, SchemaId, Schemas};
use crate::shorten;
use crate::stack;

/// The dynamic anchors in force: for each name the outermost schema on the way that has it.
type Scope = BTreeMap<String, SchemaId>;

/// The plan, and which function checks which schema from the outside.
#[derive(Debug)]
pub(crate) struct Lowered {
    /// The plan.
    pub plan: Plan,
    /// The function of each schema that has a type.
    pub entries: BTreeMap<SchemaId, usize>,
    /// The patterns, by the document in whose module they stand and their texts.
    pub patterns: BTreeMap<(usize, String), Option<usize>>,
    /// For each function, how much stack it can take, with all that it calls.
    pub stacks: Vec<stack::Use>,
}

/// Plans the validators of all types.
pub(crate) fn lower(
    schemas: &Schemas,
    analysis: &Analysis,
    choices: &[Choice],
    config: &Config,
    naming: &Naming,
    diagnostics: &mut Diagnostics,
) -> Lowered {
    let dispatches = choices
        .iter()
        .filter_map(|choice| Some(((choice.schema, choice.keyword), choice.dispatch.as_ref()?)));
    let mut lowering = Lowering {
        schemas,
        analysis,
        dispatches: dispatches.collect(),
        config,
        naming,
        diagnostics,
        plan: Plan::default(),
        assertions: 0,
        copies: 0,
        has_too_many_copies: false,
        instances: BTreeMap::new(),
        open: Vec::new(),
        patterns: BTreeMap::new(),
        names: BTreeMap::new(),
    };
    let mut entries = BTreeMap::new();
    for id in naming.types.keys() {
        let scope = lowering.enter(&Scope::new(), *id);
        entries.insert(*id, lowering.instance(*id, scope));
    }
    while let Some((index, id, scope)) = lowering.open.pop() {
        let before = lowering.assertions;
        let check = lowering.body(id, &scope);
        let function = &mut lowering.plan.functions[index];
        function.apart |= size::is_long(&check);
        function.check = check;
        function.assertions = lowering.assertions - before;
    }
    lowering.refuse_endless_recursion();
    let mut stacks = Vec::new();
    if !lowering.diagnostics.has_errors() {
        shorten::shorten(&mut lowering.plan, &mut entries);
        stacks = stack::guard(&mut lowering.plan);
        lowering.refuse_deep_stacks(&entries, &stacks);
        let combined = entries.iter().filter(|(id, _)| schemas.is_combined(**id));
        let combined = combined.map(|(_, function)| *function).collect();
        memoise::mark_memoised(&mut lowering.plan, &combined);
    }
    Lowered { plan: lowering.plan, entries, patterns: lowering.patterns, stacks }
}

struct Lowering<'a> {
    schemas: &'a Schemas,
    analysis: &'a Analysis,
    /// How verdicts find the branches of choices that are worth a try.
    dispatches: BTreeMap<(SchemaId, Keyword), &'a Dispatch>,
    config: &'a Config,
    naming: &'a Naming,
    diagnostics: &'a mut Diagnostics,
    plan: Plan,
    assertions: usize,
    /// How many functions there are besides one for each schema.
    copies: usize,
    /// Whether it has been reported that there are too many.
    has_too_many_copies: bool,
    instances: BTreeMap<(SchemaId, Scope), usize>,
    open: Vec<(usize, SchemaId, Scope)>,
    patterns: BTreeMap<(usize, String), Option<usize>>,
    names: BTreeMap<usize, Unique>,
}

impl Lowering<'_> {
    /// The scope inside of a schema: its resource's anchors, where no outer resource has them.
    fn enter(&self, outer: &Scope, id: SchemaId) -> Scope {
        let mut scope = outer.clone();
        let resource = self.schemas.get(id).resource;
        for (name, target) in self.schemas.dynamic_anchors.get(&resource).into_iter().flatten() {
            if self.analysis.sought_anchors.contains(name) {
                scope.entry(name.clone()).or_insert(*target);
            }
        }
        scope
    }

    /// The function for a schema in a scope; it is planned later, so that recursion ends.
    fn instance(&mut self, id: SchemaId, scope: Scope) -> usize {
        if let Some(index) = self.instances.get(&(id, scope.clone())) {
            return *index;
        }
        if self.copies >= MAX_COPIES
            && let Some(other) = self.copied(id)
        {
            self.too_many_copies(id);
            return other;
        }
        let index = self.function(id, scope.clone());
        self.open.push((index, id, scope));
        index
    }

    /// A function for the schema in whatever scope, if there is one. The empty scope comes first.
    fn copied(&self, id: SchemaId) -> Option<usize> {
        let mut copies = self.instances.range((id, Scope::new())..);
        copies.next().filter(|((other, _), _)| *other == id).map(|(_, index)| *index)
    }

    /// Reports, once, that dynamic references need too many functions.
    fn too_many_copies(&mut self, id: SchemaId) {
        if std::mem::replace(&mut self.has_too_many_copies, true) {
            return;
        }
        let schema = self.schemas.get(id);
        let message = format!(
            "{} and others would need more than {MAX_COPIES} validators, one for each way to resolve dynamic references",
            schema.location
        );
        self.diagnostics.push(
            Diagnostic::error(&schema.source, schema.span.clone(), message).help(
                "use one name for dynamic anchors that mean the same: each name can double them",
            ),
        );
    }

    /// A new function for a schema in a scope, which checks nothing yet.
    fn function(&mut self, id: SchemaId, scope: Scope) -> usize {
        self.copies += usize::from(self.copied(id).is_some());
        let schema = self.schemas.get(id);
        let document = schema.home;
        let name = self.function_name(id, schema);
        let index = self.plan.functions.len();
        self.plan.functions.push(Function {
            name: self.names.entry(document).or_default().take(&name),
            document,
            location: schema.location.clone(),
            check: Check::Anything,
            assertions: 0,
            apart: self.analysis.split.contains(&id),
            guarded: None,
            memoised: None,
        });
        self.instances.insert((id, scope), index);
        index
    }

    /// The function for one of an object's very many members: that of an earlier one with equal checks, if there is any.
    fn shared(
        &mut self,
        id: SchemaId,
        outer: &Scope,
        earlier: &mut HashMap<Check, usize>,
    ) -> usize {
        let scope = self.enter(outer, id);
        let before = self.assertions;
        let check = self.body(id, &scope);
        if let Some(function) = earlier.get(&check) {
            return *function;
        }
        let index = self.function(id, scope);
        let function = &mut self.plan.functions[index];
        function.check = check.clone();
        // They count for this function, and no more for the one that calls it.
        function.assertions = self.assertions - before;
        self.assertions = before;
        function.apart = true;
        earlier.insert(check, index);
        index
    }

    fn function_name(&self, id: SchemaId, schema: &Schema) -> String {
        match self.naming.types.get(&id) {
            Some(named) => names::function(&named.name),
            None => {
                let stem = names::function(&names::module_of(&schema.source.path));
                match name_of_pointer(&schema.pointer) {
                    name if name.is_empty() => stem,
                    name => names::function(&name),
                }
            }
        }
    }

    /// What a function checks: the body of its schema.
    fn body(&mut self, id: SchemaId, scope: &Scope) -> Check {
        match &self.schemas.get(id).body {
            Body::Boolean(true) => Check::Anything,
            Body::Boolean(false) => Check::Nothing(String::new()),
            Body::Keywords(keywords) => self.keywords(id, keywords, scope, ""),
        }
    }

    /// What a subschema checks, at the path `at` from the function that it is written in.
    fn check(&mut self, id: SchemaId, outer: &Scope, at: &str) -> Check {
        let scope = self.enter(outer, id);
        match &self.schemas.get(id).body {
            Body::Boolean(true) => Check::Anything,
            Body::Boolean(false) if !self.analysis.functions.contains(&id) => {
                Check::Nothing(at.to_owned())
            }
            Body::Keywords(keywords) if !self.analysis.functions.contains(&id) => {
                self.keywords(id, keywords, &scope, at)
            }
            Body::Boolean(false) | Body::Keywords(_) => {
                Check::Call(Call { function: self.instance(id, scope), at: at.to_owned() })
            }
        }
    }

    /// The index of a compiled pattern; `None` if it is not a regular expression, which is reported.
    fn pattern(&mut self, schema: &Schema, pattern: &Pattern, name: &str) -> Option<usize> {
        let document = schema.home;
        let key = (document, pattern.text.clone());
        if let Some(known) = self.patterns.get(&key) {
            return *known;
        }
        let compiled = match self.schemas.name_patterns.get(&pattern.text) {
            Some(compiled) => compiled.clone(),
            None => pattern::compile(&pattern.text).map(Arc::new),
        };
        let index = match compiled {
            Ok(program) => {
                self.plan.patterns.push(PlannedPattern {
                    name: self.names.entry(document).or_default().take(&names::pattern(name)),
                    document,
                    text: pattern.text.clone(),
                    program,
                    test: None,
                });
                Some(self.plan.patterns.len() - 1)
            }
            Err(error) => {
                let span = match error.offset() {
                    Some(offset) => pattern_span(&schema.source.text, pattern, offset),
                    None => pattern.span.clone(),
                };
                let (message, help) = match error {
                    PatternError::Syntax(_) => (
                        format!("not a regular expression: {error}"),
                        "patterns are those of ECMA-262 with the flag u",
                    ),
                    PatternError::TooLarge | PatternError::Unsupported(_) => (
                        error.to_string(),
                        "let it repeat less, or have fewer alternatives: an `enum` may have many",
                    ),
                };
                let source = Arc::clone(&schema.source);
                self.diagnostics.push(Diagnostic::error(&source, span, message).help(help));
                None
            }
        };
        self.patterns.insert(key, index);
        index
    }

    /// A function must not come back to itself without having moved on in the instance.
    fn refuse_endless_recursion(&mut self) {
        let calls: Vec<Vec<usize>> =
            self.plan.functions.iter().map(|function| in_place_calls(&function.check)).collect();
        let mut schemas: Vec<Option<SchemaId>> = vec![None; calls.len()];
        for ((id, _), index) in &self.instances {
            schemas[*index] = Some(*id);
        }
        for (function, on_cycle) in graph::on_cycles(&calls).into_iter().enumerate() {
            let Some(id) = schemas[function].filter(|_| on_cycle) else { continue };
            let schema = self.schemas.get(id);
            let message = format!("{} refers to itself without end", schema.location);
            self.diagnostics.push(
                Diagnostic::error(&schema.source, schema.span.clone(), message)
                    .help("a reference back is fine below properties, items and the like"),
            );
        }
    }

    /// Validators must not call each other so deep that the stack gets very large.
    fn refuse_deep_stacks(&mut self, entries: &BTreeMap<SchemaId, usize>, stacks: &[stack::Use]) {
        let used = |index: &usize| stacks.get(*index).copied().unwrap_or_default();
        let is_too_deep = |used: stack::Use| used.calls > MAX_CALLS || used.bytes > MAX_STACK;
        let deepest = entries.iter().max_by_key(|(_, index)| used(index));
        let Some((id, index)) = deepest.filter(|(_, index)| is_too_deep(used(index))) else {
            return;
        };
        let schema = self.schemas.get(*id);
        let message = format!(
            "{} can lead through {} schemas at once, with {} MiB of stack; {MAX_CALLS} and {} MiB are the limits",
            schema.location,
            used(index).calls,
            used(index).bytes >> 20,
            MAX_STACK >> 20,
        );
        self.diagnostics.push(
            Diagnostic::error(&schema.source, schema.span.clone(), message).help(
                "shorten the chain of $ref, allOf and the like: it counts for each level of the deepest text",
            ),
        );
    }
}

/// How many functions there may be besides one for each schema, because dynamic references have different targets. Each
/// dynamic anchor can double them; real schemas have some dozens.
const MAX_COPIES: usize = 2_000;

/// How many validators may be under way at once, in the deepest text.
const MAX_CALLS: usize = 16_384;

/// How much stack they may take then, without optimisation.
const MAX_STACK: usize = 256 << 20;

/// The bytes of a pattern's character in its JSON string. Where escapes make that uncertain, the whole string.
fn pattern_span(text: &str, pattern: &Pattern, offset: usize) -> std::ops::Range<usize> {
    let inner = pattern.span.start + 1..pattern.span.end.saturating_sub(1);
    if text.get(inner.clone()) == Some(pattern.text.as_str()) {
        let start = inner.start + offset.min(inner.len());
        let width = text[start..].chars().next().map_or(1, char::len_utf8);
        return start..start + width;
    }
    // Walk both: an escape of the JSON string stands for one character of the pattern.
    let mut raw = inner.start;
    let mut cooked = 0;
    while raw < inner.end && cooked < offset {
        let width = match text.as_bytes().get(raw..raw + 2) {
            Some(b"\\u") => 6,
            Some([b'\\', _]) => 2,
            _ => text[raw..].chars().next().map_or(1, char::len_utf8),
        };
        cooked += pattern.text[cooked..].chars().next().map_or(1, char::len_utf8);
        raw += width;
    }
    let escape = text.as_bytes().get(raw) == Some(&b'\\');
    raw..(raw + if escape { 2 } else { 1 }).min(pattern.span.end)
}

/// The functions that a check calls for the value itself, not for its members or items.
fn in_place_calls(check: &Check) -> Vec<usize> {
    let mut calls = Vec::new();
    check
        .each_call(&mut |function, step| calls.extend((step == Step::InPlace).then_some(function)));
    calls
}

/// A pointer's telling parts: the names of members and definitions, and keywords only where nothing else is there.
fn name_of_pointer(pointer: &str) -> String {
    let mut tokens = pointer.split('/').skip(1);
    let mut parts: Vec<String> = Vec::new();
    while let Some(token) = tokens.next() {
        match Keyword::of_name(token).map_or(0, Keyword::names_to_schema) {
            0 => parts.push(token.to_owned()),
            names => parts.extend(tokens.by_ref().take(names).map(unescape)),
        }
    }
    parts.join("_")
}

/// The path of a member below a keyword.
fn below(at: &str, keyword: Keyword, name: &str) -> String {
    format!("{at}/{keyword}/{}", escape(name))
}
