//! What is surely not meant: warnings about schemas that are valid.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{self, Data, Member, Node};
use crate::keyword::{Concerns, Keyword, Value};
use crate::pattern::{self, Program};
use crate::resolve::{Place, Resolved, Site};

/// Warns of what is likely a mistake in the documents; the first `requested` of them are those that were asked for.
pub fn lint(resolved: &Resolved, requested: usize, diagnostics: &mut Diagnostics) {
    // Who refers to a place: a definition is used if something outside of it does.
    let mut targets: BTreeMap<Place, Vec<&Place>> = BTreeMap::new();
    for (place, site) in &resolved.sites {
        let dynamic = site.dynamic_reference.as_ref().map(|reference| &reference.initial);
        for target in site.reference.iter().chain(dynamic) {
            targets.entry(target.clone()).or_default().push(place);
        }
    }
    for (place, site) in resolved.sites.iter().filter(|(place, _)| place.document < requested) {
        let Some(node) = resolved.node(place) else { continue };
        let mut schema = Schema { resolved, place, site, node, diagnostics };
        schema.misspelled();
        if site.dialect.ref_hides_siblings() && node.keyword(Keyword::Ref).is_some() {
            continue;
        }
        schema.required_but_forbidden();
        schema.empty_enum();
        schema.bounds();
        schema.regex_and_pattern();
        schema.types();
        schema.unused_definitions(&targets);
    }
}

