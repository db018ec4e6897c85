//! Vocabularies: which keywords a custom metaschema of 2019-09 or 2020-12 gives a meaning (core section 8.1.2).

use crate::arena::Node;
use crate::dialect::Dialect;
use crate::keyword::{Keyword, Vocabulary};

/// The vocabularies that are in force for a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vocabularies {
    /// `properties`, `allOf` and the like.
    pub applicator: bool,
    /// `unevaluatedProperties` and `unevaluatedItems` (a part of the applicator vocabulary in 2019-09).
    pub unevaluated: bool,
    /// `type`, `minimum` and the like.
    pub validation: bool,
    /// `format` as an assertion.
    pub format_assertion: bool,
}

impl Vocabularies {
    /// Those of the dialects themselves.
    pub const STANDARD: Self = Vocabularies {
        applicator: true,
        unevaluated: true,
        validation: true,
        format_assertion: false,
    };

    /// The draft whose vocabularies are in the `$vocabulary` of a metaschema.
    #[must_use]
    pub fn draft(list: Node<'_>) -> Option<Dialect> {
        let has = |draft: &str| {
            let prefix = format!("https://json-schema.org/draft/{draft}/vocab/");
            list.members().any(|member| member.name.starts_with(&prefix))
        };
        let drafts = [("2020-12", Dialect::Draft202012), ("2019-09", Dialect::Draft201909)];
        drafts.into_iter().find(|(draft, _)| has(draft)).map(|(_, dialect)| dialect)
    }

    /// Those that are in the `$vocabulary` of a metaschema.
    ///
    /// # Errors
    /// The URI of a vocabulary that has to be understood and isn't.
    pub fn of_list(list: Node<'_>) -> Result<Self, String> {
        let mut found = Vocabularies {
            applicator: false,
            unevaluated: false,
            validation: false,
            format_assertion: false,
        };
        for member in list.members() {
            let required = member.value.is_true();
            let path = member.name.strip_prefix("https://json-schema.org/draft/");
            match path.and_then(|path| path.split_once("/vocab/")) {
                Some(("2019-09", "applicator")) => {
                    found.applicator = true;
                    found.unevaluated = true;
                }
                Some(("2020-12", "applicator")) => found.applicator = true,
                Some(("2020-12", "unevaluated")) => found.unevaluated = true,
                Some(("2019-09" | "2020-12", "validation")) => found.validation = true,
                // In 2019-09, `true` asks for assertion; in 2020-12 that is a vocabulary of its own, which is
                // understood here whether or not it has to be.
                Some(("2019-09", "format")) => found.format_assertion |= required,
                Some(("2020-12", "format-assertion")) => found.format_assertion = true,
                Some((
                    "2019-09" | "2020-12",
                    "core" | "meta-data" | "content" | "format-annotation",
                )) => {}
                _ if required => return Err(member.name.to_owned()),
                _ => {}
            }
        }
        Ok(found)
    }

    /// Whether the keyword has a meaning.
    #[must_use]
    pub fn know(self, keyword: Keyword) -> bool {
        match keyword.vocabulary() {
            Vocabulary::Applicator => self.applicator,
            Vocabulary::Unevaluated => self.unevaluated,
            Vocabulary::Validation => self.validation,
            // These have no effect on what is valid, or are asked for otherwise.
            Vocabulary::Core | Vocabulary::Format | Vocabulary::Content | Vocabulary::MetaData => {
                true
            }
        }
    }
}
