//! The keywords for strings, as checks.

use super::{Lowering, name_of_pointer};
use crate::dialect::Dialect;
use crate::format;
use crate::plan::StringCheck;
use crate::schema::{Schema, StringKeywords};

impl Lowering<'_> {
    pub(super) fn strings(
        &mut self,
        schema: &Schema,
        keywords: &StringKeywords,
    ) -> Vec<StringCheck> {
        let StringKeywords {
            min_length,
            max_length,
            format,
            pattern,
            // `content`
            content_encoding: _,
            content_media_type: _,
        } = keywords;
        let lengths =
            [min_length.map(StringCheck::MinLength), max_length.map(StringCheck::MaxLength)];
        let mut strings: Vec<StringCheck> = lengths.into_iter().flatten().collect();
        let format = format.as_ref().and_then(|name| format::asserted(name, schema, self.config));
        strings.extend(format.map(StringCheck::Format));
        strings.extend(self.content(schema, keywords));
        if let Some(pattern) = pattern {
            let name = self.pattern_name(schema);
            let index = self.pattern(schema, pattern, &name);
            // One that every string matches is not checked.
            let index =
                index.filter(|index| self.plan.patterns[*index].program.constant() != Some(true));
            strings.extend(index.map(StringCheck::Pattern));
        }
        strings
    }

    /// Up to draft 7, `contentEncoding` and `contentMediaType` may be asserted (validation section 8); later drafts
    /// only annotate with them.
    fn content(&self, schema: &Schema, keywords: &StringKeywords) -> Option<StringCheck> {
        let asserted = self.config.assert_formats.unwrap_or(schema.asserts_format);
        let base64 = keywords.content_encoding.as_deref() == Some("base64");
        let other = keywords.content_encoding.is_some() && !base64;
        // What is inside of an unknown encoding cannot be looked at.
        let json = keywords.content_media_type.as_deref() == Some("application/json") && !other;
        let known = schema.dialect == Dialect::Draft7 && asserted && (base64 || json);
        known.then_some(StringCheck::Content { base64, json })
    }

    /// The stem of the name of a pattern of this schema.
    pub(super) fn pattern_name(&self, schema: &Schema) -> String {
        let name = match name_of_pointer(&schema.pointer) {
            name if name.is_empty() => crate::names::module_of(&schema.source.path),
            name => name,
        };
        name.rsplit('/').next().unwrap_or_default().to_owned()
    }
}
