//! The members that a schema names, in a form that is compared with text quickly.

use crate::Str;

/// The name of a member.
#[derive(Clone, Copy, Debug)]
pub struct Member<'p> {
    name: &'p str,
    /// The name and its closing quote, padded with zeros.
    quoted: [u8; QUOTED],
}

/// The greatest length, closing quote included, of names that are compared word by word.
const QUOTED: usize = 24;

/// More members than these must be in the order of their names (as bytes): they are found by binary search.
pub const MAX_UNSORTED: usize = 64;

/// The number of a member that the schema doesn't name.
pub const OTHER: usize = usize::MAX;

/// The members of these names. A member's number is its index. More than [`MAX_UNSORTED`] must be in order.
#[must_use]
pub const fn members<const N: usize>(names: [&str; N]) -> [Member<'_>; N] {
    let mut members = [Member { name: "", quoted: [0; QUOTED] }; N];
    let mut index = 0;
    while index < N {
        members[index] = Member::new(names[index]);
        index += 1;
    }
    members
}

impl<'p> Member<'p> {
    pub(crate) const fn new(name: &'p str) -> Self {
        let mut quoted = [0; QUOTED];
        let bytes = name.as_bytes();
        if bytes.len() < QUOTED {
            let mut index = 0;
            while index < bytes.len() {
                quoted[index] = bytes[index];
                index += 1;
            }
            quoted[index] = b'"';
        }
        Member { name, quoted }
    }

    /// The name.
    #[inline(always)]
    #[must_use]
    pub const fn name(&self) -> &'p str {
        self.name
    }

    /// Whether `text` has the name and a quote at `start`. A name that the text spells with escapes is not recognised.
    #[inline(always)]
    pub(crate) fn is_quoted_at(&self, text: &[u8], start: usize) -> bool {
        let length = self.name.len() + 1;
        match (text.get(start..).and_then(<[u8]>::first_chunk::<QUOTED>), MASKS.get(length)) {
            (Some(window), Some(masks)) => {
                let word = |bytes: &[u8; QUOTED], at: usize| {
                    let mut word = [0; 8];
                    word.copy_from_slice(&bytes[at..at + 8]);
                    u64::from_le_bytes(word)
                };
                let differs =
                    |at: usize| (word(window, at) ^ word(&self.quoted, at)) & masks[at / 8];
                differs(0) | differs(8) | differs(16) == 0
            }
            _ => {
                let window = text.get(start..start + length);
                window.and_then(<[u8]>::split_last) == Some((&b'"', self.name.as_bytes()))
            }
        }
    }

    /// The number of the member with this name, or [`OTHER`].
    #[inline(never)]
    pub(crate) fn find(members: &[Member<'_>], name: &Str<'_>) -> usize {
        let bytes = &*name.bytes();
        let found = if members.len() > MAX_UNSORTED {
            members.binary_search_by(|member| member.name.as_bytes().cmp(bytes)).ok()
        } else {
            members.iter().position(|member| member.name.as_bytes() == bytes)
        };
        found.unwrap_or(OTHER)
    }
}

/// For each length, the bits of three words that its bytes fill.
static MASKS: [[u64; 3]; QUOTED + 1] = {
    let mut masks = [[0; 3]; QUOTED + 1];
    let mut length = 0;
    while length <= QUOTED {
        let mut at = 0;
        while at < length {
            masks[length][at / 8] |= 0xFF << (at % 8 * 8);
            at += 1;
        }
        length += 1;
    }
    masks
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_whole() {
        static NAMES: [Member<'_>; 4] =
            members(["", "a", "exactly_seven_and_sixteen", "twenty_three_characters"]);
        for member in &NAMES {
            for padding in [0, 1, 40] {
                let text = format!("\"{}\"{}", member.name(), " ".repeat(padding));
                assert!(member.is_quoted_at(text.as_bytes(), 1), "{text}");
                let longer = format!("\"{}x\"{}", member.name(), " ".repeat(padding));
                assert!(!member.is_quoted_at(longer.as_bytes(), 1), "{longer}");
                let cut = &text.as_bytes()[..=member.name().len()];
                assert!(!member.is_quoted_at(cut, 1), "{cut:?}");
            }
            assert_eq!(
                NAMES[Member::find(&NAMES, &Str::plain(member.name(), 0))].name(),
                member.name()
            );
        }
        assert_eq!(Member::find(&NAMES, &Str::plain("b", 0)), OTHER);
    }

    #[test]
    fn many_names_are_found_by_their_order() {
        const COUNT: usize = MAX_UNSORTED + 1;
        let mut names: Vec<String> = (0..COUNT).map(|index| format!("é{index}")).collect();
        names.sort_unstable();
        let names: Vec<&'static str> =
            names.into_iter().map(|name| &*Box::leak(name.into_boxed_str())).collect();
        let members = members::<COUNT>(names.clone().try_into().unwrap());
        for (number, name) in names.iter().enumerate() {
            assert_eq!(Member::find(&members, &Str::plain(name, 0)), number, "{name}");
        }
        for name in ["", "é", "é99", "z"] {
            assert_eq!(Member::find(&members, &Str::plain(name, 0)), OTHER, "{name}");
        }
    }
}