struct Schema<'a> {
    resolved: &'a Resolved,
    place: &'a Place,
    site: &'a Site,
    node: &'a Node,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Schema<'a> {
    fn warn(&mut self, span: &Range<usize>, message: String, help: String) {
        let source = Arc::clone(&self.resolved.documents[self.place.document].source);
        self.diagnostics
            .push(Diagnostic::error(&source, span.clone(), message).help(help).warning());
    }

    /// A keyword of the dialect, if the schema has it.
    fn keyword(&self, keyword: Keyword) -> Option<&'a Member> {
        self.node.member(keyword.name()).filter(|_| self.knows(keyword))
    }

    /// Whether a keyword has a meaning in the dialect.
    fn knows(&self, keyword: Keyword) -> bool {
        keyword.value(self.site.dialect).is_some() && self.site.vocabularies.know(keyword)
    }

    /// Unknown keywords are allowed; one that is nearly a known one is likely meant to be it.
    fn misspelled(&mut self) {
        let dialect = self.site.dialect;
        for member in self.node.members() {
            let name = member.name.as_str();
            // A keyword of another draft, or one that says to be private, is no slip.
            if Keyword::of_name(name).is_some() || name.starts_with("x-") || name.len() < 3 {
                continue;
            }
            let known = Keyword::ALL.into_iter().filter(|keyword| self.knows(*keyword));
            let known: Vec<&str> = known.map(Keyword::name).collect();
            if let Some(near) = self.diagnostics.nearest(name, known) {
                let message = format!("`{name}` is no keyword of {dialect}, and says nothing");
                self.warn(&member.name_span, message, format!("did you mean `{near}`?"));
            }
        }
    }

    /// A member that `required` asks for and `additionalProperties: false` forbids: no object is valid.
    fn required_but_forbidden(&mut self) {
        let closed = self.keyword(Keyword::AdditionalProperties);
        let closed = closed.is_some_and(|member| member.value.data == Data::Boolean(false));
        if !closed {
            return;
        }
        let properties = self.keyword(Keyword::Properties).map(|member| &member.value);
        let required = self.keyword(Keyword::Required).map(|member| &member.value);
        let is_listed = |name: &str| properties.is_some_and(|all| all.get(name).is_some());
        let mut unlisted = required.into_iter().flat_map(Node::items).peekable();
        while unlisted.next_if(|item| item.as_str().is_none_or(is_listed)).is_some() {}
        // Most schemas end here, before their patterns are compiled for this.
        if unlisted.peek().is_none() {
            return;
        }
        let patterns = self.keyword(Keyword::PatternProperties).map(|member| &member.value);
        let patterns: Option<Vec<Program>> = patterns
            .into_iter()
            .flat_map(Node::members)
            .map(|member| pattern::compile(&member.name).ok())
            .collect();
        // A pattern that is none is an error elsewhere.
        let Some(patterns) = patterns else { return };
        let is_allowed = |name: &str| {
            // A text on which a pattern takes too much work may match.
            let matches = |pattern: &Program| pattern.is_match(name.as_bytes()).unwrap_or(true);
            is_listed(name) || patterns.iter().any(matches)
        };
        for item in unlisted {
            let Some(name) = item.as_str().filter(|name| !is_allowed(name)) else { continue };
            let message = format!("{name:?} is required, but `additionalProperties` forbids it");
            let allowed = properties.into_iter().flat_map(Node::members);
            let allowed = allowed.map(|member| member.name.as_str());
            let help = match self.diagnostics.nearest(name, allowed) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("add {name:?} to `properties`"),
            };
            self.warn(&item.span, message, help);
        }
    }

    /// Whether a definition can be reached by other names than its place: by an identifier or anchor of its own, or by a
    /// dynamic anchor anywhere inside, since a reference finds those of all resources on the way.
    fn is_named(&self, value: &Node, definition: &Place) -> bool {
        let mut keywords = value.members().iter().filter_map(|one| Keyword::of_name(&one.name));
        keywords.any(Keyword::is_name)
            || inside(&self.resolved.sites, definition).any(|(place, _)| {
                let node = self.resolved.node(place);
                node.is_some_and(|node| {
                    [Keyword::DynamicAnchor, Keyword::RecursiveAnchor]
                        .iter()
                        .any(|keyword| node.keyword(*keyword).is_some())
                })
            })
    }

    fn empty_enum(&mut self) {
        let span = self.keyword(Keyword::Enum).map(|member| &member.value);
        let empty =
            span.filter(|value| matches!(&value.data, Data::Array(items) if items.is_empty()));
        if let Some(span) = empty.map(|value| value.span.clone()) {
            let message = "an empty `enum`: no value is valid".to_owned();
            self.warn(&span, message, "list the values, or remove the keyword".to_owned());
        }
    }

    /// A least value above the greatest.
    fn bounds(&mut self) {
        for (least, greatest) in [
            (Keyword::Minimum, Keyword::Maximum),
            (Keyword::MinLength, Keyword::MaxLength),
            (Keyword::MinItems, Keyword::MaxItems),
            (Keyword::MinContains, Keyword::MaxContains),
            (Keyword::MinProperties, Keyword::MaxProperties),
        ] {
            let number = |keyword| match self.keyword(keyword).map(|member| &member.value) {
                Some(Node { data: Data::Number(text), span }) => Some((text.clone(), span.clone())),
                _ => None,
            };
            let (Some((low, span)), Some((high, _))) = (number(least), number(greatest)) else {
                continue;
            };
            if json::number(&low) > json::number(&high) {
                let message =
                    format!("`{least}` {low} is above `{greatest}` {high}: no value is valid");
                self.warn(&span, message, "swap the two?".to_owned());
            }
        }
    }

    /// A string that is a regular expression itself hardly has to match one.
    fn regex_and_pattern(&mut self) {
        let format = self.keyword(Keyword::Format).map(|member| &member.value);
        let regex =
            format.filter(|value| value.as_str() == Some("regex")).map(|value| value.span.clone());
        if let (Some(span), Some(_)) = (regex, self.keyword(Keyword::Pattern)) {
            let message =
                "`format: regex` says that the string is itself a regular expression".to_owned();
            self.warn(
                &span,
                message,
                "for a string that matches one, `pattern` is enough".to_owned(),
            );
        }
    }

    /// Keywords for values of another type than the schema allows.
    fn types(&mut self) {
        let Some(types) = self.keyword(Keyword::Type) else { return };
        let names: Vec<&str> = match &types.value.data {
            Data::String(name) => vec![name.as_str()],
            Data::Array(items) => items.iter().filter_map(Node::as_str).collect(),
            _ => return,
        };
        let mut idle = Vec::new();
        for member in self.node.members() {
            let known = Keyword::of_name(&member.name).filter(|keyword| self.knows(*keyword));
            let Some(kind) = known.and_then(kind_of) else { continue };
            let applies =
                names.iter().any(|name| *name == kind || (*name == "integer" && kind == "number"));
            if !applies {
                let message = format!(
                    "`{}` is about {kind}s, and the type here is {}",
                    member.name,
                    names.join(" or ")
                );
                idle.push((member.name_span.clone(), message));
            }
        }
        for (span, message) in idle {
            self.warn(&span, message, "it never applies: remove it, or mend the type".to_owned());
        }
    }

    /// Definitions that no reference leads to, beside a schema that could use them. (A document of nothing but
    /// definitions is a library.)
    fn unused_definitions(&mut self, targets: &BTreeMap<Place, Vec<&Place>>) {
        let known = self.node.members().iter().filter_map(|member| Keyword::of_name(&member.name));
        let schema_keywords = known.filter(|keyword| {
            let value = keyword.value(self.site.dialect);
            !Keyword::SHELVES.contains(keyword)
                && (value.is_some_and(Value::holds_schemas)
                    || *keyword == Keyword::Ref
                    || *keyword == Keyword::Type)
        });
        if schema_keywords.count() == 0 {
            return;
        }
        let mut unused = Vec::new();
        for keyword in Keyword::SHELVES {
            let shelf = self.place.below(keyword.name());
            for member in self.node.keyword(keyword).map_or(&[][..], Node::members) {
                let definition = shelf.below(&member.name);
                let used = inside(targets, &definition)
                    .flat_map(|(_, referrers)| referrers)
                    .any(|referrer| !is_inside(referrer, &definition));
                if !used && !self.is_named(&member.value, &definition) {
                    unused.push((member.name_span.clone(), member.name.clone()));
                }
            }
        }
        for (span, name) in unused {
            let message = format!("nothing refers to the definition {name:?}");
            self.warn(
                &span,
                message,
                "remove it, if it isn't there for other documents".to_owned(),
            );
        }
    }
}

/// Whether a place is that of a definition, or inside of it.
fn is_inside(place: &Place, definition: &Place) -> bool {
    let rest = place.pointer.strip_prefix(&definition.pointer);
    place.document == definition.document
        && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What a map has for a definition and for what is inside of it.
fn inside<'a, T>(
    places: &'a BTreeMap<Place, T>,
    definition: &'a Place,
) -> impl Iterator<Item = (&'a Place, &'a T)> {
    // Between a pointer and those that go on from it, there may be others: `/a`, `/a%`, `/a/b`.
    let below = Place { pointer: format!("{}/", definition.pointer), ..definition.clone() };
    let itself = places.get_key_value(definition);
    let below = places.range((Bound::Included(below), Bound::Unbounded));
    itself.into_iter().chain(below.take_while(|(place, _)| is_inside(place, definition)))
}

/// The type of the instances that a keyword concerns; `None` if these are all.
fn kind_of(keyword: Keyword) -> Option<&'static str> {
    match keyword.concerns() {
        Concerns::All => None,
        Concerns::Numbers => Some("number"),
        Concerns::Strings => Some("string"),
        Concerns::Arrays => Some("array"),
        Concerns::Objects => Some("object"),
    }
}
