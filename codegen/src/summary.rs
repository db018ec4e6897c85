//! Figures of a run, for people.

use crate::analyse::choice::Choice;
use crate::lower::Lowered;
use crate::model::Model;
use crate::naming::Naming;
use crate::plan::Plan;
use crate::schema::Schemas;
use crate::stack;
use crate::types::untyped::Reason;

/// Figures of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// One row for each document.
    pub documents: Vec<DocumentSummary>,
    /// Each pattern, and what was made of it.
    pub patterns: Vec<(String, String)>,
    /// Each choice between branches, and what tells them apart. They print as one line each.
    pub choices: Vec<Choice>,
    /// The `recursion_limit` that the crate needs, if not the default: for long chains of types that hold each other. The
    /// generated `lib.rs` sets it; a crate that takes the sources in as a module has to.
    pub recursion_limit: Option<usize>,
    /// Where values have no better type than any value.
    pub untyped: Vec<Untyped>,
}

/// A schema whose values, or parts of them, have no better type than any value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untyped {
    /// Its location, as people read it.
    pub location: String,
    /// Why.
    pub reason: Reason,
}

/// Figures of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSummary {
    /// Its path.
    pub path: String,
    /// Its module.
    pub module: String,
    /// The name of its root schema's type, if it has one.
    pub root: Option<String>,
    /// The names of its types.
    pub types: Vec<String>,
    /// How many validators it has.
    pub validators: usize,
    /// How many checks they make.
    pub checks: usize,
    /// How many patterns it has.
    pub patterns: usize,
    /// The most stack that its validators can take, in the deepest text.
    pub stack: stack::Use,
}

/// The figures of a run.
pub(crate) fn summary(
    schemas: &Schemas,
    naming: &Naming,
    lowered: &Lowered,
    model: &Model,
    choices: Vec<Choice>,
) -> Summary {
    let Plan { functions, patterns } = &lowered.plan;
    let documents = schemas.documents.iter().enumerate().map(|(index, document)| DocumentSummary {
        path: document.source.path.clone(),
        module: naming.modules[index].clone(),
        root: model
            .types
            .iter()
            .find(|ty| ty.document == index && schemas.get(ty.schema).pointer.is_empty())
            .map(|ty| ty.name.clone()),
        types: model
            .types
            .iter()
            .filter(|ty| ty.document == index)
            .map(|ty| ty.name.clone())
            .collect(),
        validators: functions.iter().filter(|function| function.document == index).count(),
        checks: functions
            .iter()
            .filter(|function| function.document == index)
            .map(|function| function.assertions)
            .sum(),
        patterns: patterns.iter().filter(|pattern| pattern.document == index).count(),
        stack: functions
            .iter()
            .zip(&lowered.stacks)
            .filter(|(function, _)| function.document == index)
            .map(|(_, used)| *used)
            .max()
            .unwrap_or_default(),
    });
    let patterns =
        patterns.iter().map(|one| (one.text.clone(), crate::pattern::explain(&one.program)));
    Summary {
        documents: documents.collect(),
        patterns: patterns.collect(),
        choices,
        recursion_limit: model.recursion_limit,
        untyped: model.untyped.clone(),
    }
}
