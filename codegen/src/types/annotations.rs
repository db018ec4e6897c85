//! What schemas say to people: texts, examples, defaults, and what is deprecated.

use super::Modeling;
use crate::arena::Literal;
use crate::doc::{Doc, has_words};
use crate::schema::{Annotations, Keywords, SchemaId};

/// The most examples that are shown.
const MAX_EXAMPLES: usize = 8;

impl Modeling<'_> {
    /// A schema, and those that it refers to one after the other.
    pub(super) fn referred(&self, id: SchemaId) -> impl Iterator<Item = (SchemaId, &Keywords)> {
        let keywords = |id: SchemaId| Some((id, self.schemas.keywords(id)?));
        let chain = std::iter::successors(keywords(id), move |(_, one)| keywords(one.reference?));
        // References may run in circles that only other phases look for.
        chain.take(8)
    }

    /// A description or title: that of a schema, or else of the one that it refers to.
    pub(super) fn text(&self, id: SchemaId) -> Option<&str> {
        let texts = self
            .referred(id)
            .flat_map(|(_, one)| [one.description.as_deref(), one.title.as_deref()]);
        texts.flatten().find(|text| has_words(text))
    }

    /// The documentation with what else a schema says to people, or else the one that it refers to. It is marked if the
    /// schema is deprecated.
    pub(super) fn annotated(&self, docs: Doc, id: SchemaId) -> Doc {
        let docs = self.marked(docs, id);
        let facts = [
            self.default(id).map(|(_, value)| with_value(Doc::new("Default: "), value).then(".")),
            self.first(id, |one| examples(&one.examples)),
            self.first(id, |one| one.read_only.then(|| Doc::new("Read-only."))),
            self.first(id, |one| one.write_only.then(|| Doc::new("Write-only."))),
        ];
        let docs = docs.paragraph(facts.into_iter().flatten());
        let comment = |one: &Annotations| {
            let text = one.comment.as_deref().filter(|text| has_words(text))?;
            Some(Doc::new("Comment: ").phrase(text))
        };
        docs.paragraph(self.first(id, comment))
    }

    /// The documentation, marked if a schema or one that it refers to is deprecated.
    pub(super) fn marked(&self, docs: Doc, id: SchemaId) -> Doc {
        let is_deprecated = self.referred(id).any(|(_, one)| one.annotations.deprecated);
        if is_deprecated { docs.deprecated() } else { docs }
    }

    /// The default of a schema, or else of the one that it refers to, after the schema that says it. A long one is
    /// passed over: many members may refer to it.
    pub(super) fn default(&self, id: SchemaId) -> Option<(SchemaId, &Literal)> {
        let mut defaults =
            self.referred(id).filter_map(|(id, one)| Some((id, one.annotations.default.as_ref()?)));
        defaults.next().filter(|(_, value)| is_short(value))
    }

    /// What a schema says, or else the one that it refers to.
    fn first<T>(&self, id: SchemaId, say: impl Fn(&Annotations) -> Option<T>) -> Option<T> {
        self.referred(id).find_map(|(_, one)| say(&one.annotations))
    }
}

/// Whether a value is short enough to be written out wherever a schema is referred to.
fn is_short(value: &Literal) -> bool {
    const MAX_BYTES: usize = 4096;
    const MAX_NODES: usize = 256;
    value.node().span().len() <= MAX_BYTES && value.node().size() <= MAX_NODES
}

/// A value as code.
fn with_value(docs: Doc, value: &Literal) -> Doc {
    docs.json(&value.node().to_compact_json())
}

/// The first examples; none if there are none.
fn examples(values: &[Literal]) -> Option<Doc> {
    let shown = values.iter().take(MAX_EXAMPLES).filter(|value| is_short(value));
    let shown: Vec<&Literal> = shown.collect();
    let (first, rest) = shown.split_first()?;
    let docs = with_value(Doc::new("Examples: "), first);
    let docs = rest.iter().fold(docs, |docs, value| with_value(docs.then(", "), value));
    Some(docs.then(if values.len() > shown.len() { ", and others." } else { "." }))
}
